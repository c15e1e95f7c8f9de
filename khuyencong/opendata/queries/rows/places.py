"""Rows of places, regions and bodies: one statement for each table."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from khuyencong.opendata.queries.moment import CHUNK, Moment
from khuyencong.registry.models import (
    Lineage,
    Organisation,
    Place,
    PlaceCode,
    PlaceName,
    PlaceParent,
    Region,
    RegionMembership,
)

Row = tuple[Any, ...]
DAYS = ("valid_from", "valid_until")


def places(_: Moment) -> Iterator[Row]:
    """Yield every place with its last code and the last place it belonged to."""
    code = _last(PlaceCode).values("code")[:1]
    parent = _last(PlaceParent).values("parent__key")[:1]
    rows = Place.objects.annotate(last_code=Subquery(code), last_parent=Subquery(parent))
    names = ("key", "level", "kind", "name", "last_code", "last_parent", *DAYS)
    yield from _told(rows.order_by("key"), *names, "verified", "source")


def _last(model: type[PlaceCode] | type[PlaceParent]) -> QuerySet[Any]:
    rows = model.objects.filter(place=OuterRef("pk"))
    return rows.order_by(F("valid_until").desc(nulls_first=True), "-id")


def names(_: Moment) -> Iterator[Row]:
    """Yield every name of a place."""
    rows = PlaceName.objects.order_by("place__key", "role", "valid_from", "name")
    yield from _told(rows, "place__key", "role", "kind", "name", *DAYS, "verified")


def codes(_: Moment) -> Iterator[Row]:
    """Yield every code of a place."""
    rows = PlaceCode.objects.order_by("place__key", "code", "valid_from")
    yield from _told(rows, "place__key", "code", *DAYS, "verified")


def lineage(_: Moment) -> Iterator[Row]:
    """Yield what became of every place that ended."""
    rows = Lineage.objects.order_by("day", "predecessor__key", "successor__key")
    names = ("predecessor__key", "successor__key", "kind", "day", "whole", "is_default")
    yield from _told(rows, *names, "verified", "source")


def regions(_: Moment) -> Iterator[Row]:
    """Yield every region of every way to divide the country."""
    rows = Region.objects.order_by("scheme__key", "position", "key")
    yield from _told(rows, "id", "scheme__key", "key", "name", "position")


def members(_: Moment) -> Iterator[Row]:
    """Yield which province belongs to which region."""
    order = ("region__scheme__key", "region__position", "region__key", "place__key", "valid_from")
    rows = RegionMembership.objects.order_by(*order)
    yield from _told(rows, "region", "place__key", *DAYS, "verified")


def organisations(_: Moment) -> Iterator[Row]:
    """Yield every body."""
    rows = Organisation.objects.order_by("key")
    names = ("key", "kind", "name", "place__key", "parent__key", *DAYS, "verified")
    yield from _told(rows, *names)


def _told(rows: QuerySet[Any], *names: str) -> Iterator[Row]:
    return rows.values_list(*names).iterator(CHUNK)


ROWS = {
    "places": places,
    "place_names": names,
    "place_codes": codes,
    "place_lineage": lineage,
    "regions": regions,
    "region_members": members,
    "organisations": organisations,
}
