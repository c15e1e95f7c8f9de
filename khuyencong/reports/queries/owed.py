"""What a report has to do with the calendar: which duty it meets, what its receiver said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from khuyencong.ingestion.queries import unsettled_totals
from khuyencong.ingestion.queries.totals import UnsettledTotals
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import custodian_today, in_custody_of, last_heirs
from khuyencong.registry.states import Level
from khuyencong.reporting.models import Duty, Submission
from khuyencong.reporting.states import OPEN
from khuyencong.reports.models import Edition, Report
from khuyencong.reports.queries.actuals import bodies_of
from khuyencong.reports.states import Borders
from khuyencong.values.periods import Period


def in_the_way(report: Report, on: date) -> list[UnsettledTotals]:
    """Return the sheets with a total that is not the sum of its rows, which no one accounted for:
    of the body that reports, of those it answers for, of the place; of a country all.
    """
    if report.place.level == Level.COUNTRY:
        bodies = set(Organisation.objects.values_list("id", flat=True))
    else:
        bodies = {one.id for one in bodies_of(report.place, report.period)}
        bodies |= in_custody_of([report.custodian_id], on)
    return unsettled_totals(bodies, report.period)


# --- the duties that a report meets ---------------------------------------------------------------


def duties_of(report: Report, on: date) -> QuerySet[Duty]:
    """Return what is owed of the report's form and period, by its body or whom it took over, for
    its place; two queries more.

    A report in the borders of today is another telling of the past: it meets no duty.
    """
    heirs = last_heirs(on)
    heir = heirs.get(report.custodian_id, report.custodian_id)
    owing = {heir, *(body for body, last in heirs.items() if last == heir)}
    found = Duty.objects.filter(
        custodian__in=owing,
        form=report.form,
        period_start=report.start,
        period_end=report.end,
    )
    rows = found.values_list("id", "custodian_id", "custodian__place")
    met = [
        duty
        for duty, body, place in rows
        if (place == report.place_id if place else body == report.custodian_id)
    ]
    return found.filter(id__in=met if report.borders == Borders.THEN else [])


def to_be_met(duties: Iterable[Duty]) -> list[Duty]:
    """Return the open duties that a sending meets: of a receiver who asked for several of the same
    days (on other themes) none, for a report does not say on which it is.
    """
    waiting = [duty for duty in duties if duty.state in OPEN]
    receivers = [duty.receiver_id for duty in waiting]
    return [duty for duty in waiting if receivers.count(duty.receiver_id) == 1]


def sendings_of(edition: Edition) -> list[Submission]:
    """Return where the sending of an edition is noted, with the answers; one query."""
    rows = Submission.objects.filter(edition=edition.id)
    return list(rows.select_related("duty__receiver", "duty__custodian").order_by("sent_at", "id"))


# --- the report that a duty asks for --------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """The report that meets a duty: whose it is today, its days, its form."""

    body: Organisation
    form: str
    period: Period


def wanted_by(duty: Duty, on: date) -> Wanted:
    """Return the report that meets a duty, to be made by who owes it on a day."""
    return Wanted(custodian_today(duty.custodian, on), duty.form, duty.period)


def reports_for(duty: Duty, on: date) -> QuerySet[Report]:
    """Return the reports begun that meet a duty: by the body that owed it, or by its heir."""
    bodies = {duty.custodian_id, custodian_today(duty.custodian, on).id}
    rows = Report.objects.filter(
        custodian__in=bodies,
        form=duty.form,
        start=duty.period_start,
        end=duty.period_end,
        borders=Borders.THEN,
    )
    place = duty.custodian.place_id
    return rows.filter(place=place) if place else rows
