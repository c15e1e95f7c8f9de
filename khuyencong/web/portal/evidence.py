"""Where a number comes from: the sentences, the parts of a sum, the terms of a calculation."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.ingestion.models import Choice, Observation
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import label
from khuyencong.reports.queries import COUNTRY, Answer
from khuyencong.reports.queries.derived import COUNTERPART, STATE, Derived, Term, derived
from khuyencong.reports.queries.nation import Nation, nation
from khuyencong.reports.states import Borders, Standing
from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import DATED_BY, MEASURES
from khuyencong.values.money import amount_in_words, format_dong
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.access import public
from khuyencong.web.portal.addresses import Asked, period_word, read_asked
from khuyencong.web.portal.evidence_rows import (
    PER_PAGE,
    contradicting,
    sentences,
    speaking,
)
from khuyencong.web.portal.naming import short_span, span, stage_label, title, where_label
from khuyencong.web.portal.numbers import Door, asked_of, door, door_derived, door_of, exactly
from khuyencong.web.portal.refusal import refused

#: How many sentences that say otherwise are shown beside the number.
BESIDE = 10


@dataclass(frozen=True)
class Part:
    """A line of the table under a sum, or a term of a calculation."""

    sign: str
    label: str
    door: Door | None
    shown: str
    standing: str


@dataclass(frozen=True)
class Told:
    """A number with all that it stands on, before its sentences are fetched."""

    asked: Asked
    door: Door
    answer: Answer | None
    worked_out: Derived | None
    parts: list[Part]
    missing: tuple[str, ...]
    rows: list[Observation]
    against: list[Observation]


@require_safe
@public
def number_page(request: HttpRequest) -> HttpResponse:
    """One number and everything that it rests on; 422 for an address that asks nothing we know."""
    try:
        asked = read_asked(request.GET)
    except Unreadable as refusal:
        return refused(request, str(refusal))
    country = _nation(asked)
    told = _told(country, asked)
    if told is None:
        return refused(request, "Chưa có số nào đã công bố trả lời đúng câu hỏi này.", status=404)
    return render(request, "portal/number.html", _page(request, country, told))


def _nation(asked: Asked) -> Nation:
    measures = {asked.question.measure, STATE, COUNTERPART}
    is_today = asked.borders is Borders.TODAY
    return nation(asked.period, today=today() if is_today else None, measures=measures)


def _told(country: Nation, asked: Asked) -> Told | None:
    if asked.how:
        worked_out = derived(country, asked.question, asked.how)
        return _worked_out(country, asked, worked_out) if worked_out else None
    answer = country.answer(asked.question)
    return _answered(country, asked, answer) if answer else None


def _answered(country: Nation, asked: Asked, answer: Answer) -> Told:
    return Told(
        asked=asked,
        door=exactly(door(asked, answer), answer),
        answer=answer,
        worked_out=None,
        parts=[_part(country, asked, part) for part in answer.parts],
        missing=answer.missing,
        rows=speaking(answer),
        against=contradicting(answer),
    )


def _part(country: Nation, asked: Asked, part: Answer) -> Part:
    """Return a part of a sum, named by what tells it from the others: its place or its time."""
    days = Asked(part.question).period
    name = where_label(country, part.question.where)
    if part.question.where == asked.question.where:
        name = short_span(days).capitalize()
    return Part("", name, door_of(country, part), "", _standing(part))


def _worked_out(country: Nation, asked: Asked, told: Derived) -> Told:
    answers = [term.answer for term in told.terms if term.answer]
    return Told(
        asked=asked,
        door=door_derived(told, asked.borders),
        answer=None,
        worked_out=told,
        parts=[_term(country, asked, term) for term in told.terms],
        missing=(),
        rows=[row for answer in answers for row in speaking(answer)],
        against=[row for answer in answers for row in contradicting(answer)],
    )


def _term(country: Nation, asked: Asked, term: Term) -> Part:
    one = door_of(country, term.answer) if term.answer else None
    if term.how and (inner := derived(country, asked.question, term.how)):
        one = door_derived(inner, asked.borders)
    return Part(term.sign, term.label, one, "" if one else str(term.value), "")


def _page(request: HttpRequest, country: Nation, told: Told) -> dict[str, Any]:
    page = Paginator(told.rows, PER_PAGE).get_page(request.GET.get("trang"))
    beside = told.against[:BESIDE]
    found = sentences([*page.object_list, *beside], _leads(told))
    shown = {sentence.row.id: sentence for sentence in found}
    where = _where(country, told.asked)
    return {
        "told": told,
        "what": title(told.asked.question),
        "how": told.asked.how,
        "where": where,
        "span": span(told.asked.period),
        "in_words": _in_words(told),
        "method": _method(told, where),
        "sentences": [shown[row.id] for row in page.object_list if row.id in shown],
        "page": page,
        "query": _kept(request),
        "against": [shown[row.id] for row in beside if row.id in shown],
        "more_against": len(told.against) - len(beside),
        "choice": _choice(told.answer),
        "beside": _beside(country, told),
        "is_unsettled": not told.door.is_told,
        "national": _national_address(told.asked),
        "place_address": _place_address(told.asked),
        "section": "national",
    }


def _national_address(asked: Asked) -> str:
    return f"{reverse('portal:national')}?ky={period_word(asked.period)}"


def _place_address(asked: Asked) -> str:
    key = asked.question.where
    is_place = key != COUNTRY and not key.startswith("vung:")
    return reverse("portal:place", args=[key]) if is_place else ""


def _leads(told: Told) -> list[Observation]:
    return [told.answer.lead] if told.answer and told.answer.lead else []


def _where(country: Nation, asked: Asked) -> str:
    key = asked.question.where
    known = where_label(country, key)
    if known:
        return known
    place = Place.objects.filter(key=key).prefetch_related("names").first()
    return label(place, asked.period.last_day) if place else key


def _in_words(told: Told) -> str:
    value, unit = _value(told)
    if unit != "VND" or not isinstance(value, int):
        return ""
    return f"{amount_in_words(value)} · {format_dong(value, nbsp=True)}"


def _value(told: Told) -> tuple[object, str]:
    if told.worked_out:
        value = told.worked_out.value
        return (int(value) if value == int(value) else value), told.worked_out.unit
    return told.answer.value if told.answer else None, MEASURES[told.asked.question.measure].unit


def _method(told: Told, where: str) -> list[tuple[str, str]]:
    """Return the line of method: step, dated by, whose, counted by, how it came to be."""
    question = told.asked.question
    measure = MEASURES[question.measure]
    whose = where
    if question.funding_source:
        whose += f", {FundingSource(question.funding_source).label.lower()}"
    elif measure.is_money and question.measure == STATE:
        whose += ", mọi nguồn của Nhà nước"
    whose += ", theo chủ kế hoạch"
    lines = [
        ("Bước", stage_label(question.stage)),
        ("Tính vào kỳ", DATED_BY[measure.dated_by]),
        ("Của ai", whose),
        ("Đếm theo", measure.counted_by),
    ]
    if told.worked_out:
        lines.append(("Cách có", told.worked_out.how.label + ", tính từ các số dưới đây"))
    if told.answer:
        lines.append(("Cách có", _standing(told.answer)))
    if told.asked.borders is Borders.TODAY:
        lines.append(("Địa giới", "theo tỉnh, thành phố hôm nay"))
    return lines


def _standing(answer: Answer) -> str:
    """Return how an answer came to be: what one report says alone is no agreement of several."""
    told = len(answer.evidence)
    if answer.standing is not Standing.AGREED or len({r.document_id for r in answer.evidence}) > 1:
        return answer.standing.label
    return "một báo cáo nêu" if told == 1 else f"một báo cáo nêu {told} lần, như nhau"


def _choice(answer: Answer | None) -> tuple[Choice, Organisation] | None:
    """Return the choice between reports with the body that made it: no person is named."""
    if answer is None or answer.standing is not Standing.CHOSEN or answer.choice is None:
        return None
    return answer.choice, answer.choice.custodian


def _beside(country: Nation, told: Told) -> list[tuple[str, Door]]:
    """Return what the number does not hold, by name, where it is known."""
    question = told.asked.question
    if question.measure != STATE or told.asked.how:
        return []
    outside = country.answer(replace(question, measure=COUNTERPART, funding_source=""))
    found = [("Vốn đối ứng của cơ sở, để bên cạnh", outside)] if outside else []
    return [(name, door(asked_of(country, answer), answer)) for name, answer in found]


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("trang", None)
    return f"{kept.urlencode()}&"
