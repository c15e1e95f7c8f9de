"""What a report shows: tables of figures, each with its sentences, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Stage
from khuyencong.reports.queries import Answer, Difference, TerritoryTold
from khuyencong.reports.queries.differences import Kind
from khuyencong.reports.states import Borders, Standing
from khuyencong.reports.words import exact, method_line, of_what, with_bound
from khuyencong.values.dates import VIETNAM

BORDERS = {
    Borders.THEN: "theo địa giới khi ấy",
    Borders.TODAY: "theo địa giới hôm nay",
}
SAYS = {
    Kind.REPORTS: "Các báo cáo nói khác nhau: {values}. Chưa ai chọn.",
    Kind.WITHIN: "Báo cáo nêu nhiều số: {values}. Chưa rõ số nào là tổng.",
    Kind.AGAINST: "Đã có số được nhận, nhưng có báo cáo ghi khác: {values}.",
    Kind.SOURCES: "Tổng ghi {stated}, các nguồn cộng lại được {computed}; lệch {difference}.",
    Kind.CONTENTS: "Tổng ghi {stated}, các nội dung cộng lại được {computed}; lệch {difference}.",
}


@dataclass(frozen=True)
class ToldRow:
    """One figure in the table."""

    name: str
    of: str
    stage: str
    shown: str
    standing: str
    waiting: bool
    method: str
    missing: str
    said: list["Said"]


@dataclass(frozen=True)
class Said:
    """A sentence behind a figure."""

    before: str
    number: str
    after: str
    document: str


@dataclass(frozen=True)
class ToldTable:
    """The figures of one unit."""

    name: str
    rows: list[ToldRow]


@dataclass(frozen=True)
class ToldDifference:
    """One thing that does not fit, in words."""

    name: str
    says: str


@dataclass(frozen=True)
class ToldView:
    """All that is shown."""

    title: str
    as_of: str
    borders: str
    tables: list[ToldTable]
    differences: list[ToldDifference]


def view_of(told: TerritoryTold, found: Sequence[Difference], as_of: datetime) -> ToldView:
    """Return what the report of a territory shows."""
    tables = [ToldTable(told.name, [_row(answer) for answer in told.answers])]
    if told.is_several:
        tables += [ToldTable(u.name, [_row(answer) for answer in u.answers]) for u in told.units]
    return ToldView(
        title=f"Khuyến công {told.name}, {told.period}",
        as_of=f"{as_of.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
        borders=BORDERS[told.borders],
        tables=tables,
        differences=[_difference(one) for one in found],
    )


def _row(answer: Answer) -> ToldRow:
    return ToldRow(
        name=answer.measure.name,
        of=of_what(answer.question),
        stage=Stage(answer.question.stage).label,
        shown=with_bound(answer) if answer.value is not None else "–",
        standing=answer.standing.label,
        waiting=answer.standing is Standing.WAITING,
        method=method_line(answer),
        missing=", ".join(answer.missing),
        said=[_said(row) for row in answer.rows],
    )


def _said(row: Observation) -> Said:
    return Said(row.before, row.number, row.after, row.document.title)


def _difference(one: Difference) -> ToldDifference:
    unit = one.answers[0].measure.unit
    amounts = {
        name: exact(value, unit)
        for name, value in (
            ("stated", one.stated),
            ("computed", one.computed),
            ("difference", one.difference),
        )
        if value is not None
    }
    rows = (row for answer in one.answers for row in answer.rows)
    values = "; ".join(dict.fromkeys(exact(row.value, row.unit) for row in rows))
    name = f"{one.answers[0].measure.name}, {of_what(one.question)}".rstrip(", ")
    return ToldDifference(name, SAYS[one.kind].format(values=values, **amounts))
