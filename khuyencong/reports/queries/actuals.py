"""What was done, from records or from accepted figures of reports: which of the two is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from khuyencong.ingestion.meaning import content_of
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Stage
from khuyencong.programmes.queries.figures import Key
from khuyencong.programmes.states import SOURCES
from khuyencong.projects.models import Project
from khuyencong.projects.queries.totals import REACHED, Totals, beside, totals
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.lineage import units_over
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reports.pace import elapsed
from khuyencong.reports.queries.answers import TOLD, Answer
from khuyencong.reports.queries.territory import territory
from khuyencong.reports.states import Origin
from khuyencong.values.periods import Period

MONEY, COUNTERPART, PROJECTS = "money.state", "money.counterpart", "projects.count"
#: The step at which something of a record counts as done.
DONE = "accepted"
#: The steps at which money of a report is told, the best first: what is only approved says so.
STAGES = (Stage.ACCEPTED, Stage.SETTLED, Stage.PAID, Stage.APPROVED)


class Count(Protocol):
    """What records say of a measure: the value, how many they are, how it bounds the true one."""

    @property
    def value(self) -> int: ...
    @property
    def records(self) -> int: ...
    @property
    def bound(self) -> str: ...


Whose = Organisation | Place


class Counted(Protocol):
    """Who counts what was done: by (measure, *by), of a body or territory on days, half-open."""

    def __call__(
        self, whose: Whose, start: date, until: date, *, by: Sequence[str]
    ) -> Mapping[tuple[str, ...], Count]: ...


@dataclass(frozen=True)
class Actual:
    """What was done: the value and what it rests on; `bound` where it only bounds the true one.

    `records` of our own, or the figures of reports; `missing`: units nothing is known of; `stage`:
    the step that money of a report stands at.
    """

    value: int
    origin: Origin
    records: int = 0
    rows: tuple[Observation, ...] = ()
    bound: str = ""
    missing: tuple[str, ...] = ()
    stage: Stage = Stage.ACCEPTED


class Actuals(Protocol):
    """Something that can be asked what was done."""

    origin: Origin

    def of(self, question: Key) -> Actual | None:
        """Return what was done of a measure, content and source; None where nothing is known."""


class FromRecords:
    """What the records say of bodies or a territory, up to and with a day."""

    origin = Origin.RECORDS

    def __init__(self, whose: Sequence[Whose], period: Period, on: date, counted: Counted) -> None:
        done = elapsed(period, on)
        years = done.years if done else ()
        self._totals: list[Totals] = [totals(one, years) for one in whose] if years else []
        self._beside = [beside(one, years) for one in whose] if years else []
        self._whole, self._by_source = (
            [counted(one, done.start, done.end, by=by) for one in whose] if done else []
            for by in ((), ("source",))
        )

    def of(self, question: Key) -> Actual | None:
        """Return what the records add up to: money and đề án by years, results by days."""
        measure, content, source = question
        if measure == COUNTERPART:
            amount = sum(told.get(("counterpart", ""), 0) for told in self._beside)
            return Actual(amount, self.origin, self._projects(content, source))
        if measure == MONEY:
            amount = sum(
                told.amount(DONE, **where)
                for told in self._totals
                for where in _filters(content, source)
            )
            return Actual(amount, self.origin, self._projects(content, source))
        if measure == PROJECTS:
            found = self._projects(content, source)
            return Actual(found, self.origin, found)
        return self._result(question)

    def _projects(self, content: str, source: str) -> int:
        return sum(
            told.count(DONE, **where)
            for told in self._totals
            for where in _filters(content, source)
        )

    def _result(self, question: Key) -> Actual:
        measure, _, source = question
        # Of all sources together a thing counts once, so their numbers are not added here.
        asked: list[tuple[str, ...]] = [(measure, one) for one in SOURCES[source]] or [(measure,)]
        told = self._by_source if source else self._whole
        found = [one[key] for one in told for key in asked if key in one]
        bounds = {count.bound for count in found} - {""}
        return Actual(
            sum(count.value for count in found),
            self.origin,
            sum(count.records for count in found),
            bound=min(bounds, default=""),
        )


def _filters(content: str, source: str) -> list[dict[str, object]]:
    """Return the parts of the key of totals that answer a question; "" is all of them."""
    whole: dict[str, object] = {"content": content} if content else {}
    return [whole | {"source": one} for one in SOURCES[source]] or [whole]


class FromReports:
    """What people accepted from reports about a territory, over exactly these days."""

    origin = Origin.REPORTS

    def __init__(
        self, place: Place, period: Period, *, today: date, at: datetime | None = None
    ) -> None:
        told = territory(place.key, period, today=today, at=at)
        self._answers = {
            (asked.measure, asked.activity, asked.funding_source, asked.stage): answer
            for answer in told.answers
            for asked in [answer.question]
            if not asked.detail
        }

    def of(self, question: Key) -> Actual | None:
        """Return what the reports say was done; None where none does, or they differ."""
        measure, content, source = question
        content = content or str(content_of(measure))
        for stage in STAGES if measure == MONEY else STAGES[:1]:
            answer = self._answers.get((measure, content, source, stage.value))
            if answer and answer.value is not None and answer.standing in TOLD:
                return _told(answer, stage)
        return None


def _told(answer: Answer, stage: Stage) -> Actual:
    return Actual(
        int(answer.value or 0),
        Origin.REPORTS,
        rows=answer.evidence,
        bound=answer.bound,
        missing=answer.missing,
        stage=stage,
    )


def bodies_of(place: Place, period: Period) -> list[Whose]:
    """Return whose records tell of a territory over a period.

    The country is one; a province is the Sở of every unit that held it, so that a merger of places
    moves what they did and loses nothing; any other place is what was done on it.
    """
    if place.level != Level.PROVINCE:
        return [place]
    units = [unit.place.id for unit in units_over(place, period.start, period.end)]
    found = Organisation.objects.filter(place__in=units, kind=OrganisationKind.DEPARTMENT)
    return list(found.order_by("key"))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many bodies that could have records some are kept."""

    known: int
    all: int

    @property
    def is_whole(self) -> bool:
        """Return whether every body has records."""
        return self.known >= self.all


def coverage_of(place: Place, period: Period, provinces: Sequence[Place] | None = None) -> Coverage:
    """Return how many provinces the records of the country come from; two queries.

    With `provinces`, how many of these: units that held a region. A single place answers for
    itself: its coverage is whole.
    """
    if place.level != Level.COUNTRY:
        return Coverage(1, 1)
    kept = Project.objects.filter(
        first_year__lte=period.years[-1], last_year__gte=period.years[0], state__in=REACHED[DONE]
    )
    if provinces is not None:
        # A merger moves custody: by whose plan it was, not by who answers for it today.
        owners = kept.filter(owner__kind=OrganisationKind.DEPARTMENT, owner__place__in=provinces)
        known = owners.order_by().values("owner__place").distinct().count()
        return Coverage(known, len(provinces))
    bodies = kept.filter(custodian__kind=OrganisationKind.DEPARTMENT)
    known = bodies.order_by().values("custodian").distinct().count()
    living = Place.objects.filter(on_day(period.last_day), level=Level.PROVINCE)
    return Coverage(known, living.count())
