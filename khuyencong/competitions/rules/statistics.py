"""How the jury scored: spread, sheets far from the others, each juror's lean, agreement.

Totals are whole tenths, results fractions of tenths. Nothing here removes a sheet: it is shown,
and people decide.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import TypeVar

Juror = TypeVar("Juror", bound=Hashable)

#: A sheet is far from the others when it lies beyond so many median absolute deviations …
FAR_DEVIATIONS = 3
#: … and so many tenths from the middle of its entry, …
FAR_TENTHS = 150
#: … where so many sheets are there to tell a middle.
FAR_SHEETS = 3
#: A juror drifts when his lean moved by so many tenths against the mean of his earlier rounds.
DRIFT_TENTHS = 50


@dataclass(frozen=True, slots=True)
class Total:
    """What one juror gave one entry, in tenths."""

    entry: Hashable
    juror: Hashable
    tenths: int


@dataclass(frozen=True, slots=True)
class Far:
    """A sheet far from the others of its entry."""

    entry: Hashable
    juror: Hashable
    tenths: int
    middle: Fraction


@dataclass(frozen=True, slots=True)
class Lean:
    """By how much a juror gives more than the others to the same entries, on the mean."""

    juror: Hashable
    sheets: int
    mean: Fraction
    beside: Fraction | None


def far_sheets(totals: Iterable[Total]) -> list[Far]:
    """Return the sheets far from the middle of their entry, in the order in which they came."""
    found = []
    for sheets in _by_entry(totals).values():
        if len(sheets) < FAR_SHEETS:
            continue
        middle = _median(sheet.tenths for sheet in sheets)
        deviation = _median(abs(sheet.tenths - middle) for sheet in sheets)
        for sheet in sheets:
            away = abs(sheet.tenths - middle)
            if away > FAR_DEVIATIONS * deviation and away >= FAR_TENTHS:
                found.append(Far(sheet.entry, sheet.juror, sheet.tenths, middle))
    return found


def leans(totals: Iterable[Total]) -> list[Lean]:
    """Return every juror with how he leans; None where nobody else scored what he did."""
    rows = list(totals)
    by_entry = _by_entry(rows)
    sums = {entry: sum(sheet.tenths for sheet in sheets) for entry, sheets in by_entry.items()}
    beside: dict[Hashable, list[Fraction]] = defaultdict(list)
    own: dict[Hashable, list[int]] = defaultdict(list)
    for row in rows:
        own[row.juror].append(row.tenths)
        others = len(by_entry[row.entry]) - 1
        if others:
            mean = Fraction(sums[row.entry] - row.tenths, others)
            beside[row.juror].append(row.tenths - mean)
    return [
        Lean(
            juror=juror,
            sheets=len(given),
            mean=Fraction(sum(given), len(given)),
            beside=_mean(beside[juror]),
        )
        for juror, given in own.items()
    ]


@dataclass(frozen=True, slots=True)
class Drift:
    """How a juror leaned in earlier rounds, the oldest first, and how far he moved since."""

    juror: Hashable
    earlier: Sequence[tuple[str, Fraction]]
    moved: Fraction

    @property
    def is_far(self) -> bool:
        """Return whether somebody should look at it."""
        return abs(self.moved) >= DRIFT_TENTHS


def drifts(
    now: Mapping[Juror, Fraction],
    earlier: Sequence[tuple[str, Mapping[Juror, Fraction]]],
) -> list[Drift]:
    """Return the drift of every juror who leaned now and before; in the order of `now`.

    `now` and each earlier round (with its label, the oldest first) hold the lean of each juror.
    """
    found = []
    for juror, lean in now.items():
        before = [(label, leaned[juror]) for label, leaned in earlier if juror in leaned]
        if before:
            mean = sum((value for _, value in before), Fraction()) / len(before)
            found.append(Drift(juror, before, lean - mean))
    return found


def agreement(totals: Iterable[Total]) -> Fraction | None:
    """Return Krippendorff's alpha for interval data: 1 is full agreement, 0 is chance.

    Entries that fewer than two jurors scored do not count. None where nothing differs, or nothing
    can be compared.
    """
    units = [
        [sheet.tenths for sheet in sheets]
        for sheets in _by_entry(totals).values()
        if len(sheets) > 1
    ]
    everything = [tenths for unit in units for tenths in unit]
    expected = _squares(everything)
    if not expected:
        return None
    observed = sum((Fraction(_squares(unit), len(unit) - 1) for unit in units), Fraction())
    return 1 - (len(everything) - 1) * observed / expected


def _squares(values: list[int]) -> int:
    """Return the sum of (a - b)² over every ordered pair."""
    return 2 * (len(values) * sum(v * v for v in values) - sum(values) ** 2)


def _by_entry(totals: Iterable[Total]) -> Mapping[Hashable, list[Total]]:
    found: dict[Hashable, list[Total]] = defaultdict(list)
    for total in totals:
        found[total.entry].append(total)
    return found


def _median(values: Iterable[int | Fraction]) -> Fraction:
    return Fraction(median([Fraction(value) for value in values]))


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if values else None
