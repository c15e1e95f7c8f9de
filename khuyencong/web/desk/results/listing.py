"""The list of results, and which kind of result is to be recorded."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.models import Line
from khuyencong.projects.queries import visible_to as projects_visible_to
from khuyencong.results import queries
from khuyencong.results.forms.listing import ResultFilter
from khuyencong.results.kinds import KINDS, USUAL, grouped_kinds
from khuyencong.results.models import Result
from khuyencong.web.access import requires

ROWS = 30
SECTION = {"section": "results"}


@require_safe
@requires(Permission.RESULT_READ)
def results(request: HttpRequest) -> HttpResponse:
    """The results in the user's scope, as the sentence above the list says."""
    form, rows = narrowed(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    kept = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    told = {
        "form": form,
        "page": page,
        "is_narrowed": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        "may_record": request.user.may(Permission.RESULT_RECORD),
        **SECTION,
    }
    return render(request, "desk/results/list.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest) -> tuple[ResultFilter, QuerySet[Result]]:
    """Return the filter of an address and the visible results that it leaves."""
    form = ResultFilter(request.GET or None)
    wanted = form.wanted(today()) if form.is_valid() else queries.Wanted()
    return form, queries.listed_results(queries.visible_to(request.user), wanted)


@require_safe
@requires(Permission.RESULT_RECORD)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what kind of result it is; of a line, the usual one stands first."""
    line = line_of(request, request.GET.get("dong", ""))
    told = {
        "line": line,
        "usual": KINDS.get(USUAL.get(line.item, "")) if line and line.item else None,
        "groups": grouped_kinds(),
        "query": f"?dong={line.id}" if line else "",
        **SECTION,
    }
    return render(request, "desk/results/choose.html", told)


def line_of(request: HttpRequest, typed: str) -> Line | None:
    """Return the line that an address names, within the user's scope; 404 for any other."""
    if not typed:
        return None
    try:
        line_id = UUID(typed)
    except ValueError:
        raise Http404 from None
    seen = Line.objects.filter(project__in=projects_visible_to(request.user).values("id"))
    kin = ("project__custodian", "project__owner", "place", "establishment")
    line = seen.select_related(*kin).filter(id=line_id).first()
    if line is None or not request.user.may(Permission.RESULT_RECORD, of=line.project.custodian_id):
        raise Http404
    return line
