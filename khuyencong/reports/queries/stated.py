"""A report that is kept, number by number beside the records, with what people wrote of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Confirmation, DifferenceNote, Document, Observation
from khuyencong.ingestion.queries import difference_notes, visible_to
from khuyencong.ingestion.states import Review
from khuyencong.reports.queries.against import Against, Compared, against_rows
from khuyencong.reports.queries.asking import Asking
from khuyencong.reports.states import Beside


@dataclass(frozen=True)
class StatedNumber:
    """One number of the report: how it stands beside the records, and what was written of it."""

    stated: Observation
    standing: Beside
    compared: Compared | None = None
    why: str = ""
    notes: Sequence[DifferenceNote] = ()


@dataclass(frozen=True)
class StatedReport:
    """Every number of a report that asks a question, in reading order.

    `silent`: how many numbers ask none (years, lengths of service, …) and are left to the report.
    """

    rows: tuple[StatedNumber, ...] = ()
    silent: int = 0
    why_not: str = ""

    def at(self, standing: Beside) -> tuple[StatedNumber, ...]:
        """Return the numbers that stand so."""
        return tuple(row for row in self.rows if row.standing is standing)

    @property
    def unexplained(self) -> int:
        """Return how many numbers differ that nobody has written a word about."""
        return sum(not row.notes for row in self.at(Beside.DIFFERS))


@dataclass(frozen=True)
class Tally:
    """A report in two numbers: how many agree, how many differ."""

    document: Document
    agreeing: int = 0
    differing: int = 0


def stated_report(document: Document, *, on: date) -> StatedReport:
    """Return a report beside the records as of today; its notes with it."""
    rows = _current([document])
    notes = difference_notes(document)
    found = against_rows(rows, on=on)
    told = _told(found, notes)
    shown = [told.get(row.series) or _noted(row, notes) for row in rows]
    kept = tuple(row for row in shown if row)
    return StatedReport(kept, len(rows) - len(kept), found.why_not)


def tally(document: Document, *, on: date) -> Tally:
    """Return how many numbers of a report agree with the records, and how many differ."""
    return _tally(document, against_rows(_current([document]), on=on))


def tallies_of(asking: Asking, user: Actor) -> list[Tally]:
    """Return those of the visible old reports that were confirmed to be of a place and period.

    None of a region: no report is confirmed to be of one.
    """
    if asking.is_region:
        return []
    said = Confirmation.objects.filter(
        place=asking.place,
        period_start=asking.period.start,
        period_end=asking.period.end,
        superseded_at=None,
    )
    documents = visible_to(user).filter(id__in=said.values("document")).order_by("recorded_at")
    light = list(documents.defer("text", "source", "stored_reading"))
    rows: dict[UUID, list[Observation]] = {one.id: [] for one in light}
    for row in _current(light):
        rows[row.document_id].append(row)
    found = ((one, against_rows(rows[one.id], on=asking.on, known=[asking])) for one in light)
    return [_tally(one, against) for one, against in found if against.compared]


def _tally(document: Document, found: Against) -> Tally:
    differing = len(found.differing)
    return Tally(document, len(found.compared) - differing, differing)


def _current(documents: Iterable[Document]) -> list[Observation]:
    """Return the numbers of reports that nobody left out, in reading order; one query."""
    rows = Observation.objects.filter(document__in=list(documents), superseded_at=None)
    rows = rows.exclude(review=Review.LEFT_OUT).select_related("place", "region")
    return list(rows.order_by("number_start", "implied"))


def _told(found: Against, notes: dict[UUID, list[DifferenceNote]]) -> dict[UUID, StatedNumber]:
    compared = {
        one.stated.series: StatedNumber(
            one.stated, _standing(one), one, "", notes.get(one.stated.series, ())
        )
        for one in found.compared
    }
    silent = {
        one.stated.series: StatedNumber(
            one.stated, Beside.NOTHING, None, one.why, notes.get(one.stated.series, ())
        )
        for one in found.unanswered
    }
    return compared | silent


def _standing(one: Compared) -> Beside:
    if not one.agrees:
        return Beside.DIFFERS
    return Beside.FINER if one.meaning else Beside.AGREES


def _noted(row: Observation, notes: dict[UUID, list[DifferenceNote]]) -> StatedNumber | None:
    """Return a number that asks nothing, where somebody wrote of it all the same."""
    told = notes.get(row.series)
    why = "không trả lời chỉ tiêu nào"
    return StatedNumber(row, Beside.NOTHING, None, why, told) if told else None
