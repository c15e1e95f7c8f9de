"""Reports on the desk: the list, the page of one, its evidence, its copies."""

import logging
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.ingestion import queries, rules
from khuyencong.ingestion.formats import MEDIA_TYPES
from khuyencong.ingestion.forms import DismissForm
from khuyencong.ingestion.models import Document
from khuyencong.reading.jsonform import to_json
from khuyencong.reports.queries.stated import tally
from khuyencong.web.access import requires
from khuyencong.web.desk.figure_view import FigureView
from khuyencong.web.desk.history import histories
from khuyencong.web.desk.print_view import PrintView
from khuyencong.web.desk.report_view import ONLY_PROBLEMS, ReportView

ROWS = 30
ON_THE_WAY = 20
#: What a list of reports can be narrowed to, by the word in its address.
SIEVES = {"xac-nhan": queries.is_unconfirmed, "soat": queries.has_figures_waiting}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.REPORT_READ)
def reports(request: HttpRequest) -> HttpResponse:
    """The visible reports, newest first; `?loc=` leaves those that wait for somebody."""
    sieve = request.GET.get("loc", "")
    listed = queries.report_list(request.user)
    if sieve in SIEVES:
        listed = listed.filter(SIEVES[sieve]())
    page = Paginator(listed, ROWS).get_page(request.GET.get("trang"))
    may_receive = request.user.may(Permission.REPORT_RECEIVE)
    on_the_way = queries.on_the_way(request.user, now())[:ON_THE_WAY] if may_receive else []
    told = {
        "page": page,
        "sieve": sieve if sieve in SIEVES else "",
        "query": f"loc={sieve}&" if sieve in SIEVES else "",
        "on_the_way": on_the_way,
        "may_receive": may_receive,
        "section": "reports",
    }
    return render(request, "desk/reports.html", told)


@require_safe
@requires(Permission.REPORT_READ)
def report(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One report with its checks; `?muc=` opens a check, `?loc=van-de` leaves out the rest."""
    return report_page(request, visible(request, document_id), open_id=request.GET.get("muc"))


def report_page(
    request: HttpRequest,
    document: Document,
    *,
    open_id: str | None,
    dismissal: DismissForm | None = None,
) -> HttpResponse:
    """Return the page, with a dismissal form that was sent without a reason if there is one."""
    page = queries.report_page(document)
    view = ReportView(
        page,
        open_id=open_id,
        only_problems=request.GET.get("loc") == ONLY_PROBLEMS,
    )
    told = {
        "view": view,
        "document": document,
        "standing": page,
        "tally": tally(document, on=today()) if page.confirmed else None,
        "may_review": rules.may_review(request.user, document),
        "may_decide": rules.may_decide(request.user, document),
        "may_ask": rules.may_ask(request.user, document),
        "dismissal": dismissal or DismissForm(),
        "keys": [issue(request.user.id) for _ in range(2)],
        "section": "reports",
    }
    status = 422 if dismissal else 200
    return render(request, "desk/report.html", told, status=status)


@require_safe
@requires(Permission.REPORT_READ)
def printed(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The report for paper: the whole text with every finding pinned, then the findings."""
    document = visible(request, document_id)
    decisions = queries.report_page(document).decisions
    view = PrintView(document.reading, decisions, where=document.where)
    return render(request, "desk/report_print.html", {"view": view, "document": document})


@require_safe
@requires(Permission.REPORT_READ)
def figure(request: HttpRequest, document_id: UUID, figure_id: str) -> HttpResponse:
    """The evidence of one figure: its words, what was understood, the checks that use it."""
    document = visible(request, document_id)
    view = FigureView.of(document, figure_id)
    if view is None:
        raise Http404
    told = {
        "view": view,
        "histories": histories(queries.versions_of_figure(document, figure_id)),
        "document": document,
        "section": "reports",
    }
    return render(request, "desk/figure.html", told)


@require_safe
@requires(Permission.REPORT_READ)
def as_json(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The reading in the JSON that `khuyencong check` writes."""
    document = visible(request, document_id)
    options = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(to_json(document.reading), json_dumps_params=options)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{document.id}.json"'
    return response


@require_safe
@requires(Permission.REPORT_READ)
def original(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The very file that was handed in, as a download under its own name."""
    document = visible(request, document_id)
    return HttpResponse(
        queries.original(document),
        content_type=MEDIA_TYPES[document.transcript.kind],
        headers={"Content-Disposition": content_disposition_header(True, document.file_name)},
    )


def visible(request: HttpRequest, document_id: UUID) -> Document:
    """Return the report if it is within the user's scope, else 404; a refused try is logged."""
    reports = queries.visible_to(request.user).select_related("custodian", "received_by")
    document = reports.filter(id=document_id).first()
    if document is None:
        logger.warning("no report %s for user %s", document_id, request.user.id)
        raise Http404
    return document
