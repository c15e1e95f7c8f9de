"""Whose results a person sees, and which of them are of a body or a territory in some days."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from khuyencong.core.models import known_at
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place, PlaceParent
from khuyencong.registry.queries import whole_origins
from khuyencong.registry.states import Level
from khuyencong.results.models import Result
from khuyencong.results.rules.permissions import READ


def visible_to(user: Actor | None) -> QuerySet[Result]:
    """Return every version of the results whose keeper or owner the user answers for."""
    if user is None:
        return Result.objects.none()
    custodians = user.custodians(READ)
    if custodians is None:
        return Result.objects.all()
    return Result.objects.filter(
        Q(custodian__in=custodians)
        | Q(owner__in=custodians)
        | Q(line__project__implementer__in=custodians)
    )


def known_on(rows: QuerySet[Result], as_of: datetime | None = None) -> QuerySet[Result]:
    """Return the versions that stood at a moment, or that stand now; what was withdrawn is none."""
    return rows.filter(known_at(as_of), withdrawn=False)


def results_of(
    whose: Organisation | Place, start: date, until: date, as_of: datetime | None = None
) -> QuerySet[Result]:
    """Return what was done on days in [start, until) by a body or in a territory.

    A body has the results of its own plan, and of the national đề án that it registered; a
    territory whatever happened there, whoever's it is. The place of a record never moves: a unit
    of today has what happened in all units that went into it whole.
    """
    if start >= until:
        raise ValueError("kỳ báo cáo rỗng")
    done = known_on(Result.objects.all(), as_of)
    done = done.filter(done_until__gt=start, done_until__lte=until)
    if isinstance(whose, Organisation):
        return done.filter(Q(custodian=whose) | Q(owner=whose))
    if whose.level == Level.COUNTRY:
        return done
    return done.filter(_within(whole_origins(whose, start)))


def _within(units: frozenset[UUID]) -> Q:
    """Return the condition that the place lay, on the last day, in one of the units."""
    own = PlaceParent.objects.filter(place=OuterRef("place"))
    near = own.filter(_held(""), parent__in=units)
    far = own.filter(_held("") & _held("parent__parents__") & Q(parent__parents__parent__in=units))
    return Q(place__in=units) | Exists(near) | Exists(far)


def _held(link: str) -> Q:
    begun = Q(**{f"{link}valid_from": None}) | Q(
        **{f"{link}valid_from__lt": OuterRef("done_until")}
    )
    ended = Q(**{f"{link}valid_until": None}) | Q(
        **{f"{link}valid_until__gte": OuterRef("done_until")}
    )
    return begun & ended


def year_of(link: str = "") -> Case:
    """Return the year in which a result counts: that of its last day, the one before `done_until`.

    `link` leads to the result: "result__" from an establishment that took part.
    """
    until = f"{link}done_until"
    first, year = Q(**{f"{until}__month": 1, f"{until}__day": 1}), F(f"{until}__year")
    return Case(When(first, then=year - 1), default=year)


def firm_of_link() -> Coalesce:
    """Return the establishment of a link; a merged one is what it became."""
    return Coalesce(
        "establishment__merged_into__merged_into", "establishment__merged_into", "establishment"
    )


def last_first(rows: QuerySet[Result]) -> QuerySet[Result]:
    """Return results by their last day, the latest first."""
    return rows.order_by(F("done_until").desc(), "-id")
