"""A large file on its way: kept at once, read in the background, never twice, never by half."""

import random
import re
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from khuyencong.core.clock import now
from khuyencong.core.jobs import run_once
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, queries, tasks
from khuyencong.ingestion.actions import intakes
from khuyencong.ingestion.actions.files import OLD
from khuyencong.ingestion.actions.intakes import ATTEMPTS, LEASE, MOST_ON_THE_WAY
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document, Intake
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import IntakeState
from tests.cast import Cast
from tests.conditions import KILLS
from tests.ingestion.conftest import AT
from tests.ingestion.killing import begun
from tests.threads import raised, together

REPORT = (resources.files("khuyencong.demo") / "reports" / "tra-vinh-2016-2020.md").read_bytes()
SMALL = "BÁO CÁO\n\nNăm 2024 hỗ trợ 3 đề án, kinh phí 90 triệu đồng.\n".encode()
WAITING, READING = IntakeState.WAITING, IntakeState.READING
DONE, REFUSED = IntakeState.DONE, IntakeState.REFUSED


@pytest.fixture(autouse=True)
def _empty_folders() -> Iterator[None]:
    _empty()
    yield
    _empty()


def _empty() -> None:
    for folder in ("dang-doc", "bao-cao"):
        if default_storage.exists(folder):
            for name in default_storage.listdir(folder)[1]:
                default_storage.delete(f"{folder}/{name}")


def hand_in(cast: Cast, data: bytes = SMALL, name: str = "bc.txt", at: datetime = AT) -> Intake:
    return actions.hand_in(
        by=cast.owner, custodian=cast.department, file_name=name, data=data, at=at
    )


def read(intake: Intake, at: datetime = AT) -> Intake | None:
    return actions.read_intake(intake.id, clock=lambda: at)


def waiting_files() -> list[str]:
    return default_storage.listdir("dang-doc")[1] if default_storage.exists("dang-doc") else []


@pytest.mark.django_db(transaction=True)
def test_a_file_is_kept_at_once_and_becomes_a_report(cast: Cast) -> None:
    intake = hand_in(cast)
    assert (intake.state, intake.size, waiting_files()) == (WAITING, len(SMALL), [str(intake.id)])
    assert not Document.objects.exists()
    ended = read(intake, AT + timedelta(seconds=5))
    document = Document.objects.get()
    assert ended is not None
    assert (ended.state, ended.document, ended.attempts) == (DONE, document, 1)
    assert (document.received_by, document.file_name) == (cast.owner, "bc.txt")
    assert queries.original(document) == SMALL
    assert waiting_files() == []
    assert read(intake, AT + LEASE * 9) is None
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04", "hỏng"),
        ("a.xls", SMALL, "Chưa đọc được tệp|bảng tính"),
        ("a.txt", b"\xff", "UTF-8"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, told: str, cast: Cast) -> None:
    ended = read(hand_in(cast, data, name))
    assert ended is not None and ended.state == REFUSED and ended.ended_at == AT
    assert re.search(told, ended.refusal), ended.refusal
    assert waiting_files() == [] and not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_text_twice_is_one_report(cast: Cast) -> None:
    first, second = read(hand_in(cast)), read(hand_in(cast, name="lai.txt"))
    assert first is not None and second is not None
    assert first.document == second.document == Document.objects.get()
    assert JournalEntry.objects.filter(act="document.received").count() == 1


@pytest.mark.parametrize("who", ["stranger", "chair", "commune", "admin", "former"])
def test_who_may_not_hand_in(who: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="không có quyền nộp"):
        actions.hand_in(
            by=getattr(cast, who), custodian=cast.department, file_name="a", data=b"x", at=AT
        )
    assert not Intake.objects.exists() and waiting_files() == []


def test_one_person_does_not_fill_the_queue(cast: Cast) -> None:
    for _ in range(MOST_ON_THE_WAY):
        hand_in(cast)
    with pytest.raises(Refused, match="chờ đọc"):
        hand_in(cast)
    assert actions.hand_in(
        by=cast.colleague, custodian=cast.department, file_name="a", data=b"x", at=AT
    )


