"""Finding places by what somebody types: any spelling, with or without diacritics, old or new."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from khuyencong.core.collation import vietnamese
from khuyencong.registry.models import Place, PlaceName, PlaceParent
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.states import Level
from khuyencong.values.gazetteer import (
    LOWER_KINDS,
    PROVINCE_KINDS,
    days_label,
    marks_agree,
    search_form,
)

LIMIT = 20
#: Kinds as somebody may type them before a name, folded.
_KINDS = {form.replace(".", " "): kind for form, kind in (PROVINCE_KINDS | LOWER_KINDS).items()}
_KIND_FIRST = re.compile(f"({'|'.join(sorted(_KINDS, key=len, reverse=True))}) (.+)")
_LEVELS = {level: rank for rank, level in enumerate(Level.values)}


@dataclass(frozen=True, slots=True)
class Found:
    """A place under the name by which it was found."""

    place: Place
    name: PlaceName
    within: str  # "huyện Lục Ngạn, tỉnh Bắc Giang"; "" for a province

    @property
    def label(self) -> str:
        """Return kind, official name and days: "tỉnh Lào Cai (đến 30/6/2025)"."""
        return f"{self.place}{days_label(self.place.valid_from, self.place.valid_until)}"


def find_places(
    text: str, on: date | None = None, level: Level | str | None = None, limit: int = LIMIT
) -> list[Found]:
    """Return the places that `text` may mean, the likeliest first.

    Exact names stand before beginnings and these before inner words; a name whose marks agree with
    those typed before one that only folds alike (Yên Bái, Yên Bài); then the higher level, then
    Vietnamese order, then the newer unit. Without a day, places of every day are found. Three
    queries, however many are found.
    """
    form = search_form(text)
    if not form:
        return []
    likeliest = ranked(form, on, level).select_related("place")[: 2 * limit]
    names = sorted(likeliest, key=lambda name: (name.rank, not marks_agree(text, name.name)))
    once = {name.place_id: name for name in reversed(names)}
    best = [name for name in names if once[name.place_id] is name][:limit]
    within = _within([name.place for name in best])
    return [Found(name.place, name, within.get(name.place_id, "")) for name in best]


def ranked(form: str, on: date | None, level: Level | str | None) -> QuerySet[Any]:
    """Return the names that fit a search form, the likeliest first, each with its `rank`.

    0: the whole name, 1: its beginning, 2: an inner word.
    """
    exact, start, inner = Q(folded=form), Q(folded__startswith=form), Q(folded__contains=f" {form}")
    if match := _KIND_FIRST.fullmatch(form):
        of_kind, bare = Q(kind=_KINDS[match[1]]), match[2]
        exact |= Q(folded=bare) & of_kind
        start |= Q(folded__startswith=bare) & of_kind
        inner = Q(folded__contains=f" {bare}") & of_kind
    names = PlaceName.objects.filter(start | inner)
    if on:
        names = names.filter(on_day(on) & on_day(on, "place__"))
    if level:
        names = names.filter(place__level=level)
    rank = Case(When(exact, then=0), When(start, then=1), default=2, output_field=IntegerField())
    by_level = Case(*(When(place__level=name, then=n) for name, n in _LEVELS.items()), default=9)
    since = Coalesce("place__valid_from", Value(date.min))
    names = names.annotate(rank=rank)
    return names.order_by("rank", by_level, vietnamese("place__name"), since.desc(), "place__key")


def _within(places: Iterable[Place]) -> dict[UUID, str]:
    """Return for each place what it belonged to on its last day, the lowest first; two queries."""
    parents = _last_parents({place.id: place.valid_until for place in places})
    above = _last_parents({parent.id: parent.valid_until for parent in parents.values()})
    within = {}
    for place_id, parent in parents.items():
        chain = [parent, above.get(parent.id)]
        within[place_id] = ", ".join(
            str(unit) for unit in chain if unit and unit.level != Level.COUNTRY
        )
    return within


def _last_parents(ends: dict[UUID, date | None]) -> dict[UUID, Place]:
    links = PlaceParent.objects.filter(place_id__in=ends).select_related("parent")
    parents = {}
    for link in links:
        end = ends[link.place_id]
        last_day = date.max if end is None else end - timedelta(days=1)
        if link.held_on(last_day):
            parents[link.place_id] = link.parent
    return parents
