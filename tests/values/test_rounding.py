"""Rounding and dividing: nothing is lost on the way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.rounding import (
    apportion,
    round_half_up,
    round_together,
    roundest,
    roundest_value,
)

fractions = st.fractions(-(10**12), 10**12, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("3.5"), 0, "4"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("2.4999999999999999999999999999999999"), 0, "2"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("1.005"), 2, "1.01"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("-0.004"), 2, "0.00"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(2, 3), 4, "0.6667"),
        (7, 2, "7.00"),
        (1_250, -2, "1300"),
        (10**40 + 5, -1, str(10**40 + 10)),
    ],
)
def test_a_half_goes_away_from_zero(
    value: int | Decimal | Fraction, places: int, rounded: str
) -> None:
    assert str(round_half_up(value, places)) == rounded


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        round_half_up(2.5)  # type: ignore[arg-type]


@given(fractions, st.integers(-3, 9))
def test_rounding_moves_by_half_a_step_at_most(value: Fraction, places: int) -> None:
    rounded = Fraction(round_half_up(value, places))
    step = Fraction(10) ** -places
    assert abs(rounded - value) <= step / 2
    assert rounded % step == 0
    assert round_half_up(rounded, places) == rounded
    assert round_half_up(-value, places) == -round_half_up(value, places)


@given(fractions, fractions, st.integers(0, 4))
def test_rounding_keeps_the_order(a: Fraction, b: Fraction, places: int) -> None:
    if a <= b:
        assert round_half_up(a, places) <= round_half_up(b, places)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (1_000_000, [1, 1, 1], [333_334, 333_333, 333_333]),
        (-1_000_000, [1, 1, 1], [-333_334, -333_333, -333_333]),
        (100, [0, 1], [0, 100]),
        (10, [Decimal("0.5"), Fraction(1, 4), Fraction(1, 4)], [5, 3, 2]),
        (0, [3, 4], [0, 0]),
        (1, [1, 2], [0, 1]),
    ],
)
def test_shares(total: int, weights: list[int | Decimal | Fraction], shares: list[int]) -> None:
    assert apportion(total, weights) == shares


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_shares_add_up_and_lie_beside_the_exact_ones(total: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        weights = [w + 1 for w in weights]
    shares = apportion(total, weights)
    assert sum(shares) == total
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(share - e) < 1 for share, e in zip(shares, exact, strict=True))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [3, -1]])
def test_weights_that_divide_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        apportion(100, weights)


@given(st.lists(fractions, max_size=12), st.integers(0, 3))
def test_rounded_rows_add_up_to_the_rounded_total(rows: list[Fraction], places: int) -> None:
    rounded = round_together(rows, places)
    assert sum(rounded, Decimal()) == round_half_up(sum(rows, Fraction()), places)
    step = Fraction(10) ** -places
    assert all(abs(Fraction(r) - row) < step for r, row in zip(rounded, rows, strict=True))


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [(139_980, 140_040, 140_000), (898, 902, 900), (107, 107, 107), (108, 107, None), (48, 51, 50)],
)
def test_the_roundest_number_is_taken(low: int, high: int, value: int | None) -> None:
    assert roundest(low, high) == value


@given(st.integers(1, 10**12), st.integers(0, 10**6))
def test_the_roundest_number_lies_inside(low: int, width: int) -> None:
    value = roundest(low, low + width)
    assert value is not None
    assert low <= value <= low + width


@pytest.mark.parametrize(
    ("done", "percent", "value"),
    [
        (16_150_000_000, "79.17", 20_400_000_000),
        (229_219_000_000, "162.16", 141_350_000_000),
        (1_377, "153", 900),
        (690, "100", 690),
        (350, "109.4", 320),
        (3, "60", 5),
        (67, "134", 50),
        (800, "100", 800),
        (153, "142.9", None),
        (0, "50", None),
        (5, "0", None),
    ],
)
def test_a_target_is_the_roundest_value_that_gives_the_percentage(
    done: int, percent: str, value: int | None
) -> None:
    assert roundest_value(done, Decimal(percent)) == value


def test_a_percentage_that_was_cut_off_has_a_target_of_its_own() -> None:
    assert roundest_value(153, Decimal("142.9"), cut_off=True) == 107


@given(
    st.integers(1, 10**12),
    st.decimals("0.01", "999.99", places=2),
    st.integers(0, 2),
    st.booleans(),
)
def test_no_rounder_value_gives_the_percentage(
    done: int, percent: Decimal, places: int, cut_off: bool
) -> None:
    percent = round_half_up(percent, places)
    value = roundest_value(done, percent, cut_off=cut_off)
    step = Fraction(1, 10**places)

    def gives(target: int) -> bool:
        exact = Fraction(done * 100, target)
        shown = exact // step * step if cut_off else Fraction(round_half_up(exact, places))
        return shown == percent

    if value is None:
        near = done * 100 // (Fraction(percent) or 1)
        assert percent == 0 or not any(gives(max(1, near + off)) for off in (-1, 0, 1, 2))
        return
    assert gives(value)
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    rounder = 10 ** (zeros + 1)
    around = value // rounder * rounder
    assert not any(gives(n) for n in (around, around + rounder) if n > 0)
