"""The live đề án of a year under a draft: whom it touches, what it costs, who falls."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.law.queries import law_on
from khuyencong.law.states import Item
from khuyencong.plans.queries.draft_law import PortfolioDrafted, portfolio, portfolio_under
from khuyencong.plans.rules.suggestion import Place
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Project
from khuyencong.projects.states import ProjectState
from khuyencong.registry.models import Organisation
from khuyencong.registry.models import Place as Spot
from khuyencong.registry.states import Level
from khuyencong.values.vocabulary import FundingSource
from tests.factories import make_project
from tests.plans.made import AT, DAY, MILLION, PROVINCIAL, YEAR, Crew, allot, appraised, submitted

pytestmark = pytest.mark.django_db


def document(key: str, **more: Any) -> LegalDocument:
    told = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2020, "title": key, "folded": key}
    return LegalDocument.objects.create(key=key, number=f"{key}/TT", **told | more)


def ceiling(of: LegalDocument, amount: int, item: str = Item.MACHINERY, **more: Any) -> Parameter:
    """Keep a local ceiling in millions; a draft's takes the slot of the one in force."""
    told = {
        "code": f"{of.key}-{item}",
        "kind": "ceiling",
        "subject": item,
        "slot": f"muc-{item}",
        "source": "provincial",
        "percent": 50,
        "amount": amount * MILLION,
        "document": of,
        "verified": True,
        "valid_from": None if of.is_draft else date(2020, 1, 1),
        "recorded_at": now(),
    }
    return Parameter.objects.create(**told | more)


@pytest.fixture
def province(crew: Crew) -> Spot:
    """Return the province of the department, with a ceiling of 300 million for machinery."""
    place = Spot.objects.create(key="mau", level=Level.PROVINCE, kind="tỉnh", name="Mẫu")
    Organisation.objects.filter(id=crew.cast.department.id).update(place=place)
    in_force = document("nq-mau", place=place)
    ceiling(in_force, 300, place=place)
    return place


@pytest.fixture
def draft(province: Spot) -> LegalDocument:
    """Return a draft that leaves 200 million of the 300."""
    found = document("du-thao", place=province, is_draft=True)
    ceiling(found, 200, place=province)
    return found


def machines(crew: Crew, name: str, millions: int, points: int = 70, **more: Any) -> Project:
    """Return an appraised đề án of one machine of twice the support."""
    project = appraised(crew, name, millions, points, **more)
    project.lines.update(item=Item.MACHINERY)
    return project


def under(crew: Crew, key: str = "du-thao", year: int = YEAR) -> PortfolioDrafted:
    return portfolio_under(key, year, user=crew.officer, day=DAY)


def test_the_law_in_force_replayed_is_what_stands_to_the_dong(crew: Crew, province: Spot) -> None:
    allot(crew, 700)
    for name, millions in (("Một", 300), ("Hai", 250), ("Ba", 200)):
        machines(crew, name, millions)
    today = law_on(DAY, province.key)
    found = portfolio(today.parameters, YEAR, user=crew.officer, day=DAY)
    assert found.touched == found.falling == found.rising == found.changed == ()
    assert found.takes == found.would_take == 750 * MILLION
    version = submitted(crew)
    chosen = {row.project_id for row in version.rows.filter(standing="in")}
    assert {one.project.id for one in found.projects if one.now is Place.IN} == chosen


def test_a_lower_ceiling_cuts_and_lets_others_in(crew: Crew, draft: LegalDocument) -> None:
    allot(crew, 450)
    machines(crew, "Trên trần", 300, 90)
    appraised(crew, "Việc khác", 250, 80)
    found = under(crew)
    [touched] = found.touched
    assert touched.project.name == "Trên trần"
    assert (touched.takes, touched.would_take) == (300 * MILLION, 200 * MILLION)
    assert [str(one.citation.key) for one in touched.clauses] == ["du-thao"]
    assert [one.project.name for one in found.rising] == ["Việc khác"]
    assert (found.takes, found.would_take) == (550 * MILLION, 450 * MILLION)
    [plan] = found.changed
    assert (plan.ceiling, plan.is_allotted) == (450 * MILLION, True)


