"""The calendar: what one's bodies owe in a year, and what a body receives, as a matrix."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Organisation
from khuyencong.reporting import actions, queries
from khuyencong.reporting.actions import Asked
from khuyencong.reporting.forms import AskForm, YearForm
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import DutyView
from khuyencong.reporting.queries.consolidation import in_year
from khuyencong.reporting.queries.duties import listed, views
from khuyencong.reporting.states import OPEN, Outcome
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.reporting.shown import LEGEND, Shown, data_days, shown

SECTION = {"section": "reporting", "part": "calendar"}
YEARS = range(2012, 2201)


@dataclass(frozen=True)
class Line:
    """One report as a list shows it."""

    view: DutyView
    state: Shown
    days: str


def line(view: DutyView) -> Line:
    """Return a report as a list shows it."""
    return Line(view, shown(view), data_days(view.duty))


@require_safe
@requires(Permission.REPORT_READ)
def calendar(request: HttpRequest) -> HttpResponse:
    """What is owed and what is received in a year, by whom the reader answers for."""
    year = _year(request)
    visible = in_year(queries.duties_visible_to(request.user), year)
    receivers = _receivers(request.user, visible)
    receiver = _chosen(request, receivers)
    owed = [line(view) for view in _owed(request.user, visible)]
    received = visible.filter(receiver=receiver) if receiver else visible.none()
    matrix = queries.matrix(received, today())
    told = {
        "year": year,
        "years": [year - 1, year, year + 1],
        "owed": owed,
        "late": sum(one.state.sign == "!" for one in owed),
        "receivers": receivers,
        "receiver": receiver,
        "matrix": matrix,
        "rows": [
            (
                row,
                [
                    (c, cell and line(cell))
                    for c, cell in zip(matrix.columns, row.cells, strict=True)
                ],
            )
            for row in matrix.rows
        ],
        "legend": LEGEND,
        **_may(request.user),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/reporting/calendar.html", told)


def _year(request: HttpRequest) -> int:
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today().year
    return year if year in YEARS else today().year


def _receivers(user: User, visible: QuerySet[Duty]) -> list[Organisation]:
    """Return the bodies before which reports come and which the reader answers for."""
    bodies = user.custodians(Permission.REPORT_READ)
    rows = visible if bodies is None else visible.filter(receiver_id__in=bodies)
    own = {body.id for body in bodies_of(user, Permission.REPORT_READ)}
    found = Organisation.objects.filter(id__in=rows.order_by().values("receiver"))
    return sorted(found, key=lambda one: (one.id not in own, one.name, one.key))


def _chosen(request: HttpRequest, receivers: list[Organisation]) -> Organisation | None:
    typed = request.GET.get("noi_nhan", "")
    chosen = [one for one in receivers if str(one.id) == typed]
    return (chosen or receivers or [None])[0]


def _owed(user: User, visible: QuerySet[Duty]) -> list[DutyView]:
    """Return what the reader's own bodies owe, what is late first, then by the day."""
    reads = user.custodians(Permission.REPORT_READ)
    bodies = user.custodians(Permission.REPORTING_SEND) or reads or frozenset()
    rows = views(listed(visible.filter(custodian_id__in=bodies)), today())
    return sorted(rows, key=_urgency)


def _urgency(view: DutyView) -> tuple[Any, ...]:
    duty = view.duty
    late = duty.state in OPEN and view.verdict.outcome == Outcome.LATE
    day = duty.due_on or duty.period_end
    return (not late, duty.state not in OPEN, day, duty.form, duty.custodian.name)


def _may(user: User) -> dict[str, bool]:
    """Return whether the user may write a year of reports down, and ask for one."""
    own = bodies_of(user, Permission.REPORTING_ACCEPT).first()
    by_itself, asked = queries.forms_received(own) if own else (frozenset(), frozenset())
    return {"opens": bool(by_itself), "asks": bool(asked)}


def receiver_for(user: User) -> Organisation:
    """Return the body that the user receives reports for; 404 without one."""
    body = bodies_of(user, Permission.REPORTING_ACCEPT).first()
    if body is None:
        raise Http404
    return body


@require_POST
@requires(Permission.REPORTING_ACCEPT)
def open_year(request: HttpRequest) -> HttpResponse:
    """Write down what the user's body receives in a year."""
    body = receiver_for(request.user)
    form = YearForm(request.POST)
    year = form.cleaned_data["year"] if form.is_valid() else 0
    back = reverse("desk:reporting")

    def do() -> str:
        actions.open_year(by=request.user, receiver=body, year=year, at=now())
        return f"{back}?nam={year}"

    said = f"Đã đưa các báo cáo năm {year} vào lịch."
    return done_once(request, "reporting.open_year", do, back=back, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORTING_ACCEPT)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask every body that reports to the user's for a thematic report, or one of a period."""
    body = receiver_for(request.user)
    form = AskForm(request.POST or None, asked=queries.forms_received(body)[1])
    if request.method != "POST" or not form.is_valid():
        return _ask_form(request, form, body)

    def do() -> str:
        given = form.cleaned_data
        asked = Asked(
            receiver=body, bodies=queries.who_reports(body, given["form"], today()), **given
        )
        new = actions.ask_for(by=request.user, asked=asked, at=now())
        return reverse("desk:duty-round", args=[new[0].id]) if new else reverse("desk:reporting")

    return done_or_told(
        request,
        "reporting.ask_for",
        do,
        form=form,
        again=lambda form: _ask_form(request, form, body),
        said="Đã yêu cầu báo cáo.",
    )


def _ask_form(request: HttpRequest, form: Any, body: Organisation) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, "body": body, **SECTION}
    return render(request, "desk/reporting/ask.html", told, status=422 if form.errors else 200)


def visible(user: User, duty_id: UUID) -> Duty:
    """Return a report that the user may see; 404 for any other."""
    rows = queries.duties_visible_to(user).select_related("custodian", "receiver", "regime")
    duty = rows.filter(id=duty_id).first()
    if duty is None:
        raise Http404
    return duty
