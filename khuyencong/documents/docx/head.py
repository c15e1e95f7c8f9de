"""The head of a document and its end: two columns without lines."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from khuyencong.documents import layout
from khuyencong.documents.docx.marks import THIN, mark, placed, ruled, say
from khuyencong.documents.docx.widths import indent
from khuyencong.documents.model import MOTTO, NATION, RECIPIENTS, Document, Side, Signature

WIDTH = layout.PAPER[0] - layout.LEFT.used - layout.RIGHT.used
LEFT = WIDTH * layout.LEFT_COLUMN // 100
#: The motto's line is as long as the motto itself.
WHOLE, PART = 1, layout.RULE / 100
#: Lines left free for the signature.
SIGNATURE_SPACE = 60


def write_head(docx: Any, document: Document) -> None:
    """Write who issues it, number, nation and motto, place and day."""
    (left, right), (below_left, below_right) = _rows(docx, LEFT, 2)
    size = layout.ISSUER_SIZE.used
    issuer = document.issuer.name.upper()
    if document.issuer.superior:
        _line(left, document.issuer.superior.upper(), size)
    _line(left, issuer, size, bold=True)
    _rule(left, issuer, size, LEFT, PART)
    _line(right, NATION, layout.NATION_SIZE.used, bold=True)
    _line(right, MOTTO, layout.MOTTO_SIZE.used, bold=True)
    _rule(right, MOTTO, layout.MOTTO_SIZE.used, WIDTH - LEFT, WHOLE)
    _line(below_left, document.number.shown, layout.NUMBER_SIZE.used)
    if document.about:
        _line(below_left, document.about, layout.ABOUT_SIZE.used)
    for told in document.marks:
        _framed(_line(below_left, told, layout.BODY_SIZE.used, bold=True, before=6))
    _line(below_right, document.place_and_day.shown, layout.DATE_SIZE.used, italic=True)


def write_title(docx: Any, document: Document) -> None:
    """Write kind and subject, and to whom it goes; a letter has its subject in the head."""
    size = layout.TITLE_SIZE.used
    if document.kind:
        kind = docx.add_paragraph()
        say(placed(kind, Side.CENTRE, before=14), document.kind.upper(), size, bold=True)
        say(placed(docx.add_paragraph(), Side.CENTRE), document.subject, size, bold=True)
        _rule(docx, document.subject, size, WIDTH, PART)
    if document.to:
        to = placed(docx.add_paragraph(), Side.CENTRE, before=0 if document.kind else 14, after=6)
        say(to, document.to, layout.BODY_SIZE.used)


def write_end(docx: Any, document: Document) -> None:
    """Write who receives it and who signs; where two sign, the recipients stand below both."""
    if document.beside:
        (left, right), (below, empty) = _rows(docx, WIDTH // 2, 2)
        _sign(left, document.beside)
        _receive(below, document)
        _line(empty, "", layout.RECIPIENT_SIZE.used)
    else:
        [(left, right)] = _rows(docx, WIDTH // 2, 1)
        _receive(left, document)
    _sign(right, document.signature)


def _sign(cell: Any, signature: Signature) -> None:
    for index, line in enumerate(signature.titles):
        _line(cell, line, layout.BODY_SIZE.used, bold=True, before=0 if index else 12)
    name = _line(cell, signature.name, layout.BODY_SIZE.used, bold=True)
    placed(name, Side.CENTRE, before=SIGNATURE_SPACE)


def _receive(cell: Any, document: Document) -> None:
    lines = document.recipients.lines
    title = placed(cell.add_paragraph(), Side.LEFT, before=12)
    say(title, RECIPIENTS if lines else "", layout.RECIPIENTS_SIZE.used, bold=True, italic=True)
    for line in lines:
        say(placed(cell.add_paragraph(), Side.LEFT), line, layout.RECIPIENT_SIZE.used)


def _rows(docx: Any, left: int, count: int) -> list[tuple[Any, Any]]:
    """Return the empty cells of a table of two columns without lines and without padding."""
    table = docx.add_table(rows=count, cols=2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    padding = mark("tblCellMar")
    for side in ("left", "right"):
        padding.append(mark(side, w=0, type="dxa"))
    table._tbl.tblPr.insert_element_before(padding, "w:tblLook", "w:tblCaption")
    widths = (Mm(left), Mm(WIDTH - left))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return [_row(row, widths) for row in table.rows]


def _row(row: Any, widths: tuple[int, int]) -> tuple[Any, Any]:
    row._tr.get_or_add_trPr().append(mark("cantSplit"))
    left, right = row.cells
    for cell, width in zip((left, right), widths, strict=True):
        cell.width = width
        cell._tc.remove(cell.paragraphs[0]._p)
    return left, right


def _line(
    cell: Any, text: str, size: int, *, bold: bool = False, italic: bool = False, before: int = 0
) -> Any:
    paragraph = placed(cell.add_paragraph(), Side.CENTRE, before=before)
    return say(paragraph, text, size, bold=bold, italic=italic)


def _rule(where: Any, text: str, size: int, room: float, part: float) -> None:
    """Draw the line below a text: the lower border of an empty, very low paragraph."""
    paragraph = placed(where.add_paragraph(), Side.CENTRE, after=6)
    ruled(paragraph, indent(text, size, room, part))
    say(paragraph, "", 1)
    form = paragraph.paragraph_format
    form.line_spacing = Mm(1)
    mark_properties = paragraph._p.get_or_add_pPr()
    low = mark("rPr")
    low.append(mark("sz", val=2))
    mark_properties.append(low)


def _framed(paragraph: Any) -> None:
    borders = mark("bdr", val="single", sz=THIN, space=4, color="000000")
    properties = paragraph.runs[0]._r.get_or_add_rPr()
    size = properties.find(qn("w:sz"))
    size.addnext(borders)
