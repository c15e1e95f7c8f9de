"""Rules of appendices: label, title, what they belong to, their own pages."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import Parts
from khuyencong.values.text import fold


def appendices(parts: Parts) -> Iterator[Finding]:
    """Each appendix is labelled, named in capitals, and tells what it belongs to."""
    for label, match, below in parts.appendices:
        is_roman = not (match["number"] or "").isdigit()
        if not is_roman or not _is_title(label):
            says = "Dòng “Phụ lục” không phải chữ đậm cỡ 13–14 ở giữa, số La Mã."
            yield Finding(
                "appendix_label", label.place, says, "Ghi như “Phụ lục I”, in đậm, canh giữa."
            )
        titles = below[:1]
        for line in titles:
            if line.text != line.text.upper() or not _is_title(line):
                says = "Tên phụ lục không phải chữ hoa đậm ở giữa."
                yield Finding("appendix_title", line.place, says, "Viết hoa, in đậm, canh giữa.")
        yield from _attached(label, below)


def _is_title(line: Line) -> bool:
    return line.all("bold") and line.side == "center" and not line.outside(layout.TITLE_SIZE)


def _attached(label: Line, below: list[Line]) -> Iterator[Finding]:
    found = next((line for line in below if fold(line.text).startswith("(kem theo")), None)
    if found is None or not found.all("italic"):
        yield Finding(
            "appendix_attached",
            label.place,
            "Dưới tên phụ lục không có dòng “(Kèm theo …)” in nghiêng.",
            "Ghi như “(Kèm theo Báo cáo số 05/BC-SCT ngày … của …)”, in nghiêng.",
        )


def pages(parts: Parts) -> Iterator[Finding]:
    """The pages of each appendix are counted from 1."""
    for label, _, _ in parts.appendices:
        section = next((s for s in label.paragraph.itersiblings() if s.tag == qn("w:sectPr")), None)
        inner = (p.find(f".//{qn('w:sectPr')}") for p in label.paragraph.itersiblings(qn("w:p")))
        own = next((s for s in inner if s is not None), section)
        start = own.find(qn("w:pgNumType")) if own is not None else None
        if start is None or start.get(qn("w:start")) != "1":
            says = "Số trang của phụ lục không đếm riêng từ 1."
            yield Finding(
                "appendix_pages", label.place, says, "Đặt số trang bắt đầu từ 1 ở phụ lục."
            )
