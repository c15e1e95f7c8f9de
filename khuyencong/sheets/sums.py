"""What totals state, held against the rows they stand for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khuyencong.sheets.model import Kind, Type
from khuyencong.sheets.remarks import ACCEPTED, Level, Option, Remark
from khuyencong.values.money import MoneyUnit, format_in
from khuyencong.values.numbers import format_number

if TYPE_CHECKING:
    from khuyencong.sheets.understanding import Line

Stated = Mapping[str, tuple[str, int | None]]
_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not the sum of its rows: where it stands, of which column, both figures."""

    at: str
    row: int
    column: str
    stated: str
    found: str
    #: Somebody said that the file itself is wrong: it may be entered, and stays told.
    accepted: bool


@dataclass
class _Group:
    """The rows under one section, or all of them."""

    number: str
    title: str
    row: int
    stated: Stated
    sums: dict[str, int] = field(default_factory=dict)
    #: By column: the cells that nobody can add yet.
    unclear: dict[str, list[str]] = field(default_factory=dict)
    rows: int = 0

    @property
    def depth(self) -> int:
        return 1 if _ROMAN.fullmatch(self.number.rstrip(".")) else 0

    def add(self, line: "Line", kind: Kind) -> None:
        self.rows += 1
        for code in kind.added:
            value = line.values.get(code)
            if isinstance(value, int):
                self.sums[code] = self.sums.get(code, 0) + value
        for remark in line.remarks:
            if remark.level is not Level.NOTE and remark.column:
                self.unclear.setdefault(remark.column, []).append(remark.at)


class Sums:
    """The sums of a sheet while it is gone through."""

    def __init__(self, kind: Kind, answers: Mapping[str, str]) -> None:
        self._kind, self._answers = kind, answers
        self._all = _Group("", "", 0, {})
        self._open: list[_Group] = []
        self._last: _Group | None = None
        self._found: list[Remark] = []
        #: Every total that does not agree, accepted or not.
        self.differences: list[Difference] = []
        self._grand: tuple[int, Stated] | None = None

    @property
    def has_rows(self) -> bool:
        """Tell whether a record was met already."""
        return self._all.rows > 0

    def add(self, line: "Line") -> None:
        """Count a record."""
        self._all.add(line, self._kind)
        for group in self._open:
            group.add(line, self._kind)

    def open(self, number: str, title: str, row: int, stated: Stated) -> None:
        """Begin a section; those that stand beside or below it end."""
        group = _Group(number, title, row, stated)
        while self._open and self._open[-1].depth >= group.depth:
            self._close(self._open.pop())
        self._open.append(group)

    def total(self, words: str, row: int, stated: Stated) -> None:
        """Hold a total row against what it stands for: its section, or all rows."""
        if words.startswith("tong") or not self._open:
            if words.startswith("tong") or not self._last:
                self._grand = (row, stated) if not self.has_rows else None
                if self.has_rows:
                    self._check(self._all, row, stated, "các dòng")
            return
        group = self._meant(words)
        self._check(group, row, stated, f"mục {group.number or group.title[:40]}")
        while self._open and self._open[-1] is not group:
            self._close(self._open.pop())

    def closing(self) -> Iterator[Remark]:
        """Yield what does not agree, once all rows were met."""
        while self._open:
            self._close(self._open.pop())
        if self._grand:
            self._check(self._all, self._grand[0], self._grand[1], "các dòng")
            self._grand = None
        yield from self._found
        self._found = []

    def _meant(self, words: str) -> _Group:
        tail = words.split()[-1] if words.split() else ""
        for group in self._open:
            if group.number.rstrip(".").lower() == tail:
                return group
        return self._open[-1]

    def _close(self, group: _Group) -> None:
        self._last = group
        if group.stated and group.rows:
            self._check(group, group.row, group.stated, f"mục {group.number or group.title[:40]}")

    def _check(self, group: _Group, row: int, stated: Stated, of: str) -> None:
        for code, (where, value) in stated.items():
            found = group.sums.get(code, 0)
            if value is None or value == found:
                continue
            column = self._kind.column(code)
            shown = _money if column.type is Type.MONEY else format_number
            accepted = self._answers.get(where, "").startswith(ACCEPTED)
            self.differences.append(
                Difference(where, row, column.label, shown(value), shown(found), accepted)
            )
            if accepted:
                continue
            unclear = group.unclear.get(code, [])
            text = (
                f"Tổng ghi {shown(value)}; cộng {of} được {shown(found)}."
                f" Lệch {shown(abs(value - found))}."
            )
            if unclear:
                text += f" Còn {len(unclear)} ô chưa rõ ({', '.join(unclear[:3])}): sửa rồi so lại."
                self._found.append(Remark(where, Level.NOTE, text, (), False, row, code))
                continue
            options = (Option("Ghi nhận lệch", f"{ACCEPTED}lệch trong tệp gốc"),)
            self._found.append(Remark(where, Level.ERROR, text, options, False, row, code))


def _money(amount: int) -> str:
    return format_in(amount, MoneyUnit.MILLION if amount % 1000 == 0 else MoneyUnit.DONG)
