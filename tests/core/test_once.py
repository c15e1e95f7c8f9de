"""A double click is one act; a key that is forged, old or another's does nothing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError

from khuyencong.core import journal
from khuyencong.core.models import DoneOnce, JournalEntry, OutboxMessage
from khuyencong.core.once import LONGEST, StaleForm, forget, issue, once
from tests.conditions import SIZE
from tests.threads import together

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
ANNA, BERT = UUID(int=1), UUID(int=2)
pytestmark = pytest.mark.django_db


def sign(outcome: str = "/desk/1/") -> str:
    """An act with something to show for it."""
    journal.record("signed", custodian=ANNA, about="document:1", at=AT)
    return outcome


def send(key: str, actor: UUID = ANNA, act: str = "sign", outcome: str = "/desk/1/") -> str:
    return once(actor, key, act, at=AT, do=lambda: sign(outcome))


def test_the_second_click_gets_the_first_answer() -> None:
    key = issue(ANNA)
    assert send(key) == "/desk/1/"
    assert send(key, outcome="/desk/2/") == "/desk/1/"
    assert JournalEntry.objects.count() == 1


def test_two_forms_are_two_acts() -> None:
    assert send(issue(ANNA)) == send(issue(ANNA))
    assert JournalEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one_act() -> None:
    rounds = 200 if SIZE >= 2000 else 10
    for _ in range(rounds):
        key = issue(ANNA)
        assert together(2, lambda _, key=key: send(key)) == ["/desk/1/", "/desk/1/"]
    assert JournalEntry.objects.count() == DoneOnce.objects.count() == rounds


@pytest.mark.parametrize(
    "key",
    ["", "x", "a:b:c", issue(BERT), issue(ANNA)[:-1] + "-", issue(ANNA).upper(), "\0", "ổ" * 500],
)
def test_a_key_that_is_not_this_persons_does_nothing(key: str) -> None:
    with pytest.raises(StaleForm, match="Xin tải lại trang"):
        send(key)
    assert not JournalEntry.objects.exists()
    assert not DoneOnce.objects.exists()


def test_a_form_is_good_for_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    key, late = issue(ANNA), issue(ANNA)
    started = _now()
    monkeypatch.setattr("time.time", lambda: started + LONGEST.total_seconds() - 60)
    assert send(key) == "/desk/1/"
    monkeypatch.setattr("time.time", lambda: started + LONGEST.total_seconds() + 60)
    with pytest.raises(StaleForm):
        send(late)


def _now() -> float:
    import time

    return time.time()


def test_a_key_of_another_act_is_refused() -> None:
    key = issue(ANNA)
    send(key, act="sign")
    with pytest.raises(StaleForm):
        send(key, act="delete")


@pytest.mark.django_db(transaction=True)
def test_an_act_whose_last_write_fails_leaves_nothing_and_may_be_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    key = issue(ANNA)
    with monkeypatch.context() as patched:
        patched.setattr(DoneOnce, "save", _fail_on_update(fail))
        with pytest.raises(DatabaseError, match="disk full"):
            send(key)
    for model in (DoneOnce, JournalEntry, OutboxMessage):
        assert not model.objects.exists()
    assert send(key) == "/desk/1/"


def _fail_on_update(fail):  # type: ignore[no-untyped-def]
    """Let the first write pass and the last one, the note of the outcome, fail."""
    save = DoneOnce.save

    def save_or_fail(self: DoneOnce, **given: object) -> None:
        if given.get("update_fields"):
            fail()
        save(self, **given)

    return save_or_fail


@pytest.mark.django_db(transaction=True)
def test_an_act_that_breaks_a_rule_of_the_database_says_so() -> None:
    def break_a_rule() -> str:
        DoneOnce.objects.create(actor=BERT, key=BERT, act="x", at=AT, outcome="")
        DoneOnce.objects.create(actor=BERT, key=BERT, act="x", at=AT, outcome="")
        return "never"

    with pytest.raises(IntegrityError):
        once(ANNA, issue(ANNA), "sign", at=AT, do=break_a_rule)
    assert not DoneOnce.objects.exists()


def test_used_keys_are_forgotten_when_their_forms_are_dead() -> None:
    send(issue(ANNA))
    assert forget(AT + LONGEST) == 0
    assert forget(AT + LONGEST + timedelta(seconds=1)) == 1
