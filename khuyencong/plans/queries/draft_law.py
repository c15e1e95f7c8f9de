"""The live portfolio of a year under a draft: what it would cost, who falls under the cut line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.funds.models import Budget
from khuyencong.law.queries import drafted_by, law_on
from khuyencong.law.rules import DatedParameter, Law
from khuyencong.plans.models import PlanVersion
from khuyencong.plans.queries.candidates import Taken, lines_of, loaded, taken_of
from khuyencong.plans.queries.money import sources_of
from khuyencong.plans.rules.content import amounts_of
from khuyencong.plans.rules.draft_law import LineAsked, LineDrafted, line_under
from khuyencong.plans.rules.suggestion import Candidate, Place, suggest
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries import visible_to
from khuyencong.projects.states import SOURCE_OF, UNDER_WAY, ProjectKind, ProjectState
from khuyencong.registry.models import Organisation, PlaceParent
from khuyencong.registry.models import Place as Spot
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.states import Level
from khuyencong.values.vocabulary import FundingSource

#: Registered or approved, and not finished.
LIVE = (
    ProjectState.REGISTERED,
    ProjectState.BASE_APPRAISED,
    ProjectState.SUBMITTED,
    ProjectState.APPRAISED,
    ProjectState.WAITLISTED,
    *sorted(UNDER_WAY),
)
SHUT_OUT = "Dự thảo không cho hỗ trợ việc này."
#: From a commune over its district to its province.
STEPS_UP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDrafted:
    """A đề án under both laws: its lines, and where the money of its plan reaches it."""

    project: Project
    lines: tuple[LineDrafted, ...]
    now: Place
    drafted: Place

    @property
    def is_touched(self) -> bool:
        """Return whether the draft changes one of its lines."""
        return any(line.is_touched for line in self.lines)

    @property
    def is_approved(self) -> bool:
        """Return whether it was approved already: a change of law may leave it alone."""
        return self.project.state in UNDER_WAY

    @property
    def takes(self) -> int:
        """Return what it takes today, in đồng."""
        return sum(line.line.total for line in self.lines)

    @property
    def would_take(self) -> int:
        """Return what it would take under the draft."""
        return self.takes + sum(line.difference for line in self.lines)

    @property
    def falls(self) -> bool:
        """Return whether the same money no longer reaches it."""
        return self.now is Place.IN and self.drafted is not Place.IN

    @property
    def rises(self) -> bool:
        """Return whether the same money reaches it only under the draft."""
        return self.now is not Place.IN and self.drafted is Place.IN

    @property
    def clauses(self) -> tuple[DatedParameter, ...]:
        """Return the drafted parameters that its new ceilings rest on, each once."""
        found = {one.code: one for line in self.lines for one in line.clauses}
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """The plan of one owner and level under both laws, within the same ceiling of money.

    `is_allotted`: the ceiling is what was received; else it is what the plan takes today.
    """

    owner: Organisation
    level: str
    ceilings: Mapping[FundingSource, int]
    is_allotted: bool
    projects: tuple[ProjectDrafted, ...]

    @property
    def is_changed(self) -> bool:
        """Return whether the draft changes a line of it."""
        return any(one.is_touched for one in self.projects)

    @property
    def takes(self) -> int:
        """Return what all its đề án ask for today."""
        return sum(one.takes for one in self.projects)

    @property
    def would_take(self) -> int:
        """Return what they would ask for under the draft."""
        return sum(one.would_take for one in self.projects)

    @property
    def ceiling(self) -> int:
        """Return the money of all sources."""
        return sum(self.ceilings.values())

    @property
    def shown(self) -> tuple[ProjectDrafted, ...]:
        """Return the đề án that change, or that the money reaches otherwise."""
        return tuple(one for one in self.projects if one.is_touched or one.falls or one.rises)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioDrafted:
    """All that a person sees of the đề án of a year, under both laws."""

    year: int
    plans: tuple[PlanDrafted, ...]

    @property
    def changed(self) -> tuple[PlanDrafted, ...]:
        """Return the plans that the draft changes."""
        return tuple(plan for plan in self.plans if plan.is_changed)

    @property
    def projects(self) -> tuple[ProjectDrafted, ...]:
        """Return every đề án, plan by plan."""
        return tuple(one for plan in self.plans for one in plan.projects)

    @property
    def touched(self) -> tuple[ProjectDrafted, ...]:
        """Return the đề án that the draft changes a line of."""
        return tuple(one for one in self.projects if one.is_touched)

    @property
    def takes(self) -> int:
        """Return what all plans take today."""
        return sum(plan.takes for plan in self.plans)

    @property
    def would_take(self) -> int:
        """Return what they would take under the draft."""
        return sum(plan.would_take for plan in self.plans)

    @property
    def falling(self) -> tuple[ProjectDrafted, ...]:
        """Return the đề án that the same money no longer reaches."""
        return tuple(one for one in self.projects if one.falls)

    @property
    def rising(self) -> tuple[ProjectDrafted, ...]:
        """Return the đề án that the same money reaches only under the draft."""
        return tuple(one for one in self.projects if one.rises)

    @property
    def unknown(self) -> int:
        """Return how many lines have a new ceiling that cannot be reckoned."""
        return sum(line.is_unknown for one in self.projects for line in one.lines)


def portfolio_under(document_key: str, year: int, *, user: Actor, day: date) -> PortfolioDrafted:
    """Return the visible live đề án of a budget year under the law of a day and under a draft.

    The queries do not grow with the đề án; they do with the provinces that the draft may touch.
    """
    return portfolio(drafted_by(document_key, day), year, user=user, day=day)


def portfolio(
    drafted: Sequence[DatedParameter], year: int, *, user: Actor, day: date
) -> PortfolioDrafted:
    """Return the same for any parameters that are set in the place of those in force."""
    rows = _rows(user, year)
    laws = _Laws.of(rows, drafted, day)
    groups: dict[tuple[UUID, str], list[Project]] = {}
    for row in rows:
        groups.setdefault((row.owner_id, row.level), []).append(row)
    budgets = _budgets({owner for owner, _ in groups}, year)
    wishes = _wishes({owner for owner, _ in groups}, year)
    plans = (
        _plan(group, budgets.get(key[0], {}), wishes.get(key, Wishes()), laws)
        for key, group in groups.items()
    )
    return PortfolioDrafted(year=year, plans=tuple(plan for plan in plans if plan.projects))


def live_years(user: Actor) -> list[int]:
    """Return the budget years of visible live đề án, the last first; one query."""
    spans = (
        visible_to(user).filter(state__in=LIVE).order_by().values_list("first_year", "last_year")
    )
    years = {year for first, last in spans.distinct() for year in range(first, last + 1)}
    return sorted(years, reverse=True)


def _rows(user: Actor, year: int) -> list[Project]:
    live = visible_to(user).filter(state__in=LIVE, first_year__lte=year, last_year__gte=year)
    found = loaded(live, year).select_related("custodian__place", "implementer", "owner")
    return list(found.order_by("owner__key", "level", "code"))


@dataclass(frozen=True, slots=True)
class _Laws:
    """The law of a day in each province that the draft may touch, and where each line lies."""

    drafted: Sequence[DatedParameter]
    provinces: Mapping[UUID, Spot]
    laws: Mapping[str, Law]

    @classmethod
    def of(cls, rows: Sequence[Project], drafted: Sequence[DatedParameter], day: date) -> "_Laws":
        spots = {spot.id: spot for row in rows for spot in _spots(row)}
        provinces = _provinces(spots.values(), day)
        told = cls(drafted, provinces, {})
        keys = {told.key(row, line) for row in rows for line in lines_of(row)}
        touched = {one.place_key for one in drafted}
        wanted = sorted(key for key in keys if drafted and ("" in touched or key in touched))
        return cls(drafted, provinces, {key: law_on(day, key) for key in wanted})

    def key(self, row: Project, line: Line) -> str:
        """Return the province of a line; "" where it lies in none that is known."""
        for spot in (_spot(line), row.custodian.place):
            if spot and spot.id in self.provinces:
                return self.provinces[spot.id].key
        return ""

    def line(self, row: Project, line: Line) -> LineDrafted:
        """Return a line under both laws."""
        asked = _asked(row, line)
        law = self.laws.get(self.key(row, line))
        if law is None:
            return LineDrafted(line=asked, amounts=asked.amounts)
        return line_under(law, self.drafted, asked)


def _asked(row: Project, line: Line) -> LineAsked:
    return LineAsked(
        id=str(line.id),
        what=line.what,
        item=line.item,
        cost=line.cost,
        main=SOURCE_OF[row.source],
        amounts={SOURCE_OF[share.source]: share.amount for share in line.shares.all()},
        priority=row.kind == ProjectKind.KEY,
    )


def _spot(line: Line) -> Spot | None:
    if line.place:
        return line.place
    return line.establishment.commune if line.establishment else None


def _spots(row: Project) -> Iterator[Spot]:
    yield from (spot for line in lines_of(row) if (spot := _spot(line)))
    if row.custodian.place:
        yield row.custodian.place


def _provinces(spots: Iterable[Spot], day: date) -> dict[UUID, Spot]:
    """Return by place the province it is or lies in on a day; a query for each step up."""
    at = {spot.id: spot for spot in spots}
    for _ in range(STEPS_UP):
        ids = {spot.id for spot in at.values() if spot.level != Level.PROVINCE}
        links = PlaceParent.objects.filter(on_day(day), place__in=ids).select_related("parent")
        above = {link.place_id: link.parent for link in links}
        at = {place: above.get(spot.id, spot) for place, spot in at.items()}
    return {
        place: spot
        for place, spot in at.items()
        if spot.level == Level.PROVINCE and spot.held_on(day)
    }


def _budgets(owners: set[UUID], year: int) -> dict[UUID, dict[FundingSource, int]]:
    """Return by owner and source what was received for a year; one query."""
    found: dict[UUID, dict[FundingSource, int]] = {}
    for budget in Budget.objects.filter(owner__in=owners, year=year):
        received = budget.allotted + budget.carried_in - budget.carried_out
        found.setdefault(budget.owner_id, {})[SOURCE_OF[budget.source]] = received
    return found


def _wishes(owners: set[UUID], year: int) -> dict[tuple[UUID, str], Wishes]:
    """Return what the newest version of each plan wishes of the order; one query."""
    versions = PlanVersion.objects.filter(plan__owner__in=owners, plan__year=year)
    rows = versions.order_by("number").values_list("plan__owner", "plan__level", "wishes")
    return {(owner, level): Wishes.read(kept) for owner, level, kept in rows}


def _plan(
    rows: Sequence[Project],
    received: Mapping[FundingSource, int],
    wishes: Wishes,
    laws: _Laws,
) -> PlanDrafted:
    taken = taken_of(rows, wishes)
    lines = {
        one.candidate.id: tuple(laws.line(one.project, line) for line in lines_of(one.project))
        for one in taken
    }
    first = rows[0]
    given = {s: received[s] for s in sources_of(first.level) if s in received}
    ceilings = given or amounts_of({k: v for one in taken for k, v in one.shares.items()})
    now = _reached([one.candidate for one in taken], ceilings, wishes)
    then = _reached([_under(one, lines[one.candidate.id]) for one in taken], ceilings, wishes)
    return PlanDrafted(
        owner=first.owner,
        level=first.level,
        ceilings=ceilings,
        is_allotted=bool(given),
        projects=tuple(
            ProjectDrafted(
                project=one.project,
                lines=lines[one.candidate.id],
                now=now[one.candidate.id],
                drafted=then[one.candidate.id],
            )
            for one in taken
        ),
    )


def _under(one: Taken, lines: Iterable[LineDrafted]) -> Candidate:
    """Return a candidate as it would stand under the draft; out where it gets nothing at all."""
    amounts: dict[FundingSource, int] = {}
    for line in lines:
        for source, amount in line.amounts.items():
            amounts[source] = amounts.get(source, 0) + amount
    against = () if any(amounts.values()) else (SHUT_OUT,)
    return replace(one.candidate, amounts=amounts, against=against)


def _reached(
    candidates: Sequence[Candidate], ceilings: Mapping[FundingSource, int], wishes: Wishes
) -> dict[str, Place]:
    found = suggest(candidates, ceilings, wishes.balance)
    return {answer.candidate.id: answer.place for answer in found.answers}
