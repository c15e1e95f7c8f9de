"""Report a fake: what was seen and where, without a script, nothing of who reports."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.competitions.actions.fakes import FakeTold, report_fake
from khuyencong.competitions.forms.fakes import FakeForm
from khuyencong.competitions.models import Certificate
from khuyencong.core.clock import now, today
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.values.shortcode import read_code, shown_code
from khuyencong.web.access import public
from khuyencong.web.label.kept import for_everybody
from khuyencong.web.label.limits import may_report

#: Whose forms those of a code of nobody's are.
NOBODY = UUID(int=0)
TOO_MANY = "Từ mạng này đã có nhiều báo trong ít phút. Xin gửi lại sau mười phút."


@require_http_methods(["GET", "HEAD", "POST"])
@public
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Report that a product borrows the title of this code."""
    title = Certificate.objects.filter(code=read_code(code) or "-").first()
    if title is None:
        raise Http404
    return _report(request, title, title.code)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def report_unknown(request: HttpRequest) -> HttpResponse:
    """Report a product whose code nobody gave out."""
    return _report(request, None, request.GET.get("ma", "")[:40])


def _report(request: HttpRequest, title: Certificate | None, typed: str) -> HttpResponse:
    here = reverse("label:fake", args=[title.code]) if title else reverse("label:fake-unknown")
    if "xong" in request.GET and request.method != "POST":
        body = render_to_string("label/fake_thanks.html", {"title": title})
        return for_everybody(HttpResponse(body), "no-store")
    form = FakeForm(request.POST or None, on=today())
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title, typed)
    given = form.cleaned_data
    if given["website"]:  # filled in by a machine: thanked, and forgotten
        return redirect(f"{here}?xong=1")
    if not may_report(request):
        form.add_error(None, TOO_MANY)
        return _form(request, form, title, typed, status=429)

    def do() -> str:
        told = FakeTold(what=given["what"], where=given["where"], province=given["province"])
        report_fake(title=title, typed=typed, told=told, at=now())
        return f"{here}?xong=1"

    owner = title.id if title else NOBODY
    try:
        return redirect(once(owner, request.POST.get("key", ""), "fake.report", at=now(), do=do))
    except (StaleForm, Refused) as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, title, typed)


def _form(
    request: HttpRequest,
    form: FakeForm,
    title: Certificate | None,
    typed: str,
    status: int = 422,
) -> HttpResponse:
    told = {
        "form": form,
        "title": title,
        "typed": typed,
        "code": shown_code(title.code) if title else "",
        "key": issue(title.id if title else NOBODY),
        "csrf_token": get_token(request),
    }
    body = render_to_string("label/fake.html", told)
    response = HttpResponse(body, status=status if form.errors else 200)
    return for_everybody(response, "no-store")
