"""What every act of the office does: lock the document, write the journal."""

from datetime import datetime

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.office.models import IssuedDocument
from khuyencong.values.text import clean

REASON = 1000


def locked(document: IssuedDocument) -> IssuedDocument:
    """Return the document as it is now, locked until the transaction ends."""
    return IssuedDocument.objects.select_for_update().get(id=document.id)


def said(reason: str) -> str:
    """Return a reason as it is kept."""
    return clean(reason)[:REASON]


def note(act: str, row: IssuedDocument, *, by: Actor, at: datetime, **facts: int | str) -> None:
    """Write the act into the journal: codes and numbers, never what the document says."""
    journal.record(
        f"document.{act}",
        custodian=row.body_id,
        about=f"document:{row.id}",
        at=at,
        by=by.id,
        facts={"kind": row.kind, "about": str(row.about)} | facts,
    )
