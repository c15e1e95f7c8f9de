"""The grid of a table in Word: its head of one or two rows, and its rows, copied from a pattern."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from khuyencong.documents import layout
from khuyencong.documents.docx.marks import controlled, mark, placed, say
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Cited, Column, Side, Table, Words, fitted

#: Stands in the cells of the row that the others are copied from.
PATTERN = "x"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_grid(docx: Any, block: Table, width: int) -> None:
    """Write a table over `width` millimetres."""
    table = docx.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    widths = _widths(block.columns, width)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    _head(table, block, widths)
    sides = [Side.LEFT if c.side is Side.JUSTIFIED else c.side for c in block.columns]
    pattern = _row(table, [PATTERN] * len(widths), sides, widths)
    _rows(table, block, pattern)


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    shares = sum(column.share for column in columns)
    return [Mm(width * column.share / shares) for column in columns]


def _head(table: Any, block: Table, widths: Sequence[int]) -> None:
    """Write the head: where columns are grouped, a title above them and the others beside both."""
    titles, groups = [column.title for column in block.columns], block.groups
    centred = [Side.CENTRE] * len(titles)
    if groups:
        upper = [""] * len(titles)
        for group in groups:
            upper[group.first] = group.title or titles[group.first]
            titles[group.first] = titles[group.first] if group.title else ""
        row = _row(table, upper, centred, widths, is_head=True)
        below = _row(table, titles, centred, widths, is_head=True)
        for group in reversed(groups):
            _joined(row, below, group.first, group.count if group.title else 0, widths)
    else:
        _row(table, titles, centred, widths, is_head=True)
    for cell in table._tbl.iter(qn("w:tc")):
        cell.tcPr.append(mark("vAlign", val="center"))


def _joined(upper: Any, below: Any, first: int, count: int, widths: Sequence[int]) -> None:
    """Join a title over `count` columns, or, where it is 0, over both rows of its column."""
    cells = upper.findall(qn("w:tc"))
    if count:
        for spare in cells[first + 1 : first + count]:
            upper.remove(spare)
        _span(cells[first], count, sum(widths[first : first + count]))
    else:
        cells[first].tcPr.append(mark("vMerge", val="restart"))
        below.findall(qn("w:tc"))[first].tcPr.append(mark("vMerge"))


def _span(cell: Any, count: int, width: int) -> None:
    cell.width = width
    cell.tcPr.append(mark("gridSpan", val=count))


def _row(
    table: Any,
    texts: Sequence[str],
    sides: Sequence[Side],
    widths: Sequence[int],
    *,
    is_head: bool = False,
) -> Any:
    """Add a row to a table; return its XML."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(mark("cantSplit"))
    if is_head:
        properties.append(mark("tblHeader"))
    for cell, text, side, width in zip(row.cells, texts, sides, widths, strict=True):
        cell.width = width
        paragraph = placed(cell.paragraphs[0], side, before=2, after=2)
        say(paragraph, text, layout.TABLE_SIZE, bold=is_head)
    return row._tr


def _rows(table: Any, block: Table, pattern: Any) -> None:
    """Add rows that look like the pattern, which goes: far quicker than making each anew."""
    bold = _bold(pattern)
    for index, texts in enumerate(block.rows):
        alone = block.alone(index)
        row = deepcopy(bold if block.is_bold(index) else pattern)
        if alone is not None:
            _keep_one(row)
        told = texts if alone is None else (alone,)
        for run, text in zip(list(row.iter(qn("w:r"))), told, strict=True):
            _fill(run, text)
        table._tbl.append(row)
    table._tbl.remove(pattern)


def _bold(pattern: Any) -> Any:
    row = deepcopy(pattern)
    for look in row.iter(qn("w:rPr")):
        look.insert(0, mark("b"))
    return row


def _keep_one(row: Any) -> None:
    """Let one cell go over the whole width of its row, its words at the left."""
    first, *others = row.findall(qn("w:tc"))
    width = sum(cell.width or 0 for cell in (first, *others))
    for spare in others:
        row.remove(spare)
    _span(first, len(others) + 1, width)
    for side in first.iter(qn("w:jc")):
        side.set(qn("w:val"), "left")


def _fill(run: Any, words: Words) -> None:
    """Let the run of the pattern say the words; figures take runs of their own, in controls."""
    if isinstance(words, str):
        run.find(qn("w:t")).text = plain(words)
        return
    for part in fitted(words):
        another = deepcopy(run)
        letters = another.find(qn("w:t"))
        letters.text = part if isinstance(part, str) else part.text
        letters.set(_SPACE, "preserve")
        run.addprevious(another)
        if isinstance(part, Cited):
            controlled(another, part.cite)
    run.getparent().remove(run)
