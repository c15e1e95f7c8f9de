"""The body of a document in Word: headings, paragraphs, lists and tables."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.shared import Mm, Pt

from khuyencong.documents import layout
from khuyencong.documents.docx.head import WIDTH
from khuyencong.documents.docx.marks import ALIGNED, placed, say, say_parts
from khuyencong.documents.docx.page import turn
from khuyencong.documents.docx.pictures import write_picture
from khuyencong.documents.docx.tables import write_grid
from khuyencong.documents.model import (
    Block,
    Grounds,
    Heading,
    Items,
    Paragraph,
    Picture,
    Side,
    Table,
    after,
    numbered,
)

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
    size = layout.BODY_SIZE.used
    if block.lead:
        say(paragraph, block.lead, size, bold=True)
        paragraph.add_run(" ").font.size = Pt(size)
    say_parts(paragraph, block.text, size, bold=block.bold, italic=block.italic)


def _items(docx: Any, block: Items, _number: str) -> None:
    for index, item in enumerate(block.items):
        _paragraph(docx, Paragraph(after(block.marker.at(index), item)), "")


def _grounds(docx: Any, block: Grounds, _number: str) -> None:
    for line in block.lines:
        _paragraph(docx, Paragraph(line, italic=True), "")


def _table(docx: Any, block: Table, _number: str) -> None:
    if block.title:
        title = placed(docx.add_paragraph(), Side.CENTRE, before=6, after=6)
        title.paragraph_format.keep_with_next = True
        say(title, block.title, layout.BODY_SIZE.used, bold=True)
    if block.note:
        note = placed(docx.add_paragraph(), Side.RIGHT, after=3)
        note.paragraph_format.keep_with_next = True
        say(note, block.note, layout.TABLE_SIZE, italic=True)
    write_grid(docx, block, TURNED_WIDTH if block.wide else WIDTH)
    if not block.wide:
        placed(docx.add_paragraph(), Side.LEFT)


_WRITERS: dict[type[Any], Callable[[Any, Any, str], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Grounds: _grounds,
    Table: _table,
    Picture: lambda docx, block, _number: write_picture(docx, block),
}
