"""All that the page of a place shows, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from khuyencong.registry.models import (
    Lineage,
    Organisation,
    Place,
    PlaceCode,
    PlaceName,
    PlaceParent,
    RegionMembership,
)
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.queries.lineage import lineage_of
from khuyencong.registry.queries.organisations import organisations_of
from khuyencong.registry.states import NameRole
from khuyencong.values.gazetteer import days_label
from khuyencong.values.text import sort_key

Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Children:
    """What belonged to a place over some days, by kind, each kind in Vietnamese order."""

    since: date | None
    until: date | None
    by_kind: dict[str, list[Place]]

    @property
    def count(self) -> int:
        return sum(len(places) for places in self.by_kind.values())

    @property
    def days(self) -> str:
        """Return "từ 01/7/2025", "đến 30/6/2025" or ""."""
        return days_label(self.since, self.until).strip(" ()")


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with everything its page tells; all lists newest first unless said otherwise."""

    place: Place
    names: list[PlaceName]  # official
    aliases: list[str]
    codes: list[PlaceCode]
    parents: list[PlaceParent]
    predecessors: list[Lineage]
    successors: list[Lineage]
    children: list[Children]
    regions: list[RegionMembership]  # by scheme; `.region.scheme` is loaded
    organisations: list[Organisation]


def place_page(place_id: UUID) -> PlacePage:
    """Return all that the page of a place shows, in ten queries; raises Place.DoesNotExist."""
    place = Place.objects.get(id=place_id)
    names = _newest_first(place.names.all())
    lineage = lineage_of(place)
    regions = place.region_memberships.select_related("region__scheme")
    return PlacePage(
        place=place,
        names=[name for name in names if name.role == NameRole.OFFICIAL],
        aliases=sorted({n.name for n in names if n.role == NameRole.ALIAS}, key=sort_key),
        codes=_newest_first(place.codes.all()),
        parents=_newest_first(place.parents.select_related("parent")),
        predecessors=lineage.predecessors,
        successors=lineage.successors,
        children=_children(place),
        regions=sorted(_newest_first(regions), key=lambda member: member.region.scheme.key),
        organisations=list(organisations_of(place)),
    )


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True)


def _children(place: Place) -> list[Children]:
    """Return the children for each span of days in which they did not change."""
    links = list(place.child_links.select_related("place"))
    edges = {edge for link in links for edge in (link.valid_from, link.valid_until) if edge}
    turns = sorted(edges)
    spans = zip([None, *turns], [*turns, None], strict=True)
    found = (_children_over(links, since, until) for since, until in spans)
    return [children for children in found if children.by_kind][::-1]


def _children_over(links: list[PlaceParent], since: date | None, until: date | None) -> Children:
    day = since or (date.fromordinal(until.toordinal() - 1) if until else date.max)
    places = sorted((x.place for x in links if x.held_on(day)), key=lambda p: sort_key(p.name))
    by_kind: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda p: sort_key(p.kind)):
        by_kind.setdefault(place.kind, []).append(place)
    return Children(since, until, by_kind)
