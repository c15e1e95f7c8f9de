"""The two spans of a report: money by its years, what was done by the days of the calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.identity import new_id
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.reporting.models import Regime
from khuyencong.reporting.models.regimes import slot_of
from khuyencong.reporting.queries import data_days_of
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.rules.parts import made_of
from khuyencong.results.models import Result
from khuyencong.values.periods import Period, programme, quarter, year
from tests.cast import Cast
from tests.factories import make_regime, make_result
from tests.projects.test_past import enter, past

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 1, 10, 2, tzinfo=UTC)


@pytest.fixture
def province(cast: Cast) -> Iterator[Place]:
    """Return the province of the cast's department, with the terms of its reports."""
    place = Place.objects.create(
        key="tinh-hai-ky", level=Level.PROVINCE, kind="tỉnh", name="Hai Kỳ"
    )
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    for form in ("year", "quarter"):
        make_regime(form=form)
    yield place


def written(place: Place, period: Period, form: str = "", at: datetime | None = None) -> Written:
    return write_report(Order(place.key, period, form, at=at), now=NOW)


def activity(place: Place, period: Period, form: str = "") -> Period:
    return written(place, period, form).asking.span.activity


def done(cast: Cast, *days: date) -> None:
    """Let a class end on each of these days."""
    for day in days:
        told = {"done_from": date(2026, 11, 10), "done_until": date(2026, 11, 11)}
        row = make_result(cast.owner, cast.department, **told)
        Result.objects.filter(id=row.id).update(done_from=day, done_until=day + timedelta(days=1))


def text_of(report: Written) -> str:
    return " ".join(str(block) for block in report.document.blocks)


def test_an_activity_of_december_counts_in_the_next_year_its_money_in_its_own(
    cast: Cast, province: Place
) -> None:
    enter(cast, past())
    first = 2018
    done(cast, date(first, 12, 14), date(first, 12, 20))
    own, after = (written(province, year(number)).asking for number in (first, first + 1))
    assert own.result("training.classes").value == 1
    assert after.result("training.classes").value == 1
    assert own.money().value and not after.money().value
    # An edition finds the rows of each figure again, by their ids.
    kept = written(province, year(first)).prepared()
    for measure in ("projects.count", "money.state", "training.classes"):
        figure = next(one for one in kept.figures if one["measure"] == measure)
        behind = [row for row in kept.rows if made_of(figure, row)]
        assert len(behind) == figure["evidence"]["records"] == 1, measure
    # The columns of the years tell it in the year of the report too.
    assert after.own.result("training.classes", year=first + 1).value == 1
    whole = written(province, programme(first, first + 4)).asking
    assert whole.result("training.classes").value == 2
    assert whole.span.activity == whole.span.budget


def test_the_words_say_both_spans_and_what_is_not_verified(cast: Cast, province: Place) -> None:
    done(cast, date(2028, 3, 1))
    said = text_of(written(province, year(2028)))
    assert "từ ngày 15/12/2027 đến hết ngày 14/12/2028" in said
    assert "chưa kiểm chứng" in said
    Regime.objects.update(verified=True)
    assert "chưa kiểm chứng" not in text_of(written(province, year(2028)))
    Regime.objects.update(data="whole", cut_off_day=None)
    assert "đến hết ngày" not in text_of(written(province, year(2028)))


def test_a_province_with_its_own_rule_goes_by_it(cast: Cast, province: Place) -> None:
    told = Regime.objects.get(form="year")
    told.id, told.body, told.cut_off_day = new_id(), cast.department, 25
    told.slot = slot_of("year", told.from_kind, told.to_kind, cast.department.id)
    told.proposed_by, told.reason, told.confirmed_by = cast.owner.id, "Riêng", cast.head.id
    told.confirmed_at = datetime(2029, 1, 1, tzinfo=UTC)
    told.save(force_insert=True)
    assert activity(province, year(2028)).last_day == date(2028, 12, 25)
    other = Place.objects.create(key="tinh-khac", level=Level.PROVINCE, kind="tỉnh", name="Khác")
    Organisation.objects.filter(id=cast.other_department.id).update(place=other)
    assert activity(other, year(2028)).last_day == date(2028, 12, 14)
    # As it was known before the province's rule was confirmed.
    before = written(province, year(2028), at=datetime(2028, 12, 31, tzinfo=UTC))
    assert before.asking.span.activity.last_day == date(2028, 12, 14)


def test_what_has_no_terms_goes_by_whole_days(cast: Cast, province: Place) -> None:
    half = Period(date(2028, 1, 1), date(2028, 7, 1))
    for period, form in (
        (half, ""),
        (programme(2026, 2030), ""),
        (year(2028), "thematic"),
        (year(2028), "plan_registration"),
        (programme(2026, 2030), "year"),
    ):
        assert activity(province, period, form) == period
    Regime.objects.update(is_owed=False)
    assert activity(province, year(2028)) == year(2028)
    assert data_days_of("year", [], year(2028)) is None


@given(number=st.integers(2015, 2060), cut=st.integers(1, 28))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quarters_tile_the_year(cast: Cast, number: int, cut: int) -> None:
    for form in ("year", "quarter"):
        make_regime(form=form)
    Regime.objects.update(cut_off_day=cut)
    parts = [data_days_of("quarter", [cast.department], quarter(number, n)) for n in range(1, 5)]
    days = [part.days for part in parts if part]
    whole = data_days_of("year", [cast.department], year(number))
    assert whole and (days[0].start, days[-1].end) == (whole.days.start, whole.days.end)
    assert all(one.end == after.start for one, after in pairwise(days))
