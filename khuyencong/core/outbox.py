"""The outbox: what leaves the house waits for its transaction, and leaves once.

A message is claimed, sent and noted as sent, each by itself: no lock is held while the network
answers. A worker that dies in between leaves the claim behind; when it runs out the message goes
again under the same id, by which the receiver recognises a second delivery.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from khuyencong.core import mail
from khuyencong.core.models import OutboxMessage

Handler = Callable[[UUID, dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
MOST_ATTEMPTS = 8
CLAIM = timedelta(minutes=5)
#: Seconds of one run after which no other message of a kind is begun; with the longest that one
#: may take, well within a claim.
SHARE = 20.0
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
    """Send what is due at `now`; return how many left the house.

    Of each kind at most `most` messages, and as many as `SHARE` seconds allow: a server that is
    slow for one kind holds up no other. What there was no time for was not claimed and goes next.
    """
    kinds = _waiting(now).order_by("kind").values_list("kind", flat=True).distinct()
    with mail.one_connection():
        return sum(_deliver(kind, now, most) for kind in list(kinds))


def _deliver(kind: str, now: datetime, most: int) -> int:
    left, until = 0, monotonic() + SHARE
    for message in list(_waiting(now).filter(kind=kind).order_by("not_before")[:most]):
        if monotonic() > until:
            break
        if _claim(message, now):
            left += _send(message, now)
    return left


def given_up() -> QuerySet[OutboxMessage]:
    """Return the messages that failed too often and wait for a person."""
    return OutboxMessage.objects.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS)


def _waiting(now: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        sent_at=None, not_before__lte=now, attempts__lt=MOST_ATTEMPTS
    )


def _claim(message: OutboxMessage, now: datetime) -> bool:
    """Return whether this worker, and no other, may now send the message."""
    unclaimed = _waiting(now).filter(id=message.id, attempts=message.attempts)
    return unclaimed.update(attempts=F("attempts") + 1, not_before=now + CLAIM) == 1


def _send(message: OutboxMessage, now: datetime) -> bool:
    try:
        HANDLERS[message.kind](message.id, message.payload)
    except Exception as error:
        _note_failure(message, error, now)
        return False
    # What was sent is not kept here: letters hold names and addresses.
    OutboxMessage.objects.filter(id=message.id).update(sent_at=now, payload={}, last_error="")
    return True


def _note_failure(message: OutboxMessage, error: Exception, now: datetime) -> None:
    """Put the message off, longer each time: 2, 4, 8 … minutes. The error's text may be private."""
    reason = type(error).__name__
    logger.warning("outbox %s %s failed: %s", message.kind, message.id, reason)
    pause = timedelta(minutes=2 ** (message.attempts + 1))
    OutboxMessage.objects.filter(id=message.id).update(not_before=now + pause, last_error=reason)
