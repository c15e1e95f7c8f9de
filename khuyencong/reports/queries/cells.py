"""The cells of a report, added up by the database: a fixed number of statements, however many rows.

Only for what stands now in whole years; anything else is added up from its rows. The joins of the
ledger with the lines are written by hand: a share knows the id of its line and nothing more of it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.fields.json import KT

from khuyencong.funds.models import BesideMoney, Share
from khuyencong.projects.models import Line, LineShare, Project
from khuyencong.projects.queries.totals import LEDGER, counted_in
from khuyencong.projects.states import GONE
from khuyencong.reports.queries.actuals import Whose
from khuyencong.reports.queries.records import (
    REACHED_BY,
    Span,
    projects_of_all,
    records_of,
    unit_of,
    units_of_departments,
)
from khuyencong.reports.records import Cells, Records
from khuyencong.reports.records.cells import (
    FIRMS,
    Amounts,
    BesideCell,
    Carrying,
    Counts,
    MoneyCell,
    ProjectCell,
    ResultCell,
)
from khuyencong.reports.records.reckoning import Reckoning
from khuyencong.reports.records.rows import STAGES
from khuyencong.results.kinds import COLUMNS, KINDS
from khuyencong.results.models import Result, ResultEstablishment
from khuyencong.results.queries.scope import firm_of_link, results_of, year_of

_AT = {stage: place for place, stage in enumerate(STAGES)}
#: Kinds of result that tell a trade.
_WITH_TRADE = [code for code, kind in KINDS.items() if kind.field("trade")]
Units = dict[UUID, UUID]


def reckoning_of(
    whose: Sequence[Whose], span: Span, *, at: datetime | None = None, but: Sequence[Whose] = ()
) -> Reckoning:
    """Return the reckoning of bodies or territories over a span, as of now or of a moment."""

    def rows() -> Records:
        return records_of(whose, span, at=at, but=but)

    if at or span.by_day:
        return Reckoning.of(rows())
    return Reckoning(cells_now(whose, span, but=but), rows)


def cells_now(whose: Sequence[Whose], span: Span, *, but: Sequence[Whose] = ()) -> Cells:
    """Return what stands now in the years of a span, added up by the database."""
    own = projects_of_all(whose, but)
    units = units_of_departments()
    cells = Cells(carrying=_carrying(own, span))
    _put_projects(cells, own, span, units)
    for key, amounts in _money(own, span, units):
        cells.money.setdefault(key, Amounts()).add_cell(amounts)
    _put_beside(cells, own, span, units)
    if not but:
        _put_results(cells, _results_of(whose, span), span, units)
    return cells


# --- đề án ----------------------------------------------------------------------------------------


def _put_projects(cells: Cells, own: QuerySet[Project], span: Span, units: Units) -> None:
    rows = own.filter(counted_in(span.budget.years)).order_by()
    names = ("first_year", "source", "content", "custodian", "owner", "state")
    for row in rows.values_list(*names).annotate(n=Count("id")):
        first, source, content, custodian, owner, state, number = row
        reached = REACHED_BY.get(state)
        if reached:
            unit = unit_of(units, custodian, owner)
            key = ProjectCell(span.year_of(first), source, content, unit, reached)
            cells.projects[key] = cells.projects.get(key, 0) + number


# --- money ----------------------------------------------------------------------------------------


def _money(
    own: QuerySet[Project], span: Span, units: Units
) -> Iterator[tuple[MoneyCell, list[tuple[int, int, int]]]]:
    """Yield by cell (stage, đồng, rows): what is planned, and what stands in the ledger."""
    years = (span.budget.years[0], span.budget.years[-1])
    planned = LineShare.objects.filter(
        line__project__in=own.values("id"), line__year__range=years
    ).exclude(line__state__in=GONE)
    keys = ("line__project__custodian", "line__project__owner", "source", "line__content")
    rows = planned.order_by().values_list(*keys, "line__item", "line__year")
    for custodian, owner, source, content, item, year, total, n in rows.annotate(
        s=Sum("amount"), n=Count("id")
    ):
        unit = unit_of(units, custodian, owner)
        yield MoneyCell(year, source, content, item, unit), [(_AT["planned"], total, n)]
    for row in _shares(own, years):
        custodian, owner, source, content, item, year, *amounts = row
        unit = unit_of(units, _uuid(custodian), _uuid(owner))
        told = zip(LEDGER, amounts[::2], amounts[1::2], strict=True)
        stages = [(_AT[stage], int(total), n) for stage, total, n in told if n]
        yield MoneyCell(year, source, content, item, unit), stages


def _shares(own: QuerySet[Project], years: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    """Yield the ledger of the lines by custodian, owner, source, content, item and year."""
    sums = ", ".join(
        f"sum(s.{column}), sum(CASE WHEN s.{column} = 0 THEN 0 ELSE 1 END)"
        for column in LEDGER.values()
    )
    keys = "p.custodian_id, p.owner_id, s.source, l.content, l.item, s.year"
    where, params = _within(own)
    yield from _asked(
        f"SELECT {keys}, {sums} {_JOINED} WHERE s.year BETWEEN %s AND %s{where} GROUP BY {keys}",
        (*years, *params),
    )


def _table(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)


_JOINED = (
    f"FROM {_table(Share)} s JOIN {_table(Line)} l ON l.id = s.part"
    f" JOIN {_table(Project)} p ON p.id = l.project_id"
)


def _within(own: QuerySet[Project]) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that a đề án is among these; "" where it is any."""
    if not own.query.where:
        return "", ()
    try:
        sql, params = own.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return " AND 1 = 0", ()
    return f" AND p.id IN ({sql})", tuple(params)


