"""Rules of the left of the head: who issues it, its number, its marks."""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import CODES, Parts, joined
from khuyencong.values.text import fold

#: Who stands above whom: the first words of a body, and what the line above begins with.
_ABOVE = (
    ("so ", ("ubnd", "uy ban nhan dan")),
    ("cuc ", ("bo ",)),
    ("trung tam", ("so ", "cuc ", "bo ", "ubnd", "uy ban nhan dan")),
)
#: Who stands alone.
_ALONE = ("bo ", "ubnd tinh", "ubnd thanh pho", "uy ban nhan dan tinh", "uy ban nhan dan thanh pho")
_NUMBER = re.compile(r"Số: ?(?P<number>[\d\s.…_]*)/(?P<symbol>[^\s/]*)")
_GAPS = re.compile(r"\d\s+/|/\s+\w|\w\s+-|-\s+\w")
_SYMBOL = re.compile(r"[0-9A-ZĐƯƠÂÊÔĂ]+[a-z]{0,2}(?:-[0-9A-ZĐƯƠÂÊÔĂ]+)*")


def bodies(parts: Parts) -> Iterator[Finding]:
    """The superior body stands in plain capitals above the issuing one in bold capitals."""
    superior, issuer = parts.bodies
    for line in (*superior, *issuer):
        if line.text != line.text.upper():
            yield Finding(
                "issuer_case", line.place, "Tên cơ quan không viết hoa.", "Viết hoa cả tên."
            )
        size = line.outside(layout.ISSUER_SIZE)
        if size:
            says = f"Tên cơ quan cỡ chữ {size:g}."
            yield Finding("issuer_size", line.place, says, "Đặt cỡ chữ 12 hoặc 13.")
    thin = [line for line in issuer if not line.all("bold")]
    if thin:
        yield Finding(
            "issuer_bold",
            thin[0].place,
            "Tên cơ quan ban hành không in đậm.",
            "In đậm tên cơ quan ban hành, in thường cơ quan chủ quản.",
        )


def superior(parts: Parts) -> Iterator[Finding]:
    """A Sở stands below its UBND, a Cục below its Bộ, a centre below its Sở; a Bộ stands alone."""
    above, issuer = (fold(joined(lines)) for lines in parts.bodies)
    place = parts.bodies[1][0].place if parts.bodies[1] else ""
    for name, allowed in _ABOVE:
        if issuer.startswith(name) and not above.startswith(allowed):
            wanted = {"so ": "UBND tỉnh, thành phố", "cuc ": "Bộ"}.get(name, "Sở hoặc Cục")
            says = f"Trên tên cơ quan ban hành không có {wanted}."
            yield Finding("superior", place, says, f"Ghi tên {wanted} ở dòng trên, in thường.")
    if issuer.startswith(_ALONE) and above:
        yield Finding(
            "superior",
            place,
            "Bộ, UBND tỉnh không ghi cơ quan chủ quản.",
            "Bỏ dòng trên tên cơ quan ban hành.",
        )


def number(parts: Parts) -> Iterator[Finding]:
    """The number stands below the issuing body, in its form, with the code of its type."""
    if parts.nation is None or parts.nation.cell is None:
        return
    line = parts.number
    if line is None:
        yield Finding(
            "number",
            "đầu văn bản",
            "Không thấy số, ký hiệu dưới tên cơ quan.",
            "Ghi như “Số: 05/BC-SCT”; chưa có số thì để trống.",
        )
        return
    yield from _number_look(line)
    match = _NUMBER.fullmatch(line.text)
    if not match or _GAPS.search(line.text) or not _is_symbol(match["symbol"]):
        yield Finding(
            "number_form",
            line.place,
            "Số, ký hiệu viết chưa đúng.",
            "Ghi như “Số: 05/BC-SCT”: không cách quanh dấu “/” và “-”, ký hiệu viết hoa.",
        )
        return
    if re.fullmatch(r"[1-9]", match["number"].strip()):
        says = "Số dưới 10 thiếu số 0 ở trước."
        yield Finding("number_zero", line.place, says, f"Ghi “0{match['number'].strip()}”.")
    yield from _code(parts, line, match["symbol"])


def _is_symbol(symbol: str) -> bool:
    return not symbol.strip(".…_") or _SYMBOL.fullmatch(symbol) is not None


def _number_look(line: Line) -> Iterator[Finding]:
    if line.outside(layout.NUMBER_SIZE) or line.any("bold") or line.any("italic"):
        says = "Số, ký hiệu không phải chữ thường cỡ 13."
        yield Finding("number_look", line.place, says, "Đặt cỡ chữ 13, in thường.")


def _code(parts: Parts, line: Line, symbol: str) -> Iterator[Finding]:
    if parts.kind is None or not symbol.strip(".…_"):
        return
    code = CODES[parts.kind.text.lower()]
    if symbol.partition("-")[0] != code:
        yield Finding(
            "type_code",
            line.place,
            f"Ký hiệu không bắt đầu bằng {code}, chữ viết tắt của {parts.kind.text.lower()}.",
            f"Ghi “{code}-…” sau số.",
        )


def about(parts: Parts) -> Iterator[Finding]:
    """The subject of a letter stands below its number in small plain letters."""
    line = parts.about
    if line is not None and (line.outside(layout.ABOUT_SIZE) or line.any("bold")):
        says = "Trích yếu công văn không phải chữ thường cỡ 12–13."
        yield Finding("about", line.place, says, "Đặt cỡ chữ 12 hoặc 13, in thường.")


def marks(parts: Parts) -> Iterator[Finding]:
    """How secret and how urgent it is stands framed, bold, in capitals."""
    for line in parts.marks:
        is_right = line.text.isupper() and line.all("bold") and not line.outside(layout.MARK_SIZE)
        if not is_right:
            says = "Độ mật, mức khẩn không phải chữ hoa đậm cỡ 13–14."
            yield Finding("mark", line.place, says, "Viết hoa, in đậm, cỡ chữ 13 hoặc 14.")
        if not _is_framed(line):
            says = "Độ mật, mức khẩn không đóng khung."
            yield Finding("mark_frame", line.place, says, "Kẻ khung quanh dòng chữ.")


def _is_framed(line: Line) -> bool:
    """Return whether letters, paragraph or cell are framed, or stand in a box."""
    frames = (f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}", f".//{qn('w:rPr')}/{qn('w:bdr')}")
    box = next(line.paragraph.iterancestors(qn("w:txbxContent")), None)
    own = any(line.paragraph.find(frame) is not None for frame in frames)
    cell = line.cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}") if line.in_table else None
    return own or box is not None or cell is not None
