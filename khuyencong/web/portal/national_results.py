"""What came of it: results by content beside their targets, the years, and how far it reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.ingestion.states import Stage
from khuyencong.reading.model import Number
from khuyencong.reports.queries import COUNTRY, Answer, in_order
from khuyencong.reports.queries.derived import derived
from khuyencong.reports.queries.known import ReportKnown, contents_of
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.states import How
from khuyencong.values.periods import Shape
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity
from khuyencong.web.portal.addresses import Asked
from khuyencong.web.portal.naming import title
from khuyencong.web.portal.numbers import Door, door_derived, door_of

#: The bar of a result: its track, and where 100 % of the target stands on it.
TRACK, FULL = 1000, 600
#: Steps of what was done, the first that is known is told.
DONE = (Stage.ACCEPTED, Stage.SETTLED, Stage.PAID, Stage.CONTRACTED, Stage.APPROVED)


@dataclass(frozen=True)
class Result:
    """One result of the country. `bar` is its width where a target is known, else None."""

    name: str
    door: Door
    target: Door | None
    percent: Door | None
    bar: int | None
    is_short: bool


@dataclass(frozen=True)
class Content:
    """A legal content with its results; without any the gap is said."""

    number: int
    activity: Activity
    results: list[Result]


def results_by_content(nation: Nation) -> list[Content]:
    """Return the nine contents in the order of the decree."""
    told = [a for a in nation.told.about(COUNTRY) if _is_result(a)]
    by_content: dict[str, list[Result]] = {}
    for answer in told:
        by_content.setdefault(answer.question.activity, []).append(_result(nation, answer))
    return [
        Content(i, activity, by_content.get(activity, []))
        for i, activity in enumerate(LEGAL_CONTENTS, 1)
    ]


def other_results(nation: Nation) -> list[Result]:
    """Return the results that belong to none of the nine contents: staff, programmes, others."""
    told = nation.told.about(COUNTRY)
    return [
        _result(nation, a)
        for a in told
        if _is_result(a) and a.question.activity not in LEGAL_CONTENTS
    ]


def _is_result(answer: Answer) -> bool:
    question = answer.question
    if question.measure == "money.state":
        return question.activity != Activity.TOTAL and question.stage != Stage.TARGET
    return question.stage != Stage.TARGET and not question.measure.startswith("money.")


def _result(nation: Nation, answer: Answer) -> Result:
    question = answer.question
    target = nation.answer(replace(question, stage=Stage.TARGET.value))
    percent = derived(nation, question, How.OF_TARGET)
    return Result(
        name=title(replace(question, activity=Activity.TOTAL.value)),
        door=door_of(nation, answer),
        target=door_of(nation, target) if target else None,
        percent=door_derived(percent) if percent else None,
        bar=_width(percent.value) if percent else None,
        is_short=percent is not None and percent.value < 50,
    )


def _width(percent: Number) -> int:
    """Return the width of a bar whose 100 % stands at the tick, at most the track."""
    return min(TRACK, int(Fraction(percent) * FULL / 100))


# --- the years ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A year in a small chart of columns, in units of its sheet."""

    year: str
    door: Door
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Years:
    """A measure of the country in single years, drawn and told."""

    name: str
    columns: list[Column]
    width: int
    height: int


WIDE, GAP, HIGH, ABOVE = 74, 26, 150, 26


def years(nation: Nation) -> list[Years]:
    """Return the measures of the whole country that are known for years of the period."""
    alike: dict[tuple[str, str, str, str, str], list[Answer]] = {}
    inside = [a for a in nation.told.within.values() if a.question.where == COUNTRY]
    for answer in sorted(inside, key=lambda a: in_order(a.question)):
        asked = answer.question
        if Asked(asked).period.shape is Shape.YEAR and answer.value is not None:
            part = (asked.measure, asked.stage, asked.activity, asked.funding_source, asked.detail)
            alike.setdefault(part, []).append(answer)
    return [_drawn(nation, found) for found in alike.values() if len(found) > 1]


def _drawn(nation: Nation, found: list[Answer]) -> Years:
    most = max((Fraction(a.value or 0) for a in found), default=Fraction(1)) or Fraction(1)
    columns = []
    for place, answer in enumerate(found):
        height = int(max(Fraction(answer.value or 0), Fraction(0)) * HIGH / most)
        columns.append(
            Column(
                year=str(answer.question.start.year),
                door=door_of(nation, answer),
                x=place * (WIDE + GAP) + GAP // 2,
                y=ABOVE + HIGH - height,
                height=height,
            )
        )
    return Years(title(found[0].question), columns, len(found) * (WIDE + GAP), ABOVE + HIGH + 28)


# --- how far it reached -------------------------------------------------------------------------


@dataclass(frozen=True)
class Covered:
    """A province with the contents in which something was done, and what its report says."""

    key: str
    name: str
    marks: list[bool]
    count: int
    said: Door | None


def coverage(nation: Nation) -> list[Covered]:
    """Return the provinces of whose contents something is known in the period."""
    contents = contents_of(nation.told)
    found = []
    for key, unit in nation.then.provinces.items():
        done = contents.get(key, frozenset())
        if done:
            said = _said_coverage(nation, key)
            marks = [activity in done for activity in LEGAL_CONTENTS]
            found.append(Covered(key, unit.label, marks, len(done), said))
    return found


def _said_coverage(nation: Nation, key: str) -> Door | None:
    every = (*nation.told.answers.values(), *nation.told.within.values())
    said = (a for a in every if a.question.measure == "contents.covered")
    answer = next((a for a in said if a.question.where == key), None)
    return door_of(nation, answer) if answer else None


def with_report(reports: list[ReportKnown], provinces: Mapping[str, object]) -> int:
    """Return how many provinces of the period have a report of their own."""
    return len({r.place.key for r in reports if r.place and r.place.key in provinces})
