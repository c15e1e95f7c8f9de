"""What must hold when a line is accepted: the council, the sums, no finding left open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from khuyencong.core.refusal import Refused
from khuyencong.projects.models import CouncilSeat
from khuyencong.projects.states import SOURCE_OF, STATE_SOURCES, Seat
from khuyencong.values.money import MAX_AMOUNT, format_dong
from khuyencong.values.vocabulary import FundingSource


class Sitting(Protocol):
    """What is asked of a member of a council."""

    @property
    def chairs(self) -> bool: ...
    @property
    def seat(self) -> Seat: ...


def refuse_open_finding(findings: Sequence[str]) -> None:
    """Refuse while something that an inspection found is not put right."""
    if findings:
        raise Refused(f"Còn kiến nghị kiểm tra chưa khắc phục: {findings[0]}")


def checked_council(council: Iterable[Sitting]) -> None:
    """Refuse a council that nobody chairs, that two chair, or in which a seat is unknown."""
    told = list(council)
    chairs = sum(one.chairs for one in told)
    if chairs != 1:
        raise Refused("Hội đồng nghiệm thu cần đúng một người chủ trì.")
    if len(told) < 2:
        raise Refused("Hội đồng nghiệm thu cần từ hai người trở lên.")
    if any(one.seat not in Seat.values for one in told):
        raise Refused("Chọn tư cách của từng thành viên hội đồng.")


def missing_seats(seats: Iterable[CouncilSeat], council: Iterable[Sitting]) -> list[CouncilSeat]:
    """Return the seats that the norms of the day name and nobody of the council holds."""
    held = {one.seat for one in council}
    return [seat for seat in seats if seat.seat not in held]


def refuse_missing_seat(missing: Iterable[CouncilSeat]) -> None:
    """Refuse a council without a seat that somebody read in the law; others are only shown."""
    for seat in missing:
        if seat.verified:
            raise Refused(f"Hội đồng thiếu đại diện {seat} ({seat.clause}).")


def checked_sums(
    accepted: Mapping[FundingSource, int], cost: int, quantity: int
) -> dict[FundingSource, int]:
    """Return what is accepted of each source; Refused where it cannot be so."""
    if quantity < 0:
        raise Refused("Số lượng nghiệm thu không được âm.")
    if not 0 < cost <= MAX_AMOUNT:
        raise Refused("Chi phí thực tế phải lớn hơn 0 và không quá lớn.")
    if any(source not in STATE_SOURCES for source in accepted):
        raise Refused("Chỉ nghiệm thu kinh phí khuyến công; vốn khác ghi bên cạnh.")
    if any(amount < 0 for amount in accepted.values()):
        raise Refused("Số tiền nghiệm thu không được âm.")
    sums = {SOURCE_OF[source]: amount for source, amount in accepted.items() if amount}
    total = sum(sums.values())
    if not total:
        raise Refused("Ghi số tiền được nghiệm thu; không nghiệm thu được gì thì ngừng dòng này.")
    if total > cost:
        raise Refused(
            f"Số nghiệm thu {format_dong(total)} lớn hơn chi phí thực tế {format_dong(cost)}."
        )
    return sums
