"""Writing and sealing the journal, beside bare inserts into the same table."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.db import transaction

from khuyencong.bench.measure import Line, line
from khuyencong.core import clock, journal
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of noting and sealing acts."""
    for acts in (1_000, *((10_000,) if full else ())):
        yield line(
            "ghi và niêm phong nhật ký",
            acts,
            "việc",
            partial(_note_and_seal, acts),
            floor="chèn dòng trần",
            bare=partial(_insert, acts),
            tenth=partial(_note_and_seal, acts // 10),
        )


@transaction.atomic
def _note(acts: int, custodian: UUID) -> None:
    for _ in range(acts):
        journal.record("bench", custodian=custodian, about="bench:1", at=clock.now())


def _note_and_seal(acts: int) -> None:
    _note(acts, new_id())
    journal.seal()


@transaction.atomic
def _insert(acts: int) -> None:
    custodian, at = new_id(), clock.now()
    for _ in range(acts):
        JournalEntry.objects.create(custodian=custodian, act="bench", about="bench:1", at=at)
    transaction.set_rollback(True)
