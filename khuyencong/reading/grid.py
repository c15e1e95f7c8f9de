"""Tables: what a cell's number means by its column, its row and the unit line above the table."""

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Block, YearSpan
from khuyencong.reading.numerals import TOKEN
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource

_SPACED_CELL = re.compile(r"\S(?:[^\S\n]?\S)*")
_ROMAN = re.compile(r"[\s*_]*[ivx]+[\s.)*_]*$")
_SEPARATOR = re.compile(r"[\s|:=+.-]*$")
_UNIT_LINE = re.compile(r"(?:đvt|đơn vị(?: tính)?)\s*[:(]\s*(?P<unit>[^\n|\t)]{1,30})")
_MONEY_UNIT = re.compile(
    r"(?P<scale>(?:1\.000|nghìn|ngàn|triệu|tr\.?|tỷ|tỉ)\s*)?(?P<money>đồng|đ\b|vnđ|vnd)"
    r"|\btrđ\b|\btriệu\b|\btỷ\b"
)
_MONEY_COLUMN = re.compile(
    r"\b(?:kinh phí|số tiền|vốn|tổng mức|đối ứng|thành tiền|hỗ trợ|ngân sách|kcqg|kcđp|giá trị"
    r"|doanh thu|đầu tư|tiền|nstw|nsđp|nsnn|dự toán|giải ngân|quyết toán)\b"
)
_NUMBER_COLUMN = re.compile(r"^\W*(?:stt|tt|số tt|số thứ tự|thứ tự)\W*$")
_UNIT_COLUMN = re.compile(r"^\W*(?:đvt|đơn vị(?: tính)?)\W*$")
_LAST_BRACKET = re.compile(r"\(([^()0-9\n]{2,24})\)\W*$")
#: Columns of one and the same thing, whose unit stands above the table.
_SAME_COLUMN = re.compile(r"^\W*(?:tổng|cộng|tổng cộng|tổng số|kh|th|kế hoạch|thực hiện|ước)\b")
_SHARE_COLUMN = re.compile(r"%|\b(?:tỷ lệ|tỷ trọng|tỉ lệ|tỉ trọng|so sánh)\b")
_YEAR_CELL = re.compile(r"^[^0-9]*((?:19|20)[0-9]{2})[^0-9]*$")
_TOTAL_ROW = re.compile(r"^[\W]*(?:tổng|cộng|tổng cộng|tổng số)\b")
_COLUMN_KINDS = (
    (re.compile(r"\bkế hoạch thực hiện\b"), FigureKind.PLAN),
    (re.compile(r"\bước\b|\bthực hiện\b|\bkết quả\b|\bth\b|\bđạt\b"), FigureKind.RESULT),
    (
        re.compile(r"\bkế hoạch\b|\bkh\b|\bdự kiến\b|\bđăng ký\b|\bđược giao\b|\bgiao\b"),
        FigureKind.PLAN,
    ),
    (re.compile(r"\bmục tiêu\b|\bchỉ tiêu\b"), FigureKind.TARGET),
)
_SCALES = {
    "1.000": 1000,
    "nghìn": 1000,
    "ngàn": 1000,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column or a row tells about the numbers in it; None where it is silent."""

    unit: str | None = None
    scale: int = 1
    source: FundingSource | None = None
    activity: Activity | None = None
    kind: FigureKind | None = None
    period: YearSpan | None = None
    marker: bool = False  # the column of running numbers
    unit_column: bool = False

    def over(self, other: "Meaning") -> "Meaning":
        """Return this meaning, with what it is silent about taken from another."""
        unit, scale = (self.unit, self.scale) if self.unit else (other.unit, other.scale)
        return Meaning(
            unit,
            scale,
            self.source or other.source,
            self.activity or other.activity,
            self.kind or other.kind,
            self.period or other.period,
            self.marker or other.marker,
            self.unit_column or other.unit_column,
        )


def meanings_of(sheet: Sheet) -> dict[int, Meaning]:
    """Return the start of each group of digits in a table's body → what the table says of it."""
    found: dict[int, Meaning] = {}
    for is_row, run in groupby(sheet.blocks, key=lambda b: b.kind == "row"):
        for blocks in _parted(sheet, list(run)) if is_row else ():
            _table(sheet, blocks, found)
    return found


def _parted(sheet: Sheet, blocks: list[Block]) -> list[list[Block]]:
    """Part two tables that only a blank line keeps apart: the second has a head of its own."""
    tables = [blocks[:1]]
    for before, block in pairwise(blocks):
        words = sheet.script.low[block.start : block.end]
        blank = sheet.script.text.count("\n", before.end, block.start) > 1
        bare = not TOKEN.search(words) and not _SEPARATOR.match(words)
        if blank and bare:
            tables.append([])
        tables[-1].append(block)
    return tables


def _table(sheet: Sheet, blocks: list[Block], found: dict[int, Meaning]) -> None:
    rows = [
        _cells(sheet, b) for b in blocks if not _SEPARATOR.match(sheet.script.low[b.start : b.end])
    ]
    if len(rows) < 2:
        return
    above = _unit_above(sheet, blocks[0].start)
    depth = 2 if len(rows) > 2 and _is_second_head(sheet, rows[0], rows[1]) else 1
    columns = _columns(sheet, rows[:depth], above)
    for row in rows[depth:]:
        lacking = len(columns) - len(row)
        if lacking > 0 and sheet.script.text[row[0][0] - 1 : row[0][0]] not in ("|", "\t"):
            row = [(row[0][0], row[0][0])] * lacking + row  # set in spaces: the left ones lack
        _row(sheet, columns, row, found, above)


def _is_second_head(sheet: Sheet, first: list[Cell], second: list[Cell]) -> bool:
    """Tell a row of sub-headings: as many cells, none with a number, some left empty above it."""
    if len(first) != len(second):
        return False
    words = [sheet.script.low[a:b].strip(" *_") for a, b in second]
    bare = all(_YEAR_CELL.match(w) or not TOKEN.search(w) for w in words)
    empty = any(not sheet.script.low[a:b].strip() for a, b in first) or "" in words
    return bare and empty and sum(len(w) > 1 for w in words) > 1


def _columns(sheet: Sheet, heads: list[list[Cell]], above: Meaning) -> list[Meaning]:
    """Return what each column means; a heading over several columns speaks for all of them."""
    low = sheet.script.low
    groups: list[Cell] = []
    for cell in heads[0]:
        spans = len(heads) > 1 and groups and not low[cell[0] : cell[1]].strip()
        groups.append(groups[-1] if spans else cell)
    columns = [_column(sheet, cell, above) for cell in groups]
    for under in heads[1:]:
        columns = [
            _column(sheet, cell, Meaning() if column.unit else above).over(column)
            for cell, column in zip(under, columns, strict=True)
        ]
    return columns


def _cells(sheet: Sheet, block: Block) -> list[Cell]:
    """Return the cells of a row; the frame of a Markdown row is none."""
    text = sheet.script.text
    start, end = block.start, block.end
    if "|" not in text[start:end] and "\t" not in text[start:end]:
        return [m.span() for m in _SPACED_CELL.finditer(text, start, end)]
    if text[start] == "|":
        start += 1
    if text[end - 1] == "|":
        end -= 1
    edges = [start - 1, *(m.start() for m in re.finditer(r"[|\t]", text[start:end]))]
    edges = [start - 1] + [start + e for e in edges[1:]] + [end]
    return [(a + 1, b) for a, b in pairwise(edges)]


def _unit_above(sheet: Sheet, start: int) -> Meaning:
    low = sheet.script.low
    lines = [*_UNIT_LINE.finditer(low, max(0, start - 250), start)]
    if lines:
        return _unit_cell(sheet, lines[-1].span("unit"))
    line = low[max(0, start - 250) : start].rstrip().rpartition("\n")[2]
    bracket = _LAST_BRACKET.search(line)
    return money_of(bracket[1]) if bracket else Meaning()


def money_of(words: str) -> Meaning:
    """Read "(triệu đồng)", "1.000 đồng", "trđ"; silent where no money is named."""
    match = _MONEY_UNIT.search(words)
    if match is None:
        return Meaning()
    if match["money"]:
        return Meaning("VND", _SCALES.get((match["scale"] or "").strip(" ."), 1))
    return Meaning("VND", 10**9 if "tỷ" in match[0] else 10**6)


def _column(sheet: Sheet, cell: Cell, above: Meaning) -> Meaning:
    words = sheet.script.low[cell[0] : cell[1]]
    if _NUMBER_COLUMN.match(words):
        return Meaning(marker=True)
    if _UNIT_COLUMN.match(words):
        return Meaning(unit_column=True)
    year = _YEAR_CELL.match(words)
    period = YearSpan(int(year[1]), int(year[1])) if year else None
    kind = next((k for pattern, k in _COLUMN_KINDS if pattern.search(words)), None)
    meaning = Meaning(source=_only(sheet, "source", cell), kind=kind, period=period)
    counted = _counted(sheet, cell, words, above)
    if kind and counted.unit == "document":
        counted = Meaning()  # "Kế hoạch | Thực hiện" count what stands above them
    if not counted.unit and above.unit and (kind or period or _SAME_COLUMN.match(words)):
        counted = Meaning(above.unit, above.scale)
    return counted.over(meaning)


def _counted(sheet: Sheet, cell: Cell, words: str, above: Meaning) -> Meaning:
    """Return the unit that a heading cell gives: percent, money by its words, else its noun."""
    if _SHARE_COLUMN.search(words):
        return Meaning("percent")
    money = money_of(words)
    if money.unit:
        return money
    if _MONEY_COLUMN.search(words):
        return above if above.unit else Meaning()
    nouns = sheet.hits["unit"].within(*cell)
    counted = [
        h for h in nouns if re.search(r"\bsố(?: lượng)?\s*$", sheet.script.low[cell[0] : h[0]])
    ]
    counted += [h for h in nouns if not sheet.script.low[cell[0] : h[0]].strip(" *_(")]
    return Meaning(counted[0][2]) if counted else Meaning()


def _only(sheet: Sheet, purpose: str, cell: Cell) -> FundingSource | None:
    found = {h[2] for h in sheet.hits[purpose].within(*cell)} - {None}
    return next(iter(found)) if len(found) == 1 else None


def _row(
    sheet: Sheet,
    columns: list[Meaning],
    row: list[Cell],
    found: dict[int, Meaning],
    above: Meaning,
) -> None:
    label = _label(sheet, columns, row, above)
    for column, cell in zip(columns, row, strict=False):
        meaning = replace(column.over(label), marker=column.marker)
        for token in TOKEN.finditer(sheet.script.low, *cell):
            found[token.start()] = meaning


def _label(sheet: Sheet, columns: list[Meaning], row: list[Cell], above: Meaning) -> Meaning:
    """Return what the words of a row tell: its content, source, and unit."""
    low = sheet.script.low
    unit = Meaning()
    for column, cell in zip(columns, row, strict=False):
        if column.unit_column:
            unit = _unit_cell(sheet, cell)
    worded = [
        c
        for c in row
        if re.search(r"[^\W\d_]{2}", low[c[0] : c[1]]) and not _ROMAN.match(low[c[0] : c[1]])
    ]
    if not worded:
        return unit
    span = (worded[0][0], worded[0][1])
    activities: list[Hit] = sheet.hits["activity"].within(*span)
    total = _TOTAL_ROW.match(low[span[0] : span[1]])
    activity = activities[0][2] if activities else (Activity.TOTAL if total else None)
    in_brackets = re.search(r"\(([^)]*)\)", low[span[0] : span[1]])
    bracket = money_of(in_brackets[1]) if in_brackets else Meaning()
    told = Meaning(source=_only(sheet, "source", span), activity=activity)
    if not unit.unit and not bracket.unit and any(c.period for c in columns):
        bracket = _counted(sheet, span, low[span[0] : span[1]], above)
    return (unit if unit.unit else bracket).over(told)


def _unit_cell(sheet: Sheet, cell: Cell) -> Meaning:
    words = sheet.script.low[cell[0] : cell[1]].strip()
    if words == "%":
        return Meaning("percent")
    money = money_of(words)
    if money.unit:
        return money
    nouns = sheet.hits["unit"].within(*cell)
    return Meaning(nouns[0][2]) if nouns else Meaning()
