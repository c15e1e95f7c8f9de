"""What the lines of the three provinces came to, and what was done beside any đề án."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.demo.records.spreading import LineDraft, ProjectDraft, days_of
from khuyencong.demo.records.tables import Alone, Table
from khuyencong.projects.models import Line
from khuyencong.registry.models import Organisation, Place
from khuyencong.results.actions import ResultTold, record_past_results

#: By (owner, code, number of the line): the line as it was entered.
Lines = dict[tuple[object, str, int], Line]


@dataclass(frozen=True)
class Plan:
    """The results of one plan: whose, who answers for the records, who enters them."""

    owner: Organisation
    custodian: Organisation
    officer: User

    @property
    def bodies(self) -> tuple[Organisation, Organisation]:
        """Return whose plan it is, and who answers for its records."""
        return self.owner, self.custodian


def enter_results(table: Table, plan: Plan, drafts: Iterable[ProjectDraft], at: datetime) -> int:
    """Enter what the lines of a plan came to; return how many."""
    drafts = list(drafts)
    if not drafts:
        return 0
    lines = _lines(plan.owner, drafts)
    told = (
        _of_line(table, draft, line, lines[plan.owner.id, draft.code, number])
        for draft in drafts
        for number, line in enumerate(draft.lines, start=1)
    )
    return _record(plan, told, at)


def enter_alone(
    table: Table, plan: Plan, rows: Iterable[Alone], places: dict[str, Place], at: datetime
) -> int:
    """Enter what stands by itself in one plan; return how many."""
    return _record(plan, (_alone(table, one, places[one.commune]) for one in rows), at)


def _record(plan: Plan, told: Iterable[ResultTold], at: datetime) -> int:
    return record_past_results(
        by=plan.officer,
        custodian=plan.custodian,
        owner=plan.owner,
        told=told,
        at=at,
        is_demonstration=True,
    )


def _lines(owner: Organisation, drafts: list[ProjectDraft]) -> Lines:
    rows = Line.objects.filter(project__owner=owner, project__code__in=[d.code for d in drafts])
    kin = ("project__custodian", "project__owner", "place", "establishment")
    return {(owner.id, line.project.code, line.number): line for line in rows.select_related(*kin)}


def _of_line(table: Table, draft: ProjectDraft, one: LineDraft, line: Line) -> ResultTold:
    told = one.group.result
    day = days_of(one.year, f"{draft.code}|{one.year}", table).accepted
    assert day is not None
    counts, bound, bounded = _counts(one)
    return ResultTold(
        kind=told.kinds[one.turn % len(told.kinds)] if told.kinds else told.kind,
        variant=told.variants[one.turn % len(told.variants)] if told.variants else told.variant,
        what=line.what,
        done_from=day,
        done_until=day + timedelta(1),
        line=line,
        counts=counts,
        more={name: _worded(value, one.what) for name, value in told.more.items()},
        bound=bound,
        bounded=bounded,
        establishments={line.establishment: 1} if line.establishment else {},
        basis=f"{table.paper}, mục {draft.item.at}",
    )


def _counts(one: LineDraft) -> tuple[dict[str, int], str, str]:
    """Return the counts of a line, and which of them old papers give as "trên" or "khoảng"."""
    told = one.group.result
    counts = dict(told.fixed) | {name: given[one.number] for name, given in told.each.items()}
    is_first = one.number == 0
    if told.column:
        counts[told.column] = one.quantity - (1 if told.bound == "gt" and is_first else 0)
    if one.jobs is not None:
        counts["jobs"] = one.jobs
    if told.bound and is_first:
        return counts, told.bound, told.column
    if told.jobs and is_first and one.jobs is not None:
        return counts, told.jobs, "jobs"
    return counts, "", ""


def _worded(value: Any, what: str) -> Any:
    return value.replace("{what}", what) if isinstance(value, str) else value


def _alone(table: Table, one: Alone, place: Place) -> ResultTold:
    start, until = _span(table, one)
    return ResultTold(
        kind=one.kind,
        variant=one.variant,
        content=one.content,
        source=one.source,
        what=one.what,
        done_from=start,
        done_until=until,
        place=place,
        counts=one.counts,
        more=one.more,
        basis=f"{table.paper}, mục {one.at}",
    )


def _span(table: Table, one: Alone) -> tuple[date, date]:
    """Return the days that the report tells: a year, else the whole period up to its writing."""
    if one.year:
        return date(one.year, 1, 1), date(one.year + 1, 1, 1)
    return date(table.period[0], 1, 1), table.last_acceptance + timedelta(1)


def plans_of(rows: Iterable[Alone]) -> Iterator[tuple[str, list[Alone]]]:
    """Yield whose the results by themselves are, and which."""
    listed = list(rows)
    for of in dict.fromkeys(one.of for one in listed):
        yield of, [one for one in listed if one.of == of]
