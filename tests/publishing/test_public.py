"""What everybody may read of other rooms: approved plans and đề án, never a person's place."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.applications import actions as applications
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import ProjectState
from khuyencong.publishing.queries.plans import published_plan, published_plans
from khuyencong.publishing.queries.projects import (
    PUBLIC_STATES,
    Wanted,
    by_year,
    project_page,
    published_projects,
    rows_of,
    sums_of,
    with_places,
)
from khuyencong.publishing.queries.proposals import answered_proposals, saying
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_establishment,
    make_project,
    make_proposal,
    make_user,
    told,
)

DAY = date(2026, 11, 29)
MILLION = 1_000_000


@dataclass
class Approved:
    """A đề án with a firm and a household, in an approved plan beside a reserve."""

    project: Project
    reserve: Project
    plan: Plan


def line_of(project: Project, establishment: Establishment, number: int) -> Line:
    """Put one line of support into a đề án."""
    line = Line.objects.create(
        project=project,
        number=number,
        establishment=establishment,
        content="technical_demonstration_and_machinery",
        item="machinery",
        what="Máy dệt",
        year=2026,
        cost=300 * MILLION,
        counterpart=200 * MILLION,
        state_since=ENTERED_AT,
        recorded_at=ENTERED_AT,
    )
    line.shares.create(source="provincial", amount=100 * MILLION)
    return line


@pytest.fixture
def approved(cast: Cast) -> Approved:
    officer = make_user("CENTRE_OFFICER", cast.centre)
    commune = make_commune()
    firm, home = (
        make_establishment(cast.owner, cast.department, told(commune, name, form=form))
        for name, form in (("Công ty May", "enterprise"), ("Hộ Mây Tre", "household_business"))
    )
    project, reserve = (make_project(officer, cast.department) for _ in range(2))
    for number, one in enumerate((firm, home), start=1):
        line_of(project, one, number)
    plan = Plan.objects.create(
        owner=cast.department, year=2026, level="local", recorded_at=ENTERED_AT
    )
    version = approve(cast, plan, 1)
    for rank, (one, standing) in enumerate(((project, "in"), (reserve, "reserve")), start=1):
        row = version.rows.create(
            project=one, rank=rank, standing=standing, why="rule", reason="xếp"
        )
        for line in one.lines.all():
            row.shares.create(line=line, source="provincial", year=2026, amount=100 * MILLION)
    Project.objects.filter(id=project.id).update(state=ProjectState.APPROVED)
    return Approved(Project.objects.get(id=project.id), reserve, plan)


def approve(cast: Cast, plan: Plan, number: int) -> PlanVersion:
    return plan.versions.create(
        number=number,
        kind="assigned" if number == 1 else "adjusted",
        state="approved",
        content_hash="x",
        drafted_by=cast.owner.id,
        drafted_at=ENTERED_AT,
        submitted_by=cast.owner.id,
        submitted_at=ENTERED_AT,
        decided_by=cast.chair.id,
        decided_at=ENTERED_AT + timedelta(days=number),
        decided_on=date(2026, 1, number),
        decision=f"QĐ {number}",
    )


def test_a_plan_shows_what_its_decision_names_and_nothing_waiting(approved: Approved) -> None:
    view = published_plan(approved.plan.id)
    assert view is not None
    assert [row.project.id for row in view.rows] == [approved.project.id]
    assert view.total == 200 * MILLION == sum(view.sources.values())
    listed = published_plans().get()
    assert (listed.projects, listed.money, listed.decision) == (1, view.total, "QĐ 1")


def test_the_plan_in_force_is_the_last_one_approved(cast: Cast, approved: Approved) -> None:
    approve(cast, approved.plan, 2)
    view = published_plan(approved.plan.id)
    assert view is not None and view.version.decision == "QĐ 2"
    assert [one.decision for one in view.earlier] == ["QĐ 1"] and view.rows == []


def test_a_plan_that_nobody_approved_is_not_there(cast: Cast) -> None:
    plan = Plan.objects.create(
        owner=cast.department, year=2027, level="local", recorded_at=ENTERED_AT
    )
    assert published_plan(plan.id) is None and not published_plans().exists()


def test_a_household_is_told_by_its_name_alone(approved: Approved) -> None:
    view = project_page(approved.project.id)
    assert view is not None
    firm, home = view.lines
    assert (firm.name, firm.is_a_person) == ("Công ty May", False)
    assert firm.commune == firm.line.establishment.commune
    assert (home.name, home.commune, home.is_a_person) == ("Hộ Mây Tre", None, True)
    assert (view.support, view.counterpart) == (200 * MILLION, 400 * MILLION)
    assert view.sources == {"provincial": 200 * MILLION}
    assert view.decisions == [("QĐ 1", date(2026, 1, 1))]


@pytest.mark.parametrize("state", ProjectState.values)
def test_a_project_is_public_once_its_plan_is_approved(state: str, approved: Approved) -> None:
    Project.objects.filter(id=approved.project.id).update(state=state)
    hidden = {
        "draft", "registered", "returned", "base_appraised", "submitted", "appraised",
        "waitlisted", "rejected", "withdrawn",
    }  # fmt: skip
    is_there = project_page(approved.project.id) is not None
    assert is_there is (state not in hidden) is (state in PUBLIC_STATES)
    assert published_projects(Wanted(), DAY).exists() is is_there


def test_sums_are_those_of_the_rows(approved: Approved) -> None:
    rows = published_projects(Wanted(), DAY)
    shown = rows_of(list(with_places(rows)))
    sums = sums_of(rows)
    assert (sums.projects, sums.support) == (len(shown), sum(row.support for row in shown))
    assert sums.counterpart == sum(row.counterpart for row in shown) == 400 * MILLION
    years = by_year(rows)
    assert sum(one.projects for one in years) == sums.projects
    assert sum(one.support for one in years) == sums.support
    for one in years:
        behind = sums_of(published_projects(Wanted(year=one.year), DAY))
        assert (behind.projects, behind.support) == (one.projects, one.support)


def test_a_line_that_was_withdrawn_counts_for_nothing(approved: Approved) -> None:
    Line.objects.filter(project=approved.project, number=2).update(state="withdrawn")
    view = project_page(approved.project.id)
    assert view is not None and view.support == 100 * MILLION
    assert sums_of(published_projects(Wanted(), DAY)).support == 100 * MILLION


@pytest.mark.parametrize(
    ("words", "found"), [("hộ mây", True), ("HO MAY TRE", True), ("không có", False)]
)
def test_found_by_a_beneficiary_without_marks(words: str, found: bool, approved: Approved) -> None:
    assert published_projects(Wanted(words=words), DAY).exists() is found


def test_pages_cost_the_same_for_one_line_and_for_many(approved: Approved) -> None:
    costs = []
    for number in (10, 20, 30):
        with CaptureQueriesContext(connection) as asked:
            project_page(approved.project.id)
            published_plan(approved.plan.id)
            rows_of(list(with_places(published_projects(Wanted(), DAY))))
        costs.append(len(asked))
        for line in list(approved.project.lines.filter(number__lt=3)):
            line_of(approved.project, line.establishment, line.number + number)
    assert len(set(costs)) == 1, costs


def test_an_answered_proposal_names_nobody(cast: Cast) -> None:
    raised = make_proposal(
        cast.owner, cast.department, what="Nâng mức hỗ trợ", details="Ông A, xóm 3"
    )
    assert not answered_proposals().exists()
    applications.answer(
        by=cast.head, proposal=raised, seen=raised.stamp, words="Đã ghi nhận.", at=ENTERED_AT
    )
    one = answered_proposals().get()
    assert "details" in one.get_deferred_fields() and "occasion" in one.get_deferred_fields()
    assert [p.what for p in saying(answered_proposals(), "nang muc")] == ["Nâng mức hỗ trợ"]
    assert saying(answered_proposals(), "xóm 3") == []
