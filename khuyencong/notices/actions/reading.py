"""A person has read a notice, or all of them."""

from datetime import datetime
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.inbox import notices_visible_to


def read_one(*, by: User, notice: UUID, at: datetime) -> Notice | None:
    """Note that a person opened a notice of his; None for one that is not his."""
    rows = notices_visible_to(by).filter(id=notice)
    rows.filter(read_at=None).update(read_at=at)
    return rows.first()


def read_all(*, by: User, till: datetime, at: datetime) -> int:
    """Note that a person has seen everything he was told till a moment; return how much."""
    return notices_visible_to(by).filter(read_at=None, recorded_at__lte=till).update(read_at=at)
