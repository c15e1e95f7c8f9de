"""Tables: rows of totals against the rows above or below them, and columns of rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.sums import sum_check
from khuyencong.reading.checks.tolerance import (
    agreement,
    exact,
    exact_sum,
    interval,
    meets,
    quotient,
    total,
)
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.values.vocabulary import CheckKind, Severity

TOTAL_ROW = re.compile(r"^(?:tổng|cộng|toàn (?:tỉnh|quốc|vùng|ngành)|cả nước|chung)\b")
#: A row that only explains another: "Trong đó:", "- Khuyến công quốc gia" below its activity.
BELOW = re.compile(r"^(?:trong đó|bao gồm|[-+*•])")
MAIN = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])\.?$")
#: Titles of the columns of a plan, its result, and the percent of it.
PLAN = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu|được giao|dự toán")
DONE = re.compile(r"thực hiện|kết quả|đạt được|giải ngân|hoàn thành")
RATE = re.compile(r"tỷ lệ|tỉ lệ|so với|% ")


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
    """Yield the columns of every table: totals, percents of plan, shares."""
    for blocks in _tables(page):
        rows = [_row(page, b) for b in blocks]
        filled = [r for r in rows if r.cells]
        yield from _columns(filled)
        yield from _against_lead(page, rows[0], filled)
        yield from _rates(_heads(page, blocks[0]), filled)


def _tables(page: Context) -> Iterator[list[Block]]:
    """Yield runs of at least three neighbouring rows."""
    run: list[Block] = []
    for block in [*page.blocks, None]:
        if block is not None and block.kind == "row":
            run.append(block)
            continue
        if len(run) >= 3:
            yield run
        run = []


def _cells(page: Context, block: Block) -> list[str]:
    line = page.text[block.start : block.end]
    return line.split("|" if "|" in line else "\t")


def _heads(page: Context, block: Block) -> list[str]:
    """Return the column titles in lower case."""
    return [cell.strip(" *_").lower() for cell in _cells(page, block)]


def _rates(heads: list[str], rows: list[Row]) -> Iterator[Check]:
    """Yield every percent of a column "Tỷ lệ" against the plan and the result of its row."""
    plan, done, rate = (_only(heads, pattern) for pattern in (PLAN, DONE, RATE))
    if plan is None or done is None or rate is None:
        return
    for row in rows:
        if not {plan, done, rate} <= row.cells.keys():
            continue
        goal, result, percent = row.cells[plan], row.cells[done], row.cells[rate]
        if percent.unit == "percent" and goal.unit == result.unit:
            yield from _rate(goal, result, percent)


def _only(heads: list[str], pattern: re.Pattern[str]) -> int | None:
    found = [i for i, head in enumerate(heads) if pattern.search(head)]
    return found[0] if len(found) == 1 else None


def _rate(plan: Figure, done: Figure, rate: Figure) -> Iterator[Check]:
    ratio = quotient(interval(done), interval(plan), 100)
    if ratio is None:
        return
    severity = agreement(rate, ratio) or Severity.ERROR
    computed = Fraction(done.value) * 100 / Fraction(plan.value)
    told = "" if severity is Severity.OK else f"; bảng ghi {written(rate)}"
    voice = Voice(plan)
    yield finding(
        CheckKind.PERCENT_OF_TARGET,
        severity,
        f"{voice.bare(done.value)} : {voice.full(plan.value)} = {number(computed, 2)}%{told}",
        [done, plan, rate],
        stated=rate.value,
        computed=computed,
        why=""
        if severity is Severity.OK
        else "kế hoạch hoặc kết quả được sửa mà cột tỷ lệ chưa tính lại.",
    )


def _row(page: Context, block: Block) -> Row:
    marker, label, cells = "", "", {}
    at = block.start
    for column, cell in enumerate(_cells(page, block)):
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
        if told and not meets(interval(told), interval(own)) and exact_sum(parts) == exact(own):
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
            severity = Severity.WARNING if exact_sum(parts) < exact(whole) else Severity.ERROR
            yield sum_check(whole, parts, severity)


def _ways(rows: list[Row]) -> list[list[Row]]:
    """Return the likely parts: rows of the top rank where there are ranks, else all plain rows."""
    plain = [r for r in rows if not BELOW.match(r.label) and not r.is_total]
    main = [r for r in plain if MAIN.match(r.marker)]
    whole_numbers = [r for r in plain if re.fullmatch(r"\d+\.?", r.marker)]
    return [main, whole_numbers, plain, rows] if main else [plain, whole_numbers, rows]
