"""What a national report says of those of the provinces: who sent, who is missing, what moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.registry.models import Place
from khuyencong.registry.queries.lineage import units_over
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reporting.models import Duty, DutyAct
from khuyencong.reporting.queries import Consolidation, DutyView, listed, views
from khuyencong.reporting.queries.consolidation import in_order
from khuyencong.reporting.queries.duties import day_of
from khuyencong.reporting.rules.standing import standing
from khuyencong.reporting.states import Answer, DutyState
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.actuals import DONE, MONEY, PROJECTS
from khuyencong.reports.queries.cells import reckoning_of
from khuyencong.reports.queries.records import Span
from khuyencong.reports.records.rows import DutyRow
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period


@dataclass(frozen=True)
class Received:
    """The reports of one form and period before the national agency, as they stood at a moment."""

    told: Consolidation
    rows: tuple[DutyRow, ...]

    def of(self, views: Iterable[DutyView]) -> tuple[DutyRow, ...]:
        """Return the rows of some views, in the order of the bodies."""
        wanted = {view.duty.id for view in views}
        return tuple(row for row in self.rows if row.id in wanted)


def received_of(
    place: Place, form: str, period: Period, on: date, at: datetime | None = None
) -> Received | None:
    """Return what came of a form and period to the national agency, as of now or of a moment.

    None for a place that is not the country, where nothing was owed, and where reports on several
    themes were asked of the same days. The queries do not grow with the bodies.
    """
    if place.level != Level.COUNTRY:
        return None
    owed = Duty.objects.filter(
        receiver__kind=OrganisationKind.AGENCY,
        form=form,
        period_start=period.start,
        period_end=period.end,
    )
    found = in_order(views(_as_of(owed, at), on))
    if not found or len({view.duty.title for view in found}) > 1:
        return None
    told = Consolidation(found[0].duty.receiver, form, period, found)
    return Received(told, tuple(_row(view) for view in found))


def _row(view: DutyView) -> DutyRow:
    last, duty = view.last, view.duty
    came = day_of(last) if last else None
    return DutyRow(
        id=duty.id,
        label=f"{duty.custodian.name}: {DutyState(duty.state).label}",
        body=duty.custodian.name,
        state=duty.state,
        paper=last.paper if last else "",
        came_on=f"{came}" if came else "",
        due_on=f"{duty.due_on}" if duty.due_on else "",
        outcome=str(view.verdict.outcome),
        late=0 if view.verdict.is_missing else view.verdict.late,
    )


def _as_of(owed: QuerySet[Duty], at: datetime | None) -> list[Duty]:
    """Return duties with their sendings as they stood at a moment."""
    duties = list(listed(owed if at is None else owed.filter(recorded_at__lte=at)))
    if at is None:
        return duties
    acts: dict[UUID, list[DutyAct]] = defaultdict(list)
    for act in DutyAct.objects.filter(duty__in=owed, at__lte=at):
        acts[act.duty_id].append(act)
    for duty in duties:
        sent = [one for one in duty.sent if one.sent_at <= at]  # type: ignore[attr-defined]
        found = standing(acts[duty.id], sent)
        duty.state = found.duty["state"]
        for one in sent:
            for name, value in found.sendings[one.id].items():
                setattr(one, name, value)
        duty.sent = sent  # type: ignore[attr-defined]
    return duties


# --- what moved since a province's report was accepted --------------------------------------------

#: The figures that are held against the records of today.
KEY = (PROJECTS, MONEY)


@dataclass(frozen=True)
class Moved:
    """A figure of an accepted report that the records tell otherwise today."""

    edition: Edition
    name: str
    unit: str
    then: int
    now: int


def accepted_editions(found: Sequence[DutyView]) -> list[Edition]:
    """Return the editions that were accepted, as made in the house; one query."""
    ids = [
        one.edition
        for view in found
        for one in view.sendings
        if one.edition and one.answer == Answer.ACCEPTED
    ]
    rows = Edition.objects.filter(id__in=ids).select_related("report__custodian", "report__place")
    return list(rows.defer("document", "rows").order_by("report__place__name", "id"))


def moved(editions: Sequence[Edition], period: Period) -> list[Moved]:
    """Return the key figures of editions that the records tell otherwise now.

    The records of the country are added up once; those of a province are the ones of every unit
    that held it in the period.
    """
    if not editions:
        return []
    country = Place.objects.filter(level=Level.COUNTRY).order_by("key")[0]
    own = reckoning_of([country], Span(period, period))
    told = []
    for edition in editions:
        units = [unit.place.id for unit in units_over(edition.report.place, *_days(period))]
        for measure in KEY:
            look = own.projects if measure == PROJECTS else own.money
            now = sum(int(look(DONE, unit=unit).value or 0) for unit in units)
            told += _moved(edition, measure, now)
    return told


def _days(period: Period) -> tuple[date, date]:
    return period.start, period.end


def _moved(edition: Edition, measure: str, now: int) -> list[Moved]:
    found = next((one for one in edition.told_figures if _is_whole(one, measure)), None)
    if found is None or found.get("value") in (None, now):
        return []
    known = MEASURES[measure]
    return [Moved(edition, known.name, known.unit, int(found["value"]), now)]


def _is_whole(figure: dict[str, Any], measure: str) -> bool:
    """Return whether a figure of an edition is a measure of all that was done."""
    is_done = figure.get("stage", DONE) == DONE
    return figure.get("measure") == measure and not figure.get("filters") and is_done
