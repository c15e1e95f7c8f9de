"""What stands beside the ledger: other money, support that is given back, support of interest."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.identity import new_id
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, InterestClaim, RepayableSupport
from khuyencong.funds.queries import (
    arrears_on,
    beside_of,
    interest_of,
    repayables_of,
    repayables_visible_to,
)
from khuyencong.funds.rules import Due, Refused
from khuyencong.funds.rules.repayable import (
    highest_interest_support,
    overdue_since,
    owed_on,
    require_interest,
)
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.funds.purse import PROVINCIAL, Purse, at

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def add(purse: Purse, **more: Any) -> Any:
    told = {"kind": FundingSource.COUNTERPART, "year": 2026, "amount": 7} | more
    return actions.beside(
        by=purse.officer, at=at(), owner=purse.owner, spender=purse.spender, **told
    )


@pytest.mark.django_db
def test_other_money_stands_beside_and_in_no_balance(purse: Purse) -> None:
    before = Budget.objects.values().get()
    add(purse, part=purse.part)
    row = add(purse, kind=FundingSource.INTEGRATED, programme="  Nông thôn  mới ", amount=9)
    assert [(one.kind, one.programme, one.amount) for one in beside_of(purse.spender)] == [
        ("counterpart", "", 7),
        ("integrated", "Nông thôn mới", 9),
    ]
    assert Budget.objects.values().get() == before
    with pytest.raises(Refused, match="Xin ghi lý do rút"):
        actions.withdraw_beside(by=purse.officer, at=at(), row=row, reason=" ")
    actions.withdraw_beside(by=purse.officer, at=at(), row=row, reason="ghi nhầm")
    actions.withdraw_beside(by=purse.officer, at=at(), row=row, reason="lần nữa")
    assert [one.kind for one in beside_of(purse.spender)] == ["counterpart"]
    row.refresh_from_db()
    assert row.withdrawn_because == "ghi nhầm"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": PROVINCIAL}, "Khuyến công cấp tỉnh không phải kinh phí ghi ngoài"),
        ({"kind": FundingSource.FOREIGN}, "Xin ghi tên chương trình, dự án."),
        ({"amount": 0}, "phải lớn hơn 0"),
        ({"amount": MAX_AMOUNT + 1}, "không quá lớn"),
        ({"year": 1}, "Năm phải từ 1990"),
        ({"programme": "x" * 201}, "dài 201 ký tự"),
    ],
)
def test_other_money_is_refused_in_words(purse: Purse, told: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused) as refusal:
        add(purse, **told)
    assert words in str(refusal.value)


def agree(purse: Purse, *dues: tuple[date, int], principal: int = 10, **more: Any) -> Any:
    told = {"part": purse.part, "signed_on": date(2026, 1, 5), "paper": "HĐ 9"} | more
    return actions.agree_repayable(
        by=purse.officer,
        at=at(),
        owner=purse.owner,
        spender=purse.spender,
        principal=principal,
        schedule=[Due(*due) for due in dues],
        **told,
    )


@pytest.mark.django_db
def test_support_comes_back_by_instalments_and_arrears_are_known(purse: Purse) -> None:
    agreement = agree(purse, (JULY, 6), (JUNE, 4))
    assert arrears_on(date(2026, 5, 31)) == []
    (behind,) = arrears_on(JUNE)
    assert (behind.owed, behind.since) == (4, JUNE)
    told = {"by": purse.accountant, "agreement": agreement, "paper": "PT 3"}
    first = actions.repay(at=at(), amount=3, day=JUNE, **told)
    (behind,) = arrears_on(JULY)
    assert (behind.owed, behind.since) == (7, JUNE)
    actions.repay(at=at(), amount=2, day=JULY, **told)
    (behind,) = arrears_on(JULY)
    assert (behind.owed, behind.since) == (5, JULY)
    assert arrears_on(JUNE)[0].owed == 1  # what came later does not count before
    with pytest.raises(Refused, match="Còn phải hoàn trả 5 đồng; ghi 6 đồng"):
        actions.repay(at=at(), amount=6, **told)
    with pytest.raises(Refused, match="không có quyền ghi hoàn trả"):
        actions.repay(at=at(), amount=5, **told | {"by": purse.officer})
    actions.repay(at=at(), amount=5, **told)
    back = actions.reverse_repayment(by=purse.accountant, at=at(), repayment=first, why="nhầm")
    for repayment in (first, back):
        with pytest.raises(Refused, match="đã được ghi ngược"):
            actions.reverse_repayment(
                by=purse.accountant, at=at(), repayment=repayment, why="lần nữa"
            )
    (kept,) = repayables_of(purse.spender)
    assert kept.repaid == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dues", "told", "words"),
    [
        ([(JUNE, 4), (JULY, 5)], {}, "cộng lại là 9 đồng, khác 10 đồng"),
        ([(JUNE, 4), (JUNE, 6)], {}, "trùng ngày"),
        ([(date(2026, 1, 1), 10)], {}, "không thể trước ngày ký 05/01/2026"),
        ([(JUNE, 12), (JULY, -2)], {}, "phải có số tiền lớn hơn 0"),
        ([], {}, "phải có số tiền lớn hơn 0"),
        ([(JUNE, 10)], {"principal": 0}, "Số tiền hỗ trợ phải lớn hơn 0"),
        ([(JUNE, 10)], {"paper": ""}, "Xin ghi số, ngày hợp đồng"),
        ([(date(2028, 1, 1), 10)], {"signed_on": date(2027, 1, 1)}, "phải đã qua"),
    ],
)
def test_an_agreement_is_refused_in_words(
    purse: Purse, dues: list[tuple[date, int]], told: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        agree(purse, *dues, **told)
    assert words in str(refusal.value)
    assert not RepayableSupport.objects.exists()


@pytest.mark.django_db
def test_an_agreement_is_recorded_once_and_seen_by_its_body(purse: Purse, cast: Cast) -> None:
    agree(purse, (JUNE, 10))
    with pytest.raises(Refused, match="đã được ghi cho dòng hỗ trợ"):
        agree(purse, (JUNE, 10))
    assert len(arrears_on(JUNE, repayables_visible_to(cast.head))) == 1
    assert arrears_on(JUNE, repayables_visible_to(cast.stranger)) == []
    assert not repayables_visible_to(None).exists()
    with CaptureQueriesContext(connection) as few:
        arrears_on(JUNE)
    for number in range(4):
        agree(purse, (JUNE, 10), paper=f"HĐ {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(arrears_on(JUNE)) == 5
    assert len(many) == len(few) == 3


schedules = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 10**12)),
    min_size=1,
    max_size=8,
    unique_by=lambda due: due[0],
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(schedules, st.dates(date(2025, 1, 1), date(2031, 1, 1)), st.integers(0, 10**13))
def test_arrears_end_when_all_that_was_due_came_back(
    dues: list[tuple[date, int]], day: date, repaid: int
) -> None:
    schedule = [Due(*due) for due in dues]
    due = sum(amount for at, amount in dues if at <= day)
    owed, since = owed_on(day, schedule, repaid), overdue_since(day, schedule, repaid)
    assert owed == max(0, due - repaid)
    assert (since is not None) == (owed > 0)
    assert since is None or since <= day
    assert owed_on(day, schedule, repaid + owed) == 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.integers(1, MAX_AMOUNT),
    st.fractions(Fraction(1, 1000), 100, max_denominator=1000),
)
def test_support_of_interest_is_never_above_the_rate_nor_the_interest(
    certified: int, percent: Fraction
) -> None:
    most = highest_interest_support(certified, percent)
    assert most <= certified
    assert 100 * most <= certified * percent < 100 * (most + 1)
    with pytest.raises(Refused):
        require_interest(most + 1, certified, percent)


def claim(purse: Purse, start: date, end: date, **more: Any) -> InterestClaim:
    told = {"certified": 101, "percent": Fraction(50), "amount": 50, "paper": "GBN 1"} | more
    return actions.claim_interest(
        by=purse.officer,
        at=at(),
        owner=purse.owner,
        spender=purse.spender,
        source=told.pop("source", PROVINCIAL),
        year=2026,
        period_start=start,
        period_end=end,
        **{"part": purse.part} | told,
    )


@pytest.mark.django_db
def test_interest_is_supported_by_periods_that_do_not_overlap(purse: Purse) -> None:
    first = claim(purse, date(2026, 1, 1), JUNE)
    claim(purse, JUNE, JULY)
    claim(purse, date(2026, 2, 1), JULY, part=new_id())
    with pytest.raises(Refused, match="trùng ngày với kỳ từ 01/01/2026 đến trước 01/06/2026"):
        claim(purse, date(2026, 5, 31), date(2026, 6, 2))
    actions.withdraw_interest(by=purse.officer, at=at(), claim=first, reason="sai kỳ")
    claim(purse, date(2026, 5, 1), JUNE)
    own = [one for one in interest_of(purse.spender) if one.part == purse.part]
    assert [one.period_start for one in own] == [date(2026, 5, 1), JUNE]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"amount": 51}, "nhiều nhất 50 đồng; ghi 51 đồng"),
        ({"amount": 0}, "nhiều nhất 50 đồng"),
        ({"certified": 0}, "Số lãi được xác nhận phải lớn hơn 0"),
        ({"percent": Fraction(101)}, "không quá 100 %"),
        ({"source": FundingSource.SPONSOR}, "Tài trợ không phải kinh phí của chương trình"),
        ({"paper": ""}, "Xin ghi số, ngày chứng từ lãi"),
    ],
)
def test_a_claim_is_refused_in_words(purse: Purse, told: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused) as refusal:
        claim(purse, JUNE, JULY, **told)
    assert words in str(refusal.value)
    assert not InterestClaim.objects.exists()


@pytest.mark.django_db
def test_a_period_ends_after_it_begins(purse: Purse) -> None:
    with pytest.raises(Refused, match="phải kết thúc sau khi bắt đầu"):
        claim(purse, JUNE, JUNE)
