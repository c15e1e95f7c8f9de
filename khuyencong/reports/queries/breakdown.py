"""One measure over the country: the total, its regions, its provinces, and what belongs to none.

The sum over 63 provinces, over 34, and over the regions is the same, to the đồng: what is known
only of a region or of the country stays there and is named, it is not spread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from khuyencong.reading.model import Number
from khuyencong.reports.borders import Carried, carry, holders
from khuyencong.reports.queries.answers import TOLD, Answer, summed
from khuyencong.reports.queries.book import Book
from khuyencong.reports.queries.units import COUNTRY, RegionUnit, Unit, Units
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.rounding import round_half_up


@dataclass(frozen=True)
class Row:
    """A province with its value; `answer` is None where nothing is known, `parts` what it adds."""

    unit: Unit
    answer: Answer | None
    made_of: tuple[Unit, ...]

    @property
    def value(self) -> Number | None:
        """Return the value, None for unknown: a gap is no 0."""
        return self.answer.value if self.answer else None


@dataclass(frozen=True)
class RegionRow:
    """A region: what is told of it, what its known provinces add up to, the rest."""

    region: RegionUnit
    answer: Answer | None
    known: int  # of its provinces together
    known_count: int

    @property
    def value(self) -> int | None:
        """Return what is told of the region, else what its known provinces add up to."""
        if self.answer and self.answer.value is not None:
            return int(self.answer.value)
        return self.known if self.known_count else None

    @property
    def rest(self) -> int:
        """Return what is told of the region and of none of its provinces."""
        return (self.value or 0) - self.known

    @property
    def average(self) -> Number | None:
        """Return what is told of the region for one of its provinces, in whole units."""
        if not self.is_told or self.value is None or not self.region.members:
            return None
        return round_half_up(Fraction(self.value, len(self.region.members)), 0)

    @property
    def is_told(self) -> bool:
        """Return whether the value is of the whole region, and not of its known provinces alone."""
        return bool(self.answer and self.answer.value is not None)


@dataclass(frozen=True)
class Breakdown:
    """A measure over the country of one period.

    `nowhere`: what is in the total and in no region: the service organisations of the national
    report. Below 0 it is more than the total: then the parts contradict it.
    """

    measure: str
    stage: str
    total: Answer | None
    regions: list[RegionRow]
    provinces: list[Row]
    left: list[tuple[Unit, int]]  # units that ended and cannot be carried whole

    @property
    def total_value(self) -> int | None:
        """Return the national total: as told, else the sum of what is known below."""
        if self.total and self.total.value is not None:
            return int(self.total.value)
        known = [row.value for row in self.regions if row.value is not None]
        return sum(known) if known else None

    @property
    def is_told(self) -> bool:
        """Return whether the total is of the whole country, and not of what is known alone."""
        return bool(self.total and self.total.value is not None)

    @property
    def nowhere(self) -> int:
        """Return what belongs to no region."""
        return (self.total_value or 0) - sum(row.value or 0 for row in self.regions)

    @property
    def only_of_regions(self) -> int:
        """Return what is told of regions and of none of their provinces."""
        return sum(row.rest for row in self.regions)

    @property
    def of_provinces(self) -> int:
        """Return what is told of provinces, those that cannot be carried among them."""
        known = sum(int(row.value) for row in self.provinces if row.value is not None)
        return known + sum(value for _, value in self.left)

    @property
    def known_count(self) -> int:
        """Return of how many provinces of the page something is known."""
        return sum(row.value is not None for row in self.provinces)

    def share(self, value: Number | None) -> Number | None:
        """Return a value as a percentage of the total, two decimals; None where either lacks."""
        total = self.total_value
        if value is None or not total:
            return None
        return round_half_up(Fraction(value) * 100 / total, 2)


def breakdown(
    told: Book,
    measure: str,
    stage: str,
    then: Units,
    now: Units | None = None,
    *,
    activity: str = "",
    source: str = "",
    detail: str = "",
) -> Breakdown:
    """Return an additive measure over the country; no query.

    `then` are the units of the period; with `now` provinces are told under those of today. All
    contents and sources together, where none is named. ValueError for a measure that does not add
    up over places.
    """
    if MEASURES[measure].adds is Adds.NOT:
        raise ValueError(f"{measure} does not add up over places")
    ask = partial(told.ask, measure, stage, activity=activity, source=source, detail=detail)
    known = {key: answer for key in then.provinces if (answer := ask(key))}
    regions = [_region(ask(region.where), region, known) for region in then.regions]
    provinces, left = _provinces(known, then, now)
    return Breakdown(measure, stage, ask(COUNTRY), regions, provinces, left)


def _values(known: Mapping[str, Answer]) -> dict[str, int]:
    return {
        key: int(answer.value)
        for key, answer in known.items()
        if answer.value is not None and answer.standing in TOLD
    }


def _region(answer: Answer | None, region: RegionUnit, known: Mapping[str, Answer]) -> RegionRow:
    told_of = _values(known)
    values = [told_of[key] for key in region.members if key in told_of]
    return RegionRow(region, answer, sum(values), len(values))


def _provinces(
    known: Mapping[str, Answer], then: Units, now: Units | None
) -> tuple[list[Row], list[tuple[Unit, int]]]:
    if now is None:
        return [Row(unit, known.get(key), ()) for key, unit in then.provinces.items()], []
    carried = carry(_values(known), now.moves, now.on)
    origins = _origins(then, now)
    rows = [
        _row_today(unit, known, carried, [then.provinces[k] for k in origins.get(key, ())])
        for key, unit in now.provinces.items()
    ]
    return rows, [(then.provinces[key], value) for key, value in carried.left.items()]


def _origins(then: Units, now: Units) -> dict[str, list[str]]:
    """Return of which units of the period each unit of today is made."""
    held = holders(then.provinces, now.moves, now.on)
    origins: dict[str, list[str]] = {}
    for key, after in held.items():
        for holder in after:
            origins.setdefault(holder, []).append(key)
    return origins


def _row_today(
    unit: Unit, known: Mapping[str, Answer], carried: Carried, origins: list[Unit]
) -> Row:
    """Return a unit of today: as told where it is of one old unit, else the sum of those known."""
    told = carried.made_of.get(unit.key, ())
    made_of = tuple(origins) if [o.key for o in origins] != [unit.key] else ()
    if len(origins) == 1 and origins[0].key in known:
        return Row(unit, known[origins[0].key], made_of)
    if not told:
        return Row(unit, None, made_of)
    missing = [origin.label for origin in origins if origin.key not in told]
    question = replace(known[told[0]].question, where=unit.key)
    return Row(unit, summed(question, [known[key] for key in told], missing), made_of)
