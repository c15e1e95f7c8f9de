"""A person says why a number of a report is not what the records have."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.models import DifferenceNote, Document
from khuyencong.ingestion.rules import Refused
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

LONGEST, LONGEST_RECORDS = 1000, 100


@transaction.atomic
def explain_difference(
    *,
    by: "User",
    document: Document,
    series: UUID,
    reason: str,
    records: str,
    at: datetime,
) -> DifferenceNote:
    """Keep why the number `series` differs from the records; what was written before stays.

    `records`: what the records have now, as the page shows it. Raises Refused without the right,
    without a reason, and for a number that the report does not have.
    """
    reason = clean(reason)[:LONGEST]
    if not rules.may_review(by, document):
        raise Refused("Anh/chị không có quyền ghi chú về số liệu của báo cáo này.")
    if not reason:
        raise Refused("Cần ghi vì sao số này khác hồ sơ.")
    lock(document)
    if not document.observations.filter(series=series, superseded_at=None).exists():
        raise Refused("Báo cáo này không có số đó.")
    before = DifferenceNote.objects.filter(series=series, superseded_at=None)
    before.update(superseded_at=at)
    kept = DifferenceNote.objects.create(
        document=document,
        series=series,
        reason=reason,
        records=clean(records)[:LONGEST_RECORDS],
        by=by,
        recorded_at=at,
    )
    facts = {"figure": str(series), "reason": reason, "records": kept.records}
    note("figure.explained", document, by=by, at=at, facts=facts)
    return kept
