"""How long đề án stay in each step: median and ninth decile, by place and by holder."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.projects.models import StepTaken
from khuyencong.projects.queries.scope import visible_to
from khuyencong.projects.states import ENDED, ProjectState
from khuyencong.values.dates import day_in_vietnam


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a đề án in a state: whose it was, where, how many days; `over` once it left."""

    state: str
    holder: str
    place: str
    days: int
    over: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """The stays of one state (and holder or place): median and ninth decile in days."""

    name: str
    count: int
    median: int
    ninth: int
    longest: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Durations:
    """Every state with its stays, in the order of a đề án's life, and the parts of each."""

    by_state: list[tuple[ProjectState, Measured]]
    by_holder: dict[str, list[Measured]]
    by_place: dict[str, list[Measured]]


def days_in_steps(user: Actor, today: date, year: int | None = None) -> Durations:
    """Return how long the visible đề án stayed in each state; one query.

    A stay that still lasts counts up to today among the waiting, and not in the measures.
    """
    rows = visible_to(user)
    if year:
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    taken = StepTaken.objects.filter(project__in=rows.order_by().values("pk"), line=None)
    told = taken.order_by("project", "at", "id").values_list(
        "project", "before", "after", "at", "holder__name", "project__custodian__place__name"
    )
    return _measured(list(stays_of(told, today)))


Told = tuple[UUID, str, str, datetime, str, str | None]


def stays_of(told: Iterable[Told], today: date) -> Iterable[Stay]:
    """Yield the stays that the steps of đề án tell, each đề án's steps in order of time."""
    by_project: dict[UUID, list[Told]] = defaultdict(list)
    for row in told:
        by_project[row[0]].append(row)
    for rows in by_project.values():
        yield from _of_one(rows, today)


def _of_one(rows: Sequence[Told], today: date) -> Iterable[Stay]:
    since = day_in_vietnam(rows[0][3])
    for _, before, after, at, holder, place in rows:
        if before == after or not before:
            continue
        day = day_in_vietnam(at)
        yield Stay(before, holder, place or "", (day - since).days, True)
        since = day
    _, _, state, _, holder, place = rows[-1]
    if state not in ENDED:
        yield Stay(state, holder, place or "", max((today - since).days, 0), False)


def _measured(stays: Sequence[Stay]) -> Durations:
    by_state: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_state[stay.state].append(stay)
    states = [state for state in ProjectState if state in by_state]
    return Durations(
        [(state, measure(state.label, by_state[state])) for state in states],
        {state: _parts(by_state[state], "holder") for state in states},
        {state: _parts(by_state[state], "place") for state in states},
    )


def _parts(stays: Iterable[Stay], field: str) -> list[Measured]:
    parts: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        parts[getattr(stay, field)].append(stay)
    found = [measure(name, rows) for name, rows in parts.items() if name]
    return sorted(found, key=lambda one: (-one.median, one.name))


def measure(name: str, stays: Iterable[Stay]) -> Measured:
    """Return the measures of some stays; 0 days where none has ended."""
    stays = list(stays)
    days = sorted(stay.days for stay in stays if stay.over)
    waiting = sum(not stay.over for stay in stays)
    if not days:
        return Measured(name, 0, 0, 0, 0, waiting)
    return Measured(name, len(days), decile(days, 5), decile(days, 9), days[-1], waiting)


def decile(days: Sequence[int], tenths: int) -> int:
    """Return the day within which so many tenths of sorted stays ended: a day that was observed."""
    return days[max(-(-len(days) * tenths // 10), 1) - 1]
