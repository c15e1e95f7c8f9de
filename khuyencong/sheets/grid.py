"""A sheet as plain cells: what stands where, what is merged, what is hidden.

A cell is None, text, a whole number, a Decimal, a date, a bool, or a `Broken` error of Excel.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Broken:
    """What Excel shows where a formula failed: "#REF!"."""

    sign: str


Cell = None | str | int | Decimal | date | bool | Broken
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the file: its name, whether it is hidden, how many rows have something."""

    name: str
    is_hidden: bool = False
    rows: int = 0


@dataclass
class Grid:
    """One sheet; `rows` holds the cells from A1 on, rows and columns counted from 0."""

    name: str
    rows: Iterable[Row]
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    sheets: list[Sheet] = field(default_factory=list)
    #: How the bytes were read: "xlsx", "csv, Windows-1258".
    source: str = ""
    row_count: int = 0
    has_filter: bool = False


def column_name(column: int) -> str:
    """Return "A" for 0, "AB" for 27."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Return "F10" for row 9, column 5."""
    return f"{column_name(column)}{row + 1}"


def packed(grid: Grid) -> Iterator[bytes]:
    """Yield the grid as lines of JSON: what is known of it, then each row."""
    head = {
        "name": grid.name,
        "merges": grid.merges,
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_columns": sorted(grid.hidden_columns),
        "sheets": [asdict(sheet) for sheet in grid.sheets],
        "source": grid.source,
        "row_count": grid.row_count,
        "has_filter": grid.has_filter,
    }
    yield json.dumps(head, ensure_ascii=False).encode() + b"\n"
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_told).encode
    for row in grid.rows:
        yield encode(row).encode() + b"\n"


def unpacked(data: bytes) -> Grid:
    """Return the grid that `packed` wrote; its rows can be gone through again and again."""
    head, _, body = data.partition(b"\n")
    told = json.loads(head)
    return Grid(
        name=told["name"],
        rows=_Rows(body),
        merges=[(a, b, c, d) for a, b, c, d in told["merges"]],
        hidden_rows=frozenset(told["hidden_rows"]),
        hidden_columns=frozenset(told["hidden_columns"]),
        sheets=[Sheet(**one) for one in told["sheets"]],
        source=told["source"],
        row_count=told["row_count"],
        has_filter=told["has_filter"],
    )


class _Rows:
    """The rows of a packed grid, decoded one at a time: memory does not grow with their number."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[Row]:
        begin, end, body = 0, len(self._body), self._body
        decode = json.JSONDecoder().decode
        while begin < end:
            stop = body.find(b"\n", begin)
            row = decode(body[begin:stop].decode())
            begin = stop + 1
            for at, cell in enumerate(row):
                if type(cell) is list:
                    row[at] = _untold(cell)
            yield row


def _told(cell: object) -> list[str]:
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    assert isinstance(cell, Broken)
    return ["e", cell.sign]


def _untold(cell: list[Any]) -> Cell:
    kind, text = cell
    if kind == "n":
        return Decimal(text)
    return date.fromisoformat(text) if kind == "d" else Broken(text)
