"""One going-through of a staged sheet: its rows planned, counted, and drawn for a page."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from khuyencong.core import blobs
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.staging.entries import Entries
from khuyencong.ingestion.queries.staging.establishments import Establishments
from khuyencong.ingestion.queries.staging.jurors import Jurors
from khuyencong.ingestion.queries.staging.needs import Needs
from khuyencong.ingestion.queries.staging.past_projects import PastProjects
from khuyencong.ingestion.queries.staging.planned import CHUNK, Context, Planned, Planner
from khuyencong.ingestion.queries.staging.results import Results
from khuyencong.ingestion.sheet_kinds import KINDS, RESULT_KINDS
from khuyencong.ingestion.states import RowState
from khuyencong.sheets import Difference, Grid, Level, Line, Remark, Role, understand, unpacked
from khuyencong.sheets.grid import Broken, Cell, Row, column_name
from khuyencong.values.dates import format_date
from khuyencong.values.numbers import format_number

#: What a page shows of a long sheet: its beginning, then rows with remarks or changes.
SHOWN_FIRST, SHOWN_MORE, REMARKS = 120, 200, 400
PLANNERS: dict[str, Callable[[Context], Planner]] = {
    "establishments": Establishments,
    "past_projects": PastProjects,
    "needs": Needs,
    "entries": Entries,
    "jurors": Jurors,
    **dict.fromkeys(RESULT_KINDS, Results),
}


class Cancelled(Exception):
    """Somebody asked to stop while the sheet was gone through."""


@dataclass
class Evaluation:
    """What a sheet comes to."""

    counts: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    before: int | None = None
    added: int = 0
    head: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    #: The years that rows speak of.
    years: set[int] = field(default_factory=set)
    mark: Any = field(default_factory=hashlib.sha256)

    @property
    def plan_hash(self) -> str:
        """Return the mark of all that would be written."""
        return str(self.mark.hexdigest())

    def as_summary(self) -> dict[str, Any]:
        """Return it in the shape that a batch keeps."""
        return {
            "counts": dict(self.counts),
            "levels": dict(self.levels),
            "remarks": [_remark(one) for one in self.remarks[:REMARKS]],
            "shown": self.shown,
            "changes": self.changes,
            "before": self.before,
            "added": self.added,
            "head": self.head,
            "differences": [asdict(one) for one in self.differences[:REMARKS]],
        }


def kept_grid(batch: Batch) -> Grid:
    """Return the staged sheet; its rows are decoded one at a time."""
    with blobs.open(batch.grid) as file:
        return unpacked(zlib.decompress(file.read()))


def planned_rows(
    batch: Batch,
    by: Actor,
    day: date,
    *,
    on_line: Callable[[Line], None] | None = None,
    grid: Grid | None = None,
) -> Iterator[tuple[Planner, Context, list[Planned]]]:
    """Yield the records of a staged sheet, a thousand together, with what would become of them.

    `on_line` sees every row that is no record, as it passes.
    """
    kind = KINDS[batch.kind]
    found = understand(grid or kept_grid(batch), kind, batch.answers)
    context = Context(batch.custodian, by, day, kind, found)
    planner = PLANNERS[kind.code](context)
    waiting: list[Line] = []
    for line in found.lines():
        if line.role is Role.RECORD:
            waiting.append(line)
        elif on_line:
            on_line(line)
        if len(waiting) == CHUNK:
            yield planner, context, planner.plan(waiting)
            waiting = []
    yield planner, context, planner.plan(waiting) if waiting else []


class Following:
    """A staged sheet gone through once more to be written, counted and marked as it was shown."""

    def __init__(self, batch: Batch, by: Actor, day: date) -> None:
        self._batch, self._by, self._day = batch, by, day
        self.counts: Counter[str] = Counter()
        self._mark = hashlib.sha256()

    def to_write(self) -> Iterator[Planned]:
        """Yield the rows that are new or changed, in the order of the sheet."""
        for _, _, planned in planned_rows(self._batch, self._by, self._day):
            for one in planned:
                self.counts[one.state] += 1
                if one.state in (RowState.NEW, RowState.CHANGED):
                    self._mark.update(_marked(one))
                    yield one

    @property
    def plan_hash(self) -> str:
        """Return the mark of all that was yielded."""
        return self._mark.hexdigest()


def _marked(one: Planned) -> bytes:
    return f"{one.state}|{one.key}|{_content(one.line)}\n".encode()


def evaluate(
    batch: Batch, by: Actor, day: date, *, progress: Callable[[int], bool] | None = None
) -> Evaluation:
    """Return how the staged sheet stands against the records; nothing is written.

    `progress` is told the rows done so far, and says whether to go on; raises Cancelled.
    """
    return evaluate_grid(kept_grid(batch), batch, by, day, progress=progress)


def evaluate_grid(
    grid: Grid,
    batch: Batch,
    by: Actor,
    day: date,
    *,
    progress: Callable[[int], bool] | None = None,
) -> Evaluation:
    """Return how a sheet stands against the records of the batch's body; nothing is written."""
    result, done = Evaluation(), 0
    others: list[Line] = []
    for found in planned_rows(batch, by, day, on_line=others.append, grid=grid):
        planner, context, planned = found
        rows: list[tuple[int, Line, Planned | None]] = [(o.number, o, None) for o in others]
        others.clear()
        rows += [(one.line.number, one.line, one) for one in planned]
        for _, line, one in sorted(rows, key=lambda row: row[0]):
            _take(result, line, one)
        done += len(rows)
        if progress and not progress(done):
            raise Cancelled
    about = [*context.found.about, *planner.about()]
    result.remarks = about + result.remarks
    result.levels.update(remark.level for remark in about)
    result.differences = context.found.differences
    result.before = planner.before()
    result.head = _head(context)
    _number(result)
    return result


