"""The council sits once: it is opened, members vote, verdicts are written; one act closes it.

The secretariat writes; each member votes for himself, or by a show of hands that is written down.
Nobody votes on what he keeps out of.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.stepping import locked_round, note_round
from khuyencong.competitions.models import Attendance, Ballot, CouncilSession, Entry, Round, Verdict
from khuyencong.competitions.queries.session import (
    SITTING,
    Considered,
    Sitting,
    council_seat,
    keeps_minutes,
    keeps_out_of,
    law_of,
    prize_ceiling,
    sitting_of,
)
from khuyencong.competitions.rules.verdicts import SessionTold, VerdictTold
from khuyencong.competitions.states import EntryState, RoundLevel, Vote
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.money import format_dong
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không ở trong ban thư ký của cuộc bình chọn này."
NO_SEAT = "Anh/chị không ở trong hội đồng của cuộc bình chọn này."
NOT_NOW = "Hội đồng chỉ họp khi điểm đã khóa và chưa có kết luận."
NOT_OPEN = "Phiên họp chưa mở. Xin mở phiên họp trước."
OPEN = "Phiên họp của cuộc này đã mở: mỗi cuộc bình chọn họp một phiên."
CLOSED = "Phiên họp đã đóng: không ghi thêm được nữa."
NOT_THERE = "Thư ký chưa điểm danh {who}: chỉ người có mặt mới biểu quyết."
KEEPS_OUT = "{who} có xung đột lợi ích với cơ sở này nên không biểu quyết."
OF_HIMSELF = "{who} đã tự biểu quyết. Thư ký không ghi thay."
HAS_VOTED = "{who} đã biểu quyết, không bỏ điểm danh được."
NOT_BEFORE_IT = "Hồ sơ này không ở trước hội đồng."
REMARKS = 5000


@transaction.atomic
def open_session(*, by: Actor, round: Round, told: SessionTold, at: datetime) -> CouncilSession:
    """Open the one session of a round whose points are locked; Refused for a second."""
    round = _written(by, round)
    if CouncilSession.objects.filter(round=round).exists():
        raise Refused(OPEN)
    session = CouncilSession(round=round, opened_by=by.id, opened_at=at)
    _tell(session, told, at)
    session.save(force_insert=True)
    note_round("session.opened", round, by, at, {"day": told.held_on.isoformat()})
    return session


@transaction.atomic
def amend_session(*, by: Actor, round: Round, told: SessionTold, at: datetime) -> CouncilSession:
    """Set right what was told of an open session."""
    session = open_of(_written(by, round))
    _tell(session, told, at)
    session.save()
    note_round("session.amended", session.round, by, at, {"day": told.held_on.isoformat()})
    return session


def _tell(session: CouncilSession, told: SessionTold, at: datetime) -> None:
    if told.held_on > day_in_vietnam(at):
        raise Refused(f"Ngày họp {format_date(told.held_on)} chưa tới.")
    if told.quorum_percent is None or not 1 <= told.quorum_percent <= 100:
        raise Refused("Ghi tỷ lệ có mặt tối thiểu theo quy chế của hội đồng, từ 1 đến 100.")
    session.held_on, session.quorum_percent = told.held_on, told.quorum_percent
    session.where = line(told.where, "Nơi họp", 200)
    session.quorum_basis = line(told.quorum_basis, "Căn cứ của tỷ lệ", 200)


@transaction.atomic
def mark_present(*, by: Actor, round: Round, seats: Collection[UUID], at: datetime) -> int:
    """Write down which seats of the council are there; who has voted stays. Return how many."""
    round = _written(by, round)
    session, sitting = _open_sitting(round)
    wanted = {seat.id for seat in sitting.seats} & set(seats)
    voted = set(session.ballots.values_list("seat", flat=True))
    for seat in sitting.there:
        if seat.id in voted - wanted:
            raise Refused(HAS_VOTED.format(who=seat.user.full_name))
    session.present.exclude(seat__in=wanted).delete()
    new = wanted - sitting.present
    Attendance.objects.bulk_create(Attendance(session=session, seat_id=one) for one in sorted(new))
    note_round("session.attendance", round, by, at, {"present": len(wanted)})
    return len(wanted)


@transaction.atomic
def cast_ballot(*, by: Actor, round: Round, entry: Entry, vote: Vote, at: datetime) -> Ballot:
    """Say for oneself whether an entry should be recognised; changed until the session closes."""
    round = _sitting(locked_round(round))
    seat = council_seat(by, round)
    if seat is None:
        raise Refused(NO_SEAT)
    session = open_of(round)
    entry = _accepted(round, entry)
    _require_vote(session, seat.id, "Anh/chị", keeps_out=keeps_out_of(seat, entry))
    ballot = _put(session, entry, seat.id, vote, by, at)
    facts = {"entry": entry.code, "seat": seat.code}
    note_round("session.voted", round, by, at, facts)
    return ballot


@transaction.atomic
def write_hands(
    *, by: Actor, round: Round, entry: Entry, votes: Mapping[UUID, Vote], at: datetime
) -> int:
    """Write a show of hands on an entry, by seat; who voted for himself is not written over."""
    round = _written(by, round)
    session, sitting = _open_sitting(round)
    one, persons = _before(sitting, entry), {seat.id: seat for seat in sitting.seats}
    written = 0
    for seat_id, vote in votes.items():
        seat = persons.get(seat_id)
        if seat is None:
            raise Refused(NO_SEAT)
        before = one.ballots.get(seat_id)
        if before is not None and before.vote == vote:
            continue
        if before is not None and before.by == seat.user_id:
            raise Refused(OF_HIMSELF.format(who=seat.user.full_name))
        keeps_out = any(out.id == seat_id for out in one.recused)
        _require_vote(session, seat_id, seat.user.full_name, keeps_out=keeps_out)
        _put(session, one.entry, seat_id, vote, by, at)
        written += 1
    note_round("session.hands", round, by, at, {"entry": one.entry.code, "votes": written})
    return written


def _require_vote(session: CouncilSession, seat: UUID, who: str, *, keeps_out: bool) -> None:
    if not session.present.filter(seat=seat).exists():
        raise Refused(NOT_THERE.format(who=who[:1].lower() + who[1:] if who == "Anh/chị" else who))
    if keeps_out:
        raise Refused(KEEPS_OUT.format(who=who))


def _put(
    session: CouncilSession, entry: Entry, seat: UUID, vote: Vote, by: Actor, at: datetime
) -> Ballot:
    if vote not in Vote.values:
        raise Refused("Chọn đồng ý, không đồng ý hoặc không có ý kiến.")
    ballot, _ = Ballot.objects.update_or_create(
        session=session,
        seat_id=seat,
        entry=entry,
        defaults={"vote": vote, "by": by.id, "at": at},
    )
    return ballot


@transaction.atomic
def propose_verdicts(*, by: Actor, round: Round, at: datetime) -> int:
    """Write for every entry without a verdict what ranking, mark and votes propose; how many."""
    round = _written(by, round)
    session, sitting = _open_sitting(round)
    new = [one for one in sitting.entries if one.verdict is None]
    Verdict.objects.bulk_create(
        Verdict(session=session, entry=one.entry, rank=one.ranked.rank, recognised=one.proposed)
        for one in new
    )
    note_round("session.proposed", round, by, at, {"entries": len(new)})
    return len(new)


@transaction.atomic
def write_verdict(
    *, by: Actor, round: Round, entry: Entry, told: VerdictTold, at: datetime
) -> Verdict:
    """Write what the council makes of an entry; votes and ranking are held against it at the end.

    A prize keeps within the ceiling of the day. Where none was read, its basis is asked for.
    """
    round = _written(by, round)
    session, sitting = _open_sitting(round)
    one = _before(sitting, entry)
    verdict = one.verdict or Verdict(session=session, entry=one.entry)
    if not told.recognised and (told.nominated or told.prize_money or clean(told.prize)):
        raise Refused("Sản phẩm không được công nhận thì không chọn dự cấp trên, không có giải.")
    if told.nominated and round.level == RoundLevel.NATION:
        raise Refused("Cấp quốc gia là cấp cao nhất: không chọn dự cấp trên.")
    verdict.recognised, verdict.nominated = told.recognised, told.nominated
    verdict.rank = one.ranked.rank
    verdict.prize = line(told.prize, "Giải", 60)
    verdict.prize_basis = line(told.prize_basis, "Căn cứ mức thưởng", 200)
    verdict.reason = line(told.reason, "Lý do", 500)
    verdict.prize_money = told.prize_money
    _require_prize(round, verdict, session.held_on)
    verdict.save()
    facts = {"entry": one.entry.code, "recognised": told.recognised}
    note_round("session.verdict", round, by, at, facts)
    return verdict


def _require_prize(round: Round, verdict: Verdict, day: date) -> None:
    money = verdict.prize_money
    if money < 0:
        raise Refused("Tiền thưởng là số đồng từ 0 trở lên.")
    if not money:
        return
    most = prize_ceiling(round, law_of(round, day))
    if most is None and not verdict.prize_basis:
        raise Refused("Chưa rõ mức thưởng tối đa của ngày này: ghi căn cứ của mức thưởng.")
    if most is not None and money > most:
        raise Refused(f"Tiền thưởng cao hơn mức tối đa {format_dong(most)}. Xin ghi lại.")


def open_of(round: Round) -> CouncilSession:
    """Return the open session of a round, locked; Refused where there is none, or it closed."""
    session = CouncilSession.objects.select_for_update().filter(round=round.id).first()
    if session is None:
        raise Refused(NOT_OPEN)
    if session.closed_at is not None:
        raise Refused(CLOSED)
    session.round = round
    return session


def _open_sitting(round: Round) -> tuple[CouncilSession, Sitting]:
    session = open_of(round)
    return session, sitting_of(round, law_of(round, session.held_on))


def _accepted(round: Round, entry: Entry) -> Entry:
    """Return an entry of the round as it stands; nothing is asked of the others."""
    rows = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    one = rows.select_related("product").filter(id=entry.id).first()
    if one is None:
        raise Refused(NOT_BEFORE_IT)
    return one


def _before(sitting: Sitting, entry: Entry) -> Considered:
    one = sitting.of(entry.id)
    if one is None:
        raise Refused(NOT_BEFORE_IT)
    return one


def _written(by: Actor, round: Round) -> Round:
    """Return the round, locked, for somebody of its secretariat, while the council may sit."""
    round = locked_round(round)
    if not keeps_minutes(by, round):
        raise Refused(MAY_NOT)
    return _sitting(round)


def _sitting(round: Round) -> Round:
    if round.state not in SITTING:
        closed = CouncilSession.objects.filter(round=round.id, closed_at__isnull=False)
        raise Refused(CLOSED if closed.exists() else NOT_NOW)
    return round
