"""Which reports should be there by a day and are not: what the room of quality asks."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from khuyencong.reporting.models import Duty
from khuyencong.reporting.states import OPEN, DutyState


def expected_by(on: date) -> QuerySet[Duty]:
    """Return the duties whose time is over: past their due day, or without one past their period.

    Those that nobody has to meet do not count.
    """
    over = Q(due_on__lt=on) | Q(due_on=None, period_end__lte=on)
    return Duty.objects.filter(over).exclude(state=DutyState.EXCUSED)


def missing_reports(on: date) -> Iterator[Duty]:
    """Yield the reports whose time is over and that do not lie with their receiver; one query."""
    rows = expected_by(on).filter(state__in=OPEN).select_related("custodian", "receiver")
    yield from rows.order_by("period_end", "form", "id")
