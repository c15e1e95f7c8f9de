"""Questions: on the desk whose a person sees, in public what is answered, unnamed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from khuyencong.core.users import Actor
from khuyencong.publishing.models import PublicQuestion, QuestionAct
from khuyencong.publishing.rules.permissions import READ_QUESTIONS
from khuyencong.publishing.states import QuestionState
from khuyencong.values.text import fold


def questions_visible_to(user: Actor | None) -> QuerySet[PublicQuestion]:
    """Return the questions that went to bodies the user answers for."""
    if user is None:
        return PublicQuestion.objects.none()
    bodies = user.custodians(READ_QUESTIONS)
    every = PublicQuestion.objects.all()
    return every if bodies is None else every.filter(custodian_id__in=bodies)


def listed_questions(rows: QuerySet[PublicQuestion], state: str = "") -> QuerySet[PublicQuestion]:
    """Return questions, those that wait first and of these the oldest; one query."""
    rows = rows.filter(state=state) if state else rows
    kin = rows.select_related("custodian", "province")
    return kin.order_by(F("handled_at").desc(nulls_first=True), "received_at", "id")


@dataclass(frozen=True)
class QuestionPage:
    """All that the desk's page of a question shows."""

    question: PublicQuestion
    acts: list[QuestionAct]

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        return {act.by for act in self.acts if act.by}


def question_page(question: PublicQuestion) -> QuestionPage:
    """Return the page of a question; one query."""
    return QuestionPage(question, list(question.acts.order_by("-at", "-id")))


def answered_in_public(words: str = "", topic: str = "") -> QuerySet[PublicQuestion]:
    """Return the questions that are answered in public, the latest first; one query."""
    rows = PublicQuestion.objects.filter(state=QuestionState.ANSWERED)
    rows = rows.filter(topic=topic) if topic else rows
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.select_related("custodian", "province").order_by("-handled_at", "-id")


def question_with(code: str) -> PublicQuestion | None:
    """Return what became of the question with a code, for whoever holds it."""
    if not code:
        return None
    return PublicQuestion.objects.select_related("custodian").filter(code=code).first()
