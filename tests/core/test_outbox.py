"""What leaves the house leaves once, after its transaction, and again only when it failed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from khuyencong.core import outbox
from tests.threads import raised, together

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
LETTER = {"to": "ai-do@vi-du.example", "body": "Kính gửi"}
pytestmark = pytest.mark.django_db


class Receiver:
    """The world outside: notes what arrives, and may be down."""

    def __init__(self) -> None:
        self.got: list[tuple[UUID, dict[str, Any]]] = []
        self.fails: Exception | None = None
        self.kills_after = False
        self.lock = Lock()

    def __call__(self, message_id: UUID, payload: dict[str, Any]) -> None:
        if self.fails:
            raise self.fails
        with self.lock:
            self.got.append((message_id, payload))
        if self.kills_after:
            raise SystemExit


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    world = Receiver()
    monkeypatch.setitem(outbox.HANDLERS, "letter", world)
    return world


def test_a_message_leaves_once_and_is_not_kept(receiver: Receiver) -> None:
    message = outbox.put("letter", LETTER, at=AT)
    assert outbox.deliver(AT) == 1
    assert outbox.deliver(AT + timedelta(days=1)) == 0
    assert receiver.got == [(message.id, LETTER)]
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.payload) == (AT, 1, {})


def test_nothing_leaves_before_its_time(receiver: Receiver) -> None:
    outbox.put("letter", LETTER, at=AT)
    assert outbox.deliver(AT - timedelta(seconds=1)) == 0
    assert receiver.got == []


def test_a_kind_without_a_sender_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        outbox.put("pigeon", {}, at=AT)


def test_nothing_leaves_when_the_act_is_undone(receiver: Receiver) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.put("letter", LETTER, at=AT)
        raise ZeroDivisionError
    assert outbox.deliver(AT) == 0
    assert receiver.got == []


def test_a_failure_is_tried_again_ever_later_then_given_up(receiver: Receiver) -> None:
    message = outbox.put("letter", LETTER, at=AT)
    receiver.fails = ConnectionRefusedError("smtp.example said ai-do@vi-du.example is unknown")
    now, pauses = AT, []
    for _ in range(outbox.MOST_ATTEMPTS):
        assert outbox.deliver(now) == 0
        message.refresh_from_db()
        pauses.append((message.not_before - now).total_seconds() / 60)
        now = message.not_before
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256]
    assert message.last_error == "ConnectionRefusedError"
    receiver.fails = None
    assert outbox.deliver(now + timedelta(days=30)) == 0
    assert list(outbox.given_up()) == [message]


def test_a_gateway_that_comes_back_gets_the_message(receiver: Receiver) -> None:
    outbox.put("letter", LETTER, at=AT)
    receiver.fails = TimeoutError()
    assert outbox.deliver(AT) == 0
    assert outbox.deliver(AT + timedelta(seconds=119)) == 0
    receiver.fails = None
    assert outbox.deliver(AT + timedelta(minutes=2)) == 1
    assert len(receiver.got) == 1


def test_one_bad_message_does_not_hold_up_the_others(receiver: Receiver) -> None:
    def refuse(message_id: UUID, payload: dict[str, Any]) -> None:
        raise OSError

    outbox.HANDLERS["broken"] = refuse
    outbox.put("broken", {}, at=AT - timedelta(hours=1))
    outbox.put("letter", LETTER, at=AT)
    assert outbox.deliver(AT) == 1
    del outbox.HANDLERS["broken"]


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_sending_and_noting_sends_again_under_the_same_id(
    receiver: Receiver,
) -> None:
    message = outbox.put("letter", LETTER, at=AT)
    receiver.kills_after = True
    with pytest.raises(SystemExit):
        outbox.deliver(AT)
    receiver.kills_after = False
    assert outbox.deliver(AT + outbox.CLAIM - timedelta(seconds=1)) == 0
    assert outbox.deliver(AT + outbox.CLAIM) == 1
    assert [message_id for message_id, _ in receiver.got] == [message.id, message.id]


@pytest.mark.django_db(transaction=True)
def test_no_lock_is_held_while_the_network_answers(receiver: Receiver) -> None:
    """The sender itself writes to the database: a lock held over it would refuse or deadlock."""

    def send_and_write(message_id: UUID, payload: dict[str, Any]) -> None:
        assert not transaction.get_connection().in_atomic_block
        assert raised(together(1, lambda _: outbox.put("letter", LETTER, at=AT))) == []

    outbox.HANDLERS["writing"] = send_and_write
    outbox.put("writing", {}, at=AT)
    assert outbox.deliver(AT) == 1
    del outbox.HANDLERS["writing"]


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_message_once(receiver: Receiver) -> None:
    ids = {outbox.put("letter", LETTER, at=AT).id for _ in range(60)}
    outcomes = together(4, lambda _: outbox.deliver(AT))
    assert raised(outcomes) == []
    assert sum(n for n in outcomes if isinstance(n, int)) == 60
    assert len(receiver.got) == 60
    assert {message_id for message_id, _ in receiver.got} == ids
