"""A staged sheet is written: all of what was shown in one transaction, or nothing."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.core import outbox
from khuyencong.core.collecting import uncollected
from khuyencong.core.users import Actor
from khuyencong.ingestion.actions.batches.noting import Everyone, locked, note
from khuyencong.ingestion.actions.batches.receiving import ROWS_AT_ONCE
from khuyencong.ingestion.actions.batches.writing import WRITERS, Written
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.queries.staging.evaluation import Following
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState
from khuyencong.values.dates import day_in_vietnam

if TYPE_CHECKING:
    from collections.abc import Iterable

PART = 1000
COMPARE = "compare-establishments"
CHANGED = "Sổ đã đổi sau khi anh/chị xem bảng này. Chưa ghi gì: xin xem lại các dòng rồi xác nhận."
OPEN_LEFT = "Còn chỗ sai hoặc chưa trả lời. Trả lời hết, hoặc chọn chỉ nhập các dòng sạch."


@transaction.atomic
def confirm_batch(
    *, by: Actor, batch: Batch, at: datetime, seen: str, only_sound: bool = False
) -> Batch:
    """Say that what was shown shall be written; a short sheet is, a long one waits for the worker.

    `seen` is the mark of what the officer had before him. Raises Refused where something is wrong
    or asked still, unless `only_sound` leaves those rows out.
    """
    batch = locked(batch, by)
    if batch.state != BatchState.READY:
        raise Refused("Bảng này không chờ xác nhận.")
    if seen != batch.plan_hash:
        raise Refused(CHANGED)
    levels = batch.summary["levels"]
    counts = batch.summary["counts"]
    if (levels.get("error") or levels.get("question")) and not only_sound:
        raise Refused(OPEN_LEFT)
    if not counts.get("new") and not counts.get("changed"):
        raise Refused("Không có dòng nào mới hoặc đổi: không có gì để ghi.")
    batch.state, batch.only_sound, batch.confirmed_by = BatchState.WRITING, only_sound, by.id
    batch.save(update_fields=["state", "only_sound", "confirmed_by"])
    if batch.rows <= ROWS_AT_ONCE:
        _write(batch, by, at)
    return batch


@uncollected()
def write_batch(batch_id: UUID, *, clock: Callable[[], datetime]) -> Batch | None:
    """Write a long sheet that was confirmed; None where it is written or is no more to be.

    What the rules refuse now sends it back to its officer, with nothing written.
    """
    try:
        with transaction.atomic():
            rows = Batch.objects.select_for_update(of=("self",)).select_related("custodian")
            batch = rows.filter(id=batch_id, state=BatchState.WRITING).first()
            if batch is None:
                return None
            by = User.objects.get(id=batch.confirmed_by) if batch.confirmed_by else Everyone()
            _write(batch, by, clock())
            return batch
    except Refused as refusal:
        Batch.objects.filter(id=batch_id, state=BatchState.WRITING).update(
            state=BatchState.READY, refusal=str(refusal)[:500]
        )
        return None


def _write(batch: Batch, by: Actor, at: datetime) -> None:
    """Go through the sheet once more, write what it comes to, keep what was written."""
    following = Following(batch, by, day_in_vietnam(at))
    written = WRITERS[batch.kind](following, batch, by, at)
    if following.plan_hash != batch.plan_hash:
        raise Refused(CHANGED)
    mark = _keep(batch, written)
    batch.state, batch.ended_at, batch.refusal = BatchState.DONE, at, ""
    batch.save(update_fields=["state", "ended_at", "refusal"])
    facts = {
        "new": following.counts["new"],
        "changed": following.counts["changed"],
        "same": following.counts["same"],
        "left_out": following.counts["open"],
        "rows_sha256": mark,
    }
    note("batch.confirmed", batch, by=by.id, at=at, facts=facts)
    if batch.kind == "establishments":
        outbox.put(COMPARE, {}, at=at)


def _keep(batch: Batch, written: "Iterable[Written]") -> str:
    """Keep what each row became, a thousand together; return the mark of all of it."""
    rows: list[list[str]] = []
    parts: list[BatchPart] = []
    mark = hashlib.sha256()
    for one in written:
        rows.append(list(one))
        mark.update(f"{one[0]}:{one[1]}\n".encode())
        if len(rows) == PART:
            parts.append(BatchPart(batch=batch, number=len(parts) + 1, rows=rows))
            rows = []
    if rows:
        parts.append(BatchPart(batch=batch, number=len(parts) + 1, rows=rows))
    BatchPart.objects.bulk_create(parts, batch_size=50)
    return mark.hexdigest()
