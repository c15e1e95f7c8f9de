"""The council's session as it stands: who is there, what was voted, what each entry would get."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.competitions.models import (
    Ballot,
    Conflict,
    CouncilSession,
    Entry,
    Round,
    Seat,
    Verdict,
)
from khuyencong.competitions.queries.ranking import Ranked, final_ranking
from khuyencong.competitions.queries.scope import seats_of
from khuyencong.competitions.queries.taken import sat_elsewhere
from khuyencong.competitions.rules.verdicts import (
    Mark,
    Outcome,
    Votes,
    has_quorum,
    mark_of,
    passed_over,
)
from khuyencong.competitions.states import EntryState, RoundLevel, RoundState, SeatBody, SeatRole
from khuyencong.competitions.states import Vote as V
from khuyencong.core.users import Actor
from khuyencong.law.queries import law_on
from khuyencong.law.rules import Law, SupportFacts, highest_support
from khuyencong.law.states import Item
from khuyencong.values.vocabulary import FundingSource

MINUTES, DECIDE = "voting.minutes", "voting.decide"
#: When a council may sit.
SITTING = (RoundState.TALLIED, RoundState.FINAL)
#: When its session may still be read.
SAT = (*SITTING, RoundState.DECIDED, RoundState.RECOGNISED)
_ROLES = {SeatRole.CHAIR: 0, SeatRole.VICE: 1, SeatRole.MEMBER: 2}


@dataclass(frozen=True)
class Considered:
    """An entry before the council. `members` counts the seats that do not keep out of it."""

    entry: Entry
    ranked: Ranked
    mark: Mark
    recused: tuple[Seat, ...]
    members: int
    present: int
    quorum: bool
    votes: Votes
    ballots: dict[UUID, Ballot]
    verdict: Verdict | None

    @property
    def proposed(self) -> bool:
        """Return what the ranking and the votes propose: it reaches the mark, and was carried."""
        return bool(self.mark.reached) and self.votes.carried

    @property
    def outcome(self) -> Outcome:
        """Return what it gets as things stand."""
        told = self.verdict
        if told is None:
            return Outcome(self.ranked.rank, recognised=False)
        return Outcome(self.ranked.rank, told.recognised, told.nominated, told.prize_money)

    @property
    def below_mark(self) -> bool:
        """Return whether it would be recognised without reaching the mark, as far as is known."""
        return self.outcome.recognised and not self.mark.reached


@dataclass(frozen=True)
class Sitting:
    """The whole session of a round: council seats, who is there, every accepted entry by rank."""

    round: Round
    session: CouncilSession | None
    seats: list[Seat]
    secretaries: list[Seat]
    present: frozenset[UUID]
    entries: list[Considered]
    #: Whether the council concluded in another system: who sat and how each voted stays there.
    is_elsewhere: bool = False

    @property
    def quorum(self) -> bool:
        """Return whether enough of the council are there for the session itself."""
        percent = self.session.quorum_percent if self.session else 100
        return has_quorum(len(self.present), len(self.seats), percent)

    @property
    def there(self) -> list[Seat]:
        """Return the members who are there."""
        return [seat for seat in self.seats if seat.id in self.present]

    @cached_property
    def to_explain(self) -> frozenset[UUID]:
        """Return the entries whose verdict departs from ranking or mark: a reason is due."""
        over = passed_over({one.entry.id: one.outcome for one in self.entries if one.verdict})
        return frozenset(over) | {one.entry.id for one in self.entries if one.below_mark}

    def of(self, entry: UUID) -> Considered | None:
        """Return one entry as the council sees it; None where it is not before it."""
        return next((one for one in self.entries if one.entry.id == entry), None)


def keeps_minutes(user: Actor, round: Round) -> bool:
    """Return whether the user writes for the council: by a seat in its secretariat, or by role."""
    if user.may(MINUTES, of=round.custodian_id):
        return True
    seats = seats_of(user).filter(round=round.id, body=SeatBody.SECRETARIAT)
    return user.may(MINUTES) and seats.exists()


def council_seat(user: Actor, round: Round) -> Seat | None:
    """Return the seat by which the user votes in the council of a round; None without one."""
    if not user.may(DECIDE):
        return None
    return seats_of(user).filter(round=round.id, body=SeatBody.COUNCIL).first()


def rounds_written_by(user: Actor) -> QuerySet[Round]:
    """Return the rounds whose session the user keeps the minutes of."""
    own = seats_of(user).filter(body=SeatBody.SECRETARIAT).values("round")
    where = Q(id__in=own) if user.may(MINUTES) else Q(pk__in=[])
    bodies = user.custodians(MINUTES)
    if bodies is None:
        return Round.objects.all()
    return Round.objects.filter(where | Q(custodian__in=bodies))


def rounds_voted_by(user: Actor) -> QuerySet[Round]:
    """Return the rounds in whose council the user votes."""
    seats = seats_of(user).filter(body=SeatBody.COUNCIL)
    rows = Round.objects.all() if user.may(DECIDE) else Round.objects.none()
    return rows.filter(id__in=seats.values("round"))


def law_of(round: Round, day: date) -> Law:
    """Return the law of a day where the round is held: of its province, else of the nation."""
    local = round.level in (RoundLevel.DISTRICT, RoundLevel.PROVINCE)
    try:
        return law_on(day, round.place.key if local else "")
    except LookupError:
        return law_on(day)


def prize_ceiling(round: Round, law: Law) -> int | None:
    """Return the most that a recognised product may be given, in đồng; None where it is unread."""
    local = round.level in (RoundLevel.DISTRICT, RoundLevel.PROVINCE)
    source = FundingSource.PROVINCIAL if local else FundingSource.NATIONAL
    return highest_support(law, SupportFacts(item=Item.PRODUCT_PRIZE, source=source)).amount


def recused(round: Round, closed_at: datetime | None = None) -> dict[UUID, frozenset[UUID]]:
    """Return by person the establishments he keeps out of in a round, whatever seat told it.

    Of a session that is closed: what was told until then.
    """
    rows = Conflict.objects.filter(seat__round=round.id, lifted_at__isnull=True)
    if closed_at is not None:
        rows = rows.filter(at__lte=closed_at)
    found: dict[UUID, set[UUID]] = {}
    for person, establishment in rows.values_list("seat__user", "establishment"):
        found.setdefault(person, set()).add(establishment)
    return {person: frozenset(kept) for person, kept in found.items()}


def keeps_out_of(seat: Seat, entry: Entry) -> bool:
    """Return whether the holder of a seat keeps out of an entry, whatever seat of his told it."""
    rows = Conflict.objects.filter(seat__round=seat.round_id, seat__user=seat.user_id)
    maker = entry.product.establishment_id
    return rows.filter(establishment=maker, lifted_at__isnull=True).exists()


def sitting_of(round: Round, law: Law) -> Sitting:
    """Return the session of a round as it stands; a dozen queries, however many entries.

    Votes of a member who keeps out of an entry are left out here, whenever he told it. What was
    closed stays as it was: who sat and who kept out are those of its last moment.
    """
    session = CouncilSession.objects.filter(round=round.id).first()
    closed_at = session.closed_at if session else None
    seats = _seats(round, SeatBody.COUNCIL, closed_at)
    present = frozenset(session.present.values_list("seat", flat=True)) if session else frozenset()
    # A seat that ended since is no longer there.
    present &= {seat.id for seat in seats}
    entries = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    by_code = {one.code: one for one in entries.select_related("product__establishment")}
    ballots, verdicts, out = _ballots(session), _verdicts(session), recused(round, closed_at)
    rows = [
        _considered(
            by_code[ranked.code],
            ranked,
            mark_of(law, ranked.mean),
            (seats, out, present),
            session,
            ballots.get(by_code[ranked.code].id, []),
            verdicts.get(by_code[ranked.code].id),
        )
        for ranked in final_ranking(round)
        if ranked.code in by_code
    ]
    writing = _seats(round, SeatBody.SECRETARIAT, closed_at)
    is_elsewhere = not seats and sat_elsewhere(round.id)
    rows = [_as_concluded(one) for one in rows] if is_elsewhere else rows
    return Sitting(round, session, seats, writing, present, rows, is_elsewhere)


def _as_concluded(one: Considered) -> Considered:
    """Return an entry with the votes that its verdict tells: no ballot of it is here."""
    told = one.verdict
    if told is None:
        return one
    return replace(one, votes=Votes(told.votes_for, told.votes_against, told.votes_abstained))


def _seats(round: Round, body: SeatBody, closed_at: datetime | None) -> list[Seat]:
    held = Q(ended_at__isnull=True)
    if closed_at is not None:
        held |= Q(ended_at__gt=closed_at)
    rows = Seat.objects.filter(held, round=round.id, body=body)
    found = list(rows.select_related("user").order_by("code"))
    return sorted(found, key=lambda seat: (_ROLES[SeatRole(seat.role)], seat.code))


def _ballots(session: CouncilSession | None) -> dict[UUID, list[Ballot]]:
    found: dict[UUID, list[Ballot]] = {}
    for ballot in session.ballots.order_by("id") if session else ():
        found.setdefault(ballot.entry_id, []).append(ballot)
    return found


def _verdicts(session: CouncilSession | None) -> dict[UUID, Verdict]:
    return {one.entry_id: one for one in session.verdicts.all()} if session else {}


def _considered(
    entry: Entry,
    ranked: Ranked,
    mark: Mark,
    council: tuple[list[Seat], dict[UUID, frozenset[UUID]], Collection[UUID]],
    session: CouncilSession | None,
    ballots: list[Ballot],
    verdict: Verdict | None,
) -> Considered:
    seats, out, there = council
    maker = entry.product.establishment_id
    kept_out = tuple(seat for seat in seats if maker in out.get(seat.user_id, ()))
    free = {seat.id for seat in seats} - {seat.id for seat in kept_out}
    present = len(free & set(there))
    counted = {one.seat_id: one for one in ballots if one.seat_id in free and one.seat_id in there}
    said = Counter(one.vote for one in counted.values())
    percent = session.quorum_percent if session else 100
    return Considered(
        entry,
        ranked,
        mark,
        kept_out,
        len(free),
        present,
        has_quorum(present, len(free), percent),
        Votes(said[V.FOR], said[V.AGAINST], said[V.ABSTAIN]),
        counted,
        verdict,
    )
