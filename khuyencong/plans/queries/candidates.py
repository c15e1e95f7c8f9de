"""The đề án that a plan may take up, each as the order of the suggestion reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from khuyencong.core.refusal import Refused
from khuyencong.plans.models import Plan
from khuyencong.plans.rules.content import Shares, amounts_of
from khuyencong.plans.rules.suggestion import Candidate, Turn
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.projects.models import Appraisal, Line, Project
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.rules.law import refuse_findings
from khuyencong.projects.states import (
    GONE,
    SOURCE_OF,
    UNDER_WAY,
    AppraisalLevel,
    Level,
    ProjectKind,
    ProjectState,
)

#: What waits for a plan, and what was approved in an earlier one and goes on.
WAITING = (ProjectState.APPRAISED, ProjectState.WAITLISTED)
#: What a unit has carried to its end counts as experience.
FINISHED = (
    ProjectState.ACCEPTED,
    ProjectState.LIQUIDATED,
    ProjectState.SETTLED,
    ProjectState.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A đề án that may stand in the plan, with the support of its living lines of that year."""

    project: Project
    shares: Shares
    candidate: Candidate


def candidates_of(plan: Plan, wishes: Wishes) -> list[Taken]:
    """Return every đề án that the plan may take up; six queries, however many there are."""
    rows = list(
        loaded(
            Project.objects.filter(
                owner=plan.owner_id,
                level=plan.level,
                first_year__lte=plan.year,
                last_year__gte=plan.year,
                state__in=[*WAITING, *UNDER_WAY],
            ),
            plan.year,
        )
    )
    return taken_of(rows, wishes)


def taken_of(rows: Sequence[Project], wishes: Wishes) -> list[Taken]:
    """Return `loaded` đề án as the order reads them, without those that ask for nothing."""
    done = _experience({row.implementer_id for row in rows})
    found = [_taken(row, wishes, done.get(row.implementer_id, 0)) for row in rows]
    return [one for one in found if one.shares]


def loaded(rows: QuerySet[Project], year: int) -> QuerySet[Project]:
    """Return the đề án with all that a row of a plan tells: lines of the year, places, points."""
    lines = Line.objects.filter(year=year).exclude(state__in=GONE).order_by("number")
    lines = lines.select_related("establishment__commune", "place").prefetch_related("shares")
    appraisals = Appraisal.objects.filter(closed_at__isnull=False).order_by("closed_at")
    return rows.select_related("custodian", "implementer", "owner").prefetch_related(
        Prefetch("lines", lines, to_attr="lines_of_year"),
        Prefetch("appraisals", appraisals.prefetch_related("sheets"), to_attr="concluded"),
        "places__place",
    )


def shares_of(project: Project) -> Shares:
    """Return the support of the lines that `loaded` brought along."""
    return {
        (line.id, SOURCE_OF[share.source]): share.amount
        for line in lines_of(project)
        for share in line.shares.all()
    }


def lines_of(project: Project) -> list[Line]:
    """Return the lines of the year that `loaded` brought along."""
    found: list[Line] = getattr(project, "lines_of_year")  # noqa: B009
    return found


def score_of(project: Project) -> Fraction | None:
    """Return the mean points of its last appraisal, of the upper level where there was one."""
    told: list[Appraisal] = getattr(project, "concluded")  # noqa: B009
    upper = [one for one in told if one.at == AppraisalLevel.UPPER]
    for appraisal in reversed(upper or told):
        points = [s.total for s in appraisal.sheets.all() if s.total is not None]
        if points:
            return Fraction(sum(points), len(points))
    return None


def place_of(project: Project) -> tuple[str, str]:
    """Return key and name of the place that balance looks at: a province, or a commune."""
    if project.level == Level.NATIONAL:
        return str(project.custodian_id), str(project.custodian)
    named = [row.place for row in project.places.all()]
    named += [line.place for line in lines_of(project) if line.place]
    named += [line.establishment.commune for line in lines_of(project) if line.establishment]
    return (str(named[0].id), str(named[0])) if named else ("", "")


def against(project: Project, day: date) -> tuple[str, ...]:
    """Return what the law of a day holds against a đề án, with its clause; () for nothing.

    Asks the law of each of its lines: for an act, not for a page.
    """
    try:
        refuse_findings(findings_of(project, day))
    except Refused as refusal:
        return (str(refusal),)
    return ()


def _taken(project: Project, wishes: Wishes, experience: int) -> Taken:
    shares = shares_of(project)
    place, place_name = place_of(project)
    candidate = Candidate(
        id=str(project.id),
        name=project.name,
        amounts=amounts_of(shares),
        turn=_turn(project, wishes, place),
        score=score_of(project),
        experience=experience,
        content=project.content,
        content_name=project.get_content_display(),
        place=place,
        place_name=place_name,
    )
    return Taken(project, shares, candidate)


def _turn(project: Project, wishes: Wishes, place: str) -> Turn:
    if project.state in UNDER_WAY:
        return Turn.CONTINUING
    if project.kind == ProjectKind.KEY:
        return Turn.KEY
    return Turn.PRIORITY if wishes.prefers(project.content, place) else Turn.OTHER


def _experience(units: Iterable[UUID | None]) -> dict[UUID | None, int]:
    rows = Project.objects.filter(implementer__in=[u for u in units if u], state__in=FINISHED)
    counted = rows.order_by().values("implementer").annotate(done=Count("id"))
    return {row["implementer"]: row["done"] for row in counted}
