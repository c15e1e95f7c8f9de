"""Points and fractions as the pages of the vote print them."""

from fractions import Fraction

from django import template

from khuyencong.competitions.rules.points import shown
from khuyencong.values.numbers import format_number

register = template.Library()


@register.filter
def tenths(value: int | Fraction | None, places: int = 1) -> str:
    """Return tenths of a point as points: 385 is "38,5"; "" for none."""
    return shown(value, places)


@register.filter
def signed_tenths(value: Fraction, places: int = 2) -> str:
    """Return tenths as points with their sign: "+1,20", "−2,25", "0,00"."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + shown(abs(value), places)


@register.filter
def exact(value: Fraction, places: int = 2) -> str:
    """Return a fraction with so many figures behind the comma."""
    return format_number(value, places)