def test_a_higher_ceiling_pushes_others_under_the_line(crew: Crew, draft: LegalDocument) -> None:
    Parameter.objects.filter(document=draft).update(percent=None, amount=400 * MILLION)
    machines(crew, "Đúng trần", 300, 90)
    machines(crew, "Dưới trần", 100, 80)
    found = under(crew)
    assert [(one.project.name, one.drafted) for one in found.falling] == [
        ("Dưới trần", Place.RESERVE)
    ]
    [plan] = found.plans
    # Nothing was allotted: the same money is what the plan takes today.
    assert (plan.is_allotted, plan.ceiling) == (False, 400 * MILLION)
    # The other asks for half of its cost, which is all it may today: so it may ask for more, too.
    assert found.would_take - found.takes == 200 * MILLION
    assert [one.project.name for one in plan.shown] == ["Đúng trần", "Dưới trần"]


def test_what_is_finished_withdrawn_or_of_another_year_is_not_asked(
    crew: Crew, draft: LegalDocument
) -> None:
    for state in (ProjectState.DRAFT, ProjectState.ACCEPTED, ProjectState.REJECTED):
        project = machines(crew, f"Đã {state}", 300)
        Project.objects.filter(id=project.id).update(state=state)
    live = machines(crew, "Đang làm", 300)
    Project.objects.filter(id=live.id).update(state=ProjectState.IN_PROGRESS)
    found = under(crew)
    assert [one.project.name for one in found.projects] == ["Đang làm"]
    assert found.projects[0].is_approved
    assert under(crew, year=YEAR + 1).plans == ()


def test_another_province_is_not_touched(crew: Crew, draft: LegalDocument) -> None:
    other = Spot.objects.create(key="khac", level=Level.PROVINCE, kind="tỉnh", name="Khác")
    Organisation.objects.filter(id=crew.cast.department.id).update(place=other)
    machines(crew, "Máy", 300)
    found = under(crew)
    assert (found.touched, found.takes) == ((), found.would_take)


def test_a_line_stands_under_the_law_of_its_place(crew: Crew, draft: LegalDocument) -> None:
    other = Spot.objects.create(key="khac", level=Level.PROVINCE, kind="tỉnh", name="Khác")
    project = machines(crew, "Máy", 300)
    project.lines.update(place=other)
    assert under(crew).touched == ()
    project.lines.update(place=Spot.objects.get(key="mau"))
    assert [one.project for one in under(crew).touched] == [project]


def test_who_sees_nothing_counts_nothing(crew: Crew, draft: LegalDocument) -> None:
    machines(crew, "Máy", 300)
    found = portfolio_under("du-thao", YEAR, user=crew.cast.stranger, day=DAY)
    assert (found.plans, found.takes) == ((), 0)


def test_sums_of_lines_plans_and_all_agree(crew: Crew, draft: LegalDocument) -> None:
    for number, millions in enumerate((120, 200, 260, 300, 300), 1):
        machines(crew, f"Máy {number}", millions, 60 + number)
    found = under(crew)
    lines = [line for one in found.projects for line in one.lines]
    assert found.takes == sum(line.line.total for line in lines) == 1_180 * MILLION
    assert found.would_take == sum(sum(line.amounts.values()) for line in lines)
    assert found.would_take == 920 * MILLION
    assert {one.project.name for one in found.touched} == {"Máy 3", "Máy 4", "Máy 5"}
    assert [plan.would_take for plan in found.plans] == [found.would_take]


def test_more_projects_cost_no_more_queries(crew: Crew, draft: LegalDocument) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            under(crew)
        return len(queries)

    machines(crew, "Một", 300)
    asked()
    before = asked()
    for number in range(6):
        machines(crew, f"Máy {number}", 200 + number)
    assert asked() == before


def test_a_project_of_two_lines_keeps_each_line_in_its_ceiling(
    crew: Crew, draft: LegalDocument
) -> None:
    project = make_project(crew.drafter, crew.cast.department, implementer=None)
    for what in ("Máy cưa", "Máy bào"):
        told = LineTold(
            what=what,
            year=YEAR,
            cost=600 * MILLION,
            support={PROVINCIAL: 250 * MILLION, FundingSource.COMMUNE: 50 * MILLION},
            item=Item.MACHINERY,
        )
        put_line(by=crew.drafter, project=project, told=told, at=AT)
    Project.objects.filter(id=project.id).update(state=ProjectState.APPRAISED)
    [found] = under(crew).projects
    assert [dict(line.amounts) for line in found.lines] == [
        {PROVINCIAL: 150 * MILLION, FundingSource.COMMUNE: 50 * MILLION}
    ] * 2
