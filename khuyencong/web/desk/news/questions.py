"""Questions of the public on the desk: those that wait, and the page on which one is answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.publishing import actions
from khuyencong.publishing.actions import AnswerTold
from khuyencong.publishing.forms.questions import AnswerForm, QuestionFilter, ReasonForm
from khuyencong.publishing.models import PublicQuestion
from khuyencong.publishing.queries.questions import (
    listed_questions,
    question_page,
    questions_visible_to,
)
from khuyencong.publishing.rules.permissions import may_answer
from khuyencong.publishing.states import QuestionState
from khuyencong.values.shortcode import shown_code
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.typed_stamp import stamp_in

ROWS = 30
SECTION = {"section": "questions"}


@require_safe
@requires(Permission.QUESTION_READ)
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that came to the bodies one answers for, those that wait first."""
    form = QuestionFilter(request.GET or None)
    state = form.cleaned_data["tinh_trang"] if form.is_valid() else ""
    rows = listed_questions(questions_visible_to(request.user), state)
    told = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "query": f"tinh_trang={state}&" if state else "",
        "is_narrowed": bool(state),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/news/questions.html", told, status=status)


@require_safe
@requires(Permission.QUESTION_READ)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """One question, what became of it, and the forms that answer it."""
    return _page(request, _found(request, question_id))


@require_POST
@requires(Permission.QUESTION_ANSWER)
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer in public, or put the answer that stands right."""
    one, form = _found(request, question_id), AnswerForm(request.POST)

    def do() -> None:
        told = AnswerTold(**form.cleaned_data)
        actions.answer(by=request.user, question=one, seen=stamp_in(request), told=told, at=now())

    return _act(request, one, form, "answer", do, "Đã trả lời và đăng ở Hỏi đáp.")


@require_POST
@requires(Permission.QUESTION_ANSWER)
def set_aside(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Say why it is not answered."""
    one, form = _found(request, question_id), ReasonForm(request.POST)

    def do() -> None:
        why = form.cleaned_data["reason"]
        actions.set_aside(
            by=request.user, question=one, seen=stamp_in(request), reason=why, at=now()
        )

    return _act(request, one, form, "set_aside", do, "Đã ghi là không trả lời.")


@require_POST
@requires(Permission.QUESTION_ANSWER)
def take_back(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Take the answer out of the public."""
    one, form = _found(request, question_id), ReasonForm(request.POST)

    def do() -> None:
        why = form.cleaned_data["reason"]
        actions.take_answer_back(
            by=request.user, question=one, seen=stamp_in(request), reason=why, at=now()
        )

    return _act(request, one, form, "take_back", do, "Đã gỡ câu trả lời.")


def _act(
    request: HttpRequest,
    one: PublicQuestion,
    form: Form,
    name: str,
    act: Callable[[], None],
    said: str,
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, one, **{name: form})

    def do() -> str:
        act()
        return reverse("desk:question", args=[one.id])

    return done_or_told(
        request,
        f"question.{name}",
        do,
        form=form,
        again=lambda form: _page(request, one, **{name: form}),
        said=said,
    )


def _found(request: HttpRequest, question_id: UUID) -> PublicQuestion:
    rows = questions_visible_to(request.user).select_related("custodian", "province")
    one = rows.filter(id=question_id).first()
    if one is None:
        raise Http404
    return one


def _page(request: HttpRequest, one: PublicQuestion, **typed: Any) -> HttpResponse:
    view = question_page(one)
    begun = {"shown": one.shown or one.text, "answer": one.answer, "basis": one.basis}
    faulty = next((form for form in typed.values() if form.errors), None)
    told = {
        "view": view,
        "question": one,
        "code": shown_code(one.code),
        "answer_form": typed.get("answer") or AnswerForm(initial=begun),
        "aside_form": typed.get("set_aside") or ReasonForm(auto_id="bo-%s"),
        "back_form": typed.get("take_back") or ReasonForm(auto_id="go-%s"),
        "open": next(iter(typed), ""),
        "faulty": faulty,
        "may_answer": may_answer(request.user, one.custodian_id),
        "is_new": one.state == QuestionState.NEW,
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/news/question.html", told, status=422 if faulty else 200)
