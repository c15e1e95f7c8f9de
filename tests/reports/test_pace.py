"""How far a target should be by a day, and how it stands: tables, and what holds for all days."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.reports.pace import Expected, OnTrack, Pace, elapsed, expected, on_track, share_of
from khuyencong.values.periods import Period, half_year, year
from khuyencong.values.periods import programme as years
from tests.conditions import SIZE

FIVE = years(2021, 2025)  # 1826 days
PLANS = {2021: 10, 2022: 20, 2023: 30}


@pytest.mark.parametrize(
    ("on", "plans", "due"),
    [
        (date(2020, 12, 31), PLANS, Expected(Fraction(0), Pace.LINEAR)),
        (date(2021, 12, 31), {}, Expected(Fraction(100 * 365, 1826), Pace.LINEAR)),
        (date(2021, 12, 31), PLANS, Expected(Fraction(10), Pace.PLANS)),
        (date(2022, 12, 31), PLANS, Expected(Fraction(30), Pace.PLANS)),
        # The first 73 days of 365 of the third year.
        (date(2023, 3, 14), PLANS, Expected(Fraction(30) + 6, Pace.PLANS)),
        # A year without a plan lies before the day: evenly over the days.
        (date(2024, 12, 31), PLANS, Expected(Fraction(100 * 1461, 1826), Pace.LINEAR)),
        (date(2022, 12, 31), {2022: 20}, Expected(Fraction(100 * 730, 1826), Pace.LINEAR)),
        (date(2025, 12, 31), PLANS, Expected(Fraction(100), Pace.WHOLE)),
        (date(2030, 1, 1), {}, Expected(Fraction(100), Pace.WHOLE)),
    ],
)
def test_what_should_be_done_by_a_day(on: date, plans: dict[int, int], due: Expected) -> None:
    assert expected(Fraction(100), FIVE, on, plans) == due


@pytest.mark.parametrize(
    ("actual", "on", "standing"),
    [
        (None, date(2020, 1, 1), OnTrack.NOT_YET),
        (None, date(2023, 1, 1), OnTrack.UNKNOWN),
        (0, date(2020, 1, 1), OnTrack.NOT_YET),
        (100, date(2021, 1, 2), OnTrack.REACHED),
        (20, date(2021, 12, 31), OnTrack.ON_TRACK),
        (19, date(2021, 12, 31), OnTrack.BEHIND),
        (99, date(2025, 12, 30), OnTrack.BEHIND),
        (99, date(2025, 12, 31), OnTrack.MISSED),
        (100, date(2025, 12, 31), OnTrack.REACHED),
        (0, date(2030, 1, 1), OnTrack.MISSED),
    ],
)
def test_how_a_target_stands(actual: int | None, on: date, standing: OnTrack) -> None:
    aim = Fraction(100)
    assert on_track(actual, aim, expected(aim, FIVE, on, {}), FIVE, on) is standing


DAYS = st.dates(date(2020, 6, 1), date(2027, 6, 1))


@settings(max_examples=SIZE)
@given(DAYS, st.integers(0, 400), st.integers(1, 10**12), st.booleans())
def test_more_days_never_ask_for_less(on: date, more: int, aim: int, with_plans: bool) -> None:
    plans = dict.fromkeys(FIVE.years, aim // 5) if with_plans else {}
    now = expected(Fraction(aim), FIVE, on, plans).value
    later = expected(Fraction(aim), FIVE, on + timedelta(days=more), plans).value
    assert 0 <= now <= later <= aim


@settings(max_examples=SIZE)
@given(DAYS)
def test_the_shares_of_the_years_make_the_whole(on: date) -> None:
    assert sum(share_of(part, FIVE) for part in FIVE.by_year()) == 1
    gone = elapsed(FIVE, on)
    if gone is None:
        assert on < FIVE.start
    else:
        assert FIVE.covers(gone)
        assert share_of(gone, FIVE) == Fraction(gone.days, 1826)


def test_days_that_do_not_meet_share_nothing() -> None:
    assert share_of(year(2030), FIVE) == 0
    assert share_of(half_year(2021, 1), year(2021)) == Fraction(181, 365)
    assert elapsed(year(2021), date(2021, 1, 1)) == Period(date(2021, 1, 1), date(2021, 1, 2))
