"""The figures of a report become observations: at its keeping, and once more for older ones."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries import confirmation_of, observations_of

BATCH = 500


def observe(document: Document, *, at: datetime) -> int:
    """Take every figure of a report as an observation, in the caller's transaction.

    Returns how many. A report that has observations keeps these.
    """
    if document.observations.exists():
        return 0
    rows = observations_of(document, document.reading, confirmation_of(document), at=at)
    return len(Observation.objects.bulk_create(rows, batch_size=BATCH))


def observe_missing(*, at: datetime) -> int:
    """Take the figures of the reports that were kept before figures were taken; return how many."""
    older = Document.objects.filter(observations=None, figures__gt=0).order_by("id")
    return sum(_observe_late(document, at) for document in older.iterator(20))


@transaction.atomic
def _observe_late(document: Document, at: datetime) -> int:
    lock(document)
    taken = observe(document, at=at)
    if taken:
        note("document.observed", document, by=None, at=at, facts={"observations": taken})
    return taken


def replace_with(
    pairs: Iterable[tuple[Observation, Observation]], *, at: datetime
) -> list[Observation]:
    """Supersede each first by its second, all or nothing; return the new versions."""
    found = list(pairs)
    Observation.objects.filter(id__in=[old.id for old, _ in found], superseded_at=None).update(
        superseded_at=at
    )
    return Observation.objects.bulk_create([new for _, new in found], batch_size=BATCH)
