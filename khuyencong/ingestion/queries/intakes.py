"""Files on their way to become reports."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Intake
from khuyencong.ingestion.rules import READ
from khuyencong.ingestion.states import IntakeState

#: How long the person is told that a file could not be read.
TOLD = timedelta(days=7)


def intakes_visible_to(user: Actor) -> QuerySet[Intake]:
    """Return the files on their way to the bodies that the user answers for, newest first."""
    custodians = user.custodians(READ)
    intakes = Intake.objects.order_by("-handed_in_at", "-id")
    return intakes if custodians is None else intakes.filter(custodian_id__in=custodians)


def on_the_way(user: Actor, at: datetime) -> QuerySet[Intake]:
    """Return the user's own files that wait, are being read, or could not be read of late."""
    unread = Q(state=IntakeState.REFUSED, ended_at__gt=at - TOLD)
    return intakes_visible_to(user).filter(Q(ended_at=None) | unread, by=user.id)


def free_intakes(since: datetime) -> QuerySet[Intake]:
    """Return the files that nobody reads: those that wait, and those begun before `since`."""
    dead = Q(state=IntakeState.READING, started_at__lt=since)
    return Intake.objects.filter(Q(state=IntakeState.WAITING) | dead)


def left_intakes(since: datetime) -> QuerySet[Intake]:
    """Return the files that nobody reads although they were handed in before `since`."""
    return free_intakes(since).filter(handed_in_at__lt=since).order_by("handed_in_at", "id")
