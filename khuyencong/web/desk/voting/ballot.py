"""The ballot of a member of the council, on his own telephone."""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.session import cast_ballot
from khuyencong.competitions.models import CouncilSession, Entry, Round
from khuyencong.competitions.queries.session import (
    SAT,
    council_seat,
    law_of,
    rounds_voted_by,
    sitting_of,
)
from khuyencong.competitions.states import EntryState, Vote
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.voting.shown import entry_shown

SECTION = {"section": "ballots"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.VOTING_DECIDE)
def ballots(request: HttpRequest) -> HttpResponse:
    """The rounds in whose council this person sits."""
    rows = rounds_voted_by(request.user).filter(state__in=SAT)
    told = {
        "rounds": rows.select_related("custodian", "session").order_by("-year", "name"),
        "route": "desk:voting-ballot",
        "title": "Biểu quyết trong hội đồng",
        **SECTION,
    }
    return render(request, "desk/voting/rounds.html", told)


@require_safe
@requires(Permission.VOTING_DECIDE)
def ballot(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Every entry by rank, with what this member said; those he keeps out of say so."""
    round = _round(request, round_id)
    seat = council_seat(request.user, round)
    if seat is None:
        raise Http404
    session = CouncilSession.objects.filter(round=round).first()
    sitting = sitting_of(round, law_of(round, session.held_on if session else today()))
    rows = []
    for one in sitting.entries:
        mine = one.ballots.get(seat.id)
        out = any(kept.id == seat.id for kept in one.recused)
        rows.append((entry_shown(one, sitting), mine.vote if mine else "", out))
    is_open = session is not None and session.closed_at is None
    told = {
        "round": round,
        "session": session,
        "rows": rows,
        "votes": Vote.choices,
        "is_open": is_open,
        "is_there": seat.id in sitting.present,
        "done": sum(bool(vote) for _, vote, _ in rows),
        "due": sum(not out for _, _, out in rows),
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting/ballot.html", told)


@require_POST
@requires(Permission.VOTING_DECIDE)
def vote(request: HttpRequest, round_id: UUID, entry_id: UUID) -> HttpResponse:
    """Say for oneself what one thinks of an entry."""
    round = _round(request, round_id)
    rows = Entry.objects.filter(round=round, state=EntryState.ACCEPTED)
    entry = rows.filter(id=entry_id).first()
    said = request.POST.get("vote", "")
    if entry is None or said not in Vote.values:
        raise Http404
    back = f"{reverse('desk:voting-ballot', args=[round.id])}#{entry.code}"

    def do() -> str:
        cast_ballot(by=request.user, round=round, entry=entry, vote=Vote(said), at=now())
        return back

    told = f"{entry.code}: đã ghi “{Vote(said).label.lower()}”."
    return done_once(request, f"session.vote:{entry.id}", do, back=back, said=told)


def _round(request: HttpRequest, round_id: UUID) -> Round:
    """Return the round if this person votes in its council, else 404."""
    rows = rounds_voted_by(request.user).filter(state__in=SAT)
    kin = ("custodian", "place", "region", "criteria")
    round = rows.select_related(*kin).filter(id=round_id).first()
    if round is None:
        logger.warning("no ballot of %s for user %s", round_id, request.user.id)
        raise Http404
    return round
