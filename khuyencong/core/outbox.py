"""The outbox: what leaves the house waits for its transaction, and leaves once.

A handler is told the message's id, so that the receiver can recognise a second delivery after a
crash between "sent" and "noted as sent".
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from khuyencong.core.models import OutboxMessage

Handler = Callable[[UUID, dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
MOST_ATTEMPTS = 8
logger = logging.getLogger(__name__)


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the one that sends messages of `kind`."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def put(kind: str, payload: dict[str, Any], *, at: datetime) -> OutboxMessage:
    """Leave a message to be sent after the caller's transaction; KeyError for a kind of nobody."""
    if kind not in HANDLERS:
        raise KeyError(kind)
    return OutboxMessage.objects.create(kind=kind, payload=payload, created_at=at, not_before=at)


def deliver(now: datetime, most: int = 100) -> int:
    """Send what is due, one message a transaction; return how many left the house."""
    return sum(_deliver_one(now) for _ in range(most) if _waiting(now).exists())


def _waiting(now: datetime):  # type: ignore[no-untyped-def]
    due = OutboxMessage.objects.filter(sent_at=None, not_before__lte=now)
    return due.filter(attempts__lt=MOST_ATTEMPTS).order_by("not_before")


@transaction.atomic
def _deliver_one(now: datetime) -> int:
    locked = _waiting(now).select_for_update(skip_locked=connection.vendor == "postgresql")
    message = locked.first()
    if message is None:
        return 0
    message.attempts += 1
    try:
        HANDLERS[message.kind](message.id, message.payload)
    except Exception as error:
        logger.warning("outbox %s failed: %s", message.id, type(error).__name__)
        message.last_error = type(error).__name__
        message.not_before = now + timedelta(minutes=2**message.attempts)
    else:
        message.sent_at = now
    message.save()
    return int(message.sent_at is not None)
