"""Ask a question: what, about what, where; nothing of who asks. Then a code to look by."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.core.clock import now, today
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.publishing import actions
from khuyencong.publishing.forms.questions import AskForm
from khuyencong.publishing.queries.questions import question_with
from khuyencong.values.shortcode import read_code, shown_code
from khuyencong.web.access import public
from khuyencong.web.limits import tried, try_once

#: Whose forms those of everybody are.
NOBODY = UUID(int=0)
#: Questions, and codes that nobody was given, from one address in ten minutes.
QUESTIONS, GUESSES = 5, 30
TOO_MANY = "Từ mạng này đã có nhiều câu hỏi trong ít phút. Xin gửi lại sau mười phút."
MISTYPED = "Mã gõ chưa đúng: mã có 14 chữ và số, như 7KQ2M-9XBCD-4TWA. Xin xem lại từng chữ."
UNKNOWN = "Không có câu hỏi nào mang mã này. Xin xem lại từng chữ."
TOO_OFTEN = "Đã thử nhiều mã trong ít phút. Xin thử lại sau mười phút."


@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; what was typed comes back with what is to be mended."""
    form = AskForm(request.POST or None, on=today())
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    given = form.cleaned_data
    if given["website"]:  # filled in by a machine: thanked, and forgotten
        return redirect("portal:questions")
    if try_once(request, "hoi") > QUESTIONS:
        form.add_error(None, TOO_MANY)
        return _form(request, form, status=429)

    def do() -> str:
        kept = actions.ask(
            topic=given["topic"], text=given["text"], province=given["province"], at=now()
        )
        return f"{reverse('asking:answered', args=[kept.code])}?xong=1"

    try:
        return redirect(once(NOBODY, request.POST.get("key", ""), "question.ask", at=now(), do=do))
    except (StaleForm, Refused) as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form)


@require_safe
@public
def typing(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a question, in any spacing; lead to what became of it."""
    typed = request.GET.get("ma", "").strip()
    code = read_code(typed)
    if code:
        return redirect("asking:answered", code=code)
    return _typing(request, typed, MISTYPED if typed else "", 422 if typed else 200)


@require_safe
@public
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """What became of the question with this code: waits, answered, or why not."""
    if tried(request, "hoi-ma") >= GUESSES:
        return _typing(request, code[:40], TOO_OFTEN, 429)
    question = question_with(read_code(code))
    if question is None:
        try_once(request, "hoi-ma")
        return _typing(request, code[:40], UNKNOWN, 404)
    told = {
        "question": question,
        "code": shown_code(question.code),
        "is_new": "xong" in request.GET,
        "section": "questions",
    }
    return _private(render(request, "asking/answered.html", told))


def _typing(request: HttpRequest, typed: str, why: str, status: int) -> HttpResponse:
    told = {"typed": typed[:40], "why": why, "section": "questions"}
    return _private(render(request, "asking/typing.html", told, status=status))


def _form(request: HttpRequest, form: AskForm, status: int = 422) -> HttpResponse:
    key = request.POST.get("key") or issue(NOBODY)
    told = {"form": form, "key": key, "section": "questions"}
    return _private(render(request, "asking/ask.html", told, status=status if form.errors else 200))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