def _take(result: Evaluation, line: Line, one: Planned | None) -> None:
    year = line.values.get("year")
    if isinstance(year, int):
        result.years.add(year)
    if one:
        result.counts[one.state] += 1
        if one.state in (RowState.NEW, RowState.CHANGED):
            result.added += one.money
            result.mark.update(_marked(one))
        if one.changes and len(result.changes) < REMARKS:
            result.changes.append({"row": line.number, "cells": one.changes})
    for remark in line.remarks:
        result.levels[remark.level] += 1
        if len(result.remarks) < REMARKS:
            result.remarks.append(remark)
    notable = bool(line.remarks) or (one is not None and one.state == RowState.CHANGED)
    at = len(result.shown)
    if at < SHOWN_FIRST or (notable and at < SHOWN_FIRST + SHOWN_MORE):
        result.shown.append(
            {
                "number": line.number,
                "role": str(line.role),
                "cells": [shown(cell) for cell in line.cells],
                "state": str(one.state) if one else "",
            }
        )


def _content(line: Line) -> str:
    return _told(line.values)


_told = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def _head(context: Context) -> dict[str, Any]:
    found = context.found
    return {
        "first": found.head.first + 1,
        "last": found.head.last + 1,
        "columns": {str(at): column.label for at, column in found.head.columns.items()},
        "codes": {column.code: at for at, column in found.head.columns.items()},
        "unknown": {column_name(at): label for at, label in found.head.unknown.items()},
        "unit": found.unit.label,
        "year": found.year,
        "title": found.head.title,
        "width": max((len(row) for row in _first(found.grid)), default=0),
        "merges": [one for one in found.grid.merges if one[0] < SHOWN_FIRST * 2],
        "hidden": sorted(found.grid.hidden_columns),
        "sheets": [sheet.name for sheet in found.grid.sheets if not sheet.is_hidden],
        "source": found.grid.source,
    }


def _first(grid: Grid) -> Iterator[Row]:
    for row, _ in zip(grid.rows, range(SHOWN_FIRST), strict=False):
        yield row


def _number(result: Evaluation) -> None:
    """Put mistakes and questions first, in the order of the sheet."""
    order = {Level.ERROR: 0, Level.QUESTION: 0, Level.NOTE: 1}
    result.remarks.sort(key=lambda remark: (order[remark.level], remark.row))


def _remark(one: Remark) -> dict[str, Any]:
    return {
        "at": one.at,
        "level": str(one.level),
        "text": one.text,
        "options": [[option.label, option.answer] for option in one.options],
        "typed": one.typed,
        "row": one.row,
    }


def shown(cell: Cell) -> str:
    """Return a cell as the sheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "đúng" if cell else "sai"
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, Decimal):
        return format_number(cell)
    if isinstance(cell, Broken):
        return cell.sign
    return str(cell)[:300]
