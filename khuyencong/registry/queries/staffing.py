"""Who works at a body on a day: from the persons kept one by one, else from the last table told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.models import known_at
from khuyencong.registry.models import (
    BodyFact,
    Collaborator,
    HeadCount,
    Organisation,
    StaffMember,
)
from khuyencong.registry.models.bodies import OfBody
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.states import BodyFactOf, Degree, Group, StaffContract

PERSONS, TABLE = "persons", "table"
Row = TypeVar("Row", bound=OfBody)
#: A row of a table of heads: group, degree, contract, field.
Cell = tuple[str, str, str, str]


def known(rows: QuerySet[Row], as_of: datetime | None = None) -> QuerySet[Row]:
    """Return the rows that stand, or stood at a moment."""
    return rows.filter(known_at(as_of))


@dataclass(frozen=True)
class Staffing:
    """One line of the appendix on staff; None where nobody told a number."""

    body: Organisation
    day: date
    #: "persons", "table", or "" where nothing is known.
    rests_on: str = ""
    told_on: date | None = None
    source: str = ""
    total: int | None = None
    by_contract: dict[str, int | None] = field(default_factory=dict)
    by_degree: dict[str, int | None] = field(default_factory=dict)
    at_base: int | None = None
    of_districts: int | None = None
    of_communes: int | None = None
    communes: int | None = None
    #: Đồng a month for all collaborators whose allowance was told.
    allowance: int | None = None
    premises: list[BodyFact] = field(default_factory=list)
    equipment: list[BodyFact] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def payroll(self) -> int | None:
        """Return how many are on the payroll."""
        return self.by_contract.get(StaffContract.PAYROLL)

    @property
    def contract(self) -> int | None:
        """Return how many work on a contract."""
        return self.by_contract.get(StaffContract.CONTRACT)

    @property
    def postgraduate(self) -> int | None:
        """Return how many studied beyond a first degree."""
        return self.by_degree.get(Degree.POSTGRADUATE)

    @property
    def university(self) -> int | None:
        """Return how many hold a degree of a university or college."""
        return self.by_degree.get(Degree.UNIVERSITY)

    @property
    def vocational(self) -> int | None:
        """Return how many learned a trade."""
        return self.by_degree.get(Degree.VOCATIONAL)


def staffing_on(body: Organisation, day: date, as_of: datetime | None = None) -> Staffing:
    """Return the line of one body on a day, as known at a moment (now, where none is named)."""
    return staffings([body], day, as_of)[body.id]


def staffings(
    bodies: Iterable[Organisation], day: date, as_of: datetime | None = None
) -> dict[UUID, Staffing]:
    """Return the line of each body on a day; four queries, however many bodies.

    What was told of a body that another took over stays that body's: nothing is added to the heir.
    """
    told = list(bodies)
    of_these = Q(organisation__in=[body.id for body in told])
    lives = on_day(day) & of_these
    persons = _by_body(known(StaffMember.objects.filter(lives), as_of))
    helpers = _by_body(known(Collaborator.objects.filter(lives), as_of))
    things = BodyFact.objects.filter(
        lives, kind__in=[BodyFactOf.PREMISES, BodyFactOf.EQUIPMENT]
    ).order_by("valid_from", "id")
    facts = _by_body(known(things, as_of))
    tables = _by_body(known(HeadCount.objects.filter(of_these, day__lte=day), as_of))
    return {
        body.id: _line(
            body, day, persons[body.id], helpers[body.id], tables[body.id], facts[body.id]
        )
        for body in told
    }


def _by_body(rows: QuerySet[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.organisation_id].append(row)
    return found


def _line(
    body: Organisation,
    day: date,
    persons: list[StaffMember],
    helpers: list[Collaborator],
    tables: list[HeadCount],
    facts: list[BodyFact],
) -> Staffing:
    table = _latest(tables)
    counted = _of_persons(persons) if persons else _of_table(table)
    told_on = day if persons else next((row.day for row in _staff(table)), None)
    return Staffing(
        body=body,
        day=day,
        rests_on=PERSONS if persons else (TABLE if table else ""),
        told_on=told_on or max((row.day for row in table), default=None),
        source="" if persons else next((row.source for row in table), ""),
        total=counted.total(Group.STAFF),
        by_contract={c: counted.marginal(Group.STAFF, 2, c) for c in StaffContract.values},
        by_degree={d: counted.marginal(Group.STAFF, 1, d) for d in Degree.values},
        at_base=counted.total(Group.AT_BASE),
        premises=[fact for fact in facts if fact.kind == BodyFactOf.PREMISES],
        equipment=[fact for fact in facts if fact.kind == BodyFactOf.EQUIPMENT],
        differences=list(_differences(counted, _of_table(table), bool(persons), day, table)),
        **_collaborators(helpers, _of_table(table)),
    )


def _collaborators(helpers: list[Collaborator], table: "Heads") -> dict[str, int | None]:
    told = [one.allowance for one in helpers if one.allowance is not None]
    return {
        "of_districts": table.total(Group.OF_DISTRICTS),
        "of_communes": len(helpers) if helpers else table.total(Group.OF_COMMUNES),
        "communes": len({one.commune_id for one in helpers}) if helpers else None,
        "allowance": sum(told) if told else None,
    }


def _latest(tables: list[HeadCount]) -> list[HeadCount]:
    """Return for each group the rows of the last day on which it was told."""
    last: dict[str, date] = {}
    for row in tables:
        last[row.group] = max(row.day, last.get(row.group, row.day))
    return [row for row in tables if row.day == last[row.group]]


def _staff(table: list[HeadCount]) -> Iterator[HeadCount]:
    return (row for row in table if row.group == Group.STAFF)


@dataclass(frozen=True)
class Heads:
    """Counts by cell, where an empty column is one that nobody told."""

    cells: dict[Cell, int]

    def total(self, group: str) -> int | None:
        """Return the total that was told, else the greatest sum of parts along one column."""
        stated = self.cells.get((group, "", "", ""))
        sums = self.sums(group)
        return stated if stated is not None else max(sums, default=None)

    def sums(self, group: str) -> list[int]:
        """Return the sums of the parts along each column that is told at all."""
        found = []
        for column in (1, 2, 3):
            values = {cell[column] for cell in self.cells if cell[0] == group and cell[column]}
            parts = [self.marginal(group, column, value) for value in values]
            if parts:
                found.append(sum(part or 0 for part in parts))
        return found

    def marginal(self, group: str, column: int, value: str) -> int | None:
        """Return the count of one value of a column: as told by itself, else its cells' sum."""
        alone = [group, "", "", ""]
        alone[column] = value
        stated = self.cells.get((alone[0], alone[1], alone[2], alone[3]))
        if stated is not None:
            return stated
        inside = [n for cell, n in self.cells.items() if cell[0] == group and cell[column] == value]
        return sum(inside) if inside else None


