"""The rows that a number of a programme is made of, one by one, from the same evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.ingestion.models import Observation
from khuyencong.programmes.models import Programme
from khuyencong.programmes.states import SOURCES
from khuyencong.projects.models import Project
from khuyencong.projects.queries.behind import behind_count, behind_counterpart, behind_money
from khuyencong.registry.models import Organisation, Place
from khuyencong.reports.pace import elapsed
from khuyencong.reports.queries.actuals import COUNTERPART, MONEY, PROJECTS, bodies_of
from khuyencong.reports.queries.progress import Row
from khuyencong.reports.states import Origin
from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Result
from khuyencong.results.queries import rows_behind
from khuyencong.values.dates import format_date
from khuyencong.values.periods import Period


@dataclass(frozen=True)
class One:
    """A record or a sentence behind a number: what it is, when, how much of the number it gives."""

    label: str
    when: str
    amount: int | None
    project_id: UUID | None = None
    result_id: UUID | None = None
    observation: Observation | None = None


@dataclass(frozen=True)
class Behind:
    """The rows behind a number; `of` says in words what they are."""

    of: str
    rows: Sequence[One]


def behind(programme: Programme, row: Row, *, period: Period, on: date, origin: Origin) -> Behind:
    """Return what one number of a programme is made of."""
    if origin is Origin.REPORTS:
        told = row.actual.rows if row.actual else ()
        return Behind("Câu trong báo cáo", [_said(one) for one in told])
    done = elapsed(period, on)
    if done is None:
        return Behind("Hồ sơ", [])
    measure, content, source = row.question
    if measure in (MONEY, PROJECTS):
        return Behind("Đề án", _projects(programme, period, done, measure, content, source))
    if measure == COUNTERPART:
        return Behind("Đề án có vốn đối ứng", _beside(programme, period, done))
    return Behind("Kết quả", _results(programme, period, done, measure, source))


def _projects(
    programme: Programme, period: Period, done: Period, measure: str, content: str, source: str
) -> list[One]:
    ask = behind_money if measure == MONEY else behind_count
    return [
        _project(project)
        for whose in bodies_of(programme.place, period)
        for project in ask(whose, done.years, content, SOURCES[source])
    ]


def _project(project: Project) -> One:
    years = sorted({project.first_year, project.last_year})
    when = "–".join(str(number) for number in years)
    amount = getattr(project, "amount", None)
    return One(f"{project.code} · {project.name}", when, amount, project_id=project.id)


def _beside(programme: Programme, period: Period, done: Period) -> list[One]:
    return [
        _project(project)
        for whose in bodies_of(programme.place, period)
        for project in behind_counterpart(whose, done.years)
    ]


def _results(
    programme: Programme, period: Period, done: Period, measure: str, source: str
) -> list[One]:
    filters: list[dict[str, str | int]] = [{"source": one} for one in SOURCES[source]] or [{}]
    return [
        _result(result, measure)
        for whose in bodies_of(programme.place, period)
        for where in filters
        for result in _behind(whose, done, measure, where)
    ]


def _behind(
    whose: Organisation | Place, done: Period, measure: str, where: dict[str, str | int]
) -> QuerySet[Result]:
    rows = rows_behind(whose, done.start, done.end, measure, as_of=None, **where)
    return rows.select_related("line")


def _result(result: Result, measure: str) -> One:
    """Return a result as a row; its amount is the column that the measure counts."""
    columns = [feed.column for feed in KINDS[result.kind].feeds if feed.measure == measure]
    amount = getattr(result, columns[0]) if columns else None
    project = result.line.project_id if result.line else None
    return One(
        result.what, format_date(_last_day(result)), amount, project_id=project, result_id=result.id
    )


def _last_day(result: Result) -> date:
    return result.done_until - timedelta(days=1)


def _said(row: Observation) -> One:
    when = f"{row.period_start.year}–{row.period_end.year - 1}" if row.period_start else ""  # type: ignore[union-attr]
    return One(row.sentence, when, int(row.value or 0), observation=row)
