"""How far a programme has come: target, plan, done, expected, percent; one reckoning for all.

The page of a programme, an appendix and a report ask here, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from khuyencong.programmes.models import Estimate, Programme, Target
from khuyencong.programmes.queries.figures import Aims, Key, aims_of
from khuyencong.registry.models import Place
from khuyencong.reports.pace import Expected, OnTrack, expected, on_track, share_of
from khuyencong.reports.queries.actuals import (
    Actual,
    Actuals,
    Counted,
    Coverage,
    FromRecords,
    FromReports,
    Whose,
    bodies_of,
    coverage_of,
)
from khuyencong.reports.states import Origin
from khuyencong.results.queries import counted
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.periods import Period
from khuyencong.values.rounding import percent_of
from khuyencong.values.vocabulary import Term


class AimBy(Term):
    """Where the number that is to be reached comes from."""

    TARGET = "target", "mục tiêu của cả chương trình"
    OF_YEARS = "of_years", "mục tiêu ghi cho các năm của kỳ"
    PLANS = "plans", "cộng kế hoạch các năm của kỳ"
    SHARE = "share", "phần của kỳ, chia đều theo ngày"


@dataclass(frozen=True)
class Row:
    """One question of a programme over a period.

    `aim` is what is to be reached in the period, `by` where that comes from; `plan` what the plans
    of its years ask for; `estimated` what officers expect of the days still to come.
    """

    question: Key
    target: Target | None
    aim: Fraction | None
    by: AimBy | None
    plan: int | None
    actual: Actual | None
    estimates: tuple[Estimate, ...]
    due: Expected | None
    standing: OnTrack

    @property
    def measure(self) -> Measure:
        """Return what is asked."""
        return MEASURES[self.question[0]]

    @property
    def estimated(self) -> int | None:
        """Return what is expected of the days to come; None where nobody said."""
        return sum(row.value for row in self.estimates) if self.estimates else None

    @property
    def together(self) -> int | None:
        """Return done and expected together, "ước thực hiện"; None where nothing is expected."""
        if self.estimated is None or self.actual is None:
            return None
        return self.actual.value + self.estimated

    @property
    def percent(self) -> Decimal | None:
        """Return what percent of the aim was done."""
        if self.actual is None or not self.aim:
            return None
        return percent_of(self.actual.value, self.aim)

    @property
    def percent_together(self) -> Decimal | None:
        """Return what percent of the aim is done and expected together."""
        return (
            percent_of(self.together, self.aim) if self.together is not None and self.aim else None
        )


@dataclass(frozen=True)
class Progress:
    """How far a programme has come on a day, of a territory, from one sort of evidence."""

    programme: Programme
    place: Place
    period: Period
    on: date
    origin: Origin
    rows: tuple[Row, ...]
    coverage: Coverage

    def row(self, measure: str, source: str = "", content: str = "") -> Row:
        """Return the row of a question; KeyError where the programme does not ask it."""
        found = [row for row in self.rows if row.question == (measure, content, source)]
        if not found:
            raise KeyError((measure, content, source))
        return found[0]


def progress(
    programme: Programme,
    *,
    on: date,
    origin: Origin = Origin.RECORDS,
    period: Period | None = None,
    place: Place | None = None,
    at: datetime | None = None,
    counted: Counted = counted,
    whose: Sequence[Whose] | None = None,
) -> Progress:
    """Return how far a programme has come by the end of `on`.

    Without a period over the whole programme; without a place in its own territory, whose records
    are those of the Sở that held it, or of `whose`. `at` asks for targets as they stood then.
    """
    span = (period or programme.period).intersection(programme.period) or programme.period
    where = place or programme.place
    known = actuals(where, span, on, origin, counted=counted, whose=whose, at=at)
    aims = aims_of(programme, at)
    rows = [_row(aims, question, span, on, known) for question in aims.questions]
    coverage = coverage_of(where, span) if origin is Origin.RECORDS else Coverage(1, 1)
    if not coverage.is_whole:
        rows = [_undecided(row) for row in rows]
    return Progress(programme, where, span, on, origin, tuple(rows), coverage)


def _undecided(row: Row) -> Row:
    """Return a row of which only part of the country has records: short of it says nothing yet."""
    if row.standing in (OnTrack.BEHIND, OnTrack.MISSED):
        return replace(row, standing=OnTrack.INCOMPLETE)
    return row


def actuals(
    place: Place,
    period: Period,
    on: date,
    origin: Origin,
    *,
    counted: Counted = counted,
    whose: Sequence[Whose] | None = None,
    at: datetime | None = None,
) -> Actuals:
    """Return what can be asked what was done in a territory over a period."""
    if origin is Origin.REPORTS:
        return FromReports(place, period, today=on, at=at)
    return FromRecords(whose or bodies_of(place, period), period, on, counted)


def _row(aims: Aims, question: Key, span: Period, on: date, known: Actuals) -> Row:
    targets = [row for row in aims.targets if row.question == question]
    plans = {year: n for year, n in aims.plans_of(question).items() if year in span.years}
    target, aim, by = _aim(aims.programme.period, span, targets, plans)
    actual = known.of(question)
    due = expected(aim, span, on, plans) if aim is not None else None
    done = actual.value if actual else None
    standing = on_track(done, aim, due, span, on) if aim and due else OnTrack.UNKNOWN
    estimates = tuple(
        row
        for row in aims.estimates
        if row.question == question and span.covers(row.period) and row.period_end > on
    )
    plan = sum(plans.values()) if plans else None
    return Row(question, target, aim, by, plan, actual, estimates, due, standing)


def _aim(
    whole: Period, span: Period, targets: Sequence[Target], plans: dict[int, int]
) -> tuple[Target | None, Fraction | None, AimBy | None]:
    """Return what is to be reached in a period, and where that number comes from."""
    of_span = next((row for row in targets if row.period == span), None)
    if of_span:
        return of_span, Fraction(of_span.value), AimBy.TARGET
    inside = [row for row in targets if span.covers(row.period)]
    if inside and sum(row.period.days for row in inside) == span.days:
        return inside[0], Fraction(sum(row.value for row in inside)), AimBy.OF_YEARS
    if plans and len(plans) == len(span.years):
        return None, Fraction(sum(plans.values())), AimBy.PLANS
    of_whole = next((row for row in targets if row.period == whole), None)
    if of_whole:
        return of_whole, of_whole.value * share_of(span, whole), AimBy.SHARE
    return None, None, None
