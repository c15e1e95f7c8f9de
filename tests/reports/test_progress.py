"""Target, done, estimated, percent, on track: for the whole programme, a year, a part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.programmes.actions import (
    EstimateTold,
    PlanTold,
    ProgrammeTold,
    TargetTold,
    enter_programme,
    set_estimate,
    set_plan,
    set_target,
)
from khuyencong.programmes.models import Programme
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.reports.pace import OnTrack, Pace
from khuyencong.reports.queries.progress import AimBy, Progress, progress
from khuyencong.reports.states import Origin
from khuyencong.reports.words import of_target
from khuyencong.values.periods import Period, year
from khuyencong.values.periods import programme as years
from khuyencong.values.rounding import percent_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
CITED = "Nghị quyết mẫu"


@dataclass(frozen=True)
class Told:
    value: int
    records: int
    bound: str = ""


def counted(
    whose: Organisation | Place, start: date, until: date, *, by: Sequence[str]
) -> Mapping[tuple[str, ...], Told]:
    """Tell ten models a year, three of them with national money; machines bound from below."""
    done = len(Period(start, until).years)
    found = {
        ("models.count", "national"): Told(3 * done, done),
        ("models.count", "provincial"): Told(7 * done, done),
        ("machinery.machines", "provincial"): Told(350, 1, "gt"),
    }
    whole = {
        ("models.count",): Told(10 * done, 2 * done),
        ("machinery.machines",): Told(350, 1, "gt"),
    }
    return found if by else whole


@pytest.fixture
def one(cast: Cast) -> Programme:
    """Return a programme of 2021–2025 of a province with targets."""
    place = Place.objects.create(key="tinh-mau", level=Level.PROVINCE, kind="tỉnh", name="Mẫu")
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    cast.department.refresh_from_db()
    told = ProgrammeTold(
        name="Chương trình mẫu",
        place=place,
        custodian=cast.department,
        period=years(2021, 2025),
        citation=CITED,
    )
    return enter_programme(by=cast.owner, at=AT, told=told)


def aim(cast: Cast, one: Programme, measure: str, value: int, **more: object) -> None:
    told = TargetTold(measure=measure, value=value, citation=CITED, **more)  # type: ignore[arg-type]
    set_target(by=cast.owner, at=AT, programme=one, told=told)


def plan(cast: Cast, one: Programme, in_years: Mapping[int, int]) -> None:
    for number, value in in_years.items():
        told = PlanTold(measure="models.count", year=number, value=value, citation=CITED)
        set_plan(by=cast.owner, at=AT, programme=one, told=told)


def asked(one: Programme, on: date, **more: object) -> Progress:
    return progress(one, on=on, counted=counted, **more)  # type: ignore[arg-type]


def test_a_target_half_way(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    row = asked(one, date(2023, 12, 31)).row("models.count")
    assert row.actual is not None
    assert (row.actual.value, row.actual.records, row.actual.origin) == (30, 6, Origin.RECORDS)
    assert (row.aim, row.by, row.percent) == (60, AimBy.TARGET, Decimal("50.00"))
    assert row.due is not None
    assert (row.due.by, row.due.value) == (Pace.LINEAR, Fraction(60 * 1095, 1826))
    assert row.standing is OnTrack.BEHIND
    assert asked(one, date(2023, 1, 1)).row("models.count").standing is OnTrack.ON_TRACK
    assert asked(one, date(2025, 12, 31)).row("models.count").standing is OnTrack.MISSED


def test_the_plans_of_the_years_say_how_far_it_should_be(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    plan(cast, one, {2021: 5, 2022: 5, 2023: 15})
    row = asked(one, date(2023, 12, 31)).row("models.count")
    assert row.due is not None
    assert (row.due.by, row.due.value, row.plan) == (Pace.PLANS, 25, 25)
    assert row.standing is OnTrack.ON_TRACK


def test_only_the_money_that_is_asked_for(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 15, source="national")
    aim(cast, one, "models.count", 35, source="local")
    found = asked(one, date(2025, 12, 31))
    national, local = (found.row("models.count", source) for source in ("national", "local"))
    assert national.actual
    assert local.actual
    assert (national.actual.value, local.actual.value) == (15, 35)
    assert (national.standing, local.standing) == (OnTrack.REACHED, OnTrack.REACHED)


def test_a_bound_stays_a_bound(cast: Cast, one: Programme) -> None:
    aim(cast, one, "machinery.machines", 320)
    row = asked(one, date(2025, 12, 31)).row("machinery.machines")
    assert row.actual
    assert (row.actual.bound, row.percent) == ("gt", Decimal("109.38"))


def test_money_and_projects_without_any_record_are_nothing_not_unknown(
    cast: Cast, one: Programme
) -> None:
    for measure in ("money.state", "money.counterpart", "projects.count", "training.workers"):
        aim(cast, one, measure, 10)
    found = asked(one, date(2023, 12, 31))
    assert [row.actual.value for row in found.rows if row.actual] == [0, 0, 0, 0]
    assert {row.standing for row in found.rows} == {OnTrack.BEHIND}


def test_what_nobody_recorded_is_nothing(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    row = progress(one, on=date(2023, 12, 31)).row("models.count")
    assert row.actual
    assert (row.actual.value, row.actual.records, row.standing) == (0, 0, OnTrack.BEHIND)


def test_reports_say_what_nobody_accepted_is_unknown(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    found = progress(one, on=date(2025, 12, 31), origin=Origin.REPORTS)
    assert (found.origin, found.rows[0].actual) == (Origin.REPORTS, None)


@pytest.mark.parametrize(
    ("plans", "own", "by", "value"),
    [
        ({}, None, AimBy.SHARE, Fraction(60 * 365, 1826)),
        ({2022: 9}, None, AimBy.PLANS, Fraction(9)),
        ({2022: 9}, 11, AimBy.TARGET, Fraction(11)),
    ],
)
def test_a_year_of_the_programme(
    cast: Cast,
    one: Programme,
    plans: dict[int, int],
    own: int | None,
    by: AimBy,
    value: Fraction,
) -> None:
    aim(cast, one, "models.count", 60)
    plan(cast, one, plans)
    if own:
        aim(cast, one, "models.count", own, period=year(2022))
    row = asked(one, date(2025, 12, 31), period=year(2022)).row("models.count")
    assert row.actual
    assert (row.by, row.aim, row.actual.value) == (by, value, 10)


def test_the_years_told_make_the_part_of_the_programme(cast: Cast, one: Programme) -> None:
    for number in (2021, 2022):
        aim(cast, one, "models.count", number - 2010, period=year(number))
    row = asked(one, date(2025, 12, 31), period=years(2021, 2022)).row("models.count")
    assert (row.by, row.aim) == (AimBy.OF_YEARS, 11 + 12)


def test_done_and_expected_stand_apart_and_together(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    rest = Period(date(2025, 11, 21), date(2026, 1, 1))
    told = EstimateTold(measure="models.count", period=rest, value=5, reason="Đang nghiệm thu")
    set_estimate(by=cast.owner, at=AT, programme=one, told=told)
    row = asked(one, date(2025, 11, 20)).row("models.count")
    assert row.actual
    assert (row.actual.value, row.estimated, row.together) == (50, 5, 55)
    assert (row.percent, row.percent_together) == (Decimal("83.33"), Decimal("91.67"))
    over = asked(one, date(2026, 1, 5)).row("models.count")
    assert (over.estimated, over.together, over.percent_together) == (None, None, None)


def test_it_is_told_as_it_stood(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    later = AT.replace(day=25)
    told = TargetTold(measure="models.count", value=80, citation=CITED, reason="Điều chỉnh")
    set_target(by=cast.owner, at=later, programme=one, told=told)
    assert asked(one, date(2025, 1, 1)).row("models.count").aim == 80
    assert asked(one, date(2025, 1, 1), at=AT).row("models.count").aim == 60


def test_what_is_not_asked_is_no_row(cast: Cast, one: Programme) -> None:
    with pytest.raises(KeyError):
        asked(one, date(2025, 1, 1)).row("models.count")


def test_the_number_of_questions_does_not_grow_with_the_targets(cast: Cast, one: Programme) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            asked(one, date(2023, 12, 31))
        return len(told)

    aim(cast, one, "models.count", 60)
    at_one = queries()
    for measure in ("money.state", "training.workers", "machinery.machines", "projects.count"):
        aim(cast, one, measure, 10)
    plan(cast, one, {2021: 5, 2022: 5})
    assert queries() == at_one <= 12


@pytest.mark.parametrize(
    ("done", "target", "words"),
    [
        (16_150, 20_400, "đạt 79,17 % mục tiêu"),
        (153, 107, "vượt 42,99 % mục tiêu"),
        (690, 690, "đạt 100 % mục tiêu"),
        (3, 5, "đạt 60 % mục tiêu"),
        (13_985, 14_000, "đạt 99,89 % mục tiêu"),
        (999_999, 1_000_000, "đạt 99,99 % mục tiêu"),
        (261, 200, "vượt 30,5 % mục tiêu"),
        (0, 7, "đạt 0 % mục tiêu"),
    ],
)
def test_a_share_of_a_target_in_words(done: int, target: int, words: str) -> None:
    assert of_target(done, target).replace("\u00a0", " ") == words


def test_a_percentage_that_a_report_wrote_is_said_as_it_wrote_it() -> None:
    assert of_target(153, 107, written=Decimal("142.9")) == "vượt 42,9\u00a0% mục tiêu"
    with pytest.raises(ValueError, match="above zero"):
        percent_of(1, 0)


def test_two_readings_of_one_programme_are_the_same(cast: Cast, one: Programme) -> None:
    aim(cast, one, "models.count", 60)
    on = date(2023, 12, 31)
    assert replace(asked(one, on), rows=()) == replace(asked(one, on), rows=())
    assert [row.percent for row in asked(one, on).rows] == [Decimal("50.00")]
