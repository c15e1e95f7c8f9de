"""An officer goes on with an establishment's draft: the code it told, and that it agreed."""

from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions
from khuyencong.applications.forms.claims import HelpForm
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.requests import SECTION, taken_by
from khuyencong.web.limits import try_of

#: Codes that one officer may type in ten minutes.
MOST_TRIES = 10
TOO_MANY = "Đã gõ nhiều mã trong ít phút. Xin đợi mười phút, rồi hỏi cơ sở một mã mới."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REQUEST_PREPARE)
def help_(request: HttpRequest) -> HttpResponse:
    """Type the code; the draft opens."""
    form = HelpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    if try_of(request.user.id, "giup") > MOST_TRIES:
        form.add_error("code", TOO_MANY)
        return _page(request, form)

    def do() -> str:
        begun = actions.begin_help(by=request.user, at=now(), **form.cleaned_data)
        return reverse("desk:request", args=[begun.id])

    return done_or_told(
        request,
        "request.help",
        do,
        form=form,
        again=lambda form: _page(request, form),
        said="Đã ghi nhận cơ sở đồng ý. Những gì anh/chị ghi được ghi lại là ghi giúp cơ sở.",
        at="code",
    )


def _page(request: HttpRequest, form: Form) -> HttpResponse:
    told = {"form": form, "key": issue(request.user.id), **SECTION}
    return render(request, "desk/help.html", told, status=422 if form.errors else 200)


@require_POST
@requires(Permission.REQUEST_PREPARE)
def end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """End the help that is done."""
    one = taken_by(request, request_id, Permission.REQUEST_PREPARE)
    back = reverse("desk:request", args=[one.id])

    def do() -> str:
        actions.end_help(by=request.user, request=one, at=now())
        return back

    act = f"request.help_end:{one.id}"
    return done_once(request, act, do, back=back, said="Đã thôi ghi giúp bản nháp này.")
