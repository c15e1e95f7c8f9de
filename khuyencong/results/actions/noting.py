"""What every act of this room does: lock what stands, ask for a reason, note the act."""

from datetime import datetime
from typing import Any

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.results.models import Result
from khuyencong.results.rules import may_record
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền ghi kết quả của đơn vị này."
MEANWHILE = (
    "Người khác vừa sửa kết quả này trong lúc anh/chị đang xem. Chưa ghi gì:"
    " xin mở bản mới rồi sửa lại."
)
WITHDRAWN = "Kết quả này đã rút, không sửa nữa."
LONGEST = 300


def locked(by: Actor, seen: Result) -> Result:
    """Return the version that was seen, locked; Refused without the right or where it is old."""
    rows = Result.objects.select_for_update(of=("self",))
    kin = ("custodian", "owner", "place", "line__project__custodian", "line__project__owner")
    row = rows.select_related(*kin).get(id=seen.id)
    if not may_record(by, row.custodian_id):
        raise Refused(MAY_NOT)
    if row.superseded_at is not None:
        raise Refused(MEANWHILE)
    if row.withdrawn:
        raise Refused(WITHDRAWN)
    return row


def written_reason(typed: str) -> str:
    """Return a reason as it is kept; Refused for none, for a NUL, for one too long."""
    reason = clean(typed)
    if not reason or "\0" in reason or len(reason) > LONGEST:
        raise Refused(f"Ghi lý do sửa, dài không quá {LONGEST} ký tự.")
    return reason


def note(
    act: str, row: Result, *, by: Actor, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Write the act into the journal of who keeps the record; no name of a person is in it."""
    told = {"kind": row.kind, "version": row.version} | (facts or {})
    about = f"result:{row.series}"
    journal.record(act, custodian=row.custodian_id, about=about, at=at, by=by.id, facts=told)
