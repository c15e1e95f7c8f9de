"""The country in a period: any number of it, told or added up, under the borders of then or today.

Whoever shows a number asks here, and whoever opens it asks here again: both get the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.queries import published
from khuyencong.reports.queries.answers import TOLD, Answer, summed
from khuyencong.reports.queries.book import Book, book_of
from khuyencong.reports.queries.breakdown import Breakdown, RegionRow, breakdown
from khuyencong.reports.queries.units import COUNTRY, RegionUnit, Unit, Units, units_on
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.periods import Period

#: Ways of grouping provinces, the first that has regions on a day: a report's own, then statistics.
SCHEMES = ("bao-cao-2014-2020", "thong-ke")
Part = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Nation:
    """The book of a period with the units of its last day; with `now` told under today's borders.

    Asking it costs no query.
    """

    told: Book
    then: Units
    now: Units | None

    @property
    def period(self) -> Period:
        """Return the days it speaks of."""
        return self.told.period

    @property
    def units(self) -> dict[str, Unit]:
        """Return the provinces it is told under, by key."""
        return (self.now or self.then).provinces

    @cached_property
    def regions(self) -> dict[str, RegionUnit]:
        """Return the regions of the period by their word in a question."""
        return {region.where: region for region in self.then.regions}

    @cached_property
    def _tables(self) -> dict[Part, Breakdown]:
        return {}

    def table(self, question: Question) -> Breakdown:
        """Return the measure of a question over the country; ValueError where it does not add."""
        asked = question
        part = (asked.measure, asked.stage, asked.activity, asked.funding_source, asked.detail)
        if part not in self._tables:
            self._tables[part] = breakdown(
                self.told,
                asked.measure,
                asked.stage,
                self.then,
                self.now,
                activity=asked.activity,
                source=asked.funding_source,
                detail=asked.detail,
            )
        return self._tables[part]

    def question(
        self, measure: str, stage: str, where: str = COUNTRY, *, activity: str, source: str = ""
    ) -> Question:
        """Return a question about this period."""
        days = (self.period.start, self.period.end)
        return Question(measure, stage, where, *days, activity, source)

    def answer(self, question: Question) -> Answer | None:
        """Return what is known: as told, else the sum of what is told below; None for nothing.

        A question about another time than the period is answered as told, never added.
        """
        days = (question.start, question.end)
        if days != (self.period.start, self.period.end):
            return self.told.within.get(question.word)
        if MEASURES[question.measure].adds is Adds.NOT:
            return self.told.answers.get(question.word)
        if question.where == COUNTRY:
            return self._of_country(question)
        if question.where in self.regions:
            return self._of_region(question)
        if question.where in self.units:
            rows = self.table(question).provinces
            return next(row.answer for row in rows if row.unit.key == question.where)
        return self.told.answers.get(question.word)

    def _of_country(self, question: Question) -> Answer | None:
        table = self.table(question)
        if table.total:
            return table.total
        regions = [self._of_region(replace(question, where=where)) for where in self.regions]
        parts = [answer for answer in regions if answer and answer.value is not None]
        told = {answer.question.where for answer in parts}
        missing = [unit.name for where, unit in self.regions.items() if where not in told]
        return summed(question, parts, missing) if parts else None

    def _of_region(self, question: Question) -> Answer | None:
        region = self.regions[question.where]
        row = self.row(question)
        if row.answer:
            return row.answer
        asked = {key: replace(question, where=key) for key in region.members}
        answers = {key: self.told.answers.get(asked[key].word) for key in region.members}
        parts = {
            key: answer
            for key, answer in answers.items()
            if answer and answer.value is not None and answer.standing in TOLD
        }
        missing = [self.then.provinces[key].label for key in region.members if key not in parts]
        return summed(question, list(parts.values()), missing) if parts else None

    def row(self, question: Question) -> RegionRow:
        """Return the row of the region that a question asks about."""
        rows = self.table(question).regions
        return next(row for row in rows if row.region.where == question.where)


def nation(period: Period, *, today: date | None = None, measures: Iterable[str] = ()) -> Nation:
    """Return what is published of a period, of some measures or all; six queries, or seven.

    With `today` provinces are told under the borders of that day.
    """
    rows = published().filter(period_start__gte=period.start, period_end__lte=period.end)
    wanted = list(measures)
    if wanted:
        rows = rows.filter(measure__in=wanted)
    told = book_of(period, rows.order_by("recorded_at", "id"), None)
    then = units_of(period.last_day)
    return Nation(told, then, units_today(then, today) if today else None)


def units_of(day: date) -> Units:
    """Return the country on a day under the scheme of regions that holds then."""
    for scheme in SCHEMES:
        found = units_on(day, scheme)
        if found.regions:
            break
    return found


def units_today(then: Units, today: date) -> Units | None:
    """Return the country of today, None where its provinces are those of then."""
    now = units_of(today)
    return now if now.provinces.keys() != then.provinces.keys() else None
