"""What somebody tells, and the acts by which it comes into public."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from khuyencong.accounts.models import User
from khuyencong.publishing import actions
from khuyencong.publishing.actions import PublicationTold
from khuyencong.publishing.models import Publication
from tests.cast import Cast

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
OPENS, CLOSES = date(2026, 11, 1), date(2026, 12, 1)
Draft = Callable[..., Publication]


def told(**more: Any) -> PublicationTold:
    """Return a piece of news, or what is told of it otherwise."""
    given = {"title": "Lớp dạy nghề mây tre", "lead": "Mở tại xã Mẫu.", "text": "Nội dung."}
    return PublicationTold(**(given | more))


def call(**more: Any) -> PublicationTold:
    """Return a call for November 2026."""
    return told(**({"about": "projects", "opens_on": OPENS, "closes_on": CLOSES} | more))


@pytest.fixture
def draft(cast: Cast) -> Draft:
    """Return the function that drafts for the owner's department."""

    def make(by: User | None = None, kind: str = "news", **more: Any) -> Publication:
        words = call(**more) if kind == "call" else told(**more)
        who = by or cast.owner
        return actions.draft(by=who, custodian=cast.department, kind=kind, told=words, at=AT)

    return make


@pytest.fixture
def shown(cast: Cast, draft: Draft) -> Draft:
    """Return the function that drafts, and lets the head publish."""

    def make(**more: Any) -> Publication:
        one = draft(**more)
        actions.publish(by=cast.head, publication=one, seen=one.stamp, at=AT)
        one.refresh_from_db()
        return one

    return make
