"""What no CHECK can hold of results: a line's plan, counts that are those of the names."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Participant, Result
from khuyencong.results.queries.scope import known_on


def result_faults(listed_elsewhere: Iterable[UUID] = ()) -> Iterator[str]:
    """Yield a sentence for every result that does not match what it rests on; four queries.

    `listed_elsewhere`: ids of results whose lists of persons stay where they were recorded.
    """
    yield from _of_lines()
    yield from _of_names()
    yield from _of_rosters(listed_elsewhere)
    rows = Result.objects.order_by("series").values("series")
    for row in rows.annotate(n=Count("id"), last=Count("id", filter=Q(superseded_at=None))):
        if row["last"] != 1:
            yield f"Kết quả {row['series']}: không có phiên bản nào đang đứng."


def _of_lines() -> Iterator[str]:
    other = ~Q(owner=F("line__project__owner")) | ~Q(custodian=F("line__project__custodian"))
    for row in known_on(Result.objects.filter(other, line__isnull=False)).order_by("id"):
        yield f"Kết quả {row.series}: đơn vị khác với đề án của dòng hỗ trợ."


def _of_names() -> Iterator[str]:
    rows = known_on(Result.objects.all()).annotate(n=Count("links"), turns=Sum("links__turns"))
    for row in rows.filter(Q(is_listed=True) | Q(n__gt=0)).order_by("id"):
        names = {field.name for field in KINDS[row.kind].columns}
        wrong = row.is_listed != bool(row.n)
        wrong |= "establishments" in names and row.establishments != row.n
        wrong |= "establishment_turns" in names and _other_turns(row)
        if wrong:
            yield f"Kết quả {row.series}: số cơ sở không đúng với các cơ sở ghi tên."


def _other_turns(row: Any) -> bool:
    """Return whether turns are other than the named ones', or fewer where some alone are named."""
    kept, named = row.establishment_turns or 0, row.turns or 0
    return kept < named if row.declared.lists_some else kept != named


def _of_rosters(listed_elsewhere: Iterable[UUID]) -> Iterator[str]:
    people = Participant.objects.filter(superseded_at=None).order_by().values("series")
    counts = people.annotate(n=Count("key", distinct=True), turns=Count("id"))
    by_series = {row["series"]: (row["n"], row["turns"]) for row in counts}
    listed = known_on(Result.objects.all()).filter(
        Q(has_roster=True) & ~Q(id__in=listed_elsewhere) | Q(series__in=people.values("series"))
    )
    for row in listed.order_by("id"):
        persons, turns = by_series.get(row.series, (0, 0))
        names = {field.name for field in KINDS[row.kind].columns}
        wrong = not (row.has_roster and persons)
        wrong |= "persons" in names and row.persons != persons
        wrong |= "person_turns" in names and row.person_turns != turns
        if wrong:
            yield f"Kết quả {row.series}: số người không đúng với danh sách."
