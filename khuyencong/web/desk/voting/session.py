"""The council's session for its secretariat: attendance, hands, verdicts, the end."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import session as acts
from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.forms.session import HandsForm, SessionForm, VerdictForm
from khuyencong.competitions.models import CouncilSession, Entry, Round
from khuyencong.competitions.queries.closing import faults_of
from khuyencong.competitions.queries.session import (
    SAT,
    Considered,
    Sitting,
    law_of,
    prize_ceiling,
    rounds_written_by,
    sitting_of,
)
from khuyencong.competitions.states import EntryState, RoundLevel
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.voting.shown import EntryShown, entry_shown

SECTION = {"section": "sessions"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.VOTING_MINUTES)
def sessions(request: HttpRequest) -> HttpResponse:
    """The rounds whose council this person writes for, those that may sit first."""
    rows = rounds_written_by(request.user).filter(state__in=SAT)
    told = {
        "rounds": rows.select_related("custodian", "session").order_by("-year", "name"),
        "route": "desk:voting-session",
        "title": "Phiên họp hội đồng",
        **SECTION,
    }
    return render(request, "desk/voting/rounds.html", told)


@require_safe
@requires(Permission.VOTING_MINUTES)
def session(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The session as it stands, with all that can be written."""
    return _page(request, _round(request, round_id))


@require_POST
@requires(Permission.VOTING_MINUTES)
def act(request: HttpRequest, round_id: UUID, slug: str) -> HttpResponse:
    """Open, set right, call the roll, write hands and verdicts, close."""
    round = _round(request, round_id)
    if slug not in ACTS:
        raise Http404
    return ACTS[slug](request, round)


def _tell(request: HttpRequest, round: Round) -> HttpResponse:
    form = SessionForm(request.POST)
    if not form.is_valid():
        return _page(request, round, {"session": form})
    is_open = CouncilSession.objects.filter(round=round).exists()
    do = acts.amend_session if is_open else acts.open_session
    said = "Đã sửa phiên họp." if is_open else "Đã mở phiên họp. Xin điểm danh."
    return _told(request, round, "tell", form, "session", said, lambda: do(
        by=request.user, round=round, told=form.told(), at=now()
    ))  # fmt: skip


def _roll(request: HttpRequest, round: Round) -> HttpResponse:
    seats = {UUID(one) for one in request.POST.getlist("seat") if _is_id(one)}
    return _done(request, round, "roll", "Đã điểm danh.", lambda: acts.mark_present(
        by=request.user, round=round, seats=seats, at=now()
    ))  # fmt: skip


def _propose(request: HttpRequest, round: Round) -> HttpResponse:
    said = "Đã ghi đề xuất theo xếp hạng cho hồ sơ chưa có kết luận."
    return _done(request, round, "propose", said, lambda: acts.propose_verdicts(
        by=request.user, round=round, at=now()
    ))  # fmt: skip


def _hands(request: HttpRequest, round: Round) -> HttpResponse:
    entry = _entry(request, round)
    one = _sitting(round).of(entry.id)
    if one is None:
        raise Http404
    form = _hands_form(one, _sitting(round), request.POST)
    if not form.is_valid():
        return _page(request, round, {f"hands {entry.id}": form})
    told = {"by": request.user, "round": round, "entry": entry, "votes": form.votes()}
    said = f"Đã ghi biểu quyết về {entry.code}."
    return _done(
        request, round, "hands", said, lambda: acts.write_hands(at=now(), **told), _at(entry)
    )


def _verdict(request: HttpRequest, round: Round) -> HttpResponse:
    entry = _entry(request, round)
    form = VerdictForm(request.POST, prefix=str(entry.id))
    name = f"verdict {entry.id}"
    if not form.is_valid():
        return _page(request, round, {name: form})
    said = f"Đã ghi kết luận về {entry.code}."
    return _told(request, round, "verdict", form, name, said, lambda: acts.write_verdict(
        by=request.user, round=round, entry=entry, told=form.told(), at=now()
    ), _at(entry))  # fmt: skip


def _close(request: HttpRequest, round: Round) -> HttpResponse:
    remarks = request.POST.get("remarks", "")
    said = "Đã đóng phiên họp; biên bản có số."
    return _done(request, round, "close", said, lambda: close_session(
        by=request.user, round=round, at=now(), remarks=remarks
    ))  # fmt: skip


ACTS: dict[str, Callable[[HttpRequest, Round], HttpResponse]] = {
    "mo": _tell,
    "diem-danh": _roll,
    "de-xuat": _propose,
    "gio-tay": _hands,
    "ket-luan": _verdict,
    "dong": _close,
}


