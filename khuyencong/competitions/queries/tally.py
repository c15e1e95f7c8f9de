"""The totals of a round: locked sheets of jurors who do not keep out, ranked by the rule.

This module alone reads points to add them up; whoever wants a total asks it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from khuyencong.competitions.models import Entry, Ledger, Round, Sheet
from khuyencong.competitions.models.sheets import COLUMNS
from khuyencong.competitions.queries.scope import unrecused
from khuyencong.competitions.queries.taken import sat_elsewhere
from khuyencong.competitions.rules.ranking import Counted, Standing, ranked
from khuyencong.competitions.rules.statistics import Total
from khuyencong.competitions.states import EntryState, SeatBody, SheetState, Stage
from khuyencong.values.canonical import told_of


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet that counts, under the codes of its entry and its juror."""

    entry: str
    juror: str
    points: dict[str, int]

    @property
    def total(self) -> int:
        """Return the sum in tenths."""
        return sum(self.points.values())


def counted_sheets(rounds: Iterable[Round], stage: Stage) -> QuerySet[Sheet]:
    """Return the sheets that count in a stage of rounds: locked, of the jury, of accepted entries.

    A juror who keeps out of an entry is left out here, and so everywhere.
    """
    return unrecused(
        Sheet.objects.filter(
            entry__round__in=rounds,
            entry__state=EntryState.ACCEPTED,
            stage=stage,
            state=SheetState.LOCKED,
            seat__body=SeatBody.JURY,
            seat__round=F("entry__round"),
        )
    )


def scored(round: Round, stage: Stage) -> list[Scored]:
    """Return what counts in a stage, by the codes of entry and juror; one query.

    Of a round that was scored in another system: what its ledger says.
    """
    rows = counted_sheets([round], stage).order_by("entry__code", "seat__code")
    found = [
        Scored(entry, juror, dict(zip(COLUMNS, points, strict=True)))
        for entry, juror, *points in rows.values_list("entry__code", "seat__code", *COLUMNS)
    ]
    return found or [
        Scored(one["entry"], one["juror"], {code: one[code] for code in COLUMNS})
        for one in _ledger_of(round, stage).get("sheets", ())
    ]


def _ledger_of(round: Round, stage: Stage) -> dict[str, Any]:
    """Return what the ledger says of a stage that was scored in another system; {} of others."""
    ledger = Ledger.objects.filter(round=round.id, stage=stage).first()
    if ledger is None or not sat_elsewhere(round.id):
        return {}
    told: dict[str, Any] = told_of(ledger.text.encode())
    return told


def totals_by_round(rounds: Iterable[Round], stage: Stage) -> dict[UUID, list[Total]]:
    """Return what counts in a stage of several rounds, jurors by their accounts; one query."""
    found: dict[UUID, list[Total]] = defaultdict(list)
    rows = counted_sheets(rounds, stage).order_by("entry", "seat")
    told = rows.values_list("entry__round", "entry", "seat__user", "total")
    for round_id, entry, juror, total in told.iterator():
        found[round_id].append(Total(entry, juror, total or 0))
    return found


def tallied(round: Round, stage: Stage) -> list[Standing]:
    """Return the standing of every accepted entry in a stage, by its code; two queries.

    In the second stage only the entries that were chosen for it are ranked.
    """
    return ranked_from(round, stage, scored(round, stage))


def ranked_from(round: Round, stage: Stage, sheets: list[Scored]) -> list[Standing]:
    """Return the standings that sheets read before come to; one query."""
    counted = [Counted(sheet.entry, sheet.points) for sheet in sheets]
    return ranked(codes_of(round, stage), counted, round.criteria.tie_order)


def codes_of(round: Round, stage: Stage) -> list[str]:
    """Return the codes of the entries that a stage is about, in their order."""
    entries = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    if stage == Stage.FIRST:
        return list(entries.order_by("code").values_list("code", flat=True))
    chosen = entries.filter(sheets__stage=stage).distinct().order_by("code")
    return list(chosen.values_list("code", flat=True)) or _ledger_of(round, stage).get(
        "entries", []
    )
