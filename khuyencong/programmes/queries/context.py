"""The context series of places, each value with its source."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.models import known_at
from khuyencong.core.users import Actor
from khuyencong.programmes.models import ContextFigure, DifficultPlace
from khuyencong.programmes.states import Series

_ORDER = {series.value: place for place, series in enumerate(Series)}


def contexts_visible_to(user: Actor | None) -> QuerySet[ContextFigure]:
    """Return the context figures somebody may see: all of them, for they are published."""
    return ContextFigure.objects.all()


def contexts_of(places: Iterable[UUID], at: datetime | None = None) -> list[ContextFigure]:
    """Return the standing values of places by series, prices and year; one query."""
    rows = ContextFigure.objects.filter(known_at(at), place__in=list(places))
    found = rows.select_related("place")
    return sorted(found, key=lambda row: (_ORDER[row.series], row.prices, row.year))


def difficult_visible_to(user: Actor | None) -> QuerySet[DifficultPlace]:
    """Return which notes of difficult communes somebody may see: all, for documents list them."""
    return DifficultPlace.objects.all()


def degrees_of(places: Iterable[UUID]) -> dict[UUID, list[DifficultPlace]]:
    """Return what is noted of the difficulty of places, by place; one query."""
    found: dict[UUID, list[DifficultPlace]] = {}
    for row in DifficultPlace.objects.filter(place__in=set(places)):
        found.setdefault(row.place_id, []).append(row)
    return found
