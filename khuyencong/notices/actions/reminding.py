"""Reminders of the reporting calendar become notices too: that calendar says when, this how.

The list on the desk stays where it is; each reminder is told once here, under its own id.
"""

from datetime import datetime, timedelta

from django.db import transaction

from khuyencong.core.following import one_at_a_time
from khuyencong.notices.actions.telling import keep, notices_of
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.recipients import Recipients
from khuyencong.notices.queries.subjects import subjects_of
from khuyencong.notices.rules.telling import DUE, RULES
from khuyencong.reporting.models import Notice as Reminder
from khuyencong.reporting.states import OPEN
from khuyencong.values.dates import day_in_vietnam

FOLLOWER = "notices-of-reminders"
#: A reminder that nobody told within this time is not told any more.
FRESH = timedelta(days=3)


@transaction.atomic
def tell_reminders(at: datetime) -> int:
    """Tell of the reminders that were delivered lately and of no other; return how many."""
    one_at_a_time(FOLLOWER)
    rows = Reminder.objects.filter(delivered_at__gte=at - FRESH, duty__state__in=OPEN)
    known = set(Notice.objects.filter(act=DUE, event__in=rows.values("id")).values_list("event"))
    new = [row for row in rows.order_by("id") if (row.id,) not in known]
    abouts = {row.id: f"duty:{row.duty_id}" for row in new}
    subjects, asked = subjects_of(abouts.values()), Recipients(day_in_vietnam(at))
    notices = [
        notice
        for row in new
        for notice in notices_of(
            RULES[DUE], subjects[abouts[row.id]], row.id, abouts[row.id], row.recorded_at, at, asked
        )
    ]
    keep(notices, at)
    return len(notices)
