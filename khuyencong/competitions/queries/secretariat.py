"""What the secretariat's pages show: who sits, who keeps out, how far scoring is; after it, how."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khuyencong.competitions.models import Conflict, Entry, Keying, Round, Seat, Sheet
from khuyencong.competitions.queries.scope import unrecused
from khuyencong.competitions.queries.tally import ranked_from, scored, totals_by_round
from khuyencong.competitions.rules.points import Points, differing, told_points
from khuyencong.competitions.rules.ranking import Standing
from khuyencong.competitions.rules.statistics import (
    Drift,
    Far,
    Lean,
    Total,
    agreement,
    drifts,
    far_sheets,
    leans,
)
from khuyencong.competitions.states import EntryState, SeatBody, SheetState, Stage
from khuyencong.registry.models import Establishment


@dataclass(frozen=True, slots=True)
class Member:
    """A seat with its conflicts, standing and lifted."""

    seat: Seat
    conflicts: Sequence[Conflict]


def members(round: Round) -> dict[str, list[Member]]:
    """Return the seats of a round by body, those that ended last; two queries."""
    conflicts: dict[UUID, list[Conflict]] = defaultdict(list)
    rows = Conflict.objects.filter(seat__round=round.id).select_related("establishment")
    for conflict in rows.order_by("at"):
        conflicts[conflict.seat_id].append(conflict)
    seats = Seat.objects.filter(round=round.id).select_related("user", "round")
    found: dict[str, list[Member]] = {body: [] for body in SeatBody.values}
    for seat in seats.order_by("ended_at", "recorded_at"):
        found[seat.body].append(Member(seat, conflicts[seat.id]))
    return found


def entered_in(round: Round) -> QuerySet[Establishment]:
    """Return the establishments that have an accepted entry in a round, by name."""
    entries = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    rows = Establishment.objects.filter(id__in=entries.values("product__establishment"))
    return rows.order_by("sorted_name")


def jury_of(round: Round) -> QuerySet[Seat]:
    """Return the jurors of a round who sit still, with their names, by code."""
    seats = Seat.objects.filter(round=round.id, body=SeatBody.JURY, ended_at__isnull=True)
    return seats.select_related("user").order_by("code")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one juror is, without a point of his."""

    seat: Seat
    sheets: int
    locked: int


def progress(round: Round, stage: Stage) -> list[Progress]:
    """Return how far every juror is in a stage; two queries."""
    rows = unrecused(
        Sheet.objects.filter(seat__round=round.id, stage=stage, entry__state=EntryState.ACCEPTED)
    )
    counts = {
        row["seat"]: row
        for row in rows.values("seat")
        .order_by()
        .annotate(all=Count("id"), locked=Count("id", filter=Q(state=SheetState.LOCKED)))
    }
    seats = Seat.objects.filter(round=round.id, body=SeatBody.JURY).select_related("user")
    found = []
    for seat in seats.order_by("code"):
        row = counts.get(seat.id, {"all": 0, "locked": 0})
        if row["all"] or seat.ended_at is None:
            found.append(Progress(seat, row["all"], row["locked"]))
    return found


@dataclass(frozen=True, slots=True)
class HowScored:
    """How a locked stage was scored, under codes alone."""

    standings: Sequence[Standing]
    far: Sequence[Far]
    leans: Sequence[Lean]
    drifts: Sequence[Drift]
    agreement: Fraction | None


def how_scored(round: Round, stage: Stage) -> HowScored:
    """Return the standings and the statistics of a stage; five queries. For after its locking."""
    sheets = scored(round, stage)
    totals = [Total(sheet.entry, sheet.juror, sheet.total) for sheet in sheets]
    return HowScored(
        standings=ranked_from(round, stage, sheets),
        far=far_sheets(totals),
        leans=sorted(leans(totals), key=lambda lean: str(lean.juror)),
        drifts=_drifts(round, stage),
        agreement=agreement(totals),
    )


#: So many rounds back a juror is held against himself.
ROUNDS_BACK = 5


def _drifts(round: Round, stage: Stage) -> list[Drift]:
    """Return how jurors moved against earlier rounds of the same body, under this round's codes."""
    earlier = Round.objects.filter(
        custodian=round.custodian_id,
        level=round.level,
        opens_on__lt=round.opens_on,
        ledgers__stage=stage,
    )
    before = list(earlier.order_by("-opens_on", "-id")[:ROUNDS_BACK])[::-1]
    if not before:
        return []
    totals = totals_by_round([*before, round], stage)
    codes = dict(
        Seat.objects.filter(round=round.id, body=SeatBody.JURY).values_list("user", "code")
    )
    now = {codes[juror]: lean for juror, lean in _leaning(totals[round.id]).items()}
    told = []
    for one in before:
        leaned = _leaning(totals[one.id])
        told.append((str(one.year), {codes[j]: lean for j, lean in leaned.items() if j in codes}))
    return sorted(drifts(now, told), key=lambda drift: str(drift.juror))


def _leaning(totals: Iterable[Total]) -> dict[Any, Fraction]:
    return {lean.juror: lean.beside for lean in leans(totals) if lean.beside is not None}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet that may come on paper: what was keyed, as far as the asker may see it."""

    sheet: Sheet
    keyings: Sequence[Keying]
    own: Points | None
    differing: Sequence[str]

    @property
    def both(self) -> Mapping[UUID, Points]:
        """Return both keyings by who keyed; empty before both are there."""
        if not self.differing:
            return {}
        return {keying.by: told_points(keying.said) for keying in self.keyings}


def paper_sheets(round: Round, stage: Stage) -> QuerySet[Sheet]:
    """Return the sheets of a stage that may be keyed, by juror and entry; those begun first."""
    rows = unrecused(
        Sheet.objects.filter(
            seat__round=round.id,
            seat__ended_at__isnull=True,
            stage=stage,
            state=SheetState.OPEN,
            entry__state=EntryState.ACCEPTED,
        )
    )
    keyed = rows.annotate(keyed=Count("keyings"))
    kin = ("seat__user", "seat__round__criteria", "entry__product", "entry__round")
    return keyed.select_related(*kin).order_by("-keyed", "seat__code", "entry__code")


def paper(sheet: Sheet, user_id: UUID) -> Paper:
    """Return what was keyed of a sheet: his own to everybody, both once both are there."""
    keyings = list(sheet.keyings.order_by("number"))
    told = [told_points(keying.said) for keying in keyings]
    own = next(
        (said for keying, said in zip(keyings, told, strict=True) if keying.by == user_id), None
    )
    cells = differing(*told) if len(told) > 1 else []
    return Paper(sheet, keyings, own, cells)
