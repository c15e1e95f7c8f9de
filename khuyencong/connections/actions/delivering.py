"""Acts are told to other systems: once each, signed, and again while nobody answers."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from khuyencong.accounts.models import User
from khuyencong.connections.calling import NoAnswer, call
from khuyencong.connections.models import Delivery, Hook
from khuyencong.connections.rules import may_keep, secrets_of, signatures
from khuyencong.connections.states import EVENTS, OVERLAP, DeliveryState
from khuyencong.core import journal, outbox
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused

KIND = "webhook"
WAITS = (DeliveryState.WAITING, DeliveryState.FAILED)


class NotTaken(Exception):
    """The other side did not take the message; the outbox sends it again later."""


def tell_of(entries: Sequence[JournalEntry], at: datetime) -> int:
    """Leave a message for each address that follows one of these acts and may see its record.

    Runs in the transaction that notes how far the journal was read.
    """
    told = [entry for entry in entries if entry.act in EVENTS]
    if not told:
        return 0
    fresh = [
        Delivery(
            hook=hook,
            entry=entry.uid,
            act=entry.act,
            about=entry.about,
            happened_at=entry.at,
            custodian_told=entry.custodian,
            recorded_at=at,
        )
        for hook in _standing()
        for entry in told
        if entry.act in hook.events and _sees(hook.user, entry)
    ]
    for delivery in fresh:
        delivery.message = outbox.put(KIND, {"delivery": str(delivery.id)}, at=at).id
    Delivery.objects.bulk_create(fresh)
    return len(fresh)


def deliver(delivery_id: UUID, at: datetime) -> None:
    """Send one message now, and keep what came of it. NotTaken where it has to go again."""
    delivery = Delivery.objects.select_related("hook").filter(id=delivery_id).first()
    if delivery is None or delivery.state not in WAITS:
        return  # ended meanwhile, or sent by another worker
    body = message_of(delivery)
    try:
        outcome = call(delivery.hook.url, body, _headers(delivery, body, at))
    except NoAnswer as fault:
        _keep(delivery, DeliveryState.FAILED, str(fault), at)
        raise NotTaken from fault
    _keep(delivery, DeliveryState.SENT, outcome, at)


def message_of(delivery: Delivery) -> bytes:
    """Return the body: ids and the name of the act; what it is about is asked for by the API."""
    kind, _, about = delivery.about.partition(":")
    told = {
        "id": str(delivery.id),
        "event": delivery.act,
        "about": {"kind": kind, "id": about},
        "custodian": str(delivery.custodian_told),
        "happened_at": delivery.happened_at.isoformat(timespec="seconds"),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


@transaction.atomic
def give_up(at: datetime) -> int:
    """Say of the messages that the outbox no longer sends that they wait for a person."""
    dead = outbox.given_up().filter(kind=KIND).values_list("id", flat=True)
    rows = Delivery.objects.filter(state__in=WAITS, message__in=list(dead))
    return rows.update(state=DeliveryState.GIVEN_UP)


@transaction.atomic
def send_again(*, by: User, delivery: Delivery, at: datetime) -> Delivery:
    """Let a message that was given up, or sent before, go once more under the same id."""
    row = (
        Delivery.objects.select_for_update(of=("self",)).select_related("hook").get(id=delivery.id)
    )
    hook = row.hook
    if not may_keep(by, hook.custodian_id):
        raise Refused("Anh/chị không có quyền gửi lại thông báo của đơn vị này.")
    if hook.ended_at is not None:
        raise Refused("Nơi nhận này đã dừng.")
    if row.state in WAITS:
        raise Refused("Thông báo này đang chờ gửi.")
    row.state = DeliveryState.WAITING
    row.message = outbox.put(KIND, {"delivery": str(row.id)}, at=at).id
    row.save(update_fields=["state", "message"])
    journal.record(
        "hook.sent_again",
        custodian=hook.custodian_id,
        about=f"hook:{hook.id}",
        at=at,
        by=by.id,
        facts={"delivery": str(row.id)},
    )
    return row


def _standing() -> list[Hook]:
    rows = Hook.objects.filter(ended_at=None, user__is_active=True)
    return list(rows.select_related("user").order_by("id"))


def _sees(user: User, entry: JournalEntry) -> bool:
    """Return whether who gave the address may read, today, the records of the entry's body."""
    return user.may(EVENTS[entry.act][1], of=entry.custodian)


def _headers(delivery: Delivery, body: bytes, at: datetime) -> dict[str, str]:
    hook, stamp = delivery.hook, int(at.timestamp())
    former = hook.rotated_at is not None and at < hook.rotated_at + OVERLAP
    secrets = secrets_of(hook.id, hook.generation, service_key=settings.SECRET_KEY, former=former)
    signed = signatures(secrets, stamp=stamp, delivery=delivery.id, body=body)
    return {
        "Content-Type": "application/json",
        "User-Agent": "KhuyenCong-Webhook/1",
        "X-KhuyenCong-Event": delivery.act,
        "X-KhuyenCong-Delivery": str(delivery.id),
        "X-KhuyenCong-Timestamp": str(stamp),
        "X-KhuyenCong-Signature": signed,
    }


def _keep(delivery: Delivery, state: DeliveryState, outcome: str, at: datetime) -> None:
    Delivery.objects.filter(id=delivery.id).update(
        state=state, outcome=outcome, tried_at=at, attempts=F("attempts") + 1
    )
