"""A request on paper: checked as the A4 form before it is sent, printed, in Word and as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import queries, rules
from khuyencong.applications.models import Request
from khuyencong.applications.queries.written import (
    FORM_UNREAD,
    application_document,
    receipt_document,
)
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.documents import Document, write_docx, write_pdf
from khuyencong.web.access import requires
from khuyencong.web.desk.requests import SECTION, visible
from khuyencong.web.printed import printed
from khuyencong.web.request_words import judged_on

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (write_docx, WORD), "pdf": (write_pdf, "application/pdf")}


@require_safe
@requires(Permission.REQUEST_READ)
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answers as the form on paper, each with the way back to where it is typed."""
    one = visible(request, request_id)
    view = queries.request_view(one, judged_on(one, today()))
    document = application_document(view, today())
    may_prepare = rules.may_prepare(request.user, one)
    told = {
        "view": view,
        "request_": one,
        "document": document,
        "blocks": list(printed(document, _links(one) if may_prepare else None)),
        "note": FORM_UNREAD,
        "may_prepare": may_prepare,
        "labels": rules.LABELS,
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/request_check.html", told)


def _links(one: Request) -> dict[str, str]:
    """Return where each heading of the form is typed."""
    parts = {"Cơ sở đề nghị": "co-so", "Việc cần hỗ trợ": "viec", "Kinh phí": "kinh-phi"}
    links = {
        title: reverse("desk:request-part", args=[one.id, part]) for title, part in parts.items()
    }
    return links | {"Giấy tờ kèm theo": reverse("desk:request-papers", args=[one.id])}


@require_safe
@requires(Permission.REQUEST_READ)
def file(request: HttpRequest, request_id: UUID, ending: str) -> HttpResponse:
    """The request in Word or as PDF."""
    one = visible(request, request_id)
    view = queries.request_view(one, judged_on(one, today()))
    return _file(application_document(view, today()), "de-nghi-ho-tro", ending)


@require_safe
@requires(Permission.REQUEST_READ)
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The receipt, as it is printed."""
    one, document = _receipt(request, request_id)
    told = {
        "request_": one,
        "document": document,
        "blocks": list(printed(document)),
        "qr": reverse("service:status-qr", args=[one.receipt_code]),
        **SECTION,
    }
    return render(request, "desk/request_receipt.html", told)


@require_safe
@requires(Permission.REQUEST_READ)
def receipt_file(request: HttpRequest, request_id: UUID, ending: str) -> HttpResponse:
    """The receipt in Word or as PDF."""
    return _file(_receipt(request, request_id)[1], "giay-tiep-nhan", ending)


def _receipt(request: HttpRequest, request_id: UUID) -> tuple[Request, Document]:
    one = visible(request, request_id)
    if one.receipt_number is None:
        raise Http404
    view = queries.request_view(one, judged_on(one, today()))
    received = one.steps.filter(name="receive").order_by("at").first()
    person = User.objects.filter(id=received.by).first() if received else None
    return one, receipt_document(view, person.full_name if person else "")


def _file(document: Document, name: str, ending: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    write, media = WRITERS[ending]
    return HttpResponse(
        write(document),
        content_type=media,
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.{ending}") or ""},
    )
