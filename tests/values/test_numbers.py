"""Figures in Vietnamese notation."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import (
    format_count,
    format_number,
    format_percent,
    read_count,
    read_decimal,
    read_number,
    read_percent,
)

decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.308", "1308"),
        ("1 308", "1308"),
        ("1\u00a0308,5", "1308.5"),
        ("43,49", "43.49"),
        ("60,180", "60.180"),
        ("07", "7"),
        ("-0,5", "-0.5"),
        ("1308", "1308"),
    ],
)
def test_figures(written: str, value: str) -> None:
    assert str(read_number(written)) == value


@pytest.mark.parametrize(
    "written",
    ["", "20.76", "1,250.5", "1.25.000", "1.2345", "0.125", "12.34", "abc", "1/2", "٣", "9" * 5000],
)
def test_other_notations_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        read_number(written)


def test_a_decimal_field_asks_what_a_single_dot_means() -> None:
    with pytest.raises(Unreadable, match=r"“1250” nếu là số nguyên, “1,250” nếu là số lẻ"):
        read_decimal("1.250")
    assert read_decimal("1.250,5") == Decimal("1250.5")
    assert read_decimal("1250") == 1250
    assert read_decimal("1.250.000") == 1_250_000


def test_percents() -> None:
    assert format_percent(Decimal("43.49")) == "43,49%"
    assert format_percent(Fraction(1, 3), 1) == "0,3%"
    assert read_percent("43,49%") == read_percent("43,49 %") == Decimal("43.49")


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0"), (1, "01"), (7, "07"), (9, "09"), (10, "10"), (1308, "1.308")]
)
def test_counts_below_ten_have_a_leading_zero(count: int, printed: str) -> None:
    assert format_count(count) == printed
    assert read_count(printed) == count


@pytest.mark.parametrize("written", ["-3", "2,5", "", "x"])
def test_a_count_is_whole_and_not_negative(written: str) -> None:
    with pytest.raises(Unreadable):
        read_count(written)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Decimal("43.490"), None, "43,49"),
        (Decimal("43.49"), 1, "43,5"),
        (Decimal("1E+6"), None, "1.000.000"),
        (Decimal("-0"), None, "0"),
        (Decimal("-0.00"), None, "0"),
        (Fraction(1, 8), None, "0,125"),
        (Fraction(2, 3), 2, "0,67"),
        (-1_234_567, None, "-1.234.567"),
        (5, 2, "5,00"),
    ],
)
def test_printed_numbers(value: int | Decimal | Fraction, places: int | None, printed: str) -> None:
    assert format_number(value, places) == printed


def test_an_endless_fraction_needs_places() -> None:
    with pytest.raises(ValueError, match="places"):
        format_number(Fraction(1, 3))


@given(decimals)
def test_printed_numbers_read_back(value: Decimal) -> None:
    assert read_number(format_number(value)) == value
    assert read_number(format_number(Fraction(value))) == value


@given(st.integers(0, 10**15))
def test_printed_counts_read_back(count: int) -> None:
    assert read_count(format_count(count)) == count


@given(st.text(max_size=20) | st.text("0123456789., -", max_size=12))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for read in (read_number, read_decimal, read_percent, read_count):
        try:
            assert read(text).is_finite() if read is not read_count else read(text) >= 0
        except Unreadable as refused:
            assert str(refused).endswith(".")
