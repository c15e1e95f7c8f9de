"""Provinces and regions of a period by their keys: names of their days, and what they became."""

from dataclasses import dataclass
from datetime import date

from khuyencong.registry.models import Lineage, PlaceName
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import regions_on
from khuyencong.registry.states import Level, NameRole
from khuyencong.reports.borders import Move
from khuyencong.values.gazetteer import days_label
from khuyencong.values.text import sort_key

COUNTRY = "viet-nam"


@dataclass(frozen=True, slots=True)
class Unit:
    """A province under the name of a day; `label` adds its days where they are bounded."""

    key: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class RegionUnit:
    """A region with the keys of its provinces on a day; `where` is its word in a question."""

    where: str
    name: str
    members: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class Units:
    """The country on a day."""

    on: date
    provinces: dict[str, Unit]
    regions: list[RegionUnit]
    moves: list[Move]


def provinces_on(on: date) -> dict[str, Unit]:
    """Return the provinces of a day by key, in Vietnamese order; one query."""
    names = PlaceName.objects.filter(
        on_day(on), on_day(on, "place__"), role=NameRole.OFFICIAL, place__level=Level.PROVINCE
    ).select_related("place")
    found = sorted(names, key=lambda name: sort_key(name.name))
    return {
        name.place.key: Unit(
            name.place.key,
            name.name,
            name.name + days_label(name.place.valid_from, name.place.valid_until),
        )
        for name in found
    }


def moves() -> list[Move]:
    """Return every change of the borders of provinces; one query."""
    links = Lineage.objects.filter(
        predecessor__level=Level.PROVINCE, successor__level=Level.PROVINCE
    ).order_by("day", "predecessor__key", "successor__key")
    told = links.values_list("predecessor__key", "successor__key", "day")
    return [Move(*link) for link in told]


def units_on(on: date, scheme: str) -> Units:
    """Return the provinces of a day, the regions of a scheme then, and all moves; four queries."""
    regions = [
        RegionUnit(
            f"vung:{found.region.id}",
            found.region.name,
            tuple(place.key for place in found.places),
            found.verified,
        )
        for found in regions_on(scheme, on)
    ]
    return Units(on, provinces_on(on), regions, moves())
