"""The journal keeps every act, and tells where a sealed one was touched."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.journal import BrokenSeal
from khuyencong.core.models import ChainHead, JournalEntry
from tests.threads import raised, together

AT = datetime(2026, 3, 5, 7, 30, 0, 123456, tzinfo=UTC)
HERE, THERE = UUID(int=1), UUID(int=2)
FACTS = {"số": 132, "nơi": "Đắk Lắk", "phần": [1, None, True, {"a": "b"}]}
pytestmark = pytest.mark.django_db


def act(custodian: UUID = HERE, count: int = 1, **given: Any) -> None:
    for number in range(count):
        with transaction.atomic():
            journal.record(
                given.get("act", "report.received"),
                custodian=custodian,
                about=f"document:{number}",
                at=AT,
                by=UUID(int=9),
                facts=given.get("facts", FACTS),
            )


def run_sql(statement: str, *parameters: object) -> None:
    """Change the journal as somebody would who has the database and not the program."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount == 1


def sealed_row(position: int) -> JournalEntry:
    return JournalEntry.objects.get(custodian=HERE, position=position)


def test_each_custodian_has_a_chain_of_its_own() -> None:
    act(HERE, 3)
    act(THERE, 2)
    assert journal.seal() == 5
    for custodian, length in ((HERE, 3), (THERE, 2)):
        chain = list(JournalEntry.objects.filter(custodian=custodian).order_by("position"))
        assert [entry.position for entry in chain] == list(range(1, length + 1))
        assert chain[0].previous_hash == ""
        assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(chain))
        head = ChainHead.objects.get(custodian=custodian)
        assert (head.position, head.hash) == (length, chain[-1].hash)
    assert list(journal.verify()) == []


def test_sealing_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "BATCH", 2)
    act(HERE, 5)
    assert journal.seal() == 5
    assert journal.seal() == 0
    act(HERE, 1)
    assert journal.seal() == 1
    assert sealed_row(6).previous_hash == sealed_row(5).hash
    assert list(journal.verify()) == []


def test_a_chain_stands_in_the_order_of_the_acts() -> None:
    act(HERE, 4)
    journal.seal()
    chain = JournalEntry.objects.filter(custodian=HERE).order_by("position")
    assert [entry.about for entry in chain] == [f"document:{number}" for number in range(4)]


def test_what_waits_to_be_sealed_breaks_nothing() -> None:
    act(HERE, 2)
    assert list(journal.verify()) == []


TOUCHED = {
    "seq": 4_000_000,
    "uid": UUID(int=77),
    "custodian": THERE,
    "act": "report.receiveD",
    "by": None,
    "at": AT + timedelta(microseconds=1),
    "about": "document:3",
    "facts": {**FACTS, "số": 133},
    "position": 9,
    "previous_hash": "0" * 64,
    "hash": "f" * 64,
}


def test_the_table_of_touched_columns_is_whole() -> None:
    assert set(TOUCHED) == {field.attname for field in JournalEntry._meta.fields}


@pytest.mark.parametrize("column", TOUCHED)
def test_a_touched_column_is_named(column: str) -> None:
    act(HERE, 4)
    journal.seal()
    # A queryset writes past every rule of the program, as SQL typed by hand does.
    assert JournalEntry.objects.filter(seq=sealed_row(2).seq).update(**{column: TOUCHED[column]})
    broken = {seal.custodian: seal.position for seal in journal.verify()}
    assert broken[HERE] == 2


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_missing_entry_is_named(position: int) -> None:
    act(HERE, 4)
    journal.seal()
    run_sql("DELETE FROM core_journalentry WHERE seq = %s", sealed_row(position).seq)
    assert list(journal.verify()) == [BrokenSeal(HERE, position, "thiếu một mục")]


def test_a_cut_off_tail_is_named() -> None:
    act(HERE, 4)
    journal.seal()
    run_sql("DELETE FROM core_journalentry WHERE seq = %s", sealed_row(4).seq)
    assert list(journal.verify()) == [BrokenSeal(HERE, 4, "đầu chuỗi không khớp")]


def test_a_forged_entry_with_a_right_fingerprint_breaks_the_next() -> None:
    """Who knows the program can seal his forgery alone; he would have to seal all that follows."""
    act(HERE, 4)
    journal.seal()
    forged = sealed_row(2)
    forged.act = "report.forged"
    forged.hash = journal.fingerprint(forged)
    forged.save()
    assert [(seal.custodian, seal.position) for seal in journal.verify()] == [(HERE, 3)]


