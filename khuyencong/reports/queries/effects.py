"""What support did to the labour of establishments, from the figures that are kept of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.projects.models import Line
from khuyencong.projects.queries.totals import projects_of
from khuyencong.registry.models import Establishment, EstablishmentFigure, Organisation
from khuyencong.registry.states import FigureOf
from khuyencong.reports.effect import Estimate, TooThin, Unit, before_after, effect
from khuyencong.reports.queries.actuals import Whose
from khuyencong.values.periods import Period

#: A figure before may be so old, in days.
OLDEST = 2 * 366
#: Sizes for comparing like with like, by labour before; no classes of the law.
SIZES = (10, 50)


@dataclass(frozen=True)
class LabourEffect:
    """How the supported changed, and by how much more than others like them."""

    change: Estimate | TooThin
    effect: Estimate | TooThin


def labour_effect(whose: Sequence[Whose], period: Period, on: date) -> LabourEffect:
    """Return what support in a period did to labour; five queries for a body.

    Before is the last figure of at most two years before the period, after the last one since its
    end and up to `on`. Others are the establishments of the same bodies that no accepted line was
    ever for; alike in trade, legal form and size before.
    """
    supported = _supported(whose, period)
    ever = _supported(whose, None)
    rows = _kept(whose).values_list("id", "form", "trade")
    figures = _figures(whose)
    units = [
        Unit((form, trade, _size(before)), one in supported, before, after)
        for one, form, trade in rows
        if one in supported or one not in ever
        for before, after in _around(figures[one], period, on)
    ]
    return LabourEffect(before_after(units), effect(units))


def _kept(whose: Sequence[Whose]) -> QuerySet[Establishment]:
    rows = Establishment.objects.filter(merged_into=None)
    bodies = [one for one in whose if isinstance(one, Organisation)]
    return (rows.filter(custodian__in=bodies) if bodies else rows).order_by("id")


def _supported(whose: Sequence[Whose], period: Period | None) -> frozenset[UUID]:
    """Return whom an accepted line was for, in a period or ever."""
    found: set[UUID] = set()
    for body in whose:
        lines = Line.objects.filter(project__in=projects_of(body).values("id"))
        lines = lines.exclude(acceptance=None).exclude(establishment=None)
        if period:
            days = Q(acceptance__day__gte=period.start, acceptance__day__lt=period.end)
            lines = lines.filter(days)
        found |= set(lines.values_list("establishment", flat=True))
    return frozenset(found)


def _figures(whose: Sequence[Whose]) -> dict[UUID, list[tuple[date, int]]]:
    """Return the labour told of each establishment, by its day."""
    rows = EstablishmentFigure.objects.filter(
        kind=FigureOf.LABOUR, superseded_at=None, establishment__in=_kept(whose).values("id")
    )
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for one, day, value in rows.order_by("day").values_list("establishment", "day", "value"):
        found[one].append((day, value))
    return found


def _around(
    told: Sequence[tuple[date, int]], period: Period, on: date
) -> Iterable[tuple[int, int]]:
    """Yield the labour before and after a period, where both are told."""
    before = [n for day, n in told if 0 <= (period.start - day).days <= OLDEST]
    after = [n for day, n in told if period.end <= day <= on]
    if before and after:
        yield before[-1], after[-1]


def _size(labour: int) -> int:
    return sum(labour >= least for least in SIZES)
