"""Whether two figures can both be true."""

from collections.abc import Sequence
from fractions import Fraction

from khuyencong.ingestion.models import Observation
from khuyencong.values.vocabulary import Bound


def agree(one: Observation, other: Observation) -> bool:
    """Return whether two answers to one question can both be true.

    A rounded number stands for the interval of its last digit; "trên", "dưới" and "khoảng" for
    what satisfies them.
    """
    (low, high), (other_low, other_high) = _interval(one), _interval(other)
    return _below(low, other_high) and _below(other_low, high)


def agrees_with(row: Observation, value: int | Fraction, bound: str = "") -> bool:
    """Return whether what a report says can be true beside a number of the records."""
    exact = Fraction(value)
    low, high = _bounded(bound, exact, exact)
    row_low, row_high = _interval(row)
    return _below(row_low, high) and _below(low, row_high)


def all_agree(rows: Sequence[Observation]) -> bool:
    """Return whether every two of the answers can both be true."""
    return all(agree(a, b) for i, a in enumerate(rows) for b in rows[i + 1 :])


def _below(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high


def _interval(row: Observation) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value that the words allow; None where there is no end."""
    scale = 10**row.decimals
    value, half = Fraction(row.digits, scale), Fraction(row.step, 2 * scale)
    high = Fraction(row.digits_high, scale) if row.digits_high is not None else value
    if row.bound:
        return _bounded(row.bound, value, high)
    exact = row.step <= scale if row.unit != "VND" else row.step <= 1
    return (value, high) if exact else (value - half, high + half)


def _bounded(
    bound: str, value: Fraction, high: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    match bound:
        case Bound.GT:
            return value, None
        case Bound.LT:
            return None, high
        case Bound.ABOUT:
            return value - value / 20, high + high / 20
    return value, high
