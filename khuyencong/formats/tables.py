"""Tables as rows that carry their column heads: merged cells unmerged, heads of two rows joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khuyencong.formats.pieces import Cell, Paragraph, Piece, Table, Words, flat, tidy
from khuyencong.values.errors import Unreadable

#: Wider or longer than any report's table; beyond, a file is playing tricks.
MOST_COLUMNS, MOST_CELLS = 200, 100_000
_TOO_WIDE = f"Tệp có bảng hơn {MOST_COLUMNS} cột hoặc {MOST_CELLS} ô, không đọc."
#: A repeated label may hold a year or a number of order, but nothing that would count twice.
_COUNTS = re.compile(r"(?<![0-9./,-])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]+")
_ORDER = re.compile(r"\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Za-zđ])[.)]*$")
_AMOUNT = re.compile(r"[-–(]?[0-9][0-9.,\s]*%?\)?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
#: The row under the head that numbers the columns: "A | B | 1 | 2 | 3 = 1 + 2".
_COLUMN_NUMBER = re.compile(r"\(?(?:[A-ZĐ]|[0-9]{1,2})\)?(?:\s*=[\s0-9()+\-/*:x×%]+)?$")
#: Words of the letterhead and the signature, which Word sets in tables without lines.
_LETTERHEAD = re.compile(
    r"cộng hòa xã hội|cộng hoà xã hội|độc lập\s*[-–]\s*tự do|nơi nhận\s*:|^\s*số\s*:\s*[0-9….\s]*/"
    r"|^(?:kt|tm|tl|tuq)\.\s|(?:giám đốc|chủ tịch|cục trưởng|trưởng phòng)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS_CLAUSE = (".", ";", ":", ",", "!", "?", "-", "(", "/")


@dataclass(slots=True)
class Square:
    """One place of the printed grid: its words, and whether a merged cell begins here."""

    words: list[Words]
    begins: bool = True
    head: bool = False

    @property
    def text(self) -> str:
        return "".join(w.text for w in self.words).strip()


Grid = list[list[Square]]


@dataclass(slots=True)
class Printed:
    """A table ready to be written: grid rows with their numbers from 1; `heads` come first."""

    heads: list[tuple[int, list[Square]]]
    rows: list[tuple[int, list[Square]]]
    titles: list[Paragraph]
    column_numbers: str = ""


def is_layout(table: Table) -> bool:
    """Tell whether a table only places text side by side and holds no rows of data."""
    width = max((sum(c.across for c in row) for row in table.rows), default=0)
    if width < 2 or not table.rows:
        return True
    cells = [c for row in table.rows for c in row]
    if any(len(flat(c.pieces)) > 6 and _long(c) for c in cells):
        return True
    if table.bordered and len(table.rows) > 2:
        return False
    words = "\n".join(p.text for c in cells for p in c.paragraphs)
    if _LETTERHEAD.search(words):
        return True
    return not table.bordered and (len(table.rows) == 1 or any(_has_table(c) for c in cells))


def _long(cell: Cell) -> bool:
    return sum(len(p.text) for p in cell.paragraphs) > 1500


def _has_table(cell: Cell) -> bool:
    return any(isinstance(p, Table) for p in cell.pieces)


def unfolded(table: Table) -> Iterator[Piece]:
    """Yield what a layout table holds, cell by cell, as if it had no table around it."""
    yield from table.caption
    for row in table.rows:
        for cell in row:
            yield from cell.pieces


def printed(table: Table) -> Printed:
    """Return a data table as grid rows under one row of column heads."""
    grid = _grid(table)
    titles = list(table.caption)
    first = 0
    while first < len(grid) and _is_title(grid[first]) and len(grid) > first + 1:
        titles.append(Paragraph(grid[first][0].words))
        first += 1
    count = _head_rows(grid, first, table.heads - first)
    numbered = [(first + i + 1, row) for i, row in enumerate(grid[first:])]
    heads, rows = numbered[:count], numbered[count:]
    numbers = ""
    if heads and rows and _is_column_numbers(rows[0][1]):
        numbers = " | ".join(s.text for s in rows.pop(0)[1])
    return Printed(heads, rows, titles, numbers)


def _grid(table: Table) -> Grid:
    """Lay the cells out on their columns; what a merged cell covers repeats its label."""
    grid: Grid = []
    hanging: dict[int, tuple[int, Square]] = {}  # column → rows still covered, by what
    cells = 0
    for row in table.rows:
        line: list[Square] = []
        for cell in row:
            _fill_hanging(line, hanging)
            if len(line) >= MOST_COLUMNS:
                raise Unreadable(_TOO_WIDE)
            square = Square(_cell_words(cell), head=cell.head)
            for i in range(min(cell.across, MOST_COLUMNS - len(line))):
                if cell.down > 1:
                    hanging[len(line)] = (cell.down - 1, square)
                line.append(square if i == 0 else replace(square, begins=False))
        _fill_hanging(line, hanging)
        cells += len(line)
        if cells > MOST_CELLS:
            raise Unreadable(_TOO_WIDE)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [Square([], False) for _ in range(width - len(line))] for line in grid]


def _fill_hanging(line: list[Square], hanging: dict[int, tuple[int, Square]]) -> None:
    while len(line) in hanging:
        left, square = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, square)
        line.append(replace(square, begins=False))


def _cell_words(cell: Cell) -> list[Words]:
    """Join a cell's paragraphs in one line; a semicolon parts what no sign of its own ends."""
    words: list[Words] = []
    before = ""
    for paragraph in cell.paragraphs:
        marker = paragraph.marker + " " if paragraph.marker else ""
        line = [Words(_one_line(w.text), w.page) for w in paragraph.words]
        text = (marker + "".join(w.text for w in line)).strip()
        if not text:
            continue
        if before:
            plain = cell.head or before.endswith(_ENDS_CLAUSE) or not _opens(text)
            words.append(Words(" " if plain else "; ", line[0].page))
        words += [Words(marker, line[0].page), *line] if marker else line
        before = text
    return words


