"""A report as one HTML file: each figure a link to where it comes from, at the end of the file."""

from collections.abc import Iterator
from dataclasses import replace

from khuyencong.documents import Appendix, Cited, Column, Side, Spans, Table, Words
from khuyencong.documents.html import write_html
from khuyencong.reports.figures import Figure
from khuyencong.reports.preparing import Written

REGISTER = "Sổ con số: mỗi số lấy ở đâu"
_HEADS = (
    Column("Con số", 8),
    Column("Là", 5, Side.RIGHT),
    Column("Cách tính", 10),
    Column("Dựa trên", 7),
)


def standalone(written: Written) -> bytes:
    """Return the report with a register of its figures, in one file that asks for nothing."""
    register = Appendix(REGISTER, (Table(_HEADS, tuple(_rows(written))),))
    document = replace(written.document, appendices=(*written.document.appendices, register))
    marked = write_html(document, lambda key: f"#{key}").decode()
    for figure in written.figures:
        # The last place where a figure stands is its row of the register: links lead there.
        at = f'<a class="so" href="#{figure.key}">'
        before, _, after = marked.rpartition(at)
        marked = f'{before}<a class="so" id="{figure.key}" href="#{figure.key}">{after}'
    return marked.encode()


def _rows(written: Written) -> Iterator[tuple[Words, ...]]:
    for figure in written.figures:
        shown = Spans((Cited(figure.shown, figure.key),))
        yield (_name(figure), shown, figure.method, _rests_on(figure))


def _name(figure: Figure) -> str:
    filters = ", ".join(str(value) for name, value in figure.asked.where if name == "year")
    return f"{figure.name} ({filters})" if filters else figure.name


def _rests_on(figure: Figure) -> str:
    if figure.records:
        return f"{figure.records} dòng hồ sơ, dấu {figure.digest()[:12]}"
    return "; ".join(dict.fromkeys(row.document.title for row in figure.rows)) or "sổ đăng ký"
