"""The entry every act on a report leaves in the journal, and the lock it holds meanwhile."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from khuyencong.core import journal
from khuyencong.ingestion.models import Document

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


def lock(document: Document) -> None:
    """Let those who act on one report pass one at a time: the second sees what the first did."""
    Document.objects.select_for_update().only("id").get(id=document.id)


def note(
    act: str, document: Document, *, by: "User | None", at: datetime, facts: dict[str, Any]
) -> None:
    """Write what was done to a report into the journal of its custodian."""
    journal.record(
        act,
        custodian=document.custodian_id,
        about=f"document:{document.id}",
        at=at,
        by=by.id if by else None,
        facts=facts,
    )
