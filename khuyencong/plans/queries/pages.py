"""What the pages of a plan show: rows with their đề án, money by source, what was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.core.users import Actor
from khuyencong.plans.models import Plan, PlanAct, PlanRow, PlanVersion
from khuyencong.plans.queries.candidates import loaded, place_of, score_of
from khuyencong.plans.queries.money import money_of, movements_of
from khuyencong.plans.queries.versions import in_force, loaded_rows, plain_row
from khuyencong.plans.rules.content import PlainRow, amounts_of, changes, sums
from khuyencong.plans.rules.steps import TOOK_PART_IN, open_steps, why_not
from khuyencong.plans.states import (
    OPEN,
    STEP_LABELS,
    VERSION_STEPS,
    Standing,
    VersionState,
    Why,
)
from khuyencong.projects.models import Project, StepTaken
from khuyencong.projects.states import APPRAISING, DRAFTING
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row of a version with all that a page tells of its đề án."""

    row: PlanRow
    project: Project
    amounts: dict[FundingSource, int]
    score: Fraction | None
    place: str
    place_name: str
    by_hand: bool

    @property
    def total(self) -> int:
        """Return its support in the plan's year, in đồng."""
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShown:
    """One source of a plan: received, in this version, and what its approval leaves."""

    source: FundingSource
    received: int
    planned: int
    after: int

    @property
    def is_over(self) -> bool:
        """Return whether the version gives more than there is."""
        return self.after < 0

    @property
    def missing(self) -> int:
        """Return how many đồng are missing."""
        return max(-self.after, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act with a version, in words."""

    at: datetime
    who: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One version of a plan as its page shows it."""

    version: PlanVersion
    rows: list[ShownRow]
    plain: list[PlainRow]
    money: list[SourceShown]
    acts: list[Done]
    may: frozenset[str]

    def at(self, standing: str) -> list[ShownRow]:
        """Return the rows with one standing, in order."""
        return [one for one in self.rows if one.row.standing == standing]

    @property
    def sources(self) -> list[FundingSource]:
        """Return the sources that some row or budget names."""
        named = {source for one in self.rows for source in one.amounts}
        named |= {money.source for money in self.money}
        return [source for source in FundingSource if source in named]


def version_page(version: PlanVersion, user: Actor) -> VersionPage:
    """Return all that the page of a version shows; a constant number of queries."""
    rows = loaded_rows([version])
    plain = [plain_row(row) for row in rows]
    acts = list(version.acts.order_by("at", "id"))
    history = [(act.step, act.by) for act in acts]
    return VersionPage(
        version=version,
        rows=shown_rows(version, rows),
        plain=plain,
        money=money_shown(version, plain),
        acts=_done(acts),
        may=open_steps(version.state, user, version.plan.owner_id, history),
    )


def shown_rows(version: PlanVersion, rows: Sequence[PlanRow]) -> list[ShownRow]:
    """Return loaded rows with points and places of their đề án."""
    ids = [row.project_id for row in rows]
    found = {p.id: p for p in loaded(Project.objects.filter(id__in=ids), version.plan.year)}
    return [_shown(row, found[row.project_id]) for row in rows]


def money_shown(version: PlanVersion, plain: Sequence[PlainRow]) -> list[SourceShown]:
    """Return each source with what the version takes of it; over the budget is below 0."""
    plan = version.plan
    planned = sums(plain)
    after = {money.source: money.free for money in money_of(plan)}
    if version.state in OPEN:
        found = changes(_before(plan), plain)
        inside = [row for row in plain if row.standing == Standing.IN]
        for one in movements_of(plan.year, inside, found.dropped):
            after[one.source] = after.get(one.source, 0) - one.amount
    received = {money.source: money.received for money in money_of(plan)}
    return [
        SourceShown(
            source=source,
            received=received.get(source, 0),
            planned=planned.get(source, 0),
            after=after.get(source, 0),
        )
        for source in FundingSource
        if source in planned or source in received
    ]


def listed_plans(plans: Iterable[Plan]) -> list[dict[str, object]]:
    """Return plans with the version that counts and what it gives; a constant number of queries."""
    rows = list(plans)
    versions = PlanVersion.objects.filter(plan__in=rows).exclude(state=VersionState.WITHDRAWN)
    latest: dict[UUID, dict[str, PlanVersion]] = {}
    for version in versions.order_by("number"):
        slot = "open" if version.state in OPEN else "force"
        latest.setdefault(version.plan_id, {})[slot] = version
    counted = [one for kinds in latest.values() for one in kinds.values()]
    plain: dict[UUID, list[PlainRow]] = {}
    for row in loaded_rows(counted):
        plain.setdefault(row.version_id, []).append(plain_row(row))
    return [_listed(plan, latest.get(plan.id, {}), plain) for plan in rows]


def involvement(version: PlanVersion, user: Actor, plain: Sequence[PlainRow]) -> str:
    """Return why this person may not approve, in words; "" where nothing stands against it."""
    owner, history = version.plan.owner_id, list(version.acts.values_list("step", "by"))
    said = why_not(user, VERSION_STEPS["approve"], owner, history)
    if said:
        return said
    found = changes(_before(version.plan), plain)
    names = {row.project: row.name for row in (*found.entered, *found.reserved)}
    own = StepTaken.objects.filter(project__in=names, by=user.id, step__in=[*DRAFTING, *APPRAISING])
    for project in own.values_list("project", flat=True)[:1]:
        return TOOK_PART_IN.format(name=names[project])
    return ""


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of people by their ids."""
    wanted = [person for person in people if person]
    return dict(User.objects.filter(id__in=wanted).values_list("id", "full_name"))


def _before(plan: Plan) -> list[PlainRow]:
    before = in_force(plan)
    return [plain_row(row) for row in loaded_rows([before])] if before else []


def _shown(row: PlanRow, project: Project) -> ShownRow:
    place, place_name = place_of(project)
    return ShownRow(
        row=row,
        project=project,
        amounts=amounts_of(plain_row(row).shares),
        score=score_of(project),
        place=place,
        place_name=place_name,
        by_hand=row.why == Why.HAND,
    )


def _done(acts: Sequence[PlanAct]) -> list[Done]:
    """Return what was done, the newest first; putting in order again and again is told once."""
    names = names_of(act.by for act in acts)
    told = [
        Done(
            at=act.at,
            who=names.get(act.by, ""),
            what=STEP_LABELS.get(act.step, act.step),
            reason=act.reason,
        )
        for act in acts
    ]
    return told[::-1]


def _listed(
    plan: Plan, kinds: dict[str, PlanVersion], plain: dict[UUID, list[PlainRow]]
) -> dict[str, object]:
    version = kinds.get("force") or kinds.get("open")
    rows = plain.get(version.id, []) if version else []
    inside = [row for row in rows if row.standing == Standing.IN]
    return {
        "plan": plan,
        "force": kinds.get("force"),
        "open": kinds.get("open"),
        "count": len(inside),
        "reserve": sum(row.standing == Standing.RESERVE for row in rows),
        "amounts": sums(rows),
        "total": sum(row.total for row in inside),
    }
