"""The tables of a page as rows of cells: drawn with bars, with tabs, or set apart by blanks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.wording import as_number, scale_of
from khuyencong.reading.model import Block, Figure
from khuyencong.reading.page import family

TOTAL_ROW = re.compile(r"^(?:tổng|cộng|toàn (?:tỉnh|quốc|vùng|ngành)|cả nước|chung)\b")
#: A total of some rows: "Cộng mục I", "Tổng A", "Cộng (1)".
PARTIAL_TOTAL = re.compile(
    r"^(?:tiểu cộng|(?:tổng|cộng)(?: cộng| số)?\s*(?:mục|phần|nhóm|khoản|tiểu mục)?\s*"
    r"\(?(?:[ivx]+|[a-h]|\d{1,2})\)?\s*[:.]?$)"
)
#: A row that only explains another: "Trong đó:", "- Khuyến công quốc gia" below its activity.
BELOW = re.compile(r"^(?:trong đó|bao gồm|[-+*•])")
MAIN = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])\.?$")
_NUMBERED = re.compile(r"\d+\.?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_RULE = re.compile(r"[\s|:=+.-]*$")
_CELL = re.compile(r"\S+(?: \S+)*")


@dataclass
class Row:
    """One line of a table: its label, its words by column and its figures by column."""

    start: int
    marker: str = ""
    label: str = ""
    words: dict[int, str] = field(default_factory=dict)
    cells: dict[int, Figure] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """The label says that this line adds up others."""
        return bool(TOTAL_ROW.match(self.label) or PARTIAL_TOTAL.match(self.label))

    @property
    def is_partial(self) -> bool:
        """The label says that this line adds up the section above it."""
        return bool(PARTIAL_TOTAL.match(self.label))

    @property
    def rank(self) -> int:
        """0 for a section "I" or "A", 1 for "1", 2 for all else."""
        if MAIN.match(self.marker):
            return 0
        return 1 if _NUMBERED.fullmatch(self.marker) else 2


@dataclass
class Table:
    """The titles of the columns in lower case, and the rows that hold figures."""

    start: int
    heads: dict[int, str]
    rows: list[Row]

    @property
    def columns(self) -> list[int]:
        """The columns with figures, from the left."""
        return sorted({column for row in self.rows for column in row.cells})


def tables(page: Context) -> Iterator[Table]:
    """Yield every run of at least three lines of a table."""
    for lines in _runs(page):
        rows = [_row(page, *line) for line in lines if not _RULE.match(page.text, *line)]
        at = next((i for i, row in enumerate(rows) if row.cells), len(rows))
        if at < len(rows):
            yield Table(lines[0][0], _heads(rows[:at]), [r for r in rows[at:] if r.cells])


def _runs(page: Context) -> Iterator[list[tuple[int, int]]]:
    for is_row, blocks in groupby(page.blocks, key=lambda b: b.kind == "row"):
        if is_row:
            lines = [_whole_line(page, b) for b in blocks]
            yield from [_with_titles(page, lines)] if len(lines) >= 3 else []
            continue
        for block in blocks:
            yield from _spaced(page, block)


def _with_titles(page: Context, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines of a table with the spaced line of titles that stands right above."""
    end = lines[0][0] - 1
    start = page.text.rfind("\n", 0, max(end, 0)) + 1
    above = page.text[start : max(end, 0)]
    return [(start, end), *lines] if len(_CELL.findall(above)) > 1 else lines


def _whole_line(page: Context, block: Block) -> tuple[int, int]:
    """Return the line of a row with the empty cell before its first words."""
    return page.text.rfind("\n", 0, block.start) + 1, block.end


def _spaced(page: Context, block: Block) -> Iterator[list[tuple[int, int]]]:
    """Yield the runs of lines in a paragraph whose cells only blanks keep apart."""
    start, end = _whole_line(page, block)
    if "  " not in page.text[start:end] or "\n" not in page.text[start:end]:
        return
    spans = [(start + m.start(), start + m.end()) for m in _LINE.finditer(page.text[start:end])]
    for is_spaced, run in groupby(spans, key=lambda span: _is_spaced(page.text[slice(*span)])):
        lines = list(run)
        if is_spaced and len(lines) >= 3:
            yield lines


_LINE = re.compile(r"[^\n]+")


def _is_spaced(line: str) -> bool:
    cells = [m.group() for m in _CELL.finditer(line)]
    return len(cells) >= 2 and not cells[-1].endswith((".", ";", ":"))


def _cells(page: Context, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return column, start and end of each cell; columns parted by blanks count from the right."""
    line = page.text[start:end]
    bar = next((sign for sign in "|\t" if sign in line), None)
    if bar is None:
        spans = [m.span() for m in _CELL.finditer(line)]
        return [(i - len(spans), start + a, start + b) for i, (a, b) in enumerate(spans)]
    found, at = [], start
    for column, cell in enumerate(line.split(bar)):
        found.append((column, at, at + len(cell)))
        at += len(cell) + 1
    return found


def _row(page: Context, start: int, end: int) -> Row:
    row = Row(start)
    for column, cell_start, cell_end in _cells(page, start, end):
        figures = page.inside(cell_start, cell_end)
        words = page.text[cell_start:cell_end].strip(" *_")
        row.words[column] = words.lower()
        if len(figures) == 1 and not _LONG_WORD.search(words):
            row.cells[column] = figures[0]
        elif not row.label and _WORD.search(words) and not MAIN.match(words):
            row.label = words.lower()
        elif not row.label and words:
            row.marker = words
    return row


def _heads(rows: Sequence[Row]) -> dict[int, str]:
    """Return the titles of the columns; a title over several stands before each of theirs."""
    found: dict[int, str] = {}
    for row in rows:
        above = ""
        for column in sorted(row.words):
            lower = row is rows[-1]
            above = row.words[column] or ("" if lower else above)
            found[column] = f"{found.get(column, '')} {above}".strip()
    return found


def in_one_unit(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a column in the unit that most of them have, as they are written."""
    units = Counter(family(f) for f in figures)
    if len(units) < 2:
        return list(figures)
    unit = units.most_common(1)[0][0]
    lead = next(f for f in figures if family(f) == unit)
    return [f if family(f) == unit else _written_in(f, lead) for f in figures]


def _written_in(figure: Figure, lead: Figure) -> Figure:
    value = Fraction(figure.value) / _scale(figure) * _scale(lead)
    return replace(figure, unit=lead.unit, value=as_number(value), step=lead.step)


def _scale(figure: Figure) -> int:
    return scale_of(figure)[0] if figure.unit.startswith("VND") else 1
