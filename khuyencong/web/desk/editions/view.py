"""How an edition looks on a page: its words with their figures as doors, what was done, changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.documents import Document
from khuyencong.documents.html import Html, html_of
from khuyencong.office.rules import previewed
from khuyencong.reporting.states import DutyState, Outcome
from khuyencong.reports.models import ChapterVersion, Edition, EditionStep
from khuyencong.reports.naming import filter_of
from khuyencong.reports.narratives import CHAPTERS
from khuyencong.reports.narratives.references import written
from khuyencong.reports.queries.editions import Force
from khuyencong.reports.rules.later import Differences, FigureChange, RowChange
from khuyencong.reports.states import EDITION_STEPS
from khuyencong.reports.uncited import Known, known_of, uncited_in
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import Activity, FundingSource
from khuyencong.web.desk.office_view import Entry

LABELS = {"draft": "Soạn báo cáo", **{step.name: step.label for step in EDITION_STEPS}}
FORCES = {
    Force.UNSIGNED: ("note", "Chưa ban hành"),
    Force.IN_FORCE: ("ok", "Còn hiệu lực"),
    Force.REPLACED: ("warning", "Đã có bản thay"),
    Force.REVOKED: ("warning", "Đã hủy"),
}
#: What people call the codes of contents and sources.
CODES = {str(code): str(code.label) for code in (*Activity, *FundingSource, *DutyState, *Outcome)}
#: Names of values, as a reader of the differences knows them; others stand as they are.
FIELDS = {
    "label": "tên",
    "value": "số",
    "estimated": "số ước",
    "amount": "số tiền",
    "source": "nguồn",
    "content": "nội dung",
    "reached": "các bước đã qua",
    "year": "năm",
    "unit": "địa phương",
    "kind": "loại",
    "variant": "dạng",
    "item": "mục chi",
    "state": "tình trạng",
    "came_on": "ngày gửi",
    "due_on": "hạn gửi",
    "outcome": "đúng hạn hay không",
    "late": "trễ, ngày",
    "paper": "văn bản",
    "bound": "mức chính xác",
    "names": "cơ sở",
    "amounts.planned": "tiền dự kiến",
    "amounts.approved": "tiền được duyệt",
    "amounts.contracted": "tiền theo hợp đồng",
    "amounts.advanced": "tiền tạm ứng",
    "amounts.accepted": "tiền đã thực hiện",
    "amounts.paid": "tiền đã thanh toán",
    "amounts.settled": "tiền đã quyết toán",
    "amounts.recovered": "tiền đã thu hồi",
    "values.quantity": "số lượng",
    "values.persons": "số người",
    "values.establishments": "số cơ sở",
}


def paper(row: Edition) -> Html:
    """Return the document as sheets of A4, with the signature and number it has; each figure opens
    the rows that the edition keeps of it."""
    return drawn(row, previewed(row.issue) if row.issue else row.words)


def drawn(row: Edition, words: Document) -> Html:
    """Return words of an edition as sheets of A4, each figure a door to its rows."""
    address = reverse("desk:edition-figure", args=[row.id])
    return html_of(words, lambda cite: f"{address}?{urlencode({'so': cite})}", level=2)


def happened(steps: Iterable[EditionStep]) -> list[Entry]:
    """Return what was done, the newest first; one query for the names."""
    told = list(steps)
    names = names_of(step.by for step in told)
    return [
        Entry(step.at, names.get(step.by, ""), LABELS[step.name], step.reason)
        for step in reversed(told)
    ]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by their ids; one query."""
    found = User.objects.filter(id__in=set(people))
    return dict(found.values_list("id", "full_name"))


@dataclass(frozen=True)
class Chapter:
    """A chapter with its versions, the newest first."""

    key: str
    title: str
    text: str
    number: int
    versions: list[tuple[ChapterVersion, str]]
    typed: list["Typed"]

    @property
    def has_offers(self) -> bool:
        """Return whether a figure may stand in the place of one of its typed numbers."""
        return any(one.offers for one in self.typed)


@dataclass(frozen=True)
class Typed:
    """A number that somebody typed in a chapter, and the figures that it may be."""

    start: int
    text: str
    context: str
    offers: list["FigureLine"]


def chapters_of(edition: Edition) -> list[Chapter]:
    """Return every chapter that officers may write, with what they wrote; two queries."""
    versions = list(edition.chapter_versions.order_by("-number"))
    names = names_of(one.by for one in versions)
    told = []
    figures = edition.told_figures if edition.chapters else []
    lines = {str(one.get("key")): figure_line(one, str(one.get("key"))) for one in figures}
    known = known_of(figures)
    for key, title in CHAPTERS.items():
        own = [(one, names.get(one.by, "")) for one in versions if one.key == key]
        number = own[0][0].number if own else 0
        text = edition.chapters.get(key, "")
        told.append(Chapter(key, title, text, number, own, _typed(text, known, lines)))
    return told


def _typed(text: str, known: Sequence[Known], lines: Mapping[str, "FigureLine"]) -> list[Typed]:
    return [
        Typed(one.start, one.text, one.context, [lines[key] for key in one.offered])
        for one in uncited_in(text, known)
    ]


@dataclass(frozen=True)
class FigureLine:
    """A figure of an edition."""

    key: str
    name: str
    of: str
    shown: str
    unit: str

    @property
    def label(self) -> str:
        """Return what it is and of what."""
        return f"{self.name}, {self.of}" if self.of else self.name

    @property
    def reference(self) -> str:
        """Return how it is cited in a chapter."""
        return written(self.label, self.key)


def figure_line(figure: Mapping[str, Any], key: str) -> FigureLine:
    """Return a figure as a line of a table."""
    filters = ", ".join(filter(None, map(_words, figure.get("filters", {}).values())))
    place = (figure.get("place") or {}).get("name", "")
    shown = str(figure.get("shown_as") or plain(figure.get("value")))
    name = str(figure.get("name") or figure["measure"])
    of = "; ".join(filter(None, (filters, place)))
    return FigureLine(key, name, of, shown, str(figure.get("unit", "")))


def _words(value: Any) -> str:
    """Return the value of a filter as people say it; a place is told by the report itself."""
    return filter_of(value)


def plain(value: Any) -> str:
    """Return a value as a reader reads it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "không có"
    return "không có" if value is None else CODES.get(str(value), str(value))


@dataclass(frozen=True)
class Told:
    """One thing that differs, with what changed in it or what caused it."""

    what: str
    changes: list[tuple[str, str, str]]
    causes: list[str]


@dataclass(frozen=True)
class DifferencesTold:
    """What changed since an edition was frozen, in words."""

    added: list[str]
    removed: list[str]
    changed: list[Told]
    figures: list[Told]


def told_of(found: Differences, most: int) -> DifferencesTold:
    """Return the differences in words, at most so many of each sort."""
    return DifferencesTold(
        added=[one.label for one in found.added[:most]],
        removed=[one.label for one in found.removed[:most]],
        changed=[_row(one) for one in found.changed[:most]],
        figures=[_figure(one) for one in found.figures[:most]],
    )


def _row(one: RowChange) -> Told:
    changes = [
        (FIELDS.get(change.field, change.field), plain(change.before), plain(change.after))
        for change in one.changes
    ]
    return Told(one.label, changes, [])


def _figure(one: FigureChange) -> Told:
    line = figure_line(one.figure, one.key)
    changes = [(FIELDS[one.field], plain(one.before), plain(one.after))]
    what = ", ".join(filter(None, (line.name, line.of)))
    return Told(what, changes, [cause.label for cause in one.causes])
