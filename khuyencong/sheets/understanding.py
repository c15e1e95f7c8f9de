"""A sheet gone through once: head, rows, sections, totals, notes; typed values and remarks.

Rows of sections and totals are never taken for records; what they state is held against the sum of
the rows they stand for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from khuyencong.sheets.cells import Asked, Value, answered, chosen, read_cell
from khuyencong.sheets.grid import Cell, Grid, Merge, Row, address, column_name
from khuyencong.sheets.heads import Head, find_head, is_numbered, words_of
from khuyencong.sheets.model import Column, Kind, Type
from khuyencong.sheets.opening import HEAD_WITHIN
from khuyencong.sheets.remarks import Level, Option, Remark
from khuyencong.sheets.sums import Difference, Sums
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import MoneyUnit
from khuyencong.values.text import clean

NO_HEAD = (
    "Không nhận ra bảng “{label}” trong tờ “{sheet}”: cần một dòng tên cột có ít nhất {needed}."
    " Xin xem tệp mẫu."
)
#: Of a sheet that names no unit, so many rows are looked at before it is asked.
LOOKED_AT = 200
#: Columns whose cells repeat themselves, and how many different ones are remembered.
REPEATED = frozenset({Type.CHOICE, Type.PLACE, Type.YES, Type.TEXT, Type.DATE})
MEMORY = 20_000
#: Money of a đề án in đồng is never smaller than this.
SMALLEST = 100_000
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)\b")
_NOTE = re.compile(
    r"(?:ghi chu|luu y|nguon|nguoi lap|thu truong|giam doc|pho giam doc|ke toan|noi nhan|"
    r"truong phong|ngay \d|ngay thang|chu thich|lap bieu|nguoi ky|tm )"
)
_ROMAN = re.compile(r"[IVXLC]+\.?")
_LETTER = re.compile(r"[A-ZĐ]\.?")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*\.?")


class Role(StrEnum):
    """What a row of the sheet is."""

    ABOVE = "above"
    HEAD = "head"
    NUMBERS = "numbers"
    SECTION = "section"
    TOTAL = "total"
    RECORD = "record"
    NOTE = "note"
    BLANK = "blank"


@dataclass(slots=True)
class Line:
    """One row: its number as Excel counts, what it is, its cells, and its values by column."""

    number: int
    role: Role
    cells: Row
    values: dict[str, Value] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    section: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing of it is wrong or asked."""
        return not any(r.level is not Level.NOTE for r in self.remarks)


@dataclass
class Understanding:
    """How a sheet is understood; `lines()` goes through it, after which `about` is complete."""

    grid: Grid
    kind: Kind
    head: Head
    unit: MoneyUnit
    year: int | None
    answers: Mapping[str, str]
    #: Remarks about the sheet as a whole, and about its totals once it was gone through.
    about: list[Remark] = field(default_factory=list)
    #: Totals that are not the sum of their rows, once it was gone through.
    differences: list[Difference] = field(default_factory=list)

    def place_of(self, code: str) -> int | None:
        """Return the sheet column of a column of the kind."""
        return next((at for at, c in self.head.columns.items() if c.code == code), None)

    def lines(self) -> Iterator[Line]:
        """Yield every row of the sheet, in order."""
        self.about = [r for r in self.about if r.row == 0]
        yield from _Pass(self).lines()


def understand(grid: Grid, kind: Kind, answers: Mapping[str, str] | None = None) -> Understanding:
    """Return how the grid holds records of the kind; Unreadable where no head is recognised.

    `answers` are what a person said before, by the cell or by the word of the remark.
    """
    told = dict(answers or {})
    top: list[Row] = list(islice(grid.rows, HEAD_WITHIN))
    head = find_head(top, grid.merges, kind)
    if head is None:
        needed = " và ".join(
            f"“{c.label}”"
            for c in kind.columns
            if c.required and not (c.from_section or c.from_title)
        )
        raise Unreadable(NO_HEAD.format(label=kind.label, sheet=grid.name, needed=needed))
    found = Understanding(grid, kind, head, head.unit or MoneyUnit.DONG, head.year, told)
    _settle_unit(found)
    _settle_year(found)
    found.about += list(_unused(found))
    return found


