"""Where one figure of a report comes from: its meaning, its rows, its parts, what reports say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.queries import agrees_with
from khuyencong.law.states import Item
from khuyencong.reports.figures import Figure
from khuyencong.reports.preparing import Written
from khuyencong.reports.records import BesideRow, MoneyRow, ProjectRow, ResultRow
from khuyencong.reports.records.rows import Row
from khuyencong.results.kinds import KINDS
from khuyencong.values.money import amount_in_words, format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import Activity, FundingSource, unit_label

_CONTENTS = {str(content): content.label for content in Activity}
_SOURCES = {str(source): source.label for source in FundingSource}
_NAMES = {
    "source": "Nguồn",
    "content": "Nội dung",
    "item": "Hạng mục",
    "variant": "Loại",
    "year": "Năm",
    "kind": "Loại vốn",
}


@dataclass(frozen=True)
class Behind:
    """One row behind a figure: what it is, when, how much of the figure it gives."""

    label: str
    when: str
    amount: str
    project: UUID | None = None
    result: UUID | None = None
    duty: UUID | None = None


@dataclass(frozen=True)
class Said:
    """What an old report states of the same question."""

    row: Observation
    agrees: bool | None


@dataclass(frozen=True)
class Evidence:
    """All that a person asks of a figure."""

    figure: Figure
    in_words: str
    facts: list[tuple[str, str]]
    rows: list[Behind]
    parts: list[Figure]
    said: list[Said]


def evidence_of(written: Written, figure: Figure) -> Evidence:
    """Return the evidence of a figure of a report, or of one that its asking answers beside."""
    by_key = {one.key: one for one in written.figures}
    return Evidence(
        figure,
        _in_words(figure),
        list(_facts(figure)),
        sorted(_rows(written, figure), key=lambda row: (row.when, row.label)),
        [by_key[key] for key in figure.parts if key in by_key],
        [Said(row, _agrees(figure, row)) for row in figure.beside or figure.rows],
    )


def _in_words(figure: Figure) -> str:
    if figure.unit != "VND" or figure.value is None:
        return ""
    dong = int(figure.value)
    return f"{amount_in_words(dong)} · {format_dong(dong)}" if dong >= 0 else format_dong(dong)


def _facts(figure: Figure) -> Iterator[tuple[str, str]]:
    yield "Cách tính", figure.method
    for name, value in figure.asked.where:
        if name in _NAMES:
            yield _NAMES[name], _word(name, value)
    if figure.bounded:
        yield "Mức chính xác", f"hồ sơ chỉ cho biết “{figure.bounded}”"
    if figure.estimated is not None:
        yield "Ước phần còn lại", figure.say(figure.estimated)
    if figure.missing:
        yield "Chưa có số của", ", ".join(figure.missing)
    yield "Số hồ sơ", format_number(figure.records)
    digest = figure.digest() if figure.records else ""
    if digest:
        yield "Dấu của hồ sơ", digest


def _word(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_word(name, one) for one in value)
    if name == "item":
        return dict(Item.choices).get(str(value), str(value))
    if name in ("source", "kind"):
        return _SOURCES.get(str(value), str(value))
    if name == "content":
        return _CONTENTS.get(str(value), "chưa phân bổ")
    if name == "variant":
        names = {v: label for kind in KINDS.values() for v, label in kind.variants}
        return names.get(str(value), str(value))
    return str(value)


def _agrees(figure: Figure, row: Observation) -> bool | None:
    if not figure.records or not isinstance(figure.value, int):
        return None
    return agrees_with(row, figure.value, figure.bound)


def _rows(written: Written, figure: Figure) -> Iterator[Behind]:
    asking, asked = written.asking, figure.asked
    if not figure.records:
        return
    if figure.names and asking.received:
        for row in asking.received.rows:
            if row.ref in figure.names:
                yield Behind(row.label, row.came_on[:4] or row.due_on[:4], "1", duty=row.id)
        return
    others = asked.measure.endswith(".of_others")
    reckoning = asking.of_others if others else asking.own
    labels = {row.id: row.label for row in reckoning.records.projects}
    stage = asked.measure if asked.table == "result" else asked.stage
    rows: list[Any] = []
    if asked.table:
        rows = reckoning.rows(asked.table, stage, asked.filters)
    elif asked.measure == "contents.covered":
        rows = [row for row in reckoning.records.results if row.content]
    for row in rows:
        yield _behind(row, stage, labels)


def _behind(row: Row, stage: str, labels: dict[UUID, str]) -> Behind:
    match row:
        case ProjectRow():
            return Behind(row.label, str(row.year), "1", project=row.id)
        case MoneyRow():
            label = labels.get(row.project, "Đề án")
            source = _SOURCES.get(row.source, row.source)
            amount = format_dong(row.at(stage))
            return Behind(f"{label} ({source})", str(row.year), amount, project=row.project)
        case BesideRow():
            label = labels.get(row.project, "Đề án")
            return Behind(label, str(row.year), format_dong(row.amount), project=row.project)
        case ResultRow():
            return Behind(row.label, str(row.year), _counted(row, stage), result=row.series)


def _counted(row: ResultRow, measure: str) -> str:
    """Return how much of a measure a result gives, in its unit."""
    values = dict(row.values)
    for feed in KINDS[row.kind].feeds:
        if feed.measure != measure or not feed.takes(row.content, row.variant):
            continue
        if feed.column == "establishments" and row.names is not None:
            return f"{len(row.names)} {unit_label('establishment')}"
        if feed.column in values:
            value = values[feed.column]
            return format_dong(value) if feed.column.endswith("money") else format_number(value)
    return ""
