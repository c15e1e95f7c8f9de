"""Up to four places side by side: the same period, the same measures, every gap said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.ingestion.meaning import STATE_SOURCES, Question
from khuyencong.registry.models import Place
from khuyencong.reports.queries import in_order, moves
from khuyencong.reports.queries.known import periods_of, provinces_known
from khuyencong.reports.queries.nation import Nation, nation, units_today
from khuyencong.reports.queries.place_told import origins_of
from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period
from khuyencong.values.text import sort_key
from khuyencong.values.vocabulary import Activity, FundingSource
from khuyencong.web.access import public
from khuyencong.web.portal.addresses import period_word, read_period_word
from khuyencong.web.portal.naming import short_span, stage_label, title, where_label
from khuyencong.web.portal.numbers import Door, door_of
from khuyencong.web.portal.refusal import refused
from khuyencong.web.templatetags.khuyencong import place_label

MOST = 4


@dataclass(frozen=True)
class Column:
    """A place of the comparison, with the country under the borders in which it is told."""

    key: str
    name: str
    nation: Nation
    units: tuple[str, ...]  # the units of the period whose numbers are its own

    def questions(self) -> Iterable[Question]:
        """Return what is known of it, asked of nowhere in particular.

        Things done are compared whoever paid for them; money and đề án by their source.
        """
        for unit in self.units:
            for answer in self.nation.told.about(unit):
                asked = replace(answer.question, where="")
                yield asked if answer.measure.by_content else replace(asked, funding_source="")

    def cell(self, question: Question) -> "Cell":
        """Return its number for a question, a gap where there is none."""
        asked = replace(question, where=self.key)
        answer = self.nation.answer(asked)
        if answer or MEASURES[question.measure].by_content:
            return Cell(door_of(self.nation, answer) if answer else None)
        sourced = {s: self.nation.answer(replace(asked, funding_source=s)) for s in STATE_SOURCES}
        known = [(source, one) for source, one in sourced.items() if one]
        if len(known) != 1:
            return Cell(None)
        [(source, only)] = known
        return Cell(door_of(self.nation, only), FundingSource(source).label)


@dataclass(frozen=True)
class Cell:
    """A number of a place, None for a gap; `source` where it is told of one source alone."""

    door: Door | None
    source: str = ""


@dataclass(frozen=True)
class Line:
    """A measure with the number of each place, beside the name of the place."""

    name: str
    stage: str
    cells: list[tuple[str, Cell]]

    @property
    def known(self) -> int:
        """Return of how many places it is known."""
        return sum(cell.door is not None for _, cell in self.cells)


Groups = list[tuple[str, list[Line]]]


@require_safe
@public
def compare(request: HttpRequest) -> HttpResponse:
    """The places that the address names; without two of them, the choice alone."""
    keys = list(dict.fromkeys(key for key in request.GET.getlist("noi") if key))
    if len(keys) > MOST:
        return refused(request, f"Chỉ so được tối đa {MOST} nơi một lần.")
    told: dict[str, Any] = {"choices": _choices(), "chosen": keys, "section": "compare"}
    told["slots"] = [keys[i] if i < len(keys) else "" for i in range(MOST)]
    if not keys:
        return render(request, "portal/compare.html", told)
    known = Place.objects.filter(key__in=keys).count()
    if known < len(keys):
        return refused(request, "Không có nơi nào mang khóa ấy.", status=404)
    try:
        told |= _compared(keys, request.GET.get("ky", ""))
    except Unreadable as refusal:
        return refused(request, str(refusal))
    return render(request, "portal/compare.html", told)


def _choices() -> list[tuple[str, str]]:
    """Return the provinces that something is known of, and those of today that hold them."""
    own = provinces_known()
    links = [move for move in moves() if move.day <= today()]
    heirs = {move.successor for move in links if move.predecessor in {p.key for p in own}}
    places = [*own, *Place.objects.filter(key__in=heirs - {p.key for p in own})]
    return sorted(((p.key, place_label(p)) for p in places), key=lambda told: sort_key(told[1]))


def _compared(keys: Sequence[str], word: str) -> dict[str, Any]:
    origins = origins_of(keys, moves(), today())
    every = {key: (key, *sorted(origins[key])) for key in keys}
    periods = periods_of(unit for units in every.values() for unit in units)
    period = read_period_word(word) if word else (periods[0].period if periods else None)
    return {
        "periods": [(period_word(k.period), short_span(k.period)) for k in periods],
        "word": period_word(period) if period else "",
        "span": short_span(period) if period else "",
        **(_table(keys, every, period) if period else {"columns": [], "groups": [], "alone": []}),
    }


def _table(
    keys: Sequence[str], every: Mapping[str, tuple[str, ...]], period: Period
) -> dict[str, Any]:
    then = nation(period)
    now = Nation(then.told, then.then, units_today(then.then, today()))
    columns = [_column(key, then, now, every[key]) for key in keys]
    asked = {question for column in columns for question in column.questions()}
    lines = [(question, _line(question, columns)) for question in sorted(asked, key=_in_decree)]
    together = [told for told in lines if told[1].known > 1]
    alone = [told for told in lines if told[1].known == 1]
    return {"columns": columns, "groups": _grouped(together), "alone": _grouped(alone)}


def _in_decree(question: Question) -> tuple[int, Any]:
    """Return the key by which contents stand: all of them first, then the order of the decree."""
    activity = Activity(question.activity)
    return -1 if activity is Activity.TOTAL else [*Activity].index(activity), in_order(question)


def _grouped(lines: Sequence[tuple[Question, Line]]) -> Groups:
    grouped = groupby(lines, key=lambda told: told[0].activity)
    return [
        ("Mọi nội dung" if name == Activity.TOTAL else Activity(name).label, [x for _, x in told])
        for name, told in grouped
    ]


def _column(key: str, then: Nation, now: Nation, units: tuple[str, ...]) -> Column:
    one = then if key in then.then.provinces else now
    name = where_label(one, key) or place_label(Place.objects.get(key=key))
    return Column(key, name, one, units)


def _line(question: Question, columns: Sequence[Column]) -> Line:
    name = title(replace(question, activity=Activity.TOTAL.value))
    cells = [(column.name, column.cell(question)) for column in columns]
    return Line(name, stage_label(question.stage), cells)