def _done(
    request: HttpRequest,
    round: Round,
    name: str,
    said: str,
    do: Callable[[], object],
    anchor: str = "",
) -> HttpResponse:
    back = reverse("desk:voting-session", args=[round.id]) + anchor

    def once() -> str:
        do()
        return back

    return done_once(request, f"session.{name}:{round.id}", once, back=back, said=said)


def _told(
    request: HttpRequest,
    round: Round,
    name: str,
    form: Form,
    at: str,
    said: str,
    do: Callable[[], object],
    anchor: str = "",
) -> HttpResponse:
    back = reverse("desk:voting-session", args=[round.id]) + anchor

    def once() -> str:
        do()
        return back

    return done_or_told(
        request,
        f"session.{name}:{round.id}",
        once,
        form=form,
        again=lambda form: _page(request, round, {at: form}),
        said=said,
    )


def _page(
    request: HttpRequest, round: Round, faulty: dict[str, Form] | None = None
) -> HttpResponse:
    """Return the page; a form that was refused stands where it was, as it was typed."""
    faulty = faulty or {}
    sitting = _sitting(round)
    session = sitting.session
    is_open = session is not None and session.closed_at is None
    told: dict[str, Any] = {
        "round": round,
        "session": session,
        "sitting": sitting,
        "is_open": is_open,
        "rows": [_row(one, sitting, faulty, is_open=is_open) for one in sitting.entries],
        "faults": faults_of(sitting) if is_open else [],
        "form": faulty.get("session") or SessionForm(initial=_first(session)),
        "error_form": next(iter(faulty.values()), None),
        "opens_form": "session" in faulty or session is None,
        "ceiling": _ceiling(round, session),
        "mark": sitting.entries[0].mark if sitting.entries else None,
        "may_nominate": round.level != RoundLevel.NATION,
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting/session.html", told, status=422 if faulty else 200)


def _row(
    one: Considered, sitting: Sitting, faulty: dict[str, Form], *, is_open: bool
) -> EntryShown:
    shown = entry_shown(one, sitting)
    if is_open:
        given = faulty.get(f"verdict {one.entry.id}")
        shown.form = given or VerdictForm(prefix=str(one.entry.id), initial=_decided(one))
        shown.hands = faulty.get(f"hands {one.entry.id}") or _hands_form(one, sitting)
        shown.is_faulty = bool(given)
    return shown


def _decided(one: Considered) -> dict[str, Any]:
    told = one.verdict
    if told is None:
        return {"recognised": one.proposed}
    money = format_dong(told.prize_money).split()[0] if told.prize_money else ""
    fields = ("recognised", "nominated", "prize", "prize_basis", "reason")
    return {name: getattr(told, name) for name in fields} | {"prize_money": money}


def _hands_form(one: Considered, sitting: Sitting, data: Any = None) -> HandsForm:
    out = {seat.id for seat in one.recused}
    there = [seat for seat in sitting.there if seat.id not in out]
    # Who voted for himself is not asked again.
    asked = [
        seat
        for seat in there
        if seat.id not in one.ballots or one.ballots[seat.id].by != seat.user_id
    ]
    first = {f"seat-{seat.id}": one.ballots[seat.id].vote for seat in asked
             if seat.id in one.ballots}  # fmt: skip
    seats = [(seat.id, seat.user.full_name) for seat in asked]
    return HandsForm(data, seats=seats, initial=first, auto_id=f"{one.entry.id}-%s")


def _first(session: CouncilSession | None) -> dict[str, Any]:
    if session is None:
        return {"held_on": format_date(today())}
    return {
        "held_on": format_date(session.held_on),
        "where": session.where,
        "quorum_percent": session.quorum_percent,
        "quorum_basis": session.quorum_basis,
    }


def _ceiling(round: Round, session: CouncilSession | None) -> int | None:
    return prize_ceiling(round, law_of(round, session.held_on if session else today()))


def _sitting(round: Round) -> Sitting:
    session = CouncilSession.objects.filter(round=round).first()
    return sitting_of(round, law_of(round, session.held_on if session else today()))


def _round(request: HttpRequest, round_id: UUID) -> Round:
    """Return the round if this person writes for its council, else 404."""
    rows = rounds_written_by(request.user).filter(state__in=SAT)
    kin = ("custodian", "place", "region", "criteria")
    round = rows.select_related(*kin).filter(id=round_id).first()
    if round is None:
        logger.warning("no session of %s for user %s", round_id, request.user.id)
        raise Http404
    return round


def _entry(request: HttpRequest, round: Round) -> Entry:
    typed = request.POST.get("entry", "")
    rows = Entry.objects.filter(round=round, state=EntryState.ACCEPTED)
    entry = rows.filter(id=typed).first() if _is_id(typed) else None
    if entry is None:
        raise Http404
    return entry


def _at(entry: Entry) -> str:
    return f"#{entry.code}"


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
