"""A report leaves: noted by the body that owes it, or by its heir; again after a return."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import blobs
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries.documents import original
from khuyencong.registry.queries import custodian_today
from khuyencong.reporting.actions.noting import PAPER, WORDS, locked, taken
from khuyencong.reporting.models import Duty, Submission
from khuyencong.values.dates import day_in_vietnam


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent: a paper by its number, a report handed in here, or a frozen edition."""

    paper: str = ""
    paper_day: date | None = None
    note: str = ""
    document: Document | None = None
    edition: UUID | None = None


@transaction.atomic
def send(*, by: Actor, duty: Duty, seen: UUID, sent: Sent, at: datetime) -> Submission:
    """Note that the report was sent at this moment.

    Refused without the right, where it lies with the receiver already, and where nothing says what
    was sent. What counts is the moment it is noted; the receiver may note that it came before.
    """
    duty, step = locked(by, duty, "send", seen)
    _require_something(duty, sent, at)
    sender = custodian_today(duty.custodian, day_in_vietnam(at))
    submission = Submission.objects.create(
        duty=duty,
        sender=sender,
        sent_at=at,
        by=by.id,
        paper=line(sent.paper, "Số, ký hiệu văn bản", PAPER),
        paper_day=sent.paper_day,
        note=line(sent.note, "Ghi chú", WORDS),
        document=sent.document,
        file=blobs.put(original(sent.document)) if sent.document else "",
        file_name=sent.document.file_name if sent.document else "",
        edition=sent.edition,
    )
    facts = {"submission": str(submission.id), "receiver": str(duty.receiver_id)}
    taken(step, duty, sender.id, by, at, facts)
    submission.refresh_from_db()
    return submission


def _require_something(duty: Duty, sent: Sent, at: datetime) -> None:
    if not (sent.paper.strip() or sent.document or sent.edition):
        raise Refused("Ghi số, ký hiệu văn bản, hoặc chọn báo cáo đã nộp vào hệ thống.")
    if sent.paper_day and sent.paper_day > day_in_vietnam(at):
        raise Refused("Ngày văn bản phải là hôm nay hoặc đã qua.")
    if sent.document:
        heir = custodian_today(duty.custodian, day_in_vietnam(at))
        if sent.document.custodian_id not in (duty.custodian_id, heir.id):
            raise Refused("Báo cáo đã chọn là của đơn vị khác.")
