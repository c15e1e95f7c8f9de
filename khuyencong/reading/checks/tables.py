"""Tables: rows of totals against the rows above or below them, and columns of rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.sums import sum_check
from khuyencong.reading.checks.tolerance import agreement, exact_sum, interval, meets, total
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.values.vocabulary import Severity

TOTAL_ROW = re.compile(r"^(?:tổng|cộng|toàn (?:tỉnh|quốc|vùng|ngành)|cả nước|chung)\b")
#: A row that only explains another: "Trong đó:", "- Khuyến công quốc gia" below its activity.
BELOW = re.compile(r"^(?:trong đó|bao gồm|[-+*•])")
MAIN = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])\.?$")


@dataclass
class Row:
    """One line of a table: its label and its figures by column."""

    block: Block
    marker: str
    label: str
    cells: dict[int, Figure] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """The label says that this line adds up others."""
        return bool(TOTAL_ROW.match(self.label))


def find(page: Context) -> Iterator[Check]:
    """Yield the columns of every table that has a row of totals."""
    for _, blocks in groupby(enumerate(page.blocks), key=_runs()):
        rows = [_row(page, b) for _, b in blocks if b.kind == "row"]
        if len(rows) >= 3:
            filled = [r for r in rows if r.cells]
            yield from _columns(filled)
            yield from _against_lead(page, rows[0], filled)


def _runs():
    """Return a key that is equal for neighbouring rows only."""
    last = -2
    group = 0

    def key(pair: tuple[int, Block]) -> int:
        nonlocal last, group
        index, block = pair
        if block.kind != "row":
            return -1
        if index != last + 1:
            group += 1
        last = index
        return group

    return key


def _row(page: Context, block: Block) -> Row:
    marker, label, cells = "", "", {}
    at = block.start
    separator = "|" if "|" in page.text[block.start : block.end] else "\t"
    for column, cell in enumerate(page.text[block.start : block.end].split(separator)):
        figures = page.inside(at, at + len(cell) + 1)
        words = cell.strip(" *_")
        if len(figures) == 1 and not re.search(r"[^\W\d_]{4,}", words):
            cells[column] = figures[0]
        elif not label and re.search(r"[^\W\d_]{2,}", words) and not MAIN.match(words):
            label = words.lower()
        elif not label and words:
            marker = words
        at += len(cell) + 1
    return Row(block, marker, label, cells)


def _columns(rows: list[Row]) -> Iterator[Check]:
    totals = [i for i, row in enumerate(rows) if row.is_total]
    if len(totals) != 1:
        return
    at = totals[0]
    others = rows[:at] if at else rows[1:]
    for column, whole in rows[at].cells.items():
        if not whole.unit.startswith(("percent", "ratio", "year")):
            yield from _column(whole, [r for r in others if column in r.cells], column)


def _against_lead(page: Context, head: Row, rows: list[Row]) -> Iterator[Check]:
    """Yield the total of the sentence that announces a table where the table has another."""
    before = page.blocks[head.block.index - 1] if head.block.index else None
    totals = [row for row in rows if row.is_total]
    if before is None or before.kind in ("row", "heading") or len(totals) != 1:
        return
    if not page.text[before.start : before.end].rstrip(" *_").endswith(":"):
        return
    said = [f for f in page.inside(before.start, before.end) if page.says_total(f)]
    for column, own in totals[0].cells.items():
        told = next((f for f in said if f.unit == own.unit), None)
        parts = [r.cells[column] for r in rows if column in r.cells and not r.is_total]
        if told and not meets(interval(told), interval(own)) and exact_sum(parts) == own.value:
            yield sum_check(told, parts, Severity.WARNING)


def _column(whole: Figure, rows: list[Row], column: int) -> Iterator[Check]:
    """Yield the sum of one column in the way in which it comes out, else as its plain rows."""
    ways = [way for way in _ways(rows) if len(way) >= 2]
    for way in ways:
        parts = [r.cells[column] for r in way]
        verdict = agreement(whole, total(parts))
        if verdict:
            yield sum_check(whole, parts, verdict)
            return
    if ways:
        parts = [r.cells[column] for r in ways[0]]
        same = all(p.unit == whole.unit for p in parts)
        if same:
            severity = Severity.WARNING if exact_sum(parts) < whole.value else Severity.ERROR
            yield sum_check(whole, parts, severity)


def _ways(rows: list[Row]) -> list[list[Row]]:
    """Return the likely parts: rows of the top rank where there are ranks, else all plain rows."""
    plain = [r for r in rows if not BELOW.match(r.label) and not r.is_total]
    main = [r for r in plain if MAIN.match(r.marker)]
    whole_numbers = [r for r in plain if re.fullmatch(r"\d+\.?", r.marker)]
    return [main, whole_numbers, plain, rows] if main else [plain, whole_numbers, rows]
