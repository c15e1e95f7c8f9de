"""Rounds of the vote for everybody: open calls, and those that went before."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.competitions.queries.judging import last_day
from khuyencong.competitions.queries.ledger import published_ledgers
from khuyencong.competitions.queries.rounds import open_calls, public_rounds
from khuyencong.core.clock import today
from khuyencong.web.access import public

ROWS = 30


@require_safe
@public
def votes(request: HttpRequest) -> HttpResponse:
    """The calls that are open today, then every round since it was called."""
    page = Paginator(public_rounds(), ROWS).get_page(request.GET.get("trang"))
    calls = list(open_calls(today())[:50])
    told = {"page": page, "calls": [(one, last_day(one)) for one in calls], "section": "votes"}
    return render(request, "portal/votes.html", told)


@require_safe
@public
def vote(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round as it was called: its days, its criteria, how many entered."""
    one = public_rounds().select_related("criteria").filter(id=round_id).first()
    if one is None:
        raise Http404
    told = {
        "round": one,
        "last_day": last_day(one),
        "ledgers": list(published_ledgers().filter(round=one.id).order_by("stage")),
        "section": "votes",
    }
    return render(request, "portal/vote.html", told)
