"""Four steps of colour for the values of a map."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

STEPS = 4
Amount = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Value:
    """What a map shows of a province: what orders it, how it is written, and with its unit."""

    amount: Amount
    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Step:
    """A colour of the map: from which value to which, and how many provinces have it."""

    css: str
    least: str
    most: str
    count: int


def step_of(values: Iterable[Value]) -> tuple[dict[Amount, str], list[Step]]:
    """Return the class of every amount, m1 to m4, and the steps that have members.

    Each step takes a quarter of the provinces; equal amounts are never parted.
    """
    ranked = sorted(values, key=lambda value: value.amount)
    amounts = [value.amount for value in ranked]
    css = {a: f"m{bisect_left(amounts, a) * STEPS // len(amounts) + 1}" for a in amounts}
    members: dict[str, list[Value]] = {}
    for value in ranked:
        members.setdefault(css[value.amount], []).append(value)
    return css, [Step(name, v[0].short, v[-1].short, len(v)) for name, v in members.items()]
