"""The entry every act on a spreadsheet leaves in the journal, and the lock it holds meanwhile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.rules import Refused, may_import

MAY_NOT = "Anh/chị không có quyền nhập bảng tính cho đơn vị này."


class Everyone:
    """Whoever keeps the server running, on its command line: behind the sign-in of the machine."""

    id: Any = None

    def may(self, permission: str, of: UUID | None = None) -> bool:
        """Return True."""
        return True

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        """Return None: every custodian."""
        return None

    def represents(self) -> frozenset[UUID]:
        return frozenset()


def locked(batch: Batch, by: Actor) -> Batch:
    """Return the batch as it stands now, locked; Refused without the right over its body."""
    row = Batch.objects.select_for_update(of=("self",)).select_related("custodian").get(id=batch.id)
    if not may_import(by, row.custodian_id, row.kind):
        raise Refused(MAY_NOT)
    return row


def note(act: str, batch: Batch, *, by: UUID | None, at: datetime, facts: dict[str, Any]) -> None:
    """Write what was done with a spreadsheet into the journal of its body."""
    journal.record(
        act,
        custodian=batch.custodian_id,
        about=f"batch:{batch.id}",
        at=at,
        by=by,
        facts={"kind": batch.kind, "file_sha256": batch.file} | facts,
    )
