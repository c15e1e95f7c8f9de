"""How many đề án, how much money by stage, and what came of it: whose, in which years, by what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value

from khuyencong.funds.models import BesideMoney, Share
from khuyencong.projects.models import Acceptance, Line, LineShare, Project, ProjectPlace
from khuyencong.projects.states import GONE, UNDER_WAY, ProjectState
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level as PlaceLevel

S = ProjectState
BY = ("source", "content", "year")
Key = tuple[Any, ...]

#: By stage, the states in which a đề án has reached it.
_SETTLED = {S.SETTLED, S.CLOSED}
_ACCEPTED = _SETTLED | {S.ACCEPTED, S.LIQUIDATED}
_CONTRACTED = _ACCEPTED | (UNDER_WAY - {S.APPROVED})
_APPROVED = _CONTRACTED | {S.APPROVED}
REACHED = {
    "registered": frozenset(S.values) - {S.DRAFT, S.RETURNED, S.WITHDRAWN},
    "approved": _APPROVED,
    "contracted": _CONTRACTED,
    "accepted": _ACCEPTED,
    "settled": _SETTLED,
}
#: By stage of money, the column of the ledger; what is planned stands in the lines alone.
LEDGER = {
    "approved": "committed",
    "contracted": "contracted",
    "advanced": "advanced",
    "accepted": "accepted",
    "paid": "paid",
    "settled": "settled",
    "recovered": "recovered",
}
MONEY = ("planned", *LEDGER)


@dataclass(frozen=True)
class Totals:
    """Counts of đề án and whole đồng, each by the same key and stage; a missing key is nothing."""

    by: tuple[str, ...]
    projects: dict[Key, dict[str, int]] = field(default_factory=dict)
    money: dict[Key, dict[str, int]] = field(default_factory=dict)

    def count(self, stage: str = "approved", **where: object) -> int:
        """Return how many đề án reached a stage, where the parts of the key are these."""
        return self._sum(self.projects, stage, where)

    def amount(self, stage: str = "accepted", **where: object) -> int:
        """Return the đồng of a stage, where the parts of the key are these."""
        return self._sum(self.money, stage, where)

    def _sum(self, rows: dict[Key, dict[str, int]], stage: str, where: dict[str, object]) -> int:
        wanted = [(self.by.index(name), value) for name, value in where.items()]
        return sum(
            row[stage]
            for key, row in rows.items()
            if all(key[position] == value for position, value in wanted)
        )


def totals(whose: Organisation | Place, years: Sequence[int], by: Sequence[str] = BY) -> Totals:
    """Return counts and money of a body or a territory in years in a row; two queries.

    A body has the đề án of its own plan, and the national ones that it registered; a territory has
    whatever is carried out there, whoever's it is; the country has all. A đề án of several years is
    one: counted in its first year, in a period once, by its lead content and source; money by its
    own lines.
    """
    own = projects_of(whose)
    return Totals(tuple(by), _counts(own, years, by), _money(own, years, by))


def results(
    whose: Organisation | Place, years: Sequence[int]
) -> dict[tuple[str, str, str], dict[str, int]]:
    """Return by (content, item, unit) what was accepted in these years; one query.

    Lines, quantity, jobs, and distinct establishments: three measures, never one for another.
    """
    accepted = Acceptance.objects.filter(
        line__project__in=projects_of(whose).values("id"), day__year__range=(years[0], years[-1])
    )
    rows = accepted.values_list("line__content", "line__item", "line__unit").annotate(
        lines=Count("id"),
        total=Sum("quantity"),
        new_jobs=Sum("jobs"),
        firms=Count("line__establishment", distinct=True),
    )
    return {
        (content, item, unit): {
            "lines": lines,
            "quantity": quantity,
            "jobs": jobs or 0,
            "establishments": firms,
        }
        for content, item, unit, lines, quantity, jobs, firms in rows.order_by()
    }


def beside(whose: Organisation | Place, years: Sequence[int]) -> dict[tuple[str, str], int]:
    """Return the đồng put in beside by (kind, programme); no part of any total. One query."""
    rows = BesideMoney.objects.filter(
        superseded_at=None,
        spender__in=projects_of(whose).values("id"),
        year__range=(years[0], years[-1]),
    )
    found = rows.order_by().values_list("kind", "programme").annotate(Sum("amount"))
    return {(kind, programme): amount for kind, programme, amount in found}


def projects_of(whose: Organisation | Place) -> QuerySet[Project]:
    """Return the đề án that are a body's, or that were carried out in a territory."""
    if isinstance(whose, Organisation):
        return Project.objects.filter(Q(custodian=whose) | Q(owner=whose))
    if whose.level == PlaceLevel.COUNTRY:
        return Project.objects.all()
    within = Q()
    for depth in range(3):
        above = "place" + "__parents__parent" * depth
        within |= Q(**{above: whose.id})
    return Project.objects.filter(id__in=ProjectPlace.objects.filter(within).values("project"))


def counted_in(years: Sequence[int]) -> Q:
    """Return the condition of the đề án that count in years in a row.

    In one year those that began in it; in several, whichever lived in them, each once.
    """
    last = years[-1]
    begun = Q(first_year=last) if len(years) == 1 else Q(first_year__lte=last)
    return begun & Q(last_year__gte=years[0])


def _counts(
    own: QuerySet[Project], years: Sequence[int], by: Sequence[str]
) -> dict[Key, dict[str, int]]:
    rows = own.filter(counted_in(years)).annotate(year=F("first_year")).order_by()
    counted = {
        f"n_{stage}": Count("id", filter=Q(state__in=states)) for stage, states in REACHED.items()
    }
    found = rows.values(*by).annotate(**counted)
    return {
        tuple(row[name] for name in by): {stage: row[f"n_{stage}"] for stage in REACHED}
        for row in found
    }


def _money(
    own: QuerySet[Project], years: Sequence[int], by: Sequence[str]
) -> dict[Key, dict[str, int]]:
    """Add up lines and ledger in one statement of two halves."""
    span = (years[0], years[-1])
    lines = Line.objects.filter(project__in=own.values("id"))
    plan = LineShare.objects.filter(
        line__in=lines.exclude(state__in=GONE).values("id"), line__year__range=span
    ).annotate(k_source=F("source"), k_content=F("line__content"), k_year=F("line__year"))
    content = Line.objects.filter(id=OuterRef("part")).values("content")[:1]
    ledger = Share.objects.filter(part__in=lines.values("id"), year__range=span).annotate(
        k_source=F("source"), k_content=Subquery(content), k_year=F("year")
    )
    halves = (
        _half(plan, by, {"planned": "amount"}),
        _half(ledger, by, LEDGER),
    )
    added: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(MONEY, 0))
    for row in halves[0].union(halves[1], all=True):
        key, amounts = row[: len(by)], row[len(by) :]
        for stage, amount in zip(MONEY, amounts, strict=True):
            added[key][stage] += int(amount)
    return dict(added)


def _half(
    rows: QuerySet[Any], by: Iterable[str], columns: dict[str, str]
) -> QuerySet[Any, tuple[Any, ...]]:
    """Return sums by key in the order of MONEY; a stage that this half does not know is 0."""
    keys = [f"k_{name}" for name in by]
    sums = {
        f"s_{stage}": Sum(columns[stage])
        if stage in columns
        else Sum(Value(0), output_field=IntegerField())
        for stage in MONEY
    }
    grouped: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by().values(*keys).annotate(**sums).values_list(*keys, *sums)
    )
    return grouped
