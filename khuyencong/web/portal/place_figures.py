"""The numbers of a place as its page shows them: money by content and source, then results."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.states import Stage
from khuyencong.registry.models import Place
from khuyencong.reports.queries import Answer
from khuyencong.reports.queries.differences import Kind, differences
from khuyencong.reports.queries.place_told import PeriodTold, told_of
from khuyencong.reports.states import Borders, Standing
from khuyencong.reports.words import exact
from khuyencong.values.text import sort_key
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FundingSource
from khuyencong.web.portal.addresses import Asked, period_word
from khuyencong.web.portal.naming import short_span, stage_label, title
from khuyencong.web.portal.numbers import Door, door, exactly

PARTS = {Kind.SOURCES: "các nguồn", Kind.CONTENTS: "các nội dung"}
MONEY, PROJECTS, COUNTERPART = "money.state", "projects.count", "money.counterpart"
COLUMNS = (
    FundingSource.NATIONAL,
    FundingSource.PROVINCIAL,
    FundingSource.LOCAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
)
ROWS = (*LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION, Activity.OTHER)
#: From this amount on money is told in tỷ.
IN_BILLIONS = 10**11
BILLION, MILLION = 10**9, 10**6


@dataclass(frozen=True)
class MoneyRow:
    """A content: the number of đề án, money by source, all of it; None where nothing is told."""

    name: str
    projects: Door | None
    sources: list[tuple[str, Door | None]]
    whole: Door | None

    @property
    def is_told(self) -> bool:
        """Return whether anything is known."""
        return any((self.projects, self.whole, *(one for _, one in self.sources)))


@dataclass(frozen=True)
class MoneyTable:
    """Money of one step by content and source."""

    stage: str
    unit: str
    columns: list[str]
    rows: list[MoneyRow]
    total: MoneyRow


@dataclass(frozen=True)
class ResultLine:
    """A result with its target."""

    name: str
    stage: str
    door: Door
    target: Door | None


@dataclass(frozen=True)
class Misfit:
    """A whole that its parts do not reach or overshoot: both are shown, none is set right."""

    name: str
    of_what: str
    whole: Door
    parts: list[Door]
    computed: str
    difference: str


@dataclass(frozen=True)
class PeriodView:
    """What the page shows of one period."""

    span: str
    word: str
    documents: tuple[Document, ...]
    made_of: tuple[str, ...]
    missing: tuple[str, ...]
    money: list[MoneyTable]
    beside: Door | None
    results: list[ResultLine]
    covered: int
    covered_said: Door | None
    unsettled: list[tuple[str, Door]]
    misfits: list[Misfit]


def place_figures(place: Place, today: date) -> list[PeriodView]:
    """Return what is published of a place by period, the latest first."""
    return [_view(told) for told in told_of(place, today=today)]


def _view(told: PeriodTold) -> PeriodView:
    borders = Borders.TODAY if told.made_of else Borders.THEN
    doors = _Doors(told, borders)
    return PeriodView(
        span=short_span(told.period),
        word=period_word(told.period),
        documents=told.documents,
        made_of=told.made_of,
        missing=told.missing,
        money=doors.money(),
        beside=doors.beside(),
        results=doors.results(),
        covered=_covered(told.answers),
        covered_said=doors.first("contents.covered"),
        unsettled=doors.unsettled(),
        misfits=[] if told.made_of else list(doors.misfits()),
    )


def _covered(answers: Iterable[Answer]) -> int:
    """Return in how many of the nine contents something was done."""
    done = {a.question.activity for a in answers if a.question.stage != Stage.TARGET}
    return len(done & set(LEGAL_CONTENTS))


@dataclass(frozen=True)
class _Doors:
    """Makes the doors of one period."""

    told: PeriodTold
    borders: Borders

    def door(self, answer: Answer | None, step: int | None = None) -> Door | None:
        return door(Asked(answer.question, self.borders), answer, step=step) if answer else None

    def first(self, measure: str) -> Door | None:
        found = (a for a in self.told.answers if a.question.measure == measure)
        return self.door(next(found, None))

    def beside(self) -> Door | None:
        found = (
            a
            for a in self.told.answers
            if a.question.measure == COUNTERPART
            and a.question.activity == Activity.TOTAL
            and a.question.stage != Stage.TARGET
        )
        return self.door(next(found, None))

    def money(self) -> list[MoneyTable]:
        """Return a table for each step in which money is told, not for targets."""
        asked = [a.question for a in self.told.answers]
        stages = {q.stage for q in asked if q.measure in (MONEY, PROJECTS)} - {Stage.TARGET.value}
        return [self.table(stage) for stage in Stage.values if stage in stages]

    def table(self, stage: str) -> MoneyTable:
        answers = [a for a in self.told.answers if a.question.stage == stage]
        money = [a for a in answers if a.question.measure == MONEY]
        most = max((Fraction(a.value) for a in money if a.value), default=Fraction(0))
        step = BILLION if most >= IN_BILLIONS else MILLION
        present = {a.question.funding_source for a in answers if a.question.measure == MONEY}
        sources = [source for source in COLUMNS if source in present]
        rows = [
            self.row(stage, activity, detail, sources, step)
            for activity in ROWS
            for detail in ("", *self.details(activity, stage))
        ]
        return MoneyTable(
            stage=stage_label(stage),
            unit="tỷ đồng" if step == BILLION else "triệu đồng",
            columns=[source.label for source in sources],
            rows=[row for row in rows if row.is_told],
            total=self.row(stage, Activity.TOTAL, "", sources, step),
        )

    def details(self, activity: Activity, stage: str) -> list[str]:
        """Return what is told apart within a content: "hội chợ", "bình chọn sản phẩm"."""
        asked = (a.question for a in self.told.answers)
        found = {
            q.detail
            for q in asked
            if (q.activity, q.stage) == (activity, stage) and q.measure in (MONEY, PROJECTS)
        }
        return sorted(found - {""}, key=sort_key)

    def row(
        self,
        stage: str,
        activity: Activity,
        detail: str,
        sources: list[FundingSource],
        step: int,
    ) -> MoneyRow:
        def money(source: str) -> Door | None:
            return self.door(self.told.ask(MONEY, stage, activity, source, detail), step)

        name = "Tất cả" if activity is Activity.TOTAL else activity.label
        return MoneyRow(
            name=f"{name}: {detail}" if detail else name,
            projects=self.projects(stage, activity, detail),
            sources=[(source.label, money(source)) for source in sources],
            whole=money(""),
        )

    def projects(self, stage: str, activity: Activity, detail: str) -> Door | None:
        """Return the number of đề án of all sources, else of the only source that is told."""
        told = [self.told.ask(PROJECTS, stage, activity, s, detail) for s in ("", *COLUMNS)]
        known = [answer for answer in told if answer]
        return self.door(known[0] if told[0] or len(known) == 1 else None)

    def results(self) -> list[ResultLine]:
        return [
            self.result(answer)
            for answer in self.told.answers
            if answer.question.measure not in (MONEY, PROJECTS, COUNTERPART, "contents.covered")
            or answer.question.stage == Stage.TARGET
            if not self.is_shown_beside(answer.question)
        ]

    def is_shown_beside(self, question: Question) -> bool:
        """Return whether it is a target that stands beside its result."""
        if question.stage != Stage.TARGET:
            return False
        done = replace(question, stage=Stage.ACCEPTED.value)
        return any(answer.question == done for answer in self.told.answers)

    def result(self, answer: Answer) -> ResultLine:
        target = replace(answer.question, stage=Stage.TARGET.value)
        found = next((a for a in self.told.answers if a.question == target), None)
        beside = found if found is not answer else None
        shown = self.door(answer)
        assert shown
        return ResultLine(
            title(answer.question), stage_label(answer.question.stage), shown, self.door(beside)
        )

    def unsettled(self) -> list[tuple[str, Door]]:
        """Return what reports tell differently, settled by a choice or not."""
        found = [
            a
            for a in self.told.answers
            if a.standing in (Standing.DISPUTED, Standing.SEVERAL) or a.against
        ]
        return [(title(a.question), one) for a in found if (one := self.door(a))]

    def misfits(self) -> Iterator[Misfit]:
        """Yield the wholes of the reports that their own parts do not add up to."""
        for found in differences(self.told.answers):
            if found.computed is None or found.difference is None:
                continue
            whole, *parts = (exactly(one, a) for a in found.answers if (one := self.door(a)))
            unit = found.answers[0].measure.unit
            yield Misfit(
                name=title(found.question),
                of_what=PARTS[found.kind],
                whole=whole,
                parts=parts,
                computed=exact(found.computed, unit),
                difference=exact(found.difference, unit),
            )
