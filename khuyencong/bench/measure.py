"""Timing as a ratio: our work beside the same work done bare, in one run on one machine."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One row of the table; `ratio` and `growth` are None where there is nothing to compare."""

    what: str
    size: int
    of: str
    ours_s: float
    floor: str | None
    floor_s: float | None
    growth: float | None

    @property
    def ratio(self) -> float | None:
        """Return ours / floor."""
        return self.ours_s / self.floor_s if self.floor_s else None

    def as_json(self) -> dict[str, object]:
        """Return the line as the contract of `bench --json` wants it."""
        return {
            "what": self.what,
            "size": self.size,
            "of": self.of,
            "ours_s": self.ours_s,
            "floor": self.floor,
            "floor_s": self.floor_s,
            "ratio": self.ratio,
            "growth": self.growth,
        }


def median_seconds(work: Work, *, at_least: float = 0.3, most_runs: int = 15) -> float:
    """Return the median of several runs: at least three, until `at_least` seconds are spent."""
    work()  # warm: imports, compiled patterns, prepared statements
    spent: list[float] = []
    gc.collect()
    while len(spent) < 3 or (sum(spent) < at_least and len(spent) < most_runs):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def once_seconds(work: Work, enough: float = 20.0) -> float:
    """Return the better of two runs, of one where it takes longer than `enough`."""
    best = float("inf")
    for _ in range(2):
        gc.collect()
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
        if best > enough:
            break
    return best


def line(
    what: str,
    size: int,
    of: str,
    ours: Work,
    *,
    floor: str | None = None,
    bare: Work | None = None,
    tenth: Work | None = None,
) -> Line:
    """Measure `ours`, its bare floor, and how the cost per unit grew from a tenth of the size."""
    ours_s = median_seconds(ours)
    bare_s = median_seconds(bare) if bare else None
    growth = ours_s / (10 * median_seconds(tenth)) if tenth else None
    return Line(what, size, of, ours_s, floor, bare_s, growth)
