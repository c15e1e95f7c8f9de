"""From a period and the terms of a report to its two spans of days and its due day; pure.

The budget span is the period itself (calendar months, quarters, years): money goes by it. The data
span is cut off some days earlier, so that the report can be written before the period is over:
activity goes by it (default of Nghị định 09/2019/NĐ-CP, Điều 12, not verified).
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from khuyencong.reporting.states import (
    LAST_CUT_OFF,
    SHAPES,
    WITHOUT_DATA,
    DataSpan,
    ReportForm,
    Terms,
)
from khuyencong.values import periods
from khuyencong.values.periods import Period, Shape


def data_span(form: str, period: Period, terms: Terms) -> Period | None:
    """Return the days whose data a report tells; None where that is not stated, or has no sense.

    Half-open: with the 14th as cut-off day the report of a year runs from 15 December of the year
    before up to, not including, 15 December.
    """
    if form in WITHOUT_DATA or terms.data == DataSpan.UNSTATED:
        return None
    if terms.data == DataSpan.WHOLE:
        return period
    return Period(_after_cut_off(period.start, terms), _after_cut_off(period.end, terms))


def _after_cut_off(end: date, terms: Terms) -> date:
    """Return the first day after the cut-off of what ends before `end`, the first of a month."""
    if terms.cut_off_day is None or not 1 <= terms.cut_off_day <= LAST_CUT_OFF:
        raise ValueError(f"a cut-off day is from 1 to {LAST_CUT_OFF}")
    first = _month(end, -1 - terms.cut_off_months_before)
    return first + timedelta(days=terms.cut_off_day)


def due_day(period: Period, terms: Terms) -> date | None:
    """Return the last day in time; None where no source gives one.

    A day off stays as it is: no source read says that a deadline moves.
    """
    if terms.due_day is None:
        return None
    first = _month(period.end, terms.due_months_after - 1)
    day = first.replace(day=min(terms.due_day, monthrange(first.year, first.month)[1]))
    return day - timedelta(days=1) if terms.due_is_before else day


def judged_on(form: str, period: Period) -> date:
    """Return the day whose terms a report goes by: the last day of its period.

    A plan is registered in the year before it: by the terms of that year's first day.
    """
    if form == ReportForm.PLAN_REGISTRATION:
        return date(period.start.year - 1, 1, 1)
    return period.last_day


def _month(day: date, months: int) -> date:
    """Return the first day of the month so many months after that of `day`."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


# --- the periods of a form -----------------------------------------------------------------------

#: The periods of a shape in a calendar year. A half year is reported once: the first one.
_OF_YEAR: dict[Shape, Callable[[int], list[Period]]] = {
    Shape.MONTH: lambda year: [periods.month(year, n) for n in range(1, 13)],
    Shape.QUARTER: lambda year: [periods.quarter(year, n) for n in range(1, 5)],
    Shape.HALF_YEAR: lambda year: [periods.half_year(year, 1)],
    Shape.NINE_MONTHS: lambda year: [periods.nine_months(year)],
    Shape.YEAR: lambda year: [periods.year(year)],
}


def periods_of(form: str, year: int) -> list[Period]:
    """Return the periods of a recurrent form that begin in a calendar year; none for others."""
    shape = SHAPES.get(ReportForm(form))
    return _OF_YEAR[shape](year) if shape in _OF_YEAR else []


def periods_ending_in(form: str, days: Period) -> Iterator[Period]:
    """Yield the periods of a recurrent form whose report is made in these days.

    That is where the last day of the period lies; of a registration, that of the year before.
    """
    early = form == ReportForm.PLAN_REGISTRATION
    for year in days.years:
        for period in periods_of(form, year + early):
            last = period.start - timedelta(days=1) if early else period.last_day
            if last in days:
                yield period
