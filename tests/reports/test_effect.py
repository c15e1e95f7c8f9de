"""Did it work: known effects are found, planted bias does not mislead, thin data are refused."""

from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from statistics import fmean

import pytest

from khuyencong.reports.effect import (
    LEAST,
    Estimate,
    TooThin,
    Unit,
    _quantile,
    before_after,
    effect,
)

pytestmark = pytest.mark.pure

#: trade × form × size: how a stratum grows of itself, and how likely it is to be supported.
TRADES, FORMS, SIZES = ("10", "16", "25"), ("enterprise", "household"), ("small", "large")
STRATA = tuple(product(TRADES, FORMS, SIZES))
GROWTH = {stratum: 2.0 * place for place, stratum in enumerate(STRATA)}
Chance = Callable[[tuple[str, str, str]], float]


def even(_: tuple[str, str, str]) -> float:
    return 0.3


def biased(stratum: tuple[str, str, str]) -> float:
    """Whoever grows of itself is supported: the planted bias of selection."""
    return 0.1 + 0.5 * STRATA.index(stratum) / (len(STRATA) - 1)


def population(
    random: Random, true: float, chance: Chance = even, each: int = 30
) -> Iterator[Unit]:
    """Yield establishments whose support added `true`, on top of what their stratum grows."""
    for stratum in STRATA:
        for _ in range(each):
            supported = random.random() < chance(stratum)
            # Support also goes to who was larger before: levels mislead, changes do not.
            before = random.gauss(40 if supported else 25, 8)
            grown = GROWTH[stratum] + random.gauss(0, 5) + (true if supported else 0)
            yield Unit(stratum, supported, before, before + grown)


def covered(runs: int, true: float, chance: Chance) -> int:
    random = Random(20261128)
    found = [effect(population(random, true, chance)) for _ in range(runs)]
    assert all(isinstance(one, Estimate) for one in found)
    return sum(isinstance(one, Estimate) and one.covers(true) for one in found)


@pytest.mark.slow
@pytest.mark.parametrize("chance", [even, biased])
@pytest.mark.parametrize("true", [0.0, 3.0, -1.5])
def test_of_a_thousand_intervals_93_to_97_in_a_hundred_cover_the_truth(
    true: float, chance: Chance
) -> None:
    assert 930 <= covered(1000, true, chance) <= 970


@pytest.mark.parametrize("true", [0.0, 3.0])
def test_of_a_hundred_intervals_most_cover_the_truth(true: float) -> None:
    assert 89 <= covered(100, true, biased) <= 99


def naive(units: list[Unit]) -> float:
    """Return what a table of supported and others says: how much larger the former are now."""
    sides = {
        side: fmean(unit.after for unit in units if unit.supported is side)
        for side in (True, False)
    }
    return sides[True] - sides[False]


def naive_growth(units: list[Unit]) -> float:
    """Return how much more the supported grew, whoever they are."""
    sides = {
        side: fmean(unit.change for unit in units if unit.supported is side)
        for side in (True, False)
    }
    return sides[True] - sides[False]


@pytest.mark.parametrize("true", [0.0, 3.0])
def test_planted_selection_misleads_the_naive_and_not_the_comparison(true: float) -> None:
    random = Random(7)
    misled = covers = 0
    for _ in range(60):
        units = list(population(random, true, biased))
        found = effect(units)
        assert isinstance(found, Estimate)
        covers += found.covers(true)
        misled += not found.covers(naive_growth(units)) and naive_growth(units) > true + 2
        assert naive(units) > true + 10
    assert covers >= 54
    assert misled >= 55


def test_a_clear_effect_is_clear_and_none_mostly_is_not() -> None:
    random = Random(11)
    strong = effect(population(random, 6.0))
    assert isinstance(strong, Estimate)
    assert strong.is_clear
    assert abs(strong.value - 6) < 2
    none = [effect(population(random, 0.0)) for _ in range(40)]
    assert sum(isinstance(one, Estimate) and one.is_clear for one in none) <= 6


def of(count: int, supported: bool, stratum: str = "s") -> list[Unit]:
    return [Unit(stratum, supported, 10, 10 + place % 3) for place in range(count)]


@pytest.mark.parametrize(
    ("units", "refusal"),
    [
        ([], TooThin(0, 0, 0)),
        (of(LEAST - 1, True) + of(200, False), TooThin(29, 29, 200)),
        (of(200, True) + of(LEAST - 1, False), TooThin(200, 200, 29)),
        # Nobody is like them.
        (of(100, True, "a") + of(100, False, "b"), TooThin(100, 0, 0)),
        # One alone is nobody to compare with.
        (of(100, True, "a") + of(1, False, "a"), TooThin(100, 0, 0)),
        # Most of the supported have nobody like them.
        (of(40, True, "a") + of(40, False, "a") + of(60, True, "b"), TooThin(100, 40, 40)),
    ],
    ids=["none", "few supported", "few others", "nobody alike", "one alike", "most unmatched"],
)
def test_thin_data_are_refused_in_words(units: list[Unit], refusal: TooThin) -> None:
    found = effect(units)
    assert found == refusal
    assert isinstance(found, TooThin)
    assert found.why.startswith("không đủ dữ liệu")
    assert "60 %" in found.why


def test_enough_is_enough() -> None:
    found = effect(of(LEAST, True) + of(LEAST, False))
    assert isinstance(found, Estimate)
    assert (found.value, found.supported, found.others) == (0, LEAST, LEAST)
    assert found.low < 0 < found.high


def test_before_and_after_is_the_change_and_not_the_effect() -> None:
    units = list(population(Random(3), 0.0))
    found = before_after(units)
    assert isinstance(found, Estimate)
    # Everybody grew: the supported without any effect of the support.
    assert found.value > 8
    assert found.is_clear
    assert isinstance(before_after(of(LEAST - 1, True)), TooThin)


def test_the_order_of_establishments_says_nothing() -> None:
    units = list(population(Random(5), 1.0))
    one, other = effect(units), effect(reversed(units))
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert one.value == pytest.approx(other.value)
    assert one.low == pytest.approx(other.low)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980), (1e9, 1.960)]
)
def test_the_quantile_is_that_of_the_tables(freedom: float, quantile: float) -> None:
    assert _quantile(freedom) == pytest.approx(quantile, abs=0.005)