def test_a_file_too_large_is_refused_before_it_is_kept(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 3
    with pytest.raises(NotTaken, match="lớn hơn"):
        hand_in(cast)


def test_a_full_disk_leaves_no_row_and_no_piece(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str, content: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError):
        hand_in(cast)
    assert not Intake.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_lost_the_right_meanwhile_hands_nothing_in(cast: Cast) -> None:
    intake = hand_in(cast)
    cast.owner.memberships.all().delete()
    ended = read(intake)
    assert ended is not None and "không có quyền nộp" in ended.refusal
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_gone_is_said_to_be_gone(cast: Cast) -> None:
    intake = hand_in(cast)
    default_storage.delete(intake.stored_file)
    ended = read(intake)
    assert ended is not None and "không còn trong kho" in ended.refusal


@pytest.mark.django_db(transaction=True)
def test_what_fails_last_leaves_the_file_for_another_try(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = hand_in(cast)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError

    with monkeypatch.context() as broken_house:
        broken_house.setattr(Intake, "save", broken)
        with pytest.raises(OSError):
            read(intake)
    assert not Document.objects.exists() and waiting_files() == [str(intake.id)]
    ended = read(intake, AT + LEASE + timedelta(seconds=1))
    assert ended is not None and (ended.state, ended.attempts) == (DONE, 2)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_kills_every_worker_is_given_up(cast: Cast) -> None:
    intake = hand_in(cast)
    Intake.objects.update(state=READING, started_at=AT, attempts=ATTEMPTS)
    assert read(intake, AT + LEASE) is None  # perhaps it is still being read
    ended = read(intake, AT + LEASE + timedelta(seconds=1))
    assert ended is not None and ended.state == REFUSED and "3 lần" in ended.refusal


@pytest.mark.django_db(transaction=True)
def test_two_workers_read_a_file_once(cast: Cast) -> None:
    intake = hand_in(cast)
    outcomes = together(3, lambda _: read(intake))
    assert raised(outcomes) == []
    assert sum(outcome is not None for outcome in outcomes) == 1
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_back_from_the_dead_changes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease ran out while it read; another has read the file meanwhile."""
    intake = hand_in(cast)
    read_file = intakes.read_file

    def slow(name: str, data: bytes) -> Any:
        monkeypatch.setattr(intakes, "read_file", read_file)
        assert read(intake, AT + LEASE * 2) is not None
        return read_file(name, data)

    monkeypatch.setattr(intakes, "read_file", slow)
    ended = read(intake)
    assert ended is not None and ended.state == DONE
    assert Document.objects.count() == 1
    assert JournalEntry.objects.filter(act="document.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_what_is_in_the_queue(cast: Cast) -> None:
    intake = hand_in(cast, at=now())
    tasks.read_intake.enqueue(str(intake.id))
    run_once(now())
    intake.refresh_from_db()
    assert intake.state == DONE
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    run_once(now() + timedelta(hours=1))
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [WAITING, READING])
def test_the_worker_reads_what_another_left(state: str, cast: Cast) -> None:
    """A task that was begun and died is never tried again by the queue; the file is."""
    long_ago = now() - timedelta(hours=1)
    intake = hand_in(cast, at=long_ago)
    Intake.objects.update(state=state, started_at=long_ago if state == READING else None)
    run_once(now())
    intake.refresh_from_db()
    assert intake.state == DONE


def test_on_the_way_are_the_own_files_that_have_not_become_reports(cast: Cast) -> None:
    mine, refused, old = (hand_in(cast) for _ in range(3))
    ended = {"state": REFUSED, "refusal": "hỏng"}
    Intake.objects.filter(id=refused.id).update(**ended, ended_at=AT)
    Intake.objects.filter(id=old.id).update(**ended, ended_at=AT - timedelta(days=8))
    assert set(queries.on_the_way(cast.owner, AT)) == {mine, refused}
    assert list(queries.on_the_way(cast.colleague, AT)) == []
    assert set(queries.intakes_visible_to(cast.colleague)) == {mine, refused, old}
    assert list(queries.intakes_visible_to(cast.stranger)) == []


BAD: list[dict[str, Any]] = [
    {"state": "lost"},
    {"state": DONE, "ended_at": AT},
    {"state": REFUSED, "ended_at": AT},
    {"state": WAITING, "ended_at": AT},
    {"state": REFUSED, "refusal": "x"},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_the_database_insists(change: dict[str, Any], cast: Cast) -> None:
    intake = hand_in(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.filter(id=intake.id).update(**change)


def test_files_that_no_row_names_are_swept_when_they_are_old(cast: Cast) -> None:
    kept = hand_in(cast, at=now())
    for name in ("dang-doc/la", "bao-cao/la"):
        default_storage.save(name, ContentFile(b"x"))
    assert actions.sweep(now()) == 0
    assert actions.sweep(now() + OLD + timedelta(minutes=1)) == 2
    assert waiting_files() == [str(kept.id)]


#: What another process does: it reads the file, as a worker would.
WORKER = """
import sys
import django; django.setup()
from uuid import UUID
from khuyencong.core.clock import now
from khuyencong.ingestion import actions
print("begins", flush=True)
actions.read_intake(UUID(sys.argv[1]), clock=now)
print("ended", flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_moment_leaves_all_or_nothing(cast: Cast) -> None:
    """The moments lie between the beginning of the reading and its end."""
    chance = random.Random(17)
    found = {True: 0, False: 0}
    for number in range(KILLS):
        intake = hand_in(cast, REPORT + f"\nSố {number}.\n".encode(), f"{number}.md", at=now())
        _killed(intake, after=chance.uniform(0.0, 1.5) if number else 0.0)
        intake.refresh_from_db()
        is_there = Document.objects.filter(file_name=f"{number}.md").exists()
        assert is_there == (intake.state == DONE)
        found[is_there] += 1
        later = now() + LEASE + timedelta(seconds=1)
        read(intake, later)
        intake.refresh_from_db()
        document = Document.objects.get(file_name=f"{number}.md")
        assert (intake.state, intake.document) == (DONE, document)
        assert queries.original(document).endswith(f"Số {number}.\n".encode())
        assert document.observations.filter(superseded_at=None).count() > 30
    assert Document.objects.count() == KILLS
    assert JournalEntry.objects.filter(act="document.received").count() == KILLS
    assert found[False] > 0, found


def _killed(intake: Intake, after: float) -> None:
    with begun(WORKER, intake.id) as worker:
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)
