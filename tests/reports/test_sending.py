"""Sending a report: noted in the calendar too, answered there, and stopped by wrong totals."""

from datetime import date, timedelta

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.actions import succeed
from khuyencong.registry.models import Organisation, Place
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.models import Duty, Submission
from khuyencong.reporting.states import DutyState
from khuyencong.reports import actions
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.owed import reports_for, sendings_of
from khuyencong.reports.states import Borders, EditionState, ReportKind
from khuyencong.values.periods import quarter, year
from tests.cast import Cast
from tests.factories import make_duty, make_organisation, make_user
from tests.reports.owed import AT, DAY, HOUR, Desk

pytestmark = pytest.mark.django_db
DAYS = {"data_start": None, "data_end": None}


@pytest.fixture
def duty(cast: Cast, desk: Desk) -> Duty:
    """Return the yearly report of the desk's body, owed to the agency."""
    return make_duty(desk.body, cast.agency)


def wrong_sheet(body: Organisation, first: int | None = 2026) -> Batch:
    """Return an entered sheet with a total that nobody accounted for."""
    told = {"at": "E5", "column": "Kinh phí", "stated": "101 triệu đồng", "found": "100"}
    return Batch.objects.create(
        custodian=body,
        kind="past_projects",
        file_name="de-an.xlsx",
        file="0" * 64,
        state=BatchState.DONE,
        wrong_totals=1,
        received_at=AT,
        ended_at=AT,
        first_year=first,
        last_year=first,
        summary={"differences": [told]},
    )


def test_the_sending_is_noted_where_it_is_owed(cast: Cast, desk: Desk, duty: Duty) -> None:
    row = desk.sent()
    duty.refresh_from_db()
    one = Submission.objects.get()
    assert (duty.state, one.duty, one.edition) == (DutyState.SENT, duty, row.id)
    assert (one.paper, one.paper_day, one.by) == ("01/BC-SCT", DAY, desk.clerk.id)
    assert one.sent_at == row.sent_at
    assert sendings_of(row) == [one]
    assert [report.id for report in reports_for(duty, DAY)] == [row.report_id]


def test_given_back_it_is_corrected_and_sent_again(cast: Cast, desk: Desk, duty: Duty) -> None:
    old = desk.sent()
    duty.refresh_from_db()
    at = AT + 5 * HOUR
    reporting.give_back(
        by=cast.agency_officer, duty=duty, seen=duty.stamp, reason="Thiếu phụ lục", at=at
    )
    (answered,) = sendings_of(old)
    assert (answered.answer, answered.reason) == ("returned", "Thiếu phụ lục")
    new = desk.correct(old, reason="Bổ sung phụ lục")
    new = actions.review(by=desk.reviewer, edition=new, seen=new.content_hash, at=at + HOUR)
    new = desk.number(_signed(desk, new))
    actions.send(by=desk.clerk, edition=new, at=at + 3 * HOUR)
    duty.refresh_from_db()
    told = Submission.objects.order_by("ordinal").values_list("edition", "paper")
    assert list(told) == [(old.id, "01/BC-SCT"), (new.id, "02/BC-SCT")]
    reporting.accept(by=cast.agency_officer, duty=duty, seen=duty.stamp, at=at + 4 * HOUR)
    assert Duty.objects.get().state == DutyState.ACCEPTED


def _signed(desk: Desk, row: Edition) -> Edition:
    from tests.office.desk import AS_DEPUTY

    at = AT + 7 * HOUR
    return actions.sign(by=desk.head, edition=row, signed_as=AS_DEPUTY, address="x", at=at)


def test_another_form_period_body_or_telling_meets_nothing(
    cast: Cast, desk: Desk, duty: Duty
) -> None:
    others = [
        make_duty(cast.other_department, cast.agency),
        make_duty(desk.body, cast.agency, form="quarter", **_days(quarter(2026, 4))),
        make_duty(desk.body, cast.agency, **_days(year(2025))),
    ]
    desk.sent(borders=Borders.TODAY)
    assert not Submission.objects.exists()
    desk.sent()
    assert [one.duty for one in Submission.objects.all()] == [duty]
    assert all(Duty.objects.get(id=one.id).state == DutyState.OWED for one in others)


def _days(period):  # type: ignore[no-untyped-def]
    return {"period_start": period.start, "period_end": period.end, **DAYS}


