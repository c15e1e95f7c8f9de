"""Whose rounds, entries, products and titles a person sees; what a member of a round reaches."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.competitions.models import (
    Certificate,
    Conflict,
    CriteriaSet,
    Entry,
    FakeReport,
    Product,
    Round,
    Seat,
    Sheet,
)
from khuyencong.competitions.states import EntryState, RoundState, SeatBody, SheetState, Stage
from khuyencong.core.users import Actor

READ, ORGANISE, APPOINT = "voting.read", "voting.organise", "voting.appoint"
MINUTES = "voting.minutes"
#: Afterwards a vote is no secret any more.
OVER = (RoundState.DECIDED, RoundState.RECOGNISED)


def rounds_visible_to(user: Actor) -> QuerySet[Round]:
    """Return the rounds whose organiser the user answers for."""
    return _kept(Round.objects.all(), user)


def criteria_visible_to(user: Actor) -> QuerySet[CriteriaSet]:
    """Return the criteria for all, and those of bodies the user answers for."""
    bodies = user.custodians(READ)
    if bodies is None:
        return CriteriaSet.objects.all()
    return CriteriaSet.objects.filter(Q(custodian__isnull=True) | Q(custodian__in=bodies))


def products_visible_to(user: Actor) -> QuerySet[Product]:
    """Return the products the user answers for, and those of establishments he stands for."""
    bodies = user.custodians(READ)
    if bodies is None:
        return Product.objects.all()
    return Product.objects.filter(Q(custodian__in=bodies) | Q(establishment__in=user.represents()))


def entries_visible_to(user: Actor) -> QuerySet[Entry]:
    """Return the entries of rounds and products the user answers for, and his establishments'.

    Who scores a blind round does not see whose its entries are by another door, before it is
    decided.
    """
    bodies = user.custodians(READ)
    scores = seats_of(user).filter(body=SeatBody.JURY, round__blind=True)
    blind = Q(round__in=scores.exclude(round__state__in=OVER).values("round"))
    if bodies is None:
        return Entry.objects.exclude(blind)
    answers = Q(custodian__in=bodies) | Q(product__custodian__in=bodies)
    return Entry.objects.filter(
        (answers & ~blind) | Q(product__establishment__in=user.represents())
    )


def certificates_visible_to(user: Actor) -> QuerySet[Certificate]:
    """Return the titles that bodies the user answers for gave, or whose products they keep."""
    bodies = user.custodians(READ)
    if bodies is None:
        return Certificate.objects.all()
    return Certificate.objects.filter(
        Q(custodian__in=bodies)
        | Q(product__custodian__in=bodies)
        | Q(product__establishment__in=user.represents())
    )


def fakes_visible_to(user: Actor) -> QuerySet[FakeReport]:
    """Return the reports of fakes that bodies the user answers for are to check."""
    return _kept(FakeReport.objects.all(), user)


def seats_of(user: Actor) -> QuerySet[Seat]:
    """Return the seats a person holds now: in which rounds he scores, votes or writes."""
    return Seat.objects.filter(user=user.id, ended_at__isnull=True)


def writes_for(user: Actor, round: Round) -> bool:
    """Return whether somebody writes for a round: its secretaries, or officers with their right.

    A juror of the round never does, whatever else he is: he would see what others gave.
    """
    seats = set(seats_of(user).filter(round=round.id).values_list("body", flat=True))
    if SeatBody.JURY in seats:
        return False
    is_secretary = SeatBody.SECRETARIAT in seats and user.may(MINUTES)
    return is_secretary or user.may(MINUTES, of=round.custodian_id)


def runs(user: Actor, round: Round) -> bool:
    """Return whether somebody sees who sits in the bodies of a round, and how far scoring is."""
    if seats_of(user).filter(round=round.id, body=SeatBody.JURY).exists():
        return False
    rights = (ORGANISE, APPOINT)
    return writes_for(user, round) or any(user.may(r, of=round.custodian_id) for r in rights)


def open_entries(seat: Seat) -> QuerySet[Entry]:
    """Return the accepted entries of the seat's round that it does not have to keep out of."""
    return Entry.objects.filter(round=seat.round_id, state=EntryState.ACCEPTED).filter(
        ~Exists(standing_conflicts(seat=seat.id, establishment=OuterRef("product__establishment")))
    )


def sheets_of(user: Actor) -> QuerySet[Sheet]:
    """Return the own sheets of a juror, without those of entries he keeps out of."""
    mine = seats_of(user).filter(body=SeatBody.JURY)
    return unrecused(Sheet.objects.filter(seat__in=mine))


def open_sheets_of(round: Round, stage: Stage) -> QuerySet[Sheet]:
    """Return the sheets that a stage waits for: of jurors who sit still and do not keep out."""
    return unrecused(
        Sheet.objects.filter(
            seat__round=round.id,
            seat__ended_at__isnull=True,
            seat__body=SeatBody.JURY,
            entry__state=EntryState.ACCEPTED,
            stage=stage,
            state=SheetState.OPEN,
        )
    )


def recused(sheet: Sheet) -> bool:
    """Return whether the juror of a sheet keeps out of its entry."""
    return not unrecused(Sheet.objects.filter(id=sheet.id)).exists()


def unrecused(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Return the sheets whose juror does not keep out of their entry: the one door to points."""
    conflict = standing_conflicts(
        seat=OuterRef("seat"), establishment=OuterRef("entry__product__establishment")
    )
    return sheets.filter(~Exists(conflict))


def standing_conflicts(seat: UUID | OuterRef, establishment: UUID | OuterRef) -> QuerySet[Conflict]:
    """Return the conflicts of a seat with an establishment that nobody lifted."""
    return Conflict.objects.filter(seat=seat, establishment=establishment, lifted_at__isnull=True)


def _kept(rows: QuerySet, user: Actor) -> QuerySet:  # type: ignore[type-arg]
    bodies = user.custodians(READ)
    return rows.all() if bodies is None else rows.filter(custodian__in=bodies)
