"""The terms of reports: shipped unverified, changed by two people, never edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.law.actions.tables import table
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting import actions
from khuyencong.reporting.actions import RegimeTold, load_regimes
from khuyencong.reporting.actions.load import shipped
from khuyencong.reporting.models import Regime
from khuyencong.reporting.queries import history_of, regime_for, standing, waiting
from khuyencong.reporting.rules import due_day
from khuyencong.reporting.states import Terms
from khuyencong.values.periods import year
from tests.cast import Cast
from tests.factories import make_user
from tests.reporting.conftest import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
TOLD = RegimeTold(
    form="year",
    from_kind=OrganisationKind.DEPARTMENT,
    to_kind=OrganisationKind.AGENCY,
    terms=Terms(data="cut_off", cut_off_day=14, due_day=20),
    valid_from=date(2027, 1, 1),
    basis="Thông tư mẫu, Điều 3",
    reason="Đã đọc văn bản",
    reminders=[7, -7, 7],
)


@pytest.fixture
def head(cast: Cast) -> User:
    """Return the head of the agency: the second person."""
    load_regimes(at=AT)
    return make_user("AGENCY_HEAD", cast.agency)


def test_what_was_not_read_is_not_verified_and_has_no_day() -> None:
    rows = shipped()
    assert len(rows) == 9
    for row in rows:
        assert row.basis
        assert row.verified == bool(row.url) == (row.form == "plan_registration")
        assert (row.due_day is None) == (row.form != "plan_registration")
        if "NĐ 09/2019" in row.basis:
            assert (row.cut_off_day, row.verified) == (14, False)


def test_the_day_of_registration_is_that_of_the_law() -> None:
    """The row of the law's register and the calendar's are one day: before 20 June."""
    (law,) = [row for row in table("parameters") if row["code"] == "DL-REG"]
    told = [law[name] for name in ("month", "day_of_month", "answer", "verified")]
    assert told == ["6", "20", "before", "True"]
    (row,) = [row for row in shipped() if row.form == "plan_registration"]
    assert due_day(year(2027), row.terms) == date(2026, 6, 19)


def test_a_second_load_writes_nothing_and_a_newer_file_supersedes() -> None:
    assert load_regimes(at=AT) == 9
    assert load_regimes(at=LATER) == 0
    Regime.objects.filter(form="year").update(cut_off_day=10)
    assert load_regimes(at=LATER) == 1
    told = Regime.objects.filter(form="year").order_by("recorded_at")
    assert [(row.cut_off_day, row.superseded_at) for row in told] == [(10, LATER), (14, None)]


def test_proposed_by_one_confirmed_by_another(cast: Cast, head: User) -> None:
    row = actions.propose_regime(by=cast.agency_officer, told=TOLD, at=AT)
    assert waiting() == [row]
    assert row not in standing()
    with pytest.raises(Refused, match="phải khác người đề xuất"):
        actions.confirm_regime(by=cast.agency_officer, regime=row, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.confirm_regime(by=cast.head, regime=row, at=AT)
    done = actions.confirm_regime(by=head, regime=row, at=LATER)
    assert (done.verified, done.confirmed_by, done.reminders) == (True, head.id, [-7, 7])
    with pytest.raises(Refused, match="đã được xử lý"):
        actions.confirm_regime(by=head, regime=row, at=LATER)
    found = [
        regime_for("year", cast.department, cast.agency, date(n, 12, 31)) for n in (2026, 2027)
    ]
    assert [one and one.due_day for one in found] == [None, 20]
    assert [one.valid_until for one in history_of(done) if not one.superseded_at] == [
        None,
        date(2027, 1, 1),
    ]
    assert load_regimes(at=LATER) == 0  # what officers confirmed stands above the file


def test_a_later_row_ends_the_one_before(cast: Cast, head: User) -> None:
    for told in (TOLD, replace(TOLD, valid_from=date(2028, 1, 1), terms=Terms())):
        row = actions.propose_regime(by=cast.agency_officer, told=told, at=AT)
        actions.confirm_regime(by=head, regime=row, at=AT)
    early = actions.propose_regime(by=cast.agency_officer, told=TOLD, at=AT)
    with pytest.raises(Refused, match="chọn ngày sau nữa"):
        actions.confirm_regime(by=head, regime=early, at=AT)
    days = {row.valid_from: row.valid_until for row in standing() if row.form == "year"}
    assert days == {
        None: date(2027, 1, 1),
        date(2027, 1, 1): date(2028, 1, 1),
        date(2028, 1, 1): None,
    }


def test_a_province_sets_its_own_and_no_other_s(cast: Cast, head: User) -> None:
    own = replace(TOLD, body=cast.department)
    for who in (cast.stranger, cast.chair, cast.centre_officer):
        with pytest.raises(Refused, match="không có quyền"):
            actions.propose_regime(by=who, told=own, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.propose_regime(by=cast.owner, told=TOLD, at=AT)
    row = actions.propose_regime(by=cast.owner, told=own, at=AT)
    actions.confirm_regime(by=cast.head, regime=row, at=AT)
    day = date(2027, 12, 31)
    assert regime_for("year", cast.department, cast.agency, day) == row
    other = regime_for("year", cast.other_department, cast.agency, day)
    assert other and other.body is None


def test_who_proposed_may_take_it_back(cast: Cast, head: User) -> None:
    row = actions.propose_regime(by=cast.agency_officer, told=TOLD, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.withdraw_regime(by=cast.owner, regime=row, at=AT)
    actions.withdraw_regime(by=cast.agency_officer, regime=row, at=LATER)
    assert waiting() == []
    with pytest.raises(Refused, match="đã được xử lý"):
        actions.confirm_regime(by=head, regime=row, at=LATER)


WRONG = [
    ({"basis": ""}, "Chưa ghi căn cứ"),
    ({"reason": ""}, "Chưa ghi lý do"),
    ({"terms": Terms(data="cut_off", cut_off_day=29)}, "ngày chốt từ 1 đến 28"),
    ({"terms": Terms(data="cut_off")}, "ngày chốt từ 1 đến 28"),
    ({"terms": Terms(due_day=32)}, "chưa hợp lệ"),
    ({"terms": Terms(due_months_after=3)}, "chưa hợp lệ"),
    ({"form": "daily"}, "chưa hợp lệ"),
    ({"to_kind": OrganisationKind.DEPARTMENT}, "chưa hợp lệ"),
    ({"reminders": [91]}, "90 ngày"),
]


@pytest.mark.parametrize(("fault", "words"), WRONG, ids=[str(fault) for fault, _ in WRONG])
def test_what_cannot_be_the_terms(cast: Cast, fault: dict[str, object], words: str) -> None:
    told = replace(TOLD, **fault)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=words):
        actions.propose_regime(by=cast.agency_officer, told=told, at=AT)
    assert not Regime.objects.exists()


def test_a_row_of_one_body_is_of_its_kind(cast: Cast) -> None:
    with pytest.raises(Refused, match="không phải là Sở"):
        told = replace(TOLD, body=cast.agency)
        actions.propose_regime(by=cast.agency_officer, told=told, at=AT)
