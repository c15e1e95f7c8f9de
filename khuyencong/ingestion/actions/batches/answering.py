"""What an officer says of a staged sheet: answers, another sheet, no more of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from khuyencong.core.users import Actor
from khuyencong.ingestion.actions.batches.noting import locked, note
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState

MOST_ANSWERS, LONGEST = 5_000, 300
NOT_OPEN = "Bảng này không còn chờ trả lời."


@transaction.atomic
def answer(*, by: Actor, batch: Batch, told: Mapping[str, str], at: datetime) -> Batch:
    """Keep answers, by the cell or the word of a remark; an empty one takes an answer back.

    The sheet then waits to be held against the records anew (`work_on`).
    """
    batch = locked(batch, by)
    if batch.state != BatchState.READY:
        raise Refused(NOT_OPEN)
    answers = dict(batch.answers)
    for at_cell, said in told.items():
        if not said:
            answers.pop(at_cell, None)
        elif len(at_cell) <= 100 and len(said) <= LONGEST and "\0" not in at_cell + said:
            answers[at_cell] = said
    if len(answers) > MOST_ANSWERS:
        raise Refused("Quá nhiều câu trả lời: xin sửa trong tệp rồi nộp lại.")
    batch.answers = answers
    return _wait(batch)


@transaction.atomic
def choose_sheet(*, by: Actor, batch: Batch, sheet: str, at: datetime) -> Batch:
    """Take another sheet of the file; what was answered about the first is forgotten."""
    batch = locked(batch, by)
    if batch.state != BatchState.READY:
        raise Refused(NOT_OPEN)
    batch.answers, batch.grid = {"sheet": sheet[:100]}, ""
    return _wait(batch)


@transaction.atomic
def cancel(*, by: Actor, batch: Batch, at: datetime) -> Batch:
    """Leave a batch: at once where it waits for a person, at its next step where it is being read.

    What is being written is written whole; undoing it is another act.
    """
    batch = locked(batch, by)
    if batch.state == BatchState.READING:
        batch.cancel_asked = True
        batch.save(update_fields=["cancel_asked"])
        return batch
    if batch.state not in (BatchState.WAITING, BatchState.READY):
        raise Refused("Bảng này không bỏ được nữa.")
    batch.state, batch.ended_at = BatchState.CANCELLED, at
    batch.save(update_fields=["state", "ended_at"])
    note("batch.cancelled", batch, by=by.id, at=at, facts={})
    return batch


def _wait(batch: Batch) -> Batch:
    batch.state, batch.attempts, batch.rows_done = BatchState.WAITING, 0, 0
    batch.save(update_fields=["answers", "grid", "state", "attempts", "rows_done"])
    return batch
