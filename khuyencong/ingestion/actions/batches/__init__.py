"""All that can happen to a spreadsheet: taken in, answered, confirmed whole, undone whole."""

from khuyencong.ingestion.actions.batches.answering import answer, cancel, choose_sheet
from khuyencong.ingestion.actions.batches.confirming import COMPARE, confirm_batch, write_batch
from khuyencong.ingestion.actions.batches.receiving import (
    LEASE,
    PATIENCE,
    ROWS_AT_ONCE,
    receive_batch,
    work_on,
)
from khuyencong.ingestion.actions.batches.returning import marked_file
from khuyencong.ingestion.actions.batches.settling import settle_totals
from khuyencong.ingestion.actions.batches.undoing import Conflicts, undo_batch

__all__ = [
    "COMPARE",
    "LEASE",
    "PATIENCE",
    "ROWS_AT_ONCE",
    "Conflicts",
    "answer",
    "cancel",
    "choose_sheet",
    "confirm_batch",
    "marked_file",
    "receive_batch",
    "settle_totals",
    "undo_batch",
    "work_on",
    "write_batch",
]
