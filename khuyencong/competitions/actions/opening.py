"""Sheets are laid out: one for each juror and entry he does not keep out of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from khuyencong.competitions.models import Conflict, Round, Seat, Sheet
from khuyencong.competitions.queries.kin import accepted_entries
from khuyencong.competitions.states import SeatBody, Stage

BATCH = 2_000


def lay_out(
    round: Round,
    stage: Stage,
    at: datetime,
    *,
    entries: Iterable[UUID] | None = None,
    seat: Seat | None = None,
) -> int:
    """Open the sheets of a stage that are not there; return how many. The round is locked.

    Only of `entries`, and only for `seat`, where they are given.
    """
    about = accepted_entries(round)
    if entries is not None:
        wanted = set(entries)
        about = [(entry, maker) for entry, maker in about if entry in wanted]
    seats = Seat.objects.filter(round=round.id, body=SeatBody.JURY, ended_at__isnull=True)
    if seat is not None:
        seats = seats.filter(id=seat.id)
    jurors = list(seats.order_by("code").values_list("id", flat=True))
    kept_out = set(
        Conflict.objects.filter(seat__in=jurors, lifted_at__isnull=True).values_list(
            "seat", "establishment"
        )
    )
    there = set(Sheet.objects.filter(seat__in=jurors, stage=stage).values_list("seat", "entry"))
    new = [
        Sheet(seat_id=juror, entry_id=entry, stage=stage, changed_at=at)
        for juror in jurors
        for entry, maker in about
        if (juror, maker) not in kept_out and (juror, entry) not in there
    ]
    Sheet.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def entries_in(round: Round, stage: Stage) -> list[UUID] | None:
    """Return the entries that a stage is about; None for all accepted ones."""
    if stage == Stage.FIRST:
        return None
    rows = Sheet.objects.filter(entry__round=round.id, stage=stage)
    return list(rows.values_list("entry", flat=True).distinct())
