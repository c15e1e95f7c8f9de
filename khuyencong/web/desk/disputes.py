"""Questions that the reports answer differently: side by side, one chosen, for a reason."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries, rules, shown
from khuyencong.ingestion.forms import ChooseForm
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.queries import Dispute
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.review_view import Row

ROWS = 30


@dataclass(frozen=True)
class Told:
    """A dispute as a list or a page tells it."""

    dispute: Dispute

    @property
    def question(self) -> list[str]:
        """Return what is asked, part by part: the same of every figure that answers it."""
        return shown.understood(self.dispute.rows[0])

    @property
    def values(self) -> list[str]:
        """Return the answers, each once."""
        return list(dict.fromkeys(shown.said(row) for row in self.dispute.rows))

    @property
    def address(self) -> str:
        return address(self.dispute.slot)

    @property
    def chosen(self) -> str:
        row = self.dispute.chosen
        return shown.said(row) if row else ""


@dataclass(frozen=True)
class Side:
    """One of the figures beside the others."""

    number: int
    row: Row
    is_chosen: bool
    may_open: bool


@require_safe
@requires(Permission.REPORT_READ)
def disputes(request: HttpRequest) -> HttpResponse:
    """The questions that wait for a choice, then those that have one."""
    found = [Told(dispute) for dispute in queries.disputes(request.user)]
    told = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("trang")),
        "open": sum(one.dispute.is_open for one in found),
        "section": "disputes",
    }
    return render(request, "desk/disputes.html", told)


@require_safe
@requires(Permission.REPORT_READ)
def dispute(request: HttpRequest) -> HttpResponse:
    """One question, `?cau=` its word: the figures side by side, and the choice between them."""
    found = _visible(request)
    return _page(request, found, ChooseForm(dispute=found))


@require_POST
@requires(Permission.FIGURE_CHOOSE)
def choose(request: HttpRequest) -> HttpResponse:
    """Make one of the figures the official one."""
    found = _visible(request)
    form = ChooseForm(request.POST, dispute=found)
    if not form.is_valid():
        return _page(request, found, form)
    back = address(found.slot)

    def do() -> str:
        given = form.cleaned_data
        series, reason = UUID(given["series"]), given["reason"]
        actions.choose(by=request.user, slot=found.slot, series=series, reason=reason, at=now())
        return back

    return done_once(request, "figure.choose", do, back=back, said="Đã chọn số chính thức.")


@require_POST
@requires(Permission.FIGURE_CHOOSE)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the choice back: the question is open again."""
    found = _visible(request)
    back, choice = address(found.slot), found.choice
    if choice is None:
        raise Http404

    def do() -> str:
        actions.withdraw_choice(by=request.user, choice=choice, at=now())
        return back

    return done_once(request, "figure.withdraw", do, back=back, said="Đã rút lựa chọn.")


def address(slot: str) -> str:
    """Return the page of a question."""
    return f"{reverse('desk:dispute')}?{urlencode({'cau': slot})}"


def _visible(request: HttpRequest) -> Dispute:
    """Return the dispute about the question asked if the user sees a figure of it, else 404."""
    slot = request.GET.get("cau", "")
    found = queries.dispute_about(request.user, slot) if slot else None
    if found is None or not found.rows:
        raise Http404
    return found


def _page(request: HttpRequest, found: Dispute, form: ChooseForm) -> HttpResponse:
    visible = set(
        queries.visible_to(request.user)
        .filter(id__in={row.document_id for row in found.rows})
        .values_list("id", flat=True)
    )
    told = {
        "told": Told(found),
        "dispute": found,
        "sides": [_side(n, row, found, visible) for n, row in enumerate(found.rows, 1)],
        "may_choose": _may_choose(request, found),
        "form": form,
        "keys": [issue(request.user.id) for _ in range(2)],
        "section": "disputes",
    }
    return render(request, "desk/dispute.html", told, status=422 if form.errors else 200)


def _side(number: int, row: Observation, found: Dispute, visible: set[UUID]) -> Side:
    shown_row = Row(row, queries.Doubt(), False)
    return Side(number, shown_row, row is found.chosen, row.document_id in visible)


def _may_choose(request: HttpRequest, found: Dispute) -> bool:
    custodian = queries.custodian_of_slot(found.rows[0], now())
    return rules.may_choose(request.user, custodian.id)
