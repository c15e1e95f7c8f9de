"""Notices of what the demonstration did, some of them read."""

from datetime import datetime

from khuyencong.accounts.models import User
from khuyencong.core import journal
from khuyencong.notices.actions import read_one, tell_new
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.inbox import notices_visible_to

#: So many of the first that each person was told are read, where he was told more.
READ = 2


def fill(at: datetime) -> int:
    """Tell of what was done, and read the first of it; return how much is read, 0 a second time."""
    if Notice.objects.exclude(read_at=None).exists():
        return 0
    journal.seal()
    tell_new(at)
    told = Notice.objects.order_by().values_list("user", flat=True).distinct()
    return sum(_read(user, at) for user in User.objects.filter(id__in=told).order_by("username"))


def _read(user: User, at: datetime) -> int:
    first = list(notices_visible_to(user).order_by("at", "id")[: READ + 1])
    opened = first[:READ] if len(first) > READ else []
    for notice in opened:
        read_one(by=user, notice=notice.id, at=at)
    return len(opened)
