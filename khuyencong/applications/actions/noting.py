"""What every act of this room does: clean a line, lock a row, note the act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.applications.models import Help, Need, Request
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.values.money import MAX_AMOUNT

YEARS = range(2012, 2201)


class ChangedMeanwhile(Refused):
    """Somebody else saved while this was being typed; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Người khác vừa lưu hồ sơ này trong lúc anh/chị đang sửa. Chưa ghi gì:"
            " xin xem chỗ khác nhau ở dưới, rồi lưu lại."
        )


def require_year(year: int) -> None:
    """Raise Refused for a year that no plan is of."""
    if year not in YEARS:
        raise Refused(f"Năm kế hoạch {year} không hợp lệ: từ {YEARS[0]} đến {YEARS[-1]}.")


def require_money(amount: int | None, what: str, *, least: int = 0) -> None:
    """Raise Refused for an amount below `least` đồng or beyond what a column holds."""
    if amount is not None and not least <= amount <= MAX_AMOUNT:
        raise Refused(f"{what} phải từ {least} đồng trở lên và không quá lớn.")


def one_of(value: str, known: Iterable[str], what: str) -> str:
    """Return a code that is known; Refused for any other."""
    if value not in known:
        raise Refused(f"{what} không có trong danh mục. Xin chọn lại.")
    return value


def locked_request(request: Request) -> Request:
    """Return the request as it stands now, locked, with what the rules look at."""
    rows = Request.objects.select_for_update(of=("self",))
    kin = ("establishment__custodian", "establishment__commune", "commune", "custodian")
    return rows.select_related(*kin).get(id=request.id)


def locked_need(need: Need) -> Need:
    """Return the need as it stands now, locked."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("establishment__custodian", "commune").get(id=need.id)


def note(
    act: str,
    *,
    custodian: UUID,
    about: str,
    by: Actor,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write the act into the journal of its custodian."""
    journal.record(act, custodian=custodian, about=about, at=at, by=by.id, facts=facts)


def typed_for(request: Request, by: Actor) -> dict[str, str]:
    """Return whom of the establishment an officer types for, as facts of the journal."""
    return {"for": str(request.helped)} if request.helper == by.id else {}


def stop_help(request: Request, *, by: UUID | None, at: datetime) -> bool:
    """Let nobody type for the establishment any more; return whether there was anything to end.

    A code that nobody used yet is worth nothing from now on.
    """
    ended = Help.objects.filter(request=request, ended_at=None).update(ended_at=at, ended_by=by)
    if request.helper is None:
        return ended > 0
    facts = {"officer": str(request.helper), "for": str(request.helped)}
    request.helper = request.helped = None
    request.save(update_fields=["helper", "helped"])
    journal.record(
        "request.help_ended",
        custodian=request.custodian_id,
        about=f"request:{request.id}",
        at=at,
        by=by,
        facts=facts,
    )
    return True
