"""Whatever dies, repeats or fails in between: each event is told once per person and way."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core import following, journal, outbox
from khuyencong.core.models import Followed, OutboxMessage
from khuyencong.notices import gateways, tasks
from khuyencong.notices.models import Address, Delivery, Letter, Notice
from khuyencong.notices.states import Kind, Way, When
from tests.conditions import SIZE
from tests.factories import make_project
from tests.notices.conftest import NOON, Told, prefers

#: What happens in a minute: an act, the worker's jobs, each perhaps killed where it hurts most.
STEPS = st.lists(
    st.sampled_from(
        ["act", "tell", "tell killed", "send", "send killed", "deliver", "deliver killed",
         "gateway down", "hour"]
    ),
    min_size=5,
    max_size=25,
)  # fmt: skip


class Killed(BaseException):
    """The worker died here."""


@pytest.fixture
def waiting(house: Told) -> Told:
    """Let the head want project notices at once by message and by mail, at any hour."""
    head = house.cast.head
    for way in (Way.MAIL, Way.SMS):
        prefers(head, Kind.PROJECT, way, When.AT_ONCE)
    Address.objects.create(user=head, way=Way.SMS, value="0900000000")
    return house


@settings(
    max_examples=max(10, SIZE // 10),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_each_event_is_told_once_per_person_and_way(
    waiting: Told, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    _forget()
    sent: list[tuple[str, str, str]] = []
    acts = 0
    now = NOON
    for step in steps:
        now += timedelta(minutes=1)
        if step == "act":
            _act(waiting)
            acts += 1
        elif step == "hour":
            now += timedelta(hours=1)
        else:
            with monkeypatch.context() as patch:
                _take(step, patch, sent, now)
    for _ in range(12):
        now += timedelta(hours=5)
        with monkeypatch.context() as patch:
            for step in ("tell", "send", "deliver"):
                _take(step, patch, sent, now)
    told = Notice.objects.filter(user=waiting.cast.head)
    assert Counter(told.values_list("event", flat=True)) == Counter(
        dict.fromkeys(told.values_list("event", flat=True), 1)
    )
    assert told.count() == acts
    ways = Counter(Delivery.objects.values_list("way", flat=True))
    assert ways == Counter({way: acts for way in (Way.MAIL, Way.SMS) if acts})
    assert not Letter.objects.filter(sent_at=None).exists()
    seen = Counter((way, event) for way, event in {(way, event) for way, _, event in sent})
    assert set(seen.values()) <= {1} and len(seen) == 2 * acts
    by_message = {(way, event): message for way, message, event in sent}
    assert all(by_message[(way, event)] == message for way, message, event in sent), (
        "what went twice went under one id"
    )


def _forget() -> None:
    for model in (Delivery, Letter, Notice, OutboxMessage):
        model.objects.all().delete()
    Followed.objects.filter(follower="notices").delete()
    journal.seal()
    tasks.tell(NOON)


def _act(house: Told) -> None:
    project = make_project(house.cast.centre_officer, house.cast.department)
    house.happens("project.register", f"project:{project.id}", house.cast.department.id)


def _take(step: str, patch: Any, sent: list[tuple[str, str, str]], now: Any) -> None:
    """Take one step of the worker; what a gateway takes is noted as (way, message, event)."""
    _listen(patch, sent, dies=step == "deliver killed", down=step == "gateway down")
    try:
        match step.split()[0]:
            case "tell":
                journal.seal()
                if step == "tell killed":
                    patch.setattr(following.Followed, "save", _die)
                tasks.tell(now)
            case "send":
                if step == "send killed":
                    patch.setattr(outbox.OutboxMessage.objects, "create", _die)
                tasks.send(now)
            case _:
                outbox.deliver(now)
    except Killed:
        pass


def _die(*_: Any, **__: Any) -> None:
    raise Killed


def _listen(patch: Any, sent: list[tuple[str, str, str]], *, dies: bool, down: bool) -> None:
    class Ear:
        def __init__(self, way: str) -> None:
            self.way = way

        def send(self, message_id: Any, to: str, message: Any) -> None:
            if down:
                raise OSError("không nối được")
            letter = OutboxMessage.objects.get(id=message_id).payload["letter"]
            rows = Delivery.objects.filter(letter=letter).values_list("notice__event", flat=True)
            sent.extend((self.way, str(message_id), str(event)) for event in rows)
            if dies:
                raise Killed

    patch.setattr(gateways, "gateway_of", Ear)
