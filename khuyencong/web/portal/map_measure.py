"""The map coloured by a measure: what can be chosen, and what the page then shows."""

from dataclasses import dataclass
from datetime import date

from khuyencong.ingestion.meaning import content_of
from khuyencong.reports.queries.known import ForMap, for_maps
from khuyencong.reports.queries.nation import Nation, nation
from khuyencong.values.measures import MEASURES
from khuyencong.web.portal.addresses import period_word
from khuyencong.web.portal.naming import short_span, stage_label
from khuyencong.web.portal.national_map import Coloured, coloured
from khuyencong.web.portal.national_table import Line, Table, table

#: How many measures a map offers.
OFFERED = 20


@dataclass(frozen=True)
class Choice:
    """One of the things that may colour the map."""

    word: str
    name: str
    told: ForMap


@dataclass(frozen=True)
class MeasureView:
    """The provinces coloured by a measure, and the same as a table."""

    choice: Choice
    drawn: Coloured
    table: Table
    day: date
    is_carried: bool

    @property
    def rows(self) -> list[tuple[Line, str]]:
        """Return the rows of the table with the colour that each has on the map."""
        css = {shape.province.key: shape.css for shape in self.drawn.view.shapes}
        return [(line, css.get(line.key, "")) for line in self.table.provinces]


def choices() -> list[Choice]:
    """Return what the map may be coloured by beside the units; one query."""
    return [_choice(told) for told in for_maps()[:OFFERED]]


def _choice(told: ForMap) -> Choice:
    span = short_span(told.period)
    word = f"{told.measure}:{told.stage}:{period_word(told.period)}"
    name = f"{MEASURES[told.measure].name}, {stage_label(told.stage)}, {span}"
    return Choice(word, f"{name} ({told.provinces} nơi)", told)


def measure_view(choice: Choice, day: date) -> MeasureView:
    """Return the map of a measure under the borders of a day, at the earliest those of its period.

    What was told of the borders of then is added up under those of the day.
    """
    told = choice.told
    is_later = day > told.period.last_day
    country = nation(told.period, today=day if is_later else None, measures=[told.measure])
    question = country.question(told.measure, told.stage, activity=content_of(told.measure))
    rows = table(country, question)
    return MeasureView(
        choice=choice,
        drawn=coloured(country, rows, by_region=False),
        table=rows,
        day=_day(country),
        is_carried=country.now is not None,
    )


def _day(country: Nation) -> date:
    return country.now.on if country.now else country.then.on
