"""The few words that templates need beyond Django's own."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import template

from khuyencong.law.rules import DatedParameter, condition_words, figure_words
from khuyencong.law.states import DocumentStatus
from khuyencong.plans.states import Standing
from khuyencong.registry.models import Lineage, Place
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.queries import Finding
from khuyencong.registry.states import Level
from khuyencong.values.dates import format_date
from khuyencong.values.gazetteer import days_label
from khuyencong.values.money import MoneyUnit, format_dong, format_in
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import FundingSource

register = template.Library()


@register.filter
def count(number: int | str | None) -> str:
    """Return "3.321", and "không" where there is none: a gap is said."""
    return format_number(number) if isinstance(number, int) and number else "không"


@register.filter
def place_label(place: Place) -> str:
    """Return "Tỉnh Lào Cai (đến 30/6/2025)": kind, name, and the days where they are bounded."""
    label = f"{place}{days_label(place.valid_from, place.valid_until)}"
    return label[:1].upper() + label[1:]


@register.filter
def district(link: Lineage) -> str:
    """Return "huyện Mẫu", where the predecessor lay on the eve of the act; "" where in none."""
    if link.predecessor is None or link.predecessor.level != Level.COMMUNE:
        return ""
    eve = link.day - timedelta(days=1)
    above = (row.parent for row in link.predecessor.parents.all() if row.held_on(eve))
    return next((str(place) for place in above if place.level == Level.DISTRICT), "")


@register.filter
def span(row: Dated) -> str:
    """Return the days of a dated row: "01/07/2025 – nay", "đến 30/06/2025", "từ trước tới nay"."""
    since, last = row.valid_from, _last_day(row.valid_until)
    if since is None:
        return f"đến {format_date(last)}" if last else "từ trước tới nay"
    return f"{format_date(since)} – {format_date(last) if last else 'nay'}"


#: How a state of a document looks: the colours of the checks, for what each asks of a reader.
_TONES = {
    DocumentStatus.IN_FORCE: "ok",
    DocumentStatus.AMENDED: "ok",
    DocumentStatus.NOT_YET: "note",
    DocumentStatus.UNKNOWN: "warning",
    DocumentStatus.DRAFT: "warning",
    DocumentStatus.SUSPENDED: "error",
}


@register.filter
def state_tone(status: str) -> str:
    """Return the colour of a document's state; "" for what is past."""
    return _TONES.get(DocumentStatus(status), "")


@register.filter
def held(row: Dated) -> str:
    """Return the days of a rule: "từ 11/05/2018", "08/04/2014 – 10/05/2018"; it may lie ahead."""
    if row.valid_from is None:
        return "ngày bắt đầu chưa rõ"
    return span(row) if row.valid_until else f"từ {format_date(row.valid_from)}"


@register.filter
def law_figure(parameter: DatedParameter) -> str:
    """Return what a parameter says in one line."""
    return figure_words(parameter)


@register.filter
def law_condition(parameter: DatedParameter) -> str:
    """Return the conditions of a ceiling; "" where it has none."""
    return condition_words(parameter)


@register.filter
def verdict_tone(verdict: str) -> str:
    """Return the colour of a rule's verdict."""
    return {"yes": "ok", "no": "error", "needs_reason": "error"}.get(verdict, "warning")


@register.filter
def dong_words(amount: int) -> str:
    """Return "300.000.000 đồng" on one line."""
    return format_dong(amount, nbsp=True)


@register.filter
def dong_more(difference: int) -> str:
    """Return a difference with its sign: "+50.000.000 đồng"."""
    return f"{'+' if difference > 0 else ''}{format_dong(difference, nbsp=True)}"


@register.filter
def named(names: dict[UUID, str], one: UUID | None) -> str:
    """Return the name of a person by the id; who was erased has none."""
    return names.get(one, "một người không còn tên trong hệ thống") if one else "–"


def _last_day(until: date | None) -> date | None:
    return until - timedelta(days=1) if until else None


@register.filter
def dong(amount: int | None) -> str:
    """Return "90.000.000", "0", and "–" where nothing is known: 0 is a claim, a gap is none."""
    return "–" if amount is None else format_number(amount)


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """Return what a mapping holds under a key, "" for nothing."""
    return values.get(key, "")


@register.filter
def lower_first(label: str) -> str:
    """Return a label within a sentence: its first letter small, names in it as they are."""
    return f"{label[:1].lower()}{label[1:]}"


@register.filter
def as_query(typed: str) -> str:
    """Return "q=go&", for the address of the next page; "" where nothing is typed."""
    return f"{urlencode({'q': typed})}&" if typed else ""


#: What a version of an establishment came of, in words.
ACTS = {
    "establishment.registered": "Ghi hồ sơ",
    "establishment.amended": "Sửa hồ sơ",
    "establishment.commune_confirmed": "Xác nhận xã hôm nay",
}


@register.filter
def act_label(act: str) -> str:
    """Return the words of an act of the journal."""
    return ACTS.get(act, act)


@register.filter
def blocking(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings stops a request."""
    return any(finding.blocks for finding in findings)


@register.filter
def millions(amount: int | None) -> str:
    """Return đồng in millions, every đồng of it: "62,5"; "–" where nothing is known."""
    return "–" if amount is None else format_in(amount, MoneyUnit.MILLION).split(" ")[0]


@register.filter
def millions_more(difference: int) -> str:
    """Return a difference in millions with its sign: "+62,5"."""
    return f"{'+' if difference > 0 else ''}{millions(difference)}"


@register.filter
def points(score: Fraction) -> str:
    """Return mean points of an appraisal: "82,5", "82"."""
    return format_number(score, None if score.denominator == 1 else 1)


@register.filter
def standing(code: str) -> str:
    """Return where a đề án stands in a plan, in words."""
    return Standing(code).label


@register.filter
def fingerprint(code: str) -> str:
    """Return a fingerprint in groups of eight that an eye can compare."""
    return " ".join(code[at : at + 8] for at in range(0, len(code), 8))


@register.filter
def percent(share: Decimal) -> str:
    """Return "48,39 %"."""
    return f"{format_number(share)}\u00a0%"


@register.filter
def source_label(source: str) -> str:
    """Return the words of a source of money."""
    return FundingSource(source).label
