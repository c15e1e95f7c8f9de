"""The quality of records on the desk: every unit with its score, one unit with its findings."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.quality import queries
from khuyencong.quality.rules import Finding, Result, as_percent
from khuyencong.web.access import requires

SHOWN, ROWS = 10, 50
#: By what a finding is about, the page of it.
PAGES = {
    "project": "desk:project",
    "result": "desk:result",
    "establishment": "desk:establishment",
    "proposal": "desk:proposal",
    "body": "desk:body",
    "duty": "desk:duty",
    "sheet": "desk:sheet",
    "certificate": "desk:certificate",
    "claim": "desk:claim",
    "question": "desk:question",
    "kit": "desk:kit",
    "partner": "desk:exchange-partner",
    "hook": "desk:hook",
}
SECTION = {"section": "quality"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.QUALITY_READ)
def units(request: HttpRequest) -> HttpResponse:
    """The units in scope with their scores, the one that needs most care first."""
    found = queries.quality_of(request.user, today())
    found.sort(key=lambda one: (one.score is None, one.score))
    told = {"units": found, "checks": [one.told for one in queries.CHECKS], **SECTION}
    return render(request, "desk/quality/list.html", told)


@dataclass(frozen=True)
class Row:
    """One finding with its address."""

    told: str
    address: str


@dataclass(frozen=True)
class Shown:
    """One check of a unit, with the first of its findings."""

    result: Result
    percent: str
    rows: list[Row]
    more: int


@require_safe
@requires(Permission.QUALITY_READ)
def unit(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """One unit: each check, what is not clean, what to do; one check alone with `?muc=`."""
    body = queries.units_visible_to(request.user).filter(id=body_id).first()
    if body is None:
        logger.warning("no unit %s for user %s", body_id, request.user.id)
        raise Http404
    found = {one.unit.id: one for one in queries.quality_of(request.user, today())}
    quality = found.get(body.id)
    results = quality.results if quality else []
    alone = next((one for one in results if one.check.id == request.GET.get("muc")), None)
    told = {
        "body": body,
        "quality": quality,
        "shown": [_shown(one) for one in sorted(results, key=_urgency)],
        "alone": alone,
        "page": _page(request, alone) if alone else None,
        "query": f"muc={alone.check.id}&" if alone else "",
        **SECTION,
    }
    return render(request, "desk/quality/unit.html", told)


def _urgency(result: Result) -> tuple[bool, int, str]:
    return (not result.findings, -result.check.weight, result.check.id)


def _shown(result: Result) -> Shown:
    first = [_row(finding) for finding in result.findings[:SHOWN]]
    more = len(result.findings) - len(first)
    return Shown(result, as_percent(result.share), first, more)


def _row(finding: Finding) -> Row:
    return Row(finding.told, reverse(PAGES[finding.about], args=[finding.record]))


def _page(request: HttpRequest, result: Result) -> object:
    rows = [_row(finding) for finding in result.findings]
    return Paginator(rows, ROWS).get_page(request.GET.get("trang"))
