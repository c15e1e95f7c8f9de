"""Every list of the desk asks as many queries of five hundred rows as of one."""

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.applications.models import Need, Proposal, Request, SurveyRound
from khuyencong.core.identity import new_id
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget
from khuyencong.office.models import IssuedDocument
from khuyencong.projects.models import Line, LineShare, Project, ProjectPlace, StepTaken
from khuyencong.projects.states import STATE_SOURCES
from khuyencong.registry.models import (
    Artisan,
    CraftVillage,
    Establishment,
    IndustrialCluster,
    OtherSupport,
)
from khuyencong.results.models import Result
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_applications,
    make_proposal,
    make_registry_records,
    make_result,
    make_user,
)
from tests.office.desk import make_office
from tests.projects.conftest import crew  # noqa: F401 - the fixture
from tests.projects.crew import Crew

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = 500
#: What a page of a list may weigh, however many rows there are.
HEAVIEST = 400_000


def copies(row: models.Model, **vary: Callable[[int], Any]) -> list[Any]:
    """Keep the rows that make MANY of `row`, each with an identity of its own."""
    made = []
    for number in range(1, MANY):
        one = copy(row)
        one.pk = new_id()
        one._state.adding = True
        for name, value in vary.items():
            setattr(one, name, value(number))
        made.append(one)
    return type(row)._default_manager.bulk_create(made)


def cost(person: User, path: str) -> int:
    """Return how many queries a list asks the second time."""
    browser = Client()
    browser.force_login(person)
    browser.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(path)
    assert answer.status_code == 200, path
    assert len(answer.content) <= HEAVIEST, path
    return len(caught)


def costs(person: User, paths: list[str]) -> dict[str, int]:
    return {path: cost(person, path) for path in paths}


def test_lists_of_the_registry_and_of_applications(cast: Cast) -> None:
    establishment = make_registry_records(cast)
    make_applications(cast.centre_officer, establishment)
    paths = ["co-so", "ho-tro-khac", "cum-cong-nghiep", "lang-nghe", "nghe-nhan"]
    paths += ["nhu-cau", "nhu-cau/dot", "nhu-cau/chua-dap-ung", "de-nghi"]
    paths = ["/desk/", *(f"/desk/{path}/" for path in paths)]
    before = costs(cast.owner, paths)
    for model in (IndustrialCluster, CraftVillage, Artisan, Establishment, Need):
        copies(model._default_manager.get())
    copies(OtherSupport.objects.get(), mark=lambda number: f"{number:064}")
    copies(SurveyRound.objects.get(), name=lambda number: f"Đợt mẫu {number}")
    received = {"receipt_code": lambda number: f"MAU-{number}", "need": lambda number: None}
    copies(Request.objects.get(), receipt_number=lambda number: 1000 + number, **received)
    assert Establishment.objects.count() == Need.objects.count() == Request.objects.count() == MANY
    assert costs(cast.owner, paths) == before


def test_lists_of_money_results_and_proposals(cast: Cast) -> None:
    officer = make_user("DEPT_OFFICER", cast.department)
    told = {"owner": cast.department.id, "amount": 10**9, "paper": "QĐ 1"}
    for year in (2008, 2009):  # of two budgets a line adds up
        funds.allot(by=officer, at=ENTERED_AT, source=FundingSource.PROVINCIAL, year=year, **told)
    make_result(cast.centre_officer, cast.department)
    make_proposal(cast.owner, cast.department)
    paths = [f"/desk/{path}/" for path in ("kinh-phi", "ket-qua", "kien-nghi", "chat-luong")]
    before = costs(cast.owner, paths)
    sources = [source.value for source in STATE_SOURCES]
    copies(
        Budget.objects.get(year=2009),
        year=lambda number: 2010 + number % 150,
        source=lambda number: sources[number // 150],
    )
    copies(Result.objects.get(), series=lambda number: new_id())
    copies(Proposal.objects.get())
    assert Budget.objects.count() == MANY + 1
    assert Result.objects.count() == Proposal.objects.count() == MANY
    assert costs(cast.owner, paths) == before


def test_lists_of_projects(crew: Crew) -> None:  # noqa: F811
    crew.one()
    paths = ["/desk/de-an/", "/desk/", "/desk/thoi-gian/", "/desk/ke-hoach/dang-ky/"]
    before = [costs(person, paths[:3]) for person in (crew.registrar, crew.head)]
    project = Project.objects.get()
    made = copies(project, code=lambda number: f"MAU-{number:04}")
    lines = copies(project.lines.get(), project_id=lambda number: made[number - 1].id)
    copies(LineShare.objects.get(), line_id=lambda number: lines[number - 1].id)
    for row in (*ProjectPlace.objects.all(), *StepTaken.objects.all()):
        copies(row, project_id=lambda number: made[number - 1].id)
    assert Line.objects.count() == MANY
    assert [costs(person, paths[:3]) for person in (crew.registrar, crew.head)] == before


def test_the_register_of_the_clerk(cast: Cast) -> None:
    office = make_office(cast)
    office.numbered()
    path = "/desk/van-thu/?nam=2026"
    before = cost(office.clerk, path)
    varied = {"about": lambda number: new_id(), "number": lambda number: number + 1}
    copies(IssuedDocument.objects.get(), **varied)
    assert IssuedDocument.objects.count() == MANY
    assert cost(office.clerk, path) == before
