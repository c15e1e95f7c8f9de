"""The life of a đề án's money, and each limit that stops it, in words."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.funds import actions
from khuyencong.funds.actions import spending
from khuyencong.funds.models import AdvanceGround, Entry, Fund, Posting, Share
from khuyencong.funds.queries import (
    balance_of_parts,
    balances_of,
    budget_of,
    entries_of,
    left,
)
from khuyencong.funds.rules import AdvanceBasis, BudgetExceeded, Portion, Refused, YearClosed
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import make_user
from tests.funds.purse import PAPER, PROVINCIAL, Purse, at

pytestmark = pytest.mark.django_db
WHOLE = (
    ("commit", 40),
    ("contract", 30),
    ("advance", 15),
    ("accept", 28),
    ("clear", 15),
    ("pay", 13),
    ("settle", 28),
    ("uncontract", 2),
    ("release", 12),
)


def live(purse: Purse, until: str = "") -> None:
    """Do the acts of a whole life, up to and with `until`."""
    for verb, amount in WHOLE:
        purse.do(verb, amount)
        if verb == until:
            return


def test_a_life_from_the_commitment_to_the_settlement(purse: Purse) -> None:
    live(purse)
    (fund,) = balances_of(purse.spender)
    assert (fund.committed, fund.contracted, fund.accepted) == (28, 28, 28)
    assert (fund.paid, fund.settled, fund.advanced, fund.left) == (28, 28, 0, 0)
    assert (fund.given, fund.advance_limit) == (15, 15)
    assert left(purse.owner, PROVINCIAL, 2026) == 100_000_000 - 28
    budget = budget_of(purse.owner, PROVINCIAL, 2026)
    assert budget
    assert budget.paid == budget.spent == 28
    assert sum(Posting.objects.values_list("amount", flat=True)) == 0
    assert JournalEntry.objects.filter(act__startswith="funds.").count() == Entry.objects.count()


#: After how much of a life, what is tried, and the sentence that refuses it.
REFUSED = [
    ("commit", "commit", 99_999_961, "Khuyến công cấp tỉnh năm 2026 chỉ còn 99.999.960 đồng"),
    ("contract", "release", 11, "chỉ còn 10 đồng đã giao mà chưa ký hợp đồng; cần 11 đồng."),
    ("contract", "contract", 11, "chỉ còn 10 đồng đã giao mà chưa ký hợp đồng; cần 11 đồng."),
    ("advance", "uncontract", 16, "chỉ còn 15 đồng trong hợp đồng mà chưa chi; cần 16 đồng."),
    ("accept", "uncontract", 3, "chỉ còn 2 đồng trong hợp đồng mà chưa nghiệm thu; cần 3 đồng."),
    (
        "advance",
        "advance",
        1,
        "Mức tạm ứng 50 % của hợp đồng 30 đồng là 15 đồng; đã tạm ứng 15 đồng, cần thêm 1 đồng.",
    ),
    ("contract", "advance", 31, "chỉ còn 30 đồng trong hợp đồng mà chưa chi; cần 31 đồng."),
    ("contract", "accept", 31, "chỉ còn 30 đồng trong hợp đồng mà chưa nghiệm thu"),
    ("advance", "clear", 1, "chỉ còn 0 đồng đã nghiệm thu mà chưa thanh toán; cần 1 đồng."),
    ("accept", "clear", 16, "chỉ còn 15 đồng tạm ứng chưa thanh toán; cần 16 đồng."),
    ("accept", "pay", 16, "chỉ còn 15 đồng trong hợp đồng mà chưa chi; cần 16 đồng."),
    ("clear", "pay", 14, "chỉ còn 13 đồng đã nghiệm thu mà chưa thanh toán; cần 14 đồng."),
    ("advance", "settle", 1, "chỉ còn 0 đồng đã thanh toán mà chưa quyết toán; cần 1 đồng."),
    ("advance", "refund", 16, "chỉ còn 15 đồng tạm ứng hoặc thanh toán chưa quyết toán"),
    ("settle", "refund", 1, "chỉ còn 0 đồng tạm ứng hoặc thanh toán chưa quyết toán"),
    ("advance", "carry_fund", 26, "chỉ còn 25 đồng chưa chi, còn phải xử lý tạm ứng; cần 26"),
    ("contract", "carry_fund", 41, "chỉ còn 40 đồng chưa chi; cần 41 đồng."),
    ("commit", "contract", 0, "Số tiền của mỗi dòng phải lớn hơn 0."),
    ("commit", "contract", -1, "Số tiền của mỗi dòng phải lớn hơn 0."),
    ("commit", "contract", MAX_AMOUNT + 1, "Số tiền lớn quá mức ghi được."),
]


@pytest.mark.parametrize(("until", "verb", "amount", "words"), REFUSED)
def test_a_limit_is_told_and_nothing_stays_behind(
    purse: Purse, until: str, verb: str, amount: int, words: str
) -> None:
    live(purse, until)
    before = _all()
    with pytest.raises(Refused, match=r"(?s).*") as refusal:
        purse.do(verb, amount)
    assert words in str(refusal.value)
    assert _all() == before


def _all() -> tuple[Any, ...]:
    rows = (Fund.objects.values(), Share.objects.values(), Posting.objects.values())
    return (*map(list, rows), Entry.objects.count(), JournalEntry.objects.count())


def test_who_asks_too_much_is_told_what_is_left(purse: Purse) -> None:
    with pytest.raises(BudgetExceeded) as refusal:
        purse.do("commit", 100_000_001)
    told = refusal.value
    assert (told.source, told.year, told.left) == (PROVINCIAL, 2026, 100_000_000)
    assert str(told) == (
        "Khuyến công cấp tỉnh năm 2026 chỉ còn 100.000.000 đồng chưa giao; cần 100.000.001 đồng."
    )


def test_portions_of_one_source_are_asked_together(purse: Purse) -> None:
    portions = [purse.portion(60_000_000), purse.portion(60_000_000, part=new_id())]
    with pytest.raises(BudgetExceeded, match=r"cần 120\.000\.000 đồng"):
        purse.do("commit", 1, portions=portions)
    assert not Fund.objects.exists()


def test_a_source_without_a_budget_has_nothing_left(purse: Purse) -> None:
    portions = [Portion(purse.part, FundingSource.NATIONAL, 2026, 1)]
    with pytest.raises(BudgetExceeded, match="Khuyến công quốc gia năm 2026 chỉ còn 0 đồng"):
        purse.do("commit", 1, portions=portions)


def test_a_line_without_money_of_a_year_says_so(purse: Purse) -> None:
    purse.do("commit", 5)
    with pytest.raises(Refused, match="không có khuyến công cấp tỉnh của năm 2027"):
        purse.do("contract", 5, year=2027)
    with pytest.raises(Refused, match="Chưa ghi số tiền của dòng nào"):
        purse.do("contract", 5, portions=[])


def test_one_source_of_one_year_comes_from_one_owner(purse: Purse, cast: Cast) -> None:
    purse.do("commit", 5)
    actions.allot(
        by=cast.stranger,
        at=at(),
        owner=cast.other_department.id,
        source=PROVINCIAL,
        year=2026,
        amount=5,
        paper=PAPER,
    )
    with pytest.raises(Refused, match="Đề án đã nhận khuyến công cấp tỉnh năm 2026"):
        purse.do("commit", 5, owner=cast.other_department.id)


def test_a_line_belongs_to_one_project(purse: Purse) -> None:
    purse.do("commit", 5)
    with pytest.raises(Refused, match="Dòng hỗ trợ này thuộc một đề án khác"):
        actions.commit(
            by=purse.officer,
            at=at(),
            owner=purse.owner,
            spender=new_id(),
            portions=[purse.portion(5)],
        )


def test_a_refund_takes_the_advance_first_then_what_was_paid(purse: Purse) -> None:
    for verb, amount in (("commit", 40), ("contract", 40), ("accept", 30), ("pay", 20)):
        purse.do(verb, amount)
    purse.do("advance", 10)
    purse.do("refund", 15)
    share = purse.share()
    assert (share.advanced, share.refunded, share.paid, share.recovered) == (0, 10, 15, 5)
    assert share.given - share.refunded == 0
    assert share.contracted - share.advanced - share.paid == 25
    purse.do("advance", 20)  # the returned advance is no advance any more


def test_the_limit_of_an_advance_is_rounded_down(purse: Purse) -> None:
    purse.do("commit", 101)
    purse.do("contract", 101)
    third = AdvanceBasis(percent=Fraction(100, 3), clause="Mẫu", verified=True)
    with pytest.raises(Refused, match="Mức tạm ứng 100/3 % của hợp đồng 101 đồng là 33 đồng"):
        purse.do("advance", 34, basis=third)
    purse.do("advance", 33, basis=third)
    assert purse.share().advance_limit == 33


def test_an_unread_rate_needs_its_reason_and_is_told_as_unread(purse: Purse) -> None:
    purse.do("commit", 100)
    purse.do("contract", 100)
    unread = AdvanceBasis(percent=Fraction(40), clause="HĐ 5, khoản 2", verified=False)
    with pytest.raises(Refused, match="lý do dùng mức chưa kiểm chứng"):
        purse.do("advance", 40, basis=unread)
    assert not AdvanceGround.objects.exists()
    reasoned = AdvanceBasis(
        percent=Fraction(40), clause="HĐ 5, khoản 2", verified=False, reason="Văn bản chưa đọc được"
    )
    purse.do("advance", 40, basis=reasoned)
    latest = entries_of(purse.spender)[0]
    assert latest.ground
    assert (latest.ground.percent, latest.ground.verified) == ("40", False)


@pytest.mark.parametrize("percent", [None, Fraction(0), Fraction(101), Fraction(-5)])
def test_no_rate_no_advance(purse: Purse, percent: Fraction | None) -> None:
    purse.do("commit", 100)
    purse.do("contract", 100)
    basis = AdvanceBasis(percent=percent, clause="Mẫu", verified=True)
    with pytest.raises(Refused, match=r"[mM]ức tạm ứng"):
        purse.do("advance", 1, basis=basis)


def test_one_dong_and_all_that_a_column_holds(purse: Purse) -> None:
    purse.allot(MAX_AMOUNT - 100_000_000)
    with pytest.raises(Refused, match="lớn quá mức ghi được"):
        purse.allot(1)
    every = MAX_AMOUNT
    for verb, amount in (
        ("commit", every - 1),
        ("commit", 1),
        ("contract", every),
        ("advance", every // 2),
        ("accept", every),
        ("clear", every // 2),
        ("pay", every - every // 2 - 1),
        ("pay", 1),
        ("settle", every),
    ):
        purse.do(verb, amount)
    assert purse.fund().settled == purse.budget().settled == MAX_AMOUNT
    assert purse.budget().left == 0
    told = entries_of(purse.spender)
    assert sum(one.amount for one in told if one.entry.kind == "pay") == every - every // 2


@pytest.mark.parametrize("verb", ["advance", "pay", "refund"])
def test_who_may_not_pay_is_refused(purse: Purse, cast: Cast, verb: str) -> None:
    live(purse, "clear")
    for person in (cast.owner, cast.head, cast.agency_officer, cast.auditor):
        with pytest.raises(Refused, match="không có quyền ghi tạm ứng"):
            purse.do(verb, 1, by=person)


def test_a_body_pays_money_of_another_owner(purse: Purse, cast: Cast) -> None:
    """The centre's accountant pays the agency's money: the right is asked of who pays."""
    officer = make_user("AGENCY_OFFICER", cast.agency)
    national = Purse(cast.agency.id, officer, purse.accountant, cast.head)
    national.source = FundingSource.NATIONAL
    national.allot(100)
    national.do("commit", 100)
    national.do("contract", 100)
    with pytest.raises(Refused, match="không có quyền"):
        national.do("advance", 50)
    national.do("advance", 50, payer=cast.department.id)
    with pytest.raises(Refused, match="không có quyền"):
        national.do("refund", 50, payer=cast.other_department.id)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"paper": ""}, "Xin ghi số, ngày văn bản"),
        ({"paper": "x" * 201}, "Số, ngày văn bản dài 201 ký tự; tối đa 200"),
        ({"why": "a\0b"}, "Lý do có ký tự NUL"),
        ({"day": date(2027, 1, 1)}, "Ngày 01/01/2027 phải đã qua"),
        ({"day": date(1980, 1, 1)}, "phải đã qua, và từ 01/01/1990"),
    ],
)
def test_words_and_days_are_refused_in_words(
    purse: Purse, told: dict[str, object], words: str
) -> None:
    live(purse, "contract")
    with pytest.raises(Refused, match=r"(?s).*") as refusal:
        purse.do("advance", 1, **told)
    assert words in str(refusal.value)
    assert purse.fund().advanced == 0


def test_an_entry_is_taken_back_once_and_both_stay(purse: Purse) -> None:
    live(purse, "contract")
    wrong = purse.do("advance", 10)
    with pytest.raises(Refused, match="Xin ghi lý do"):
        actions.reverse(by=purse.accountant, at=at(), entry=wrong, why=" ")
    with pytest.raises(Refused, match="không có quyền"):
        actions.reverse(by=purse.officer, at=at(), entry=wrong, why="nhầm")
    back = actions.reverse(by=purse.accountant, at=at(), entry=wrong, why="ghi nhầm dòng")
    share = purse.share()
    assert (share.advanced, share.given, share.advance_limit) == (0, 0, 0)
    for entry in (wrong, back):
        with pytest.raises(Refused, match="đã được ghi ngược"):
            actions.reverse(by=purse.accountant, at=at(), entry=entry, why="lần nữa")
    counter, first = entries_of(purse.spender)[:2]
    assert (counter.is_counter, counter.amount, counter.why) == (True, -10, "ghi nhầm dòng")
    assert (first.is_reversed, first.amount, first.label) == (True, 10, "Tạm ứng")


def test_an_entry_on_which_others_stand_is_not_taken_back(purse: Purse) -> None:
    live(purse, "contract")
    contract = Entry.objects.get(kind="contract")
    purse.do("advance", 10)
    with pytest.raises(Refused, match=r"Không ghi ngược được bút toán này: .*hợp đồng"):
        actions.reverse(by=purse.officer, at=at(), entry=contract, why="nhầm")


def test_a_closed_year_takes_no_entry(purse: Purse) -> None:
    live(purse)
    purse.close()
    for verb in ("commit", "release", "contract", "accept", "settle", "refund"):
        with pytest.raises(YearClosed, match="năm 2026 đã khóa"):
            purse.do(verb, 1)


def test_a_line_is_told_by_year_and_source(purse: Purse) -> None:
    purse.do("commit", 5)
    other = new_id()
    told = balance_of_parts([purse.part, other])
    assert [(share.year, share.committed) for share in told[purse.part]] == [(2026, 5)]
    assert told[other] == []


def test_the_timeline_tells_who_did_what(purse: Purse) -> None:
    live(purse, "advance")
    told = entries_of(purse.spender)
    assert [one.label for one in told] == ["Tạm ứng", "Ký hợp đồng", "Giao cho đề án"]
    assert [one.who for one in told] == [
        purse.accountant.full_name,
        purse.officer.full_name,
        purse.officer.full_name,
    ]
    assert told[0].paper == "UNC 12"
    assert told[0].amount_told == "15\u00a0đồng"


def _queries(do: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


def test_the_cost_does_not_grow_by_queries_with_the_lines(purse: Purse) -> None:
    def commit(count: int) -> int:
        portions = [purse.portion(1, part=new_id()) for _ in range(count)]
        spender = new_id()
        told = {"by": purse.officer, "spender": spender, "portions": portions}
        return _queries(lambda: spending.commit(at=at(), owner=purse.owner, **told))

    assert commit(1) == commit(30)
    purse.do("commit", 10)
    few = _queries(lambda: entries_of(purse.spender))
    for _ in range(5):
        purse.do("contract", 1)
    assert _queries(lambda: entries_of(purse.spender)) == few
    assert _queries(lambda: balances_of(purse.spender)) == 1


def test_what_the_caller_gives_up_leaves_nothing(purse: Purse) -> None:
    """The act stands or falls with the transaction of who calls it."""
    before = _all()
    with pytest.raises(RuntimeError), transaction.atomic():
        purse.do("commit", 5)
        raise RuntimeError
    assert _all() == before
