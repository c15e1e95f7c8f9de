"""The national picture: where the State's money went and what came of it, under either borders."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.states import Stage
from khuyencong.reports.queries import COUNTRY
from khuyencong.reports.queries.derived import COUNTERPART, STATE, derived
from khuyencong.reports.queries.known import KnownPeriod, periods_known, reports_known
from khuyencong.reports.queries.nation import Nation, nation
from khuyencong.reports.states import Borders, How
from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import DATED_BY, MEASURES
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import LEGAL_CONTENTS, FundingSource
from khuyencong.web.access import public
from khuyencong.web.portal.addresses import (
    BORDERS,
    period_word,
    read_borders,
    read_period_word,
)
from khuyencong.web.portal.naming import short_span, stage_label
from khuyencong.web.portal.national_map import coloured
from khuyencong.web.portal.national_results import (
    coverage,
    other_results,
    results_by_content,
    with_report,
    years,
)
from khuyencong.web.portal.national_table import Line, Table, table
from khuyencong.web.portal.numbers import Door, bars, door_derived, door_of
from khuyencong.web.portal.refusal import refused

#: Sources told apart under the total, in the order and colours of every page.
SOURCES = (
    (FundingSource.NATIONAL, "s-nat"),
    (FundingSource.LOCAL, "s-prov"),
    (FundingSource.PROVINCIAL, "s-prov"),
    (FundingSource.DISTRICT, "s-dist"),
    (FundingSource.COMMUNE, "s-dist"),
)


@dataclass(frozen=True)
class Key:
    """A key figure with its share of the total and the width of its part of the bar."""

    name: str
    css: str
    door: Door
    share: Door | None
    width: int
    x: int = 0


@dataclass(frozen=True)
class Picture:
    """What the national page and its file are made of."""

    known: list[KnownPeriod]
    country: Nation
    borders: Borders
    stage: str
    table: Table


@require_safe
@public
def national_page(request: HttpRequest) -> HttpResponse:
    """The national picture of a period; 404 for a period without figures, 422 for an odd one."""
    try:
        picture = picture_of(request)
    except Unreadable as refusal:
        return refused(request, str(refusal))
    if picture is None:
        return refused(request, "Kỳ này chưa có số nào được công bố.", status=404)
    return render(request, "portal/national.html", _page(request, picture))


def picture_of(request: HttpRequest) -> Picture | None:
    """Return what an address asks for, None where nothing is published; Unreadable says why not."""
    borders = read_borders(request.GET.get("dia-gioi", ""))
    known = periods_known()
    word = request.GET.get("ky", "")
    period = read_period_word(word) if word else main_period(known)
    if period is None or all(k.period != period for k in known):
        return None
    country = nation(period, today=today() if borders is Borders.TODAY else None)
    stage = request.GET.get("buoc", "") or main_stage(country)
    if stage not in Stage.values:
        raise Unreadable(f"Không có bước nào tên “{stage[:40]}”.")
    question = country.question(STATE, stage, activity="total")
    return Picture(known, country, borders, stage, table(country, question))


def main_period(known: list[KnownPeriod]) -> Period | None:
    """Return the period of which most is known about the whole country, of equals the latest."""
    if not known:
        return None
    return max(known, key=lambda k: (k.of_country, k.figures, k.period.end)).period


def main_stage(country: Nation) -> str:
    """Return the step in which the State's money is known of most territories."""
    counted: dict[str, tuple[bool, int]] = {}
    for answer in country.told.answers.values():
        asked = answer.question
        if asked.measure == STATE and asked.stage != Stage.TARGET:
            is_country, n = counted.get(asked.stage, (False, 0))
            counted[asked.stage] = (is_country or asked.where == COUNTRY, n + 1)
    return max(counted, key=lambda s: (counted[s], s), default=str(Stage.ACCEPTED))


def stages_known(country: Nation) -> list[tuple[str, str]]:
    """Return the steps in which the State's money is known, with their names."""
    asked = [a.question for a in country.told.answers.values()]
    found = {q.stage for q in asked if q.measure == STATE and q.stage != Stage.TARGET}
    return [(stage, stage_label(stage)) for stage in Stage.values if stage in found]


