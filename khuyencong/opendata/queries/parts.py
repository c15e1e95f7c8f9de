"""The đề án of the nation in parts of a bounded size, each with its money, as of the moment."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Max, Min

from khuyencong.funds.models import Share
from khuyencong.opendata.queries.moment import CHUNK, Moment
from khuyencong.projects.models import Line, Project
from khuyencong.registry.models import Place
from khuyencong.reports.queries.records import Span, records_of_projects, units_of_departments
from khuyencong.reports.records import Records
from khuyencong.results.models import Result
from khuyencong.values.periods import Period, year

#: The step from which on a đề án is public.
PUBLIC_FROM = "approved"


def parts(moment: Moment) -> Iterator[Records]:
    """Yield the đề án in the order of their ids, so many at a time, with all their money."""
    span = all_years()
    if span is None:
        return
    told = partial(records_of_projects, span=span, units=units_of_departments(), at=moment.at)
    last: UUID | None = None
    while True:
        rows = Project.objects.order_by("id")
        rows = rows.filter(id__gt=last) if last else rows
        ids = list(rows.values_list("id", flat=True)[:CHUNK])
        if not ids:
            return
        yield told(Project.objects.filter(id__gte=ids[0], id__lte=ids[-1]))
        last = ids[-1]


def all_years() -> Span | None:
    """Return the years in which there is a đề án or its money, at least two; None for none."""
    ends = [
        Project.objects.aggregate(low=Min("first_year"), high=Max("last_year")),
        Line.objects.aggregate(low=Min("year"), high=Max("year")),
        Share.objects.aggregate(low=Min("year"), high=Max("year")),
    ]
    if ends[0]["low"] is None:
        return None
    low = min(one["low"] for one in ends if one["low"])
    high = max(one["high"] for one in ends if one["high"])
    # Over several years a đề án counts once, in its first; a span of one would ask otherwise.
    whole = Period(date(low, 1, 1), date(max(high, low + 1) + 1, 1, 1))
    return Span(whole, whole)


def years_of_results() -> list[Period]:
    """Return the years in which something was done, the first first."""
    ends = Result.objects.aggregate(low=Min("done_until"), high=Max("done_until"))
    if ends["low"] is None:
        return []
    return [year(y) for y in range(ends["low"].year - 1, ends["high"].year + 1)]


def place_keys() -> dict[UUID, str]:
    """Return the key of every place by its id; one query."""
    return dict(Place.objects.values_list("id", "key"))
