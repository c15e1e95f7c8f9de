"""Budgets: allotted, withdrawn, carried over, closed and reopened."""

from datetime import date

import pytest

from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, Entry, YearTurn
from khuyencong.funds.queries import (
    budget_of,
    budgets_visible_to,
    entries_of_budget,
    happened_in,
    left,
    years_of,
)
from khuyencong.funds.rules import Refused, YearClosed
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import make_user
from tests.funds.purse import PAPER, PROVINCIAL, Purse, at

pytestmark = pytest.mark.django_db


def carry(purse: Purse, amount: int, from_year: int = 2026, **more: object) -> Entry:
    told = {"owner": purse.owner, "source": PROVINCIAL, "paper": PAPER} | more
    return actions.carry_over(by=purse.officer, at=at(), from_year=from_year, amount=amount, **told)


def test_money_is_allotted_more_and_withdrawn_within_what_is_left(purse: Purse) -> None:
    purse.allot(5_000_000)
    purse.do("commit", 30_000_000)
    with pytest.raises(
        Refused, match=r"chỉ còn 75\.000\.000 đồng chưa giao đề án; cần 75\.000\.001"
    ):
        purse.allot(-75_000_001)
    purse.allot(-75_000_000)
    assert purse.budget().allotted == 30_000_000
    assert left(purse.owner, PROVINCIAL, 2026) == 0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"paper": " "}, "Xin ghi số, ngày văn bản."),
        ({"amount": -1, "why": ""}, "Xin ghi lý do."),
        ({"amount": 0}, "Số tiền phải khác 0."),
        ({"amount": MAX_AMOUNT}, "Tổng kinh phí lớn quá mức ghi được."),
        ({"amount": MAX_AMOUNT + 1}, "Số tiền lớn quá mức ghi được."),
        ({"year": 1989}, "Năm ngân sách phải từ 1990 đến 2199."),
        ({"source": FundingSource.COUNTERPART}, "Vốn đối ứng không phải kinh phí"),
        ({"owner": new_id()}, "không có quyền ghi kinh phí được giao"),
    ],
)
def test_what_cannot_be_allotted_is_said(purse: Purse, told: dict[str, object], words: str) -> None:
    given = {"owner": purse.owner, "source": PROVINCIAL, "year": 2026, "amount": 5}
    given |= {"paper": PAPER, "why": "mẫu"} | told
    with pytest.raises(Refused) as refusal:
        actions.allot(by=purse.officer, at=at(), **given)
    assert words in str(refusal.value)
    assert Entry.objects.count() == Budget.objects.count() == 1


def test_only_who_may_allot_does(purse: Purse, cast: Cast) -> None:
    for person in (cast.head, cast.stranger, cast.chair, cast.agency_officer, purse.accountant):
        with pytest.raises(Refused, match="không có quyền"):
            actions.allot(
                by=person,
                at=at(),
                owner=purse.owner,
                source=PROVINCIAL,
                year=2026,
                amount=1,
                paper=PAPER,
            )


def test_a_body_that_does_not_exist_gets_nothing(cast: Cast) -> None:
    class Everyone:
        id = cast.owner.id

        def may(self, permission: str, of: object = None) -> bool:
            return True

    with pytest.raises(Refused, match="Không có đơn vị này"):
        actions.allot(
            by=Everyone(),  # type: ignore[arg-type]
            at=at(),
            owner=new_id(),
            source=PROVINCIAL,
            year=2026,
            amount=1,
            paper=PAPER,
        )


def test_what_nobody_has_is_carried_into_the_next_year(purse: Purse) -> None:
    purse.do("commit", 40_000_000)
    with pytest.raises(Refused, match=r"chỉ còn 60\.000\.000 đồng"):
        carry(purse, 60_000_001)
    entry = carry(purse, 60_000_000)
    old, new = purse.budget(), purse.budget(2027)
    assert (old.carried_out, old.left, new.carried_in, new.left) == (60_000_000, 0) + (
        60_000_000,
    ) * 2
    assert new.allotted == 0
    for budget, words in ((old, "Chuyển nguồn đi"), (new, "Chưa giao đề án")):
        (told,) = happened_in(budget, entries_of_budget(budget).filter(id=entry.id))
        assert words in told.entered
    purse.do("commit", 60_000_000, year=2027)


