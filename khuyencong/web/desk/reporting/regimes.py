"""The terms of reports: what holds, what waits for a second person, how a row came to be."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.bodies import in_order
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting import actions, queries
from khuyencong.reporting.actions import RegimeTold
from khuyencong.reporting.forms import RegimeForm, as_typed
from khuyencong.reporting.models import Regime
from khuyencong.reporting.queries.regimes import custodian_of
from khuyencong.reporting.rules import may_confirm
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.reporting.shown import data_words, due_words, reminder_words

SECTION = {"section": "reporting", "part": "regimes"}
OWN = (OrganisationKind.DEPARTMENT, OrganisationKind.CENTRE, OrganisationKind.AGENCY)


@dataclass(frozen=True)
class Line:
    """One row of the terms, in words."""

    row: Regime
    data: str
    due: str
    reminders: str


def line(row: Regime) -> Line:
    """Return a row in words."""
    return Line(
        row, data_words(row.form, row.terms), due_words(row.form, row.terms), reminder_words(row)
    )


@require_safe
@requires(Permission.REPORT_READ)
def regimes(request: HttpRequest) -> HttpResponse:
    """All terms, and what waits for a second person."""
    told = {
        "rows": [line(row) for row in queries.standing()],
        "waiting": [line(row) for row in queries.waiting()],
        "may_propose": request.user.may(Permission.LAW_PROPOSE),
        **SECTION,
    }
    return render(request, "desk/reporting/regimes.html", told)


@require_safe
@requires(Permission.REPORT_READ)
def regime(request: HttpRequest, regime_id: UUID) -> HttpResponse:
    """One row: what it says, what it rests on, what was before it."""
    row = _row(request, regime_id)
    body = custodian_of(row, today())
    people = {one for one in (row.proposed_by, row.confirmed_by) if one}
    told = {
        "line": line(row),
        "row": row,
        "body": body,
        "history": [line(one) for one in queries.history_of(row) if one.id != row.id],
        "may_propose": request.user.may(Permission.LAW_PROPOSE, of=body.id),
        "may_confirm": row.is_waiting and may_confirm(request.user, body.id, row.proposed_by),
        "may_withdraw": row.is_waiting and _may_withdraw(request.user, row, body.id),
        "key": issue(request.user.id),
        "names": dict(User.objects.filter(id__in=people).values_list("id", "full_name")),
        **SECTION,
    }
    return render(request, "desk/reporting/regime.html", told)


def _may_withdraw(user: User, row: Regime, body: UUID) -> bool:
    return row.proposed_by == user.id or may_confirm(user, body, row.proposed_by)


def _row(request: HttpRequest, regime_id: UUID) -> Regime:
    rows = queries.regimes_visible_to(request.user).select_related("body")
    row = rows.filter(id=regime_id).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LAW_PROPOSE)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose terms; where an older row is named, starting from what it says."""
    form = RegimeForm(
        request.POST or None,
        initial=_initial(request),
        bodies=_bodies(request.user),
        general=_may_for_all(request.user),
    )
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        told = RegimeTold(**form.content())
        row = actions.propose_regime(by=request.user, told=told, at=now())
        return reverse("desk:reporting-regime", args=[row.id])

    return done_or_told(
        request,
        "reporting.propose_regime",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã ghi đề xuất. Chưa áp dụng: chờ người thứ hai xác nhận.",
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    try:
        return as_typed(_row(request, UUID(request.GET.get("tu", ""))))
    except (ValueError, Http404):
        return {"days": "unstated"}


def _bodies(user: User) -> list[Organisation]:
    """Return the bodies that may have a row of their own, within the user's scope."""
    scope = user.custodians(Permission.LAW_PROPOSE)
    rows = Organisation.objects.on(today()).filter(kind__in=OWN)
    return in_order(rows if scope is None else rows.filter(id__in=scope))


def _may_for_all(user: User) -> bool:
    agencies = Organisation.objects.on(today()).filter(kind=OrganisationKind.AGENCY)
    return any(user.may(Permission.LAW_PROPOSE, of=one.id) for one in agencies)


def _form(request: HttpRequest, form: RegimeForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    return render(request, "desk/reporting/propose.html", told, status=422 if form.errors else 200)


@require_POST
@requires(Permission.LAW_CONFIRM)
def confirm(request: HttpRequest, regime_id: UUID) -> HttpResponse:
    """Make proposed terms a rule, as the second person."""
    row = _row(request, regime_id)
    back = reverse("desk:reporting-regime", args=[row.id])

    def do() -> str:
        actions.confirm_regime(by=request.user, regime=row, at=now())
        return back

    said = "Đã xác nhận. Lịch những báo cáo chưa gửi theo chế độ mới trong ngày."
    return done_once(request, "reporting.confirm_regime", do, back=back, said=said)


@require_POST
@requires(Permission.LAW_PROPOSE)
def withdraw(request: HttpRequest, regime_id: UUID) -> HttpResponse:
    """Take a proposal back."""
    row = _row(request, regime_id)
    back = reverse("desk:reporting-regimes")

    def do() -> str:
        actions.withdraw_regime(by=request.user, regime=row, at=now())
        return back

    return done_once(request, "reporting.withdraw_regime", do, back=back, said="Đã rút đề xuất.")
