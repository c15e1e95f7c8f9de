"""Support that is given back, and support of interest: sums that must fit, without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from khuyencong.funds.rules.refusals import Refused
from khuyencong.values.dates import format_date
from khuyencong.values.money import MAX_AMOUNT, format_dong
from khuyencong.values.rounding import whole_at_most


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """An instalment: whole đồng to be given back by a day."""

    day: date
    amount: int


def require_schedule(principal: int, schedule: Sequence[Due], signed_on: date) -> None:
    """Refuse a schedule that does not add up to the principal, or has a day twice or too early."""
    if not 0 < principal <= MAX_AMOUNT:
        raise Refused("Số tiền hỗ trợ phải lớn hơn 0 và không quá lớn.")
    if not schedule or any(due.amount <= 0 for due in schedule):
        raise Refused("Mỗi kỳ hoàn trả phải có số tiền lớn hơn 0.")
    total = sum(due.amount for due in schedule)
    if total != principal:
        raise Refused(
            f"Các kỳ hoàn trả cộng lại là {format_dong(total)},"
            f" khác {format_dong(principal)} hỗ trợ."
        )
    days = [due.day for due in schedule]
    if len(set(days)) != len(days):
        raise Refused("Hai kỳ hoàn trả trùng ngày.")
    if min(days) < signed_on:
        raise Refused(f"Kỳ hoàn trả không thể trước ngày ký {format_date(signed_on)}.")


def owed_on(day: date, schedule: Iterable[Due], repaid: int) -> int:
    """Return the đồng in arrears on a day: due by that day or before, and not given back."""
    return max(0, sum(due.amount for due in schedule if due.day <= day) - repaid)


def overdue_since(day: date, schedule: Iterable[Due], repaid: int) -> date | None:
    """Return the day of the first instalment that is not covered; None without arrears."""
    running = 0
    for due in sorted(schedule):
        running += due.amount
        if due.day <= day and running > repaid:
            return due.day
    return None


def highest_interest_support(certified: int, percent: Fraction) -> int:
    """Return what the rate gives of certified interest, rounded down; never above the interest."""
    if not 0 < percent <= 100:
        raise Refused("Mức hỗ trợ lãi suất phải trên 0 % và không quá 100 %.")
    if not 0 < certified <= MAX_AMOUNT:
        raise Refused("Số lãi được xác nhận phải lớn hơn 0 và không quá lớn.")
    return whole_at_most(certified * percent / 100)


def require_interest(amount: int, certified: int, percent: Fraction) -> None:
    """Refuse support above what the rate gives of the certified interest."""
    most = highest_interest_support(certified, percent)
    if not 0 < amount <= most:
        raise Refused(
            f"Hỗ trợ lãi suất của kỳ này nhiều nhất {format_dong(most)}; ghi {format_dong(amount)}."
        )
