"""Which supports nobody went to see in their first, second, third year, by who carries them out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.projects.models import Acceptance, FollowUp, Line
from khuyencong.projects.rules.follow_ups import (
    HALF,
    YEARS,
    Visit,
    due_visit,
    missed_visits,
    months_after,
)
from khuyencong.projects.states import LINE_STEP_IN, LineState
from khuyencong.registry.models import Organisation

FOLLOW_UP = "project.follow_up"
FOLLOWED = (LineState.PAID, LineState.FOLLOWED_UP)
#: Between the oldest acceptance whose last visit may still be made, and the latest that asks one.
LONGEST, SHORTEST = 12 * YEARS[-1] + HALF, 12 * YEARS[0]


@dataclass(frozen=True, slots=True)
class Due:
    """One line whose visit of a year is due and missing."""

    line: UUID
    visit: Visit


def due_lines(user: Actor, today: date) -> list[Due]:
    """Return what is due to be seen where the user may write it down, the longest due first.

    Two queries, however many lines.
    """
    custodians = user.custodians(FOLLOW_UP)
    if custodians is not None and not custodians:
        return []
    rows = accepted_between(months_after(today, -LONGEST - 1), today)
    if custodians is not None:
        rows = rows.filter(
            Q(line__project__custodian__in=custodians) | Q(line__project__owner__in=custodians)
        )
    return sorted(due_of(rows, today), key=lambda one: (one.visit.due_on, str(one.line)))


def accepted_between(start: date, until: date) -> QuerySet[Acceptance]:
    """Return the acceptances of paid supports of establishments, of the days [start, until)."""
    return Acceptance.objects.filter(
        day__gte=start,
        day__lt=until,
        line__state__in=FOLLOWED,
        line__establishment__isnull=False,
        line__project__state__in=LINE_STEP_IN["follow_up_line"],
    )


def due_of(rows: QuerySet[Acceptance], today: date) -> Iterator[Due]:
    """Yield the visits of some acceptances that are due and were not made; two queries."""
    seen = _seen(rows)
    for line, accepted in rows.order_by().values_list("line", "day"):
        visit = due_visit(accepted, seen[line], today)
        if visit:
            yield Due(line, visit)


def _seen(rows: QuerySet[Acceptance]) -> dict[UUID, list[date]]:
    seen: dict[UUID, list[date]] = defaultdict(list)
    told = FollowUp.objects.filter(line__in=rows.values("line"))
    for line, day in told.values_list("line", "day"):
        seen[line].append(day)
    return seen


@dataclass(frozen=True, slots=True)
class DueRow:
    """A due visit with its line as a list shows it."""

    line: Line
    visit: Visit
    overdue: int


@dataclass(frozen=True, slots=True)
class DueOf:
    """What is due with one implementer; none where nobody was named."""

    body: Organisation | None
    rows: list[DueRow]


def with_lines(due: list[Due], today: date) -> list[DueOf]:
    """Return due visits by who carries the đề án out, with what a list shows; one query."""
    kin = ("project__implementer", "establishment", "place")
    lines = Line.objects.select_related(*kin).in_bulk([one.line for one in due])
    grouped: dict[UUID | None, DueOf] = {}
    for one in due:
        line = lines[one.line]
        body = line.project.implementer
        group = grouped.setdefault(body.id if body else None, DueOf(body, []))
        group.rows.append(DueRow(line, one.visit, (today - one.visit.due_on).days))
    return sorted(grouped.values(), key=lambda of: (of.body is None, of.body and of.body.name))


def missed_by_custodian(today: date) -> Iterator[tuple[UUID, UUID, UUID, str, list[Visit]]]:
    """Yield for each followed line: custodian, đề án, line, its words, the visits never made.

    Of acceptances since the first of the year before the longest chase began; two queries.
    """
    rows = accepted_between(months_after(today, -LONGEST - 12), today)
    seen = _seen(rows)
    told = rows.order_by().values_list(
        "line__project__custodian", "line__project", "line", "line__what", "day"
    )
    for custodian, project, line, what, accepted in told:
        yield custodian, project, line, what, missed_visits(accepted, seen[line], today)
