"""Communes as one area over time: what an old address and a new one have in common."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from khuyencong.registry.models import Lineage, Place, PlaceParent
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.states import Level


def kin_of(commune: Place, on: date) -> frozenset[UUID]:
    """Return every unit that shared territory with `commune`: its heirs of a day and theirs before.

    The queries grow with the generations between, not with the places.
    """
    found = {heir.place.id for heir in heirs(commune, on)} | {commune.id}
    edge = found
    while edge:
        links = Lineage.objects.filter(successor__in=edge)
        edge = set(links.values_list("predecessor_id", flat=True)) - found
        found |= edge
    return frozenset(found)


def heirs_by_place(places: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return for each place the living units that hold its territory; one query for all."""
    after = defaultdict(list)
    links = Lineage.objects.exclude(successor=None).values_list("predecessor_id", "successor_id")
    for predecessor, successor in links:
        after[predecessor].append(successor)
    known: dict[UUID, frozenset[UUID]] = {}

    def living(place: UUID) -> frozenset[UUID]:
        if place not in known:
            known[place] = frozenset({place})  # a circle, which cannot be, would end here
            nexts = [living(successor) for successor in after.get(place, ())]
            known[place] = frozenset().union(*nexts) if nexts else known[place]
        return known[place]

    return {place: living(place) for place in places}


def in_place(place: Place, on: date, field: str = "commune") -> Q:
    """Return the condition that a record's commune lies, or lay, in the territory of `place`."""
    if place.level == Level.COMMUNE:
        return Q(**{f"{field}_id__in": kin_of(place, on)})
    if place.level == Level.COUNTRY:
        return Q(**{f"{field}__isnull": False})
    children = PlaceParent.objects.filter(parent=place).values("place")
    grandchildren = PlaceParent.objects.filter(parent__in=children).values("place")
    inside = Place.objects.filter(
        Q(id__in=children) | Q(id__in=grandchildren), level=Level.COMMUNE
    ).values("id")
    older = Lineage.objects.filter(successor__in=inside).values("predecessor")
    newer = Lineage.objects.filter(predecessor__in=inside).values("successor")
    return (
        Q(**{f"{field}_id__in": inside})
        | Q(**{f"{field}_id__in": older})
        | Q(**{f"{field}_id__in": newer})
    )
