"""A report is read again by the present reader: the differences side by side, taken or not."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.forms import DismissRereadingForm
from khuyencong.ingestion.models import Document, Observation, Rereading
from khuyencong.ingestion.rules import Refused
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.history import changes
from khuyencong.web.desk.reports import visible
from khuyencong.web.desk.review_view import Row

#: So many differences of one sort are shown; the rest is counted.
MOST = 60


@dataclass(frozen=True)
class Change:
    """One figure as it is kept and as it was read anew."""

    row: Row
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Part:
    """The differences of one sort: a heading, how many, the first of them."""

    title: str
    count: int
    changes: list[Change]

    @property
    def more(self) -> int:
        return self.count - len(self.changes)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_REVIEW)
def rereading(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show what waits; asked to, read the report again."""
    document = visible(request, document_id)
    if request.method == "POST":
        return _reread(request, document)
    return _page(request, document, DismissRereadingForm())


@require_POST
@requires(Permission.REPORT_REVIEW)
def adopt(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Take the second reading."""
    document = visible(request, document_id)
    back = reverse("desk:reread", args=[document.id])

    def do() -> str:
        actions.adopt(by=request.user, rereading=_waiting(request, document), at=now())
        return reverse("desk:review", args=[document.id])

    said = "Đã nhận lần đọc lại. Những số hiểu khác trước chờ soát lại."
    return done_once(request, "reread.adopt", do, back=back, said=said)


@require_POST
@requires(Permission.REPORT_REVIEW)
def dismiss(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Leave the report as it was read before, for the reason typed."""
    document = visible(request, document_id)
    form = DismissRereadingForm(request.POST)
    if not form.is_valid():
        return _page(request, document, form)
    back = reverse("desk:reread", args=[document.id])

    def do() -> str:
        actions.dismiss_rereading(
            by=request.user,
            rereading=_waiting(request, document),
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return back

    said = "Đã ghi: không nhận lần đọc lại này."
    return done_once(request, "reread.dismiss", do, back=back, said=said)


def _reread(request: HttpRequest, document: Document) -> HttpResponse:
    """Read again: the same twice changes nothing, so the form needs no mark of its own."""
    back = reverse("desk:reread", args=[document.id])

    def do() -> str:
        found = actions.reread(by=request.user, document=document, at=now())
        if found is None:
            messages.info(request, "Đã đọc lại: không có gì khác với những gì đang giữ.")
        return back

    try:
        return done_once(request, "reread", do, back=back, said="")
    except NotTaken as refusal:
        messages.error(request, str(refusal))
        return redirect(back)


def _waiting(request: HttpRequest, document: Document) -> Rereading:
    """Return what waits if it is what the person looked at."""
    found = queries.waiting_rereading(document)
    if found is None or str(found.id) != request.POST.get("seen"):
        raise Refused("Lần đọc lại này không còn chờ nữa. Xin xem lại.")
    return found


def _page(request: HttpRequest, document: Document, form: DismissRereadingForm) -> HttpResponse:
    waiting = queries.waiting_rereading(document)
    found = queries.differences(document, waiting.reading) if waiting else None
    told = {
        "document": document,
        "waiting": waiting,
        "found": found,
        "parts": _parts(found) if found else [],
        "past": queries.rereadings_of(document),
        "form": form,
        "keys": [issue(request.user.id) for _ in range(3)],
        "section": "reports",
    }
    return render(request, "desk/rereading.html", told, status=422 if form.errors else 200)


def _parts(found: queries.Differences) -> list[Part]:
    changed = [_change(old, new) for old, new in found.changed[:MOST]]
    kept = [_change(old, new or old) for old, new in found.kept_by_people[:MOST]]
    told = (
        ("Số hiểu khác trước", len(found.changed), changed),
        ("Số mới thấy", len(found.added), [_alone(row) for row in found.added[:MOST]]),
        ("Không còn coi là số liệu", len(found.gone), [_alone(row) for row in found.gone[:MOST]]),
        ("Người đã sửa: giữ như đã sửa", len(found.kept_by_people), kept),
    )
    return [Part(title, count, rows) for title, count, rows in told if count]


def _change(old: Observation, new: Observation) -> Change:
    return Change(Row(old, queries.Doubt(), False), list(changes(old, new)))


def _alone(row: Observation) -> Change:
    return Change(Row(row, queries.Doubt(), False), [])
