"""What support did: before and after, and against similar establishments without it.

Pure: establishments with a number before and after in, an estimate with its interval out, or the
refusal to give one. These are estimates of statistics, never amounts: none enters a sum.

The comparison is standardised difference in differences. Within each stratum of alike
establishments (trade × legal form × size before) the mean change of the supported stands against
that of the others; the strata are weighed as the supported are spread. What it sets right: that
other trades, forms or sizes are supported, and that the supported were larger before. What it does
not: a reason to grow that only the supported had and that no stratum knows.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, variance

#: So many supported, and so many to compare them with, must be alike; fewer say nothing.
LEAST = 30
#: In a stratum at least two of each: one alone has no spread.
LEAST_IN_STRATUM = 2
#: At least this share of the supported must have somebody like them.
LEAST_SHARE = 0.6
LEVEL = 0.95
TOO_THIN = "không đủ dữ liệu"


@dataclass(frozen=True, slots=True)
class Unit:
    """An establishment: what it is alike in, whether it was supported, its numbers."""

    stratum: Hashable
    supported: bool
    before: float
    after: float

    @property
    def change(self) -> float:
        """Return by how much it grew."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with the ends of its interval, and how many it rests on."""

    value: float
    low: float
    high: float
    supported: int
    others: int

    def covers(self, truth: float) -> bool:
        """Return whether a value lies within the interval."""
        return self.low <= truth <= self.high

    @property
    def is_clear(self) -> bool:
        """Return whether the interval leaves out zero."""
        return not self.covers(0)


@dataclass(frozen=True, slots=True)
class TooThin:
    """No estimate: so many supported had somebody like them, so many others stood against them."""

    supported: int
    matched: int
    others: int

    @property
    def why(self) -> str:
        """Return the refusal in words."""
        return (
            f"{TOO_THIN}: {self.matched} trong {self.supported} cơ sở được hỗ trợ có cơ sở tương tự"
            f" để so ({self.others} cơ sở); cần từ {LEAST} cơ sở mỗi bên"
            f" và từ {LEAST_SHARE:.0%} cơ sở được hỗ trợ.".replace("%", " %")
        )


@dataclass(frozen=True, slots=True)
class _Cell:
    """The changes of the supported and of the others in one stratum."""

    supported: list[float]
    others: list[float]

    @property
    def is_whole(self) -> bool:
        return min(len(self.supported), len(self.others)) >= LEAST_IN_STRATUM


def effect(units: Iterable[Unit]) -> Estimate | TooThin:
    """Return by how much more the supported grew than others like them, or why nobody can say."""
    told = list(units)
    cells = [cell for cell in _cells(told).values() if cell.is_whole]
    all_supported = sum(unit.supported for unit in told)
    supported = sum(len(cell.supported) for cell in cells)
    others = sum(len(cell.others) for cell in cells)
    if min(supported, others) < LEAST or supported < LEAST_SHARE * all_supported:
        return TooThin(all_supported, supported, others)
    weights = [len(cell.supported) / supported for cell in cells]
    value = sum(
        weight * (fmean(cell.supported) - fmean(cell.others))
        for weight, cell in zip(weights, cells, strict=True)
    )
    parts = [
        (weight**2 * variance(side) / len(side), len(side) - 1)
        for weight, cell in zip(weights, cells, strict=True)
        for side in (cell.supported, cell.others)
    ]
    return _with_interval(value, parts, supported, others)


def before_after(units: Iterable[Unit]) -> Estimate | TooThin:
    """Return how the supported changed; no effect, for others changed too."""
    changes = [unit.change for unit in units if unit.supported]
    if len(changes) < LEAST:
        return TooThin(len(changes), len(changes), 0)
    parts = [(variance(changes) / len(changes), len(changes) - 1)]
    return _with_interval(fmean(changes), parts, len(changes), 0)


def _cells(units: Sequence[Unit]) -> dict[Hashable, _Cell]:
    cells: dict[Hashable, _Cell] = defaultdict(lambda: _Cell([], []))
    for unit in units:
        cell = cells[unit.stratum]
        (cell.supported if unit.supported else cell.others).append(unit.change)
    return cells


def _with_interval(
    value: float, parts: Sequence[tuple[float, int]], supported: int, others: int
) -> Estimate:
    """Return an estimate with its interval from variances and their degrees of freedom."""
    spread = sum(part for part, _ in parts)
    half = _quantile(_freedom(parts)) * sqrt(spread)
    return Estimate(value, value - half, value + half, supported, others)


def _freedom(parts: Sequence[tuple[float, int]]) -> float:
    """Return the degrees of freedom of a sum of variances (Satterthwaite)."""
    spread = sum(part for part, _ in parts)
    below = sum(part**2 / freedom for part, freedom in parts)
    return spread**2 / below if below else 1.0


def _quantile(freedom: float) -> float:
    """Return the two-sided quantile of Student's t, by the expansion of Cornish and Fisher."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
