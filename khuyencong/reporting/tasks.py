"""What is done in the background: the calendar reaches a year ahead, and reminds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from khuyencong.core import clock
from khuyencong.core.jobs import regularly
from khuyencong.core.outbox import handles
from khuyencong.reporting import actions
from khuyencong.reporting.actions.reminding import NOTICE


@regularly("extend-reporting-calendar", timedelta(days=1))
def extend_calendar(now: datetime) -> None:
    """Write down what will be owed within a year."""
    actions.extend(now)


@regularly("remind-of-reports", timedelta(hours=1))
def remind(now: datetime) -> None:
    """Enqueue the reminders of today."""
    actions.remind(now)


@handles(NOTICE)
def deliver_notice(message_id: UUID, payload: dict[str, Any]) -> None:
    """Let one reminder be seen on the desk."""
    actions.deliver_notice(UUID(payload["notice"]), clock.now())
