"""Numbers as a portal page shows them: written the Vietnamese way, exact within, each a door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.shown import NO_BREAK, amounts, number
from khuyencong.reading.model import Number
from khuyencong.reports.queries import Answer
from khuyencong.reports.queries.derived import Derived
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.states import Borders, Standing
from khuyencong.reports.words import exact
from khuyencong.values.vocabulary import Bound
from khuyencong.web.portal.addresses import Asked

#: Words before a number by which a report bounds it, as the report itself says them.
BOUNDING = ("gần", "hơn", "trên", "dưới", "khoảng", "xấp xỉ", "ước", "chừng")
#: What a screen says where reports contradict each other and no number may stand.
UNSETTLED = {Standing.DISPUTED: "các báo cáo nói khác nhau", Standing.SEVERAL: "chưa rõ số tổng"}


@dataclass(frozen=True, slots=True)
class Door:
    """A number on a page; `exact` is its value, "" where there is none to show."""

    address: str
    exact: str
    shown: str
    unit: str = ""
    said: str = ""  # "gần", "trên": how the report bounds it
    implied: bool = False
    summed: bool = False

    @property
    def is_told(self) -> bool:
        """Return whether there is a number."""
        return bool(self.exact)


def door(asked: Asked, answer: Answer, *, step: int | None = None, places: int = 3) -> Door:
    """Return the number of an answer; money in `step` đồng, else in the unit that suits it."""
    if answer.value is None:
        return Door(asked.address, "", UNSETTLED[answer.standing])
    shown, unit = written(answer.value, answer.measure.unit, step=step, places=places)
    return Door(
        address=asked.address,
        exact=str(answer.value),
        shown=shown,
        unit=unit,
        said=said_of(answer),
        implied=any(row.implied for row in leads_of(answer)),
        summed=answer.standing is Standing.SUMMED,
    )


def door_of(nation: Nation, answer: Answer, *, step: int | None = None) -> Door:
    """Return the number of an answer that a nation gave, to be opened under the same borders."""
    return door(asked_of(nation, answer), answer, step=step)


def exactly(one: Door, answer: Answer) -> Door:
    """Return the same door with nothing of its money rounded away."""
    if answer.value is None or not answer.measure.is_money:
        return one
    shown, _, unit = exact(answer.value, answer.measure.unit).partition(NO_BREAK)
    return replace(one, shown=shown, unit=unit)


def asked_of(nation: Nation, answer: Answer) -> Asked:
    """Return how an answer is asked for again: units of today alone need today's borders."""
    where = answer.question.where
    is_new = nation.now and where in nation.now.provinces and where not in nation.then.provinces
    return Asked(answer.question, Borders.TODAY if is_new else Borders.THEN)


def door_derived(
    told: Derived, borders: Borders = Borders.THEN, *, step: int | None = None, places: int = 3
) -> Door:
    """Return a number that was worked out."""
    shown, unit = written(told.value, told.unit, step=step, places=places)
    asked = Asked(told.question, borders, told.how)
    return Door(asked.address, str(told.value), shown, unit)


def written(
    value: Number, unit: str, *, step: int | None = None, places: int = 3
) -> tuple[str, str]:
    """Return a value and its unit apart: "1.737,73", "tỷ đồng"; a percentage keeps its sign."""
    if unit == "ratio":
        return number(value, places), "lần"
    shown = amounts([value], unit, step=step, places=places)[0]
    figure, _, name = shown.partition(NO_BREAK)
    return figure, name


def bare(value: Number, step: int, places: int = 3) -> str:
    """Return a value counted in `step`, without its unit."""
    return number(Fraction(value) / step, places)


def leads_of(answer: Answer) -> list[Observation]:
    """Return the figures whose values an answer is: its own, or those of its parts."""
    if answer.parts:
        return [row for part in answer.parts for row in leads_of(part)]
    return [answer.lead] if answer.lead else []


def said_of(answer: Answer) -> str:
    """Return how the reports bound a number; a sum of what is bounded differently is "khoảng"."""
    said = {word for row in leads_of(answer) if (word := bound_said(row))}
    return said.pop() if len(said) == 1 else (Bound.ABOUT.label if said else "")


def bound_said(row: Observation) -> str:
    """Return the word by which the report bounds a number: its own, else the code's name."""
    if not row.bound or row.implied:
        return ""
    before = row.before.rstrip().lower()
    said = (word for word in BOUNDING if before.endswith(word))
    return next(said, Bound(row.bound).label)


def bars(values: Sequence[Number | None], width: int = 1000) -> list[int]:
    """Return how wide the bar of each value is, the greatest fills the track; none for a gap."""
    most = max((Fraction(v) for v in values if v is not None), default=Fraction(0))
    if most <= 0:
        return [0 for _ in values]
    return [int(max(Fraction(v or 0), Fraction(0)) * width / most) for v in values]
