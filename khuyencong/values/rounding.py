"""The one way figures are rounded: on a page, in a document, in a spreadsheet."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction


def round_half_up(value: Exact, places: int = 0) -> Decimal:
    """Return `value` with `places` decimals, a half rounded away from zero: 2,5 → 3, -2,5 → -3.

    Negative `places` round to tens, hundreds, … A float is refused (TypeError): it is not exact.
    """
    exact = _fraction(value)
    steps = abs(exact) * Fraction(10) ** places
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    signed = -whole if exact < 0 else whole
    return Decimal(f"{signed}E{-places}") if places > 0 else Decimal(signed * 10**-places)


def round_together(values: Sequence[Exact], places: int = 0) -> list[Decimal]:
    """Return `values` rounded so that they add up to their rounded sum.

    Each comes out as the figure just below or just above it; those with the largest remainders go
    up, of equal ones the earlier.
    """
    steps = [_fraction(value) * Fraction(10) ** places for value in values]
    whole = [step.__floor__() for step in steps]
    missing = int(round_half_up(sum(steps, Fraction()))) - sum(whole)
    by_remainder = sorted(range(len(steps)), key=lambda i: (whole[i] - steps[i], i))
    for i in by_remainder[:missing]:
        whole[i] += 1
    return [round_half_up(Fraction(n) / Fraction(10) ** places, places) for n in whole]


def apportion(total: int, weights: Sequence[Exact]) -> list[int]:
    """Divide `total` đồng in proportion to `weights`; the shares always add up to `total`.

    Largest remainder: 1.000.000 in three is 333.334 + 333.333 + 333.333. Weights are not negative
    and not all zero (ValueError).
    """
    exact = [_fraction(weight) for weight in weights]
    if sum(exact) == 0 or min(exact) < 0:
        raise ValueError("weights must not be negative, nor all zero")
    shares = round_together([abs(total) * weight / sum(exact) for weight in exact])
    return [int(share) if total >= 0 else -int(share) for share in shares]


def _fraction(value: Exact) -> Fraction:
    if isinstance(value, float):
        raise TypeError("a float is not exact: give an int, a Decimal or a Fraction")
    return Fraction(value)


def percent_of(done: Exact, target: Exact, places: int = 2) -> Decimal:
    """Return what percent of `target` was done; what fell short is never rounded up to 100.

    ValueError for a target that is not above zero.
    """
    aim, exact = _fraction(target), _fraction(done) * 100
    if aim <= 0:
        raise ValueError("a target is above zero")
    rounded = round_half_up(exact / aim, places)
    if rounded >= 100 and exact < aim * 100:
        return Decimal(100) - Decimal(1).scaleb(-places)
    return rounded


def whole_at_most(value: Exact) -> int:
    """Return the largest whole number at or below `value`: a maximum is never rounded up."""
    return _fraction(value).__floor__()


def roundest(low: int, high: int) -> int | None:
    """Return the number in [low, high] with the most trailing zeros, then a five; None if none."""
    if high < low or high < 1:
        return None
    power = 10 ** len(str(high))
    while power:
        for step in (power, power // 2):
            first = -(-low // step) * step if step else 0
            if step and 0 < first <= high:
                return first
        power //= 10
    return None


def roundest_value(done: int, percent: Decimal, *, cut_off: bool = False) -> int | None:
    """Return the roundest whole number of which `done` is `percent`, as it is written.

    A written percentage stands for all that round to its last digit, with `cut_off` for all that
    are cut off to it: 16.150 is 79,17 % of 20.400. None where no whole number gives it.
    """
    if done < 1 or percent <= 0:
        return None
    step = Fraction(10) ** int(percent.as_tuple().exponent)
    least, most = Fraction(percent), Fraction(percent) + step
    if not cut_off:
        least, most = least - step / 2, most - step / 2
    # The upper end of the percentage belongs to the next number already.
    return roundest((done * 100 / most).__floor__() + 1, (done * 100 / least).__floor__())
