"""What is done in the background: tell, remind, send, forget."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from khuyencong.core import clock
from khuyencong.core.jobs import regularly
from khuyencong.core.outbox import handles
from khuyencong.notices import actions
from khuyencong.notices.actions.sending import LETTER


@regularly("tell-notices", timedelta(seconds=30))
def tell(now: datetime) -> None:
    """Tell of what was sealed since the last look, and of reminders."""
    actions.tell_new(now)
    actions.tell_reminders(now)


@regularly("tell-of-days", timedelta(hours=1))
def tell_of_days(now: datetime) -> None:
    """Tell of what falls due beside the reporting calendar."""
    actions.tell_due(now)


@regularly("send-notices", timedelta(seconds=30))
def send(now: datetime) -> None:
    """Let what is due leave."""
    actions.send_due(now)


@regularly("forget-notice-addresses", timedelta(days=1))
def forget(now: datetime) -> None:
    """Delete the addresses of people who left."""
    actions.forget_addresses(now)


@handles(LETTER)
def deliver(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send one letter."""
    actions.deliver_letter(message_id, UUID(payload["letter"]), clock.now())
