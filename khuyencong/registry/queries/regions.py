"""Regions of a scheme on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from khuyencong.registry.models import Place, Region, RegionMembership
from khuyencong.registry.models.dated import on_day
from khuyencong.values.gazetteer import search_form
from khuyencong.values.text import sort_key


@dataclass(frozen=True, slots=True)
class RegionOn:
    """A region with its provinces of a day; `verified` where every membership is."""

    region: Region
    places: list[Place]
    verified: bool


def region_of(place: Place, scheme: str, on: date) -> Region | None:
    """Return the region of a scheme that a province lay in on a day."""
    member = RegionMembership.objects.on(on).filter(place=place, region__scheme__key=scheme)
    found = member.select_related("region__scheme").first()
    return found.region if found else None


def regions_on(scheme: str, on: date) -> list[RegionOn]:
    """Return the regions of a scheme on a day, in its order, with their provinces; one query."""
    members = RegionMembership.objects.filter(on_day(on), region__scheme__key=scheme)
    grouped: dict[Region, list[RegionMembership]] = {}
    for member in members.select_related("region", "place").order_by("region__position"):
        grouped.setdefault(member.region, []).append(member)
    return [
        RegionOn(
            region,
            sorted((m.place for m in found), key=lambda place: sort_key(place.name)),
            all(m.verified for m in found),
        )
        for region, found in grouped.items()
    ]


def region_named(name: str, until: date) -> Region | None:
    """Return the region that bears a name on the last day of a period, None where none does.

    Where several schemes have one, it is the first by key: a report's own before the statistics'.
    """
    day = until - timedelta(days=1)
    form = search_form(name)
    members = RegionMembership.objects.filter(on_day(day)).values("region")
    regions = Region.objects.filter(id__in=members).order_by("scheme__key", "position")
    return next((region for region in regions if search_form(region.name) == form), None)