def test_a_chain_that_is_gone_as_a_whole_is_named() -> None:
    act(HERE, 3)
    act(THERE, 1)
    journal.seal()
    JournalEntry.objects.filter(custodian=HERE).delete()
    assert list(journal.verify()) == [BrokenSeal(HERE, 1, "đầu chuỗi không khớp")]


@pytest.mark.parametrize(
    "change", ["position = 3", "hash = 'f'", "custodian = '00000000000000000000000000000007'"]
)
def test_a_rewritten_head_is_named(change: str) -> None:
    act(HERE, 4)
    journal.seal()
    run_sql(f"UPDATE core_chainhead SET {change}")
    broken = list(journal.verify())
    assert BrokenSeal(HERE, 5, "đầu chuỗi không khớp") in broken


def test_an_unsealed_and_rewritten_entry_leaves_its_gap() -> None:
    act(HERE, 3)
    journal.seal()
    run_sql(
        "UPDATE core_journalentry SET position = NULL, hash = '', previous_hash = '', act = 'x' "
        "WHERE seq = %s",
        sealed_row(2).seq,
    )
    journal.seal()
    assert list(journal.verify()) == [BrokenSeal(HERE, 2, "thiếu một mục")]


def test_the_fingerprint_is_the_same_on_every_database() -> None:
    entry = JournalEntry(
        seq=7,
        uid=UUID(int=5),
        custodian=HERE,
        act="report.received",
        by=None,
        at=AT.astimezone(timezone(timedelta(hours=7))),
        about="document:1",
        facts=FACTS,
        position=1,
    )
    told = (
        '\n{"about":"document:1","act":"report.received",'
        '"at":"2026-03-05T07:30:00.123456+00:00","by":null,'
        '"custodian":"00000000-0000-0000-0000-000000000001",'
        '"facts":{"nơi":"Đắk Lắk","phần":[1,null,true,{"a":"b"}],"số":132},'
        '"position":1,"seq":7,"uid":"00000000-0000-0000-0000-000000000005"}'
    )
    assert journal.fingerprint(entry) == hashlib.sha256(told.encode()).hexdigest()


def test_an_entry_belongs_into_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        journal.record("x", custodian=HERE, about="y", at=AT)


@pytest.mark.parametrize(
    "fact", [0.5, 10**6 + 0.0, AT, b"x", ("a",), "a\0b", {1: "a"}, [{"a": [1.5]}], {"a\0": 1}]
)
def test_a_fact_that_databases_keep_differently_is_refused(fact: object) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        journal.record("x", custodian=HERE, about="y", at=AT, facts={"fact": fact})
    assert not JournalEntry.objects.exists()


def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        journal.record("x", custodian=HERE, about="y", at=AT)
        raise ZeroDivisionError
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_and_a_sealer_lose_nothing() -> None:
    """8 × 50 acts at once, while two others seal: as many entries as acts, one whole chain."""

    def work(number: int) -> None:
        if number < 8:
            act(HERE if number % 2 else THERE, 50)
        else:
            for _ in range(20):
                journal.seal()

    assert raised(together(10, work)) == []
    journal.seal()
    assert JournalEntry.objects.count() == 400
    assert JournalEntry.objects.filter(position=None).count() == 0
    assert list(journal.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_two_first_sealers_make_one_chain() -> None:
    for _ in range(5):
        custodian = new_id()
        act(custodian, 10)
        assert raised(together(2, lambda _: journal.seal())) == []
        assert ChainHead.objects.get(custodian=custodian).position == 10
    assert list(journal.verify()) == []


def test_many_entries_are_sealed_in_the_order_they_were_told() -> None:
    told = [
        journal.Told(act=f"act.{n}", custodian=HERE, about="x", at=AT, facts={"n": n})
        for n in range(5)
    ]
    with transaction.atomic():
        written = journal.record_many(told)
    assert [entry.act for entry in written] == [f"act.{n}" for n in range(5)]
    assert journal.seal() == 5
    kept = JournalEntry.objects.order_by("position").values_list("act", flat=True)
    assert list(kept) == [f"act.{n}" for n in range(5)]
    assert list(journal.verify()) == []


def test_many_entries_are_held_to_the_same_as_one() -> None:
    bad = journal.Told(act="a", custodian=HERE, about="x", at=AT, facts={"n": 1.5})
    with transaction.atomic(), pytest.raises(TypeError):
        journal.record_many([bad])
    assert not JournalEntry.objects.exists()
