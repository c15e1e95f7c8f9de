"""How far scoring is, the steps of the secretariat, how a locked stage was scored, field visits."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import tallying, visits
from khuyencong.competitions.forms.scoring import VisitForm
from khuyencong.competitions.models import Entry, FieldVisit, Ledger, Round, Seat
from khuyencong.competitions.queries.jury import stage_of
from khuyencong.competitions.queries.scope import writes_for
from khuyencong.competitions.queries.secretariat import how_scored, progress
from khuyencong.competitions.queries.session import SAT, SITTING, keeps_minutes
from khuyencong.competitions.rules.statistics import DRIFT_TENTHS, FAR_DEVIATIONS, FAR_TENTHS
from khuyencong.competitions.states import (
    ROUND_STEPS,
    EntryState,
    RoundState,
    SeatBody,
    Stage,
)
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.voting.members import SECTION, run_by, written_for_by

STEPS = ("begin_scoring", "tally", "begin_second", "tally_second")


@require_safe
@requires(Permission.DESK_ENTER)
def page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """How far each juror is; the standings and how they came about once the points are locked."""
    round = run_by(request, round_id)
    stage = stage_of(round)
    open_steps = [s for s in ROUND_STEPS.open_in(round.state) if s.name in STEPS]
    frozen = list(Ledger.objects.filter(round=round).order_by("stage"))
    told = {
        "round": round,
        "stage": stage,
        "progress": progress(round, stage),
        "steps": open_steps if writes_for(request.user, round) else [],
        "may_write": writes_for(request.user, round),
        "has_session": round.state in SAT and keeps_minutes(request.user, round),
        "sits": round.state in SITTING,
        "locked": [(ledger, how_scored(round, Stage(ledger.stage))) for ledger in frozen],
        "far_points": FAR_TENTHS // 10,
        "far_deviations": FAR_DEVIATIONS,
        "drift_points": DRIFT_TENTHS // 10,
        "chooses": round.state == RoundState.TALLIED and round.criteria.second_mark is None,
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting/vote_scoring.html", told)


@require_POST
@requires(Permission.DESK_ENTER)
def step(request: HttpRequest, round_id: UUID, name: str) -> HttpResponse:
    """Begin scoring, lock the points of a stage, begin the second."""
    round = written_for_by(request, round_id)
    back = reverse("desk:vote-scoring", args=[round.id])
    if name not in STEPS:
        raise Http404

    def do() -> str:
        _take(request, round, name)
        return back

    return done_once(request, f"round.{name}", do, back=back, said="")


def _take(request: HttpRequest, round: Round, name: str) -> None:
    told = {"by": request.user, "round": round, "at": now()}
    if name == "begin_scoring":
        tallying.begin_scoring(**told)
        messages.success(request, "Đã phát phiếu cho giám khảo.")
    elif name == "begin_second":
        chosen = Entry.objects.filter(
            round=round, code__in=request.POST.getlist("chon"), state=EntryState.ACCEPTED
        )
        ids = list(chosen.values_list("id", flat=True))
        tallying.begin_second(**told, chosen=ids)
        messages.success(request, "Đã mở vòng hai.")
    else:
        stage = Stage.SECOND if name == "tally_second" else Stage.FIRST
        tallying.tally(**told, stage=stage, reason=request.POST.get("reason", ""))
        messages.success(request, "Đã khóa điểm và lập sổ điểm.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_ENTER)
def visited(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Where the jury went and what it found; one more is written down."""
    round = written_for_by(request, round_id)
    entries = Entry.objects.filter(round=round, state=EntryState.ACCEPTED).order_by("code")
    rows = Seat.objects.filter(round=round, ended_at=None).exclude(body=SeatBody.SECRETARIAT)
    seats = {str(seat.id): seat for seat in rows.select_related("user").order_by("code")}
    form = VisitForm(
        request.POST or None,
        entries=[(code, code) for code in entries.values_list("code", flat=True)],
        seats=[(id, f"{seat.code} – {seat.user.full_name}") for id, seat in seats.items()],
    )

    def again(form: VisitForm) -> HttpResponse:
        found = FieldVisit.objects.filter(entry__round=round).select_related("entry")
        told = {
            "round": round,
            "form": form,
            "visits": found.prefetch_related("seats").order_by("-day"),
            "key": request.POST.get("key") or issue(request.user.id),
            **SECTION,
        }
        status = 422 if form.errors else 200
        return render(request, "desk/voting/vote_visits.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)
    given = form.cleaned_data

    def do() -> str:
        kin = entries.select_related("round", "product")
        visits.record_visit(
            by=request.user,
            entry=kin.get(code=given["entry"]),
            day=given["day"],
            seats=[seats[id] for id in given["seats"]],
            found=given["found"],
            at=now(),
        )
        return reverse("desk:vote-visits", args=[round.id])

    return done_or_told(
        request,
        "round.visit",
        do,
        form=form,
        again=again,  # type: ignore[arg-type]
        said="Đã ghi chuyến đi thực tế.",
    )
