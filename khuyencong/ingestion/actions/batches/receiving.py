"""A spreadsheet is taken in: kept, read in the limited child, held against the records.

A small one at once, a long one by whichever worker comes to it: one that dies leaves a lease that
runs out. Until somebody confirms, nothing is written but the batch itself.
"""

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from khuyencong.core import blobs
from khuyencong.core.collecting import uncollected
from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.core.users import Actor
from khuyencong.ingestion.actions.batches.noting import MAY_NOT, Everyone, note
from khuyencong.ingestion.formats import TOO_LARGE, NotTaken
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.staging import evaluate
from khuyencong.ingestion.queries.staging.evaluation import Cancelled
from khuyencong.ingestion.rules import Refused, may_import
from khuyencong.ingestion.sheet_kinds import KINDS
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Organisation
from khuyencong.sheets import unpacked
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import clean

CHILD = "khuyencong.ingestion.sheet_child:read_sheet"
#: A sheet of 100,000 × 20 is read in a few seconds and 300 MB.
LIMITS = Limits(60, 768 * 1024**2, answer=128 * 1024**2)
#: A longer sheet is held against the records by the worker.
ROWS_AT_ONCE = 3_000
LEASE = timedelta(minutes=10)
#: So long the queue has time to come to a batch by itself.
PATIENCE = timedelta(minutes=1)
ATTEMPTS = 3
MOST_OPEN = 20
#: What holding a sheet against the records says of its batch.
HELD = ("summary", "plan_hash", "state", "rows_done", "attempts", "wrong_totals", "first_year",
        "last_year")  # fmt: skip
TOO_OFTEN = f"Đã thử đọc {ATTEMPTS} lần mà không lần nào xong. Xin chia tệp rồi nộp lại."
TOO_MANY = f"Anh/chị đang có {MOST_OPEN} bảng chưa xong. Xin xác nhận hoặc bỏ vài bảng trước."


@transaction.atomic
def receive_batch(
    *,
    by: Actor,
    custodian: Organisation,
    kind: str,
    file_name: str,
    data: bytes,
    at: datetime,
) -> Batch:
    """Keep a spreadsheet for `custodian`; the same file that is still open is the same batch.

    Raises Refused without the right, NotTaken for one too large. `work_on` reads it.
    """
    if kind not in KINDS:
        raise Refused("Chọn loại dữ liệu trong danh sách.")
    if not may_import(by, custodian.id, kind):
        raise Refused(MAY_NOT)
    if len(data) > settings.UPLOAD_LIMIT:
        raise NotTaken(TOO_LARGE)
    sha256 = blobs.put(data)
    going = Batch.objects.filter(custodian=custodian, kind=kind, file=sha256, ended_at=None)
    if known := going.first():
        return known
    if Batch.objects.filter(by=by.id, ended_at=None).count() >= MOST_OPEN:
        raise Refused(TOO_MANY)
    batch = Batch.objects.create(
        custodian=custodian,
        by_id=by.id,
        kind=kind,
        file_name=(clean(file_name) or "tệp không tên")[-200:],
        file=sha256,
        received_at=at,
    )
    note("batch.received", batch, by=by.id, at=at, facts={})
    return batch


@uncollected()
def work_on(batch_id: UUID, *, clock: Callable[[], datetime]) -> Batch | None:
    """Read a batch that waits and hold it against the records, unless another worker does.

    Return it as it came out; None where nothing was to be done.
    """
    batch = _begin(batch_id, clock())
    if batch is None:
        return None
    try:
        if batch.attempts > ATTEMPTS:
            raise NotTaken(TOO_OFTEN)
        if not batch.grid:
            _read(batch)
        _hold_against(batch, clock())
    except NotTaken as refusal:
        _end(batch, BatchState.REFUSED, clock(), str(refusal))
    except Cancelled:
        _end(batch, BatchState.CANCELLED, clock())
    return batch


def _begin(batch_id: UUID, at: datetime) -> Batch | None:
    """Take the lease of a batch that nobody works on; one statement, so only one gets it."""
    dead = Q(state=BatchState.READING, started_at__lt=at - LEASE)
    free = Batch.objects.filter(Q(state=BatchState.WAITING) | dead, id=batch_id)
    taken = free.update(state=BatchState.READING, started_at=at, attempts=F("attempts") + 1)
    return Batch.objects.select_related("custodian", "by").get(id=batch_id) if taken else None


def _read(batch: Batch) -> None:
    """Let the child read the file; keep its one sheet."""
    with blobs.open(batch.file) as file:
        data = file.read()
    arguments = (batch.file_name, batch.kind, batch.answers.get("sheet", ""))
    try:
        answer = run_limited(CHILD, data, limits=LIMITS, arguments=arguments)
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotTaken(str(refusal)) from refusal
    grid = unpacked(answer)
    batch.sheet, batch.rows = grid.name[:100], grid.row_count
    batch.grid = blobs.put(zlib.compress(answer, 1))
    batch.save(update_fields=["sheet", "rows", "grid"])


def _hold_against(batch: Batch, at: datetime) -> None:
    def progress(done: int) -> bool:
        """Tell how far it has come, outside any transaction; say whether to go on."""
        Batch.objects.filter(id=batch.id).update(rows_done=done, started_at=F("started_at"))
        return not Batch.objects.filter(id=batch.id, cancel_asked=True).exists()

    try:
        told = evaluate(
            batch, batch.by or Everyone(), day_in_vietnam(at),
            progress=progress if batch.rows > ROWS_AT_ONCE else None,
        )  # fmt: skip
    except Unreadable as refusal:
        raise NotTaken(str(refusal)) from refusal
    with transaction.atomic():
        current = Batch.objects.select_for_update(of=("self",)).get(id=batch.id)
        if current.state != BatchState.READING:
            return
        batch.summary, batch.plan_hash = told.as_summary(), told.plan_hash
        batch.state, batch.rows_done = BatchState.READY, batch.rows
        batch.attempts, batch.wrong_totals = 0, len(told.differences)
        batch.first_year = min(told.years, default=None)
        batch.last_year = max(told.years, default=None)
        batch.save(update_fields=HELD)


def _end(batch: Batch, state: BatchState, at: datetime, refusal: str = "") -> None:
    batch.state, batch.refusal, batch.ended_at = state, refusal[:500], at
    batch.save(update_fields=["state", "refusal", "ended_at"])
