"""What a number counts, in the words of a screen."""

from dataclasses import replace

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.states import Stage
from khuyencong.reports.queries import COUNTRY
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.words import of_what
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import Activity


def title(question: Question) -> str:
    """Return what is counted: measure, whose money, content, detail."""
    measure = MEASURES[question.measure]
    part = replace(question, activity=Activity.TOTAL.value) if measure.activity else question
    return " · ".join(filter(None, (measure.name, of_what(part))))


def stage_label(stage: str) -> str:
    """Return "đã duyệt", "mục tiêu"."""
    return str(Stage(stage).label)


def where_label(nation: Nation, where: str) -> str:
    """Return the name of the country, a region or a province with its days; "" for others."""
    if where == COUNTRY:
        return "Cả nước"
    if where in nation.regions:
        return f"Vùng {nation.regions[where].name}"
    unit = nation.then.provinces.get(where) or nation.units.get(where)
    return unit.label if unit else ""


def span(period: Period) -> str:
    """Return a period as a screen writes it: giai đoạn 2014–2020."""
    words = str(period)
    return words.replace("-", "–") if period.code else words


def short_span(period: Period) -> str:
    """Return "2014–2020", "2015", else the words of the period."""
    return span(period).removeprefix("giai đoạn ").removeprefix("năm ")
