"""Tables: totals against the rows above or below them, totals across, columns of rates.

A relation that most rows keep is held against the others: the arithmetic of a table tells which
column is the total of which.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.rows import BELOW, Row, Table, in_one_unit, tables
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
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.parts import misses_by
from khuyencong.values.vocabulary import CheckKind, Severity

#: Titles of the columns of a plan, its result, and the percent of it.
PLAN = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu|được giao|dự toán|\bkh\b")
DONE = re.compile(r"thực hiện|kết quả|đạt được|giải ngân|hoàn thành|\bth\b")
RATE = re.compile(r"tỷ lệ|tỉ lệ|so với|%|so kh|th/kh")
#: A rate of something else than the plan.
OTHER_RATE = re.compile(r"cùng kỳ|năm trước|năm \d|tỷ trọng|tăng|giảm|cơ cấu|đối ứng")
PORTION = re.compile(r"tỷ trọng|tỉ trọng|cơ cấu|tỷ lệ|tỉ lệ|%")
#: Columns whose numbers are not added up.
NOT_ADDED = re.compile(
    r"bình quân|trung bình|đơn giá|tỷ lệ|tỉ lệ|%|tốc độ|suất|^mức|xếp hạng|so sánh"
)
TOTAL_COLUMN = re.compile(r"(?:^|\s)(?:tổng(?: cộng| số| kinh phí| vốn| mức)?|cộng|chung)\b")
#: Things that several rows may share, so that their total may well be less than their sum.
SHARED = frozenset({"district", "commune", "province", "product", "establishment_turn"})
_FAR = Fraction(1, 2)
_MOST_COLUMNS = 24


def find(page: Context) -> Iterator[Check]:
    """Yield the totals down and across, the percents of plan and the shares of every table."""
    for table in tables(page):
        yield from _down(table)
        yield from _across(table)
        yield from _against_lead(page, table)
        yield from _rates(table)
        yield from _portions(table)


def _adds(table: Table, column: int, figure: Figure) -> bool:
    if figure.unit.startswith(("percent", "ratio", "year")) or "_per_" in figure.unit:
        return False
    return not NOT_ADDED.search(table.heads.get(column, ""))


def _down(table: Table) -> Iterator[Check]:
    """Yield every total of rows: of the whole table, of a part of it, of a section."""
    yield from _sections(table)
    totals = [i for i, row in enumerate(table.rows) if row.is_total]
    grand = [i for i in totals if not table.rows[i].is_partial] or totals[-1:]
    for at, before in zip(totals, [-1, *totals], strict=False):
        if at not in grand:
            yield from _total_row(table, at, table.rows[before + 1 : at])
    if len(grand) == 1:
        at = grand[0]
        yield from _total_row(table, at, table.rows[:at] if at else table.rows[1:])


def _total_row(table: Table, at: int, others: Sequence[Row]) -> Iterator[Check]:
    for column, whole in table.rows[at].cells.items():
        if _adds(table, column, whole):
            yield from _column(whole, [r for r in others if column in r.cells], column)


def _column(whole: Figure, rows: list[Row], column: int) -> Iterator[Check]:
    """Yield the sum of one column in the way in which it comes out, else as its plain rows."""
    ways = [way for way in _ways(rows) if len(way) >= 2]
    for way in ways:
        own, *parts = in_one_unit([whole, *(r.cells[column] for r in way)])
        verdict = agreement(own, total(parts))
        if verdict:
            yield sum_check(own, parts, verdict)
            return
    if ways:
        own, *parts = in_one_unit([whole, *(r.cells[column] for r in ways[0])])
        shares = own.unit in SHARED and exact_sum(parts) > exact(own)
        if misses_by(own, parts) <= _FAR and not shares:
            yield sum_check(own, parts, _severity(own, parts))


def _severity(whole: Figure, parts: Sequence[Figure]) -> Severity:
    return Severity.WARNING if exact_sum(list(parts)) < exact(whole) else Severity.ERROR


def _ways(rows: list[Row]) -> list[list[Row]]:
    """Return the likely parts: totals of parts, rows of the top rank, else all plain rows."""
    partial = [r for r in rows if r.is_partial]
    plain = [r for r in rows if not BELOW.match(r.label) and not r.is_total]
    main = [r for r in plain if r.rank == 0]
    whole_numbers = [r for r in plain if r.rank == 1]
    ranked = [main, whole_numbers, plain, rows] if main else [plain, whole_numbers, rows]
    return [partial, *ranked] if len(partial) > 1 else ranked


def _sections(table: Table) -> Iterator[Check]:
    """Yield the rows "I", "A" with the rows below them, where at least one section adds up."""
    found = [
        (whole, parts)
        for at, row in enumerate(table.rows)
        if row.rank == 0
        for whole, parts in _section(table, row, at)
    ]
    verdicts = [agreement(whole, total(parts)) for whole, parts in found]
    if not any(verdicts):
        return
    for (whole, parts), verdict in zip(found, verdicts, strict=True):
        if verdict or misses_by(whole, parts) <= _FAR:
            yield sum_check(whole, parts, verdict or _severity(whole, parts))


def _section(table: Table, row: Row, at: int) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield each number of a section's own row with those of the rows below it."""
    below: list[Row] = []
    for following in table.rows[at + 1 :]:
        if following.rank == 0 or following.is_total:
            break
        below.append(following)
    numbered = [r for r in below if r.rank == 1] or below
    for column, whole in row.cells.items():
        parts = [r.cells[column] for r in numbered if column in r.cells]
        if len(parts) > 1 and _adds(table, column, whole):
            whole, *parts = in_one_unit([whole, *parts])
            yield whole, parts