def _of_table(table: list[HeadCount]) -> Heads:
    return Heads({(row.group, row.degree, row.contract, row.field): row.count for row in table})


def _of_persons(persons: list[StaffMember]) -> Heads:
    cells: dict[Cell, int] = defaultdict(int)
    for one in persons:
        cells[Group.STAFF, one.degree, one.contract, one.field] += 1
    cells[Group.AT_BASE, "", "", ""] = sum(one.at_base for one in persons)
    for degree in Degree.values:
        cells[Group.STAFF, degree, "", ""] = sum(one.degree == degree for one in persons)
    for contract in StaffContract.values:
        cells[Group.STAFF, "", contract, ""] = sum(one.contract == contract for one in persons)
    cells[Group.STAFF, "", "", ""] = len(persons)
    return Heads(dict(cells))


def _differences(
    counted: Heads, table: Heads, is_of_persons: bool, day: date, rows: list[HeadCount]
) -> Iterator[str]:
    """Yield where the table does not add up, or says otherwise than the persons on its day."""
    stated = table.cells.get((Group.STAFF, "", "", ""))
    for part in table.sums(Group.STAFF):
        if stated is not None and part != stated:
            yield f"Bảng ghi tổng {stated}, cộng các phần được {part}."
    told_today = any(row.day == day for row in rows if row.group == Group.STAFF)
    total, other = counted.total(Group.STAFF), table.total(Group.STAFF)
    if is_of_persons and told_today and other is not None and other != total:
        yield f"Bảng ghi {other} người, danh sách có {total} người."
