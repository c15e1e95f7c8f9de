"""Whole đề án out of the sums of a report: the same on every run, and adding up to the đồng.

What a report gives is kept; the rest is spread by largest remainder with weights drawn from the
name of the row, and every đề án says what of it was spread.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from khuyencong.demo.records.tables import Group, Item, Part, Table
from khuyencong.projects.rules.past import PastDays
from khuyencong.values.rounding import apportion

MILLION = 1_000_000


@dataclass
class LineDraft:
    """A line before places and establishments are known by more than their numbers."""

    group: Group
    year: int
    what: str
    trade: str
    key: str
    money: int = 0
    quantity: int = 1
    counterpart: int = 0
    jobs: int | None = None
    #: Number of the establishment within the table, from 1; 0 for none.
    establishment: int = 0
    #: Its number within the group, from 0, and which of the words of the group it bears.
    number: int = 0
    turn: int = 0


@dataclass
class ProjectDraft:
    """A đề án, still without its place's name in its own name."""

    item: Item
    part: Part
    number: int
    lines: list[LineDraft] = field(default_factory=list)
    code: str = ""

    @property
    def first_year(self) -> int:
        """Return the first year of its lines."""
        return min(line.year for line in self.lines)

    @property
    def last_year(self) -> int:
        """Return the last year of its lines."""
        return max(line.year for line in self.lines)


def spread(table: Table) -> list[ProjectDraft]:
    """Return the đề án of a table, by year, each with its code."""
    projects = [one for item in table.items for one in _of_item(item, table)]
    lines = [line for one in projects for line in one.lines]
    if table.counterpart:
        own = [line for line in lines if line.group.counterpart]
        weights = [line.money * draw(70, 130, line.key, "counterpart") for line in own]
        for line, amount in zip(own, in_steps(table.counterpart, weights), strict=True):
            line.counterpart = amount
    if table.jobs:
        own = [line for line in lines if line.group.jobs]
        weights = [draw(60, 140, line.key, "jobs") for line in own]
        for line, jobs in zip(own, apportion(table.jobs, weights), strict=True):
            line.jobs = jobs
    numbers = count(1)
    for line in lines:
        line.establishment = next(numbers) if line.group.establishments else 0
    projects.sort(key=lambda one: one.first_year)
    for number, one in enumerate(projects, table.first_number):
        one.code = f"{one.first_year}-{number:04d}"
    return projects


def draw(low: int, high: int, *key: object) -> int:
    """Return a number in [low, high] that the key alone decides."""
    told = "|".join(map(str, key)).encode()
    return low + int.from_bytes(hashlib.sha256(told).digest()[:8]) % (high - low + 1)


def in_steps(total: int, weights: Sequence[int]) -> list[int]:
    """Divide đồng by weights into round amounts; what is not round goes to the first."""
    average = total // len(weights)
    step = MILLION if average >= 20 * MILLION else MILLION // 10
    amounts = [step * steps for steps in apportion(total // step, weights)]
    amounts[0] += total % step
    return amounts


def days_of(line_year: int, key: str, table: Table) -> PastDays:
    """Return days of a budget year in their order, none after the report was written."""
    approved = date(line_year, 1, 10) + timedelta(draw(0, 40, key, "approved"))
    contracted = approved + timedelta(draw(15, 40, key, "contracted"))
    accepted = contracted + timedelta(draw(40, 200, key, "accepted"))
    last = min(date(line_year, 11, 30), table.last_acceptance)
    accepted = min(accepted, last - timedelta(draw(0, 20, key, "late")))
    paid = accepted + timedelta(draw(3, 15, key, "paid"))
    settled = date(line_year, 12, draw(20, 31, key, "settled"))
    return PastDays(
        approved=approved, contracted=contracted, accepted=accepted, paid=paid, settled=settled
    )


def _of_item(item: Item, table: Table) -> list[ProjectDraft]:
    projects = [one for part in item.parts for one in _of_part(item, part, table)]
    lines = [line for one in projects for line in one.lines]
    free = [line for line in lines if not line.group.money]
    for line in lines:
        line.money = line.group.money
    left = item.money - sum(line.money for line in lines)
    weights = [draw(80, 120, line.key, "money") for line in free]
    for line, amount in zip(free, in_steps(left, weights), strict=True):
        line.money = amount
    return projects


def _of_part(item: Item, part: Part, table: Table) -> list[ProjectDraft]:
    projects = [ProjectDraft(item, part, number) for number in range(1, part.projects + 1)]
    years = part.in_years or years_of(part.projects, table)
    for place, group in enumerate(part.groups):
        key = f"{table.mark}|{item.at}|{item.source}|{part.name}|{place}"
        seats = _seats(group, projects, years, part, table)
        quantities = group.quantities or _quantities(group, key)
        for number, (project, year) in enumerate(seats):
            # Lines of one đề án tell of the same thing, đề án after đề án of another.
            turn = number if part.over_the_period else project.number - 1
            line = LineDraft(
                group=group,
                year=year,
                what=group.what[turn % len(group.what)],
                trade=group.trades[turn % len(group.trades)] if group.trades else "",
                key=f"{key}|{number}",
                quantity=quantities[number],
                number=number,
                turn=turn,
            )
            project.lines.append(line)
    return projects


def years_of(number: int, table: Table) -> list[int]:
    """Return the years of so many, in order, as the weights of the table divide them."""
    counts = apportion(number, table.years)
    return [year for year, n in zip(table.span, counts, strict=True) for _ in range(n)]


def _seats(
    group: Group, projects: list[ProjectDraft], years: Sequence[int], part: Part, table: Table
) -> Iterator[tuple[ProjectDraft, int]]:
    """Yield for each line the đề án that it stands in, and its year."""
    if part.over_the_period:
        for year in years_of(group.count, table):
            yield projects[0], year
    elif group.year:
        yield projects[years.index(group.year)], group.year
    else:
        shares = apportion(group.count, [1] * len(projects))
        for project, year, lines in zip(projects, years, shares, strict=True):
            for _ in range(lines):
                yield project, year


def _quantities(group: Group, key: str) -> list[int]:
    """Divide the quantity over the lines: one each, the rest by weight."""
    weights = [draw(85, 115, key, number, "quantity") for number in range(group.count)]
    return [1 + more for more in apportion(group.quantity - group.count, weights)]
