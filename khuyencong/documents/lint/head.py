"""Rules of the head: Quốc hiệu, Tiêu ngữ, place and day."""

import re
from collections.abc import Iterator
from datetime import date

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import HEAD, Parts
from khuyencong.documents.model import MOTTO, NATION
from khuyencong.values.dates import format_long_date

#: Some tell 12–13, some 13–14: only what neither allows is a fault.
NATION_SIZE = layout.Range(layout.NATION_SIZE.least, 14, layout.NATION_SIZE.used)
_TOP = "đầu văn bản"
#: A day may be left open: blanks or dots.
_DAY = re.compile(
    r"(?P<place>[^,]+), *ngày(?P<d>[\s.…_\d]*)tháng(?P<m>[\s.…_\d]*)năm(?P<y>[\s.…_\d]*)", re.I
)


def nation(parts: Parts) -> Iterator[Finding]:
    """Quốc hiệu is there, in capitals, bold, on a line of its own."""
    line = parts.nation
    if line is None:
        yield Finding(
            "nation",
            _TOP,
            "Không thấy Quốc hiệu trên một dòng.",
            f"Ghi “{NATION}” ở đầu, bên phải, trên một dòng.",
        )
        return
    if line.text != line.text.upper():
        says = "Quốc hiệu không viết hoa hết."
        yield Finding("nation_case", line.place, says, f"Ghi “{NATION}”.")
    yield from _look(line, "Quốc hiệu", NATION_SIZE, bold=True)


def motto(parts: Parts) -> Iterator[Finding]:
    """Tiêu ngữ is there, each part with a capital, hyphens between spaces, bold."""
    line = parts.motto
    if line is None:
        yield Finding("motto", _TOP, "Không thấy Tiêu ngữ.", f"Ghi “{MOTTO}” ngay dưới Quốc hiệu.")
        return
    if line.text != MOTTO:
        yield Finding(
            "motto_case",
            line.place,
            "Tiêu ngữ viết hoa hoặc đặt dấu nối không đúng.",
            f"Ghi “{MOTTO}”: chữ cái đầu mỗi cụm viết hoa, dấu nối có cách hai bên.",
        )
    yield from _look(line, "Tiêu ngữ", layout.MOTTO_SIZE, bold=True)


def place_and_day(parts: Parts) -> Iterator[Finding]:
    """Place and day are there, the day with its zeros, italic."""
    found = ((line, _DAY.fullmatch(line.text)) for line in parts.opened.lines[:HEAD])
    line, match = next(((line, match) for line, match in found if match), (None, None))
    if line is None or match is None:
        yield Finding(
            "day",
            _TOP,
            "Không thấy dòng địa danh và ngày, tháng, năm.",
            "Ghi như “Bắc Giang, ngày 05 tháng 3 năm 2026” dưới Tiêu ngữ.",
        )
        return
    yield from _day(line, match["d"], match["m"], match["y"])
    if not all(run.look.italic for run in line.seen):
        yield Finding(
            "day_look", line.place, "Địa danh và ngày không in nghiêng.", "In nghiêng cả dòng."
        )
    yield from _look(line, "Địa danh và ngày", layout.DATE_SIZE, bold=False)


def _day(line: Line, day: str, month: str, year: str) -> Iterator[Finding]:
    day, month, year = (re.sub(r"\D", "", part) for part in (day, month, year))
    if not (day and month and year):
        if _misses_zero(day, 9) or _misses_zero(month, 2) or _has_zero(month):
            yield _zero(line, "Ngày dưới 10 và tháng 1, 2 thêm số 0 ở trước; tháng khác thì không.")
        return
    try:
        told = format_long_date(date(int(year), int(month), int(day)))
    except ValueError:
        yield Finding(
            "day_wrong", line.place, "Không có ngày này trong lịch.", "Xem lại ngày, tháng, năm."
        )
        return
    if told != f"ngày {day} tháng {month} năm {year}":
        yield _zero(line, f"Ghi “{told}”.")


def _misses_zero(figure: str, most: int) -> bool:
    return len(figure) == 1 and int(figure) <= most


def _has_zero(month: str) -> bool:
    return len(month) == 2 and month[0] == "0" and int(month) > 2


def _zero(line: Line, advice: str) -> Finding:
    return Finding("day_zero", line.place, "Số 0 trước ngày hoặc tháng chưa đúng.", advice)


def _look(line: Line, name: str, sizes: layout.Range, *, bold: bool) -> Iterator[Finding]:
    if bold and not all(run.look.bold for run in line.seen):
        yield Finding("head_bold", line.place, f"{name} không in đậm.", "In đậm cả dòng.")
    wrong = [run.look.size for run in line.seen if not sizes.holds(run.look.size)]
    if wrong:
        yield Finding(
            "head_size",
            line.place,
            f"{name} cỡ chữ {wrong[0]:g}.",
            f"Đặt cỡ chữ từ {sizes.least} đến {sizes.most}.",
        )
