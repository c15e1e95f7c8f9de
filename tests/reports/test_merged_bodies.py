"""A merger of places moves what their bodies did to the new one, and loses nothing on the way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.projects.models import Project
from khuyencong.registry.models import Lineage, Organisation, Place, PlaceName
from khuyencong.registry.states import Level, LineageKind, OrganisationKind
from khuyencong.reports.queries.actuals import PROJECTS, FromRecords, bodies_of
from khuyencong.results.models import Result
from khuyencong.results.queries import counted
from khuyencong.values.periods import Period
from tests.conditions import SIZE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CLASSES = ("training.classes", "", "")
MERGERS = (date(2021, 7, 1), date(2025, 7, 1))
CASES = settings(
    max_examples=max(SIZE // 12, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_number = count(1)


@dataclass(frozen=True)
class Done:
    """What the Sở of some province, by its turn among those of the day, did on a day."""

    body: int
    day: date
    classes: int


@st.composite
def nations(draw: st.DrawFn) -> tuple[int, list[list[list[int]]]]:
    """Return how many provinces there are at first, and which go together at each merger."""
    first = draw(st.integers(1, 6))
    living, acts = first, []
    for _ in MERGERS:
        marks = draw(st.lists(st.integers(0, living - 1), min_size=living, max_size=living))
        groups = [[at for at in range(living) if marks[at] == mark] for mark in sorted(set(marks))]
        acts.append(groups)
        living = len(groups)
    return first, acts


DAYS = st.dates(date(2016, 1, 1), TODAY - timedelta(days=1))
DONE = st.lists(st.builds(Done, st.integers(0, 30), DAYS, st.integers(1, 50)), max_size=8)


class _Undone(Exception):
    """Raised to take back what a case wrote."""


class Nation:
    """Provinces with their Sở through two mergers; a group of one keeps its place and its Sở."""

    def __init__(self, first: int, acts: Sequence[Sequence[Sequence[int]]]) -> None:
        self.generations = [[_province() for _ in range(first)]]
        for day, groups in zip(MERGERS, acts, strict=True):
            before = self.generations[-1]
            self.generations.append([_merged([before[at] for at in one], day) for one in groups])

    @property
    def today(self) -> list[Place]:
        """Return the provinces of today."""
        return [place for place, _ in self.generations[-1]]

    def body(self, done: Done) -> tuple[Place, Organisation]:
        """Return the province and the Sở that did it on its day."""
        turn = sum(done.day >= day for day in MERGERS)
        living = self.generations[turn]
        return living[done.body % len(living)]

    def heir(self, place: Place) -> Place:
        """Return the province of today that a province is or became."""
        for day_number in range(len(MERGERS)):
            links = Lineage.objects.filter(predecessor=place, day=MERGERS[day_number])
            if link := links.select_related("successor").first():
                assert link.successor
                place = link.successor
        return place


def _province(since: date | None = None) -> tuple[Place, Organisation]:
    key = f"hop-{next(_number)}"
    place = Place.objects.create(key=key, level=Level.PROVINCE, name=key, valid_from=since)
    PlaceName.objects.create(place=place, name=key, folded=key, valid_from=since)
    kind = OrganisationKind.DEPARTMENT
    body = Organisation.objects.create(key=f"so-{key}", kind=kind, name=f"Sở {key}", place=place)
    return place, body


def _merged(parts: list[tuple[Place, Organisation]], day: date) -> tuple[Place, Organisation]:
    if len(parts) == 1:
        return parts[0]
    new = _province(day)
    for place, _ in parts:
        Place.objects.filter(id=place.id).update(valid_until=day)
        PlaceName.objects.filter(place=place).update(valid_until=day)
        Lineage.objects.create(
            predecessor=place, successor=new[0], kind=LineageKind.MERGE, day=day, whole=True,
            is_default=True,
        )  # fmt: skip
    return new


def _recorded(nation: Nation, done: Done) -> None:
    """Write a class and a đề án of the year down, straight into their tables."""
    place, body = nation.body(done)
    Result.objects.create(
        kind="course", content="training", source="provincial", custodian=body, owner=body,
        place=place, what="Lớp mẫu", done_from=done.day, done_until=done.day + timedelta(1),
        quantity=done.classes, unit="class", recorded_at=AT, by=body.id, basis="Mẫu",
    )  # fmt: skip
    Project.objects.create(
        code=f"M{next(_number)}", name="Mẫu", folded="mau", level="local", kind="single",
        custodian=body, owner=body, content="training", source="provincial",
        first_year=done.day.year, last_year=done.day.year, state="settled", state_since=AT,
        drafted_by=body.id, recorded_at=AT,
    )  # fmt: skip


def _told(place: Place, period: Period) -> tuple[int, int]:
    """Return the classes and the đề án that records tell of a territory."""
    found = FromRecords(bodies_of(place, period), period, TODAY, counted)
    classes, projects = found.of(CLASSES), found.of((PROJECTS, "", ""))
    return (classes.value if classes else 0, projects.value if projects else 0)


@CASES
@given(drawn=nations(), done=DONE, first=st.integers(2016, 2026), years=st.integers(0, 10))
def test_what_was_done_goes_to_the_heir_and_is_counted_once(
    db: None,
    drawn: tuple[int, list[list[list[int]]]],
    done: list[Done],
    first: int,
    years: int,
) -> None:
    period = Period(date(first, 1, 1), date(min(first + years, 2026) + 1, 1, 1))
    try:
        with transaction.atomic():
            nation = Nation(*drawn)
            for one in done:
                _recorded(nation, one)
            wanted: Counter[Any] = Counter()
            for one in done:
                if one.day in period:
                    heir = nation.heir(nation.body(one)[0])
                    wanted[heir.id, "classes"] += one.classes
                    wanted[heir.id, "projects"] += 1
            for place in nation.today:
                told = (wanted[place.id, "classes"], wanted[place.id, "projects"])
                assert _told(place, period) == told
                bodies = [body.pk for body in bodies_of(place, period)]
                assert len(bodies) == len(set(bodies))
            # No body answers for two provinces of today.
            of_all = [body.pk for place in nation.today for body in bodies_of(place, period)]
            assert len(of_all) == len(set(of_all))
            raise _Undone
    except _Undone:
        pass
