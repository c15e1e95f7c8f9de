"""Survey rounds on the desk: the list, a new one, where it stands, its end."""

import logging
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.actions import RoundTold
from khuyencong.applications.forms.needs import RoundForm
from khuyencong.applications.models import SurveyRound
from khuyencong.applications.states import RoundBy
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of

ROWS = 30
SECTION = {"section": "needs", "part": "rounds"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.NEED_READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """The visible rounds, the newest first, with how far each has come."""
    rows = queries.listed_rounds(queries.rounds_visible_to(request.user))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {"page": page, "may_record": request.user.may(Permission.NEED_RECORD), **SECTION}
    return render(request, "desk/rounds.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NEED_RECORD)
def new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    body = _body(request)
    form = RoundForm(
        request.POST or None, custodian=body, on=today(), initial={"year": today().year + 1}
    )
    if request.method != "POST" or not form.is_valid() or body is None:
        return _form(request, form)
    given = form.cleaned_data

    def do() -> str:
        told = RoundTold(
            custodian=body,
            name=given["name"],
            year=given["year"],
            goes_by=RoundBy(given["goes_by"]),
            targets=given["found"],
        )
        opened = actions.open_round(by=request.user, told=told, at=now())
        return reverse("desk:round", args=[opened.id])

    return done_or_told(
        request,
        "round.open",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã mở đợt khảo sát.",
    )


@require_safe
@requires(Permission.NEED_READ)
def round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: where it goes, what was found, who is left."""
    one = _visible(request, round_id)
    left = queries.left_to_visit(one, request.user, today())
    found = queries.listed_needs(queries.needs_visible_to(request.user).filter(round=one))
    told = {
        "round": one,
        "targets": queries.targets_of(one),
        "found": list(found[:200]),
        "left": list(left[:ROWS]) if one.closed_on is None else [],
        "left_count": left.count(),
        "may_record": one.closed_on is None
        and rules.may_record_needs(request.user, one.custodian_id),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/round.html", told)


@require_POST
@requires(Permission.NEED_RECORD)
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Close a round."""
    one = _visible(request, round_id)
    if not rules.may_record_needs(request.user, one.custodian_id):
        raise Http404
    back = reverse("desk:round", args=[one.id])

    def do() -> str:
        actions.close_round(by=request.user, round=one, at=now())
        return back

    return done_once(request, "round.close", do, back=back, said="Đã đóng đợt khảo sát.")


def _body(request: HttpRequest) -> Organisation | None:
    """Return the body that the round is for: the department of the first that the user is in."""
    body = bodies_of(request.user, Permission.NEED_RECORD).select_related("parent__place").first()
    return queries.of_department(body) if body else None


def _visible(request: HttpRequest, round_id: UUID) -> SurveyRound:
    rows = queries.rounds_visible_to(request.user).select_related("custodian")
    one = rows.filter(id=round_id).first()
    if one is None:
        logger.warning("no round %s for user %s", round_id, request.user.id)
        raise Http404
    return one


def _form(request: HttpRequest, form: RoundForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    return render(request, "desk/round_form.html", told, status=422 if form.errors else 200)
