"""The receipt of a file: signed for one kit alone, read by the kit's own page without a network."""

import base64
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.values.seals.keys import SigningKey

RECEIPT = "khuyencong-bo-cong-cu-bien-nhan/1"
#: A sheet as a receipt names it: its key, the revision, the copy of the kit that wrote it.
Named = Iterable[list[Any]]


def receipt(key: SigningKey, kit: UUID, sha256: str, received_at: datetime, named: Named) -> bytes:
    """Return the receipt of a file; of the same file it is the same to the byte."""
    said = {
        "kit": str(kit),
        "file": sha256,
        "received_at": received_at.isoformat(),
        "kept": [list(one) for one in named],
    }
    payload = json.dumps(said, separators=(",", ":"))
    signature = base64.b64encode(key.sign(payload.encode())).decode()
    told = {"format": RECEIPT, "kit": str(kit), "payload": payload, "signature": signature}
    return json.dumps(told).encode()
