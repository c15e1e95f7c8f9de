"""A worker killed at any moment while it writes 5,000 rows leaves all of them or none."""

import random
import signal
import time

import pytest

from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Establishment, EstablishmentVersion
from tests.cast import Cast
from tests.conditions import KILLS
from tests.ingestion.killing import begun
from tests.ingestion.sheets import HEAD, book, firms, make_province

ROWS = 5_000
#: What another process does: it reads the sheet and writes it, as a worker would.
WORKER = """
import sys
import django; django.setup()
from uuid import UUID
from khuyencong.core.clock import now
from khuyencong.ingestion.actions import batches
print("begins", flush=True)
batches.work_on(UUID(sys.argv[1]), clock=now)
batches.write_batch(UUID(sys.argv[1]), clock=now)
print("ended", flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_leaves_all_or_nothing(cast: Cast) -> None:
    make_province(cast)
    batch = batches.receive_batch(
        by=cast.owner,
        custodian=cast.department,
        kind="establishments",
        file_name="nam-nghin.xlsx",
        data=book([HEAD, *firms(ROWS)]),
        at=now(),
    )
    batches.work_on(batch.id, clock=now)
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == (BatchState.READY, ROWS + 1)
    batches.confirm_batch(by=cast.owner, batch=batch, at=now(), seen=batch.plan_hash)

    chance, begun = random.Random(31), time.monotonic()
    _worker(batch, None)
    whole = time.monotonic() - begun
    assert _kept(batch) == (BatchState.DONE, ROWS)
    batches.undo_batch(by=cast.owner, batch=batch, at=now())

    found = {True: 0, False: 0}
    for _ in range(KILLS):
        BatchPart.objects.all().delete()
        Batch.objects.filter(id=batch.id).update(
            state=BatchState.WRITING, ended_at=None, undone_at=None, undone_by=None
        )
        _worker(batch, chance.uniform(0.0, whole))
        state, rows = _kept(batch)
        assert (state, rows) in {(BatchState.DONE, ROWS), (BatchState.WRITING, 0)}
        found[state == BatchState.DONE] += 1
        if state == BatchState.WRITING:
            continue
        batch.refresh_from_db()
        batches.undo_batch(by=cast.owner, batch=batch, at=now())
        assert Establishment.objects.count() == EstablishmentVersion.objects.count() == 0
    assert found[False] > 0, found
    acts = JournalEntry.objects.filter(act="batch.confirmed").count()
    assert acts == JournalEntry.objects.filter(act="batch.undone").count() == found[True] + 1


def _kept(batch: Batch) -> tuple[str, int]:
    """Return the state of the batch and how many rows are there, the same in every table."""
    batch.refresh_from_db()
    rows = Establishment.objects.count()
    assert EstablishmentVersion.objects.count() == rows
    assert sum(len(part.rows) for part in batch.parts.all()) == rows
    return batch.state, rows


def _worker(batch: Batch, after: float | None) -> None:
    with begun(WORKER, batch.id) as worker:
        if after is None:
            assert worker.stdout is not None and worker.stdout.read() == b"ended\n"
            return
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)
