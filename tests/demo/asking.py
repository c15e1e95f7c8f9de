"""The questions that the records of a province are asked, each answered with a number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from khuyencong.demo.records.tables import Table, table
from khuyencong.funds.models import Share
from khuyencong.programmes.models import ContextFigure, Programme, Target
from khuyencong.projects.models import Line
from khuyencong.projects.queries import totals as projects
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reports.queries.progress import progress
from khuyencong.results.models import Result
from khuyencong.results.queries import covered, total
from khuyencong.values.periods import Period
from khuyencong.values.periods import programme as years
from khuyencong.values.rounding import round_half_up

#: Today, for the programmes: long after their end.
ON = date(2026, 11, 20)
Number = int | Decimal


@dataclass(frozen=True)
class Answered:
    """A number of the records, and how it bounds the true one."""

    value: Number
    bound: str = ""


class World:
    """A province as its report tells of it."""

    def __init__(self, name: str) -> None:
        self.table: Table = table(name)
        self.period: Period = years(*self.table.period)
        self.department: Organisation = department_of(self.table.place, self.period.last_day)
        self.place: Place = place_on(self.table.place, self.period.last_day, Level.PROVINCE)
        self.totals = projects.totals(self.department, self.table.span)
        self.there = projects.totals(self.place, self.table.span)
        self.programme = Programme.objects.get(
            place=self.place, period_start=self.period.start, period_end=self.period.end
        )
        self.progress = progress(self.programme, on=ON, whose=[self.department])

    def lines(self, **where: Any) -> Any:
        """Return the accepted lines of the province's own đề án."""
        own = projects.projects_of(self.department)
        return Line.objects.filter(project__in=own.values("id"), **where).exclude(acceptance=None)


Question = Callable[[World], Answered]


def told(found: Number, bound: str = "") -> Answered:
    """Return a number as an answer."""
    return Answered(found, bound)


def money(*sources: str, content: str = "") -> Question:
    """Ask for the đồng that were accepted, of these sources and a content."""
    where = {"content": content} if content else {}

    def ask(world: World) -> Answered:
        parts = [{"source": one} for one in sources] or [{}]
        return told(sum(world.totals.amount(**where, **part) for part in parts))

    return ask


def count(*sources: str, content: str | None = None) -> Question:
    """Ask how many đề án there were, by lead content and source."""
    where = {} if content is None else {"content": content}

    def ask(world: World) -> Answered:
        parts = [{"source": one} for one in sources] or [{}]
        return told(sum(world.totals.count("accepted", **where, **part) for part in parts))

    return ask


def money_of(*items: str, source: str = "", content: str = "") -> Question:
    """Ask for the đồng accepted on lines of some items."""

    def ask(world: World) -> Answered:
        lines = world.lines(item__in=items, **({"content": content} if content else {}))
        shares = Share.objects.filter(part__in=lines.values("id"))
        shares = shares.filter(source=source) if source else shares
        return told(shares.aggregate(s=Sum("accepted"))["s"])

    return ask


def count_of(item: str, source: str = "") -> Question:
    """Ask how many đề án have a line of an item."""

    def ask(world: World) -> Answered:
        lines = world.lines(item=item)
        lines = lines.filter(project__source=source) if source else lines
        return told(lines.values("project").distinct().count())

    return ask


def result(measure: str, *, year: int | None = None, of: str = "", **where: str) -> Question:
    """Ask the room of results; `of` another body, or "dat": whoever's on the soil."""

    def ask(world: World) -> Answered:
        span = years(year, year) if year else world.period
        one = total(_whose(world, of), span.start, span.end, measure, **where)
        return told(one.value, one.bound)

    return ask


def _whose(world: World, of: str) -> Organisation | Place:
    if of == "cuc":
        return Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return department_of(of, world.period.last_day) if of else world.department


def contents() -> Question:
    """Ask how many of the nine contents have an activity."""
    return lambda world: told(len(covered(world.department, world.period.start, world.period.end)))


def counterpart() -> Question:
    """Ask for the đồng that the establishments put in beside."""
    found = projects.beside
    return lambda world: told(found(world.department, world.table.span)["counterpart", ""])


def on_the_soil_of_others() -> Question:
    """Ask for the đồng that other bodies spent in the province."""
    return lambda world: told(world.there.amount() - world.totals.amount())


def percent(measure: str, places: int, source: str = "") -> Question:
    """Ask what percent of its target a programme reached, to so many decimals."""

    def ask(world: World) -> Answered:
        row = world.progress.row(measure, source)
        assert row.actual
        assert row.aim
        return told(round_half_up(row.actual.value * 100 / row.aim, places), row.actual.bound)

    return ask


def target(measure: str) -> Question:
    """Ask what the programme for the years after the report aims at."""

    def ask(world: World) -> Answered:
        first, last = world.table.aimed_over
        row = Target.objects.get(
            programme__place=world.place,
            programme__period_start=date(first, 1, 1),
            programme__period_end=date(last + 1, 1, 1),
            measure=measure,
            superseded_at=None,
        )
        return told(row.value, row.bound)

    return ask


def outcome(variant: str, field: str) -> Question:
    """Ask for an effect that was told of and is in no sum."""

    def ask(world: World) -> Answered:
        row = Result.objects.get(
            kind="outcome", variant=variant, owner=world.department, superseded_at=None
        )
        value = row.more[field]
        return told(int(value), row.bound)

    return ask


def context(series: str, year: int) -> Question:
    """Ask for a context figure of the province."""

    def ask(world: World) -> Answered:
        row = ContextFigure.objects.get(
            place=world.place, series=series, year=year, superseded_at=None
        )
        return told(row.value)

    return ask


def more_in_context(series: str, first: int, last: int) -> Question:
    """Ask by how much a context series grew."""

    def ask(world: World) -> Answered:
        found = [context(series, year)(world).value for year in (first, last)]
        return told(found[1] - found[0])

    return ask


def growth(series: str, first: int, last: int) -> Question:
    """Ask by how many percent a year a context series grew on average, to one decimal."""

    def ask(world: World) -> Answered:
        then, now = (Decimal(context(series, year)(world).value) for year in (first, last))
        rate = ((now / then) ** (Decimal(1) / (last - first)) - 1) * 100
        return told(round_half_up(rate, 1))

    return ask


def sources() -> Question:
    """Ask of how many programmes money came: the nation's, and the local one."""
    return lambda world: told(
        len({"national" if key[0] == "national" else "local" for key in world.totals.money})
    )


def cooperatives() -> Question:
    """Ask in how many cooperatives workers were trained."""
    return lambda world: told(
        world.lines(content="training", establishment__form="cooperative")
        .values("establishment")
        .distinct()
        .count()
    )


def length() -> Question:
    """Ask how many years the programme has."""
    return lambda world: told(len(world.programme.period.years))
