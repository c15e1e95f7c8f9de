"""Words that the pages of results need."""

from datetime import date, timedelta

from django import template

from khuyencong.results.forms.recording import content_label
from khuyencong.results.models import Result
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import unit_label

register = template.Library()
#: So many numbers of one result stand in a list.
SHOWN = 3


@register.filter
def result_counts(row: Result) -> list[str]:
    """Return the first numbers of a result with their units: ["1 lớp", "trên 350 lượt cơ sở"]."""
    found = []
    for field in row.declared.columns:
        value = row.told(field.name)
        if not isinstance(value, int) or field.name == "women":
            continue
        bound = f"{row.get_bound_display()} " if row.bounded == field.name else ""
        number = format_dong(value) if field.is_money else format_number(value)
        unit = "" if field.is_money else f" {unit_label(field.unit)}"
        found.append(f"{bound}{number}{unit}")
    return found[:SHOWN]


@register.filter
def last_day(row: Result) -> date:
    """Return the day on which a result counts."""
    return row.done_until - timedelta(1)


@register.filter
def variant_name(row: Result) -> str:
    """Return the words of the variant of a result."""
    return row.declared.variant_name(row.variant)


@register.filter
def unit_name(code: str) -> str:
    """Return what is printed after a number of a unit."""
    return unit_label(code)


@register.filter
def content_name(code: str) -> str:
    """Return the words of a content; of none, that it is not known."""
    return content_label(code)
