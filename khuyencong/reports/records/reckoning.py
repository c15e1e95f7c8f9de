"""Every number of a report, reckoned from its cells; its rows are taken when they are opened."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

from khuyencong.reports.records.cells import FIRMS, Cells, Counts, ResultCell, cells_of
from khuyencong.reports.records.rows import STAGES, DutyRow, Records, ResultRow, Row
from khuyencong.results.kinds import KINDS, Feed
from khuyencong.results.queries.totals import both_bounds
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

#: A digest of many rows is the sum of theirs: in whatever order they come.
_WIDTH = 16
_ALL = 1 << (8 * _WIDTH)
Key = tuple[Hashable, ...]


@dataclass(slots=True)
class Found:
    """A number, how many records it rests on, how they bound it."""

    value: int = 0
    records: int = 0
    bound: str = ""

    def add(self, value: int, records: int, bound: str = "") -> None:
        """Add what some records tell."""
        self.value += value
        self.records += records
        if bound:
            self.bound = both_bounds(self.bound, bound)


NOTHING = Found()


@dataclass(slots=True)
class _Firms(Found):
    """Establishments: those by name once each, the others as numbers."""

    names: set[UUID] = field(default_factory=set)
    told: int = 0

    def add(self, value: int, records: int, bound: str = "") -> None:
        self.told += value
        self.records += records
        self.value = self.told + len(self.names)
        if bound:
            self.bound = both_bounds(self.bound, bound)

    def add_names(self, names: Iterable[UUID], records: int) -> None:
        self.names.update(names)
        self.add(0, records)


class Reckoning:
    """What the records of a report add up to.

    Each question names the columns it tells apart; the first question of a kind costs one pass over
    the cells, every other one a look into a table. A tuple in the place of a value means any of
    them, where a row has one of them only. Rows are taken when a figure is opened.
    """

    def __init__(self, cells: Cells, rows: Callable[[], Records]) -> None:
        self.cells = cells
        self._take = rows
        self._tables: dict[tuple[str, ...], dict[Key, Found]] = {}

    @classmethod
    def of(cls, records: Records) -> "Reckoning":
        """Return the reckoning of rows that are at hand."""
        return cls(cells_of(records), lambda: records)

    @cached_property
    def records(self) -> Records:
        """Return the rows behind all of it."""
        return self._take()

    def __bool__(self) -> bool:
        return bool(self.cells)

    def projects(self, stage: str = "accepted", **where: Hashable) -> Found:
        """Return how many đề án reached a step: by lead content and source, year, unit."""
        return self._look("projects", where, stage)

    def money(self, stage: str = "accepted", **where: Hashable) -> Found:
        """Return the đồng that reached a step: by the content, item, source, year of the lines."""
        return self._look("money", where, stage)

    def carrying(self, stage: str = "accepted", **where: Hashable) -> Found:
        """Return how many đề án have money of a step that is so: by content, item, source."""
        for name, value in where.items():
            if isinstance(value, tuple):
                return _added(self.carrying(stage, **{**where, name: one}) for one in value)
        names = tuple(sorted(where))
        known = self._tables.get(("carrying", stage, *names))
        if known is None:
            counted = self.cells.carrying(names, stage)
            known = {key: Found(number, number) for key, number in counted.items()}
            self._tables[("carrying", stage, *names)] = known
        return known.get(tuple(where[name] for name in names), NOTHING)

    def beside(self, kind: str, **where: Hashable) -> Found:
        """Return the đồng put in beside."""
        return self._look("beside", {"kind": kind, **where})

    def result(self, measure: str, **where: Hashable) -> Found:
        """Return a count of what was done: by source, content, variant, kind, year, unit."""
        return self._look("result", where, measure)

    def values_of(self, table: str, name: str) -> list[Any]:
        """Return the different values of a column: the years, items, units that there are."""
        return list({getattr(cell, name): None for cell in getattr(self.cells, table)})

    @property
    def counted_results(self) -> int:
        """Return how many results there are."""
        return sum(one.rows for one in self.cells.results.values())

    @cached_property
    def covered(self) -> tuple[Activity, ...]:
        """Return which of the nine contents have a recorded activity, with or without money."""
        there = {
            cell.content if cell.content in LEGAL_CONTENTS else KINDS[cell.kind].legal_content
            for cell in self.cells.results
            if cell.content
        }
        return tuple(content for content in LEGAL_CONTENTS if content in there)

    def rows(self, table: str, stage: str, where: Mapping[str, Hashable]) -> list[Row]:
        """Return the rows that an answer rests on."""
        return [row for row in self._rests(table, stage) if _is(row, where)]

    def digest(self, table: str, stage: str, where: Mapping[str, Hashable]) -> str:
        """Return the digest of the rows that an answer rests on; the same in any order."""
        return digest_of(self.rows(table, stage, where))

    def _look(self, table: str, where: Mapping[str, Hashable], *more: str) -> Found:
        for name, value in where.items():
            if isinstance(value, tuple):
                return _added(self._look(table, {**where, name: one}, *more) for one in value)
        names = tuple(sorted(where))
        known = self._tables.get((table, *names))
        if known is None:
            known = self._tables[(table, *names)] = _TABLES[table](self.cells, names)
        return known.get((*more, *(where[name] for name in names)), NOTHING)

    def _rests(self, table: str, stage: str) -> Iterator[Row]:
        if table == "projects":
            yield from (row for row in self.records.projects if stage in row.reached)
        elif table in ("money", "carrying"):
            yield from (row for row in self.records.money if row.at(stage))
        elif table == "beside":
            yield from self.records.beside
        else:
            yield from (row for row in self.records.results if _feeds(row, stage))


def _added(parts: Iterable[Found]) -> Found:
    """Return several numbers that count different rows as one."""
    whole = Found()
    for part in parts:
        whole.value += part.value
        whole.records += part.records
        whole.bound = both_bounds(whole.bound, part.bound) if part.bound else whole.bound
    return whole


def _is(row: Row, where: Mapping[str, Hashable]) -> bool:
    return all(_fits(getattr(row, name), value) for name, value in where.items())


def _fits(there: Hashable, asked: Hashable) -> bool:
    return there in asked if isinstance(asked, tuple) else there == asked


def digest_of(rows: Iterable[Row | DutyRow]) -> str:
    """Return the digest of rows, the same in any order."""
    return f"{sum(map(_digest, rows)) % _ALL:0{2 * _WIDTH}x}"


def _digest(row: Row | DutyRow) -> int:
    return int.from_bytes(blake2b(row.word.encode(), digest_size=_WIDTH).digest(), "big")


# --- tables ---------------------------------------------------------------------------------------

Tables = dict[Key, Found]


def _key(cell: Any, names: Sequence[str]) -> Key:
    return tuple(getattr(cell, name) for name in names)


def _projects(cells: Cells, names: Sequence[str]) -> Tables:
    found: Tables = {}
    for cell, number in cells.projects.items():
        key = _key(cell, names)
        for stage in cell.reached:
            found.setdefault((stage, *key), Found()).add(number, number)
    return found


def _money(cells: Cells, names: Sequence[str]) -> Tables:
    found: Tables = {}
    for cell, amounts in cells.money.items():
        key = _key(cell, names)
        for stage, total, rows in zip(STAGES, amounts.sums, amounts.rows, strict=True):
            if rows:
                found.setdefault((stage, *key), Found()).add(total, rows)
    return found


def _beside(cells: Cells, names: Sequence[str]) -> Tables:
    found: Tables = {}
    for cell, (amount, rows) in cells.beside.items():
        found.setdefault(_key(cell, names), Found()).add(amount, rows)
    return found


def _results(cells: Cells, names: Sequence[str]) -> Tables:
    found: Tables = {}
    for cell, counts in cells.results.items():
        key = _key(cell, names)
        for feed in KINDS[cell.kind].feeds:
            if feed.takes(cell.content, cell.variant):
                _fed(found, (feed.measure, *key), feed, cell, counts)
    return found


def _fed(found: Tables, key: Key, feed: Feed, cell: ResultCell, counts: Counts) -> None:
    """Add what a cell tells of a measure: firms by name once each, all else as numbers."""
    value, rows = counts.columns.get(feed.column, (0, 0))
    is_named = feed.column == FIRMS and counts.named
    if not rows and not is_named:
        return
    into = found.setdefault(key, _Firms())
    if rows:
        into.add(value, rows, cell.bound if cell.bounded == feed.column else "")
    if is_named and isinstance(into, _Firms):
        into.add_names(counts.names, counts.named)


def _feeds(row: ResultRow, measure: str) -> bool:
    values = dict(row.values)
    feeds = (feed for feed in KINDS[row.kind].feeds if feed.measure == measure)
    return any(_counts(row, feed, values) for feed in feeds)


def _counts(row: ResultRow, feed: Feed, values: Mapping[str, int]) -> bool:
    if not feed.takes(row.content, row.variant):
        return False
    return feed.column in values or (feed.column == FIRMS and row.names is not None)


_TABLES: dict[str, Callable[[Cells, Sequence[str]], Tables]] = {
    "projects": _projects,
    "money": _money,
    "beside": _beside,
    "result": _results,
}
