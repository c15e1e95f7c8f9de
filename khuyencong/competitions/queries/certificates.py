"""Titles found by words, level, state and year; which end soon; what is told of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from khuyencong.competitions.models import Certificate
from khuyencong.competitions.states import CertificateState
from khuyencong.values.business_names import long_form
from khuyencong.values.shortcode import read_code
from khuyencong.values.text import fold

S = CertificateState
#: So many days before its last day a title is due for renewal; of our own choice.
SOON = 180
KIN = ("product__establishment", "entry__round", "custodian", "renews")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list of titles is narrowed to; `within`: those that end in so many days."""

    words: str = ""
    level: str = ""
    group: str = ""
    state: str = ""
    year: int | None = None
    within: int | None = None


def listed_certificates(
    rows: QuerySet[Certificate], asked: Asked, day: date
) -> QuerySet[Certificate]:
    """Return the titles that are asked for, the newest first, with what a list shows."""
    rows = rows.filter(in_state(asked.state, day)) if asked.state else rows
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.group:
        rows = rows.filter(product__group=asked.group)
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.within is not None:
        rows = ending(rows, day, asked.within)
    if asked.words:
        rows = rows.filter(saying(asked.words, "product__", ""))
    return rows.select_related(*KIN).order_by("-issued_on", "-year", "-number", "id")


def in_state(state: str, day: date) -> Q:
    """Return the condition under which a title is in a state on a day, as `rules.titles` says."""
    revoked = Q(revoked_on__isnull=False, revoked_on__lte=day)
    stands = Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
    if state == S.REVOKED:
        return revoked
    if state == S.UNKNOWN:
        return stands & Q(last_day__isnull=True)
    if state == S.EXPIRED:
        return stands & Q(last_day__lt=day)
    return stands & Q(last_day__gte=day)


def ending(rows: QuerySet[Certificate], day: date, within: int) -> QuerySet[Certificate]:
    """Return the valid titles whose last day comes within so many days: renewal is due.

    Of a title that was renewed already nobody is reminded.
    """
    until = day + timedelta(within)
    return rows.filter(in_state(S.VALID, day), last_day__lte=until, renewed_by__isnull=True)


def saying(words: str, product: str, title: str) -> Q:
    """Return the condition that words mean a title: its code, its number, or names in them.

    `product`, `title`: the ways to them, "product__" and "" where titles are asked.
    """
    code = read_code(words)
    number, _, year = words.partition("/")
    if code:
        return Q(**{f"{title}code": code})
    if number.strip().isdecimal() and year.strip().isdecimal():
        return Q(**{f"{title}number": int(number), f"{title}year": int(year)})
    named, made = f"{product}folded__contains", f"{product}establishment__search__contains"
    plain, long = Q(), Q()
    for word in fold(words).split():
        plain &= Q(**{named: word}) | Q(**{made: word})
    # "TNHH" is kept as the words it stands for.
    for word in long_form(words).split():
        long &= Q(**{made: word})
    return plain | long
