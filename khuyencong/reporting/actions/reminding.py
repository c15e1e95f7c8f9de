"""Reminders before and after a due day: noted once each, and seen when the outbox delivers them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.core import outbox
from khuyencong.reporting.models import Duty, Notice
from khuyencong.reporting.rules import offset_today
from khuyencong.reporting.rules.reminding import FURTHEST
from khuyencong.reporting.states import OPEN
from khuyencong.values.dates import day_in_vietnam

#: The kind of message in the outbox.
NOTICE = "reporting.notice"
#: So many days after the due day nobody is reminded any more.
REACH = timedelta(days=FURTHEST)


def remind(at: datetime) -> int:
    """Note and enqueue the reminders that are to be given today; return how many are new.

    Each stands once for its due day, whoever ran before, or is running beside.
    """
    today = day_in_vietnam(at)
    rows = Duty.objects.filter(
        state__in=OPEN, due_on__gte=today - REACH, due_on__lte=today + REACH
    ).select_related("regime")
    due = {duty: offset_today(duty.due_on, _offsets(duty), today) for duty in rows if duty.due_on}
    given = _given([duty.id for duty in due])
    new = [
        (duty, offset)
        for duty, offset in due.items()
        if offset is not None and (duty.id, duty.due_on, offset) not in given
    ]
    return sum(_enqueue(duty, offset, at) for duty, offset in new)


def _offsets(duty: Duty) -> list[int]:
    return list(duty.regime.reminders) if duty.regime else []


def _given(duties: list[UUID]) -> set[tuple[Any, ...]]:
    told = Notice.objects.filter(duty__in=duties)
    return set(told.values_list("duty", "due_on", "offset"))


@transaction.atomic
def _enqueue(duty: Duty, offset: int, at: datetime) -> bool:
    """Keep the notice and its message together; False where another worker was quicker."""
    assert duty.due_on is not None
    notice, is_new = Notice.objects.get_or_create(
        duty=duty, due_on=duty.due_on, offset=offset, defaults={"recorded_at": at}
    )
    if is_new:
        outbox.put(NOTICE, {"notice": str(notice.id)}, at=at)
    return is_new


def deliver_notice(notice: UUID, at: datetime) -> None:
    """Let the notice be seen on the desk; a second delivery changes nothing."""
    Notice.objects.filter(id=notice, delivered_at=None).update(delivered_at=at)
