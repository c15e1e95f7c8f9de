"""The rows that a report counts, taken from the books in a fixed number of queries.

As they stand now, or as they stood at a moment: states by the steps taken till then, money by the
postings written till then, results by their versions. Money goes by budget years; in a period that
is no whole year, by the days on which it was posted (contracts, section 5).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from khuyencong.core.models import known_at
from khuyencong.funds.models import BesideMoney, Posting, Share
from khuyencong.funds.states import COLUMNS as MOVED
from khuyencong.projects.models import Line, LineShare, Project, StepTaken
from khuyencong.projects.queries.totals import LEDGER, REACHED, counted_in, projects_of
from khuyencong.projects.states import GONE
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports.queries.actuals import Whose
from khuyencong.reports.records.rows import (
    STAGES,
    BesideRow,
    MoneyRow,
    ProjectRow,
    Records,
    ResultRow,
)
from khuyencong.results.kinds import COLUMNS
from khuyencong.results.models import Result, ResultEstablishment
from khuyencong.results.queries.scope import firm_of_link, results_of, year_of
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period, Shape

#: How many rows are held at once on their way from the database.
CHUNK = 5_000
_WHOLE_YEARS = (Shape.PROGRAMME, Shape.YEAR)
REACHED_BY = {
    state: frozenset(stage for stage, states in REACHED.items() if state in states)
    for states in REACHED.values()
    for state in states
}
_AT = {stage: place for place, stage in enumerate(STAGES)}
_STAGE_OF = {column: stage for stage, column in LEDGER.items()}


@dataclass(frozen=True)
class Span:
    """What a report covers: money and đề án by `budget`, what was done by `activity`."""

    budget: Period
    activity: Period

    @property
    def by_day(self) -> bool:
        """Return whether money goes by days: the period is no whole year."""
        return self.budget.shape not in _WHOLE_YEARS

    def year_of(self, year: int) -> int:
        """Return the year of the span in which a đề án that began in `year` counts."""
        return max(year, self.budget.start.year)

    def year_of_activity(self, year: int) -> int:
        """Return the year of the span in which something counts that was done in `year`.

        What was done after the cut-off of a year is told by the report on the next one.
        """
        return min(self.year_of(year), self.budget.last_day.year)


def records_of(
    whose: Sequence[Whose], span: Span, *, at: datetime | None = None, but: Sequence[Whose] = ()
) -> Records:
    """Return the rows of bodies or territories over a span, as of now or of a moment.

    `but`: without the đề án that are these bodies' (what others did on a territory).
    """
    own = projects_of_all(whose, but)
    units = units_of_departments()
    projects = tuple(_projects(own, span, units, at))
    return Records(
        projects=projects,
        money=tuple(_money(own, span, units, at)),
        beside=tuple(_beside(own, span, units, at)),
        results=() if but else tuple(_results(whose, span, units, at)),
    )


def projects_of_all(whose: Sequence[Whose], but: Sequence[Whose] = ()) -> QuerySet[Project]:
    """Return the đề án of any of these, without those of others."""
    own = _projects_of(whose)
    for one in but:
        own = own.exclude(id__in=projects_of(one).values("id"))
    return own


def _projects_of(whose: Sequence[Whose]) -> QuerySet[Project]:
    if len(whose) == 1:
        return projects_of(whose[0])
    bodies = [one.id for one in whose if isinstance(one, Organisation)]
    told = Q(custodian__in=bodies) | Q(owner__in=bodies)
    for place in (one for one in whose if isinstance(one, Place)):
        told |= Q(id__in=projects_of(place).values("id"))
    return Project.objects.filter(told)


def units_of_departments() -> dict[UUID, UUID]:
    """Return the province of each Sở, by the body; one query."""
    rows = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT, place__isnull=False)
    return {body: place for body, place in rows.values_list("id", "place") if place}


def unit_of(units: dict[UUID, UUID], custodian: UUID, owner: UUID) -> UUID | None:
    """Return the province whose Sở keeps or owns a record; None where none does."""
    return units.get(custodian) or units.get(owner)


def _projects(
    own: QuerySet[Project], span: Span, units: dict[UUID, UUID], at: datetime | None
) -> Iterator[ProjectRow]:
    reached: dict[UUID, frozenset[str]] | None
    if span.by_day:
        reached = _reached_within(own, span.budget, at)
    else:
        own = own.filter(counted_in(span.budget.years))
        reached = _reached_at(own, at) if at else None
    names = ("id", "code", "name", "first_year", "source", "content", "custodian", "owner", "state")
    rows = own.order_by("id").values_list(*names)
    for id_, code, name, first, source, content, custodian, owner, state in rows.iterator(CHUNK):
        stages = REACHED_BY.get(state, frozenset()) if reached is None else reached.get(id_)
        if stages:
            yield ProjectRow(
                id_,
                f"{code} · {name}",
                span.year_of(first),
                source,
                content,
                unit_of(units, custodian, owner),
                stages,
            )


def _steps(own: QuerySet[Project], at: datetime | None) -> QuerySet[StepTaken]:
    steps = StepTaken.objects.filter(line=None, project__in=own.values("id"))
    return steps.filter(at__lte=at) if at else steps


def _reached_at(own: QuerySet[Project], at: datetime) -> dict[UUID, frozenset[str]]:
    """Return the steps reached at a moment: those of the state after the last act till then."""
    last: dict[UUID, str] = {}
    rows = _steps(own, at).order_by("at", "id").values_list("project", "after")
    for project, after in rows.iterator(CHUNK):
        last[project] = after
    return {project: REACHED_BY.get(state, frozenset()) for project, state in last.items()}


def _reached_within(
    own: QuerySet[Project], days: Period, at: datetime | None
) -> dict[UUID, frozenset[str]]:
    """Return the steps first reached within some days, by đề án."""
    before: dict[UUID, set[str]] = defaultdict(set)
    within: dict[UUID, set[str]] = defaultdict(set)
    rows = _steps(own, at).order_by("at", "id").values_list("project", "after", "at")
    for project, after, moment in rows.iterator(CHUNK):
        day = day_in_vietnam(moment)
        if day >= days.end:
            continue
        stages = REACHED_BY.get(after, frozenset())
        if day < days.start:
            before[project] |= stages
        else:
            within[project] |= stages - before[project]
    return {project: frozenset(stages) for project, stages in within.items()}


def _lines(own: QuerySet[Project]) -> dict[UUID, tuple[UUID, str, str, UUID, UUID]]:
    """Return by line its đề án, content, item, custodian and owner."""
    rows = Line.objects.filter(project__in=own.values("id")).values_list(
        "id", "project", "content", "item", "project__custodian", "project__owner"
    )
    return {row[0]: row[1:] for row in rows.iterator(CHUNK)}


def _money(
    own: QuerySet[Project], span: Span, units: dict[UUID, UUID], at: datetime | None
) -> Iterator[MoneyRow]:
    lines = _lines(own)
    amounts: dict[tuple[UUID, str, int], list[int]] = {}
    found = _posted(own, span, at) if at or span.by_day else _stood(own, span)
    for line, source, year, stage, amount in found:
        row = amounts.setdefault((line, source, year), [0] * len(STAGES))
        row[_AT[stage]] += amount
    for (line, source, year), row in sorted(amounts.items(), key=lambda one: str(one[0])):
        if any(row) and line in lines:
            project, content, item, custodian, owner = lines[line]
            unit = unit_of(units, custodian, owner)
            yield MoneyRow(line, project, year, source, content, item, unit, tuple(row))


Amount = tuple[UUID, str, int, str, int]


def _stood(own: QuerySet[Project], span: Span) -> Iterator[Amount]:
    """Yield what stands in the books of whole years: planned lines, and the balances of lines."""
    years = (span.budget.years[0], span.budget.years[-1])
    yield from _planned(own, years)
    lines = Line.objects.filter(project__in=own.values("id"))
    shares = Share.objects.filter(part__in=lines.values("id"), year__range=years)
    for part, source, year, *moved in shares.values_list(
        "part", "source", "year", *LEDGER.values()
    ).iterator(CHUNK):
        for stage, amount in zip(LEDGER, moved, strict=True):
            if amount:
                yield part, source, year, stage, amount


def _planned(own: QuerySet[Project], years: tuple[int, int]) -> Iterator[Amount]:
    rows = LineShare.objects.filter(line__project__in=own.values("id"), line__year__range=years)
    rows = rows.exclude(line__state__in=GONE)
    for line, source, year, amount in rows.values_list(
        "line", "source", "line__year", "amount"
    ).iterator(CHUNK):
        yield line, source, year, "planned", amount


def _posted(own: QuerySet[Project], span: Span, at: datetime | None) -> Iterator[Amount]:
    """Yield what was posted: in the days of the span, or till a moment in its budget years."""
    lines = Line.objects.filter(project__in=own.values("id"))
    rows = Posting.objects.filter(share__part__in=lines.values("id"))
    rows = rows.filter(entry__at__lte=at) if at else rows
    if span.by_day:
        rows = rows.filter(entry__day__gte=span.budget.start, entry__day__lt=span.budget.end)
    else:
        years = (span.budget.years[0], span.budget.years[-1])
        rows = rows.filter(share__year__range=years)
        yield from _planned(own, years)
    keys = ("share__part", "share__source", "share__year", "account")
    added = rows.order_by().values(*keys).annotate(s=Sum("amount")).values_list(*keys, "s")
    for part, source, year, account, amount in added.iterator(CHUNK):
        for column, sign in MOVED[account]:
            if column in _STAGE_OF:
                yield part, source, year, _STAGE_OF[column], sign * amount


def _beside(
    own: QuerySet[Project], span: Span, units: dict[UUID, UUID], at: datetime | None
) -> Iterator[BesideRow]:
    if span.by_day:
        return
    rows = BesideMoney.objects.filter(
        known_at(at),
        spender__in=own.values("id"),
        year__range=(span.budget.years[0], span.budget.years[-1]),
    )
    keepers = dict(own.values_list("id", Coalesce("custodian", "owner")))
    names = ("id", "spender", "year", "kind", "programme", "amount", "owner")
    for id_, project, year, kind, programme, amount, owner in (
        rows.order_by("id").values_list(*names).iterator(CHUNK)
    ):
        unit = unit_of(units, keepers.get(project, owner), owner)
        yield BesideRow(id_, project, year, kind, programme, unit, amount)


def _results(
    whose: Sequence[Whose], span: Span, units: dict[UUID, UUID], at: datetime | None
) -> Iterator[ResultRow]:
    seen: set[UUID] = set()
    for one in whose:
        rows = results_of(one, span.activity.start, span.activity.end, at)
        names = _names(rows)
        for row in (
            rows.annotate(year=year_of()).order_by("id").values_list(*_RESULT).iterator(CHUNK)
        ):
            if row[1] not in seen:
                seen.add(row[1])
                yield _result(row, span, units, names)


_RESULT = (
    *("id", "series", "what", "kind", "variant", "content", "source", "year"),
    *("custodian", "owner", "line__project", "bound", "bounded", "is_listed", "more"),
    *COLUMNS,
)


def _result(
    row: Sequence[Any], span: Span, units: dict[UUID, UUID], names: dict[UUID, set[UUID]]
) -> ResultRow:
    id_, series, what, kind, variant, content, source, year, custodian, owner = row[:10]
    project, bound, bounded, is_listed, more = row[10:15]
    values = zip(COLUMNS, row[15:], strict=True)
    return ResultRow(
        series,
        what,
        kind,
        variant,
        content,
        source,
        span.year_of_activity(year),
        unit_of(units, custodian, owner),
        project,
        tuple((name, value) for name, value in values if value is not None),
        bound,
        bounded,
        frozenset(names.get(id_, ())) if is_listed else None,
        tuple((name, value) for name, value in sorted(more.items()) if isinstance(value, str)),
    )


def _names(rows: QuerySet[Result]) -> dict[UUID, set[UUID]]:
    """Return by result the establishments that stand by name; a merged one is what it became."""
    one = firm_of_link()
    links = ResultEstablishment.objects.filter(result__in=rows.filter(is_listed=True).values("id"))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for result, establishment in links.values_list("result", one).iterator(CHUNK):
        found[result].add(establishment)
    return found


# --- for whoever tells the nation part by part ----------------------------------------------------


def records_of_projects(
    own: QuerySet[Project], span: Span, units: dict[UUID, UUID], at: datetime
) -> Records:
    """Return the đề án and the money of some đề án as of a moment; no results, nothing beside."""
    projects = tuple(_projects(own, span, units, at))
    return Records(projects=projects, money=tuple(_money(own, span, units, at)))


def results_within(
    whose: Sequence[Whose], span: Span, units: dict[UUID, UUID], at: datetime
) -> Records:
    """Return the results alone of bodies or territories over a span, as of a moment."""
    return Records(results=tuple(_results(whose, span, units, at)))
