"""What falls due becomes notices: each day of a record once before it and once after it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core.following import one_at_a_time
from khuyencong.notices.actions.telling import keep, notices_of
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.falling_due import FallsDue, falling_due
from khuyencong.notices.queries.recipients import Recipients
from khuyencong.notices.rules.telling import FALLING_DUE, RULES
from khuyencong.values.dates import day_in_vietnam

FOLLOWER = "notices-of-days"


@transaction.atomic
def tell_due(at: datetime) -> int:
    """Tell of the days that come near or have passed and of no other; return how many notices.

    What was told and is done, or whose day was moved, is closed. Done twice at once, each once.
    """
    one_at_a_time(FOLLOWER)
    today = day_in_vietnam(at)
    due = {event: one for one in falling_due(today) if (event := one.day.event(today))}
    told = Notice.objects.filter(act__in=FALLING_DUE)
    standing = told.filter(settled_at=None).values_list("id", "event")
    over = [key for key, event in standing if event not in due]
    told.filter(id__in=over).update(settled_at=at)
    first = min((one.day.on for one in due.values()), default=today)
    known = set(told.filter(due_on__gte=first).values_list("event", flat=True))
    asked = Recipients(today)
    notices = [
        notice
        for event, one in due.items()
        if event not in known
        for notice in _notices(one, event, at, asked)
    ]
    keep(notices, at)
    return len(notices)


def _notices(one: FallsDue, event: UUID, at: datetime, asked: Recipients) -> list[Notice]:
    rule = RULES[one.day.act]
    rule = replace(rule, holders=one.holders) if one.holders else rule
    found = list(notices_of(rule, one.subject, event, one.about, at, at, asked))
    for notice in found:
        notice.due_on, notice.due_verified = one.day.on, one.day.verified
    return found
