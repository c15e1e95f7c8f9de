"""Why a total that is not the sum of its rows may stand."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.lines import line
from khuyencong.core.users import Actor
from khuyencong.ingestion.actions.batches.noting import locked, note
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState

LONGEST = 500


@transaction.atomic
def settle_totals(*, by: Actor, batch: Batch, reason: str, at: datetime) -> Batch:
    """Say in writing why totals of an entered sheet differ; reports of its years may then go.

    Raises Refused without a reason, without a difference, and a second time.
    """
    batch = locked(batch, by)
    if batch.state != BatchState.DONE or not batch.wrong_totals:
        raise Refused("Bảng này không có dòng cộng nào phải giải trình.")
    if batch.totals_reason:
        raise Refused("Dòng cộng của bảng này đã được giải trình.")
    batch.totals_reason = line(reason, "Lý do số cộng không khớp", LONGEST, required=True)
    batch.totals_by, batch.totals_at = by.id, at
    batch.save(update_fields=["totals_reason", "totals_by", "totals_at"])
    note(
        "batch.totals_settled",
        batch,
        by=by.id,
        at=at,
        facts={"totals": batch.wrong_totals, "reason": batch.totals_reason},
    )
    return batch
