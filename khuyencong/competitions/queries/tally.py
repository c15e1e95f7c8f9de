"""The totals of a round: locked sheets of jurors who do not keep out, ranked by the rule."""

from django.db.models import QuerySet

from khuyencong.competitions.models import Entry, Round, Sheet
from khuyencong.competitions.models.sheets import COLUMNS
from khuyencong.competitions.queries.scope import unrecused
from khuyencong.competitions.rules.ranking import Counted, Standing, ranked
from khuyencong.competitions.states import EntryState, SeatBody, SheetState, Stage


def counted_sheets(round: Round, stage: Stage) -> QuerySet[Sheet]:
    """Return the sheets that count in a stage: locked, of the jury, of accepted entries.

    A juror who keeps out of an entry is left out here, and so everywhere.
    """
    return unrecused(
        Sheet.objects.filter(
            entry__round=round.id,
            entry__state=EntryState.ACCEPTED,
            stage=stage,
            state=SheetState.LOCKED,
            seat__body=SeatBody.JURY,
            seat__round=round.id,
        )
    )


def tallied(round: Round, stage: Stage) -> list[Standing]:
    """Return the standing of every accepted entry in a stage, by its code; three queries.

    In the second stage only the entries that somebody scored there are ranked.
    """
    entries = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    codes = entries.order_by("code").values_list("code", flat=True)
    rows = counted_sheets(round, stage).values_list("entry__code", *COLUMNS)
    sheets = [
        Counted(code, dict(zip(COLUMNS, points, strict=True))) for code, *points in rows.iterator()
    ]
    return ranked(codes, sheets, round.criteria.tie_order)
