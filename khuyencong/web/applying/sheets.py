"""A request on paper: checked as the A4 form before it is sent, printed, in Word and as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.models import User
from khuyencong.applications import rules
from khuyencong.applications.models import Request
from khuyencong.applications.queries.written import (
    FORM_UNREAD,
    application_document,
    receipt_document,
)
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.documents import Document, write_docx, write_pdf
from khuyencong.web.address import written_out
from khuyencong.web.applying.face import Face
from khuyencong.web.applying.words import judged_on
from khuyencong.web.printed import printed

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (write_docx, WORD), "pdf": (write_pdf, "application/pdf")}
HEADINGS = {"Cơ sở đề nghị": "co-so", "Việc cần hỗ trợ": "viec", "Kinh phí": "kinh-phi"}


@require_safe
def check(request: HttpRequest, request_id: UUID, face: Face) -> HttpResponse:
    """The answers as the form on paper, each with the way back to where it is typed."""
    one = face.read(request, request_id)
    view = face.view(request, one, judged_on(one, today()))
    document = application_document(view, today())
    may_prepare = rules.may_prepare(request.user, one)
    told = {
        "view": view,
        "request_": one,
        "home": face.url("request", one.id),
        "document": document,
        "blocks": list(printed(document, _links(face, one) if may_prepare else None)),
        "note": FORM_UNREAD,
        "may_prepare": may_prepare,
        "labels": rules.LABELS,
        "key": issue(request.user.id),
    }
    return face.page(request, "check", told)


def _links(face: Face, one: Request) -> dict[str, str]:
    """Return where each heading of the form is typed."""
    links = {title: face.url("request-part", one.id, part) for title, part in HEADINGS.items()}
    return links | {"Giấy tờ kèm theo": face.url("request-papers", one.id)}


@require_safe
def file(request: HttpRequest, request_id: UUID, ending: str, face: Face) -> HttpResponse:
    """The request in Word or as PDF."""
    one = face.read(request, request_id)
    view = face.view(request, one, judged_on(one, today()))
    return _file(application_document(view, today()), "de-nghi-ho-tro", ending)


@require_safe
def receipt(request: HttpRequest, request_id: UUID, face: Face) -> HttpResponse:
    """The receipt, as it is printed."""
    one, document = _receipt(request, face, request_id)
    told = {
        "request_": one,
        "home": face.url("request", one.id),
        "document": document,
        "blocks": list(printed(document)),
    }
    return face.page(request, "receipt", told)


@require_safe
def receipt_file(request: HttpRequest, request_id: UUID, ending: str, face: Face) -> HttpResponse:
    """The receipt in Word or as PDF."""
    return _file(_receipt(request, face, request_id)[1], "giay-tiep-nhan", ending)


def _receipt(request: HttpRequest, face: Face, request_id: UUID) -> tuple[Request, Document]:
    """Return the receipt; the establishment's own names no officer: the body received it."""
    one = face.read(request, request_id)
    if one.receipt_number is None:
        raise Http404
    view = face.view(request, one, judged_on(one, today()))
    tracking = written_out(request, reverse("service:track"))
    return one, receipt_document(view, "" if face.is_own else _receiver(one), tracking)


def _receiver(one: Request) -> str:
    received = one.steps.filter(name="receive").order_by("at").first()
    person = User.objects.filter(id=received.by).first() if received else None
    return person.full_name if person else ""


def _file(document: Document, name: str, ending: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    write, media = WRITERS[ending]
    return HttpResponse(
        write(document),
        content_type=media,
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.{ending}") or ""},
    )
