"""What is done in the background: the journal is read for addresses that follow it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from khuyencong.connections import actions
from khuyencong.core import clock
from khuyencong.core.following import follow
from khuyencong.core.jobs import regularly
from khuyencong.core.outbox import handles

FOLLOWER = "webhooks"


@regularly("tell-other-systems", timedelta(minutes=1))
def read_journal(now: datetime) -> None:
    """Leave messages of what was sealed since the last look; mark those that nobody took."""
    follow(FOLLOWER, lambda entries: actions.tell_of(entries, now))
    actions.give_up(now)


@regularly("forget-api-answers", timedelta(days=1))
def forget_answers(now: datetime) -> None:
    """Drop answers that nobody asks for again."""
    actions.forget_answers(now)


@handles(actions.KIND)
def deliver(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send one message to another system."""
    actions.deliver(UUID(payload["delivery"]), clock.now())
