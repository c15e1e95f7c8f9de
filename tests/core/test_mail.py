"""Letters go over one connection, and a mail server that is slow holds up nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMessage

from khuyencong.core import mail, outbox
from khuyencong.core.models import OutboxMessage
from tests.core.mail_server import MailServer, mail_server

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    def letter(message_id: UUID, payload: dict[str, Any]) -> None:
        head = {"Message-ID": f"<{message_id}@khuyencong>"}
        mail.send(EmailMessage("Kính gửi", "Thư", "a@kc.example", ["b@kc.example"], headers=head))

    monkeypatch.setitem(outbox.HANDLERS, "letter", letter)
    with mail_server() as one:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", one.port, 1
        yield one


def letters(count: int) -> list[UUID]:
    return [outbox.put("letter", {}, at=AT).id for _ in range(count)]


def came_once(server: MailServer, ids: list[UUID]) -> bool:
    return all(sum(f"<{id}@" in text for text in server.letters) == 1 for id in ids)


def test_many_letters_go_over_few_connections(server: MailServer) -> None:
    ids = letters(mail.MOST + 5)
    assert outbox.deliver(AT) == len(ids)
    assert (server.connections, len(server.letters)) == (2, len(ids))
    assert came_once(server, ids)


def test_no_connection_is_opened_for_nothing(server: MailServer) -> None:
    assert outbox.deliver(AT) == 0
    assert server.connections == 0


def test_a_server_that_hangs_up_gets_each_letter_once_in_the_end(server: MailServer) -> None:
    server.hangs_up_after = 3
    ids, now = letters(10), AT
    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.deliver(now)
        now += timedelta(hours=5)
    assert came_once(server, ids)
    assert not outbox.given_up().exists()


def test_a_slow_server_is_left_in_time_and_the_others_are_served(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[UUID] = []
    monkeypatch.setitem(outbox.HANDLERS, "webhook", lambda id, payload: got.append(id))
    monkeypatch.setattr(outbox, "SHARE", 0.2)
    server.slow = 0.15
    ids = letters(6)
    others = [outbox.put("webhook", {}, at=AT + timedelta(seconds=1)).id for _ in range(3)]
    assert 3 < outbox.deliver(AT + timedelta(seconds=1)) < 9
    assert got == others
    # What there was no time for was not tried: it goes next, each once.
    waits = OutboxMessage.objects.filter(sent_at=None)
    assert set(waits.values_list("attempts", flat=True)) == {0}
    server.slow = 0
    outbox.deliver(AT + timedelta(seconds=1))
    assert came_once(server, ids)


def test_a_kind_with_a_long_queue_keeps_no_other_waiting(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[UUID] = []
    monkeypatch.setitem(outbox.HANDLERS, "webhook", lambda id, payload: got.append(id))
    letters(8)
    late = outbox.put("webhook", {}, at=AT + timedelta(minutes=1)).id
    assert outbox.deliver(AT + timedelta(minutes=1), most=4) == 5
    assert got == [late]


def test_a_server_that_says_nothing_costs_its_patience_and_no_more(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "SHARE", 0.5)
    server.silent = True
    letters(5)
    assert outbox.deliver(AT) == 0
    tried = OutboxMessage.objects.filter(attempts=1)
    assert tried.count() == 1
    assert tried.get().last_error
    assert OutboxMessage.objects.filter(attempts=0).count() == 4
