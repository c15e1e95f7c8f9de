"""Two officers in the same moment: the last đồng are given once, a year is closed once."""

from uuid import UUID

import pytest

from khuyencong.core.identity import new_id
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, Entry, Fund, YearTurn
from khuyencong.funds.queries import ledger_faults
from khuyencong.funds.rules import BudgetExceeded, Portion, Refused, YearClosed
from tests.cast import Cast, make_cast
from tests.conditions import SIZE
from tests.factories import make_user
from tests.funds.purse import PROVINCIAL, Purse, at
from tests.threads import raised, together

pytestmark = pytest.mark.django_db(transaction=True)
LAST = 10_000_000


def make_purse(amount: int) -> tuple[Cast, Purse]:
    cast = make_cast()
    accountant = make_user("CENTRE_ACCOUNTANT", cast.centre)
    purse = Purse(cast.department.id, cast.owner, accountant, cast.head)
    purse.allot(amount)
    return cast, purse


def commit(purse: Purse, by: object, spender: UUID, amount: int) -> Entry:
    portions = [Portion(new_id(), PROVINCIAL, 2026, amount)]
    told = {"owner": purse.owner, "spender": spender, "portions": portions}
    return actions.commit(by=by, at=at(), **told)


@pytest.mark.parametrize("round_", range(200 if SIZE >= 2000 else 5))
def test_of_two_who_commit_the_last_ten_million_one_does(round_: int) -> None:
    cast, purse = make_purse(LAST)
    people = (cast.owner, cast.colleague)
    outcomes = together(2, lambda n: commit(purse, people[n], new_id(), LAST))
    (refused,) = raised(outcomes)
    assert isinstance(refused, BudgetExceeded)
    assert str(refused) == (
        "Khuyến công cấp tỉnh năm 2026 chỉ còn 0 đồng chưa giao; cần 10.000.000 đồng."
    )
    assert (purse.budget().left, Fund.objects.count()) == (0, 1)
    assert list(ledger_faults()) == []


def test_many_at_once_never_pass_the_budget() -> None:
    cast, purse = make_purse(LAST)
    outcomes = together(6, lambda n: commit(purse, cast.owner, new_id(), 3_000_000))
    assert {type(error) for error in raised(outcomes)} == {BudgetExceeded}
    assert len(raised(outcomes)) == 3
    assert purse.budget().left == 1_000_000
    assert {error.left for error in raised(outcomes)} == {1_000_000}
    assert list(ledger_faults()) == []


def test_of_two_first_commitments_of_one_project_both_stand() -> None:
    """Both find no row of the đề án yet: the second waits, and finds it."""
    cast, purse = make_purse(LAST)
    spender = new_id()
    people = (cast.owner, cast.colleague)
    outcomes = together(2, lambda n: commit(purse, people[n], spender, 4_000_000))
    assert raised(outcomes) == []
    assert Fund.objects.get().committed == 8_000_000
    assert list(ledger_faults()) == []


def test_of_two_payments_of_the_same_acceptance_one_is_made() -> None:
    _, purse = make_purse(LAST)
    for verb in ("commit", "contract", "accept"):
        purse.do(verb, 100)
    outcomes = together(2, lambda n: purse.do("pay", 60))
    (refused,) = raised(outcomes)
    assert "chỉ còn 40 đồng" in str(refused)
    assert purse.fund().paid == 60
    assert list(ledger_faults()) == []


def test_two_first_allotments_make_one_budget() -> None:
    _, purse = make_purse(LAST)
    outcomes = together(2, lambda n: purse.allot(5, year=2030))
    assert raised(outcomes) == []
    assert Budget.objects.get(year=2030).allotted == 10


def test_closing_and_committing_in_one_moment_never_both() -> None:
    cast, purse = make_purse(LAST)
    acts = (lambda: commit(purse, cast.owner, new_id(), 5), purse.close)
    outcomes = together(2, lambda n: acts[n]())
    (refused,) = raised(outcomes)
    assert isinstance(refused, (YearClosed, Refused))
    budget = purse.budget()
    assert budget.closed == (budget.committed == 0)
    assert list(ledger_faults()) == []


def test_of_two_who_take_an_entry_back_one_does() -> None:
    _, purse = make_purse(LAST)
    entry = purse.do("commit", 100)
    told = {"by": purse.officer, "entry": entry, "why": "nhầm"}
    outcomes = together(2, lambda n: actions.reverse(at=at(), **told))
    (refused,) = raised(outcomes)
    assert "đã được ghi ngược" in str(refused)
    assert purse.fund().committed == 0


def test_of_two_who_close_a_year_one_does() -> None:
    _, purse = make_purse(LAST)
    outcomes = together(2, lambda n: purse.close())
    (refused,) = raised(outcomes)
    assert "đã khóa" in str(refused)
    assert YearTurn.objects.count() == 1


def test_crosswise_carrying_and_committing_does_not_lock_up() -> None:
    """One carries from 2026 into 2027 while another commits of both: nobody waits for ever."""
    cast, purse = make_purse(LAST)
    purse.allot(LAST, year=2027)
    purse.do("commit", 100)

    def act(number: int) -> Entry:
        if number:
            return purse.do("carry_fund", 100)
        both = [Portion(purse.part, PROVINCIAL, year, 7) for year in (2027, 2026)]
        told = {"owner": purse.owner, "spender": purse.spender, "portions": both}
        return actions.commit(by=cast.colleague, at=at(), **told)

    assert raised(together(2, act)) == []
    assert list(ledger_faults()) == []
