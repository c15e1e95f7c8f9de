"""The head of a table: by its words, on one to three levels, with merged cells.

"Kinh phí hỗ trợ" above "KCQG" and "KCĐP" gives two columns; "ĐVT: triệu đồng" above the table
counts for all its money, "(nghìn đồng)" in a head for its own column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from khuyencong.sheets.grid import Cell, Merge, Row
from khuyencong.sheets.model import Column, Kind, Type
from khuyencong.values.money import MoneyUnit
from khuyencong.values.text import clean, fold

DEEPEST = 3
NUMBER_WORDS = ("stt", "tt", "so tt", "so thu tu")
#: Columns that offices keep for themselves.
KEPT_ASIDE = ("ghi chu", "chu thich", "ky nhan")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_UNITS = (
    (MoneyUnit.MILLION, re.compile(r"\b(?:trieu dong|trieu d|tr dong|trd|tr d|trieu)\b")),
    (MoneyUnit.BILLION, re.compile(r"\b(?:ty dong|ti dong|ty d|ty)\b")),
    (MoneyUnit.THOUSAND, re.compile(r"\b(?:nghin dong|ngan dong|1000 ?d|1 000 dong|nghin d|kd)\b")),
    (MoneyUnit.DONG, re.compile(r"\b(?:dong|vnd|vn dong)\b")),
)
_UNIT_LINE = re.compile(r"\b(?:dvt|don vi tinh|don vi tien|don vi)\b")
_TAIL = re.compile(r"[(,:]([^(),:]+)\)?\s*$")
_YEAR = re.compile(r"\bnam (20[0-9]{2}|19[0-9]{2})\b")
#: "(A)", "(B)", "1", "(3)=(1)+(2)": the row under a head that numbers its columns.
_NUMBERED = re.compile(r"\(?(?:[A-Za-z]|[0-9]{1,2})\)?(?: ?= ?[-+()0-9A-Za-z ]+)?")


@dataclass(frozen=True)
class Head:
    """Where the head stands, which sheet column is which column of the kind, and the units."""

    first: int
    last: int
    columns: dict[int, Column]
    number: int | None
    labels: dict[int, str]
    score: int
    unit: MoneyUnit | None = None
    units: dict[int, MoneyUnit] = field(default_factory=dict)
    year: int | None = None
    title: str = ""

    @property
    def unknown(self) -> dict[int, str]:
        """Return the columns whose words no column of the kind has."""
        return {
            at: label
            for at, label in self.labels.items()
            if at not in self.columns and at != self.number
        }


def words_of(cell: Cell) -> str:
    """Return the folded words of a cell without signs; "" for what is no text."""
    return _PUNCTUATION.sub(" ", fold(cell)).strip() if isinstance(cell, str) else ""


def find_head(rows: Sequence[Row], merges: Sequence[Merge], kind: Kind) -> Head | None:
    """Return the likeliest head of the kind among the first rows; None where there is none."""
    best: Head | None = None
    for first, row in enumerate(rows):
        if not any(isinstance(cell, str) for cell in row):
            continue
        for last in range(first, min(first + DEEPEST, len(rows))):
            if not _may_be_head(rows[last]):
                break
            head = _head(rows, merges, kind, first, last)
            if head and (best is None or head.score > best.score):
                best = head
    if best is None or not _is_enough(best, kind):
        return None
    return _with_above(best, rows)


def _may_be_head(row: Row) -> bool:
    return not any(isinstance(cell, int | Decimal | date) and not isinstance(cell, bool)
                   and not _is_small(cell) for cell in row)  # fmt: skip


def _is_small(cell: Cell) -> bool:
    """Tell whether a number may be one that numbers columns, or a year above figures."""
    return isinstance(cell, int) and (0 < cell < 60 or 1990 <= cell <= 2100)


def _is_enough(head: Head, kind: Kind) -> bool:
    needed = [c for c in kind.columns if c.required and not c.from_section and not c.from_title]
    found = {column.code for column in head.columns.values()}
    return len(found) >= 2 and any(column.code in found for column in needed)


def _head(
    rows: Sequence[Row], merges: Sequence[Merge], kind: Kind, first: int, last: int
) -> Head | None:
    levels = _levels(rows, merges, first, last)
    fits: list[tuple[int, int, Column]] = []
    number = None
    for at, told in levels.items():
        own = words_of(told[-1])
        if own in NUMBER_WORDS and number is None:
            number = at
            continue
        fits += [(score, at, c) for c in kind.columns if (score := _score(told, c)) > 0]
    columns: dict[int, Column] = {}
    for _, at, column in sorted(fits, key=lambda fit: (-fit[0], fit[1])):
        if at not in columns and column not in columns.values():
            columns[at] = column
    if not columns:
        return None
    labels = {at: " / ".join(clean(one) for one in told) for at, told in levels.items()}
    weight = sum(6 if column.required else 4 for column in columns.values())
    best = {(at, c.code): score for score, at, c in fits}
    exact = sum(best[at, column.code] >= 1000 for at, column in columns.items())
    score = weight + exact * 2 + (2 if number is not None else 0) - (last - first)
    units = {at: unit for at, told in levels.items() if (unit := _unit_of(told))}
    return Head(first, last, columns, number, labels, score, units=units)


def _levels(
    rows: Sequence[Row], merges: Sequence[Merge], first: int, last: int
) -> dict[int, list[str]]:
    """Return for each sheet column what stands above it, from the top level to its own."""
    width = max(len(row) for row in rows[first : last + 1])
    table = [_texts(rows[at], width) for at in range(first, last + 1)]
    for top, left, bottom, right in merges:
        if first <= top <= last and left < width:
            for at in range(top, min(bottom, last) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    table[at - first][column] = table[top - first][left]
    for level, line in enumerate(table[:-1]):
        # Without merges a wide head stands in its first cell alone.
        for column in range(1, width):
            below = [deeper[column] for deeper in table[level + 1 :]]
            own_below = any(one and one != line[column] for one in below)
            if not line[column] and own_below and table[level][column - 1]:
                line[column] = table[level][column - 1]
    told = {
        column: list(dict.fromkeys(line[column] for line in table if line[column]))
        for column in range(width)
    }
    return {column: texts for column, texts in told.items() if texts}


def _texts(row: Row, width: int) -> list[str]:
    texts = [cell if isinstance(cell, str) else str(cell) if _is_small(cell) else ""
             for cell in row]  # fmt: skip
    return texts + [""] * (width - len(texts))


def _score(told: list[str], column: Column) -> int:
    """Return how well the words above a sheet column name this column; 0 where they do not."""
    levels = [words_of(_without_unit(one)) for one in told]
    own, whole = levels[-1], " ".join(levels)
    best = 0
    for words in column.words:
        if own == words:
            best = max(best, 1000 + len(words))
        elif words in levels:
            best = max(best, 300 + len(words))
        elif f" {words} " in f" {own} ":
            best = max(best, 400 + len(words) * 10 - len(own))
        elif f" {words} " in f" {whole} " and len(words) > 4:
            best = max(best, 100 + len(words))
    return best


def _without_unit(text: str) -> str:
    """Return what a head says without the unit in its tail: "Kinh phí (triệu đồng)"."""
    return _TAIL.sub("", text) if unit_told(text) else text


def _unit_of(told: list[str]) -> MoneyUnit | None:
    """Return the unit that the lowest level tells, else the one above it."""
    return next((unit for one in reversed(told) if (unit := unit_told(one))), None)


def unit_told(text: str) -> MoneyUnit | None:
    """Return the unit that a head tells in brackets or after a comma: "Kinh phí (triệu đồng)"."""
    tail = _TAIL.search(fold(text))
    return _unit_in(_PUNCTUATION.sub(" ", tail[1])) if tail else None


def _unit_in(words: str) -> MoneyUnit | None:
    return next((unit for unit, pattern in _UNITS if pattern.search(words)), None)


def _with_above(head: Head, rows: Sequence[Row]) -> Head:
    """Return the head with what the lines above it say: the unit, the year, the title."""
    unit, year, titles = None, None, []
    for row in rows[: head.first]:
        for cell in row:
            words = words_of(cell)
            if not words:
                continue
            if _UNIT_LINE.search(words) and (found := _unit_in(words)):
                unit = found
                continue
            titles.append(clean(str(cell)))
            if told := _YEAR.search(words):
                year = int(told[1])
    title = max(titles, key=len, default="")
    return Head(
        head.first, head.last, head.columns, head.number, head.labels, head.score,
        unit, head.units, year, title,
    )  # fmt: skip


def is_numbered(row: Row) -> bool:
    """Tell whether a row only numbers the columns: (A), (B), (1), (2), (3)=(1)+(2)."""
    told = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
    return len(told) >= 3 and all(_NUMBERED.fullmatch(one) for one in told)


def is_money(column: Column) -> bool:
    """Tell whether a column counts money."""
    return column.type is Type.MONEY
