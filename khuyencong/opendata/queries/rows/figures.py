"""Rows of figures: what the records add up to by year, and what accepted reports tell."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from khuyencong.ingestion.queries import published
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.parts import parts, place_keys, years_of_results
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.reports.queries.answers import Answer
from khuyencong.reports.queries.book import book_of, in_order
from khuyencong.reports.queries.records import Span, results_within, units_of_departments
from khuyencong.reports.records import STAGES, Reckoning
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period

MONEY, PROJECTS = "money.state", "projects.count"
DONE = "accepted"


class Cell(NamedTuple):
    """What figures of the records are told apart by."""

    measure: str
    stage: str
    year: int
    unit: UUID | None
    content: str
    source: str


def recorded(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield đề án and money by cell, then the measures of results year by year."""
    keys = place_keys()
    cells = _added(moment)
    for cell in sorted(cells, key=str):
        value, records = cells[cell]
        yield _row(cell, keys, value, "", records)
    units = units_of_departments()
    country = list(Place.objects.filter(level=Level.COUNTRY))
    for period in years_of_results() if country else ():
        told = results_within(country, Span(period, period), units, moment.at)
        yield from _results(Reckoning.of(told), period.start.year, keys)


def _added(moment: Moment) -> dict[Cell, tuple[int, int]]:
    """Return value and number of records by cell: some thousands, however many đề án."""
    cells: dict[Cell, tuple[int, int]] = defaultdict(lambda: (0, 0))

    def add(cell: Cell, value: int) -> None:
        total, records = cells[cell]
        cells[cell] = (total + value, records + 1)

    for part in parts(moment):
        for one in part.projects:
            for stage in one.reached:
                add(Cell(PROJECTS, stage, one.year, one.unit, one.content, one.source), 1)
        for row in part.money:
            for stage, amount in zip(STAGES, row.amounts, strict=True):
                if amount:
                    add(Cell(MONEY, stage, row.year, row.unit, row.content, row.source), amount)
    return cells


def _results(told: Reckoning, year: int, keys: dict[UUID, str]) -> Iterator[tuple[Any, ...]]:
    where = {(cell.unit, cell.content, cell.source) for cell in told.cells.results}
    for unit, content, source in sorted(where, key=str):
        for measure in MEASURES:
            found = told.result(measure, unit=unit, content=content, source=source)
            if found.records:
                cell = Cell(measure, DONE, year, unit, content, source)
                yield _row(cell, keys, found.value, found.bound, found.records)


def _row(
    cell: Cell, keys: dict[UUID, str], value: int, bound: str, records: int
) -> tuple[Any, ...]:
    unit = MEASURES[cell.measure].unit
    place = keys[cell.unit] if cell.unit else None
    asked = (cell.measure, cell.stage, cell.year, place, cell.content, cell.source)
    return (*asked, value, unit, bound, records)


def told(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield what accepted reports answer, period by period."""
    rows = published(moment.at)
    spans = rows.order_by("period_start", "period_end")
    for start, end in spans.values_list("period_start", "period_end").distinct():
        if start is None or end is None:
            continue
        same = rows.filter(period_start=start, period_end=end).order_by("recorded_at", "id")
        answers = book_of(Period(start, end), same, moment.at).answers.values()
        for answer in sorted(answers, key=lambda a: (in_order(a.question), a.question.where)):
            yield _told(answer)


def _told(answer: Answer) -> tuple[Any, ...]:
    asked = answer.question
    region = asked.where.removeprefix("vung:") if asked.where.startswith("vung:") else None
    return (
        asked.measure,
        asked.stage,
        None if region else asked.where,
        region,
        asked.start,
        asked.end,
        asked.activity,
        asked.funding_source,
        asked.detail,
        answer.value,
        answer.measure.unit,
        answer.bound,
        answer.standing,
        len(answer.rows),
        len({row.document_id for row in answer.rows}),
    )


ROWS = {"recorded_figures": recorded, "told_figures": told}