def _settle_unit(found: Understanding) -> None:
    """Take the unit that the sheet names, else that of an answer; ask where figures are small."""
    money = [at for at, c in found.head.columns.items() if c.type is Type.MONEY]
    bare = [at for at in money if at not in found.head.units]
    if not bare or found.head.unit:
        return
    answer = found.answers.get("unit", "")
    units = {str(unit): unit for unit in MoneyUnit}
    if answer in units:
        found.unit = units[answer]
        return
    small = any(_is_small_money(row, bare) for row in _sample(found))
    if small:
        options = tuple(Option(unit.label, str(unit)) for unit in MoneyUnit)
        text = "Biểu không ghi đơn vị tính của tiền: các số tính bằng gì?"
        found.about.append(Remark("unit", Level.QUESTION, text, options))


def _sample(found: Understanding) -> Iterator[Row]:
    return islice(found.grid.rows, found.head.last + 1, found.head.last + 1 + LOOKED_AT)


def _is_small_money(row: Row, columns: list[int]) -> bool:
    if is_numbered(row):
        return False
    told = [row[at] for at in columns if at < len(row)]
    return any((not isinstance(one, str | bool) and isinstance(one, int) and 0 < one < SMALLEST)
               or (isinstance(one, str) and one.strip().isdigit() and 0 < int(one) < SMALLEST)
               for one in told)  # fmt: skip


def _settle_year(found: Understanding) -> None:
    column = next((c for c in found.kind.columns if c.from_title), None)
    if column is None or found.place_of(column.code) is not None:
        return
    answer = found.answers.get("year", "")
    if answer:
        try:
            value = answered(answer, column, found.unit)
            found.year = value if isinstance(value, int) else found.year
        except Asked as asked:
            found.about.append(Remark("year", Level.ERROR, asked.text, typed=True))
            return
    if found.year is None:
        text = "Biểu không có cột năm, tiêu đề cũng không nói: các dòng này của năm nào?"
        found.about.append(Remark("year", Level.QUESTION, text, typed=True))


def _unused(found: Understanding) -> Iterator[Remark]:
    """Yield what is in the file and not taken: columns without a meaning, what is hidden."""
    grid, head = found.grid, found.head
    for at, label in head.unknown.items():
        hidden = " (đang ẩn)" if at in grid.hidden_columns else ""
        text = f"Cột {column_name(at)}{hidden} “{label[:80]}” không dùng đến: sẽ không nhập."
        yield Remark(f"column:{column_name(at)}", Level.NOTE, text)
    for at in sorted(grid.hidden_columns & set(head.columns)):
        text = (
            f"Cột {column_name(at)} “{head.labels[at][:80]}” bị ẩn trong tệp."
            " Có dùng các giá trị ẩn này không?"
        )
        key = f"hidden:{column_name(at)}"
        if found.answers.get(key) not in ("use", "leave"):
            options = (Option("Dùng", "use"), Option("Không dùng", "leave"))
            yield Remark(key, Level.QUESTION, text, options)
    hidden_rows = [row + 1 for row in sorted(grid.hidden_rows) if row > head.last]
    if hidden_rows and found.answers.get("hidden:rows") not in ("use", "leave"):
        shown = ", ".join(map(str, hidden_rows[:12])) + (" …" if len(hidden_rows) > 12 else "")
        why = "bộ lọc đang bật" if grid.has_filter else "bị ẩn"
        options = (Option("Dùng", "use"), Option("Không dùng", "leave"))
        text = f"{len(hidden_rows)} dòng {why} (dòng {shown}). Có nhập các dòng ấy không?"
        yield Remark("hidden:rows", Level.QUESTION, text, options)
    for sheet in grid.sheets:
        if sheet.name != grid.name and sheet.rows:
            word = "ẩn, " if sheet.is_hidden else ""
            text = f"Tờ “{sheet.name[:60]}” ({word}{sheet.rows} dòng) không dùng đến."
            yield Remark(f"sheet:{sheet.name}", Level.NOTE, text)


