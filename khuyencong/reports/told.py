"""What the page of a report shows: figures by measure, their sentences, and what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Stage
from khuyencong.reports.figures import asked_by
from khuyencong.reports.queries import Answer, Difference, TerritoryTold
from khuyencong.reports.queries.differences import Kind
from khuyencong.reports.states import Borders, Standing
from khuyencong.reports.words import alike, exact, method_line, of_what
from khuyencong.values.dates import VIETNAM
from khuyencong.values.vocabulary import Bound

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
#: Said of what the machine read and nobody has looked at.
WAITING = "chờ soát"
#: What a reader must know of how a number came to be; what two reports agree in needs no word.
FLAGS = {
    Standing.CHOSEN: "có người chọn",
    Standing.WAITING: WAITING,
    Standing.DISPUTED: "các báo cáo nói khác nhau",
    Standing.SEVERAL: "nhiều số, chưa rõ",
}
_BOUNDS = {str(bound): bound.label for bound in Bound}


@dataclass(frozen=True)
class Said:
    """A sentence behind a figure."""

    before: str
    number: str
    after: str
    document: str


@dataclass(frozen=True)
class Line:
    """One figure: what it is of, its number in the unit of its group, what to know of it."""

    of: str
    shown: str
    bound: str
    flag: str
    implied: bool
    missing: str
    said: list[Said]
    #: The key of the figure, under which words of a document cite it.
    key: str = ""


@dataclass(frozen=True)
class Group:
    """The figures of one measure at one step, in one unit, with their method."""

    name: str
    unit: str
    method: str
    lines: list[Line]


@dataclass(frozen=True)
class Told:
    """All that is told of one unit."""

    name: str
    missing: str
    groups: list[Group]


@dataclass(frozen=True)
class Unfit:
    """One thing that does not fit, in words."""

    name: str
    says: str


@dataclass(frozen=True)
class ToldView:
    """The whole page."""

    title: str
    as_of: str
    borders: str
    told: list[Told]
    unfit: list[Unfit]


def view_of(told: TerritoryTold, found: Sequence[Difference], as_of: datetime) -> ToldView:
    """Return what the page shows: the place, then each unit it was made of."""
    apart = told.units if told.is_several else ()
    units = [Told(u.name, "", _groups(u.answers, u.place.key)) for u in apart]
    return ToldView(
        title=f"Khuyến công {told.name}, {told.period}",
        as_of=f"{as_of.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}",
        borders=BORDERS[told.borders],
        told=[Told(told.name, _always_missing(told.answers), _groups(told.answers)), *units],
        unfit=[_unfit(one) for one in found],
    )


def _always_missing(answers: Sequence[Answer]) -> str:
    """Return the units that no sum has a part of: said once, above all of them."""
    lacking = [set(answer.missing) for answer in answers]
    return ", ".join(sorted(set.intersection(*lacking))) if lacking else ""


def _groups(answers: Iterable[Answer], unit: str = "") -> list[Group]:
    kin = groupby(answers, key=lambda answer: (answer.question.measure, answer.question.stage))
    return [_group(list(same), unit) for _, same in kin]


def _group(answers: list[Answer], unit: str) -> Group:
    first = answers[0]
    values = [answer.value for answer in answers if answer.value is not None]
    words, size = alike(values, first.measure.unit) if values else ([], "")
    shown = iter(words)
    lines = [_line(a, next(shown) if a.value is not None else "–", unit) for a in answers]
    step = "" if first.question.stage == Stage.ACCEPTED else Stage(first.question.stage).label
    name = f"{first.measure.name}: {step}" if step else first.measure.name
    return Group(name, size, method_line(first), lines)


def _line(answer: Answer, shown: str, unit: str) -> Line:
    of = of_what(answer.question) or "tất cả"
    return Line(
        of=of[:1].upper() + of[1:],
        shown=shown,
        bound=_BOUNDS.get(answer.bound, ""),
        flag=FLAGS.get(answer.standing, ""),
        implied=answer.implied,
        missing=", ".join(answer.missing),
        said=[_said(row) for row in answer.rows],
        key=asked_by(answer, unit).key,
    )


def _said(row: Observation) -> Said:
    return Said(row.before, row.number, row.after, row.document.title)


def _unfit(one: Difference) -> Unfit:
    unit = one.answers[0].measure.unit
    told = {"stated": one.stated, "computed": one.computed, "difference": one.difference}
    amounts = {name: exact(value, unit) for name, value in told.items() if value is not None}
    rows = (row for answer in one.answers for row in answer.rows)
    values = "; ".join(dict.fromkeys(exact(row.value, row.unit) for row in rows))
    name = ", ".join(filter(None, (one.answers[0].measure.name, of_what(one.question))))
    return Unfit(name, SAYS[one.kind].format(values=values, **amounts))
