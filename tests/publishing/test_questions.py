"""Somebody asks without an account; an office answers in public, and names nobody."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.publishing import actions
from khuyencong.publishing.actions import AnswerTold
from khuyencong.publishing.actions.noting import ChangedMeanwhile
from khuyencong.publishing.models import PublicQuestion
from khuyencong.publishing.queries.questions import (
    answered_in_public,
    listed_questions,
    question_page,
    question_with,
    questions_visible_to,
)
from tests.cast import Cast
from tests.factories import make_question
from tests.publishing.conftest import AT

TOLD = AnswerTold(shown="Hộ kinh doanh có được hỗ trợ không?", answer="Có, theo địa bàn.")


def ask(**more: Any) -> PublicQuestion:
    given = {"topic": "support", "text": "Tôi làm bánh, có được hỗ trợ không?", "province": None}
    return actions.ask(**(given | more), at=AT)


def test_without_a_province_it_goes_to_the_agency_and_keeps_nobody(cast: Cast) -> None:
    one = ask()
    assert (one.custodian, one.state, one.handled_by) == (cast.agency, "new", None)
    entry = JournalEntry.objects.get(about=f"question:{one.id}")
    assert (entry.by, entry.facts) == (None, {"topic": "support"})
    assert question_with(one.code) == one
    assert not answered_in_public().exists()


def test_answered_corrected_and_taken_back(cast: Cast) -> None:
    one = make_question(cast.department)
    actions.answer(by=cast.owner, question=one, seen=one.stamp, told=TOLD, at=AT)
    assert [q.shown for q in answered_in_public()] == [TOLD.shown]
    assert answered_in_public("ho kinh doanh").count() == 1
    assert answered_in_public("banh").count() == 0, "the asker's own words are not searched"
    one.refresh_from_db()
    other = AnswerTold(shown=TOLD.shown, answer="Có, xem điều khoản.", basis="Điều 1")
    actions.answer(by=cast.colleague, question=one, seen=one.stamp, told=other, at=AT)
    assert answered_in_public().get().answer == "Có, xem điều khoản."
    one.refresh_from_db()
    back = {"question": one, "seen": one.stamp, "reason": "Sai", "at": AT}
    actions.take_answer_back(by=cast.owner, **back)
    assert not answered_in_public().exists()
    one.refresh_from_db()
    assert (one.state, one.handled_by) == ("new", None)
    steps = [act.step for act in reversed(question_page(one).acts)]
    assert steps == ["answer", "answer", "take_back"]


def test_not_answered_says_why(cast: Cast) -> None:
    one = make_question(cast.department)
    told = {"by": cast.owner, "question": one, "seen": one.stamp, "at": AT}
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.set_aside(reason="", **told)
    actions.set_aside(reason="Không phải việc khuyến công.", **told)
    one.refresh_from_db()
    with pytest.raises(Refused, match="không trả lời"):
        actions.answer(by=cast.owner, question=one, seen=one.stamp, told=TOLD, at=AT)
    with pytest.raises(Refused, match="đã có người xử lý"):
        actions.set_aside(by=cast.owner, question=one, seen=one.stamp, reason="nữa", at=AT)


@pytest.mark.parametrize("who", ["chair", "auditor", "commune", "stranger", "establishment"])
def test_who_may_not_answer_does_not(who: str, cast: Cast) -> None:
    one = make_question(cast.department)
    with pytest.raises(Refused, match="không có quyền trả lời"):
        actions.answer(by=getattr(cast, who), question=one, seen=one.stamp, told=TOLD, at=AT)


def test_two_who_answer_at_once_are_told(cast: Cast) -> None:
    one = make_question(cast.department)
    seen = one.stamp
    actions.answer(by=cast.owner, question=one, seen=seen, told=TOLD, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.answer(by=cast.colleague, question=one, seen=seen, told=TOLD, at=AT)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"text": " "}, "Chưa ghi câu hỏi"),
        ({"text": "x" * 1501}, "tối đa 1500"),
        ({"text": "a\0"}, "NUL"),
        ({"text": "gọi 0912345678"}, "số điện thoại"),
        ({"text": "căn cước 123456789012"}, "số định danh"),
        ({"topic": "gossip"}, "về việc gì"),
    ],
)
def test_what_is_not_taken_is_said(more: dict[str, Any], why: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=why):
        ask(**more)
    assert not PublicQuestion.objects.exists()


def test_no_number_of_a_person_is_published(cast: Cast) -> None:
    one = make_question(cast.department)
    told = AnswerTold(shown="Chị A, 0912345678, hỏi", answer="Có.")
    with pytest.raises(Refused, match="số điện thoại"):
        actions.answer(by=cast.owner, question=one, seen=one.stamp, told=told, at=AT)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "answered", "handled_at": AT, "handled_by": "o"},
        {"state": "set_aside", "handled_at": AT, "handled_by": "o"},
        {"reason": "x"},
        {"handled_at": AT},
        {"topic": "gossip"},
        {"text": ""},
    ],
    ids=str,
)
def test_what_must_never_be_is_refused_by_the_database(broken: dict[str, Any], cast: Cast) -> None:
    one = make_question(cast.department)
    for name, value in broken.items():
        setattr(one, name, cast.owner.id if value == "o" else value)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_those_that_wait_stand_first_the_oldest_before(cast: Cast) -> None:
    done = make_question(cast.department, text="đã trả lời")
    actions.answer(by=cast.owner, question=done, seen=done.stamp, told=TOLD, at=AT)
    make_question(cast.department, text="đang chờ")
    rows = listed_questions(questions_visible_to(cast.owner))
    assert [one.text for one in rows] == ["đang chờ", "đã trả lời"]
    assert [one.text for one in listed_questions(rows, "answered")] == ["đã trả lời"]
    assert not questions_visible_to(cast.stranger).exists()
    assert not questions_visible_to(None).exists()
