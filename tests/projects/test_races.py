"""Two people in the same moment: a step is taken once, the last đồng are spent once."""

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.funds.queries import ledger_faults
from khuyencong.projects import actions
from khuyencong.projects.models import Acceptance, Project
from khuyencong.projects.queries import project_faults, shares_of
from khuyencong.projects.rules.money import totals
from khuyencong.projects.states import ProjectState
from tests.factories import make_user
from tests.projects.crew import Crew, M, at, fresh, only_line
from tests.threads import raised, together

pytestmark = pytest.mark.django_db(transaction=True)


def again(user: User) -> User:
    """Return the same person as another request would load it."""
    return User.objects.get(id=user.id)


def whole() -> None:
    assert list(project_faults()) == []
    assert list(ledger_faults()) == []


def test_of_two_who_pay_the_last_đồng_one_does(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    crew.accept(line)
    outcomes = together(2, lambda n: crew.pay(line, 80 * M, by=again(crew.accountant)))
    (refused,) = raised(outcomes)
    assert isinstance(refused, Refused)
    assert totals(shares_of(project.id)).paid == 80 * M
    whole()


def test_of_two_who_accept_a_line_one_does(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    outcomes = together(2, lambda n: crew.accept(line, by=again(crew.head)))
    assert [type(error) for error in raised(outcomes)] == [Refused]
    assert Acceptance.objects.count() == 1
    whole()


def test_of_two_projects_for_the_last_money_one_is_approved(crew: Crew) -> None:
    projects = [crew.appraised(crew.one()) for _ in range(2)]
    crew.allot(projects[0], amount=100 * M)
    people = [crew.chair, make_user("PROVINCE_CHAIR", crew.department)]
    outcomes = together(
        2, lambda n: crew.approve(fresh(projects[n]), by=again(people[n]), allot=False)
    )
    assert len(raised(outcomes)) == 1
    states = sorted(Project.objects.values_list("state", flat=True))
    assert states == [ProjectState.APPRAISED, ProjectState.APPROVED]
    whole()


def test_a_page_seen_by_two_is_acted_on_once(crew: Crew) -> None:
    project = crew.one()
    outcomes = together(
        2,
        lambda n: actions.register(
            by=again(crew.registrar), project=project, at=at(), seen=project.version
        ),
    )
    (refused,) = raised(outcomes)
    assert "vừa được người khác thay đổi" in str(refused)
    assert fresh(project).state == ProjectState.REGISTERED


def test_payment_and_progress_of_one_project_wait_for_each_other(crew: Crew) -> None:
    """One locks budgets first, the other never does: neither waits for ever."""
    project = crew.under_way(crew.one())
    line = only_line(project)

    def do(number: int) -> None:
        if number % 2:
            crew.advance(line, 5 * M, by=again(crew.accountant))
        else:
            crew.progress(line, 10 * number, by=again(crew.drafter))

    assert raised(together(4, do)) == []
    assert totals(shares_of(project.id)).advanced == 10 * M
    whole()
