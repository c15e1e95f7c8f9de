"""Where an officer begins the day: what waits for him."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications import queries as applications
from khuyencong.core.clock import today
from khuyencong.ingestion import queries
from khuyencong.law import queries as law
from khuyencong.projects.queries.follow_ups import due_lines
from khuyencong.reporting import queries as reporting
from khuyencong.reports.queries.editions import waiting_for as editions_waiting
from khuyencong.web.access import requires
from khuyencong.web.desk.projects.work import work_of
from khuyencong.web.desk.reporting.calendar import line

MOST = 20
#: So many reports that fall due are named; the calendar tells the rest.
DUE = 5
#: So many periodic reports that wait for a step are named.
EDITIONS = 8


def without_role(request: HttpRequest) -> HttpResponse:
    """Say to somebody who signed in and holds no role today whom to turn to."""
    return render(request, "desk/without_role.html", status=403)


@require_safe
@requires(Permission.DESK_ENTER, otherwise=without_role)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person: work on đề án, then reports that nobody has decided."""
    may_read = request.user.may(Permission.REPORT_READ)
    waiting = list(queries.waiting_reports(request.user)[: MOST + 1]) if may_read else []
    told = {
        **work_of(request),
        **_figures_waiting(request),
        "waiting": waiting[:MOST],
        "has_more": len(waiting) > MOST,
        "may_read": may_read,
        "may_receive": request.user.may(Permission.REPORT_RECEIVE),
        "claims_waiting": _claims_waiting(request),
        "law_waiting": _law_waiting(request),
        "proposals_waiting": _proposals_waiting(request),
        "follow_ups_due": _follow_ups_due(request),
        **_reports_due(request),
        "editions_waiting": editions_waiting(request.user, EDITIONS),
        "roles": request.user.roles(),
        "may_keep_accounts": request.user.may(Permission.ACCOUNT_MANAGE),
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


def _proposals_waiting(request: HttpRequest) -> int:
    """Return how many proposals wait for this person."""
    if not request.user.may(Permission.PROPOSAL_READ):
        return 0
    return applications.count_waiting(request.user)


def _claims_waiting(request: HttpRequest) -> applications.ClaimsWaiting | None:
    """Return how many say that they stand for an establishment and wait for this person's word."""
    if not request.user.may(Permission.ESTABLISHMENT_EDIT):
        return None
    return applications.claims_waiting(request.user, today())


def _reports_due(request: HttpRequest) -> dict[str, object]:
    """Return the reports this person was reminded to send, and how many wait for his answer."""
    user, told = request.user, dict[str, object]()
    if user.may(Permission.REPORTING_SEND):
        told["reports_due"] = [line(view) for view in reporting.upcoming(user, today(), DUE)]
    if user.may(Permission.REPORTING_ACCEPT):
        told["reports_sent"] = reporting.waiting_for(user)
    return told


def _follow_ups_due(request: HttpRequest) -> int:
    """Return how many supports this person is due to see again."""
    if not request.user.may(Permission.PROJECT_FOLLOW_UP):
        return 0
    return len(due_lines(request.user, today()))


def _law_waiting(request: HttpRequest) -> int:
    """Return how many proposals about the law wait for this person as the second one."""
    if not request.user.may(Permission.LAW_CONFIRM):
        return 0
    return law.waiting_for(request.user, today())
