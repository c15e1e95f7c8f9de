"""Days, months, quarters, years and spans of years in running text."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from khuyencong.reading.model import YearSpan
from khuyencong.values.vocabulary import TokenReason

_Y = r"(?:19|20)[0-9]{2}(?![0-9])(?![.,][0-9])"
_D = r"(?:[12][0-9]|3[01]|0?[1-9])"
_M = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_TO = r"\s*(?:-+|đến(?:\s+hết)?|tới)\s*"
_PATTERN = re.compile(
    rf"""(?<![0-9.,/])(?:
  (?P<span_y1>{_Y}){_TO}(?:năm\s+)?(?P<span_y2>{_Y})
 |(?:ngày\s*)?(?P<d1>{_D})(?P<sep>[/.-])(?P<m1>(?:1[0-2]|0?[1-9]))(?P=sep)(?P<y1>(?:19|20)[0-9]{{2}})(?![0-9])
 |ngày\s*(?P<d2>{_D})?\s*[.…]*\s*tháng\s*[.…]*\s*(?P<m2>{_M})\s*năm\s*(?P<y2>{_Y})
 |ngày\s*{_D}(?:\s*/\s*{_M})?(?:{_TO}|\s*(?:,|và)\s*)(?:ngày\s*)?(?={_D}\s*(?:/|tháng))
 |ngày\s*(?P<d3>{_D})\s*(?:/|tháng)\s*(?P<m3>{_M})(?![0-9/])
 |ngày\s*(?P<d4>{_D})(?![0-9])
 |tháng\s*(?P<m5>{_M})\s*(?:/|-|\.|,?\s*năm)?\s*(?P<y5>{_Y})
 |(?:lũy\s+kế|luỹ\s+kế|cộng\s+dồn)\s+(?:đến\s+)?(?:hết\s+)?
   (?P<m12>{_M})\s*tháng(?!\s*(?:đầu|cuối|năm))
 |(?P<m5b>{_M})\s*tháng\s*(?P<half>đầu\s*|cuối\s*)?năm(?:\s*(?P<y5b>{_Y}))?
 |tháng\s*(?P<m6>{_M})(?:\s*(?:,|và|-|đến)\s*(?:tháng\s*)?{_M}(?!\s*(?:lớp|đề|cơ|%)))*
 |quý\s*(?P<q7>[1-4]|iv|i{{1,3}})\b
   (?:\s*(?:-|,|và|đến)\s*(?:quý\s*)?(?P<q7b>[1-4]|iv|i{{1,3}})\b)?
   (?:\s*(?:/|-|,?\s*năm)?\s*(?P<y7>{_Y}))?
 |(?P<m8>{_M})\s?/\s?(?P<y8>{_Y})
 |(?:đến|hết|từ|trước|sáng|chiều|tối|vào)\s+(?P<d9>{_D})/(?P<m9>{_M})(?![0-9/])
 |(?P<h10>[0-9]{{1,2}})(?::[0-9]{{2}}){{1,2}}(?![0-9:])
 |(?P<h11>[0-9]{{1,2}})\s?(?:h|giờ)\s?[0-9]{{2}}(?:\s?phút)?\b
 |(?P<iso>(?P<iy>(?:19|20)[0-9]{{2}})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>[0-2][0-9]|3[01]))?(?![0-9]))
 |(?P<year>{_Y})
 )""",
    re.X,
)
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
#: How far the year of some months may be told after them.
_NEAR = 80
_TO_NOW = re.compile(r"\s*(?:-|đến|tới)\s*nay\b")
_UNTIL = re.compile(r"(?:đến|tới|hết|trước|sang)\s+(?:hết\s+)?(?:năm\s+|ngày\s+|tháng\s+)?$")
_BEFORE_YEAR = re.compile(
    r"(?:năm|đoạn|từ|đến|tới|hết|trước|sau|khóa|nửa|cuối|đầu|[-/(,;:|]|\bvà|kỳ)\s*\(?$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or period where it stands in the text."""

    start: int
    end: int
    span: YearSpan | None  # None for a time of day or a day without a year
    why: TokenReason
    until: bool = False  # "đến năm 2020", "từ nay đến …": an end without a beginning
    day: str | None = None  # ISO, where the day is whole
    months: tuple[int, int] | None = None  # first and last, where the year is told elsewhere
    since: bool = False  # "từ năm 2018 đến nay": a beginning without an end


def moments(low: str, counts: Callable[[int], bool]) -> list[Moment]:
    """Return all dates and periods in reading order.

    `counts(offset)` tells whether a counted noun or a scale follows there: "2020 lao động" and
    "2025 triệu đồng" are no years.
    """
    found = []
    for match in _PATTERN.finditer(low):
        moment = _moment(low, match, counts)
        if moment is not None:
            found.append(moment)
    return _with_years(found)


