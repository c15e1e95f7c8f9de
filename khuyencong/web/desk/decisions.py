"""What an officer does with a check: accept it, dismiss it, take that back, ask the issuer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, letters, rules
from khuyencong.ingestion.forms import AskForm, DismissForm
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.states import Outcome
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.reports import report_page, visible


@require_POST
@requires(Permission.REPORT_DECIDE)
def accept(request: HttpRequest, document_id: UUID, check_id: str) -> HttpResponse:
    """The finding is a fault: note it, to be put right."""
    document = visible(request, document_id)
    return _decide(request, document, check_id, Outcome.ACCEPTED, said="Đã ghi nhận là lỗi.")


@require_POST
@requires(Permission.REPORT_DECIDE)
def dismiss(request: HttpRequest, document_id: UUID, check_id: str) -> HttpResponse:
    """The finding is no fault, for the reason typed."""
    document = visible(request, document_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return report_page(request, document, open_id=check_id, dismissal=form)
    reason = form.cleaned_data["reason"]
    said = "Đã bỏ mục này, kèm lý do."
    return _decide(request, document, check_id, Outcome.DISMISSED, reason=reason, said=said)


@require_POST
@requires(Permission.REPORT_DECIDE)
def undo(request: HttpRequest, document_id: UUID, check_id: str) -> HttpResponse:
    """Take the decision back."""
    document = visible(request, document_id)
    back = address(document, check_id)

    def do() -> str:
        actions.undo(by=request.user, document=document, check_id=check_id, at=now())
        return back

    return done_once(request, "check.undo", do, back=back, said="Đã hoàn tác.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_ASK)
def ask(request: HttpRequest, document_id: UUID, check_id: str) -> HttpResponse:
    """Show the letter to the issuer as it will be sent; send it."""
    document = visible(request, document_id)
    check = document.check_named(check_id)
    if check is None or not rules.is_open_to_decision(check):
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _ask(request, document, check_id, form.cleaned_data["to_address"])
    told = {
        "document": document,
        "check": check,
        "letter": letters.question(document, check),
        "subject": letters.subject(document),
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "back": address(document, check_id),
        "section": "reports",
    }
    return render(request, "desk/ask.html", told, status=422 if form.errors else 200)


def address(document: Document, check_id: str) -> str:
    """Return the report's page with the check open."""
    return f"{reverse('desk:report', args=[document.id])}?muc={check_id}#{check_id}"


def _decide(
    request: HttpRequest,
    document: Document,
    check_id: str,
    outcome: Outcome,
    *,
    said: str,
    reason: str = "",
) -> HttpResponse:
    back = address(document, check_id)

    def do() -> str:
        actions.decide(
            by=request.user,
            document=document,
            check_id=check_id,
            outcome=outcome,
            reason=reason,
            at=now(),
        )
        return back

    return done_once(request, f"check.{outcome}", do, back=back, said=said)


def _ask(request: HttpRequest, document: Document, check_id: str, to_address: str) -> HttpResponse:
    back = address(document, check_id)

    def do() -> str:
        actions.ask_issuer(
            by=request.user, document=document, check_id=check_id, to_address=to_address, at=now()
        )
        return back

    said = f"Thư hỏi đã vào hàng chờ gửi tới {to_address}."
    return done_once(request, "check.ask", do, back=back, said=said)
