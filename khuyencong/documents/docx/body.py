"""The body of a document in Word: headings, paragraphs, lists and tables."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from khuyencong.documents import layout
from khuyencong.documents.docx.head import WIDTH
from khuyencong.documents.docx.marks import ALIGNED, mark, placed, say
from khuyencong.documents.docx.page import turn
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Block, Heading, Items, Paragraph, Side, Table, numbered

#: Stands in the cells of the row that the others are copied from.
PATTERN = "x"
TURNED_WIDTH = layout.PAPER[1] - layout.LEFT.used - layout.RIGHT.used


def write_blocks(docx: Any, blocks: Sequence[Block]) -> None:
    """Write the blocks in their order."""
    for block, number in numbered(blocks):
        turn(docx, wide=isinstance(block, Table) and block.wide)
        _WRITERS[type(block)](docx, block, number)


def _heading(docx: Any, block: Heading, number: str) -> None:
    paragraph = docx.add_paragraph(style=f"Heading {block.level}")
    say(paragraph, f"{number} {block.title}", layout.BODY_SIZE.used)


def _paragraph(docx: Any, block: Paragraph, _number: str) -> None:
    paragraph = docx.add_paragraph()
    paragraph.alignment = ALIGNED[block.side]
    if block.side is Side.JUSTIFIED:
        paragraph.paragraph_format.first_line_indent = Mm(layout.INDENT)
    say(paragraph, block.text, layout.BODY_SIZE.used, bold=block.bold, italic=block.italic)


def _items(docx: Any, block: Items, _number: str) -> None:
    for index, item in enumerate(block.items):
        _paragraph(docx, Paragraph(f"{block.marker.at(index)} {item}"), "")


def _table(docx: Any, block: Table, _number: str) -> None:
    if block.title:
        title = placed(docx.add_paragraph(), Side.CENTRE, before=6, after=6)
        title.paragraph_format.keep_with_next = True
        say(title, block.title, layout.BODY_SIZE.used, bold=True)
    if block.note:
        note = placed(docx.add_paragraph(), Side.RIGHT, after=3)
        note.paragraph_format.keep_with_next = True
        say(note, block.note, layout.TABLE_SIZE, italic=True)
    _grid(docx, block, TURNED_WIDTH if block.wide else WIDTH)
    if not block.wide:
        placed(docx.add_paragraph(), Side.LEFT)


def _grid(docx: Any, block: Table, width: int) -> None:
    table = docx.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    shares = sum(column.share for column in block.columns)
    widths = [Mm(width * column.share / shares) for column in block.columns]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    heads = [column.title for column in block.columns]
    _row(table, heads, [Side.CENTRE] * len(heads), widths, bold=True)
    sides = [Side.LEFT if c.side is Side.JUSTIFIED else c.side for c in block.columns]
    _rows(table, block.rows, _row(table, [PATTERN] * len(heads), sides, widths))


def _row(
    table: Any,
    texts: Sequence[str],
    sides: Sequence[Side],
    widths: Sequence[Any],
    bold: bool = False,
) -> Any:
    """Add a row to a table; return its XML."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(mark("cantSplit"))
    if bold:
        properties.append(mark("tblHeader"))
    for cell, text, side, width in zip(row.cells, texts, sides, widths, strict=True):
        cell.width = width
        paragraph = placed(cell.paragraphs[0], side, before=2, after=2)
        say(paragraph, text, layout.TABLE_SIZE, bold=bold)
    return row._tr


def _rows(table: Any, rows: Sequence[Sequence[str]], pattern: Any) -> None:
    """Add rows that look like the pattern, which goes: far quicker than making each anew."""
    for texts in rows:
        row = deepcopy(pattern)
        for letters, text in zip(row.iter(qn("w:t")), texts, strict=True):
            letters.text = plain(text)
        table._tbl.append(row)
    table._tbl.remove(pattern)


_WRITERS: dict[type[Any], Callable[[Any, Any, str], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
}
