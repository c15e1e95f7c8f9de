"""What a juror's pages show: where he scores, his own sheets, how far he is. Never others'."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khuyencong.competitions.models import Attendance, Photo, Round, Seat, Sheet, SubCriterion
from khuyencong.competitions.queries.scope import ORGANISE, runs, seats_of, sheets_of
from khuyencong.competitions.rules.points import most_of, of_group
from khuyencong.competitions.states import (
    SCORABLE,
    ProductGroup,
    RoundState,
    SeatBody,
    SheetState,
    Stage,
)
from khuyencong.core.users import Actor
from khuyencong.law.queries import law_on
from khuyencong.law.states import Criterion

KIN = ("seat__round__criteria", "seat__round__custodian", "entry__product", "entry__round")


@dataclass(frozen=True, slots=True)
class Desk:
    """A round in which somebody scores: which stage, how many sheets, how many are done."""

    seat: Seat
    stage: Stage
    is_open: bool
    sheets: int
    whole: int
    locked: int

    @property
    def left(self) -> int:
        """Return how many sheets are not locked yet."""
        return self.sheets - self.locked


def desks_of(user: Actor) -> list[Desk]:
    """Return the rounds that a juror scores or scored, the open ones first; three queries."""
    seats = seats_of(user).filter(body=SeatBody.JURY).select_related("round__custodian")
    counts = {
        (row["seat"], row["stage"]): row
        for row in sheets_of(user)
        .values("seat", "stage")
        .order_by()
        .annotate(
            all=Count("id"),
            whole=Count("id", filter=Q(total__isnull=False)),
            locked=Count("id", filter=Q(state=SheetState.LOCKED)),
        )
    }
    found = []
    for seat in seats.order_by("-round__year", "-recorded_at"):
        stage = stage_of(seat.round)
        row = counts.get((seat.id, int(stage)), {"all": 0, "whole": 0, "locked": 0})
        is_open = seat.round.state in SCORABLE
        found.append(Desk(seat, stage, is_open, row["all"], row["whole"], row["locked"]))
    return sorted(found, key=lambda desk: not desk.is_open)


def stage_of(round: Round) -> Stage:
    """Return the stage that a round is in, or was in last."""
    second = (RoundState.SECOND, RoundState.FINAL)
    return Stage.SECOND if round.state in second else Stage.FIRST


def sheets_on(user: Actor, seat: Seat) -> QuerySet[Sheet]:
    """Return a juror's own sheets of the stage his round is in, by the codes of the entries."""
    rows = sheets_of(user).filter(seat=seat.id, stage=stage_of(seat.round))
    return rows.select_related(*KIN).order_by("entry__code")


def sheet_of(user: Actor, sheet_id: UUID) -> Sheet | None:
    """Return one of a juror's own sheets; None for another's, and where he keeps out."""
    return sheets_of(user).select_related(*KIN).filter(id=sheet_id).first()


def next_open(sheet: Sheet, user: Actor) -> Sheet | None:
    """Return the next of a juror's sheets that is open: after this one, else the first."""
    rows = sheets_on(user, sheet.seat).filter(state=SheetState.OPEN).exclude(id=sheet.id)
    return rows.filter(entry__code__gt=sheet.entry.code).first() or rows.first()


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a score sheet: a criterion, or a part of one. `most` in tenths."""

    name: str
    criterion: str
    label: str
    most: int
    is_part: bool


def fields_of(sheet: Sheet) -> list[Field]:
    """Return the boxes of a sheet in the order of the circular's form; the law is of the round."""
    return fields_by_group(sheet.seat.round)[sheet.entry.product.group]


def fields_by_group(round: Round) -> dict[str, list[Field]]:
    """Return the boxes of a sheet for each group of products."""
    parts, most = list(round.criteria.parts.all()), most_of(law_on(round.opens_on))
    return {group: boxes(of_group(parts, group), most) for group in ProductGroup.values}


def boxes(parts: list[SubCriterion], most: dict[str, int]) -> list[Field]:
    """Return the boxes that parts and the law make: a criterion with parts has those instead."""
    found = []
    for criterion in Criterion:
        own = [part for part in parts if part.criterion == criterion]
        found += [Field(str(part.id), criterion.value, part.label, part.most, True) for part in own]
        if not own:
            label, tenths = criterion.label, most.get(criterion.value, 0)
            found.append(Field(criterion.value, criterion.value, label, tenths, False))
    return found


def photo_on(sheet: Sheet, photo_id: UUID) -> Photo | None:
    """Return a photograph of the sheet's product; None for any other."""
    return Photo.objects.filter(
        id=photo_id, product=sheet.entry.product_id, ended_at__isnull=True
    ).first()


def rounds_run_by(user: Actor) -> list[Round]:
    """Return the rounds that somebody writes for or organises, the newest first."""
    mine = Q(seats__user=user.id, seats__body=SeatBody.SECRETARIAT, seats__ended_at=None)
    bodies = user.custodians(ORGANISE)
    asked = Q() if bodies is None else mine | Q(custodian__in=bodies)
    rows = Round.objects.filter(asked).select_related("custodian").distinct()
    found = rows.order_by("-year", "-recorded_at")[:100]
    return [round for round in found if runs(user, round)]


def used_seats(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return those of the seats that did something or ended since, each with what; four queries."""
    seats = Seat.objects.filter(id__in=ids)
    wrote = Q(sheets__writes__isnull=False) | Q(sheets__keyings__isnull=False)
    found = dict.fromkeys(set(ids), "không còn trong sổ")
    for key in seats.values_list("id", flat=True):
        del found[key]
    for rows, why in (
        (seats.filter(wrote | Q(sheets__state=SheetState.LOCKED)), "đã ghi phiếu chấm"),
        (seats.filter(id__in=Attendance.objects.values("seat")), "đã dự phiên họp"),
        (seats.filter(ended_at__isnull=False), "đã thôi tham gia"),
    ):
        found |= dict.fromkeys(rows.values_list("id", flat=True).distinct(), why)
    return found
