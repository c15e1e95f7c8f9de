"""Somebody asks without an account; an officer answers in public, or says why not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.publishing.actions.noting import (
    ChangedMeanwhile,
    about,
    changed,
    require_nobody,
    words,
)
from khuyencong.publishing.models import PublicQuestion, QuestionAct
from khuyencong.publishing.rules.lengths import ANSWER, ANSWER_BASIS, QUESTION, WHY_NOT
from khuyencong.publishing.rules.permissions import may_answer
from khuyencong.publishing.states import QuestionState, QuestionStep, Topic
from khuyencong.registry.models import Place
from khuyencong.registry.queries.organisations import answering_for
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.shortcode import new_code
from khuyencong.values.text import fold

MAY_NOT = "Anh/chị không có quyền trả lời câu hỏi gửi đơn vị này."
S, Q = QuestionStep, QuestionState


@dataclass(frozen=True, kw_only=True)
class AnswerTold:
    """The question in words that name nobody, and its answer with what it rests on."""

    shown: str
    answer: str
    basis: str = ""


@transaction.atomic
def ask(
    *,
    topic: str,
    text: str,
    province: Place | None,
    at: datetime,
    is_demonstration: bool = False,
) -> PublicQuestion:
    """Keep what somebody asks; nobody is asked who he is. Goes to the Sở of a province, or up."""
    if topic not in Topic.values:
        raise Refused("Chọn câu hỏi về việc gì.")
    kept = words(text, "Câu hỏi", QUESTION)
    require_nobody(kept, "Câu hỏi")
    question = PublicQuestion.objects.create(
        custodian=answering_for(province, day_in_vietnam(at)),
        code=new_code(),
        province=province,
        topic=topic,
        text=kept,
        received_at=at,
        is_demonstration=is_demonstration,
    )
    _note(S.ASK, question, None, at)
    return question


@transaction.atomic
def answer(
    *, by: Actor, question: PublicQuestion, seen: UUID, told: AnswerTold, at: datetime
) -> PublicQuestion:
    """Answer in public; an answer that stands already is put right by the new one."""
    question = _locked(by, question, seen)
    if question.state == Q.SET_ASIDE:
        raise Refused("Câu hỏi này đã được ghi là không trả lời.")
    question.shown = words(told.shown, "Câu hỏi như đăng", QUESTION)
    question.answer = words(told.answer, "Trả lời", ANSWER)
    question.basis = line(told.basis, "Căn cứ", ANSWER_BASIS)
    require_nobody(question.shown, "Câu hỏi như đăng")
    question.folded = fold(f"{question.shown} {question.answer}")
    return _keep(question, Q.ANSWERED, S.ANSWER, by, at, question.answer)


@transaction.atomic
def set_aside(
    *, by: Actor, question: PublicQuestion, seen: UUID, reason: str, at: datetime
) -> PublicQuestion:
    """Say why a question is not answered here; who asked reads it behind the code."""
    question = _locked(by, question, seen)
    if question.state != Q.NEW:
        raise Refused("Câu hỏi này đã có người xử lý; xin tải lại trang.")
    question.reason = line(reason, "Lý do", WHY_NOT, required=True)
    return _keep(question, Q.SET_ASIDE, S.SET_ASIDE, by, at, question.reason)


@transaction.atomic
def take_answer_back(
    *, by: Actor, question: PublicQuestion, seen: UUID, reason: str, at: datetime
) -> PublicQuestion:
    """Take an answer out of the public for a reason; the question waits again."""
    question = _locked(by, question, seen)
    if question.state != Q.ANSWERED:
        raise Refused("Câu hỏi này không có câu trả lời đang đăng.")
    said = line(reason, "Lý do", WHY_NOT, required=True)
    return _keep(question, Q.NEW, S.TAKE_BACK, by, at, said)


def _locked(by: Actor, question: PublicQuestion, seen: UUID) -> PublicQuestion:
    row = PublicQuestion.objects.select_for_update(of=("self",)).get(id=question.id)
    if not may_answer(by, row.custodian_id):
        raise Refused(MAY_NOT)
    if row.stamp != seen:
        raise ChangedMeanwhile
    return row


def _keep(
    question: PublicQuestion,
    state: QuestionState,
    step: QuestionStep,
    by: Actor,
    at: datetime,
    said: str,
) -> PublicQuestion:
    question.state, question.stamp = state, new_id()
    is_new = state == Q.NEW
    question.handled_by, question.handled_at = (None, None) if is_new else (by.id, at)
    question.save()
    _note(step, question, by, at, said)
    changed()
    return question


def _note(
    step: QuestionStep, question: PublicQuestion, by: Actor | None, at: datetime, said: str = ""
) -> None:
    who = by.id if by else None
    QuestionAct.objects.create(question=question, step=step, by=who, at=at, said=said)
    journal.record(
        f"question.{step}",
        custodian=question.custodian_id,
        about=about("question", question.id),
        at=at,
        by=who,
        facts={"topic": str(question.topic)},
    )
