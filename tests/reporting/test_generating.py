"""The calendar of every living body, written once; newer terms reach what nobody has sent."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting import actions
from khuyencong.reporting.actions import Asked, RegimeTold, extend, load_regimes, open_year
from khuyencong.reporting.models import Duty, DutyAct, Regime
from khuyencong.reporting.queries import forms_received, who_reports
from khuyencong.reporting.states import DutyState, Terms
from khuyencong.values.periods import Period, month, programme, year
from tests.cast import Cast
from tests.factories import make_organisation, make_user
from tests.reporting.conftest import AT, act, send

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, 3, tzinfo=UTC)


@pytest.fixture
def regimes(cast: Cast) -> None:
    load_regimes(at=NEW_YEAR)


def forms(body: Organisation) -> Counter[str]:
    return Counter(Duty.objects.filter(custodian=body).values_list("form", flat=True))


def test_a_year_ahead_for_every_living_body_and_a_second_run_writes_nothing(
    cast: Cast, regimes: None
) -> None:
    gone = make_organisation("Sở đã hết")
    Organisation.objects.filter(id=gone.id).update(valid_until=date(2025, 7, 1))
    assert extend(NEW_YEAR) == 2 * (4 + 1 + 1 + 1 + 1)
    owed = {"quarter": 4, "half_year": 1, "nine_months": 1, "year": 1, "plan_registration": 1}
    for body in (cast.department, cast.other_department):
        assert forms(body) == owed
    assert forms(gone) == forms(cast.centre) == {}  # what a centre owes is asked for
    assert extend(NEW_YEAR + timedelta(hours=7)) == 0
    entry = JournalEntry.objects.get(act="reporting.open_all")
    assert (entry.custodian, entry.facts, entry.by) == (cast.agency.id, {"duties": 16}, None)


def test_what_a_duty_holds(cast: Cast, regimes: None) -> None:
    extend(NEW_YEAR)
    first = Duty.objects.get(custodian=cast.department, form="quarter", period_start=NEW_YEAR)
    assert (first.data, first.due_on, first.due_basis) == (
        Period(date(2025, 12, 15), date(2026, 3, 15)),
        None,  # no source gives one
        "",
    )
    assert first.regime is not None
    assert not first.regime.verified
    plan = Duty.objects.get(custodian=cast.department, form="plan_registration")
    assert (plan.period, plan.data, plan.due_on) == (year(2027), None, date(2026, 6, 19))
    assert [one.step for one in first.acts.all()] == ["open"]


def test_a_day_later_the_calendar_grows_by_what_comes_into_reach(cast: Cast, regimes: None) -> None:
    extend(NEW_YEAR)
    before = Duty.objects.count()
    assert extend(NEW_YEAR + timedelta(days=90)) == 2  # the first quarter of 2027
    assert Duty.objects.count() == before + 2


def test_a_body_that_ends_in_the_year_owes_what_ends_before(cast: Cast, regimes: None) -> None:
    Organisation.objects.filter(id=cast.department.id).update(valid_until=date(2026, 7, 1))
    extend(NEW_YEAR)
    assert forms(cast.department) == {"quarter": 2, "half_year": 1, "plan_registration": 1}


def test_the_agency_owes_the_ministry(cast: Cast, regimes: None) -> None:
    ministry = make_organisation("Bộ mẫu", OrganisationKind.MINISTRY)
    extend(NEW_YEAR)
    assert forms(cast.agency) == {"quarter": 4}
    assert set(Duty.objects.filter(custodian=cast.agency).values_list("receiver", flat=True)) == {
        ministry.id
    }


def test_an_officer_opens_a_year_that_is_over(cast: Cast, regimes: None) -> None:
    told = {"receiver": cast.agency, "year": 2025, "at": AT}
    with pytest.raises(Refused, match="không có quyền"):
        open_year(by=cast.owner, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="không hợp lệ"):
        open_year(by=cast.agency_officer, receiver=cast.agency, year=1, at=AT)
    assert open_year(by=cast.agency_officer, **told) == 16  # type: ignore[arg-type]
    assert open_year(by=cast.agency_officer, **told) == 0  # type: ignore[arg-type]
    assert set(Duty.objects.values_list("receiver", flat=True)) == {cast.agency.id}


# --- newer terms ---------------------------------------------------------------------------------


def changed(cast: Cast, **more: object) -> Regime:
    """Let two people of the agency change the terms of the yearly report."""
    told = {
        "form": "year",
        "from_kind": OrganisationKind.DEPARTMENT,
        "to_kind": OrganisationKind.AGENCY,
        "terms": Terms(data="cut_off", cut_off_day=14, due_day=20),
        "valid_from": date(2026, 1, 1),
        "basis": "Thông tư mẫu",
        "reason": "Có văn bản mới",
        "reminders": [-7],
    } | more
    proposer = make_user("AGENCY_OFFICER", cast.agency)
    head = make_user("AGENCY_HEAD", cast.agency)
    row = actions.propose_regime(by=proposer, told=RegimeTold(**told), at=AT)  # type: ignore[arg-type]
    return actions.confirm_regime(by=head, regime=row, at=AT)


def yearly(body: Organisation) -> Duty:
    return Duty.objects.get(custodian=body, form="year", period_start=NEW_YEAR)


def test_newer_terms_reach_what_nobody_has_sent(cast: Cast, regimes: None) -> None:
    extend(NEW_YEAR)
    send(cast.owner, yearly(cast.department))
    before = yearly(cast.department).regime_id
    changed(cast)
    extend(AT)
    mine, other = yearly(cast.department), yearly(cast.other_department)
    assert (mine.due_on, mine.regime_id) == (None, before)
    assert (other.due_on, other.due_basis) == (date(2026, 12, 20), "Thông tư mẫu")
    assert [one.step for one in other.acts.order_by("at")] == ["open", "renew"]
    assert extend(AT) == 0


def test_a_day_that_an_officer_entered_stays(cast: Cast, regimes: None) -> None:
    extend(NEW_YEAR)
    duty = yearly(cast.department)
    act("set_due", cast.agency_officer, duty, due_on=date(2026, 12, 28), basis="Công văn 9")
    changed(cast)
    extend(AT)
    assert (yearly(cast.department).due_on, yearly(cast.department).due_basis) == (
        date(2026, 12, 28),
        "Công văn 9",
    )
    assert yearly(cast.other_department).due_on == date(2026, 12, 20)


def test_a_province_has_its_own_row(cast: Cast, regimes: None) -> None:
    changed(cast, body=cast.department, terms=Terms(data="whole", due_day=20, due_months_after=-1))
    extend(NEW_YEAR)
    own, other = yearly(cast.department), yearly(cast.other_department)
    assert (own.due_on, own.data) == (date(2026, 11, 20), year(2026))
    assert (other.due_on, other.data) == (None, Period(date(2025, 12, 15), date(2026, 12, 15)))


def test_what_is_owed_no_more_is_excused_by_the_rule(cast: Cast, regimes: None) -> None:
    extend(NEW_YEAR)
    changed(cast, is_owed=False, terms=Terms())
    extend(AT)
    duty = yearly(cast.department)
    assert duty.state == DutyState.EXCUSED
    assert duty.acts.get(step="excuse").reason == "Thông tư mẫu"
    assert not Duty.objects.filter(form="year", period_start=date(2027, 1, 1)).exists()


def test_the_queries_do_not_grow_with_the_bodies(
    cast: Cast, regimes: None, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        make_organisation(f"Sở số {number}")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert extend(NEW_YEAR) == 32 * 8


# --- what is asked for ---------------------------------------------------------------------------


def asked(cast: Cast, **more: object) -> Asked:
    told = {
        "receiver": cast.agency,
        "form": "period",
        "title": "Báo cáo giai đoạn 2021-2025",
        "period": programme(2021, 2025),
        "bodies": [cast.department, cast.other_department],
        "due_on": date(2027, 1, 31),
        "basis": "Công văn mẫu số 1",
    } | more
    return Asked(**told)  # type: ignore[arg-type]


def test_a_receiver_asks_for_a_report_once(cast: Cast, regimes: None) -> None:
    new = actions.ask_for(by=cast.agency_officer, asked=asked(cast), at=AT)
    assert {(duty.custodian, duty.due_on, duty.name) for duty in new} == {
        (body, date(2027, 1, 31), "Báo cáo giai đoạn 2021-2025")
        for body in (cast.department, cast.other_department)
    }
    assert actions.ask_for(by=cast.agency_officer, asked=asked(cast), at=AT) == []
    assert DutyAct.objects.filter(step="ask", by=cast.agency_officer.id).count() == 2


WRONG = [
    ({"form": "year", "title": "", "period": year(2025)}, "tự vào lịch"),
    ({"form": "year", "period": year(2025)}, "không ghi về việc gì"),
    ({"period": year(2025)}, "Báo cáo giai đoạn không nói về năm 2025"),
    ({"title": " "}, "Chưa ghi về việc"),
    ({"bodies": []}, "Không có đơn vị nào"),
    ({"due_on": date(2026, 12, 1)}, "hôm nay"),
    ({"basis": ""}, "Chưa ghi căn cứ"),
]


@pytest.mark.parametrize(("fault", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_asked_for(
    cast: Cast, regimes: None, fault: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        actions.ask_for(by=cast.agency_officer, asked=asked(cast, **fault), at=AT)
    assert not Duty.objects.exists()


def test_nobody_asks_whom_he_does_not_receive_from(cast: Cast, regimes: None) -> None:
    with pytest.raises(Refused, match="không có quyền"):
        actions.ask_for(by=cast.owner, asked=asked(cast), at=AT)
    with pytest.raises(Refused, match="theo chế độ nào"):
        actions.ask_for(by=cast.agency_officer, asked=asked(cast, bodies=[cast.centre]), at=AT)


def test_a_month_is_asked_of_the_centre(cast: Cast, regimes: None) -> None:
    """No source obliges a centre to report each month: the Sở asks for it."""
    told = {"receiver": cast.department, "form": "month", "title": "", "period": month(2026, 12)}
    bodies = who_reports(cast.department, "month", AT.date())
    assert bodies == [cast.centre]
    (duty,) = actions.ask_for(by=cast.owner, asked=asked(cast, **told, bodies=bodies), at=AT)
    assert (duty.name, duty.data) == (
        "Báo cáo tháng 12 năm 2026",
        Period(date(2026, 11, 15), date(2026, 12, 15)),
    )
    assert forms_received(cast.department) == (frozenset(), {"month"})
    assert forms_received(cast.agency)[1] == {"period", "thematic"}