def test_what_lies_with_the_receiver_stays_as_it_is(cast: Cast, desk: Desk, duty: Duty) -> None:
    sent = reporting.Sent(paper="9/BC-SCT")
    reporting.send(by=desk.officer, duty=duty, seen=duty.stamp, sent=sent, at=AT)
    row = desk.sent()
    assert row.state == EditionState.SENT
    assert [one.paper for one in Submission.objects.all()] == ["9/BC-SCT"]
    assert sendings_of(row) == []


def test_of_two_themes_of_the_same_days_none_is_chosen(cast: Cast, desk: Desk) -> None:
    told = {"form": "thematic", "asked_by": cast.agency_officer.id, "regime": None, **DAYS}
    one = make_duty(desk.body, cast.agency, title="Máy móc", **told)
    desk.sent(form=ReportKind.THEMATIC)
    assert [found.duty for found in Submission.objects.all()] == [one]
    Submission.objects.all().delete()
    Duty.objects.update(state=DutyState.OWED)
    make_duty(desk.body, cast.agency, title="Làng nghề", **told)
    desk.sent(form=ReportKind.THEMATIC, borders=Borders.THEN, place=_other_place())
    assert not Submission.objects.exists()


def _other_place() -> Place:
    return Place.objects.create(key="noi-khac", level="province", name="Khác")


def test_an_heir_sends_for_each_place_apart(cast: Cast, desk: Desk) -> None:
    """Two provinces became one: the report of one does not meet what was owed for the other."""
    own, old = desk.place, _other_place()
    gone = make_organisation("Sở Công Thương tỉnh Cũ")
    Organisation.objects.filter(id=desk.body.id).update(place=own)
    Organisation.objects.filter(id=gone.id).update(place=old)
    owing = {own: desk.body, old: gone}
    duties = {place: make_duty(body, cast.agency) for place, body in owing.items()}
    by = make_user("AGENCY_HEAD", cast.agency)
    succeed(predecessor=gone, successor=desk.body, day=date(2026, 7, 1), by=by, at=AT)
    clerk = User.objects.get(id=desk.clerk.id)
    row = desk.send(desk.numbered(place=old), by=clerk)
    (one,) = Submission.objects.all()
    assert (one.duty, one.sender, one.edition) == (duties[old], desk.body, row.id)
    asked = [Duty.objects.get(id=duties[place].id) for place in (own, old)]
    assert [[found.place for found in reports_for(duty, DAY)] for duty in asked] == [[], [old]]


# --- wrong totals ---------------------------------------------------------------------------------


def test_wrong_totals_stop_it_until_somebody_accounts_for_them(
    cast: Cast, desk: Desk, duty: Duty
) -> None:
    row = desk.numbered()
    batch = wrong_sheet(desk.body)
    with pytest.raises(Refused, match=r"de-an.xlsx.*ghi 101 triệu đồng.*giải trình"):
        desk.send(row)
    row.refresh_from_db()
    assert (row.state, Submission.objects.count()) == (EditionState.SIGNED, 0)
    Batch.objects.filter(id=batch.id).update(totals_reason="Tệp gốc sai", totals_at=AT)
    assert desk.send(row).state == EditionState.SENT


@pytest.mark.parametrize(("whose", "first"), [("other_department", 2026), ("department", 2024)])
def test_sheets_of_others_and_of_other_years_stop_nothing(
    cast: Cast, desk: Desk, whose: str, first: int
) -> None:
    wrong_sheet(getattr(cast, whose), first)
    assert desk.sent().state == EditionState.SENT


def test_the_centres_sheet_counts_and_for_a_country_everybodys(cast: Cast, desk: Desk) -> None:
    batch = wrong_sheet(cast.centre, None)
    Batch.objects.update(ended_at=AT - timedelta(days=30))
    with pytest.raises(Refused, match=r"de-an.xlsx"):
        desk.sent()
    Batch.objects.filter(id=batch.id).update(custodian=cast.other_department)
    country = Place.objects.create(key="viet-nam-mau", level="country", name="Việt Nam")
    with pytest.raises(Refused, match=r"de-an.xlsx"):
        desk.sent(place=country, period=year(2026))


def test_nothing_is_noted_where_the_edition_is_not_sent(
    desk: Desk, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = desk.numbered()

    def fails(*_args: object, **_told: object) -> None:
        raise RuntimeError("mất điện")

    monkeypatch.setattr("khuyencong.reports.actions.sending.write_down", fails)
    with pytest.raises(RuntimeError):
        desk.send(row)
    assert (Submission.objects.count(), Duty.objects.get().state) == (0, DutyState.OWED)
    assert Edition.objects.get().state == EditionState.SIGNED
