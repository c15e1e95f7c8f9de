"""The sheets as appendices of an official document: every number of them opens its records."""

from collections.abc import Iterator, Sequence

from khuyencong.documents import Appendix, Block, Column, Side, Table, Words
from khuyencong.reports.appendices.model import Cell, LineKind, Sheet
from khuyencong.reports.figures import Figure
from khuyencong.reports.narratives.phrasing import Phrases

#: A sheet of more columns of figures than this stands on turned pages.
UPRIGHT = 6


def appendices_of(sheets: Sequence[Sheet], phrases: Phrases) -> tuple[Appendix, ...]:
    """Return the appendices; the figures of their cells are cited like those of the words."""
    return tuple(Appendix(sheet.title, tuple(_blocks(sheet, phrases))) for sheet in sheets)


def _blocks(sheet: Sheet, phrases: Phrases) -> Iterator[Block]:
    heads = (
        *(
            Column(title, share, Side.CENTRE if title == "TT" else Side.LEFT)
            for title, share in zip(sheet.word_heads, sheet.shares, strict=False)
        ),
        *(Column(title, sheet.cell_share, Side.RIGHT) for title in sheet.cell_heads),
    )
    width = len(sheet.cell_heads)
    rows = tuple(
        (*line.words, *(_cell(cell, phrases) for cell in (line.cells or ("",) * width)))
        for line in sheet.lines
    )
    wide = width > UPRIGHT or len(heads) > UPRIGHT + 2
    kinds = [line.kind for line in sheet.lines]
    yield Table(
        heads,
        rows,
        note=" ".join(filter(None, (sheet.remark, sheet.note))),
        wide=wide,
        totals=frozenset(i for i, kind in enumerate(kinds) if kind is LineKind.TOTAL),
        sections=frozenset(i for i, kind in enumerate(kinds) if kind is LineKind.HEAD),
    )


def _cell(cell: Cell, phrases: Phrases) -> Words:
    if cell is None:
        return ""
    if not isinstance(cell, Figure):
        return cell
    if not cell.is_told:
        return "–"
    if cell.unit == "VND":
        return phrases.cite_as(cell, cell.money.bare(cell.value or 0))
    return phrases.cite(cell)
