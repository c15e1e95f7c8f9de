"""The two spans and the due day of a report: whatever the terms, the year is tiled."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reporting.rules import (
    data_span,
    due_day,
    judged_on,
    offset_today,
    periods_ending_in,
    periods_of,
)
from khuyencong.reporting.states import (
    DUTY_STEPS,
    RECURRENT,
    DataSpan,
    DutyState,
    ReportForm,
    Terms,
)
from khuyencong.values.periods import (
    Period,
    half_year,
    month,
    nine_months,
    programme,
    quarter,
    year,
)
from tests.conditions import ROOT

pytestmark = pytest.mark.pure
DEFAULT = Terms(data=DataSpan.CUT_OFF, cut_off_day=14)
YEARS = st.integers(2013, 2199)
CUT_OFFS = st.builds(
    Terms,
    data=st.just(DataSpan.CUT_OFF),
    cut_off_day=st.integers(1, 28),
    cut_off_months_before=st.integers(0, 3),
)
DUES = st.builds(
    Terms,
    due_day=st.integers(1, 31),
    due_months_after=st.integers(-24, 12),
    due_is_before=st.booleans(),
)

SPANS = [
    ("month", month(2026, 3), date(2026, 2, 15), date(2026, 3, 15)),
    ("month", month(2026, 1), date(2025, 12, 15), date(2026, 1, 15)),
    ("quarter", quarter(2026, 1), date(2025, 12, 15), date(2026, 3, 15)),
    ("quarter", quarter(2026, 4), date(2026, 9, 15), date(2026, 12, 15)),
    ("half_year", half_year(2026, 1), date(2025, 12, 15), date(2026, 6, 15)),
    ("nine_months", nine_months(2026), date(2025, 12, 15), date(2026, 9, 15)),
    ("year", year(2026), date(2025, 12, 15), date(2026, 12, 15)),
]


@pytest.mark.parametrize(("form", "period", "start", "end"), SPANS, ids=str)
def test_the_default_cut_off_days(form: str, period: Period, start: date, end: date) -> None:
    """As domain knowledge tells them: each to the 14th, of memory and shown as unverified."""
    assert data_span(form, period, DEFAULT) == Period(start, end)


def test_what_is_not_stated_has_no_days() -> None:
    assert data_span("year", year(2026), Terms()) is None
    assert data_span("plan_registration", year(2027), DEFAULT) is None
    assert data_span("period", programme(2021, 2025), Terms(data=DataSpan.WHOLE)) == programme(
        2021, 2025
    )


@pytest.mark.parametrize("day", [None, 0, 29])
def test_a_cut_off_is_a_day_that_every_month_has(day: int | None) -> None:
    with pytest.raises(ValueError, match="cut-off"):
        data_span("year", year(2026), Terms(data=DataSpan.CUT_OFF, cut_off_day=day))


@given(YEARS, CUT_OFFS)
def test_months_and_quarters_tile_the_year(number: int, terms: Terms) -> None:
    whole = data_span("year", year(number), terms)
    assert whole is not None
    for form in ("month", "quarter"):
        spans = [data_span(form, one, terms) for one in periods_of(form, number)]
        assert all(a and b and a.end == b.start for a, b in pairwise(spans))
        assert spans[0] and spans[-1]
        assert Period(spans[0].start, spans[-1].end) == whole
        assert sum(span.days for span in spans if span) == whole.days


@given(YEARS, CUT_OFFS)
def test_years_follow_without_gap_and_hold_their_shorter_reports(number: int, terms: Terms) -> None:
    this, following = (data_span("year", year(n), terms) for n in (number, number + 1))
    assert this and following
    assert this.end == following.start
    half, nine = (
        data_span(form, periods_of(form, number)[0], terms) for form in ("half_year", "nine_months")
    )
    assert half and nine
    assert this.start == half.start == nine.start
    assert half.end < nine.end < this.end
    assert half.end == data_span("quarter", quarter(number, 3), terms).start  # type: ignore[union-attr]


@given(YEARS, CUT_OFFS)
def test_the_data_span_ends_with_the_period_or_before_it(number: int, terms: Terms) -> None:
    for form in RECURRENT[:5]:
        for period in periods_of(form, number):
            span = data_span(form, period, terms)
            assert span and span.end <= period.end


# --- by when -------------------------------------------------------------------------------------


def test_a_day_that_no_source_gives_stays_unknown() -> None:
    assert due_day(year(2026), DEFAULT) is None


def test_before_20_june_of_the_year_before() -> None:
    terms = Terms(due_day=20, due_months_after=-18, due_is_before=True)
    assert due_day(year(2027), terms) == date(2026, 6, 19)


def test_the_last_day_of_a_shorter_month() -> None:
    assert due_day(quarter(2026, 1), Terms(due_day=31)) == date(2026, 3, 31)
    assert due_day(month(2028, 2), Terms(due_day=31)) == date(2028, 2, 29)
    assert due_day(quarter(2026, 4), Terms(due_day=5, due_months_after=1)) == date(2027, 1, 5)


@given(YEARS, DUES)
def test_due_days_follow_the_periods(number: int, terms: Terms) -> None:
    days = [due_day(one, terms) for one in periods_of("quarter", number)]
    assert days == sorted(set(days), key=str)
    assert due_day(quarter(number, 4), terms) == due_day(year(number), terms)


# --- which are owed when -------------------------------------------------------------------------


def test_a_report_is_made_when_its_period_ends_a_registration_the_year_before() -> None:
    days = year(2026)
    found = {form: [str(p) for p in periods_ending_in(form, days)] for form in RECURRENT[1:]}
    assert found == {
        "quarter": [f"quý {n} năm 2026" for n in ("I", "II", "III", "IV")],
        "half_year": ["6 tháng đầu năm 2026"],
        "nine_months": ["9 tháng năm 2026"],
        "year": ["năm 2026"],
        "plan_registration": ["năm 2027"],
    }
    assert judged_on("year", year(2026)) == date(2026, 12, 31)
    assert judged_on("plan_registration", year(2027)) == date(2026, 1, 1)
    assert list(periods_ending_in("thematic", days)) == []


@given(st.dates(date(2013, 1, 1), date(2190, 1, 1)), st.integers(1, 800))
def test_no_period_is_lost_between_two_runs(first: date, length: int) -> None:
    """What ends in a span ends in one of its halves, and in one alone."""
    middle, end = first + timedelta(days=length), first + timedelta(days=2 * length)
    for form in RECURRENT:
        whole = list(periods_ending_in(form, Period(first, end)))
        halves = [*periods_ending_in(form, Period(first, middle))]
        halves += periods_ending_in(form, Period(middle, end))
        assert sorted(halves) == sorted(whole)
        assert len(set(whole)) == len(whole)


# --- reminders -----------------------------------------------------------------------------------

DUE, OFFSETS = date(2026, 12, 20), [-14, -7, -1, 1, 7]


@pytest.mark.parametrize(
    ("day", "given_"),
    [
        (date(2026, 12, 5), None),
        (date(2026, 12, 6), -14),
        (date(2026, 12, 12), -14),  # the worker was away: given once, so nothing more today
        (date(2026, 12, 13), -7),
        (date(2026, 12, 19), -1),
        (date(2026, 12, 20), -1),
        (date(2026, 12, 21), 1),
        (date(2027, 1, 31), 7),
    ],
)
def test_the_last_reminder_that_is_reached(day: date, given_: int | None) -> None:
    assert offset_today(DUE, OFFSETS, day) == given_


def test_what_was_for_before_the_day_is_not_given_after_it() -> None:
    assert offset_today(DUE, [-7, 5], date(2026, 12, 22)) is None
    assert offset_today(DUE, [0], DUE) == 0
    assert offset_today(DUE, [], DUE) is None


@given(st.lists(st.integers(-30, 30)), st.integers(-40, 40))
def test_a_reminder_is_one_of_the_rule_and_never_of_the_future(
    offsets: list[int], past: int
) -> None:
    found = offset_today(DUE, offsets, DUE + timedelta(days=past))
    assert found is None or (found in offsets and found <= past)
    assert found is None or (found > 0) == (past > 0)


def test_every_form_has_words() -> None:
    assert all(form.label for form in ReportForm)


# --- the table of steps, and the page of the manual ----------------------------------------------


def test_every_state_is_reached_and_the_manual_draws_the_table() -> None:
    assert DUTY_STEPS.reachable() == set(DutyState.values)
    page = (ROOT / "docs" / "huong-dan" / "lich-bao-cao.md").read_text(encoding="utf-8")
    assert DUTY_STEPS.diagram() in page


def test_who_sends_never_answers() -> None:
    for step in DUTY_STEPS:
        assert (step.permission == "reporting.send") == (step.name == "send")
        if step.name in ("accept", "return"):
            assert step.apart_from == {"send"}
