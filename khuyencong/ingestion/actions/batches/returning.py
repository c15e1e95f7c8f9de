"""The officer's own file back, with what is wrong written at its cells."""

import json

from khuyencong.core import blobs
from khuyencong.core.limited import ChildFailed, LimitExceeded, run_limited
from khuyencong.ingestion.actions.batches.receiving import LIMITS
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Batch

CHILD = "khuyencong.ingestion.sheet_child:mark_sheet"


def marked_file(batch: Batch) -> bytes:
    """Return the .xlsx with a comment at each wrong cell and a column "Lý do"; NotTaken else."""
    with blobs.open(batch.file) as file:
        data = file.read()
    told = {
        "sheet": batch.sheet,
        "head": batch.summary["head"]["last"],
        "remarks": batch.summary["remarks"],
    }
    line = json.dumps(told, ensure_ascii=False).encode() + b"\n"
    try:
        return run_limited(CHILD, line + data, limits=LIMITS, arguments=(batch.file_name,))
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotTaken(str(refusal)) from refusal
