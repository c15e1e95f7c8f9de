"""Rows of đề án, of their money and their places: those that were approved till the moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count

from khuyencong.opendata.queries.heirs import Heirs
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.parts import PUBLIC_FROM, parts, place_keys
from khuyencong.opendata.rules.tables.projects import REACHED
from khuyencong.projects.models import Line, Project, ProjectPlace
from khuyencong.projects.states import GONE
from khuyencong.reports.records import STAGES, MoneyRow, ProjectRow, Records

#: Of the steps of money, those that stand beside the đề án itself.
TOLD = ("approved", "accepted", "settled")
_NAMES = (
    "code", "level", "kind", "owner__key", "custodian__key", "implementer__key", "content",
    "source", "first_year", "last_year", "starts_on", "ends_on", "is_demonstration",
)  # fmt: skip


def projects(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the public đề án."""
    units = place_keys()
    for part in parts(moment):
        public = public_of(part)
        told = {
            row[0]: row[1:]
            for row in Project.objects.filter(id__in=public).values_list("id", *_NAMES)
        }
        firms, money = _firms(public), _sums(part.money)
        for row in part.projects:
            if row.id in public:
                amounts = [money[row.id][stage] for stage in TOLD]
                yield _row(row, told[row.id], units, firms.get(row.id, 0), amounts)


def _row(
    row: ProjectRow, told: tuple[Any, ...], units: dict[UUID, str], firms: int, amounts: list[int]
) -> tuple[Any, ...]:
    *bodies, content, source, first, last, starts, ends, is_demonstration = told
    return (
        row.id,
        *bodies,
        units[row.unit] if row.unit else None,
        content,
        source,
        first,
        last,
        starts,
        ends,
        furthest(row.reached),
        firms,
        *amounts,
        is_demonstration,
    )


def public_of(part: Records) -> dict[UUID, ProjectRow]:
    """Return the đề án of a part that everybody may see, by id."""
    return {row.id: row for row in part.projects if PUBLIC_FROM in row.reached}


def furthest(reached: Iterable[str]) -> str:
    """Return the last of the steps that a public đề án has reached."""
    there = set(reached)
    return [stage for stage in REACHED if stage in there][-1]


def _firms(public: Iterable[UUID]) -> dict[UUID, int]:
    lines = Line.objects.filter(project__in=list(public)).exclude(state__in=GONE).order_by()
    counted = lines.values_list("project").annotate(n=Count("establishment", distinct=True))
    return dict(counted)


def _sums(rows: Iterable[MoneyRow]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(lambda: dict.fromkeys(TOLD, 0))
    for row in rows:
        for stage in TOLD:
            found[row.project][stage] += row.at(stage)
    return found


def money(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the money of the public đề án by year, source and content."""
    for part in parts(moment):
        public = public_of(part)
        added: dict[tuple[UUID, int, str, str], list[int]] = {}
        for row in part.money:
            if row.project in public:
                key = (row.project, row.year, row.source, row.content)
                amounts = added.setdefault(key, [0] * len(STAGES))
                added[key] = [a + b for a, b in zip(amounts, row.amounts, strict=True)]
        for key in sorted(added):
            yield (*key, *added[key])


def places(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield where the public đề án were carried out, and what those places are today."""
    heirs = Heirs(moment.day)
    for part in parts(moment):
        rows = ProjectPlace.objects.filter(project__in=list(public_of(part)))
        rows = rows.order_by("project", "place__key")
        for project, key in rows.values_list("project", "place__key"):
            yield (project, key, *heirs.of(key))


ROWS = {"projects": projects, "project_money": money, "project_places": places}
