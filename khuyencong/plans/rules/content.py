"""What a version says, as plain facts; its fingerprint; what one version changes of another."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from khuyencong.plans.states import Standing
from khuyencong.values.vocabulary import FundingSource

#: Of one line from one source: (line, source) → đồng.
Shares = Mapping[tuple[UUID, FundingSource], int]
#: How much of the fingerprint a person reads.
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """A đề án as a version tells it."""

    project: UUID
    code: str
    name: str
    rank: int
    standing: str
    reason: str = ""
    by_hand: bool = False
    shares: Shares = field(default_factory=dict)

    @property
    def amounts(self) -> dict[FundingSource, int]:
        """Return its support by source."""
        return amounts_of(self.shares)

    @property
    def total(self) -> int:
        """Return its support of all sources, in đồng."""
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A đề án that stays in the plan with other money."""

    row: PlainRow
    was: PlainRow

    @property
    def difference(self) -> int:
        """Return how many đồng more it gets; below 0 it gets less."""
        return self.row.total - self.was.total

    @property
    def lowers(self) -> bool:
        """Return whether some line gets less from some source than before."""
        return any(amount > self.row.shares.get(key, 0) for key, amount in self.was.shares.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What approving a version changes of the plan in force, and nothing else."""

    entered: tuple[PlainRow, ...]
    changed: tuple[Changed, ...]
    dropped: tuple[PlainRow, ...]
    reserved: tuple[PlainRow, ...]
    kept: tuple[PlainRow, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing would change."""
        return not (self.entered or self.changed or self.dropped or self.reserved)

    @property
    def by_source(self) -> dict[FundingSource, int]:
        """Return by source how much more the plan gives, of what entered, changed and left."""
        moved: dict[FundingSource, int] = {}
        for row in (*self.entered, *(one.row for one in self.changed)):
            _add(moved, row.amounts, 1)
        for row in (*self.dropped, *(one.was for one in self.changed)):
            _add(moved, row.amounts, -1)
        return {source: moved[source] for source in FundingSource if moved.get(source)}


def amounts_of(shares: Shares) -> dict[FundingSource, int]:
    """Return the sums by source, in the order of the vocabulary."""
    found: dict[FundingSource, int] = {}
    for (_, source), amount in shares.items():
        found[source] = found.get(source, 0) + amount
    return {source: found[source] for source in FundingSource if source in found}


def sums(rows: Iterable[PlainRow], standing: str = Standing.IN) -> dict[FundingSource, int]:
    """Return by source what the rows with one standing get together."""
    found: dict[FundingSource, int] = {}
    for row in rows:
        if row.standing == standing:
            _add(found, row.amounts, 1)
    return {source: found[source] for source in FundingSource if source in found}


def fingerprint(head: Mapping[str, Any], rows: Iterable[PlainRow]) -> str:
    """Return the SHA-256 of what a version says, the same on every machine."""
    told = {
        **head,
        "rows": [
            [
                row.rank,
                str(row.project),
                str(row.standing),
                row.reason,
                sorted([str(line), str(s), amount] for (line, s), amount in row.shares.items()),
            ]
            for row in sorted(rows, key=lambda row: row.rank)
        ],
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def changes(before: Sequence[PlainRow], after: Sequence[PlainRow]) -> Changes:
    """Return what a version changes of the one in force; without one, all of it is new."""
    was = {row.project: row for row in before}
    was_in = {row.project for row in before if row.standing == Standing.IN}
    now_in = [row for row in after if row.standing == Standing.IN]
    stays = [row for row in now_in if row.project in was_in]
    moved = [row for row in stays if row.shares != was[row.project].shares]
    left = {row.project for row in now_in}
    waiting = {row.project for row in before if row.standing == Standing.RESERVE}
    return Changes(
        entered=tuple(row for row in now_in if row.project not in was_in),
        changed=tuple(Changed(row=row, was=was[row.project]) for row in moved),
        dropped=tuple(r for r in before if r.project in was_in and r.project not in left),
        reserved=tuple(
            row
            for row in after
            if row.standing == Standing.RESERVE
            and row.project not in waiting
            and row.project not in was_in
        ),
        kept=tuple(row for row in stays if row.shares == was[row.project].shares),
    )


def only_adds(found: Changes) -> bool:
    """Return whether a version takes nothing from anybody: it may be called a supplement."""
    return not found.dropped and not any(one.lowers for one in found.changed)


def _add(found: dict[FundingSource, int], amounts: Mapping[FundingSource, int], sign: int) -> None:
    for source, amount in amounts.items():
        found[source] = found.get(source, 0) + sign * amount
