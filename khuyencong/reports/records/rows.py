"""One row for each record that a report counts, with all that its figures are made of.

The rows are plain: an edition keeps them as they are, and whoever holds them can reckon every
figure again without a database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

#: The steps that money passes, in the order of the columns of a row; "done" is accepted.
STAGES = (
    "planned",
    "approved",
    "contracted",
    "advanced",
    "accepted",
    "paid",
    "settled",
    "recovered",
)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A đề án: its lead content and source, the steps it reached, in which year it counts.

    `unit` is the province whose Sở owns or registered it; None: a body that has no province.
    """

    id: UUID
    label: str
    year: int
    source: str
    content: str
    unit: UUID | None
    reached: frozenset[str]

    @property
    def ref(self) -> str:
        """Return the id of the row."""
        return f"project:{self.id}"

    @property
    def word(self) -> str:
        """Return all that a figure may rest on, as text: what the digest is made of."""
        return f"{self.ref}|{self.year}|{self.source}|{self.content}|{sorted(self.reached)}"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Whole đồng of one line, source and year, by the steps that money passes (`STAGES`)."""

    line: UUID
    project: UUID
    year: int
    source: str
    content: str
    item: str
    unit: UUID | None
    amounts: tuple[int, ...]

    @property
    def ref(self) -> str:
        """Return the id of the row."""
        return f"money:{self.line}:{self.source}:{self.year}"

    @property
    def word(self) -> str:
        """Return all that a figure may rest on, as text."""
        return f"{self.ref}|{self.content}|{self.item}|{self.amounts}"

    def at(self, stage: str) -> int:
        """Return the đồng that reached a step."""
        return self.amounts[STAGES.index(stage)]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """Whole đồng put in beside a đề án: counterpart, integrated, foreign; in no total."""

    id: UUID
    project: UUID
    year: int
    kind: str
    programme: str
    unit: UUID | None
    amount: int

    @property
    def ref(self) -> str:
        """Return the id of the row."""
        return f"beside:{self.id}"

    @property
    def word(self) -> str:
        """Return all that a figure may rest on, as text."""
        return f"{self.ref}|{self.year}|{self.kind}|{self.programme}|{self.amount}"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What was done and counted, in its columns; establishments by name where they stand so."""

    series: UUID
    label: str
    kind: str
    variant: str
    content: str
    source: str
    year: int
    unit: UUID | None
    project: UUID | None
    values: tuple[tuple[str, int], ...]
    bound: str
    bounded: str
    #: None where establishments are only a number.
    names: frozenset[UUID] | None
    #: The details in words of the kind: trades, channels, goods.
    details: tuple[tuple[str, str], ...]

    @property
    def ref(self) -> str:
        """Return the id of the row."""
        return f"result:{self.series}"

    @property
    def word(self) -> str:
        """Return all that a figure may rest on, as text."""
        names = sorted(map(str, self.names)) if self.names is not None else None
        told = (self.kind, self.variant, self.content, self.source, self.year, self.values)
        return f"{self.ref}|{told}|{self.bound}{self.bounded}|{names}"


Row = ProjectRow | MoneyRow | BesideRow | ResultRow


@dataclass(frozen=True)
class Records:
    """All rows of one territory or body over a period."""

    projects: tuple[ProjectRow, ...] = ()
    money: tuple[MoneyRow, ...] = ()
    beside: tuple[BesideRow, ...] = ()
    results: tuple[ResultRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.projects or self.results)

    def all(self) -> Iterator[Row]:
        """Yield every row."""
        yield from self.projects
        yield from self.money
        yield from self.beside
        yield from self.results


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A report that a body owed to the national agency, as it stood.

    Days are ISO words, "" none; `late`: the days of what came late, 0 of what is not there yet.
    """

    id: UUID
    label: str
    body: str
    state: str
    paper: str
    came_on: str
    due_on: str
    outcome: str
    late: int

    @property
    def ref(self) -> str:
        """Return the id of the row."""
        return f"duty:{self.id}"

    @property
    def word(self) -> str:
        """Return all that a figure may rest on, as text."""
        return f"{self.ref}|{self.state}|{self.came_on}|{self.due_on}|{self.outcome}|{self.late}"


def plain(row: Row | DutyRow) -> dict[str, Any]:
    """Return a row as JSON values, with its id and what a reader calls it."""
    told = {name: _plain(getattr(row, name)) for name in row.__slots__}
    return {**told, "id": row.ref}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
