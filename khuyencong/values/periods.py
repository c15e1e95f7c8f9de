"""Spans of days, half-open, and the words that name them.

A period has its first day inside and its end outside: the year 2026 is 2026-01-01 … 2027-01-01, so
that periods touch without overlapping and lengths subtract.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from khuyencong.values.dates import (
    day_in_vietnam,
    format_date,
    format_long_date,
    month_figure,
    read_date,
    valid_year,
)
from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.text import clean, fold

__all__ = [
    "Period",
    "Shape",
    "day_in_vietnam",
    "fiscal_year_of",
    "format_date",
    "format_long_date",
    "half_year",
    "month",
    "months",
    "nine_months",
    "programme",
    "quarter",
    "read_date",
    "read_period",
    "year",
]


class Shape(StrEnum):
    """What sort of period it is; the value is the form of report that tells it."""

    PROGRAMME = "period"
    YEAR = "year"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`; ValueError where there is none."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("a period is made of days: use day_in_vietnam for a moment")
        if self.start >= self.end:
            raise ValueError(f"a period must have a day: {self.start} … {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def covers(self, other: "Period") -> bool:
        """Tell whether every day of `other` is inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Tell whether one day is in both."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: "Period") -> "Period | None":
        """Return the days that are in both; None where there is none."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years, which are budget years, that it touches: 2016, 2017, …"""
        return tuple(range(self.start.year, self.last_day.year + 1))

    def by_year(self) -> "list[Period]":
        """Return its parts, one in each calendar year."""
        parts = (self.intersection(year(y)) for y in self.years)
        return [part for part in parts if part]

    @property
    def shape(self) -> Shape | None:
        """What sort of period it is; None for days that begin or end inside a month."""
        named = _named(self)
        return named.shape if named else None

    @property
    def code(self) -> str | None:
        """The word of the command line: "2016-2020", "2026-H1", …; None where there is none."""
        named = _named(self)
        return named.code.format(**_parts(self)) if named else None

    def __str__(self) -> str:
        """Return the words of a report: "giai đoạn 2016-2020", "6 tháng đầu năm 2026", …"""
        named = _named(self)
        if named:
            return named.words.format(**_parts(self))
        return f"từ {format_long_date(self.start)} đến {format_long_date(self.last_day)}"


# --- the periods of the field -------------------------------------------------------------------


def year(number: int) -> Period:
    """Return a calendar year, which is the budget year (Luật Ngân sách nhà nước 2015, Điều 14)."""
    return months(number, 1, 12)


def fiscal_year_of(day: date) -> Period:
    """Return the budget year that `day` lies in."""
    return year(day.year)


def programme(first: int, last: int) -> Period:
    """Return the years `first` to `last`, both inside: 2016, 2020 → giai đoạn 2016-2020."""
    return Period(date(first, 1, 1), date(last + 1, 1, 1))


def half_year(number: int, half: int) -> Period:
    """Return half 1 or 2 of a year."""
    return months(number, 6 * half - 5, 6)


def nine_months(number: int) -> Period:
    """Return January to September of a year."""
    return months(number, 1, 9)


def quarter(number: int, which: int) -> Period:
    """Return quarter 1 to 4 of a year."""
    return months(number, 3 * which - 2, 3)


def month(number: int, which: int) -> Period:
    """Return month 1 to 12 of a year."""
    return months(number, which, 1)


def months(number: int, first: int, length: int) -> Period:
    """Return `length` months of year `number` from month `first` on."""
    after = first + length
    end = date(number + 1, 1, 1) if after == 13 else date(number, after, 1)
    return Period(date(number, first, 1), end)


# --- their names --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    """How a period of some shape is named: its word for machines, its words for people."""

    shape: Shape
    length: int  # in months; 0 for more years than one
    first_months: tuple[int, ...]
    code: str
    words: str


_NAMES = (
    _Name(Shape.MONTH, 1, tuple(range(1, 13)), "{y}-{m:02d}", "tháng {month} năm {y}"),
    _Name(Shape.QUARTER, 3, (1, 4, 7, 10), "{y}-Q{q}", "quý {roman} năm {y}"),
    _Name(Shape.HALF_YEAR, 6, (1,), "{y}-H1", "6 tháng đầu năm {y}"),
    _Name(Shape.HALF_YEAR, 6, (7,), "{y}-H2", "6 tháng cuối năm {y}"),
    _Name(Shape.NINE_MONTHS, 9, (1,), "{y}-9M", "9 tháng năm {y}"),
    _Name(Shape.YEAR, 12, (1,), "{y}", "năm {y}"),
    _Name(Shape.PROGRAMME, 0, (1,), "{y}-{last}", "giai đoạn {y}-{last}"),
)
_ROMAN = ("I", "II", "III", "IV")


