"""What the database itself refuses, the identity of rows, and the day in Vietnam."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import clock
from khuyencong.core.identity import new_id
from khuyencong.core.models import DoneOnce, JournalEntry

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
HASH = "a" * 64


def entry(**fields: object) -> JournalEntry:
    told = {"custodian": UUID(int=1), "act": "x", "at": AT, "about": "y", **fields}
    return JournalEntry.objects.create(**told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "half_sealed",
    [
        {"position": 1},
        {"position": 0, "hash": HASH},
        {"position": -1, "hash": HASH},
        {"hash": HASH},
        {"previous_hash": HASH},
    ],
)
def test_an_entry_is_sealed_whole_or_not_at_all(half_sealed: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(**half_sealed)


@pytest.mark.django_db
def test_a_position_of_a_chain_is_taken_once() -> None:
    entry(position=1, hash=HASH)
    entry(position=1, hash=HASH, custodian=UUID(int=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(position=1, hash=HASH)


@pytest.mark.django_db
def test_many_entries_may_wait() -> None:
    entry()
    entry()
    assert JournalEntry.objects.filter(position=None).count() == 2


@pytest.mark.django_db
def test_a_key_is_used_once_by_each_person() -> None:
    key = new_id()
    for actor in (UUID(int=1), UUID(int=2)):
        DoneOnce.objects.create(actor=actor, key=key, act="x", at=AT, outcome="/")
    with pytest.raises(IntegrityError), transaction.atomic():
        DoneOnce.objects.create(actor=UUID(int=1), key=key, act="x", at=AT, outcome="/")


def test_identities_are_new_and_in_the_order_of_time() -> None:
    made = [new_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert made == sorted(made)
    assert {identity.version for identity in made} == {7}
    assert {identity.variant for identity in made} == {"specified in RFC 4122"}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_is_vietnams(moment: datetime, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return moment.astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Frozen)
    assert clock.today() == day


def test_now_is_aware_and_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