def _opens(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text[0] in "-–+•*"


def _one_line(text: str) -> str:
    return tidy(text).replace("\n", " ").replace("|", "¦")


def _is_title(row: list[Square]) -> bool:
    """One cell over the whole width, above the head: a caption or the unit of the table."""
    return bool(row[0].text) and len(row) > 1 and not any(s.begins and s.text for s in row[1:])


def _head_rows(grid: Grid, first: int, named: int) -> int:
    """Return how many rows are head: as the file says, else as far as merged cells reach."""
    if named > 0:
        return min(named, len(grid) - first)
    rows = grid[first:]
    if len(rows) < 2 or any(_is_amount(s.text) for s in rows[0][1:]):
        return 0
    count = 1
    while count < min(len(rows) - 1, 5) and _goes_on_with_head(rows, count):
        count += 1
    if all(s.head for row in rows[: count + 1] for s in row if s.begins and s.text):
        return count + 1 if len(rows) > count + 1 else count
    return count


def _goes_on_with_head(rows: Grid, at: int) -> bool:
    """A cell above spans columns or reaches down here, and the row holds no amounts."""
    row, above = rows[at], rows[at - 1]
    if any(_is_amount(s.text) for s in row if s.begins) or _is_column_numbers(row):
        return False
    spans = any(not s.begins and s.text for s in above[1:])
    reaches = any(not s.begins and s.text == a.text != "" for s, a in zip(row, above, strict=True))
    return (spans or reaches) and any(s.begins and s.text for s in row)


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.match(text)) and not _YEAR.match(text)


def _is_column_numbers(row: list[Square]) -> bool:
    texts = [s.text for s in row if s.begins and s.text]
    signs = [t for t in texts if _COLUMN_NUMBER.match(t)]
    numbers = [int(d[0]) for t in signs if (d := re.findall(r"[0-9]+", t))]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return len(texts) >= 2 and len(signs) == len(texts) and rising and numbers[0] <= 2


def joined_heads(heads: list[tuple[int, list[Square]]], column: int) -> list[tuple[int, Square]]:
    """Return the head squares above one column, each word once, from the top down."""
    found: list[tuple[int, Square]] = []
    for number, row in heads:
        square = row[column]
        if square.text and all(square.text != other.text for _, other in found):
            found.append((number, square))
    return found


def may_repeat(square: Square) -> bool:
    """Tell whether a covered place may repeat the label: only what would count nothing twice."""
    text = square.text
    return bool(_ORDER.match(text)) or not _COUNTS.search(text)