def _named(period: Period) -> _Name | None:
    """Return the name that fits, None where the period is not of whole months or of no use."""
    start, end = period.start, period.end
    if (start.day, end.day) != (1, 1):
        return None
    length = 12 * (end.year - start.year) + end.month - start.month
    length = 0 if length > 12 and length % 12 == 0 else length
    fitting = (n for n in _NAMES if n.length == length and start.month in n.first_months)
    return next(fitting, None)


def _parts(period: Period) -> dict[str, str | int]:
    start, which = period.start, (period.start.month - 1) // 3
    return {
        "y": start.year,
        "last": period.last_day.year,
        "m": start.month,
        "month": month_figure(start),
        "q": which + 1,
        "roman": _ROMAN[which],
    }


# --- reading ------------------------------------------------------------------------------------

_QUARTERS = {
    **{name: i for i, name in enumerate(("i", "ii", "iii", "iv"), 1)},
    **{str(i): i for i in range(1, 5)},
    **{name: i for i, name in enumerate(("mot", "hai", "ba", "bon"), 1)},
    "tu": 4,
}
_HALVES = {"dau": 1, "cuoi": 2}
_YEAR = r"(?P<y>[0-9]{4})"
_OF_YEAR = rf" ?(?:nam|/|-| ) ?{_YEAR}"

Match = re.Match[str]


def _months_matched(found: Match, written: str) -> Period:
    which = int(found["m"])
    if not 1 <= which <= 12:
        raise Unreadable(
            f"Không có tháng {which} trong {quoted(written)}."
            " Giai đoạn viết đủ hai năm, như “2016-2020”."
        )
    return month(int(found["y"]), which)


def _programme_matched(found: Match, written: str) -> Period:
    first, last = int(found["y"]), valid_year(int(found["last"]), written)
    if last < first:
        raise Unreadable(f"Giai đoạn {quoted(written)} kết thúc trước khi bắt đầu.")
    return programme(first, last)


def _days_matched(found: Match, written: str) -> Period:
    first, last = read_date(found["a"]), read_date(found["b"])
    if last < first:
        raise Unreadable(f"Thời gian {quoted(written)} kết thúc trước khi bắt đầu.")
    return Period(first, last + timedelta(days=1))


#: Every way to name a period, on its folded text, and what it means.
_READINGS: tuple[tuple[str, Callable[[Match, str], Period]], ...] = (
    (rf"(?:nam )?{_YEAR}", lambda m, _: year(int(m["y"]))),
    (
        rf"(?:(?:giai doan|thoi ky|tu nam|cac nam|tu) )?{_YEAR}"
        r"(?: ?[-–—] ?| den (?:nam )?| toi (?:nam )?)(?P<last>[0-9]{4})",
        _programme_matched,
    ),
    (rf"{_YEAR}-(?P<m>[0-9]{{2}})", _months_matched),
    (rf"(?:thang )?(?P<m>[0-9]{{1,2}}){_OF_YEAR}", _months_matched),
    (rf"{_YEAR}-q(?P<q>[1-4])", lambda m, _: quarter(int(m["y"]), int(m["q"]))),
    (
        rf"quy (?P<q>{'|'.join(_QUARTERS)}){_OF_YEAR}",
        lambda m, _: quarter(int(m["y"]), _QUARTERS[m["q"]]),
    ),
    (rf"{_YEAR}-h(?P<h>[12])", lambda m, _: half_year(int(m["y"]), int(m["h"]))),
    (
        rf"(?:0?6 thang|sau thang|nua)(?: (?P<h>dau|cuoi))?{_OF_YEAR}",
        lambda m, _: half_year(int(m["y"]), _HALVES[m["h"] or "dau"]),
    ),
    (rf"{_YEAR}-9m", lambda m, _: nine_months(int(m["y"]))),
    (rf"(?:0?9|chin) thang(?: dau)?{_OF_YEAR}", lambda m, _: nine_months(int(m["y"]))),
    (r"(?:tu )?(?P<a>(?:ngay )?[0-9].*?) (?:den|toi|[-–—]) (?P<b>.+)", _days_matched),
)
_COMPILED = tuple((re.compile(pattern), build) for pattern, build in _READINGS)
_LONGEST = 100


def read_period(text: str) -> Period:
    """Return the period that `text` names, by its word ("2026-H1") or in Vietnamese.

    Unreadable tells what a period looks like, or what is wrong with this one.
    """
    written = clean(text)
    if not written:
        raise Unreadable("Chưa ghi thời gian.")
    folded = fold(written) if len(written) <= _LONGEST else ""
    for pattern, build in _COMPILED:
        found = pattern.fullmatch(folded)
        if found:
            if "y" in found.groupdict():
                valid_year(int(found["y"]), written)
            return build(found, written)
    raise Unreadable(
        f"Không đọc được thời gian {quoted(written)}. Xin viết như 2016-2020, 2020, 2026-H1,"
        " 2026-9M, 2026-Q1, 2026-05, hoặc “quý I năm 2026”, “giai đoạn 2016-2020”."
    )
