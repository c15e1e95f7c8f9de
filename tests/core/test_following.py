"""A follower reads what was sealed, each entry once, whatever the order of commits."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.following import follow
from khuyencong.core.models import Followed, JournalEntry
from tests.threads import raised, together

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
HERE, THERE = UUID(int=1), UUID(int=2)


def act(about: str, custodian: UUID = HERE) -> None:
    with transaction.atomic():
        journal.record("tried", custodian=custodian, about=about, at=AT)


class Reader:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, entries: Sequence[JournalEntry]) -> None:
        self.seen += [entry.about for entry in entries]


@pytest.mark.django_db
def test_history_is_not_read_and_all_after_it_once() -> None:
    reader = Reader()
    act("before")
    journal.seal()
    assert follow("test", reader) == 0
    act("one")
    act("two", THERE)
    assert follow("test", reader) == 0, "not sealed yet"
    journal.seal()
    assert follow("test", reader) == 2
    assert follow("test", reader) == 0
    assert sorted(reader.seen) == ["one", "two"]


@pytest.mark.django_db
def test_more_than_one_portion_keeps_the_order() -> None:
    reader = Reader()
    follow("test", reader)
    for number in range(7):
        act(str(number))
    journal.seal()
    assert follow("test", reader, most=3) == 7
    assert reader.seen == list("0123456")


@pytest.mark.django_db
def test_what_fails_is_read_again() -> None:
    reader = Reader()
    follow("test", reader)
    act("one")
    journal.seal()

    def fails(entries: Sequence[JournalEntry]) -> None:
        Followed.objects.create(follower="left behind", custodian=HERE)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        follow("test", fails)
    assert not Followed.objects.filter(follower="left behind").exists()
    assert follow("test", reader) == 1


@pytest.mark.django_db
def test_two_followers_do_not_know_one_another() -> None:
    one, other = Reader(), Reader()
    follow("one", one)
    follow("other", other)
    act("said")
    journal.seal()
    follow("one", one)
    follow("one", one)
    follow("other", other)
    assert (one.seen, other.seen) == (["said"], ["said"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_read_each_entry_once() -> None:
    reader = Reader()
    follow("test", reader)
    for number in range(40):
        act(str(number))
    journal.seal()
    assert raised(together(4, lambda _: follow("test", reader, most=7))) == []
    assert reader.seen == [str(number) for number in range(40)]
