"""What a written number may stand for, how checks write numbers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reading.checks.compound import compound
from khuyencong.reading.checks.tolerance import agreement, half_step, interval
from khuyencong.reading.checks.wording import number, scale_of, written
from khuyencong.reading.model import Figure
from khuyencong.values.vocabulary import Bound, Severity

PERCENT = Figure("f1", 0, 4, "7,64", 0, 4, Decimal("7.64"), "percent", step=Decimal("0.01"))
COUNT = Figure("f2", 0, 3, "132", 0, 3, 132, "project")
MONEY = Figure("f3", 0, 6, "755,71", 0, 6, 755_710_000_000, "VND", step=10_000_000)
DONG = Figure("f4", 0, 9, "6.450.958", 0, 9, 6_450_958, "VND")


def point(value) -> tuple[Fraction, Fraction]:
    return Fraction(value), Fraction(value)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("7.64", Severity.OK),
        ("7.6449", Severity.OK),
        ("7.6451", Severity.NOTE),
        ("7.6499", Severity.NOTE),
        ("7.6501", None),
        ("7.6349", None),
    ],
)
def test_a_percent_stands_for_its_last_digit_rounded_or_cut(value, verdict):
    assert agreement(PERCENT, point(value)) is verdict


def test_counts_and_whole_dong_stand_for_themselves():
    assert half_step(COUNT) == half_step(DONG) == 0
    assert half_step(MONEY) == 5_000_000
    assert agreement(COUNT, point(133)) is None


def test_a_bound_is_satisfied_on_its_own_side():
    above = replace(COUNT, bound=Bound.GT, approximate=True)
    below = replace(COUNT, bound=Bound.LT, approximate=True)

    assert agreement(above, point(140)) is Severity.OK
    assert agreement(above, point(131)) is None
    assert agreement(below, point(125)) is Severity.OK
    assert agreement(below, point(133)) is None


def test_about_means_less_the_more_digits_are_written():
    rough = replace(COUNT, number="500", value=500, bound=Bound.ABOUT, approximate=True)
    precise = replace(COUNT, number="1.308", value=1308, bound=Bound.ABOUT, approximate=True)

    assert interval(rough) == (475, 525)
    assert interval(precise) == (1308, 1308)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1_737_721, "1.737.721"),
        (Fraction(1737721, 1000), "1.737,721"),
        (Fraction(-69, 100), "-0,69"),
        (Fraction(1, 3), "0,333"),
        (0, "0"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value, shown):
    assert number(value) == shown


def test_money_keeps_the_scale_of_the_report():
    assert scale_of(MONEY) == (10**9, "tỷ đồng")
    assert scale_of(DONG) == (1, "đồng")
    assert written(MONEY) == "755,71 tỷ đồng"
    assert written(PERCENT) == "7,64%"


@given(st.integers(1, 10**6), st.integers(-30, 60), st.integers(1, 12))
def test_compound_growth_brings_back_its_end(first, percent, years):
    last = Fraction(first) * (1 + Fraction(percent, 100)) ** years

    assert abs(compound(Fraction(first), last, years) - percent) < Fraction(1, 10**9)