def _page(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    country, told = picture.country, picture.table
    reports = reports_known()
    contents, others = results_by_content(country), other_results(country)
    by_region = request.GET.get("to-mau", "vung") == "vung"
    return {
        "picture": picture,
        "period": country.period,
        "span": short_span(country.period),
        "word": period_word(country.period),
        "borders": next(w for w, b in BORDERS.items() if b is picture.borders),
        "is_today": picture.borders is Borders.TODAY,
        "moved": country.now is not None,
        "periods": [(period_word(k.period), short_span(k.period)) for k in picture.known],
        "stages": stages_known(country),
        "keys": keys(country, told.question, told.step),
        "method": _method(told.question),
        "table": told,
        "map": coloured(country, told, by_region=by_region),
        "conserved": conserved(country, told),
        "contents": contents,
        "others": others,
        "has_results": bool(others) or any(content.results for content in contents),
        "years": years(country),
        "coverage": coverage(country),
        "legal": LEGAL_CONTENTS,
        "reports": reports,
        "with_report": with_report(reports, country.then.provinces),
        "then_count": len(country.then.provinces),
        "section": "national",
    }


def _method(question: Question) -> list[str]:
    measure = MEASURES[question.measure]
    return [stage_label(question.stage), DATED_BY[measure.dated_by], "cả nước", measure.counted_by]


@dataclass(frozen=True)
class Keys:
    """The key figures: the total, its sources, and what stands beside it."""

    total: Door | None
    sources: list[Key]
    beside: Door | None
    leverage: Door | None


def keys(country: Nation, question: Question, step: int | None) -> Keys:
    """Return the key figures of the State's money and of what stands beside it."""
    whole = country.answer(question)
    outside = country.answer(_beside(country, question))
    leverage = derived(country, question, How.LEVERAGE)
    return Keys(
        total=door_of(country, whole, step=step) if whole else None,
        sources=_sources(country, question, step),
        beside=door_of(country, outside, step=step) if outside else None,
        leverage=door_derived(leverage) if leverage else None,
    )


def _beside(country: Nation, question: Question) -> Question:
    return country.question(COUNTERPART, question.stage, activity="total")


def _sources(country: Nation, question: Question, step: int | None) -> list[Key]:
    whole = country.answer(question)
    found, x = [], 0
    for source, css in SOURCES:
        asked = country.question(STATE, question.stage, activity="total", source=source)
        answer = country.answer(asked)
        if answer is None or answer.value is None:
            continue
        share = derived(country, asked, How.SHARE)
        told = door_of(country, answer, step=step)
        width = 0
        if whole and whole.value:
            width = min(bars([whole.value, answer.value])[1], 1000 - x)
        shown = door_derived(share) if share else None
        found.append(Key(source.label, css, told, shown, width, x))
        x += width
    return found


@dataclass(frozen=True)
class Headline:
    """The key figures of the period of which most is known, for the first page."""

    span: str
    keys: Keys
    method: list[str]


def headline() -> Headline | None:
    """Return the national key figures, None where nothing of the country is published."""
    period = main_period([known for known in periods_known() if known.of_country])
    if period is None:
        return None
    country = nation(period, measures=(STATE, COUNTERPART))
    question = country.question(STATE, main_stage(country), activity="total")
    if not (whole := country.answer(question)) or whole.value is None:
        return None
    told = keys(country, question, table(country, question).step)
    return Headline(short_span(period), told, _method(question))


@dataclass(frozen=True)
class Conserved:
    """The known values of provinces added up under the borders of then, and of today."""

    then: Door
    today: Door
    carried: list[Line]
    left: list[str]


def conserved(country: Nation, told: Table) -> Conserved | None:
    """Return both sums where provinces are told under today's borders, else None."""
    as_then = derived(Nation(country.told, country.then, None), told.question, How.PROVINCES)
    as_now = derived(country, told.question, How.PROVINCES)
    if country.now is None or as_then is None or as_now is None:
        return None
    return Conserved(
        then=door_derived(as_then, step=told.step),
        today=door_derived(as_now, Borders.TODAY, step=told.step),
        carried=[line for line in told.provinces if line.carried],
        left=[unit.label for unit, _ in country.table(told.question).left],
    )
