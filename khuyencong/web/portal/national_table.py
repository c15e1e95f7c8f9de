"""Money over the country as rows: regions, what belongs to none, the whole; provinces apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.shown import MONEY_UNITS
from khuyencong.reading.model import Number
from khuyencong.reports.queries import Answer
from khuyencong.reports.queries.breakdown import Row
from khuyencong.reports.queries.derived import derived
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.states import How
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import unit_label
from khuyencong.web.portal.numbers import Door, asked_of, bars, door_derived, door_of

#: From this total on money is told in tỷ, below in triệu.
IN_BILLIONS = 10**10
BILLION, MILLION = 10**9, 10**6


@dataclass(frozen=True)
class Line:
    """A row: `door` is None where nothing is known, which is no 0."""

    kind: str  # region, rest, total, province
    key: str
    name: str
    note: str
    value: Number | None
    door: Door | None
    share: Door | None
    average: Door | None
    bar: int = 0
    carried: str = ""  # what a unit of today is added from


@dataclass(frozen=True)
class Table:
    """A measure over the country. `step`: in how many units of it the numbers are told."""

    question: Question
    step: int | None
    unit: str
    lines: list[Line]
    provinces: list[Line]
    unknown: int  # provinces without a number
    is_contradicted: bool  # the regions are more than the whole
    regions_only: tuple[Door, Door | None] | None  # what regions add up to, beside the whole

    @property
    def has_shares(self) -> bool:
        """Return whether the whole country is told, of which parts have shares."""
        return any(line.share for line in self.lines)

    @property
    def regions_known(self) -> int:
        """Return of how many regions something is known."""
        return sum(line.kind == "region" and line.value is not None for line in self.lines)


def table(nation: Nation, question: Question) -> Table:
    """Return the rows of an additive measure; a row's numbers open what they rest on."""
    whole = nation.answer(question)
    rows = nation.table(question).provinces
    step = _step(question, whole, rows)
    told = _Telling(nation, step)
    regions = told.regions(question)
    rest = told.rest(question)
    known = [line for line in (told.province(row) for row in rows) if line.door]
    known.sort(key=lambda line: -(line.value or 0))
    return Table(
        question=question,
        step=step,
        unit=_unit(step, question),
        lines=_with_bars([*regions, *rest]) + ([told.whole(question, whole)] if whole else []),
        provinces=_with_bars(known),
        unknown=len(rows) - len(known),
        is_contradicted=any((line.value or 0) < 0 for line in rest),
        regions_only=told.regions_only(question) if rest else None,
    )


def _step(question: Question, whole: Answer | None, rows: Sequence[Row]) -> int | None:
    """Return in how many đồng money is told, the same for all rows; None for what is counted."""
    if not MEASURES[question.measure].is_money:
        return None
    values = [whole.value] if whole and whole.value else [row.value for row in rows if row.value]
    most = max((int(value) for value in values if value), default=0)
    return BILLION if most >= IN_BILLIONS else MILLION


def _unit(step: int | None, question: Question) -> str:
    return MONEY_UNITS[step] if step else unit_label(MEASURES[question.measure].unit)


@dataclass(frozen=True)
class _Telling:
    """Makes the rows of one table."""

    nation: Nation
    step: int | None

    def line(
        self, kind: str, question: Question, name: str, note: str, answer: Answer | None
    ) -> Line:
        ways = {how: self.worked_out(question, how) for how in (How.SHARE, How.AVERAGE)}
        return Line(
            kind=kind,
            key=question.where,
            name=name,
            note=note,
            value=answer.value if answer else None,
            door=door_of(self.nation, answer, step=self.step) if answer else None,
            share=ways[How.SHARE],
            average=ways[How.AVERAGE],
        )

    def worked_out(self, question: Question, how: How) -> Door | None:
        told = derived(self.nation, question, how)
        places = 2 if how in (How.AVERAGE, How.REGIONS_AVERAGE) else 3
        return door_derived(told, step=self.step, places=places) if told else None

    def regions(self, question: Question) -> list[Line]:
        lines = [
            self.line(
                "region",
                replace(question, where=where),
                region.name,
                f"{len(region.members)} tỉnh",
                self.nation.answer(replace(question, where=where)),
            )
            for where, region in self.nation.regions.items()
        ]
        return sorted(lines, key=lambda line: -(line.value if line.value is not None else -1))

    def rest(self, question: Question) -> list[Line]:
        """Return the row of what belongs to no region, where the whole is told and differs."""
        told = derived(self.nation, question, How.REST)
        if told is None or told.value == 0:
            return []
        all_known = len(told.terms) - 1 == len(self.nation.regions)
        name = "Không thuộc vùng nào" if all_known else "Chưa rõ thuộc vùng nào"
        note = "tổ chức dịch vụ khuyến công, đơn vị trung ương" if all_known else ""
        share = self.worked_out(question, How.REST_SHARE)
        door = door_derived(told, step=self.step)
        return [Line("rest", "", name, note, int(told.value), door, share, None)]

    def whole(self, question: Question, answer: Answer) -> Line:
        note = "cộng các phần đã biết" if answer.parts else ""
        return replace(self.line("total", question, "Cả nước", note, answer), share=None)

    def regions_only(self, question: Question) -> tuple[Door, Door | None] | None:
        together = self.worked_out(question, How.REGIONS)
        return (together, self.worked_out(question, How.REGIONS_AVERAGE)) if together else None

    def province(self, row: Row) -> Line:
        answer = row.answer
        if answer is None:
            return Line("province", row.unit.key, row.unit.label, "", None, None, None, None)
        borders = asked_of(self.nation, answer).borders
        share = derived(self.nation, answer.question, How.SHARE)
        return Line(
            kind="province",
            key=row.unit.key,
            name=row.unit.label,
            note=_lacking(row, answer),
            carried=_carried(row, answer),
            value=answer.value,
            door=door_of(self.nation, answer, step=self.step),
            share=door_derived(share, borders) if share else None,
            average=None,
        )


def _carried(row: Row, answer: Answer) -> str:
    """Return of which old units a unit of today is made, and whose numbers lack."""
    if not row.made_of:
        return ""
    told = " + ".join(unit.label for unit in row.made_of)
    return f"{told}; thiếu số của {', '.join(answer.missing)}" if answer.missing else told


def _lacking(row: Row, answer: Answer) -> str:
    """Return "1/3 nơi cũ có số" where a sum lacks parts."""
    if not answer.missing:
        return ""
    known = len(row.made_of) - len(answer.missing)
    return f"{known}/{len(row.made_of)} nơi cũ có số"


def _with_bars(lines: Sequence[Line]) -> list[Line]:
    widths = bars([line.value for line in lines])
    return [replace(line, bar=width) for line, width in zip(lines, widths, strict=True)]
