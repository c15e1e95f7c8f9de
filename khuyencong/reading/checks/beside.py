"""The amounts that a percent, a multiple or a difference stands beside, in any order.

Here the arithmetic proposes: whoever asks gets every pair of one unit near the number, and may ask
whether the number tells any relation of such a pair. What the relation is, the words decide.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from khuyencong.reading.checks.tolerance import Interval, cut, firm, interval, meets, quotient
from khuyencong.reading.model import Figure
from khuyencong.reading.nouns import UNIT_NOUNS
from khuyencong.reading.page import Page
from khuyencong.values.vocabulary import FigureKind

Pair = tuple[Figure, Figure]
#: A sentence with more amounts than this is a list; nothing is told of any two of them alone.
_MOST = 12
#: How far, in characters, an amount may stand from the number that is told of it.
_REACH = 500
_HUNDRED = Fraction(100)


def pairs(page: Page, measure: Figure) -> list[Pair]:
    """Return neighbouring amounts of one unit around `measure` in text order, nearest first."""
    found: list[Pair] = []
    for alike in _alike(page, measure).values():
        at = sum(f.number_start < measure.number_start for f in alike)
        found += [(alike[i], alike[i + 1]) for i in (at - 2, at - 1, at) if 0 <= i < len(alike) - 1]
    return sorted(found, key=lambda pair: _distance(pair, measure))


def _distance(pair: Pair, measure: Figure) -> int:
    return sum(abs(f.number_start - measure.number_start) for f in pair)


def _alike(page: Page, measure: Figure) -> dict[str, list[Figure]]:
    """Return the amounts of the sentence by unit; where none has two, with the sentence before."""
    start, end = page.sentence(measure)
    end = min(end, measure.number_end + _REACH)
    here = _by_unit(page.inside(max(start, measure.number_start - _REACH), end), measure)
    if any(len(alike) > 1 for alike in here.values()) or start == 0:
        return here
    before, block = page.sentence_at(start - 1), page.block_at(start)
    if block is None or before[0] < block.start:
        return here
    return _by_unit(page.inside(max(before[0], measure.number_start - _REACH), end), measure)


def _by_unit(figures: list[Figure], measure: Figure) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure is not measure and is_amount(figure):
            found.setdefault(figure.unit, []).append(figure)
    return {unit: alike for unit, alike in found.items() if len(alike) <= _MOST}


def unit_of(noun: str) -> str | None:
    """Return the unit of the longest noun that `noun` begins with: "làng nghề truyền" → village."""
    words = noun.split()
    found = (UNIT_NOUNS.get(" ".join(words[:length])) for length in range(len(words), 0, -1))
    return next((unit for unit in found if unit), None)


def is_amount(figure: Figure) -> bool:
    """Return whether a figure is one amount: no rate, no limit, not "1 đồng"."""
    relative = figure.unit.startswith(("percent", "ratio", "year"))
    least = 1000 if figure.unit == "VND" else 1
    plain = figure.value_high is None and figure.out_of is None and figure.value >= least
    return plain and not relative and figure.kind is not FigureKind.NORM


def ratio(over: Figure, under: Figure, times: int = 1) -> Interval | None:
    """Return the interval of over/under × times, round numbers taken as exact as they look."""
    return quotient(firm(over, under), firm(under, over), times)


def explained(page: Page, measure: Figure, but: Pair | None = None) -> bool:
    """Return whether `measure` tells any relation at all of two amounts here, but of those two."""
    told = interval(measure)[0], max(interval(measure)[1], cut(measure)[1])
    return any(
        meets(told, span)
        for alike in _alike(page, measure).values()
        for one, other in combinations(_nearest(alike, measure), 2)
        if but is None or {one.id, other.id} != {f.id for f in but}
        for span in _relations(measure, one, other)
    )


def _nearest(alike: list[Figure], measure: Figure) -> list[Figure]:
    """Return the six amounts before `measure` and the two behind it."""
    at = sum(f.number_start < measure.number_start for f in alike)
    return alike[max(0, at - 6) : at + 2]


def _relations(measure: Figure, one: Figure, other: Figure) -> Iterator[Interval]:
    """Yield share, growth, fall and rest of two amounts; times and "so many times more"."""
    base = _HUNDRED if measure.unit.startswith("percent") else Fraction(1)
    for over, under in ((one, other), (other, one)):
        span = ratio(over, under, int(base))
        if span:
            yield span
            yield span[0] - base, span[1] - base
            yield base - span[1], base - span[0]
