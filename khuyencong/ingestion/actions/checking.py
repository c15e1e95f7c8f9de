"""What happens to the checks of a report: decided, undone, asked about."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from khuyencong.core import outbox
from khuyencong.ingestion import letters, rules
from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.models import CheckDecision, Document, Question
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Outcome
from khuyencong.reading.model import Check
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


def decide(
    *,
    by: "User",
    document: Document,
    check_id: str,
    outcome: Outcome,
    at: datetime,
    reason: str = "",
) -> CheckDecision:
    """Accept a check as a fault, or dismiss it for a reason; a later decision replaces this one.

    Raises Refused without the right, for a check that passed, and for a dismissal without reason.
    """
    reason = clean(reason)[:1000]
    if not rules.may_decide(by, document):
        raise Refused("Anh/chị không có quyền kết luận về báo cáo này.")
    if outcome is Outcome.DISMISSED and not reason:
        raise Refused("Cần ghi lý do vì sao không phải lỗi.")
    check = _open_check(document, check_id)
    with transaction.atomic():
        lock(document)
        _supersede(document, check_id, at)
        decision = CheckDecision.objects.create(
            document=document,
            check_id=check_id,
            severity=check.severity,
            outcome=outcome,
            reason=reason,
            by=by,
            recorded_at=at,
        )
        note(f"check.{outcome}", document, by=by, at=at, facts={"check": check_id})
    return decision


@transaction.atomic
def undo(*, by: "User", document: Document, check_id: str, at: datetime) -> None:
    """Take back the current decision about a check; it stays on record as superseded."""
    if not rules.may_decide(by, document):
        raise Refused("Anh/chị không có quyền kết luận về báo cáo này.")
    lock(document)
    if _supersede(document, check_id, at):
        note("check.undone", document, by=by, at=at, facts={"check": check_id})


@transaction.atomic
def ask_issuer(
    *, by: "User", document: Document, check_id: str, to_address: str, at: datetime
) -> Question:
    """Send the body that wrote the report a letter about one check, through the outbox."""
    if not rules.may_ask(by, document):
        raise Refused("Anh/chị không có quyền gửi câu hỏi về báo cáo này.")
    check = _open_check(document, check_id)
    body = letters.question(document, check)
    question = Question.objects.create(
        document=document,
        check_id=check_id,
        to_address=to_address,
        body=body,
        by=by,
        recorded_at=at,
    )
    letter = {"to": to_address, "subject": letters.subject(document), "body": body}
    outbox.put("mail", letter, at=at)
    note(
        "check.asked",
        document,
        by=by,
        at=at,
        facts={"check": check_id, "question": str(question.id)},
    )
    return question


def _open_check(document: Document, check_id: str) -> Check:
    check = document.check_named(check_id)
    if check is None:
        raise Refused("Báo cáo này không có mục soát đó.")
    if not rules.is_open_to_decision(check):
        raise Refused("Mục này đã đạt, không có gì để kết luận hay hỏi.")
    return check


def _supersede(document: Document, check_id: str, at: datetime) -> int:
    current = document.decisions.filter(check_id=check_id, superseded_at=None)
    return current.update(superseded_at=at)