def _asked(statement: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _carrying(own: QuerySet[Project], span: Span) -> Carrying:
    """Return what counts the đề án with money of a step by columns of the money."""
    years = (span.budget.years[0], span.budget.years[-1])
    columns = {"content": "l.content", "item": "l.item", "source": "s.source", "year": "s.year"}

    def counted(names: tuple[str, ...], stage: str) -> dict[tuple[Any, ...], int]:
        keys = ", ".join(columns[name] for name in names)
        where, params = _within(own)
        rows = _asked(
            f"SELECT {keys + ', ' if keys else ''}count(DISTINCT p.id) {_JOINED}"
            f" WHERE s.{LEDGER[stage]} <> 0 AND s.year BETWEEN %s AND %s{where}"
            f"{' GROUP BY ' + keys if keys else ''}",
            (*years, *params),
        )
        return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}

    return counted


def _put_beside(cells: Cells, own: QuerySet[Project], span: Span, units: Units) -> None:
    years = (span.budget.years[0], span.budget.years[-1])
    where, params = _within(own)
    rows = _asked(
        f"SELECT p.custodian_id, b.owner_id, b.kind, b.year, sum(b.amount), count(*)"
        f" FROM {_table(BesideMoney)} b JOIN {_table(Project)} p ON p.id = b.spender"
        f" WHERE b.superseded_at IS NULL AND b.year BETWEEN %s AND %s{where}"
        f" GROUP BY p.custodian_id, b.owner_id, b.kind, b.year",
        (*years, *params),
    )
    for custodian, owner, kind, year, amount, number in rows:
        key = BesideCell(year, kind, unit_of(units, _uuid(custodian), _uuid(owner)))
        total, known = cells.beside.get(key, (0, 0))
        cells.beside[key] = (total + int(amount), known + number)


# --- results --------------------------------------------------------------------------------------


def _results_of(whose: Sequence[Whose], span: Span) -> QuerySet[Result]:
    found = [results_of(one, span.activity.start, span.activity.end) for one in whose]
    if len(found) == 1:
        return found[0]
    told = Q(pk__in=[])
    for rows in found:
        told |= Q(pk__in=rows.order_by().values("pk"))
    return Result.objects.filter(told)


_TOLD = ("year", "source", "content", "custodian", "owner", "kind", "variant", "bound", "bounded")


def _put_results(cells: Cells, rows: QuerySet[Result], span: Span, units: Units) -> None:
    dated = rows.annotate(year=year_of()).order_by()
    asks: dict[str, Any] = {"all": Count("id"), "listed": Count("id", filter=Q(is_listed=True))}
    for name in COLUMNS:
        only = Q(is_listed=False) if name == FIRMS else Q()
        asks |= {f"s_{name}": Sum(name, filter=only), f"n_{name}": Count(name, filter=only)}
    for row in dated.values(*_TOLD).annotate(**asks):
        counts = cells.results.setdefault(_cell(row, span, units), Counts())
        counts.rows += row["all"]
        counts.named += row["listed"]
        for name in COLUMNS:
            if row[f"n_{name}"]:
                total, known = counts.columns.get(name, (0, 0))
                counts.columns[name] = (total + row[f"s_{name}"], known + row[f"n_{name}"])
    _put_names(cells, dated, span, units)
    _put_trades(cells, rows)


def _cell(row: dict[str, Any], span: Span, units: Units) -> ResultCell:
    unit, year = unit_of(units, row["custodian"], row["owner"]), span.year_of_activity(row["year"])
    told = {name: row[name] for name in ResultCell._fields if name not in ("unit", "year")}
    return ResultCell(unit=unit, year=year, **told)


def _put_names(cells: Cells, rows: QuerySet[Result], span: Span, units: Units) -> None:
    links = ResultEstablishment.objects.filter(result__in=rows.filter(is_listed=True).values("id"))
    told = links.annotate(year=year_of("result__"), one=firm_of_link())
    names = {name: F(f"result__{name}") for name in _TOLD if name != "year"}
    told = told.annotate(**{f"of_{name}": value for name, value in names.items()})
    asked = [f"of_{name}" for name in names]
    for row in told.order_by().values_list("year", "one", *asked).distinct():
        values = dict(zip(names, row[2:], strict=True)) | {"year": row[0]}
        cells.results.setdefault(_cell(values, span, units), Counts()).names.add(row[1])


def _put_trades(cells: Cells, rows: QuerySet[Result]) -> None:
    told = rows.filter(kind__in=_WITH_TRADE, more__has_key="trade").order_by()
    found = told.annotate(trade=KT("more__trade")).values_list("content", "trade")
    for content, trade, number in found.annotate(n=Count("id")):
        if trade:
            cells.trades[(content, trade)] += number
