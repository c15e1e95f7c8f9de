"""Whoever writes a report asks here: one door to records, accepted reports, targets and context.

A number comes from our records where there are any; where there are none, from what people
accepted from old reports, and the figure says so. What nobody knows stays unknown.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from khuyencong.ingestion.meaning import content_of
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Stage
from khuyencong.programmes.models import ContextFigure, Programme
from khuyencong.programmes.queries import contexts_of
from khuyencong.programmes.states import SOURCES
from khuyencong.registry.models import Place
from khuyencong.registry.queries.lineage import units_over
from khuyencong.registry.states import Level
from khuyencong.reports.figures import (
    COUNTERPART,
    LEVELS,
    Asked,
    Figure,
    Money,
    asked,
    asked_by,
    money_unit,
)
from khuyencong.reports.queries.actuals import (
    MONEY,
    PROJECTS,
    STAGES,
    Coverage,
    Whose,
    bodies_of,
    coverage_of,
)
from khuyencong.reports.queries.answers import TOLD, Answer
from khuyencong.reports.queries.cells import reckoning_of
from khuyencong.reports.queries.consolidated import Received, received_of
from khuyencong.reports.queries.progress import Row as Aim
from khuyencong.reports.queries.progress import progress
from khuyencong.reports.queries.records import Span
from khuyencong.reports.queries.territory import TerritoryTold
from khuyencong.reports.records import Found, Reckoning, Records
from khuyencong.reports.states import Origin, Standing
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period, Shape
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import LEGAL_CONTENTS, FundingSource


@dataclass(frozen=True)
class Asking:
    """Everything that a report of one place and period may ask."""

    told: TerritoryTold
    span: Span
    at: datetime | None
    on: date
    #: Whether the words themselves were read that say which days of activity a report tells.
    is_span_verified: bool = True
    #: The code of the form: of which reports of others a national one tells.
    form: str = ""

    @property
    def place(self) -> Place:
        """Return the place."""
        return self.told.place

    @property
    def period(self) -> Period:
        """Return the period."""
        return self.span.budget

    @property
    def is_country(self) -> bool:
        """Return whether the report is of the whole country."""
        return self.place.level == Level.COUNTRY and not self.is_region

    @property
    def is_region(self) -> bool:
        """Return whether the report is of a region: the provinces that made it up."""
        return self.told.region is not None

    @property
    def is_locality(self) -> bool:
        """Return whether the report tells what was done on the soil of a commune or district."""
        return self.place.level not in (Level.COUNTRY, Level.PROVINCE)

    @property
    def provinces(self) -> list[Place]:
        """Return the provinces that held the territory, each once; none for the country."""
        places = {unit.place.id: unit.place for unit in self.told.units}
        return [place for place in places.values() if place.level == Level.PROVINCE]

    @property
    def is_over(self) -> bool:
        """Return whether the last day of the period is past."""
        return self.period.last_day < self.on

    @cached_property
    def own(self) -> Reckoning:
        """Return what the plan owners of the place did."""
        return reckoning_of(self._bodies, self.span, at=self.at)

    @cached_property
    def of_others(self) -> Reckoning:
        """Return what other bodies did on the soil of a province; in no total of its own."""
        if self.place.level != Level.PROVINCE:
            return Reckoning.of(Records())
        return reckoning_of(self._soil, self.span, at=self.at, but=self._bodies)

    @cached_property
    def before(self) -> Reckoning:
        """Return what was done in the like period of the year before; nothing for programmes."""
        shape = self.period.shape
        if shape in (None, Shape.PROGRAMME):
            return Reckoning.of(Records())
        span = Span(_year_before(self.period), _year_before(self.span.activity))
        return reckoning_of(self._bodies_over(span.budget), span, at=self.at)

    @cached_property
    def coverage(self) -> Coverage:
        """Return of how many provinces there are records; a single place answers for itself."""
        if self.is_region:
            return coverage_of(self.place, self.period, self.provinces)
        return coverage_of(self.place, self.period)

    @cached_property
    def has_records(self) -> bool:
        """Return whether the figures are those of records.

        A country is reckoned from records once every province keeps them; before, from what people
        accepted from reports, and from the records that there are where no report speaks.
        """
        if not self.own:
            return False
        return self.coverage.is_whole or not self._answers

    @cached_property
    def received(self) -> Received | None:
        """Return the reports of the provinces that a national one of this form tells of."""
        if not self.is_country:
            return None
        on = day_in_vietnam(self.at) if self.at else self.on
        return received_of(self.place, self.form, self.period, on, self.at)

    @cached_property
    def money_unit(self) -> Money:
        """Return the unit in which the report writes its money."""
        total = self.own.money().value
        if not self.has_records:
            answer = self._answer(Asked(MONEY, table="money"))
            total = int(answer.value) if answer and answer.value else 10**6
        return money_unit(total, national=self.is_country)

    # --- what was done ------------------------------------------------------------------------

    def projects(self, stage: str = "accepted", **where: Hashable) -> Figure:
        """Return how many đề án: by lead content and source."""
        found = self.own.projects(stage, **where)
        return self._answered(asked(PROJECTS, stage, where, "projects"), found)

    def money(self, stage: str = "accepted", **where: Hashable) -> Figure:
        """Return the đồng of the State's khuyến công money: by lines."""
        found = self.own.money(stage, **where)
        return self._answered(asked(MONEY, stage, where, "money"), found)

    def carrying(self, stage: str = "accepted", **where: Hashable) -> Figure:
        """Return how many đề án have money of these items or contents."""
        found = self.own.carrying(stage, **where)
        return self._answered(asked(PROJECTS, stage, where, "carrying"), found)

    def counterpart(self, **where: Hashable) -> Figure:
        """Return the đồng that establishments put in beside."""
        found = self.own.beside(FundingSource.COUNTERPART.value, **where)
        whole = {"kind": FundingSource.COUNTERPART.value, **where}
        return self._answered(asked(COUNTERPART, "accepted", whole, "beside"), found)

    def result(self, measure: str, **where: Hashable) -> Figure:
        """Return a count of what was done."""
        found = self.own.result(measure, **where)
        return self._answered(asked(measure, "accepted", where, "result"), found)

    def answer_to(self, question: Asked) -> Figure:
        """Return the figure that a question told by its word asks for (`figures.read_asked`)."""
        where = question.filters
        match question.table:
            case "projects":
                return self.projects(question.stage, **where)
            case "carrying":
                return self.carrying(question.stage, **where)
            case "money":
                return self.money(question.stage, **where)
            case "beside":
                return self.counterpart(**{n: v for n, v in where.items() if n != "kind"})
        return self.result(question.measure, **where)

    def others_projects(self) -> Figure:
        """Return how many đề án other bodies carried out there."""
        found = self.of_others.projects()
        return self._plain(Asked("projects.of_others", table="projects"), found, "project")

    def others_money(self) -> Figure:
        """Return the đồng that other bodies spent there."""
        found = self.of_others.money()
        return self._plain(Asked("money.of_others", table="money"), found, "VND")

    def covered(self) -> Figure:
        """Return how many of the nine contents have an activity, of nine."""
        question = Asked("contents.covered")
        if self.has_records:
            there = len(self.own.covered)
            return self._plain(
                question, Found(there, self.own.counted_results), "activity_content", 9
            )
        return self._from_reports(question, "activity_content")

    @property
    def uncovered(self) -> list[str]:
        """Return the names of the contents that have no activity in the records."""
        return [str(one.label) for one in LEGAL_CONTENTS if one not in self.own.covered]

    # --- what is reckoned of two --------------------------------------------------------------

    def of_target(self, figure: Figure) -> Figure | None:
        """Return what percent of its target a figure is; None where no target is set for it."""
        row = self._aims.get(self._question(figure.asked))
        if row is None or not row.aim or figure.value is None:
            return None
        percent = Fraction(Decimal(figure.value)) * 100 / row.aim
        return self._derived("percent_of_target", figure, percent, "percent")

    def aim_of(self, figure: Figure) -> Aim | None:
        """Return the target of a figure, with where it comes from."""
        return self._aims.get(self._question(figure.asked))

    def growth(self, figure: Figure, before: Found) -> Figure | None:
        """Return by how many percent a figure changed from a number of the time before."""
        if not before.value or figure.value is None or figure.estimated is not None:
            return None
        change = (Fraction(Decimal(figure.value)) - before.value) * 100 / before.value
        return self._derived("growth", figure, change, "percent", records=before.records)

    def growth_from_before(self, figure: Figure) -> Figure | None:
        """Return the growth of a figure against the like period of the year before."""
        filters = figure.asked.filters
        stage = figure.asked.stage
        match figure.asked.table:
            case "projects":
                found = self.before.projects(stage, **filters)
            case "money":
                found = self.before.money(stage, **filters)
            case "result":
                found = self.before.result(figure.asked.measure, **filters)
            case _:
                return None
        return self.growth(figure, found)

    def average_growth(self, first: Figure, last: Figure, years: int) -> Figure | None:
        """Return the compound growth in percent a year: (last / first)^(1/years) − 1."""
        if not first.value or not last.value or years < 1:
            return None
        ratio = Decimal(last.value) / Decimal(first.value)
        rate = (ratio ** (Decimal(1) / years) - 1) * 100
        found = self._derived("average_growth", last, Fraction(rate), "percent_per_year")
        return _with(found, places=1)

    def share(self, part: Figure, whole: Figure) -> Figure | None:
        """Return what percent of a whole a part is."""
        if part.value is None or not whole.value:
            return None
        percent = Fraction(Decimal(part.value)) * 100 / Fraction(Decimal(whole.value))
        return self._derived("share", part, percent, "percent")

    def years(self) -> Figure:
        """Return how many years the period has."""
        question = Asked("period", derived="total_years")
        return Figure(question, len(self.period.years), "year", records=1, digest=lambda: "")

    # --- context ------------------------------------------------------------------------------

    def context(self, series: str, year: int) -> Figure | None:
        """Return a context figure of the place; None where nobody entered one."""
        row = self._context.get((series, year))
        if row is None:
            return None
        question = Asked(f"context.{series}", "", (("year", year),))
        return Figure(question, row.value, row.unit, records=1, money=Money(10**9, 3))

    def prices_of(self, series: str, year: int) -> str:
        """Return the prices that a context figure is told at: "giá so sánh 2010"."""
        row = self._context.get((series, year))
        return row.prices if row else ""

    def context_years(self, series: str) -> list[int]:
        """Return the years of a context series within or just before the period, in order."""
        first = self.period.start.year - 1
        last = self.period.last_day.year
        found = (year for name, year in self._context if name == series)
        return sorted(year for year in found if first <= year <= last)

    def difference(self, first: Figure, last: Figure) -> Figure | None:
        """Return by how much a figure grew."""
        if first.value is None or last.value is None:
            return None
        change = int(last.value) - int(first.value)
        return self._derived("difference", last, Fraction(change), last.unit)

    @cached_property
    def _context(self) -> dict[tuple[str, int], ContextFigure]:
        rows = contexts_of([] if self.is_region else [self.place.id], self.at)
        return {(row.series, row.year): row for row in rows}

    # --- targets ------------------------------------------------------------------------------

    @cached_property
    def programme(self) -> Programme | None:
        """Return the programme of the place that covers the period; None without one."""
        if self.is_region:
            return None
        rows = Programme.objects.filter(
            period_start__lte=self.period.start, period_end__gte=self.period.end
        ).select_related("document", "place")
        own = rows.filter(place=self.place).order_by("period_start").last()
        return own or rows.filter(place__in=self._unit_places).order_by("period_start").last()

    @cached_property
    def next_programme(self) -> Programme | None:
        """Return the programme that begins where the period ends; None without one."""
        if self.is_region:
            return None
        rows = Programme.objects.filter(period_start=self.period.end).select_related("document")
        return rows.filter(place__in=[self.place.id, *self._unit_places]).order_by("name").first()

    @property
    def _unit_places(self) -> list[UUID]:
        return [unit.place.id for unit in self.told.units]

    @cached_property
    def _aims(self) -> dict[tuple[str, str, str], Aim]:
        if self.programme is None or not self.has_records:
            return {}
        found = progress(
            self.programme,
            on=self.on,
            origin=Origin.RECORDS,
            period=self.period,
            at=self.at,
            whose=self._bodies,
        )
        return {row.question: row for row in found.rows}

    def _question(self, question: Asked) -> tuple[str, str, str]:
        filters = question.filters
        if question.derived or set(filters) - {"content", "source", "kind"}:
            return "", "", ""
        measure = question.measure
        source = str(filters.get("source", ""))
        content = str(filters.get("content", ""))
        if not source and (measure, content, "") not in self._aims:
            # A target of the province's own money asks of all that has no other source there.
            named = [key for key in self._aims if key[0] == measure and key[1] == content]
            if len(named) == 1 and self._is_all_of(question, named[0][2]):
                return named[0]
        return measure, content, source

    def _is_all_of(self, question: Asked, source: str) -> bool:
        """Return whether all that a figure counts is of the sources a target asks for."""
        if question.table != "result":
            return False
        rows = self.own.rows("result", question.measure, question.filters)
        return {getattr(row, "source", "") for row in rows} <= set(SOURCES[source])

    # --- answering ----------------------------------------------------------------------------

    def _answered(self, question: Asked, found: Found) -> Figure:
        unit = MEASURES[question.measure].unit
        if self.has_records:
            return self._plain(question, found, unit)
        return self._from_reports(question, unit)

    def _plain(self, question: Asked, found: Found, unit: str, out_of: int | None = None) -> Figure:
        answer = self._answer(question)
        aim = None if question.measure not in MEASURES else self._estimates(question)
        reckoning = self.of_others if question.measure.endswith(".of_others") else self.own
        stage = question.measure if question.table == "result" else question.stage
        return Figure(
            question,
            found.value,
            unit,
            records=found.records,
            bound=found.bound,
            estimated=aim,
            beside=tuple(answer.rows) if answer else (),
            out_of=out_of,
            money=self.money_unit,
            digest=lambda: (
                reckoning.digest(question.table, stage, question.filters)
                if question.table
                else reckoning.digest("result", stage, {})
            ),
        )

    def _from_reports(self, question: Asked, unit: str) -> Figure:
        answer = self._answer(question)
        out_of = 9 if question.measure == "contents.covered" else None
        if answer is None:
            return Figure(question, None, unit, out_of=out_of)
        return self._taken(question, unit, answer, out_of)

    def _taken(self, question: Asked, unit: str, answer: Answer, out_of: int | None) -> Figure:
        """Return what old reports say; no value where they differ and nobody chose."""
        value: int | Decimal | None = None
        if answer.value is not None and answer.standing in (*TOLD, Standing.WAITING):
            exact = Decimal(answer.value)
            value = int(exact) if exact == int(exact) else exact
        return Figure(
            question,
            value,
            unit,
            bound=answer.bound,
            rows=answer.evidence,
            beside=answer.rows,
            out_of=out_of,
            money=self.money_unit,
            missing=answer.missing,
            answer=answer,
        )

    def told_beside(self, but: frozenset[str]) -> list[Figure]:
        """Return what old reports say of questions whose figures are not among these keys."""
        found = []
        for answer in self.told.answers:
            question = asked_by(answer)
            if question.key not in but:
                unit = MEASURES[question.measure].unit
                found.append(self._taken(question, unit, answer, None))
        return found

    def _answer(self, question: Asked) -> Answer | None:
        filters = question.filters
        if question.measure == COUNTERPART:
            filters.pop("kind", None)
        detail = LEVELS.get(str(filters.pop("variant", "")), "")
        source, content = str(filters.pop("source", "")), str(filters.pop("content", ""))
        if filters or question.derived or question.measure not in MEASURES:
            return None
        content = content or str(content_of(question.measure))
        stages = STAGES if question.measure == MONEY and not self.has_records else [question.stage]
        for stage in stages:
            step = str(stage.value if isinstance(stage, Stage) else stage)
            found = self._answers.get((question.measure, content, source, step, detail))
            if found:
                return found
        return None

    @cached_property
    def _answers(self) -> dict[tuple[str, str, str, str, str], Answer]:
        return {
            (q.measure, q.activity, q.funding_source, q.stage, q.detail): answer
            for answer in self.told.answers
            for q in [answer.question]
        }

    def _estimates(self, question: Asked) -> int | None:
        if self.is_over:
            return None
        row = self._aims.get(self._question(question))
        return row.estimated if row else None

    def _derived(
        self, how: str, figure: Figure, value: Fraction, unit: str, *, records: int = 0
    ) -> Figure:
        question = Asked(
            figure.asked.measure, figure.asked.stage, figure.asked.where, figure.asked.table, how
        )
        exact = round_half_up(value, 4).normalize()
        whole = int(value) if value.denominator == 1 else exact
        return Figure(
            question,
            whole,
            unit,
            records=figure.records + records,
            bound="",
            rows=figure.rows,
            money=figure.money,
            digest=figure.digest,
            parts=(figure.key,),
        )

    @cached_property
    def _bodies(self) -> Sequence[Whose]:
        return self._bodies_over(self.period)

    def _bodies_over(self, period: Period) -> Sequence[Whose]:
        if not self.is_region:
            return bodies_of(self.place, period)
        found = [body for place in self.provinces for body in bodies_of(place, period)]
        return list({body.id: body for body in found}.values())

    @property
    def _soil(self) -> list[Place]:
        units = [unit.place for unit in units_over(self.place, self.period.start, self.period.end)]
        return units or [self.place]


def all_observations(figures: Sequence[Figure]) -> list[Observation]:
    """Return the figures of old reports that any of these rest on, each once."""
    return list({row.id: row for figure in figures for row in figure.rows}.values())


def _year_before(period: Period) -> Period:
    return Period(_back(period.start), _back(period.end))


def _back(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _with(figure: Figure, **changes: object) -> Figure:
    return replace(figure, **changes)  # type: ignore[arg-type]