def _with_years(found: list[Moment]) -> list[Moment]:
    """Give "6 tháng đầu năm" the year told next: "… và nhiệm vụ 6 tháng cuối năm 2023"."""
    first_told = next((_year(m) for m in found if m.span), None)
    filled: list[Moment] = []
    for moment in reversed(found):
        if moment.months and moment.span is None:
            after = filled[-1] if filled and filled[-1].start - moment.end < _NEAR else None
            year = (_year(after) if after else None) or first_told
            if year:
                months = (f"{year}-{month:02}" for month in moment.months)
                moment = replace(moment, span=YearSpan(*months))
        filled.append(moment)
    return filled[::-1]


def _year(moment: Moment) -> int | None:
    return int(str(moment.span.start)[:4]) if moment.span else None


def _moment(low: str, match: re.Match[str], counts: Callable[[int], bool]) -> Moment | None:
    group = match.groupdict()
    start, end = match.span()
    before = low[max(0, start - 12) : start]
    if group["year"]:
        if counts(end) and not _BEFORE_YEAR.search(before):
            return None
        year = int(group["year"])
        return Moment(start, end, YearSpan(year, year), TokenReason.YEAR_OR_PERIOD,
                      bool(_UNTIL.search(before)),
                      since=_is_beginning(low, start, end))  # fmt: skip
    if group["span_y1"]:
        return _years(start, end, int(group["span_y1"]), int(group["span_y2"]), counts)
    if group["iso"]:
        return Moment(
            start, end, YearSpan(group["iso"], group["iso"]), TokenReason.DATE,
            day=group["iso"] if group["id"] else None,
        )  # fmt: skip
    if group["d1"] or group["d2"] or group["m2"]:
        return _day(start, end, group, bool(_UNTIL.search(before)))
    if group["m8"] and counts(end):
        return None
    if group["d9"] and int(group["d9"]) <= int(group["m9"] or 0) and counts(end):
        return None  # "từ 11/11 huyện"
    if group["h10"] or group["h11"]:
        return Moment(start, end, None, TokenReason.DATE)
    return _shorter_than_a_year(start, end, group)


def _is_beginning(low: str, start: int, end: int) -> bool:
    return bool(
        _TO_NOW.match(low, end)
        and re.search(r"\btừ\s+(?:năm\s+)?$", low[max(0, start - 8) : start])
    )


def _years(start: int, end: int, y1: int, y2: int, counts: Callable[[int], bool]) -> Moment | None:
    if y1 > y2 or (counts(end) and y2 - y1 > 20):
        return None
    return Moment(start, end, YearSpan(y1, y2), TokenReason.YEAR_OR_PERIOD)


def _day(start: int, end: int, group: dict[str, str | None], until: bool) -> Moment:
    day, month, year = (group["d1"], group["m1"], group["y1"])
    if not year:
        day, month, year = (group["d2"], group["m2"], group["y2"])
    iso = f"{year}-{int(month or 0):02}"
    whole = f"{iso}-{int(day):02}" if day else None
    return Moment(start, end, YearSpan(whole or iso, whole or iso), TokenReason.DATE, until, whole)


def _shorter_than_a_year(start: int, end: int, group: dict[str, str | None]) -> Moment:
    if group["m12"]:
        return Moment(start, end, None, TokenReason.YEAR_OR_PERIOD, months=(1, int(group["m12"])))
    if group["m5b"]:
        year, months = group["y5b"], int(group["m5b"])
        first = 13 - months if (group["half"] or "").startswith("cuối") else 1
        span = YearSpan(f"{year}-{first:02}", f"{year}-{first + months - 1:02}") if year else None
        told = (first, first + months - 1)
        return Moment(start, end, span, TokenReason.YEAR_OR_PERIOD, months=told)
    if group["q7"]:
        year, first = group["y7"], 3 * _QUARTERS[group["q7"]] - 2
        last = 3 * _QUARTERS[group["q7b"] or group["q7"]]
        span = YearSpan(f"{year}-{first:02}", f"{year}-{last:02}") if year else None
        told = (first, last)
        return Moment(start, end, span, TokenReason.YEAR_OR_PERIOD, months=told)
    for month, year in (("m5", "y5"), ("m8", "y8")):
        if group[year]:
            iso = f"{group[year]}-{int(group[month] or 1):02}"
            return Moment(start, end, YearSpan(iso, iso), TokenReason.DATE)
    return Moment(start, end, None, TokenReason.DATE)


class Calendar:
    """The moments of a text, asked by place."""

    def __init__(self, found: list[Moment]) -> None:
        self.all = found
        self._starts = [m.start for m in found]

    def within(self, start: int, end: int) -> list[Moment]:
        """Return the moments that begin in a span."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
