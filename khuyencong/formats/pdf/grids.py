"""Ruled tables of a PDF with their words, gone on with over the pages they cover."""

from dataclasses import dataclass

from khuyencong.formats.pdf.lines import lines_of
from khuyencong.formats.pdf.paragraphs import joined
from khuyencong.formats.pdf.rulings import Box, Ruled
from khuyencong.formats.pdf.words import Word
from khuyencong.formats.pieces import Cell, Paragraph, Piece, Table, Words

_NEAR = 6.0


@dataclass(slots=True)
class Grid:
    """A table on one page or, once joined, on several."""

    ruled: Ruled
    table: Table
    page: int


def parted(words: list[Word], tables: list[Ruled]) -> tuple[list[Word], dict[int, list[Word]]]:
    """Return the words outside all tables, and those of each table by its index."""
    outside: list[Word] = []
    inside: dict[int, list[Word]] = {i: [] for i in range(len(tables))}
    for word in words:
        at = next((i for i, t in enumerate(tables) if _holds(t.edges, word)), None)
        (outside if at is None else inside[at]).append(word)
    return outside, inside


def _holds(edges: tuple[float, float, float, float], word: Word) -> bool:
    x0, y0, x1, y1 = edges
    middle = (word.x0 + word.x1) / 2
    height = word.base + 0.25 * word.height
    return x0 - 1 <= middle <= x1 + 1 and y0 <= height <= y1


def grid_of(ruled: Ruled, words: list[Word], page: int) -> Grid:
    """Put words into the cells whose lines enclose them."""
    held: dict[Box, list[Word]] = {box: [] for box in ruled.boxes}
    for word in words:
        box = next((b for b in ruled.boxes if _holds(b.edges, word)), None)
        if box is not None:
            held[box].append(word)
    height = max((b.row + b.down for b in ruled.boxes), default=0)
    table = Table([[] for _ in range(height)])
    for box in ruled.boxes:
        table.rows[box.row].append(_cell(box, held[box], page))
    return Grid(ruled, table, page)


def _cell(box: Box, words: list[Word], page: int) -> Cell:
    """Join the lines of a cell; what begins with a dash begins a line of its own."""
    lines = lines_of(words, page)
    groups: list[list[Piece]] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].text.startswith(("- ", "+ ", "• ")):
            groups.append([Paragraph(joined(lines[start:i]))])
            start = i
    pieces = [piece for group in groups for piece in group] if lines else []
    return Cell(pieces, box.across, box.down)


def goes_on(before: Grid, after: Grid) -> bool:
    """Tell whether a table at the top of a page goes on with the one that ended the page before."""
    first, second = before.ruled.columns, after.ruled.columns
    return (
        after.page == before.page + 1
        and len(first) == len(second)
        and all(abs(a - b) <= _NEAR for a, b in zip(first, second, strict=True))
    )


def join(before: Grid, after: Grid) -> None:
    """Append the rows of `after`, without the head that is printed again on each page."""
    rows = after.table.rows
    again = 0
    while again < min(len(rows), len(before.table.rows)) and _same(
        rows[again], before.table.rows[again]
    ):
        again += 1
    rows = rows[again:]
    if rows and _is_rest(rows[0], before.table.rows[-1]):
        for cell, rest in zip(before.table.rows[-1], rows.pop(0), strict=True):
            _append(cell, rest)
    before.table.rows += rows
    before.page = after.page


def _same(row: list[Cell], other: list[Cell]) -> bool:
    return _texts(row) == _texts(other) and any(_texts(row))


def _texts(row: list[Cell]) -> list[str]:
    return ["".join(p.text for p in cell.paragraphs).strip() for cell in row]


def _is_rest(row: list[Cell], last: list[Cell]) -> bool:
    """A row cut by the page's end: no number of order, no amounts, words in some cells only."""
    texts = _texts(row)
    if len(row) != len(last) or len(row) < 2 or texts[0] or not any(texts):
        return False
    pairs = [(above, text) for above, text in zip(_texts(last), texts, strict=True) if text]
    unfinished = all(above and not above.endswith((".", ";", ":")) for above, _ in pairs)
    return unfinished and any(text[0].islower() for _, text in pairs)


def _append(cell: Cell, rest: Cell) -> None:
    paragraphs, more = cell.paragraphs, rest.paragraphs
    if not more:
        return
    if not paragraphs:
        cell.pieces = list(more)
        return
    paragraphs[-1].words += [Words(" "), *more[0].words]
    cell.pieces += more[1:]
