"""Where an officer begins the day: what waits for him."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.ingestion import queries
from khuyencong.law import queries as law
from khuyencong.web.access import requires

MOST = 20


def without_role(request: HttpRequest) -> HttpResponse:
    """Say to somebody who signed in and holds no role today whom to turn to."""
    return render(request, "desk/without_role.html", status=403)


@require_safe
@requires(Permission.DESK_ENTER, otherwise=without_role)
def home(request: HttpRequest) -> HttpResponse:
    """The reports with errors or warnings that nobody has decided."""
    may_read = request.user.may(Permission.REPORT_READ)
    waiting = list(queries.waiting_reports(request.user)[: MOST + 1]) if may_read else []
    told = {
        **_figures_waiting(request),
        "waiting": waiting[:MOST],
        "has_more": len(waiting) > MOST,
        "may_read": may_read,
        "may_receive": request.user.may(Permission.REPORT_RECEIVE),
        "law_waiting": _law_waiting(request),
        "roles": request.user.roles(),
        "section": "home",
    }
    return render(request, "desk/home.html", told)


def _figures_waiting(request: HttpRequest) -> dict[str, int]:
    """Return how many reports and questions about their figures wait for this person."""
    if not request.user.may(Permission.REPORT_REVIEW):
        return {}
    reports = queries.visible_to(request.user)
    unconfirmed = reports.filter(queries.is_unconfirmed())
    reviewing = reports.exclude(queries.is_unconfirmed()).filter(queries.has_figures_waiting())
    return {
        "unconfirmed": unconfirmed.count(),
        "reviewing": reviewing.count(),
        "disputes": sum(dispute.is_open for dispute in queries.disputes(request.user)),
    }


def _law_waiting(request: HttpRequest) -> int:
    """Return how many proposals about the law wait for this person as the second one."""
    if not request.user.may(Permission.LAW_CONFIRM):
        return 0
    return law.waiting_for(request.user, today())