class _Pass:
    """One going-through: the section it is in, the sums so far, what merged cells carry down."""

    def __init__(self, of: Understanding) -> None:
        self.of, self.head, self.kind = of, of.head, of.kind
        self.sums = Sums(of.kind, of.answers)
        self.section = ""
        self.ended = False
        self.head_words = self._words_of_head()
        self.carried = _carried(of.grid.merges, of.head)
        self.shown: dict[int, Cell] = {}
        #: What cells that repeat themselves were read as.
        self.known: dict[tuple[int, Cell], Value] = {}
        hidden_rows = of.answers.get("hidden:rows") != "use"
        self.left_out = of.grid.hidden_rows if hidden_rows else frozenset()
        self.columns = [
            (at, column, of.head.units.get(at, of.unit))
            for at, column in of.head.columns.items()
            if not (at in of.grid.hidden_columns
                    and of.answers.get(f"hidden:{column_name(at)}") != "use")
        ]  # fmt: skip
        self.at = {column.code: at for at, column, _ in self.columns}
        self.required = [c for c in of.kind.columns if c.required]

    def lines(self) -> Iterator[Line]:
        for index, row in enumerate(self.of.grid.rows):
            if index <= self.head.last:
                yield Line(index + 1, Role.HEAD if index >= self.head.first else Role.ABOVE, row)
                continue
            line = self._line(index, row)
            yield line
        self.of.about += self.sums.closing()
        self.of.differences = self.sums.differences

    def _line(self, index: int, row: Row) -> Line:
        if index in self.carried:
            row = self._filled(index, row)
        role = self._role(index, row)
        line = Line(index + 1, role, row, section=self.section)
        if role is Role.RECORD:
            self._read(line)
            self.sums.add(line)
        elif role is Role.SECTION:
            self.section = line.section = self._title(row)
            self.sums.open(self._number(row), self.section, index + 1, self._stated(line))
        elif role is Role.TOTAL:
            words = next(filter(None, (words_of(cell) for cell in row)), "")
            self.sums.total(words, index + 1, self._stated(line))
            self.ended = self.ended or (self.sums.has_rows and not words.startswith("cong"))
        return line

    # --- what a row is ---------------------------------------------------------------------------

    def _role(self, index: int, row: Row) -> Role:
        number = self._number(row)
        if index not in self.left_out and number.isdigit() and self._has_name(row):
            return Role.RECORD  # the usual row: nothing else is looked at
        texts = [cell for cell in row if cell is not None and str(cell).strip()]
        if not texts:
            return Role.BLANK
        return Role.NOTE if index in self.left_out else self._unusual(row, texts, number)

    def _unusual(self, row: Row, texts: Sequence[Cell], number: str) -> Role:
        words = next(filter(None, (words_of(cell) for cell in row)), "")
        if is_numbered(row) and not self.sums.has_rows:
            return Role.NUMBERS
        if self._repeats_head(row):
            return Role.HEAD
        if is_numbered(row) and self._numbers_all(row):
            return Role.NUMBERS
        if self._is_total(row):
            return Role.TOTAL
        if _NOTE.match(words) and not number:
            return Role.NOTE
        told = sum(1 for at, _, _ in self.columns if at < len(row) and row[at] is not None)
        if self._is_section(row, number, told):
            return Role.SECTION
        if number and _PLAIN_NUMBER.fullmatch(number):
            return Role.RECORD
        if self.ended or told == 0 or (told == 1 and len(texts) == 1):
            return Role.NOTE
        return Role.RECORD

    def _has_name(self, row: Row) -> bool:
        at = self.at.get(self.required[0].code)
        name = row[at] if at is not None and at < len(row) else None
        return isinstance(name, str) and not _TOTAL.match(words_of(name))

    def _number(self, row: Row) -> str:
        at = self.head.number
        return (
            clean(str(row[at])) if at is not None and at < len(row) and row[at] is not None else ""
        )

    def _is_total(self, row: Row) -> bool:
        for cell in row[:4]:
            words = words_of(cell)
            if words:
                plain = not re.match(
                    r"cong (?:ty|nghiep|nghe|cu|ngh|trinh|tac|dong|xuong)\b", words
                )
                return bool(_TOTAL.match(words)) and plain and self._sum_words(words)
        return False

    @staticmethod
    def _sum_words(words: str) -> bool:
        """Tell a total from a firm that begins with "Tổng": "Tổng công ty …" is none."""
        return not words.startswith(("tong cong ty", "tong dai ly"))

    def _is_section(self, row: Row, number: str, told: int) -> bool:
        if _ROMAN.fullmatch(number) or _LETTER.fullmatch(number):
            return True
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if self.ended or len(texts) != 1 or told > 1 or number:
            return False
        bare = texts[0].strip()
        return bool(re.match(r"(?:[IVXLC]+|[A-ZĐ])[.)/-] ", bare)) or (
            len(row) > 0 and self._spans(bare)
        )

    def _spans(self, text: str) -> bool:
        """Tell whether a lone text is the title of a section that the kind knows."""
        return any(
            column.from_section and chosen(text, column) and len(text) < 120
            for column in self.kind.columns
        )

    def _words_of_head(self) -> list[dict[int, str]]:
        told = []
        for row in islice(self.of.grid.rows, self.head.first, self.head.last + 1):
            told.append({at: words_of(cell) for at, cell in enumerate(row) if words_of(cell)})
        return told

    def _repeats_head(self, row: Row) -> bool:
        words = {at: words_of(cell) for at, cell in enumerate(row) if words_of(cell)}
        return bool(words) and words in self.head_words

    def _numbers_all(self, row: Row) -> bool:
        return sum(cell is not None for cell in row) >= len(self.columns)

    def _title(self, row: Row) -> str:
        texts = [clean(cell) for at, cell in enumerate(row)
                 if isinstance(cell, str) and at != self.head.number and cell.strip()]  # fmt: skip
        return max(texts, key=len, default="")[:200]

    # --- values ----------------------------------------------------------------------------------

    def _filled(self, index: int, row: Row) -> Row:
        """Return the row with what vertically merged cells carry down; never money twice."""
        row = list(row)
        for column, first in self.carried[index].items():
            row += [None] * (column + 1 - len(row))
            if index == first:
                self.shown[column] = row[column]
            elif row[column] is None:
                row[column] = self.shown.get(column)
        return row

    def _read(self, line: Line) -> None:
        row, values, answers = line.cells, line.values, self.of.answers
        known = self.known
        for at, column, unit in self.columns:
            cell = row[at] if at < len(row) else None
            if cell is None and not answers:
                continue
            where = address(line.number - 1, at) if answers else ""
            try:
                if answers and where in answers:
                    values[column.code] = answered(answers[where], column, unit)
                elif (at, cell) in known and type(cell) is str:
                    values[column.code] = known[at, cell]
                else:
                    value = read_cell(cell, column, unit)
                    if value is not None:
                        values[column.code] = value
                        if type(cell) is str and column.type in REPEATED and len(known) < MEMORY:
                            known[at, cell] = value
            except Asked as asked:
                where = where or address(line.number - 1, at)
                line.remarks.append(_asked(where, asked, line, column))
        self._fill_in(line)
        self._require(line)

    def _fill_in(self, line: Line) -> None:
        """Let section and title tell what no column does."""
        for column in self.kind.columns:
            if column.code in line.values:
                continue
            if column.from_section and self.section:
                found = chosen(self.section, column)
                if found:
                    line.values[column.code] = found
            elif column.from_title and self.of.year and column.code not in self.at:
                line.values[column.code] = self.of.year

    def _require(self, line: Line) -> None:
        for column in self.required:
            if line.values.get(column.code) is not None:
                continue
            at = self.at.get(column.code)
            if at is None:
                if column.from_title:
                    continue  # asked once, for the whole sheet
                key = f"{column.code}:{line.number}"
                if key in self.of.answers:
                    self._answer_missing(line, column, key)
                    continue
                options = tuple(Option(label, f"value:{code}")
                                for code, label in column.labels.items())  # fmt: skip
                text = f"Chưa rõ {column.label.lower()}: biểu không có cột này."
                line.remarks.append(
                    Remark(key, Level.QUESTION, text, options, True, line.number, column.code)
                )
                continue
            where = address(line.number - 1, at)
            if not any(remark.at == where for remark in line.remarks):
                text = f"Chưa ghi {column.label.lower()}."
                line.remarks.append(
                    Remark(where, Level.ERROR, text, (), True, line.number, column.code)
                )

    def _answer_missing(self, line: Line, column: Column, key: str) -> None:
        try:
            line.values[column.code] = answered(self.of.answers[key], column, self.of.unit)
        except Asked as asked:
            line.remarks.append(_asked(key, asked, line, column))

    def _stated(self, line: Line) -> dict[str, tuple[str, int | None]]:
        """Return for each column that adds up the cell of a total and the figure it states."""
        told: dict[str, tuple[str, int | None]] = {}
        for at, column, unit in self.columns:
            if column.code not in self.kind.added or at >= len(line.cells):
                continue
            where = address(line.number - 1, at)
            try:
                value = read_cell(line.cells[at], column, unit)
            except Asked:
                told[column.code] = (where, None)
                continue
            if isinstance(value, int):
                told[column.code] = (where, value)
        return told


def _asked(at: str, asked: Asked, line: Line, column: Column) -> Remark:
    return Remark(at, asked.level, asked.text, asked.options, True, line.number, column.code)


def _carried(merges: list[Merge], head: Head) -> dict[int, dict[int, int]]:
    """Return for each row the columns that a vertical merge covers, with its first row."""
    rows: dict[int, dict[int, int]] = {}
    for top, left, bottom, right in merges:
        if bottom == top or top <= head.last or left != right:
            continue
        column = head.columns.get(left)
        if column is None or column.type in (Type.MONEY, Type.COUNT):
            continue
        for row in range(top, bottom + 1):
            rows.setdefault(row, {})[left] = top
    return rows
