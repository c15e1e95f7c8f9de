"""Every claim of a report held against its own figures.

A new kind of check is one module with `find(page)`, and one line in `_FINDERS`.
"""

from collections.abc import Callable, Iterable

from khuyencong.reading.checks import (
    averages,
    complements,
    compound,
    contents,
    contradictions,
    counts,
    differences,
    growth,
    limits,
    lists,
    multiples,
    periods,
    ratios,
    repeated,
    shares,
    sums,
    superlatives,
    tables,
    targets,
)
from khuyencong.reading.checks.context import Context
from khuyencong.reading.model import Check, Reading
from khuyencong.values.vocabulary import Severity

#: What every kind of check offers: a page in, its findings out.
Finder = Callable[[Context], Iterable[Check]]

_FINDERS: tuple[Finder, ...] = (
    sums.find,
    contents.find,
    lists.find,
    tables.find,
    shares.find,
    complements.find,
    averages.find,
    ratios.find,
    growth.find,
    multiples.find,
    differences.find,
    compound.find,
    targets.find,
    counts.find,
    superlatives.find,
    periods.find,
    limits.find,
    repeated.find,
    contradictions.find,
)
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.OK)


def check(reading: Reading) -> list[Check]:
    """Return every check of `reading` in reading order, with ids c1, c2, … in that order."""
    page = Context(reading)
    found = _once(c for finder in _FINDERS for c in finder(page))
    found.sort(key=lambda c: (c.passages[0] if c.passages else (0, 0), c.kind, c.statement))
    for position, one in enumerate(found, 1):
        one.id = f"c{position}"
    return found


def _once(checks: Iterable[Check]) -> list[Check]:
    """Return `checks` without a second verdict of one kind on the same figures; the worse stays."""
    kept: dict[tuple[object, ...], Check] = {}
    for one in checks:
        key = (one.kind, frozenset(one.figures)) if one.figures else (one.kind, one.passages)
        other = kept.get(key)
        if other is None or _WORST_FIRST.index(one.severity) < _WORST_FIRST.index(other.severity):
            kept[key] = one
    return list(kept.values())
