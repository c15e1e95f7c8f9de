"""Reports of fakes: what came in, how many of which product, and the answer to each."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.fakes import answer_fake, may_answer
from khuyencong.competitions.forms.fakes import AnswerForm
from khuyencong.competitions.models import FakeReport
from khuyencong.competitions.queries.labelled import fakes_by_product, listed_fakes
from khuyencong.competitions.states import FakeState
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told

ROWS = 30
SECTION = {"section": "fakes"}


@require_safe
@requires(Permission.VOTING_READ)
def fakes(request: HttpRequest) -> HttpResponse:
    """The reports in the user's scope, the newest first; of one state where it is asked."""
    state = request.GET.get("tinh-trang", "")
    told = {
        "page": Paginator(listed_fakes(request.user, state), ROWS).get_page(
            request.GET.get("trang")
        ),
        "state": state,
        "states": FakeState.choices,
        "query": f"{urlencode({'tinh-trang': state})}&" if state else "",
        "products": fakes_by_product(request.user),
        **SECTION,
    }
    return render(request, "desk/voting_fakes.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_READ)
def fake(request: HttpRequest, fake_id: UUID) -> HttpResponse:
    """One report; who answers for it says what looking into it came to."""
    row = listed_fakes(request.user).filter(id=fake_id).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, row, form)
    given = form.cleaned_data

    def do() -> str:
        answer_fake(
            by=request.user,
            report=row,
            state=FakeState(given["state"]),
            answer=given["answer"],
            at=now(),
        )
        return reverse("desk:fake", args=[row.id])

    return done_or_told(
        request,
        "fake.answer",
        do,
        form=form,
        again=lambda form: _page(request, row, form),
        said="Đã ghi kết quả kiểm tra.",
    )


def _page(request: HttpRequest, row: FakeReport, form: AnswerForm) -> HttpResponse:
    handler = User.objects.filter(id=row.handled_by).first() if row.handled_by else None
    told = {
        "fake": row,
        "form": form,
        "handler": handler.full_name if handler else "",
        "may_answer": row.state == FakeState.NEW and may_answer(request.user, row),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting_fake.html", told, status=422 if form.errors else 200)
