"""A plan to be approved, made of đề án that were drafted by one and appraised by others."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from khuyencong.accounts.models import User
from khuyencong.funds import actions as funds
from khuyencong.plans import actions
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.plans.states import VersionKind
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Appraisal, AppraisalSheet, Project
from khuyencong.projects.states import AppraisalLevel, ProjectState, Verdict
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import make_project, make_user

YEAR = 2026
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
DAY = date(2026, 11, 23)
MILLION = 1_000_000
PROVINCIAL = FundingSource.PROVINCIAL


@dataclass
class Crew:
    """Who does what with a plan of the province."""

    cast: Cast
    drafter: User  # of the centre
    officer: User  # puts the plan in order
    head: User  # submits it
    chair: User  # approves it
    other_chair: User  # may approve it as well


def make_crew(cast: Cast) -> Crew:
    """Return the people of a province's plan."""
    return Crew(
        cast=cast,
        drafter=make_user("CENTRE_OFFICER", cast.centre, full_name="Người Soạn"),
        officer=cast.owner,
        head=cast.head,
        chair=cast.chair,
        other_chair=make_user("PROVINCE_CHAIR", cast.department, full_name="Phó Chủ Tịch Mẫu"),
    )


def allot(crew: Crew, millions: int, source: FundingSource = PROVINCIAL, year: int = YEAR) -> None:
    """Give the department so much of a source."""
    funds.allot(
        by=crew.officer,
        at=AT,
        owner=crew.cast.department.id,
        source=source,
        year=year,
        amount=millions * MILLION,
        paper="QĐ 1/QĐ-UBND",
    )


def appraised(
    crew: Crew,
    name: str,
    millions: int,
    points: int = 70,
    *,
    support: dict[FundingSource, int] | None = None,
    later: int = 0,
    of_year: int = YEAR,
    **more: object,
) -> Project:
    """Return a đề án that waits for a plan; `later` millions of it are of the year after."""
    told = {"name": name, "content": "information", "implementer": None} | more
    told |= {"last_year": YEAR + 1} if later else {}
    project = make_project(crew.drafter, crew.cast.department, **told)
    for year, amount in ((of_year, millions), (of_year + 1, later)):
        if amount:
            given = support if support and year == of_year else {PROVINCIAL: amount * MILLION}
            line = LineTold(
                what=f"{name} {year}", year=year, cost=sum(given.values()) * 2, support=given
            )
            put_line(by=crew.drafter, project=project, told=line, at=AT)
    _appraise(crew, project, points)
    Project.objects.filter(id=project.id).update(state=ProjectState.APPRAISED)
    project.refresh_from_db()
    return project


def _appraise(crew: Crew, project: Project, points: int) -> None:
    appraisal = Appraisal.objects.create(
        project=project,
        at=AppraisalLevel.UPPER,
        opened_at=AT,
        closed_at=AT,
        verdict=Verdict.PASS,
        concluded_by=crew.head.id,
    )
    AppraisalSheet.objects.create(appraisal=appraisal, by=crew.officer.id, total=points, at=AT)


def plan_of(crew: Crew, year: int = YEAR) -> Plan:
    """Return the plan of the department for a year."""
    return actions.open_plan(by=crew.officer, owner=crew.cast.department, year=year, at=AT)


def submitted(crew: Crew, plan: Plan | None = None) -> PlanVersion:
    """Return the first version of a plan, put in order by the rules and submitted."""
    plan = plan or plan_of(crew)
    version = actions.begin_version(by=crew.officer, plan=plan, kind=VersionKind.ASSIGNED, at=AT)
    return actions.submit(by=crew.head, version=version, at=AT)


def approve(crew: Crew, version: PlanVersion, **more: object) -> PlanVersion:
    """Approve a version as it stands."""
    told = {
        "by": crew.chair,
        "version": version,
        "seen": version.content_hash,
        "decision": "12/QĐ-UBND",
        "decided_on": DAY,
        "at": AT + timedelta(hours=1),
    }
    return actions.approve(**(told | more))  # type: ignore[arg-type]


def in_force(crew: Crew) -> PlanVersion:
    """Return an approved plan."""
    return approve(crew, submitted(crew))
