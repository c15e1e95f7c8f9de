"""The agency and two departments of the cast, and a moment at which everything is known."""

from datetime import UTC, datetime
from typing import Any

import pytest

from khuyencong.accounts.models import User
from khuyencong.reporting import actions
from khuyencong.reporting.actions import Sent
from khuyencong.reporting.models import Duty, Submission
from tests.cast import Cast
from tests.factories import make_duty

AT = datetime(2026, 12, 18, 2, 0, tzinfo=UTC)
PAPER = Sent(paper="123/BC-SCT")


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """Return the yearly report of the owner's department, owed to the agency by 20 December."""
    return make_duty(cast.department, cast.agency)


def send(by: User, duty: Duty, at: datetime = AT, sent: Sent = PAPER) -> Submission:
    """Send with the newest stamp."""
    duty.refresh_from_db()
    return actions.send(by=by, duty=duty, seen=duty.stamp, sent=sent, at=at)


def act(name: str, by: User, duty: Duty, at: datetime = AT, **told: Any) -> Duty:
    """Do something with the newest stamp."""
    duty.refresh_from_db()
    found: Duty = getattr(actions, name)(by=by, duty=duty, seen=duty.stamp, at=at, **told)
    return found
