"""A place in all its periods: its own numbers, or those of the units that it was made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries import published
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.reports.borders import Move, holders
from khuyencong.reports.queries.answers import TOLD, Answer, summed
from khuyencong.reports.queries.book import book_of, in_order
from khuyencong.reports.queries.units import moves
from khuyencong.values.gazetteer import days_label
from khuyencong.values.measures import Adds
from khuyencong.values.periods import Period


@dataclass(frozen=True)
class PeriodTold:
    """What is known of a place over one period, in the order of measures.

    `made_of`: the old units whose numbers are told under the place, by name, none for its own;
    `missing`: those of whom nothing is known.
    """

    period: Period
    answers: tuple[Answer, ...]
    documents: tuple[Document, ...]
    made_of: tuple[str, ...]
    missing: tuple[str, ...]

    def ask(
        self, measure: str, stage: str, activity: str, source: str = "", detail: str = ""
    ) -> Answer | None:
        """Return the answer to a question about the place and the period."""
        asked = (measure, stage, activity, source, detail)
        return next((a for a in self.answers if _part(a.question) == asked), None)


def _part(question: Question) -> tuple[str, str, str, str, str]:
    asked = question
    return asked.measure, asked.stage, asked.activity, asked.funding_source, asked.detail


def told_of(place: Place, *, today: date) -> list[PeriodTold]:
    """Return what is published of a place, the latest period first; four queries at most.

    A province of today is told by the units that it holds whole, each sum with who is missing.
    """
    units = _units(place, today)
    rows = published().filter(place__key__in=units).order_by("recorded_at", "id")
    found = list(rows)
    if not found:
        return []
    whole = Period(
        min(row.period_start for row in found if row.period_start),
        max(row.period_end for row in found if row.period_end),
    )
    told = book_of(whole, found, None)
    answers = [*told.within.values(), *(a for a in told.answers.values() if not a.parts)]
    by_period: dict[Period, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_period[Period(answer.question.start, answer.question.end)].append(answer)
    ordered = sorted(by_period, key=lambda period: (period.end, period.start), reverse=True)
    return [_period(place, period, by_period[period], units) for period in ordered]


def _units(place: Place, today: date) -> dict[str, str]:
    """Return the units told under a place by key: itself, and what it holds whole."""
    own = {place.key: _label(place)}
    if place.level != Level.PROVINCE or place.valid_from is None:
        return own
    held = origins_of([place.key], moves(), today)[place.key]
    places = Place.objects.filter(key__in=held).order_by("name")
    return {**own, **{unit.key: _label(unit) for unit in places}}


def _label(place: Place) -> str:
    return place.name + days_label(place.valid_from, place.valid_until)


def origins_of(keys: Iterable[str], links: Sequence[Move], on: date) -> dict[str, frozenset[str]]:
    """Return for each unit the earlier units whose whole territory it holds on a day."""
    earlier = {link.predecessor for link in links}
    held = holders(earlier, links, on)
    return {
        key: frozenset(unit for unit, after in held.items() if after == {key} and unit != key)
        for key in keys
    }


def _period(
    place: Place, period: Period, answers: Sequence[Answer], units: Mapping[str, str]
) -> PeriodTold:
    own = [answer for answer in answers if answer.question.where == place.key]
    others = [answer for answer in answers if answer.question.where != place.key]
    told = own or list(_sums(place, others, units))
    names = {key: name for key, name in units.items() if key != place.key}
    known = {answer.question.where for answer in others}
    return PeriodTold(
        period=period,
        answers=tuple(sorted(told, key=lambda answer: in_order(answer.question))),
        documents=_documents(row for answer in answers for row in answer.rows),
        made_of=() if own else tuple(names[key] for key in names if key in known),
        missing=() if own else tuple(names[key] for key in names if key not in known),
    )


def _sums(place: Place, answers: Iterable[Answer], units: Mapping[str, str]) -> Iterator[Answer]:
    alike: dict[Question, dict[str, Answer]] = defaultdict(dict)
    for answer in answers:
        if answer.standing in TOLD and answer.measure.adds is not Adds.NOT:
            alike[replace(answer.question, where=place.key)][answer.question.where] = answer
    names = {key: name for key, name in units.items() if key != place.key}
    for question, parts in alike.items():
        missing = [name for key, name in names.items() if key not in parts]
        ordered = [parts[key] for key in names if key in parts]
        yield summed(question, ordered, missing)


def _documents(rows: Iterable[Observation]) -> tuple[Document, ...]:
    return tuple({row.document_id: row.document for row in rows}.values())
