"""What a receiver's own report rests on: who accepted, who waits, who is missing, who was late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.registry.models import Organisation
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries.duties import DutyView, listed, views
from khuyencong.reporting.rules import Rate, rate
from khuyencong.reporting.states import DutyState, Outcome, ReportForm
from khuyencong.values.periods import Period
from khuyencong.values.text import sort_key

S = DutyState


@dataclass(frozen=True)
class Consolidation:
    """The reports of one form and period that one body receives."""

    receiver: Organisation
    form: str
    period: Period
    rows: list[DutyView]

    def of_state(self, *states: str) -> list[DutyView]:
        """Return the rows in some states."""
        return [row for row in self.rows if row.duty.state in states]

    @property
    def accepted(self) -> list[DutyView]:
        """Return whose report was accepted: the basis of the receiver's own report."""
        return self.of_state(S.ACCEPTED)

    @property
    def waiting(self) -> list[DutyView]:
        """Return whose report lies with the receiver unanswered."""
        return self.of_state(S.SENT)

    @property
    def missing(self) -> list[DutyView]:
        """Return whose report is not there: never sent, or given back."""
        return self.of_state(S.OWED, S.RETURNED)

    @property
    def late(self) -> list[DutyView]:
        """Return who was, or is, late."""
        return [row for row in self.rows if row.verdict.outcome == Outcome.LATE]

    @property
    def expected(self) -> int:
        """Return how many reports are to come: all but the excused."""
        return len(self.rows) - len(self.of_state(S.EXCUSED))

    @property
    def rate(self) -> Rate:
        """Return how many of those whose due day is over were in time."""
        return rate(row.verdict for row in self.rows)


def consolidation(
    receiver: Organisation, form: str, period: Period, on: date, *, title: str = ""
) -> Consolidation:
    """Return what stands of a form and a period before a receiver on a day, bodies in Vietnamese
    order; the queries do not grow with the bodies.
    """
    rows = Duty.objects.filter(
        receiver=receiver,
        form=form,
        title=title,
        period_start=period.start,
        period_end=period.end,
    )
    return Consolidation(receiver, form, period, in_order(views(listed(rows), on)))


def in_order(rows: Iterable[DutyView]) -> list[DutyView]:
    """Return rows by the name of who owed, in Vietnamese order."""
    return sorted(rows, key=lambda one: (sort_key(one.duty.custodian.name), one.duty.custodian.key))


# --- a year: bodies × periods --------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One form and period of a year."""

    form: str
    title: str
    period: Period
    rate: Rate
    accepted: int
    expected: int
    due_on: date | None
    #: One of its duties: the page of all of them opens from it.
    first: UUID

    @property
    def short(self) -> str:
        """Return a head of few letters: "Q.I", "6 th", "Năm"."""
        if self.form == ReportForm.QUARTER:
            return f"Q.{('I', 'II', 'III', 'IV')[(self.period.start.month - 1) // 3]}"
        if self.form == ReportForm.MONTH:
            return f"T.{self.period.start.month}"
        return SHORT[ReportForm(self.form)]


SHORT = {
    ReportForm.HALF_YEAR: "6 tháng",
    ReportForm.NINE_MONTHS: "9 tháng",
    ReportForm.YEAR: "Năm",
    ReportForm.PERIOD: "Giai đoạn",
    ReportForm.PLAN_REGISTRATION: "Đăng ký KH",
    ReportForm.THEMATIC: "Chuyên đề",
}


@dataclass(frozen=True)
class Row:
    """One body with what it owes in each column, None where nothing is owed."""

    body: Organisation
    cells: list[DutyView | None]
    rate: Rate


@dataclass(frozen=True)
class Matrix:
    """What a body receives in a year: a row for each body, a column for each report."""

    columns: list[Column]
    rows: list[Row]
    rate: Rate

    def __bool__(self) -> bool:
        return bool(self.rows)


def in_year(rows: QuerySet[Duty], year: int) -> QuerySet[Duty]:
    """Return the duties to be met in a calendar year: by the end of the period, or the due day.

    A registration for the next year is met in this one.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    early = Q(form=ReportForm.PLAN_REGISTRATION)
    return rows.filter(
        ~early & Q(period_end__gt=first, period_end__lte=after) | early & Q(period_start=after)
    )


def matrix(rows: QuerySet[Duty], on: date) -> Matrix:
    """Return duties as a matrix, bodies in Vietnamese order; five queries, however many rows."""
    found = in_order(views(listed(rows), on))
    by_column: dict[tuple[str, ...], list[DutyView]] = defaultdict(list)
    by_body: dict[UUID, dict[tuple[str, ...], DutyView]] = defaultdict(dict)
    for view in found:
        key = _key(view.duty)
        by_column[key].append(view)
        by_body[view.duty.custodian_id][key] = view
    keys = sorted(by_column, key=lambda key: (_place(by_column[key]), key))
    return Matrix(
        columns=[_column(by_column[key]) for key in keys],
        rows=[_row(cells, keys) for cells in by_body.values()],
        rate=rate(view.verdict for view in found),
    )


def _key(duty: Duty) -> tuple[str, ...]:
    """Return what makes a column: form, period and title."""
    order = ReportForm.values.index(duty.form)
    return (f"{order}", duty.period_start.isoformat(), duty.period_end.isoformat(), duty.title)


def _place(found: list[DutyView]) -> date:
    """Return where a column stands: at the end of its period, a registration where it is due.

    The period of a registration lies in the year to come.
    """
    duty = found[0].duty
    if duty.form != ReportForm.PLAN_REGISTRATION:
        return duty.period_end
    return min((view.duty.due_on for view in found if view.duty.due_on), default=duty.period_start)


def _column(found: list[DutyView]) -> Column:
    duty = found[0].duty
    days = {view.duty.due_on for view in found}
    return Column(
        form=duty.form,
        title=duty.title,
        period=duty.period,
        rate=rate(view.verdict for view in found),
        accepted=sum(view.duty.state == S.ACCEPTED for view in found),
        expected=sum(view.duty.state != S.EXCUSED for view in found),
        due_on=days.pop() if len(days) == 1 else None,
        first=duty.id,
    )


def _row(cells: dict[tuple[str, ...], DutyView], keys: list[tuple[str, ...]]) -> Row:
    body = next(iter(cells.values())).duty.custodian
    return Row(body, [cells.get(key) for key in keys], rate(v.verdict for v in cells.values()))
