"""A person says what a report is about: where, when, who wrote it, what its money means."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.forms import ConfirmForm
from khuyencong.ingestion.models import Document
from khuyencong.registry.queries import days_of, territory_named
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.reports import visible


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_REVIEW)
def confirm(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Ask what the report is about, with what it says of itself beside; keep the answer."""
    document = visible(request, document_id)
    confirmed = queries.confirmation_of(document)
    form = ConfirmForm(request.POST or None, document=document, confirmed=confirmed)
    if request.method == "POST" and form.is_valid():
        return _confirm(request, document, form)
    period = document.reading.period
    days = days_of(period) if period else None
    told = {
        "document": document,
        "confirmed": confirmed,
        "read": territory_named(document.place, days) if document.place else None,
        "on": days[1] if days else None,
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "reports",
    }
    return render(request, "desk/confirm.html", told, status=422 if form.errors else 200)


def _confirm(request: HttpRequest, document: Document, form: ConfirmForm) -> HttpResponse:
    def do() -> str:
        actions.confirm(by=request.user, document=document, at=now(), **form.said())
        return reverse("desk:review", args=[document.id])

    back = reverse("desk:confirm", args=[document.id])
    said = "Đã xác nhận báo cáo nói về đâu, lúc nào. Mời soát số liệu."
    return done_once(request, "document.confirm", do, back=back, said=said)
