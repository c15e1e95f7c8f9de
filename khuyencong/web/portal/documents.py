"""A report as everybody may see it: what it is, and the figures that were published from it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.ingestion.meaning import question_of
from khuyencong.reports.queries.known import published_of, reports_known
from khuyencong.web.access import public
from khuyencong.web.portal.addresses import Asked
from khuyencong.web.portal.evidence_rows import PER_PAGE, sentences
from khuyencong.web.portal.naming import short_span, stage_label, title


@require_safe
@public
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Title, issuer, place, period and published figures; 404 where nothing is published."""
    known = next(iter(reports_known([document_id])), None)
    if known is None:
        raise Http404
    rows = published_of(known.document)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    asked = [Asked(question_of(row.slot)) for row in page.object_list]
    told = {
        "known": known,
        "span": short_span(known.period) if known.period else "",
        "page": page,
        "figures": [
            (one, title(one.question), stage_label(one.question.stage), short_span(one.period), s)
            for one, s in zip(asked, sentences(page.object_list), strict=True)
        ],
        "section": "national",
    }
    return render(request, "portal/document.html", told)
