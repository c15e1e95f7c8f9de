"""Rules of the page: paper, margins, the number of the page."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import STRANGE, Opened
from khuyencong.values.errors import Unreadable

_EMU = 36_000
#: Millimetres that a measure kept in twentieths of a point, or in inches, may miss.
SLACK = 0.6
_SIDES = (
    ("trên", "top_margin", layout.TOP),
    ("dưới", "bottom_margin", layout.BOTTOM),
    ("trái", "left_margin", layout.LEFT),
    ("phải", "right_margin", layout.RIGHT),
)
#: A turned page may have turned its margins with it: each side lies within all of them.
TURNED = layout.Range(layout.RIGHT.least, layout.LEFT.most, layout.TOP.used)


def paper(opened: Opened) -> Iterator[Finding]:
    """Each page is A4, upright or turned."""
    for place, section in _sections(opened):
        sides = sorted((_mm(section, "page_width"), _mm(section, "page_height")))
        if any(abs(a - b) > SLACK for a, b in zip(sides, layout.PAPER, strict=True)):
            yield Finding(
                "paper",
                place,
                f"Khổ giấy {sides[0]:.0f} × {sides[1]:.0f} mm, không phải A4.",
                "Chọn khổ A4 (210 × 297 mm) trong thiết lập trang.",
            )


def margins(opened: Opened) -> Iterator[Finding]:
    """Each margin lies in its range."""
    for place, section in _sections(opened):
        is_turned = _mm(section, "page_width") > _mm(section, "page_height")
        for name, side, usual in _SIDES:
            allowed, found = TURNED if is_turned else usual, _mm(section, side)
            if not allowed.holds(found, SLACK):
                yield Finding(
                    "margin",
                    place,
                    f"Lề {name} {found:.0f} mm, ngoài khoảng {allowed.least}–{allowed.most} mm.",
                    f"Đặt lề {name} trong khoảng {allowed.least}–{allowed.most} mm.",
                )


def page_number(opened: Opened) -> Iterator[Finding]:
    """The number stands centred in the top margin, and not on the first page."""
    if opened.pages == 1:
        return
    place, first = next(_sections(opened))
    if any(_numbers(section.footer._element) for _, section in _sections(opened)):
        yield _number_finding(place, "Số trang nằm ở chân trang.")
        return
    headers = (section.header._element for _, section in _sections(opened))
    numbers = next(filter(None, map(_numbers, headers)), [])
    if not numbers:
        yield _number_finding(place, "Không thấy số trang ở lề trên.")
        return
    if _shown_on_first(first):
        yield Finding(
            "page_number_first",
            place,
            "Trang thứ nhất hiện số trang.",
            "Chọn “Different First Page” và để trống đầu trang thứ nhất.",
        )
    yield from _look(opened, place, numbers[0])


def _shown_on_first(first: Any) -> bool:
    if first.different_first_page_header_footer:
        return bool(_numbers(first.first_page_header._element))
    return bool(_numbers(first.header._element))


def _look(opened: Opened, place: str, field: Any) -> Iterator[Finding]:
    paragraph = next(field.iterancestors(qn("w:p")))
    if opened.side_of(paragraph) != "center":
        yield _number_finding(place, "Số trang không ở giữa.")
    run = field if field.tag == qn("w:r") else next(paragraph.iter(qn("w:r")), None)
    size = opened.look_of(paragraph, run).size if run is not None else None
    if size and not layout.PAGE_NUMBER_SIZE.holds(size):
        yield Finding(
            "page_number_size",
            place,
            f"Số trang cỡ chữ {size:g}.",
            "Đặt cỡ chữ của số trang 13 hoặc 14.",
        )


def _number_finding(place: str, says: str) -> Finding:
    return Finding(
        "page_number", place, says, "Đặt số trang ở giữa lề trên, hiện từ trang thứ hai."
    )


def _numbers(root: Any) -> list[Any]:
    """Return the fields below an element that Word fills with the page's number."""
    found = [f for f in root.iter(qn("w:fldSimple")) if _asks_page(f.get(qn("w:instr"), ""))]
    codes = [i for i in root.iter(qn("w:instrText")) if _asks_page(i.text or "")]
    return found + [code.getparent() for code in codes]


def _asks_page(code: str) -> bool:
    return code.split()[:1] == ["PAGE"]


def _sections(opened: Opened) -> Iterator[tuple[str, Any]]:
    several = len(opened.sections) > 1
    for number, section in enumerate(opened.sections, 1):
        yield (f"phần {number}" if several else "cả văn bản"), section


def _mm(section: Any, measure: str) -> float:
    try:
        return (getattr(section, measure) or 0) / _EMU
    except ValueError as error:
        raise Unreadable(STRANGE) from error
