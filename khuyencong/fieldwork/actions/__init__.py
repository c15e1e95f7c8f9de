"""Everything that can happen to kits and to what comes back from them."""

from khuyencong.fieldwork.actions.deciding import decide, dismiss, name_establishment
from khuyencong.fieldwork.actions.issuing import (
    issue_kit,
    revoke_kit,
    signed_receipt,
    signing_key,
)
from khuyencong.fieldwork.actions.receiving import Received, receive
from khuyencong.fieldwork.actions.taking import take_in

__all__ = [
    "Received",
    "decide",
    "dismiss",
    "issue_kit",
    "name_establishment",
    "receive",
    "revoke_kit",
    "signed_receipt",
    "signing_key",
    "take_in",
]
