"""What every act about a body does: ask the right, clean a line, note the act."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.organisations import custodian_today
from khuyencong.registry.rules import Refused, may_edit_body
from khuyencong.values.dates import day_in_vietnam

SOURCE, FIRST_DAY = 150, date(1990, 1, 1)
MAY_NOT = "Anh/chị không có quyền ghi hồ sơ của đơn vị này."


def require_right(by: Actor, body: Organisation) -> None:
    """Raise Refused for who may not tell anything of this body."""
    if not may_edit_body(by, body.id):
        raise Refused(MAY_NOT)


def one_of(value: str, known: Iterable[str], what: str) -> str:
    """Return a code that is known; Refused for any other."""
    if value not in known:
        raise Refused(f"{what} không có trong danh mục. Xin chọn lại.")
    return value


def past_day(day: date, at: datetime, what: str) -> date:
    """Return a day that has come and is not absurd; Refused for any other."""
    if not FIRST_DAY <= day <= day_in_vietnam(at):
        raise Refused(f"{what} phải từ năm {FIRST_DAY.year} đến hôm nay.")
    return day


def require_order(start: date, until: date | None) -> None:
    """Raise Refused for a span that ends before it begins."""
    if until is not None and until <= start:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu.")


def note(act: str, row: Any, by: Actor, at: datetime) -> None:
    """Write the act into the journal of who answers for the body today; no name goes in."""
    heir = custodian_today(row.organisation, day_in_vietnam(at))
    journal.record(
        act,
        custodian=heir.id,
        about=f"{row._meta.model_name}:{row.id}",
        at=at,
        by=by.id,
        facts={"organisation": str(row.organisation_id)},
    )
