"""Two figures answer one question: a person chooses the official one, for a reason."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.ingestion import rules
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.ingestion.queries import custodian_of_slot
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


@transaction.atomic
def choose(*, by: "User", slot: str, series: UUID, reason: str, at: datetime) -> Choice:
    """Make the figure `series` the official answer to the question `slot`; the others stay.

    A later choice replaces this one. Raises Refused without the right, without a reason, and for
    a figure that nobody has taken or that answers another question.
    """
    reason = clean(reason)[:1000]
    if not reason:
        raise Refused("Cần ghi lý do vì sao chọn số này.")
    candidates = Observation.objects.filter(slot=slot, superseded_at=None)
    # The same locks, in the same order, as those who review these reports.
    reports = Document.objects.filter(id__in=candidates.values("document")).order_by("id")
    list(reports.select_for_update().only("id"))
    chosen = candidates.filter(series=series).select_related("place").first()
    if chosen is None:
        raise Refused("Số đã chọn không trả lời câu hỏi này.")
    if chosen.review != Review.ACCEPTED:
        raise Refused("Số này chưa được soát. Xin nhận số ấy trước rồi chọn.")
    custodian = custodian_of_slot(chosen, at)
    if not rules.may_choose(by, custodian.id):
        raise Refused("Anh/chị không có quyền chọn số chính thức của nơi này.")
    Choice.objects.filter(slot=slot, superseded_at=None).update(superseded_at=at)
    choice = Choice.objects.create(
        slot=slot, custodian=custodian, chosen=series, reason=reason, by=by, recorded_at=at
    )
    _note("figure.chosen", custodian, by, at, choice, reason)
    return choice


@transaction.atomic
def withdraw_choice(*, by: "User", choice: Choice, at: datetime) -> None:
    """Take a choice back: the question is open again, the choice stays on record."""
    if not rules.may_choose(by, choice.custodian_id):
        raise Refused("Anh/chị không có quyền chọn số chính thức của nơi này.")
    taken = Choice.objects.filter(id=choice.id, superseded_at=None).update(superseded_at=at)
    if taken:
        _note("figure.choice_withdrawn", choice.custodian, by, at, choice, "")


def _note(
    act: str, custodian: Organisation, by: "User", at: datetime, choice: Choice, reason: str
) -> None:
    facts = {"slot": choice.slot, "figure": str(choice.chosen), "reason": reason}
    journal.record(
        act,
        custodian=custodian.id,
        about=f"choice:{choice.id}",
        at=at,
        by=by.id,
        facts=facts,
    )
