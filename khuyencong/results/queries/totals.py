"""How many and how much was done: the one source of every count that a report gives.

Persons and turns stand in columns of their own, and a declaration that would add one to the other
does not load. Establishments that stand by name are counted once each; typed numbers are added.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from khuyencong.registry.models import Organisation, Place
from khuyencong.results.kinds import COLUMNS, KINDS, Feed
from khuyencong.results.models import Result, ResultEstablishment
from khuyencong.results.queries.scope import firm_of_link, results_of, year_of
from khuyencong.results.states import Bound
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

#: By what a count may be told apart; `year` is that of the last day.
BY = ("content", "source", "kind", "variant", "place", "year")
Key = tuple[Any, ...]
#: Counted by name where names stand, else added.
BY_NAME = "establishments"


@dataclass(frozen=True, slots=True)
class Counted:
    """A value, the number of records behind it, and how exact it is.

    `bound`: how the records bound the true value ("" where all are exact). `spanning`: of the
    records, those that began before the period and were done in it.
    """

    value: int = 0
    records: int = 0
    bound: str = ""
    spanning: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        """Return both together."""
        return Counted(
            self.value + other.value,
            self.records + other.records,
            both_bounds(self.bound, other.bound),
            self.spanning + other.spanning,
        )


def both_bounds(one: str, other: str) -> str:
    """Return how a sum is bounded by the bounds of its parts: "trên" and "dưới" are "khoảng"."""
    if not one or not other or one == other:
        return one or other
    return str(Bound.ABOUT)


def counted(
    whose: Organisation | Place,
    start: date,
    until: date,
    *,
    as_of: datetime | None = None,
    by: Sequence[str] = ("content", "source"),
) -> dict[Key, Counted]:
    """Return what was done on days in [start, until), by (measure, *by); two queries.

    For a body, or for a territory; as it was known at `as_of`, else as it is known now. `by` names
    columns of `BY`: ("content", "source") unless told. A key that is not there was never recorded.
    A result counts on its last day, under its one content and its one source.
    """
    if not set(by) <= set(BY):
        raise ValueError(f"by {by}: one of {BY}")
    rows = results_of(whose, start, until, as_of)
    found: dict[Key, Counted] = defaultdict(Counted)
    for feed, key, part in (*_added(rows, start, by), *_named(rows, start, by)):
        found[(feed.measure, *key)] += part
    return {key: one for key, one in found.items() if one.records}


def total(
    whose: Organisation | Place,
    start: date,
    until: date,
    measure: str,
    *,
    as_of: datetime | None = None,
    **where: str | int,
) -> Counted:
    """Return one measure, where these columns of `BY` are these; two queries.

    `total(department, date(2016, 1, 1), date(2021, 1, 1), "products.recognised", variant="region")`
    """
    found = counted(whose, start, until, as_of=as_of, by=tuple(where))
    return found.get((measure, *where.values()), Counted())


def rows_behind(
    whose: Organisation | Place,
    start: date,
    until: date,
    measure: str,
    *,
    as_of: datetime | None = None,
    **where: str | int,
) -> QuerySet[Result]:
    """Return the records that a count rests on, the latest first; one query."""
    behind = Q(pk__in=[])
    for kind, feed in _feeding(measure):
        content = MEASURES[measure].activity
        told = Q(kind=kind) & Q(**{f"{feed.column}__isnull": False})
        told &= Q(content=content) if content else Q()
        behind |= told & (Q(variant__in=feed.variants) if feed.variants else Q())
    rows = results_of(whose, start, until, as_of).filter(behind)
    rows = rows.annotate(year=year_of()) if "year" in where else rows
    return rows.filter(**where).order_by("-done_until", "-id")


def covered(
    whose: Organisation | Place, start: date, until: date, *, as_of: datetime | None = None
) -> tuple[Activity, ...]:
    """Return which of the nine contents have at least one recorded activity; one query.

    With or without money. What stands under a heading beside the nine counts for the content that
    its kind belongs to; what has no content counts for none.
    """
    rows = results_of(whose, start, until, as_of).order_by()
    there = {
        content if content in LEGAL_CONTENTS else KINDS[kind].legal_content
        for content, kind in rows.values_list("content", "kind").distinct()
        if content
    }
    return tuple(content for content in LEGAL_CONTENTS if content in there)


def _keys(by: Sequence[str]) -> list[str]:
    """Return what rows are put together by: what is asked, and what decides the measure."""
    return list(dict.fromkeys(["kind", "content", "variant", *by]))


def _added(
    rows: QuerySet[Result], start: date, by: Sequence[str]
) -> Iterator[tuple[Feed, Key, Counted]]:
    """Yield the sums of every column that is not counted by name."""
    keys = _keys(by)
    sums: dict[str, Any] = {}
    for name in COLUMNS:
        only = Q(is_listed=False) if name == BY_NAME else Q()
        sums[f"sum_{name}"] = Sum(name, filter=only)
        sums[f"rows_{name}"] = Count(name, filter=only)
        sums[f"long_{name}"] = Count(name, filter=only & Q(done_from__lt=start))
    grouped = rows.annotate(year=year_of()) if "year" in by else rows
    for row in grouped.order_by().values(*keys, "bound", "bounded").annotate(**sums):
        for feed in _fed(row):
            name = feed.column
            bound = row["bound"] if row["bounded"] == name else ""
            parts = (row[f"sum_{name}"] or 0, row[f"rows_{name}"], bound, row[f"long_{name}"])
            yield feed, tuple(row[one] for one in by), Counted(*parts)


def _fed(row: dict[str, Any]) -> Iterator[Feed]:
    for feed in KINDS[row["kind"]].feeds:
        if feed.takes(row["content"], row["variant"]):
            yield feed


def _named(
    rows: QuerySet[Result], start: date, by: Sequence[str]
) -> Iterator[tuple[Feed, Key, Counted]]:
    """Yield the distinct establishments that stand by name; a merged one is what it became."""
    fields: dict[str, F | Case] = {name: F(f"result__{name}") for name in by if name != "year"}
    links = ResultEstablishment.objects.filter(result__in=rows.filter(is_listed=True).values("id"))
    if "year" in by:
        fields["year"] = year_of("result__")
    one = firm_of_link()
    links = links.annotate(
        by_measure=_measure_of_link(), **{f"by_{k}": v for k, v in fields.items()}
    )
    names = ["by_measure", *(f"by_{name}" for name in by)]
    counts = {
        "n": Count(one, distinct=True),
        "records": Count("result", distinct=True),
        "long": Count("result", distinct=True, filter=Q(result__done_from__lt=start)),
    }
    for row in links.exclude(by_measure="").order_by().values(*names).annotate(**counts):
        key = tuple(row[f"by_{name}"] for name in by)
        feed = Feed(row["by_measure"], BY_NAME)
        yield feed, key, Counted(row["n"], row["records"], "", row["long"])


def _measure_of_link() -> Case:
    """Return the expression of the measure that a link counts for; "" for none."""
    whens = []
    for kind in KINDS.values():
        for feed in kind.feeds:
            if feed.column != BY_NAME:
                continue
            told = Q(result__kind=kind.code)
            content = MEASURES[feed.measure].activity
            told &= Q(result__content=content) if content else Q()
            told &= Q(result__variant__in=feed.variants) if feed.variants else Q()
            whens.append(When(told, then=Value(feed.measure)))
    return Case(*whens, default=Value(""), output_field=CharField())


def _feeding(measure: str) -> Iterator[tuple[str, Feed]]:
    for kind in KINDS.values():
        for feed in kind.feeds:
            if feed.measure == measure:
                yield kind.code, feed
