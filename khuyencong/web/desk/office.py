"""Văn thư: the books of a year, what waits for a signature or a number, the page of a document."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.documents import OnBehalf, write_docx, write_pdf
from khuyencong.office import actions, queries
from khuyencong.office.actions import SignedAs
from khuyencong.office.forms import BookForm, NumberForm, ReasonForm, SignForm
from khuyencong.office.models import IssuedDocument
from khuyencong.office.rules import previewed, why_not
from khuyencong.office.states import IN_REGISTER, STEPS, DocumentState
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.office_view import happened, pieces

ROWS, MOST = 50, 20
FORMS = {
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (write_pdf, "application/pdf"),
}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.DESK_ENTER)
def books(request: HttpRequest) -> HttpResponse:
    """The register of a year: its books, its numbers, and what waits before it."""
    years = queries.years(request.user)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    rows = queries.numbered(request.user, year)
    told = {
        "year": year,
        "years": sorted({*years, today().year}, reverse=True),
        "shelf": queries.shelf(request.user, year),
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "query": f"nam={year}&",
        "to_number": list(queries.waiting(request.user, DocumentState.SIGNED)[:MOST]),
        "to_sign": list(queries.waiting(request.user, DocumentState.DRAFTED)[:MOST]),
        "may_number": request.user.may(Permission.DOCUMENT_NUMBER),
        "book_form": BookForm(),
        **_section(request),
    }
    return render(request, "desk/office/books.html", told)


@require_safe
@requires(Permission.DESK_ENTER)
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One document: what it says, how far it has come, what this person may do with it."""
    return _page(request, visible(request, document_id))


@require_safe
@requires(Permission.DESK_ENTER)
def document_file(request: HttpRequest, document_id: UUID, form: str) -> HttpResponse:
    """The file as it went out; before it has a number, as it stands."""
    row = visible(request, document_id)
    if form not in FORMS:
        raise Http404
    write, media = FORMS[form]
    name = f"{row.shown.replace('/', '-').replace(' ', '-')}-{row.kind}.{form}"
    headers = {"Content-Disposition": content_disposition_header(form == "docx", name)}
    if row.state in IN_REGISTER:
        kept = blobs.open(getattr(row, form))
        return FileResponse(kept, content_type=media, headers=headers)
    return HttpResponse(write(previewed(row)), content_type=media, headers=headers)


@require_POST
@requires(Permission.DESK_ENTER)
def sign(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Sign a document in a capacity."""
    row = visible(request, document_id)

    def do(form: Form) -> None:
        told = form.cleaned_data
        signed_as = SignedAs(
            name=told["name"],
            post=told["post"],
            capacity=OnBehalf(told["capacity"]),
            of=told["of"],
        )
        actions.sign(by=request.user, document=row, signed_as=signed_as, at=now())

    return _act(request, row, "sign", SignForm(request.POST), do, "Đã ký; văn bản chờ văn thư.")


@require_POST
@requires(Permission.DOCUMENT_NUMBER)
def number(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Give a signed document the next number of its book."""
    row = visible(request, document_id)

    def do(form: Form) -> None:
        told = form.cleaned_data
        actions.number(
            by=request.user, document=row, day=told["day"], tail=told.get("tail", ""), at=now()
        )

    form = NumberForm(row, request.POST, today=today())
    return _act(request, row, "number", form, do, "Đã cấp số và lưu tệp ban hành.")


@require_POST
@requires(Permission.DESK_ENTER)
def drop(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Take back what has no number yet."""
    row = visible(request, document_id)

    def do(form: Form) -> None:
        reason = form.cleaned_data["reason"]
        actions.drop(by=request.user, document=row, reason=reason, at=now())

    return _act(request, row, "drop", ReasonForm(request.POST), do, "Đã bỏ bản trình.")


@require_POST
@requires(Permission.DESK_ENTER)
def revoke(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Revoke what was issued; its number stays taken."""
    row = visible(request, document_id)

    def do(form: Form) -> None:
        reason = form.cleaned_data["reason"]
        actions.revoke(by=request.user, document=row, reason=reason, at=now())

    said = "Đã hủy văn bản; số vẫn giữ trong sổ kèm lý do."
    return _act(request, row, "revoke", ReasonForm(request.POST), do, said)


@require_POST
@requires(Permission.DOCUMENT_NUMBER)
def open_book(request: HttpRequest, book_id: UUID) -> HttpResponse:
    """Let a type be counted in a book of its own, beside the common book of the address."""
    book = queries.books_visible_to(request.user).filter(id=book_id).first()
    if book is None:
        raise Http404
    back = f"{reverse('desk:office')}?nam={book.year}"
    form = BookForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chọn loại văn bản trong danh sách.")
        return redirect(back)

    def do() -> str:
        told = {"body": book.body, "year": book.year, "tail": book.tail}
        actions.open_book(by=request.user, type=form.cleaned_data["type"], at=now(), **told)
        return back

    return done_once(request, "book.open", do, back=back, said="Đã mở sổ riêng.")


def visible(request: HttpRequest, document_id: UUID) -> IssuedDocument:
    """Return the document if it is within the user's scope, else 404; a refused try is logged."""
    rows = queries.visible_to(request.user).select_related("body", "book")
    row = rows.filter(id=document_id).first()
    if row is None:
        logger.warning("no document %s for user %s", document_id, request.user.id)
        raise Http404
    return row


def _act(
    request: HttpRequest,
    row: IssuedDocument,
    name: str,
    form: Form,
    do: Callable[[Form], None],
    said: str,
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, row, {name: form})
    back = reverse("desk:office-document", args=[row.id])

    def done() -> str:
        do(form)
        return back

    return done_or_told(
        request,
        f"document.{name}",
        done,
        form=form,
        again=lambda form: _page(request, row, {name: form}),
        said=said,
    )


def _page(
    request: HttpRequest, row: IssuedDocument, typed: dict[str, Form] | None = None
) -> HttpResponse:
    typed = typed or {}
    open_steps = [
        step.name for step in STEPS.open_in(row.state) if not why_not(request.user, step.name, row)
    ]
    signer = {"name": request.user.full_name}
    empty = {
        "sign": SignForm(initial=signer),
        "number": NumberForm(row, today=today()),
        "drop": ReasonForm(auto_id="drop_%s"),
        "revoke": ReasonForm(auto_id="revoke_%s"),
    }
    told = {
        "document": row,
        "words": previewed(row),
        "pieces": pieces(previewed(row)),
        "entries": happened(row, _names(row)),
        "forms": {name: typed.get(name, empty[name]) for name in {*open_steps, *typed}},
        "error_form": next(iter(typed.values()), None),
        "why_no_number": _why_no_number(request, row),
        **_section(request),
    }
    return render(request, "desk/office/document.html", told, status=422 if typed else 200)


def _why_no_number(request: HttpRequest, row: IssuedDocument) -> str:
    """Return why a clerk who signed gives no number; "" for all who never could."""
    waits = row.state == DocumentState.SIGNED and row.signed_by == request.user.id
    clerk = request.user.may(Permission.DOCUMENT_NUMBER, of=row.body_id)
    return why_not(request.user, "number", row) if waits and clerk else ""


def _names(row: IssuedDocument) -> dict[UUID, str]:
    people = [row.drafted_by, row.signed_by, row.numbered_by, row.ended_by]
    return dict(User.objects.filter(id__in=filter(None, people)).values_list("id", "full_name"))


def _section(request: HttpRequest) -> dict[str, str]:
    return {"section": "office", "key": request.POST.get("key") or issue(request.user.id)}
