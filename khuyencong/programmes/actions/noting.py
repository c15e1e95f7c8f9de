"""What every act of this room does: clean a line, supersede the row before, note the act."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from khuyencong.core import journal
from khuyencong.core.models import Recorded
from khuyencong.core.refusal import Refused

NAME, CITATION, REASON = 199, 300, 500
_Row = TypeVar("_Row", bound=Recorded)


def put(row: _Row, same: dict[str, Any], told: tuple[str, ...]) -> _Row:
    """Keep a row in place of the standing one with the `same` fields; return the row that stands.

    One that says the same in the fields `told` stays. Refused for a correction without a reason.
    """
    rows = type(row)._default_manager.select_for_update().filter(superseded_at=None, **same)
    before = rows.first()
    if before and all(getattr(before, name) == getattr(row, name) for name in told):
        return before
    if before:
        if not getattr(row, "reason", ""):
            raise Refused("Số này đã được ghi. Xin nêu lý do sửa.")
        before.superseded_at = row.recorded_at
        before.save(update_fields=["superseded_at"])
    row.save(force_insert=True)
    return row


def note(
    act: str, *, custodian: UUID, row: Any, by: UUID | None, at: datetime, facts: dict[str, Any]
) -> None:
    """Write the act into the journal of its custodian."""
    journal.record(
        act,
        custodian=custodian,
        about=f"{row._meta.model_name}:{row.id}",
        at=at,
        by=by,
        facts=facts,
    )
