"""Spreadsheets on their way: whose a person sees, what waits for the machine, what came before."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.rules import IMPORT, READ
from khuyencong.ingestion.states import BatchState


def batches_visible_to(user: Actor) -> QuerySet[Batch]:
    """Return the spreadsheets of the bodies that the user answers for, newest first."""
    return _of(user, READ)


def own_batches(user: Actor) -> QuerySet[Batch]:
    """Return those of the bodies for which the user may enter records: he sees their cells."""
    return _of(user, IMPORT)


def _of(user: Actor, permission: str) -> QuerySet[Batch]:
    custodians = user.custodians(permission)
    rows = Batch.objects.order_by("-received_at", "-id")
    return rows if custodians is None else rows.filter(custodian_id__in=custodians)


def imported_before(batch: Batch) -> Batch | None:
    """Return the last time the very same file was entered for the same body, and not undone."""
    same = Batch.objects.filter(
        custodian=batch.custodian_id, kind=batch.kind, file=batch.file, state=BatchState.DONE
    )
    return same.exclude(id=batch.id).order_by("-ended_at").first()


def left_batches(since: datetime) -> list[UUID]:
    """Return the batches that wait for a worker since before a moment, or whose worker died."""
    waiting = Q(state__in=(BatchState.WAITING, BatchState.WRITING), received_at__lt=since)
    begun = Q(state=BatchState.READING, started_at__lt=since)
    rows = Batch.objects.filter(waiting | begun).order_by("received_at", "id")
    return list(rows.values_list("id", flat=True))
