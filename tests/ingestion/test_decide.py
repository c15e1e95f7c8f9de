"""Deciding about a check, taking it back, asking the issuer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from khuyencong.core import outbox
from khuyencong.core.models import JournalEntry, OutboxMessage
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.models import CheckDecision, Document, Question
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Outcome
from tests.cast import Cast
from tests.ingestion.conftest import AT

ACCEPTED, DISMISSED = Outcome.ACCEPTED, Outcome.DISMISSED


def decide(by, document, check_id="c1", outcome=ACCEPTED, reason="", at=AT) -> CheckDecision:  # type: ignore[no-untyped-def]
    return actions.decide(
        by=by, document=document, check_id=check_id, outcome=outcome, reason=reason, at=at
    )


def current(document: Document) -> dict[str, tuple[str, str]]:
    decisions = queries.report_page(document).decisions
    return {key: (d.outcome, d.reason) for key, d in decisions.items()}


def test_accepting_and_dismissing_stand_beside_the_check(cast: Cast, document: Document) -> None:
    decide(cast.owner, document)
    decide(cast.colleague, document, "c2", DISMISSED, "  kể cả\u00a0đề án cũ ")
    assert current(document) == {"c1": (ACCEPTED, ""), "c2": (DISMISSED, "kể cả đề án cũ")}
    acts = list(JournalEntry.objects.order_by("seq").values_list("act", flat=True))
    assert acts == ["document.received", "check.accepted", "check.dismissed"]


def test_a_later_decision_supersedes_and_the_first_stays_on_record(
    cast: Cast, document: Document
) -> None:
    later = AT + timedelta(hours=1)
    decide(cast.owner, document)
    decide(cast.head, document, "c1", DISMISSED, "đã đối chiếu", later)
    assert current(document) == {"c1": (DISMISSED, "đã đối chiếu")}
    assert CheckDecision.objects.get(outcome=ACCEPTED).superseded_at == later


def test_undo_leaves_no_decision_and_keeps_the_record(cast: Cast, document: Document) -> None:
    decide(cast.owner, document)
    actions.undo(by=cast.colleague, document=document, check_id="c1", at=AT)
    assert current(document) == {}
    assert CheckDecision.objects.count() == 1
    actions.undo(by=cast.colleague, document=document, check_id="c1", at=AT)
    assert JournalEntry.objects.filter(act="check.undone").count() == 1


@pytest.mark.parametrize(
    ("check_id", "outcome", "reason", "told"),
    [
        ("c1", DISMISSED, "", "Cần ghi lý do"),
        ("c1", DISMISSED, " \u200b\u00a0 ", "Cần ghi lý do"),
        ("c4", ACCEPTED, "", "đã đạt"),
        ("c99", ACCEPTED, "", "không có mục soát đó"),
    ],
)
def test_what_is_refused(
    check_id: str, outcome: Outcome, reason: str, told: str, cast: Cast, document: Document
) -> None:
    with pytest.raises(Refused, match=told):
        decide(cast.owner, document, check_id, outcome, reason)
    assert not CheckDecision.objects.exists()


OUTSIDERS = ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_may_not_decide_undo_or_ask(who: str, cast: Cast, document: Document) -> None:
    user = getattr(cast, who)
    with pytest.raises(Refused):
        decide(user, document)
    with pytest.raises(Refused):
        actions.undo(by=user, document=document, check_id="c1", at=AT)
    with pytest.raises(Refused):
        actions.ask_issuer(by=user, document=document, check_id="c1", to_address="a@b.vn", at=AT)


@pytest.mark.parametrize("who", ["owner", "colleague", "head", "agency_officer"])
def test_who_may_decide(who: str, cast: Cast, document: Document) -> None:
    assert decide(getattr(cast, who), document).by == getattr(cast, who)


def test_the_database_insists(cast: Cast, document: Document) -> None:
    row = decide(cast.owner, document)
    for change in (
        {"outcome": DISMISSED, "reason": ""},
        {"outcome": "perhaps"},
        {"superseded_at": AT - timedelta(seconds=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckDecision.objects.filter(id=row.id).update(**change)
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_letter_leaves_through_the_outbox_once(cast: Cast, document: Document) -> None:
    question = actions.ask_issuer(
        by=cast.owner, document=document, check_id="c1", to_address="so@thidu.gov.vn", at=AT
    )
    assert mail.outbox == []
    assert outbox.deliver(AT) == 1 and outbox.deliver(AT) == 0
    letter = mail.outbox[0]
    assert letter.to == ["so@thidu.gov.vn"] and letter.body == question.body
    assert (
        letter.subject == "Đề nghị làm rõ số liệu: Báo cáo thí dụ"
        or document.title in letter.subject
    )
    assert str(OutboxMessage.objects.get().id) in letter.extra_headers["Message-ID"]
    assert queries.report_page(document).questions == {"c1": question}


def test_the_letter_quotes_both_sentences_with_lines_and_the_sum(
    cast: Cast, document: Document
) -> None:
    body = actions.ask_issuer(
        by=cast.owner, document=document, check_id="c1", to_address="a@b.vn", at=AT
    ).body
    assert "Đoạn 1 (dòng 2): “Theo Nghị định số 45/2012/NĐ-CP, tỉnh Thí Dụ đã hỗ trợ" in body
    assert "Đoạn 2 (dòng 3): “Trong đó 7 đề án máy móc và 4 đề án dạy nghề" in body
    assert "Báo cáo ghi: 12\u00a0đề án" in body
    assert "Tính lại từ báo cáo: 11\u00a0đề án" in body
    assert "Chênh lệch: −1\u00a0đề án" in body


def test_nothing_is_asked_about_what_passed(cast: Cast, document: Document) -> None:
    with pytest.raises(Refused, match="đã đạt"):
        actions.ask_issuer(
            by=cast.owner, document=document, check_id="c4", to_address="a@b.vn", at=AT
        )
    assert not Question.objects.exists() and not OutboxMessage.objects.exists()
