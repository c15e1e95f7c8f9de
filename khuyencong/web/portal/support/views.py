"""The questions and the answer: addresses that can be kept and sent, and that name nobody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.values.text import clean
from khuyencong.web.access import public
from khuyencong.web.portal.support.answering import answer
from khuyencong.web.portal.support.judging import case_of
from khuyencong.web.portal.support.questions import EXAMPLES, Questions


@require_safe
@public
def questions(request: HttpRequest) -> HttpResponse:
    """Ask; what the address tells already is filled in."""
    told = {
        name: clean(value.replace("\0", ""))[:200]
        for name, value in request.GET.items()
        if name != "rieng"
    }
    form = Questions(initial=told | {"rieng": request.GET.getlist("rieng")})
    return _questions(request, form)


@require_safe
@public
def result(request: HttpRequest) -> HttpResponse:
    """Answer; ask back where the address may mean several places, or cannot be read."""
    if not request.GET:
        return redirect("portal:support")
    form = Questions(request.GET)
    if not form.is_valid():
        return _questions(request, form, status=422)
    told: dict[str, Any] = {"form": form, "day": form.cleaned_data["ngay"], "section": "support"}
    told["is_today"] = told["day"] == today()
    if form.offered:
        through = {one.through for one in form.offered}
        told |= {"same": ", ".join(through.pop()) if len(through) == 1 else ""}
        return render(request, "portal/support_place.html", told | {"page_code": "KC-HT-02"})
    case = case_of(form)
    own = f"{reverse('portal:support-result')}?{form.query()}"
    link = request.build_absolute_uri(own)
    told |= {"answer": answer(case, today=today(), link=link), "case": case, "link": link}
    return render(request, "portal/support_result.html", told | {"page_code": "KC-HT-03"})


def _questions(request: HttpRequest, form: Questions, status: int = 200) -> HttpResponse:
    told = {"form": form, "examples": EXAMPLES, "section": "support", "page_code": "KC-HT-01"}
    return render(request, "portal/support.html", told, status=status)
