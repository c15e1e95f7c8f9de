"""The figures of one report as a person goes through them: what waits, what is doubtful and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries.agreement import agree, all_agree
from khuyencong.ingestion.queries.observations import published
from khuyencong.ingestion.states import Review
from khuyencong.reading.model import Check

#: Below this the reader itself is not sure; in percent.
SURE = 70


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person must look at a figure: a check that fails, another answer, an unsure reader."""

    checks: tuple[Check, ...] = ()
    others: tuple[Observation, ...] = ()
    is_unsure: bool = False

    def __bool__(self) -> bool:
        return bool(self.checks or self.others or self.is_unsure)


@dataclass(frozen=True)
class Reviewing:
    """The current figures of a report in reading order, and the doubts about them by series."""

    document: Document
    rows: Sequence[Observation]
    doubts: Mapping[UUID, Doubt]
    #: What other reports answer otherwise, as people took it: taken too, it will be a dispute.
    elsewhere: Mapping[UUID, Sequence[Observation]]

    @property
    def waiting(self) -> list[Observation]:
        """Return what a person still has to look at: figures that can answer a question."""
        return [row for row in self.rows if row.is_due]

    @property
    def doubtful(self) -> list[Observation]:
        """Return what of it must be looked at one by one."""
        return [row for row in self.waiting if row.series in self.doubts]

    @property
    def sound(self) -> list[Observation]:
        """Return what may be taken together, as `actions.accept_sound` does."""
        return [row for row in self.waiting if row.slot and row.series not in self.doubts]

    @property
    def left_out(self) -> list[Observation]:
        """Return what a person left out."""
        return [row for row in self.rows if row.review == Review.LEFT_OUT]

    @property
    def beside(self) -> list[Observation]:
        """Return what answers none of our questions and so waits for nobody."""
        return [row for row in self.rows if not row.measure and row.review == Review.WAITING]


def reviewing(document: Document) -> Reviewing:
    """Return the figures of a report for review; two queries."""
    rows = document.observations.filter(superseded_at=None).select_related("place", "region", "by")
    found = list(rows.order_by("number_start", "number_end", "implied"))
    return Reviewing(document, found, doubts(document, found), _elsewhere(document, found))


def _elsewhere(
    document: Document, rows: Sequence[Observation]
) -> dict[UUID, Sequence[Observation]]:
    """Return what other reports answer otherwise to the questions of these figures; one query."""
    asked = {row.slot for row in rows if row.slot}
    answers = defaultdict(list)
    for row in published().filter(slot__in=asked).exclude(document=document):
        answers[row.slot].append(row)
    other = {
        row.series: [found for found in answers[row.slot] if not agree(row, found)]
        for row in rows
        if row.slot in answers
    }
    return {series: found for series, found in other.items() if found}


def doubts(document: Document, rows: Sequence[Observation]) -> dict[UUID, Doubt]:
    """Return what is doubtful about the current figures of a report, by series; no query."""
    failing = defaultdict(list)
    for check in document.reading.checks:
        if not check.holds:
            for name in check.figures:
                failing[name].append(check)
    kept = [row for row in rows if row.review != Review.LEFT_OUT]
    clashing = _clashing(kept)
    found = {
        row.series: Doubt(
            checks=tuple(failing[row.figure_id]),
            others=clashing.get(row.series, ()),
            is_unsure=row.confidence < SURE,
        )
        for row in kept
    }
    return {series: doubt for series, doubt in found.items() if doubt}


def _clashing(rows: Sequence[Observation]) -> dict[UUID, tuple[Observation, ...]]:
    """Return, for each figure whose question the report answers differently, the other answers."""
    by_slot = defaultdict(list)
    for row in rows:
        if row.slot:
            by_slot[row.slot].append(row)
    return {
        row.series: tuple(other for other in same if other is not row)
        for same in by_slot.values()
        if not all_agree(same)
        for row in same
    }


def disputed(document: Document) -> frozenset[UUID]:
    """Return the figures of a report that a person must look at one by one, by their series."""
    return frozenset(doubts(document, list(document.observations.filter(superseded_at=None))))
