"""What a written number may stand for, and when a computed one agrees with it.

A written number stands for the interval of its last digit, rounded (`OK`) or cut off (`NOTE`).
Counts and money to the đồng stand for themselves; an approximation or a limit for its bound.
"""

import re
from fractions import Fraction

from khuyencong.reading.model import Figure
from khuyencong.values.vocabulary import Bound, Severity

#: An interval of exact numbers, both ends included.
Interval = tuple[Fraction, Fraction]

#: How far "khoảng", "gần", "hơn" may lie from the truth before a reader would object.
NEAR = Fraction(1, 20)
ABOVE = Fraction(1, 4)


def half_step(figure: Figure) -> Fraction:
    """Return half the last written digit; zero where the number is a count or whole đồng."""
    whole = isinstance(figure.value, int) and figure.step == 1
    if whole and not figure.unit.startswith(("percent", "ratio")) and "_per_" not in figure.unit:
        return Fraction(0)
    return Fraction(figure.step) / 2


def interval(figure: Figure) -> Interval:
    """Return the values that the written number may stand for, with its bound."""
    value, half = Fraction(figure.value), half_step(figure)
    if figure.value_high is not None:
        return value - half, Fraction(figure.value_high) + half
    if figure.bound is Bound.GT:
        return value - half, value * (1 + ABOVE)
    if figure.bound is Bound.LT:
        return value * (1 - ABOVE), value + half
    if figure.bound is Bound.ABOUT or figure.approximate:
        near = max(abs(value) * _nearness(figure), half)
        return value - near, value + near
    return value - half, value + half


def _nearness(figure: Figure) -> Fraction:
    """Return how rough "khoảng" is: the more digits are written, the less it means."""
    digits = len(re.sub(r"\D", "", figure.number).strip("0"))
    return (NEAR, NEAR, NEAR, NEAR / 5)[digits] if digits < 4 else Fraction(0)


def cut(figure: Figure) -> Interval:
    """Return the values that would be written so when digits are cut off."""
    value = Fraction(figure.value)
    return value, value + 2 * half_step(figure) * Fraction(999_999, 1_000_000)


def meets(a: Interval, b: Interval) -> bool:
    """Return whether two intervals share a number."""
    return a[0] <= b[1] and b[0] <= a[1]


def agreement(stated: Figure, computed: Interval) -> Severity | None:
    """Return OK inside the rounding, NOTE inside the cut, None when `computed` is elsewhere.

    NOTE as well where only the roughness of what it is computed from brings it inside.
    """
    if meets(interval(stated), computed):
        return Severity.NOTE if _far_off(stated, computed) else Severity.OK
    if half_step(stated) and meets(cut(stated), computed):
        return Severity.NOTE
    return None


def _far_off(stated: Figure, computed: Interval) -> bool:
    """Return whether the middle of `computed` lies more than one last digit off."""
    if stated.bound or stated.approximate or stated.value_high is not None or not half_step(stated):
        return False
    return abs((computed[0] + computed[1]) / 2 - exact(stated)) > 2 * half_step(stated)


def total(figures: list[Figure]) -> Interval:
    """Return the interval of the sum of `figures`."""
    spans = [interval(f) for f in figures]
    return sum((low for low, _ in spans), Fraction(0)), sum(
        (high for _, high in spans), Fraction(0)
    )


def quotient(over: Interval, under: Interval, times: int = 1) -> Interval | None:
    """Return the interval of over/under × times; None unless `under` is above zero."""
    if under[0] <= 0:
        return None
    return over[0] * times / under[1], over[1] * times / under[0]


def exact(figure: Figure) -> Fraction:
    """Return the number as written, in the one type that adds and compares with every other."""
    return Fraction(figure.value)


def out_of(figure: Figure) -> Fraction:
    """Return the 63 of "57/63"; zero where nothing is written below."""
    return Fraction(figure.out_of or 0)


def exact_sum(figures: list[Figure]) -> Fraction:
    """Return the sum of the numbers as written."""
    return sum((exact(f) for f in figures), Fraction(0))


def firm(figure: Figure, beside: Figure) -> Interval:
    """Return the interval of a number compared with `beside`: "9 tỷ" beside "9,605 tỷ" is exact.

    A round number may hide a fortieth of itself, and far less where its neighbour is written finer.
    """
    if figure.bound or figure.approximate or figure.value_high is not None:
        return interval(figure)
    value = exact(figure)
    share = Fraction(1, 200) if beside.step < figure.step else Fraction(1, 40)
    half = min(half_step(figure), abs(value) * share)
    return value - half, value + half
