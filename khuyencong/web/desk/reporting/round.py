"""One form and period before its receiver: who accepted, who waits, who is missing, the rate."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting import actions, queries
from khuyencong.reporting.forms import DueForm
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import Consolidation
from khuyencong.reporting.states import DutyState
from khuyencong.reports.queries import COUNTRY
from khuyencong.reports.queries.consolidated import Moved, accepted_editions, moved
from khuyencong.reports.queries.editions import HEAVY, editions_visible_to
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.reporting.calendar import SECTION, line, visible
from khuyencong.web.desk.reporting.shown import data_days


def _of_receiver(request: HttpRequest, duty_id: UUID) -> Duty:
    """Return a report of the round; 404 for who does not answer for its receiver."""
    one = visible(request.user, duty_id)
    if not request.user.may(Permission.REPORT_READ, of=one.receiver_id):
        raise Http404
    return one


@require_safe
@requires(Permission.REPORT_READ)
def round_(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """All reports of the form and period of this one, as they lie before the receiver."""
    return _page(request, _of_receiver(request, duty_id))


@require_POST
@requires(Permission.REPORTING_ACCEPT)
def set_due(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Enter one day by which every report that nobody has sent must come."""
    one = _of_receiver(request, duty_id)
    if not request.user.may(Permission.REPORTING_ACCEPT, of=one.receiver_id):
        raise Http404
    form = DueForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)

    def do() -> str:
        actions.set_due_of_all(
            by=request.user,
            receiver=one.receiver,
            form=one.form,
            title=one.title,
            period=one.period,
            at=now(),
            **form.cleaned_data,
        )
        return reverse("desk:duty-round", args=[one.id])

    return done_or_told(
        request,
        "reporting.set_due_of_all",
        do,
        form=form,
        again=lambda form: _page(request, one, form),
        said="Đã ghi hạn cho những đơn vị chưa gửi.",
    )


def _page(request: HttpRequest, one: Duty, form: Form | None = None) -> HttpResponse:
    found = queries.consolidation(one.receiver, one.form, one.period, today(), title=one.title)
    told: dict[str, Any] = {
        "duty": one,
        "found": found,
        "groups": _groups(found),
        "days": data_days(one),
        "form": form or DueForm(),
        "faulty_form": form,
        **_national(request, one, found),
        "may_set": request.user.may(Permission.REPORTING_ACCEPT, of=one.receiver_id)
        and bool(found.of_state(DutyState.OWED)),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/reporting/round.html", told, status=422 if form else 200)


def _national(request: HttpRequest, one: Duty, found: Consolidation) -> dict[str, Any]:
    """Return the way to the receiver's own report, and what moved since reports were accepted.

    Only the national agency's report tells of the whole country.
    """
    if one.receiver.kind != OrganisationKind.AGENCY:
        return {}
    editions = accepted_editions(found.accepted)
    own = editions_visible_to(request.user).filter(
        report__custodian=one.receiver,
        report__form=one.form,
        report__start=one.period_start,
        report__end=one.period_end,
    )
    asked = {"noi": COUNTRY, "ky": one.period.code or str(one.period), "mau": one.form}
    return {
        "report_address": f"{reverse('desk:writing')}?{urlencode(asked)}",
        "own_edition": own.select_related("report").defer(*HEAVY).order_by("-number").first(),
        "moved": [_moved(row) for row in moved(editions, one.period)],
        "made_here": len(editions),
    }


def _moved(row: Moved) -> dict[str, Any]:
    say = format_dong if row.unit == "VND" else format_number
    return {"row": row, "then": say(row.then), "now": say(row.now)}


def _groups(found: Consolidation) -> list[tuple[str, list[Any]]]:
    """Return the rows in the order in which the receiver looks at them."""
    groups = (
        ("Chờ tiếp nhận", found.waiting),
        ("Chưa có", found.missing),
        ("Đã tiếp nhận", found.accepted),
        ("Không phải gửi", found.of_state(DutyState.EXCUSED)),
    )
    return [(label, [line(view) for view in rows]) for label, rows in groups if rows]
