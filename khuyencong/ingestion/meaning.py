"""What a read figure stands for: which measure, at which step, of which content and source.

No database: from the reader's words to the codes of a question, and nothing guessed. A figure that
answers none of our questions keeps all that was read and has no measure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from khuyencong.ingestion.states import Stage
from khuyencong.reading.model import Figure, Number, Reading
from khuyencong.values.measures import MEASURES, measures_of
from khuyencong.values.rounding import roundest
from khuyencong.values.vocabulary import (
    LEGAL_CONTENTS,
    Activity,
    CheckKind,
    FigureKind,
    FundingSource,
)

#: Kinds of figure that answer a question about the programme, and the step they speak of.
STAGES = {
    FigureKind.RESULT: Stage.ACCEPTED,
    FigureKind.PLAN: Stage.APPROVED,
    FigureKind.TARGET: Stage.TARGET,
}
#: Sources that are money of the State for khuyến công; None and the last are all of them together.
STATE_SOURCES = (
    FundingSource.NATIONAL,
    FundingSource.PROVINCIAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
    FundingSource.LOCAL,
)
ALL_SOURCES = (None, FundingSource.STATE_TOTAL)
#: Contents under which money and đề án are told; the rest of the headings speak of all contents.
CONTENTS = (*LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION, Activity.OTHER)
COUNTED_CONTENTS = 9
#: Between the parts of a question; no key, code or detail holds it.
SEPARATOR = "|"
#: Decimals of a computed percentage that a check keeps.
PLACES_KEPT = 4
_LEVEL = re.compile(r"\bcấp (khu vực|quốc gia|tỉnh|huyện)\b")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Meaning:
    """The question a figure answers; `measure` is "" where it answers none of ours."""

    measure: str
    stage: str
    activity: Activity
    funding_source: str
    detail: str


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked: a measure at a step, of a territory, over days, of a content and source.

    `where` is the key of a place, or "vung:" and the id of a region. Content `total` is all of
    them, source "" all of the State's.
    """

    measure: str
    stage: str
    where: str
    start: date
    end: date
    activity: str
    funding_source: str = ""
    detail: str = ""

    @property
    def word(self) -> str:
        """Return it as one word, the same for all that answer it."""
        days = f"{self.start:%Y%m%d}-{self.end:%Y%m%d}"
        asked = (self.measure, self.stage, self.where, days)
        return SEPARATOR.join((*asked, self.activity, self.funding_source, self.detail))


def question_of(word: str) -> Question:
    """Return the question that a word asks; ValueError where it is none of ours."""
    measure, stage, where, days, activity, source, detail = word.split(SEPARATOR)
    start, end = (datetime.strptime(day, "%Y%m%d").date() for day in days.split("-"))  # noqa: DTZ007
    return Question(measure, stage, where, start, end, activity, source, detail)


def content_of(measure: str) -> Activity:
    """Return the content under which a measure is asked: its only one, else all of them."""
    own = MEASURES[measure].activity
    return own if own in CONTENTS else Activity.TOTAL


def meaning_of(
    figure: Figure,
    text: str,
    *,
    means: frozenset[str],
    counterparts: frozenset[Number] = frozenset(),
    money_stage: str = "",
) -> Meaning:
    """Return the question that `figure` of a report `text` answers.

    `means` are the figures that are averages: they answer no question, for none may be added.
    `counterparts` are the amounts that the report elsewhere calls money of the establishments.
    `money_stage`, where a person told it, is the step that money done stands for in this report.
    """
    measure = (
        ""
        if figure.id in means or figure.value_high is not None
        else _measure(figure, counterparts)
    )
    stage = STAGES.get(figure.kind, "")
    if not measure or not stage:
        return Meaning("", "", figure.activity, _source(figure), "")
    if figure.unit == "VND" and figure.kind is FigureKind.RESULT and money_stage:
        stage = money_stage
    return Meaning(
        measure=measure,
        stage=stage,
        activity=figure.activity if figure.activity in CONTENTS else Activity.TOTAL,
        funding_source=_source(figure),
        detail=_detail(figure, text),
    )


def implied_targets(reading: Reading) -> Iterator[tuple[Figure, Figure, int]]:
    """Yield (result, percent, target) where a report tells a target only by a percentage of it.

    The target is the roundest whole value that gives the percentage.
    """
    by_id = {figure.id: figure for figure in reading.figures}
    for check in reading.checks:
        if check.kind is not CheckKind.IMPLIED_TARGET or not check.computed or not check.holds:
            continue
        result, percent = (by_id[name] for name in check.figures[:2])
        exact = percent.bound is None and not percent.approximate
        target = _target(result, Decimal(check.computed)) if exact else None
        if target:
            yield result, percent, target


def _target(result: Figure, percent: Decimal) -> int | None:
    """Return the roundest whole value of which `result` is `percent`, as far as that was kept."""
    kept = Fraction(1, 2 * 10**PLACES_KEPT)
    ends = (Fraction(result.value) * 100 / (Fraction(percent) + side) for side in (kept, -kept))
    low, high = ends
    return roundest(ceil(low), floor(high))


def averages(reading: Reading) -> frozenset[str]:
    """Return the figures that the reader found to be a mean of others."""
    by_id = {figure.id: figure for figure in reading.figures}
    return frozenset(
        name
        for check in reading.checks
        if check.kind is CheckKind.AVERAGE
        for name in check.figures
        if by_id[name].value == check.stated
    )


def _measure(figure: Figure, counterparts: frozenset[Number]) -> str:
    if figure.unit == "VND":
        return _money(figure, counterparts)
    if figure.unit == "activity_content" and figure.out_of != COUNTED_CONTENTS:
        return ""
    if figure.unit == "percent":
        return "money.growth" if _is_growth_of_a_year(figure) else ""
    if figure.unit == "province":
        return ""  # what the provinces are counted for, only a person can tell
    fitting = measures_of(figure.unit, figure.activity)
    return next((measure.id for measure in fitting), "")


def _money(figure: Figure, counterparts: frozenset[Number]) -> str:
    source = figure.funding_source
    if not isinstance(figure.value, int):
        return ""
    retold = source is None and figure.value in counterparts
    if is_counterpart(figure) or retold:
        return "money.counterpart"
    return "money.state" if source in (*STATE_SOURCES, *ALL_SOURCES) else ""


def _is_growth_of_a_year(figure: Figure) -> bool:
    """Return whether it tells how the money of one year stands to that of the year before."""
    period = figure.period
    whole = figure.activity is Activity.TOTAL and figure.subject == "growth"
    return whole and period is not None and period.start == period.end


def is_counterpart(figure: Figure) -> bool:
    """Return whether the report calls it money of the establishments themselves."""
    said = figure.funding_source is FundingSource.COUNTERPART or figure.subject == "counterpart"
    return said and figure.unit == "VND"


def _source(figure: Figure) -> str:
    """Return the code of the source, "" for all of the State's together."""
    source = figure.funding_source
    if source in ALL_SOURCES or source is FundingSource.COUNTERPART:
        return ""
    return str(source)


def _detail(figure: Figure, text: str) -> str:
    """Return the level that stands right behind the thing counted: "950 sản phẩm cấp khu vực"."""
    found = _LEVEL.search(text, figure.number_end, figure.number_end + _NEAR)
    if found is None or re.search(r"[,;.]|\d|\bvà\b", text[figure.number_end : found.start()]):
        return ""
    return found[0]


def figures_once(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures, the first of those that share a number."""
    seen: dict[tuple[int, int], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.number_start, figure.number_end), figure)
    return list(seen.values())
