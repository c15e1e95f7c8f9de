"""The page of one đề án: who holds it, the whole way, money, lines, law, papers, what happened."""

import logging
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.actions.drafting import OPEN
from khuyencong.projects.queries import findings_of
from khuyencong.projects.queries.hub import Hub, hub
from khuyencong.results.queries import results_by_line
from khuyencong.results.rules import can_have_results, may_record
from khuyencong.values.dates import day_in_vietnam
from khuyencong.web.access import requires
from khuyencong.web.desk.projects import words
from khuyencong.web.desk.projects.bars import SHORT, bar_of
from khuyencong.web.desk.projects.offers import offers
from khuyencong.web.desk.projects.points import is_double, points

#: Entries of the timeline that stand open; the rest unfolds.
OPEN_EVENTS = 8
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.PROJECT_READ)
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One đề án, whole."""
    return render(request, "desk/projects/page.html", page_of(request, seen(request, project_id)))


def seen(request: HttpRequest, project_id: UUID) -> Hub:
    """Return the đề án if it is within the user's scope, else 404; a try is logged."""
    found = hub(project_id, request.user, today())
    if found is None:
        logger.warning("no project %s for user %s", project_id, request.user.id)
        raise Http404
    return found


def page_of(request: HttpRequest, found: Hub) -> dict[str, Any]:
    """Return what the page shows."""
    names = dict(User.objects.filter(id__in=found.people()).values_list("id", "full_name"))
    events = words.timeline(found, names)
    planned = {row.source.value: row.planned for row in found.money}
    now = found.now
    day = law_day(found)
    judged = findings_of(found.project, day)
    told = points(judged)
    found.doubled = frozenset(j.line.id for j in judged if j.line and is_double(j))
    return {
        "hub": found,
        "project": found.project,
        "names": names,
        "kind_line": words.kind_line(found),
        "gone_owes": any(b.advanced for view in found.gone for b in view.balances.values()),
        "stages": words.stage_rows(found),
        "holder": found.holder(now.stage.side) if now else None,
        "offers": offers(request.user, found),
        "bar": bar_of(planned, found.counterpart, words=words.money_words(found)),
        "short": SHORT,
        "totals": {n: sum(getattr(r, n) for r in found.money) for n in KEPT},
        "may_draft": _may_draft(request, found),
        "law_day": day,
        "findings": [point for point in told if point.is_loud],
        "quiet_findings": [point for point in told if not point.is_loud],
        **_results(request, found),
        "papers_there": found.papers,
        "papers_missing": found.missing,
        "events": events[:OPEN_EVENTS],
        "older": events[OPEN_EVENTS:],
        "section": "projects",
    }


def law_day(found: Hub) -> date:
    """Return the day whose law judges the đề án: of its approval, until then today."""
    approved = [taken.at for taken in found.history if taken.step == "approve"]
    return day_in_vietnam(approved[-1]) if approved else found.today


def _may_draft(request: HttpRequest, found: Hub) -> bool:
    may: bool = request.user.may(Permission.PROJECT_DRAFT, of=found.project.custodian_id)
    return may and found.project.state in OPEN


def _results(request: HttpRequest, found: Hub) -> dict[str, Any]:
    """Return how many results stand at each line, and at which lines the user may tell more."""
    if not request.user.may(Permission.RESULT_READ):
        return {"results": {}, "may_tell_results": frozenset()}
    lines = [view.line for view in found.living]
    may = may_record(request.user, found.project.custodian_id)
    return {
        "results": results_by_line(line.id for line in lines),
        "may_tell_results": {line.id for line in lines if may and can_have_results(line)},
    }


KEPT = ("planned", "committed", "contracted", "advanced", "paid", "settled")
