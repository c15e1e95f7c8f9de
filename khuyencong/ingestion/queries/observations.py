"""Figures of reports as they were understood at a moment, and which of them are official."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.models import known_at
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Choice, DifferenceNote, Document, Observation
from khuyencong.ingestion.queries.documents import visible_to
from khuyencong.ingestion.rules import READ
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import answering_for
from khuyencong.values.dates import day_in_vietnam


def observations_visible_to(user: Actor) -> QuerySet[Observation]:
    """Return the current figures of the reports that the user answers for."""
    return Observation.objects.filter(
        superseded_at=None, document__in=visible_to(user).values("id")
    )


def choices_visible_to(user: Actor) -> QuerySet[Choice]:
    """Return the choices made for what the user answers for, those withdrawn among them."""
    custodians = user.custodians(READ)
    choices = Choice.objects.all()
    return choices if custodians is None else choices.filter(custodian_id__in=custodians)


def published(at: datetime | None = None) -> QuerySet[Observation]:
    """Return the figures that a person has taken, as known at a moment: anybody may see these.

    With place, region and document, without the report's text.
    """
    return _answering(at).filter(review=Review.ACCEPTED)


def taken_or_waiting(at: datetime | None = None) -> QuerySet[Observation]:
    """Return also the figures that nobody has looked at yet: for those who prepare a report."""
    return _answering(at).exclude(review=Review.LEFT_OUT)


def _answering(at: datetime | None) -> QuerySet[Observation]:
    rows = Observation.objects.filter(known_at(at)).exclude(slot="")
    return rows.select_related("place", "region", "document").defer(
        "document__text", "document__source", "document__stored_reading"
    )


def versions(series: UUID) -> QuerySet[Observation]:
    """Return all that was ever said of a figure, the reader's own word first."""
    found = Observation.objects.filter(series=series).select_related("by", "place", "region")
    return found.order_by("recorded_at", "id")


def versions_of_figure(document: Document, figure_id: str) -> dict[UUID, list[Observation]]:
    """Return all that was ever said of the number that a reading calls `figure_id`, by series.

    Two where the report also implies a target by it. One query.
    """
    current = document.observations.filter(superseded_at=None, figure_id=figure_id)
    found = document.observations.filter(series__in=current.values("series"))
    by_series: dict[UUID, list[Observation]] = {}
    for row in found.select_related("by", "place", "region").order_by("recorded_at", "id"):
        by_series.setdefault(row.series, []).append(row)
    return by_series


def chosen_in(slots: Iterable[str], at: datetime | None = None) -> dict[str, Choice]:
    """Return the choice that stood at a moment for each of these questions; one query."""
    found = Choice.objects.filter(known_at(at), slot__in=list(slots)).select_related("by")
    return {choice.slot: choice for choice in found}


def difference_notes(document: Document) -> dict[UUID, list[DifferenceNote]]:
    """Return by number what was written of its difference from the records, the newest first."""
    by_series: dict[UUID, list[DifferenceNote]] = {}
    rows = document.difference_notes.select_related("by").order_by("-recorded_at", "-id")
    for row in rows:
        by_series.setdefault(row.series, []).append(row)
    return by_series


def custodian_of_slot(row: Observation, at: datetime) -> Organisation:
    """Return who answers today for the territory of a figure: its Sở, for more than one the Cục."""
    return answering_for(row.place, day_in_vietnam(at))
