"""From score sheets to ranks: means as fractions, ties by the written order of criteria.

Nothing but the points decides: neither who scored, nor in which order, nor when an entry came.
Where totals and every criterion of the tie order are equal, the rank is shared, and the council
decides in words.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median


@dataclass(frozen=True, slots=True)
class Counted:
    """A locked sheet that counts: points in tenths by criterion."""

    entry: Hashable
    points: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return the sum in tenths."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands; points are fractions of tenths. Without sheets it has no rank."""

    entry: Hashable
    sheets: int
    mean: Fraction | None
    means: Mapping[str, Fraction]
    middle: Fraction | None
    lowest: int | None
    highest: int | None
    rank: int | None
    shared: bool

    @property
    def spread(self) -> int | None:
        """Return the highest total less the lowest, in tenths."""
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest


def ranked(
    entries: Iterable[Hashable], sheets: Iterable[Counted], tie_order: Sequence[str]
) -> list[Standing]:
    """Return every entry with its rank, best first; those nobody scored last, without a rank.

    Equal ranks are shared and the next is left out (1, 2, 2, 4). The order among equals is that in
    which `entries` came: sort by code for a list that looks the same to everybody.
    """
    of: dict[Hashable, list[Counted]] = {entry: [] for entry in entries}
    for sheet in sheets:
        of[sheet.entry].append(sheet)
    keys = {entry: _key(found, tie_order) for entry, found in of.items() if found}
    order = sorted(keys, key=lambda entry: keys[entry], reverse=True)
    first: dict[tuple[Fraction, ...], int] = {}
    for place, entry in enumerate(order, 1):
        first.setdefault(keys[entry], place)
    alike = Counter(keys.values())
    scored = [
        _standing(entry, of[entry], first[keys[entry]], alike[keys[entry]] > 1) for entry in order
    ]
    return scored + [_standing(entry, [], None, False) for entry in of if entry not in keys]


def _key(sheets: Sequence[Counted], tie_order: Sequence[str]) -> tuple[Fraction, ...]:
    total = Fraction(sum(sheet.total for sheet in sheets), len(sheets))
    return (total, *(_mean(sheets, criterion) for criterion in tie_order))


def _mean(sheets: Sequence[Counted], criterion: str) -> Fraction:
    return Fraction(sum(sheet.points[criterion] for sheet in sheets), len(sheets))


def _standing(
    entry: Hashable, sheets: Sequence[Counted], rank: int | None, shared: bool
) -> Standing:
    if not sheets:
        return Standing(entry, 0, None, {}, None, None, None, None, False)
    totals = sorted(sheet.total for sheet in sheets)
    criteria = sheets[0].points
    return Standing(
        entry=entry,
        sheets=len(sheets),
        mean=Fraction(sum(totals), len(totals)),
        means={criterion: _mean(sheets, criterion) for criterion in criteria},
        middle=Fraction(median(Fraction(total) for total in totals)),
        lowest=totals[0],
        highest=totals[-1],
        rank=rank,
        shared=shared,
    )
