"""Who sits in the bodies of a round, who keeps out of what: for organiser and secretaries."""

import logging
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import conflicts, seats
from khuyencong.competitions.actions.seats import SeatTold
from khuyencong.competitions.forms.scoring import SeatForm, WhyForm
from khuyencong.competitions.models import Conflict, Round, Seat
from khuyencong.competitions.queries.scope import runs, writes_for
from khuyencong.competitions.queries.secretariat import entered_in, members
from khuyencong.competitions.rules.conflicts import BY_NAME
from khuyencong.competitions.states import SeatBody
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told

SECTION = {"section": "voting"}
logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_ENTER)
def page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The three bodies with their members and what these keep out of; who is new is appointed."""
    round = run_by(request, round_id)
    form = SeatForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, round, form)
    if not request.user.may(Permission.VOTING_APPOINT, of=round.custodian_id):
        raise Http404

    def do() -> str:
        told = SeatTold(**form.cleaned_data)
        seats.appoint(by=request.user, round=round, told=told, at=now())
        return reverse("desk:vote-members", args=[round.id])

    return done_or_told(
        request,
        "seat.appoint",
        do,
        form=form,
        again=lambda form: _page(request, round, form),
        said="Đã cử thành viên.",
    )


def _page(request: HttpRequest, round: Round, form: Form) -> HttpResponse:
    user = request.user
    may_write = writes_for(user, round)
    found = members(round)
    told = {
        "round": round,
        "bodies": [(label, found[body]) for body, label in SeatBody.choices],
        "form": form,
        "may_appoint": user.may(Permission.VOTING_APPOINT, of=round.custodian_id),
        "may_read_round": user.may(Permission.VOTING_READ, of=round.custodian_id),
        "may_import": user.may(Permission.SHEET_IMPORT, of=round.custodian_id),
        "may_write": may_write,
        "makers": list(entered_in(round)) if may_write else [],
        "by_name": [str(kind) for kind in BY_NAME],
        "key": request.POST.get("key") or issue(user.id),
        "act_key": issue(user.id),
        **SECTION,
    }
    return render(
        request, "desk/voting/vote_members.html", told, status=422 if form.errors else 200
    )


@require_POST
@requires(Permission.VOTING_APPOINT)
def end(request: HttpRequest, round_id: UUID, seat_id: UUID) -> HttpResponse:
    """End a seat, for a reason."""
    round = run_by(request, round_id)
    seat = get_object_or_404(Seat.objects.select_related("round"), id=seat_id, round=round)
    if not request.user.may(Permission.VOTING_APPOINT, of=round.custodian_id):
        raise Http404
    back = reverse("desk:vote-members", args=[round.id])
    form = WhyForm(request.POST)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""

    def do() -> str:
        seats.end_seat(by=request.user, seat=seat, reason=reason, at=now())
        return back

    return done_once(request, "seat.end", do, back=back, said=f"{seat.code} đã thôi tham gia.")


@require_POST
@requires(Permission.DESK_ENTER)
def lift(request: HttpRequest, round_id: UUID, conflict_id: UUID) -> HttpResponse:
    """Lift a conflict that a name alone showed, for a reason."""
    round = written_for_by(request, round_id)
    rows = Conflict.objects.select_related("seat__round")
    conflict = get_object_or_404(rows, id=conflict_id, seat__round=round)
    back = reverse("desk:vote-members", args=[round.id])
    form = WhyForm(request.POST)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""

    def do() -> str:
        conflicts.lift(by=request.user, conflict=conflict, reason=reason, at=now())
        return back

    return done_once(request, "conflict.lift", do, back=back, said="Đã gỡ xung đột lợi ích.")


@require_POST
@requires(Permission.DESK_ENTER)
def keep_out(request: HttpRequest, round_id: UUID, seat_id: UUID) -> HttpResponse:
    """The secretariat knows that a member is tied to an establishment: he keeps out."""
    round = written_for_by(request, round_id)
    seat = get_object_or_404(Seat.objects.select_related("round"), id=seat_id, round=round)
    back = reverse("desk:vote-members", args=[round.id])
    try:
        maker = entered_in(round).filter(id=UUID(request.POST.get("maker", ""))).first()
    except ValueError:
        maker = None
    if maker is None:
        raise Http404

    def do() -> str:
        reason = request.POST.get("reason", "")
        conflicts.recuse(by=request.user, seat=seat, establishment=maker, reason=reason, at=now())
        return back

    return done_once(
        request, "seat.recuse", do, back=back, said=f"{seat.code} không chấm cơ sở này."
    )


def run_by(request: HttpRequest, round_id: UUID) -> Round:
    """Return a round that the user organises or writes for, else 404; a juror of it never."""
    rows = Round.objects.select_related("custodian", "criteria").filter(id=round_id)
    round = rows.first()
    if round is None or not runs(request.user, round):
        logger.warning("no round %s for user %s", round_id, request.user.id)
        raise Http404
    return round


def written_for_by(request: HttpRequest, round_id: UUID) -> Round:
    """Return a round that the user writes for, else 404."""
    round = run_by(request, round_id)
    if not writes_for(request.user, round):
        raise Http404
    return round
