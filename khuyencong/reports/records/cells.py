"""Rows added up as finely as any figure asks: what a report is reckoned from.

The cells of a nation are some thousands, whether it has ten đề án or a hundred thousand. They are
made of rows here, or by the database (`reports.queries.cells`): both give the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from khuyencong.reports.records.rows import STAGES, MoneyRow, Records, ResultRow

#: Where establishments stand: by name, or as a number.
FIRMS = "establishments"


class ProjectCell(NamedTuple):
    """What đề án are told apart by."""

    year: int
    source: str
    content: str
    unit: UUID | None
    reached: frozenset[str]


class MoneyCell(NamedTuple):
    """What money is told apart by."""

    year: int
    source: str
    content: str
    item: str
    unit: UUID | None


class BesideCell(NamedTuple):
    """What money beside is told apart by."""

    year: int
    kind: str
    unit: UUID | None


class ResultCell(NamedTuple):
    """What results are told apart by."""

    year: int
    source: str
    content: str
    unit: UUID | None
    kind: str
    variant: str
    bound: str
    bounded: str


@dataclass(slots=True)
class Amounts:
    """Đồng by step, and how many rows have some of each."""

    sums: list[int] = field(default_factory=lambda: [0] * len(STAGES))
    rows: list[int] = field(default_factory=lambda: [0] * len(STAGES))

    def add(self, amounts: Sequence[int]) -> None:
        """Add one row."""
        for at, amount in enumerate(amounts):
            if amount:
                self.sums[at] += amount
                self.rows[at] += 1

    def add_cell(self, told: Sequence[tuple[int, int, int]]) -> None:
        """Add rows that are added up already: (place of the step, đồng, how many rows)."""
        for at, amount, rows in told:
            self.sums[at] += amount
            self.rows[at] += rows


@dataclass(slots=True)
class Counts:
    """Sums of the columns of results with how many rows tell each; firms that stand by name."""

    rows: int = 0
    columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    named: int = 0
    names: set[UUID] = field(default_factory=set)

    def add(self, row: ResultRow) -> None:
        """Add one row: where its firms stand by name, their number is that of the names."""
        self.rows += 1
        for name, value in row.values:
            if name != FIRMS or row.names is None:
                total, rows = self.columns.get(name, (0, 0))
                self.columns[name] = (total + value, rows + 1)
        if row.names is not None:
            self.named += 1
            self.names |= row.names


#: Counts of đề án that carry money of a step, by some columns of the money.
Carrying = Callable[[tuple[str, ...], str], dict[tuple[Hashable, ...], int]]


@dataclass
class Cells:
    """The rows of a report, added up."""

    projects: dict[ProjectCell, int] = field(default_factory=dict)
    money: dict[MoneyCell, Amounts] = field(default_factory=dict)
    beside: dict[BesideCell, tuple[int, int]] = field(default_factory=dict)
    results: dict[ResultCell, Counts] = field(default_factory=dict)
    #: How often a trade is told under a content.
    trades: Counter[tuple[str, str]] = field(default_factory=Counter)
    carrying: Carrying = lambda _names, _stage: {}

    def __bool__(self) -> bool:
        return bool(self.projects or self.results)


def cells_of(records: Records) -> Cells:
    """Return the cells of rows."""
    cells = Cells(carrying=_carrying(records.money))
    for row in records.projects:
        project = ProjectCell(row.year, row.source, row.content, row.unit, row.reached)
        cells.projects[project] = cells.projects.get(project, 0) + 1
    for money in records.money:
        cell = MoneyCell(money.year, money.source, money.content, money.item, money.unit)
        cells.money.setdefault(cell, Amounts()).add(money.amounts)
    for beside in records.beside:
        key = BesideCell(beside.year, beside.kind, beside.unit)
        total, rows = cells.beside.get(key, (0, 0))
        cells.beside[key] = (total + beside.amount, rows + 1)
    for result in records.results:
        told = ResultCell(*(getattr(result, name) for name in ResultCell._fields))
        cells.results.setdefault(told, Counts()).add(result)
        cells.trades.update(_trades(result))
    return cells


def _trades(row: ResultRow) -> Iterable[tuple[str, str]]:
    return ((row.content, value) for name, value in row.details if name == "trade" and value)


def _carrying(rows: Sequence[MoneyRow]) -> Carrying:
    def counted(names: tuple[str, ...], stage: str) -> dict[tuple[Hashable, ...], int]:
        there: dict[tuple[Hashable, ...], set[Any]] = {}
        for row in rows:
            if row.at(stage):
                key = tuple(getattr(row, name) for name in names)
                there.setdefault(key, set()).add(row.project)
        return {key: len(ids) for key, ids in there.items()}

    return counted
