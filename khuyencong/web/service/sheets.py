"""A request of one's own on paper: checked before it is sent, printed, in Word and as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

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
from khuyencong.web.access import signed_in
from khuyencong.web.printed import printed
from khuyencong.web.request_words import judged_on
from khuyencong.web.service.requests import own

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (write_docx, WORD), "pdf": (write_pdf, "application/pdf")}
HEADINGS = {"Cơ sở đề nghị": "co-so", "Việc cần hỗ trợ": "viec", "Kinh phí": "kinh-phi"}


@require_safe
@signed_in
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answers as the form on paper, each with the way back to where it is typed."""
    one = own(request, request_id)
    view = queries.request_view(one, judged_on(one, today()), request.user)
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
        "tab": "home",
    }
    return render(request, "service/check.html", told)


def _links(one: Request) -> dict[str, str]:
    """Return where each heading of the form is typed."""
    links = {
        title: reverse("service:part", args=[one.id, part]) for title, part in HEADINGS.items()
    }
    return links | {"Giấy tờ kèm theo": reverse("service:papers", args=[one.id])}


@require_safe
@signed_in
def file(request: HttpRequest, request_id: UUID, ending: str) -> HttpResponse:
    """The request in Word or as PDF."""
    one = own(request, request_id)
    view = queries.request_view(one, judged_on(one, today()), request.user)
    return _file(application_document(view, today()), "de-nghi-ho-tro", ending)


@require_safe
@signed_in
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The receipt, with the code as a picture that leads to its page."""
    one, document = _receipt(request, request_id)
    told = {
        "request_": one,
        "document": document,
        "blocks": list(printed(document)),
        "qr": reverse("service:status-qr", args=[one.receipt_code]),
        "tab": "home",
    }
    return render(request, "service/receipt.html", told)


@require_safe
@signed_in
def receipt_file(request: HttpRequest, request_id: UUID, ending: str) -> HttpResponse:
    """The receipt in Word or as PDF."""
    return _file(_receipt(request, request_id)[1], "giay-tiep-nhan", ending)


def _receipt(request: HttpRequest, request_id: UUID) -> tuple[Request, Document]:
    """Return the receipt without the name of the officer: the body received it."""
    one = own(request, request_id)
    if one.receipt_number is None:
        raise Http404
    view = queries.request_view(one, judged_on(one, today()), request.user)
    return one, receipt_document(view, "")


def _file(document: Document, name: str, ending: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    write, media = WRITERS[ending]
    return HttpResponse(
        write(document),
        content_type=media,
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.{ending}") or ""},
    )