def _across(table: Table) -> Iterator[Check]:
    """Yield the total column of every row against the columns beside it that make it."""
    columns = [c for c in table.columns if not NOT_ADDED.search(table.heads.get(c, ""))]
    if len(columns) > _MOST_COLUMNS:
        return
    for at, column in enumerate(columns):
        if TOTAL_COLUMN.search(table.heads.get(column, "")):
            yield from _best(table, column, columns[:at], columns[at + 1 :])


def _best(table: Table, column: int, left: list[int], right: list[int]) -> Iterator[Check]:
    """Yield the rows under the choice of columns that comes out most often."""
    choices = [left[i:] for i in range(len(left) - 1)] + [
        right[:i] for i in range(2, len(right) + 1)
    ]
    sums = [_sums_of_rows(table, column, choice) for choice in choices]
    kept = [sum(1 for whole, parts in rows if agreement(whole, total(parts))) for rows in sums]
    if not kept:
        return
    rows, keeps = sums[kept.index(max(kept))], max(kept)
    if (not keeps and len(rows) > 1) or 2 * keeps < len(rows) - 1:
        return
    for whole, parts in rows:
        verdict = agreement(whole, total(parts))
        if verdict or misses_by(whole, parts) <= _FAR:
            yield sum_check(whole, parts, verdict or _severity(whole, parts))


def _sums_of_rows(
    table: Table, column: int, choice: list[int]
) -> list[tuple[Figure, list[Figure]]]:
    found = []
    for row in table.rows:
        parts = [row.cells[c] for c in choice if c in row.cells]
        if column in row.cells and len(parts) > 1:
            whole, *parts = in_one_unit([row.cells[column], *parts])
            found.append((whole, parts))
    return found


def _against_lead(page: Context, table: Table) -> Iterator[Check]:
    """Yield the total of the sentence that announces a table where the table has another."""
    before = page.block_before(table.start)
    totals = [row for row in table.rows if row.is_total and not row.is_partial]
    if before is None or before.kind in ("row", "heading") or len(totals) != 1:
        return
    if not page.text[before.start : min(before.end, table.start)].rstrip(" *_\n").endswith(":"):
        return
    for told in page.inside(before.start, table.start):
        same = {c: f for c, f in totals[0].cells.items() if f.unit == told.unit}
        if page.says_total(told) and not any(
            meets(interval(told), interval(f)) for f in same.values()
        ):
            yield from _against_columns(table, told, same)


