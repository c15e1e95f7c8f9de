"""A territory over a period: which units held it, what is told of each, and their sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from khuyencong.ingestion.meaning import Question
from khuyencong.registry.models import Place, Region
from khuyencong.registry.queries import (
    NoSuchPlace,
    label,
    origins,
    place_through_period,
    region_named,
    regions_on,
    units_over,
)
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.states import Level
from khuyencong.reports.queries.answers import TOLD, Answer, summed
from khuyencong.reports.queries.book import Book, book, in_order
from khuyencong.reports.states import Borders
from khuyencong.values.measures import Adds
from khuyencong.values.periods import Period


@dataclass(frozen=True)
class UnitTold:
    """One unit for the days it lived in the period, with what is told of it."""

    place: Place
    name: str
    days: Period
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class TerritoryTold:
    """A place over a period: its units, and the sums under the place itself where it is several.

    `answers` are those of the place as it is asked for: its own, or the sums of its units.
    Of a region `place` is the country, and `units` are the provinces that made it up.
    """

    place: Place
    name: str
    period: Period
    borders: Borders
    at: datetime | None
    units: tuple[UnitTold, ...]
    answers: tuple[Answer, ...]
    region: Region | None = None
    #: Whether the words were read that say which provinces make the region up.
    is_region_verified: bool = True

    @property
    def key(self) -> str:
        """Return the word by which old reports' figures name the territory."""
        return region_word(self.region) if self.region else self.place.key

    @property
    def is_several(self) -> bool:
        """Return whether the borders changed: more units than the place itself held it."""
        return [unit.place.key for unit in self.units] != [self.place.key]


def territory(
    name: str,
    period: Period,
    *,
    today: date,
    borders: Borders = Borders.THEN,
    at: datetime | None = None,
    waiting: bool = False,
) -> TerritoryTold:
    """Return what is told of a place over a period.

    The name is that of the last day of the period, else of its first: then it is told under the
    unit that took the place in. Under the borders of today it is the unit that holds the place
    now, made of the units that it was on the last day. A name that no place bore may be that of a
    region on the last day. Raises NoSuchPlace, AmbiguousPlace.
    """
    try:
        place = place_through_period(name, period.start, period.end)
    except NoSuchPlace:
        region = region_named(name, period.end)
        if region is None:
            raise
        return _of_region(region, period, borders, at, waiting)
    on = today if borders is Borders.TODAY else period.last_day
    if not place.held_on(on):
        place = _held_on(place, on)
    units = tuple(_unit(*found, at, waiting) for found in _units(place, period))
    own = [unit for unit in units if unit.place == place and unit.days == period]
    answers = own[0].answers if own else tuple(_sums(place, period, units))
    shown = label(place, period.last_day if place.held_on(period.last_day) else None)
    return TerritoryTold(place, shown, period, borders, at, units, answers)


def region_word(region: Region) -> str:
    """Return the word of a region in a question: "vung:" and its id."""
    return f"vung:{region.id}"


def _of_region(
    region: Region, period: Period, borders: Borders, at: datetime | None, waiting: bool
) -> TerritoryTold:
    """Return what is told of a region: its own figures, and its provinces of the last day."""
    there = next(
        found
        for found in regions_on(region.scheme.key, period.last_day)
        if found.region.id == region.id
    )
    whole = book(period, at=at, waiting=waiting)
    units = tuple(
        UnitTold(place, label(place, days.last_day), days, tuple(whole.about(place.key)))
        for member in there.places
        for place, days in _units(member, period)
    )
    country = Place.objects.filter(level=Level.COUNTRY).order_by("key")[0]
    answers = tuple(whole.about(region_word(region)))
    return TerritoryTold(
        country, region.name, period, borders, at, units, answers, region, there.verified
    )


def _held_on(place: Place, on: date) -> Place:
    """Return the unit that holds a place on a day; the likeliest where it was parted."""
    living = heirs(place, on)
    return living[0].place if living else place


def _units(place: Place, period: Period) -> list[tuple[Place, Period]]:
    """Return the units that held the territory, each with its days in the period."""
    if place.level == Level.COUNTRY:
        return [(place, period)]
    if place.valid_from and place.valid_from >= period.end:
        return [(heir.place, period) for heir in origins(place, period.last_day)]
    return [
        (unit.place, Period(unit.start, unit.until))
        for unit in units_over(place, period.start, period.end)
        if unit.start < unit.until
    ]


def _unit(place: Place, days: Period, at: datetime | None, waiting: bool) -> UnitTold:
    told: Book = book(days, at=at, waiting=waiting, where=place)
    return UnitTold(place, label(place, days.last_day), days, tuple(told.about(place.key)))


def _sums(place: Place, period: Period, units: Sequence[UnitTold]) -> Iterable[Answer]:
    """Return the sums under a place of what is told of its units, with who is missing."""
    alike: dict[Question, dict[str, Answer]] = {}
    for unit in units:
        for answer in unit.answers:
            if answer.value is None or answer.standing not in TOLD:
                continue
            if answer.measure.adds is Adds.NOT:
                continue
            whole = replace(answer.question, where=place.key, start=period.start, end=period.end)
            alike.setdefault(whole, {})[unit.name] = answer
    for whole in sorted(alike, key=in_order):
        parts = alike[whole]
        missing = [unit.name for unit in units if unit.name not in parts]
        yield summed(whole, list(parts.values()), missing)
