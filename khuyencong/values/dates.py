"""Days: Vietnam's day of a moment, and dates as documents and screens write them."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.text import clean, fold

#: The offset of Vietnam, the whole year and since 1975.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

#: Years that a date or a period may name.
YEARS = range(1945, 2200)

_ORDERS = (
    re.compile(r"(?P<d>[0-9]{1,2}) ?[/.-] ?(?P<m>[0-9]{1,2}) ?[/.-] ?(?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>[0-9]{1,2}) thang (?P<m>[0-9]{1,2}) nam (?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
)


def day_in_vietnam(at: datetime) -> date:
    """Return the day it is in Vietnam at the moment `at`, which must know its zone (ValueError).

    18:00 UTC on 31 December is already the first day of the next year.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone has no day in Vietnam")
    return at.astimezone(VIETNAM).date()


def read_date(text: str) -> date:
    """Return the day of "05/03/2026", "5-3-2026", "ngày 05 tháng 3 năm 2026" or "2026-03-05"."""
    written = clean(text)
    if not written:
        raise Unreadable("Chưa ghi ngày.")
    bare = fold(written).removeprefix("ngay ")
    for order in _ORDERS:
        match = order.fullmatch(bare)
        if match:
            return valid_day(int(match["y"]), int(match["m"]), int(match["d"]), written)
    raise Unreadable(f"Không đọc được ngày {quoted(written)}. Xin viết như “05/03/2026”.")


def valid_day(year: int, month: int, day: int, written: str) -> date:
    """Return the date, or raise Unreadable that tells what is wrong in `written`."""
    valid_year(year, written)
    if not 1 <= month <= 12:
        raise Unreadable(f"Không có tháng {month} trong {quoted(written)}: ngày viết trước tháng.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Unreadable(f"Tháng {month} năm {year} có {last} ngày, không có ngày {day}.")
    return date(year, month, day)


def valid_year(year: int, written: str) -> int:
    """Return `year`, or raise Unreadable where it lies outside all that is recorded."""
    if year not in YEARS:
        raise Unreadable(
            f"Năm {year} trong {quoted(written)} không hợp lệ: phải từ {YEARS[0]} đến {YEARS[-1]}."
        )
    return year


def format_date(day: date) -> str:
    """Return "05/03/2026", the style of screens and tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def format_long_date(day: date) -> str:
    """Return "ngày 05 tháng 3 năm 2026", the style of documents.

    Days below 10 and the months 1 and 2 take a leading zero (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    return f"ngày {day.day:02d} tháng {month_figure(day)} năm {day.year}"


def month_figure(day: date) -> str:
    """Return the month as documents write it: "01", "02", "3", …, "12"."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)
