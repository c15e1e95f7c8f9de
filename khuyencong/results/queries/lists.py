"""The list of results, narrowed by what was asked, in constant queries; what stands at lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khuyencong.registry.models import Place
from khuyencong.registry.queries import whole_origins
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.states import Level
from khuyencong.results.models import Result
from khuyencong.results.queries.evidence import with_evidence
from khuyencong.results.queries.scope import known_on, last_first
from khuyencong.values.periods import Period

#: Before this no unit of the register began.
LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; everything empty is the whole list."""

    content: str = ""
    kind: str = ""
    evidence: str = ""
    period: Period | None = None
    places: tuple[Place, ...] = ()
    project: str = ""
    today: date = LONG_AGO


def listed_results(visible: QuerySet[Result], wanted: Wanted) -> QuerySet[Result]:
    """Return the results that stand, with what a list shows, the latest first."""
    rows: QuerySet[Any] = with_evidence(known_on(visible))
    if wanted.content:
        rows = rows.filter(content="" if wanted.content == "-" else wanted.content)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.evidence:
        rows = rows.filter(has_evidence=wanted.evidence == "co")
    if wanted.period:
        span = wanted.period
        rows = rows.filter(done_until__gt=span.start, done_until__lte=span.end)
    if wanted.project:
        rows = rows.filter(line__project__code=wanted.project)
    if wanted.places:
        rows = rows.filter(_in_any(wanted.places, wanted.today))
    return last_first(rows.distinct().select_related("place", "owner", "line__project"))


def _in_any(places: Iterable[Place], today: date) -> Q:
    """Return the condition that a result happened in one of the places, of any day."""
    within = Q(pk__in=[])
    for place in places:
        within |= in_place(place, today, "place")
        if place.level == Level.PROVINCE:
            within |= Q(place__in=whole_origins(place, LONG_AGO))
    return within


def results_by_line(lines: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many results stand at each of these lines; one query."""
    rows = known_on(Result.objects.filter(line__in=list(lines))).order_by()
    found = rows.values_list("line").annotate(Count("id"))
    return {line: number for line, number in found if line is not None}
