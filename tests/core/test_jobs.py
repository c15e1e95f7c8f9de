"""The worker: what is due is done, what fails is told and holds up nothing, and its pulse shows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django_tasks import task

from khuyencong.core import jobs, journal, outbox
from khuyencong.core.jobs import JOBS, Job, late, run_forever, run_once
from khuyencong.core.models import JobRun, JournalEntry
from khuyencong.core.once import LONGEST, issue, once
from tests.threads import raised, together

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NAMES = [job.name for job in JOBS]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letters() -> Iterator[list[UUID]]:
    sent: list[UUID] = []
    outbox.HANDLERS["letter"] = lambda message_id, payload: sent.append(message_id)
    yield sent
    del outbox.HANDLERS["letter"]


def act(at: datetime = AT) -> None:
    with transaction.atomic():
        journal.record("x", custodian=UUID(int=1), about="y", at=at)


@task()
def note(about: str) -> None:
    with transaction.atomic():
        journal.record("noted", custodian=UUID(int=1), about=about, at=AT)


@task()
def fail() -> None:
    raise ZeroDivisionError


def test_one_round_does_all_the_house_needs(letters: list[UUID]) -> None:
    act()
    message = outbox.put("letter", {}, at=AT)
    once(UUID(int=1), issue(UUID(int=1)), "x", at=AT - LONGEST - MINUTE, do=lambda: "/")
    Session.objects.create(session_key="old", session_data="", expire_date=LONG_AGO)
    fail.enqueue()
    note.enqueue("document:1")
    run_once(AT)
    assert JournalEntry.objects.filter(about="y").get().position == 1
    assert letters == [message.id]
    assert JournalEntry.objects.filter(act="noted").get().about == "document:1"
    assert not Session.objects.exists()
    assert dict(JobRun.objects.values_list("name", "done_at")) == dict.fromkeys(NAMES, AT)


def test_a_job_waits_its_time() -> None:
    run_once(AT)
    act()
    run_once(AT + MINUTE - timedelta(seconds=1))
    assert JournalEntry.objects.get().position is None
    run_once(AT + MINUTE)
    assert JournalEntry.objects.get().position == 1


def test_a_job_that_fails_is_told_and_holds_up_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: datetime) -> None:
        raise ZeroDivisionError

    def works(now: datetime) -> None:
        act(now)

    monkeypatch.setattr(jobs, "JOBS", (Job("bad", MINUTE, fail), Job("good", MINUTE, works)))
    run_once(AT)
    assert "job bad failed" in caplog.text
    assert JournalEntry.objects.count() == 1
    assert late(AT) == ["bad"]
    run_once(AT + timedelta(seconds=30))
    assert caplog.text.count("job bad failed") == 1


def test_the_pulse() -> None:
    assert late(AT) == NAMES
    run_once(AT)
    assert late(AT) == []
    quick = ["deliver-outbox", "read-left-files", "work-on-left-sheets"]
    quick += ["tell-notices", "send-notices"]
    minutely = {"seal-journal", "tell-other-systems"}
    assert late(AT + 3 * MINUTE - timedelta(seconds=1)) == quick
    assert late(AT + 3 * MINUTE) == [name for name in NAMES if name in {*quick, *minutely}]


def test_two_workers_at_once_do_everything_once(letters: list[UUID]) -> None:
    for _ in range(20):
        act()
        outbox.put("letter", {}, at=AT)
        note.enqueue("document:1")
    assert raised(together(2, lambda _: run_once(AT))) == []
    run_once(AT + MINUTE)
    assert len(letters) == len(set(letters)) == 20
    assert JournalEntry.objects.filter(act="noted").count() == 20
    assert not JournalEntry.objects.filter(position=None).exists()
    assert list(journal.verify()) == []


def test_the_worker_works_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PAUSE", 0.01)
    act()
    stop = Event()

    def work() -> None:
        try:
            run_forever(stop)
        finally:
            connections.close_all()

    worker = Thread(target=work)
    worker.start()
    for _ in range(200):
        if JournalEntry.objects.get().position == 1:
            break
        stop.wait(0.05)
    stop.set()
    worker.join(timeout=20)
    assert not worker.is_alive()
    assert JournalEntry.objects.get().position == 1
