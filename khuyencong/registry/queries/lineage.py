"""What became of a place, and what it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from khuyencong.registry.models import Lineage, Place, PlaceParent
from khuyencong.registry.states import Level, LineageKind


@dataclass(frozen=True, slots=True)
class Heir:
    """A place that held, on the day asked for, territory of the place asked about.

    `whole`: no split lies between the two. `likeliest`: every split on the way was followed to its
    default.
    """

    place: Place
    whole: bool
    likeliest: bool


@dataclass(frozen=True, slots=True)
class PlaceLineage:
    """The acts that made a place and those that ended it."""

    predecessors: list[Lineage]
    successors: list[Lineage]


def lineage_of(place: Place) -> PlaceLineage:
    """Return what `place` was made of and what became of it, one step each way; three queries.

    Each predecessor brings along what it belonged to, for a commune's name alone is no address.
    """
    parents = Prefetch("predecessor__parents", PlaceParent.objects.select_related("parent"))
    made_of = place.predecessor_links.select_related("predecessor").prefetch_related(parents)
    return PlaceLineage(
        list(_ordered(made_of, "predecessor")),
        list(_ordered(place.successor_links.select_related("successor"), "successor")),
    )


def _ordered(links: QuerySet[Lineage], side: str) -> QuerySet[Lineage]:
    return links.order_by("day", "-is_default", f"{side}__key")


def heirs(place: Place, on: date) -> list[Heir]:
    """Return who holds the territory of `place` on a later day: itself, or those it became.

    A district without an heir of its own is followed through its communes. A split commune yields
    every candidate. The queries grow with the generations between, not with the places.
    """
    living: dict[UUID, Heir] = {}
    generation = [Heir(place, whole=True, likeliest=True)]
    while generation:
        ended = []
        for heir in generation:
            if heir.place.valid_until is None or heir.place.valid_until > on:
                living[heir.place.id] = _better(heir, living.get(heir.place.id))
            else:
                ended.append(heir)
        generation = [*_next(ended), *_communes(ended)]
    return sorted(living.values(), key=lambda heir: (not heir.likeliest, heir.place.key))


def _better(heir: Heir, known: Heir | None) -> Heir:
    if known is None:
        return heir
    return Heir(heir.place, heir.whole or known.whole, heir.likeliest or known.likeliest)


def _next(ended: list[Heir]) -> list[Heir]:
    by_id = {heir.place.id: heir for heir in ended}
    links = _links(predecessor__in=by_id).exclude(kind=LineageKind.LEVEL_REMOVED)
    return [
        Heir(
            link.successor,
            whole=by_id[link.predecessor_id].whole and link.whole,
            likeliest=by_id[link.predecessor_id].likeliest and link.is_default,
        )
        for link in links.select_related("successor")
        if link.successor
    ]


def _communes(ended: list[Heir]) -> list[Heir]:
    """Return the communes of the districts that ended with their level, on their last day."""
    removed = _links(predecessor__in=[heir.place.id for heir in ended])
    days = dict(removed.filter(kind=LineageKind.LEVEL_REMOVED).values_list("predecessor_id", "day"))
    by_id = {heir.place.id: heir for heir in ended}
    links = PlaceParent.objects.filter(parent__in=days).select_related("place")
    return [
        Heir(link.place, by_id[link.parent_id].whole, by_id[link.parent_id].likeliest)
        for link in links
        if link.valid_until == days[link.parent_id]
    ]


def _links(**where: Any) -> QuerySet[Lineage]:
    return Lineage.objects.filter(**where)


def origins(place: Place, on: date) -> list[Heir]:
    """Return who held the territory of `place` on an earlier day: itself, or what it was made of.

    Districts are not among the origins of communes. `whole`: all of that unit is in `place` today.
    """
    living: dict[UUID, Heir] = {}
    for generation in _back(place, on):
        for heir in generation:
            if _was_there(heir.place, on):
                living[heir.place.id] = _better(heir, living.get(heir.place.id))
    return sorted(living.values(), key=lambda heir: (not heir.likeliest, heir.place.key))


def _back(place: Place, on: date) -> Iterable[list[Heir]]:
    """Yield `place`, what it was made of, what that was made of, until all were there on a day."""
    generation = [Heir(place, whole=True, likeliest=True)]
    while generation:
        yield generation
        generation = _previous([heir for heir in generation if not _was_there(heir.place, on)])


def _was_there(place: Place, on: date) -> bool:
    return place.valid_from is None or place.valid_from <= on


def _previous(younger: list[Heir]) -> list[Heir]:
    by_id = {heir.place.id: heir for heir in younger}
    links = _links(successor__in=by_id).select_related("predecessor")
    return [
        Heir(
            link.predecessor,
            whole=by_id[link.successor_id].whole and link.whole,
            likeliest=by_id[link.successor_id].likeliest and link.is_default,
        )
        for link in links
        if link.successor_id
    ]


def whole_origins(place: Place, since: date) -> frozenset[UUID]:
    """Return `place` and every unit since a day whose whole territory went into it.

    Communes that were split are not among them: no share of what they had is known.
    """
    return frozenset(
        heir.place.id for generation in _back(place, since) for heir in generation if heir.whole
    )


def holders_on(day: date) -> dict[str, str]:
    """Return by the key of a province that joined another whole who holds its land; one query.

    A province that lives, or was parted, is not among them.
    """
    links = Lineage.objects.filter(
        predecessor__level=Level.PROVINCE, successor__level=Level.PROVINCE, day__lte=day
    ).select_related("predecessor", "successor")
    return last_holders(links)


def last_holders(links: Iterable[Lineage]) -> dict[str, str]:
    """Return by the key of whoever joined another whole the last that it went into; no query."""
    next_of = {
        link.predecessor.key: link.successor.key for link in links if link.whole and link.successor
    }
    found = {}
    for key in next_of:
        last = key
        while last in next_of:
            last = next_of[last]
        found[key] = last
    return found


@dataclass(frozen=True, slots=True)
class Unit:
    """A place for the days it lived within a period, half-open."""

    place: Place
    start: date
    until: date


def units_over(place: Place, start: date, until: date) -> list[Unit]:
    """Return every unit that held the territory of `place` within [start, until), with its days.

    "Bắc Ninh" of today over 2024–2025 is old Bắc Giang and old Bắc Ninh until 2025-06-30, and
    itself since. Raises ValueError for an empty period.
    """
    if start >= until:
        raise ValueError("kỳ báo cáo rỗng")
    last = date.fromordinal(until.toordinal() - 1)
    units = {
        heir.place.id: heir.place
        for generation in _back(place, start)
        for heir in generation
        if _was_there(heir.place, last)
    }
    return sorted(
        (_cut(unit, start, until) for unit in units.values()),
        key=lambda unit: (unit.start, unit.place.key),
    )


def _cut(place: Place, start: date, until: date) -> Unit:
    return Unit(
        place, max(start, place.valid_from or start), min(until, place.valid_until or until)
    )