def test_committed_money_goes_along_into_the_next_year(purse: Purse) -> None:
    for verb, amount in (
        ("commit", 50),
        ("contract", 40),
        ("advance", 20),
        ("accept", 30),
        ("pay", 15),
    ):
        purse.do(verb, amount)
    with pytest.raises(Refused, match="chỉ chuyển sang năm 2027"):
        purse.do("carry_fund", 5, to_year=2028)
    with pytest.raises(Refused, match="còn phải xử lý tạm ứng"):
        purse.do("carry_fund", 16)
    purse.do("carry_fund", 15)
    old, new = purse.share(), purse.share(2027)
    assert (old.committed, old.contracted, old.advanced, old.paid) == (35, 35, 20, 15)
    assert (new.committed, new.contracted, new.advanced, new.accepted) == (15, 5, 0, 0)
    purse.do("carry_fund", 20, with_advances=True)
    old, new = purse.share(), purse.share(2027)
    assert (old.committed, old.contracted, old.accepted, old.advanced, old.paid) == (15,) * 3 + (
        0,
        15,
    )
    assert (new.committed, new.contracted, new.accepted, new.advanced) == (35, 25, 15, 20)
    assert (old.given, old.advance_limit, new.given, new.advance_limit) == (0, 0, 20, 20)
    purse.do("clear", 15, year=2027)
    purse.close()
    assert (purse.budget(2027).carried_in, purse.budget(2027).left) == (35, 0)


def test_nothing_is_carried_into_a_closed_year(purse: Purse) -> None:
    purse.allot(1, year=2027)
    purse.close(2027)
    purse.do("commit", 10)
    with pytest.raises(YearClosed, match="năm 2027 đã khóa"):
        carry(purse, 5)
    with pytest.raises(YearClosed, match="năm 2027 đã khóa"):
        purse.do("carry_fund", 5)


def test_closing_says_what_is_outstanding(purse: Purse) -> None:
    for verb, amount in (("commit", 50), ("contract", 40), ("advance", 20)):
        purse.do(verb, amount)
    with pytest.raises(Refused) as refusal:
        purse.close()
    assert str(refusal.value) == (
        "Chưa khóa được sổ Khuyến công cấp tỉnh năm 2026: còn 20 đồng tạm ứng chưa thanh toán;"
        " còn 10 đồng đã giao mà chưa ký hợp đồng; còn 20 đồng đã ký hợp đồng mà chưa chi."
    )
    assert not YearTurn.objects.exists()


def test_a_year_is_closed_and_reopened_and_each_turn_stays(purse: Purse, cast: Cast) -> None:
    purse.close()
    told = {"owner": purse.owner, "source": PROVINCIAL, "year": 2026}
    with pytest.raises(YearClosed):
        purse.allot(1)
    with pytest.raises(Refused, match="đã khóa"):
        purse.close()
    with pytest.raises(Refused, match="Xin ghi lý do"):
        actions.reopen_year(by=cast.head, at=at(), reason="", **told)
    with pytest.raises(Refused, match="không có quyền khóa, mở sổ"):
        actions.reopen_year(by=cast.owner, at=at(), reason="thiếu", **told)
    actions.reopen_year(by=cast.head, at=at(), reason="ghi thiếu một chứng từ", **told)
    with pytest.raises(Refused, match="đang mở"):
        actions.reopen_year(by=cast.head, at=at(), reason="lần nữa", **told)
    purse.allot(1)
    purse.close()
    turns = YearTurn.objects.order_by("number").values_list("number", "turn", "reason")
    assert list(turns) == [
        (1, "closed", ""),
        (2, "reopened", "ghi thiếu một chứng từ"),
        (3, "closed", ""),
    ]
    assert JournalEntry.objects.filter(act__startswith="funds.year_").count() == 3


def test_a_year_that_never_was_is_not_closed(purse: Purse) -> None:
    with pytest.raises(Refused, match="Chưa có khuyến công cấp tỉnh năm 2030 trong sổ"):
        purse.close(2030)


def test_an_allotment_is_taken_back_by_who_may_allot(purse: Purse) -> None:
    wrong = Entry.objects.get()
    with pytest.raises(Refused, match="không có quyền ghi ngược"):
        actions.reverse(by=purse.accountant, at=at(), entry=wrong, why="nhầm")
    actions.reverse(by=purse.officer, at=at(), entry=wrong, why="nhầm năm", day=date(2026, 1, 3))
    assert purse.budget().allotted == 0


def test_budgets_are_seen_by_who_answers_for_their_owner(purse: Purse, cast: Cast) -> None:
    for person in (cast.owner, cast.head, cast.chair, purse.accountant, cast.auditor):
        assert budgets_visible_to(person).count() == 1, person.username
    for nobody in (cast.stranger, cast.commune, cast.admin, cast.establishment, cast.former):
        assert not budgets_visible_to(nobody).exists(), nobody.username
    assert not budgets_visible_to(None).exists()
    minister = make_user("MINISTER", cast.agency)
    purse.allot(1, year=2024)
    assert years_of(budgets_visible_to(minister)) == [2026, 2024]
    assert budget_of(purse.owner, PROVINCIAL, 2025) is None
    assert left(purse.owner, PROVINCIAL, 2025) == 0
