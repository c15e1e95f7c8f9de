"""A person goes through the figures of a report: takes, leaves out, corrects, opens again."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries, rules
from khuyencong.ingestion.forms import CorrectForm, LeaveOutForm
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.rules import Refused
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.reports import visible
from khuyencong.web.desk.review_view import ReviewView, Row, address, next_address

GONE = "Số này vừa được người khác soát. Xin xem lại rồi quyết định."


@require_safe
@requires(Permission.REPORT_READ)
def review(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The figures of a report in reading order; `?loc=` sieves, `?tai=` makes one current."""
    return _page(request, visible(request, document_id))


def _page(
    request: HttpRequest, document: Document, *, refused: LeaveOutForm | None = None, at: str = ""
) -> HttpResponse:
    asked = request.POST if refused else request.GET
    view = ReviewView(
        queries.reviewing(document),
        sieve=asked.get("loc", ""),
        current=at or asked.get("tai", ""),
        done=asked.get("xong", ""),
        page=asked.get("trang"),
    )
    told = {
        "view": view,
        "document": document,
        "confirmed": queries.confirmation_of(document),
        "may_review": rules.may_review(request.user, document),
        "leaving": LeaveOutForm(auto_id=False),
        "refused": refused,
        "rows": [(row, issue(request.user.id), issue(request.user.id)) for row in view.rows],
        "key": issue(request.user.id),
        "section": "reports",
    }
    return render(request, "desk/review.html", told, status=422 if refused else 200)


@require_POST
@requires(Permission.REPORT_REVIEW)
def accept(request: HttpRequest, document_id: UUID, series: UUID) -> HttpResponse:
    """The figure means what it was understood as."""
    document = visible(request, document_id)

    def do() -> Observation:
        return actions.accept(
            by=request.user, document=document, series=series, seen=_seen(request), at=now()
        )

    return _reviewed(request, document, series, "figure.accept", do)


@require_POST
@requires(Permission.REPORT_REVIEW)
def leave_out(request: HttpRequest, document_id: UUID, series: UUID) -> HttpResponse:
    """The figure answers nothing, for the reason typed."""
    document = visible(request, document_id)
    form = LeaveOutForm(request.POST, auto_id=False)
    if not form.is_valid():
        return _page(request, document, refused=form, at=str(series))

    def do() -> Observation:
        return actions.leave_out(
            by=request.user,
            document=document,
            series=series,
            seen=_seen(request),
            reason=form.cleaned_data["reason"],
            at=now(),
        )

    return _reviewed(request, document, series, "figure.leave_out", do)


@require_POST
@requires(Permission.REPORT_REVIEW)
def reopen(request: HttpRequest, document_id: UUID, series: UUID) -> HttpResponse:
    """Let the figure wait again, and stay with it."""
    document = visible(request, document_id)
    back = address(document, request.POST.get("loc", ""), series)

    def do() -> str:
        actions.reopen(
            by=request.user, document=document, series=series, seen=_seen(request), at=now()
        )
        return back

    return done_once(request, "figure.reopen", do, back=back, said="Đã mở lại để soát.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_REVIEW)
def correct(request: HttpRequest, document_id: UUID, series: UUID) -> HttpResponse:
    """Say what the figure really means; the number itself stays what the report says."""
    document = visible(request, document_id)
    reviewing = queries.reviewing(document)
    row = next((row for row in reviewing.rows if row.series == series), None)
    if row is None:
        raise Http404
    form = CorrectForm(request.POST or None, row=row)

    def again(form: CorrectForm) -> HttpResponse:
        return _correct_page(request, document, row, form)

    if request.method != "POST" or not form.is_valid():
        return again(form)
    do = _then_next(request, document, lambda: _correct(request, document, row, form))
    return done_or_told(request, "figure.correct", do, form=form, again=again, said="")


def _correct(
    request: HttpRequest, document: Document, row: Observation, form: CorrectForm
) -> Observation:
    return actions.correct(
        by=request.user,
        document=document,
        series=row.series,
        seen=_seen(request),
        reason=form.cleaned_data["reason"],
        at=now(),
        **form.changes(),
    )


def _correct_page(
    request: HttpRequest, document: Document, row: Observation, form: CorrectForm
) -> HttpResponse:
    told = {
        "document": document,
        "row": Row(row, queries.Doubt(), False),
        "form": form,
        "seen": request.POST.get("seen") or row.id,
        "key": request.POST.get("key") or issue(request.user.id),
        "sieve": request.POST.get("loc") or request.GET.get("loc", ""),
        "back": address(document, request.GET.get("loc", ""), row.series),
        "section": "reports",
    }
    return render(request, "desk/correct.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_REVIEW)
def accept_sound(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Say how many figures are without a doubt, and what is left; take them together."""
    document = visible(request, document_id)
    back = reverse("desk:review", args=[document.id])

    def do() -> str:
        actions.accept_sound(by=request.user, document=document, at=now())
        return back

    if request.method == "POST":
        said = "Đã nhận các số không có nghi vấn."
        return done_once(request, "figures.accept", do, back=back, said=said)
    told = {
        "document": document,
        "reviewing": queries.reviewing(document),
        "may_review": rules.may_review(request.user, document),
        "key": issue(request.user.id),
        "back": back,
        "section": "reports",
    }
    return render(request, "desk/accept_sound.html", told)


def _then_next(
    request: HttpRequest, document: Document, do: Callable[[], Observation]
) -> Callable[[], str]:
    """Return the act that does `do` and tells where the next figure is that waits."""

    def act() -> str:
        done = do()
        return next_address(queries.reviewing(document), request.POST.get("loc", ""), done)

    return act


def _reviewed(
    request: HttpRequest, document: Document, series: UUID, act: str, do: Callable[[], Observation]
) -> HttpResponse:
    """Do the act once, then go to the next figure that waits; a refusal stays with this one."""
    back = address(document, request.POST.get("loc", ""), series)
    return done_once(request, act, _then_next(request, document, do), back=back, said="")


def _seen(request: HttpRequest) -> UUID:
    """Return the version that the person looked at; what is none of ours is refused."""
    try:
        return UUID(request.POST.get("seen", ""))
    except ValueError as error:
        raise Refused(GONE) from error
