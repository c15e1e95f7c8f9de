"""How a document looks on a page: its words piece by piece, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from khuyencong.documents import Document
from khuyencong.documents.html import Html, block_of
from khuyencong.documents.model import numbered
from khuyencong.office.models import IssuedDocument
from khuyencong.office.states import DocumentState


@dataclass(frozen=True)
class Entry:
    """One act, as the timeline shows it."""

    at: datetime
    who: str
    what: str
    reason: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


def pieces(document: Document) -> list[Html]:
    """Return the body of a document as markup, piece by piece."""
    return [block_of(block, number, level=3) for block, number in numbered(document.blocks)]


def happened(row: IssuedDocument, names: dict[UUID, str]) -> list[Entry]:
    """Return what was done with a document, the newest first."""
    found = [Entry(row.drafted_at, names.get(row.drafted_by, ""), "Trình ký")]
    if row.signed_at and row.signed_by:
        as_whom = " ".join(filter(None, (row.capacity, row.capacity_of)))
        said = f"Ký: {row.signer}, {row.post}" + (f" ({as_whom})" if as_whom else "")
        found.append(Entry(row.signed_at, names.get(row.signed_by, ""), said))
    if row.numbered_at and row.numbered_by:
        found.append(Entry(row.numbered_at, names.get(row.numbered_by, ""), f"Cấp số {row.shown}"))
    if row.ended_at and row.ended_by:
        what = "Hủy, giữ số" if row.state == DocumentState.REVOKED else "Bỏ bản trình"
        found.append(Entry(row.ended_at, names.get(row.ended_by, ""), what, row.reason))
    return found[::-1]
