"""A đề án grows out of accepted requests: chosen on one page, nothing typed again."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.applications.models import Request
from khuyencong.applications.queries import accepted_requests
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.projects import actions
from khuyencong.projects.forms.drafting import FromRequestsForm
from khuyencong.projects.states import Level
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.projects.drafting import owner_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_DRAFT)
def from_requests(request: HttpRequest) -> HttpResponse:
    """Choose accepted requests; the draft has a line for each, with all that it says."""
    waiting = accepted_requests(request.user)
    if request.method != "POST":
        start = {"requests": request.GET.getlist("de-nghi")}
        return _page(request, FromRequestsForm(initial=start, waiting=waiting))
    form = FromRequestsForm(request.POST, waiting=waiting)
    if not form.is_valid():
        return _page(request, form)

    def do() -> str:
        chosen: list[Request] = form.cleaned_data["requests"]
        is_national = chosen[0].source == FundingSource.NATIONAL
        owner = owner_of(Level.NATIONAL if is_national else Level.LOCAL, chosen[0].custodian)
        told = {"requests": chosen, "owner": owner, "name": form.cleaned_data["name"]}
        one = actions.from_requests(by=request.user, at=now(), **told)
        return reverse("desk:project", args=[one.id])

    return done_or_told(
        request,
        "project.from_requests",
        do,
        form=form,
        again=lambda form: _page(request, form),
        said="Đã lập bản thảo từ đề nghị: mỗi đề nghị là một dòng, không gõ lại.",
    )


def _page(request: HttpRequest, form: Form) -> HttpResponse:
    told = {
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "projects",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/projects/from_requests.html", told, status=status)
