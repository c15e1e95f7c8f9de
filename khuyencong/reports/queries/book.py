"""All that is known of one period, read once: the book that every page and report asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from khuyencong.ingestion.meaning import Question, content_of, question_of
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.queries import chosen_in, published, taken_or_waiting
from khuyencong.registry.models import Place
from khuyencong.reports.queries.answers import Answer, resolve, summed
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import Activity, FundingSource


@dataclass(frozen=True)
class Book:
    """The answers to every question of a period, by their word; asking it costs no query.

    `within` holds what is known of shorter times inside the period: single years of a programme.
    """

    period: Period
    at: datetime | None
    answers: dict[str, Answer]
    within: dict[str, Answer]

    def ask(
        self,
        measure: str,
        stage: str,
        where: str,
        *,
        activity: str = "",
        source: str = "",
        detail: str = "",
    ) -> Answer | None:
        """Return the answer to a question of this period, None where nothing is known.

        Without a content it is asked of the only one that the measure belongs to, else of all.
        """
        word = Question(
            measure,
            stage,
            where,
            self.period.start,
            self.period.end,
            activity or content_of(measure),
            source,
            detail,
        ).word
        return self.answers.get(word)

    def inside(self, period: Period) -> "Book":
        """Return the book of a time inside this one, from the same answers; no query."""
        told = {word: a for word, a in self.answers.items() if not a.parts} | self.within
        known = {
            word: answer
            for word, answer in told.items()
            if period.covers(Period(answer.question.start, answer.question.end))
        }
        return _bound(period, self.at, known)

    def about(self, where: str) -> list[Answer]:
        """Return every answer about a territory, in the order of measures, contents, sources."""
        found = [a for a in self.answers.values() if a.question.where == where]
        return sorted(found, key=lambda answer: in_order(answer.question))

    def territories(self) -> frozenset[str]:
        """Return every territory that something is known of."""
        return frozenset(answer.question.where for answer in self.answers.values())

    def stages_of(self, measure: str, where: str) -> list[str]:
        """Return the steps in which a measure of a territory is known, the best known first."""
        counted: dict[str, int] = defaultdict(int)
        for answer in self.answers.values():
            asked = answer.question
            if (asked.measure, asked.where) == (measure, where) and asked.stage != "target":
                counted[asked.stage] += 1
        return sorted(counted, key=lambda stage: (-counted[stage], stage))


_MEASURES = {name: place for place, name in enumerate(MEASURES)}
_CONTENTS = {str(content): place for place, content in enumerate(Activity, 1)}
_SOURCES = {str(source): place for place, source in enumerate(FundingSource, 1)}


def in_order(question: Question) -> tuple[int, str, int, int, str, date]:
    """Return the key by which questions stand: measures, contents, sources as their tables.

    The whole stands before its parts.
    """
    asked = question
    return (
        _MEASURES.get(asked.measure, len(_MEASURES)),
        asked.stage,
        0 if asked.activity == Activity.TOTAL else _CONTENTS[asked.activity],
        _SOURCES.get(asked.funding_source, 0),
        asked.detail,
        asked.start,
    )


def book(
    period: Period,
    *,
    at: datetime | None = None,
    waiting: bool = False,
    where: Place | None = None,
) -> Book:
    """Return what is known of a period at a moment, everywhere or of one place; two queries.

    Only what a person took; with `waiting` also what still waits to be looked at, told apart.
    """
    rows = (taken_or_waiting(at) if waiting else published(at)).filter(
        period_start__gte=period.start, period_end__lte=period.end
    )
    if where:
        rows = rows.filter(place=where)
    return book_of(period, rows.order_by("recorded_at", "id"), at)


def book_of(period: Period, rows: Iterable[Observation], at: datetime | None) -> Book:
    """Return the book of figures already read; one query, for the choices between them."""
    by_word: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_word[row.slot].append(row)
    choices = chosen_in(by_word, at)
    known = {
        word: resolve(question_of(word), same, choices.get(word)) for word, same in by_word.items()
    }
    return _bound(period, at, known)


def _bound(period: Period, at: datetime | None, known: Mapping[str, Answer]) -> Book:
    """Return answers that speak of a period or of times inside it as its book."""
    whole = {word: a for word, a in known.items() if _is_of(a.question, period)}
    within = {word: a for word, a in known.items() if word not in whole}
    added = {a.question.word: a for a in _added_over_time(within.values(), period)}
    return Book(period, at, {**added, **whole}, within)


def _is_of(question: Question, period: Period) -> bool:
    return (question.start, question.end) == (period.start, period.end)


def _added_over_time(parts: Iterable[Answer], period: Period) -> Iterator[Answer]:
    """Yield the sum for the period where its parts follow each other without gap or overlap."""
    alike: dict[Question, list[Answer]] = defaultdict(list)
    for part in parts:
        if part.value is not None and part.measure.adds is Adds.UP:
            whole = replace(part.question, start=period.start, end=period.end)
            alike[whole].append(part)
    for whole, found in alike.items():
        found.sort(key=lambda answer: answer.question.start)
        if _follow_each_other(found, period):
            yield summed(whole, found)


def _follow_each_other(parts: Sequence[Answer], period: Period) -> bool:
    ends = [period.start, *(part.question.end for part in parts)]
    return ends[:-1] == [part.question.start for part in parts] and ends[-1] == period.end