def _against_columns(table: Table, told: Figure, same: dict[int, Figure]) -> Iterator[Check]:
    for column, own in same.items():
        parts = [r.cells[column] for r in table.rows if column in r.cells and not r.is_total]
        if exact_sum(parts) == exact(own) and misses_by(told, parts) <= _FAR:
            yield sum_check(told, parts, Severity.WARNING)
            return


def _rates(table: Table) -> Iterator[Check]:
    """Yield every percent of a column "Tỷ lệ" against the plan and the result of its row."""
    for rate in table.columns:
        head = table.heads.get(rate, "")
        if not RATE.search(head) or OTHER_RATE.search(head):
            continue
        plan, done = (_nearest(table, rate, pattern) for pattern in (PLAN, DONE))
        for row in table.rows:
            if plan is None or done is None or not {plan, done, rate} <= row.cells.keys():
                continue
            goal, result, percent = row.cells[plan], row.cells[done], row.cells[rate]
            if "%" in head:
                percent = replace(percent, unit="percent")
            if percent.unit == "percent" and goal.unit == result.unit:
                yield from _rate(goal, result, percent)


def _nearest(table: Table, rate: int, pattern: re.Pattern[str]) -> int | None:
    """Return the nearest column on the left with such a title that is itself no rate."""
    found = [
        c
        for c in table.columns
        if c < rate
        and pattern.search(table.heads.get(c, ""))
        and not RATE.search(table.heads.get(c, ""))
    ]
    return found[-1] if found else None


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


def _portions(table: Table) -> Iterator[Check]:
    """Yield the shares of a column "Tỷ trọng" in the total of the column they were taken of."""
    totals = [row for row in table.rows if row.is_total and not row.is_partial]
    if len(totals) != 1:
        return
    for column in table.columns:
        if PORTION.search(table.heads.get(column, "")):
            bases = [c for c in table.columns if c in totals[0].cells and c != column]
            claims = [_claims(table, totals[0], base, column) for base in bases]
            yield from _kept(max(claims, key=_holding, default=[]))


_Claim = tuple[Figure, Figure, Figure]


def _claims(table: Table, last: Row, base: int, column: int) -> list[_Claim]:
    """Return part, whole and percent of every row that has them."""
    return [
        (row.cells[base], last.cells[base], row.cells[column])
        for row in table.rows
        if row is not last
        and {base, column} <= row.cells.keys()
        and row.cells[column].unit == "percent"
        and row.cells[base].unit == last.cells[base].unit != "percent"
        and last.cells[base].value
    ]


def _verdict(claim: _Claim) -> Severity | None:
    part, whole, percent = claim
    share = quotient(interval(part), interval(whole), 100)
    return agreement(percent, share) if share else None


def _holding(claims: list[_Claim]) -> int:
    return sum(1 for claim in claims if _verdict(claim))


def _kept(claims: list[_Claim]) -> Iterator[Check]:
    """Yield the shares of a column where two at least, and half of all, come out."""
    if _holding(claims) < max(2, len(claims) / 2):
        return
    for part, whole, percent in claims:
        severity = _verdict((part, whole, percent)) or Severity.ERROR
        computed = exact(part) * 100 / exact(whole)
        told = "" if severity is Severity.OK else f"; bảng ghi {written(percent)}"
        voice = Voice(part)
        yield finding(
            CheckKind.SHARE,
            severity,
            f"{voice.bare(part.value)} : {voice.full(whole.value)} = {number(computed, 2)}%{told}",
            [part, whole, percent],
            stated=percent.value,
            computed=computed,
            why=""
            if severity is Severity.OK
            else "số liệu của dòng được sửa mà tỷ lệ chưa tính lại.",
        )
