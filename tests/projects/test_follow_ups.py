"""Seeing a support again: due once a year for three years, missing ones found, made ones not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.identity import new_id
from khuyencong.projects.models import Acceptance, FollowUp, Line, Project
from khuyencong.projects.queries.follow_ups import due_lines, missed_by_custodian, with_lines
from khuyencong.projects.rules.follow_ups import (
    Visit,
    due_visit,
    missed_visits,
    months_after,
    visits_after,
)
from khuyencong.projects.states import LineState, ProjectState
from tests.cast import Cast
from tests.factories import ENTERED_AT, make_establishment, make_project, make_user

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2013, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 15), 2, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 31), 0, date(2024, 12, 31)),
    ],
)
def test_months_after(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(DAYS)
def test_three_visits_follow_one_another_without_a_gap(accepted: date) -> None:
    first, second, third = visits_after(accepted)
    assert (first.closes, second.closes) == (second.opens, third.opens)
    assert all(v.opens < v.due_on < v.closes for v in (first, second, third))


@pytest.mark.parametrize(
    ("seen", "today", "year"),
    [
        ([], date(2025, 6, 29), None),  # a year is not over yet
        ([], date(2025, 6, 30), 1),
        ([], date(2025, 12, 29), 1),
        ([], date(2025, 12, 30), None),  # the half year after it is over
        ([], date(2026, 6, 30), 2),
        ([], date(2027, 12, 29), 3),
        ([], date(2027, 12, 30), None),
        ([date(2025, 1, 5)], date(2025, 7, 1), None),  # seen half a year before: it counts
        ([date(2024, 10, 5)], date(2025, 7, 1), 1),  # too early
        ([date(2025, 8, 1)], date(2026, 7, 1), 2),  # the first year's visit is not the second's
    ],
)
def test_which_visit_is_due(seen: list[date], today: date, year: int | None) -> None:
    visit = due_visit(date(2024, 6, 30), seen, today)
    assert (visit.year if visit else None) == year


@given(DAYS, st.lists(DAYS, max_size=4), DAYS)
def test_no_visit_is_due_and_missed_at_once(accepted: date, seen: list[date], today: date) -> None:
    due, missed = due_visit(accepted, seen, today), missed_visits(accepted, seen, today)
    assert due not in missed
    made: list[Visit] = [
        v for v in visits_after(accepted) if any(v.opens <= d < v.closes for d in seen)
    ]
    assert not set(made) & {*missed, due}


def paid_line(cast: Cast, accepted: date, state: str = LineState.PAID) -> Line:
    """Return a line that was accepted on a day, of a đề án that is over."""
    project = make_project(cast.centre_officer, cast.department)
    Project.objects.filter(id=project.id).update(state=ProjectState.SETTLED)
    line = Line.objects.create(
        project=project,
        number=1,
        establishment=make_establishment(cast.owner, cast.department),
        content="technical_demonstration_and_machinery",
        what="Máy mẫu",
        year=accepted.year,
        cost=2,
        counterpart=1,
        state=state,
        state_since=ENTERED_AT,
        recorded_at=ENTERED_AT,
    )
    Acceptance.objects.create(
        line=line, day=accepted, quantity=1, cost=2, words="Mẫu", by=new_id(),
        recorded_at=ENTERED_AT,
    )  # fmt: skip
    return line


def seen(line: Line, day: date, **more: object) -> FollowUp:
    return FollowUp.objects.create(
        line=line, day=day, still_used=True, by=new_id(), recorded_at=AT, **more
    )


def test_due_lines_are_the_users_own_and_the_longest_due_first(cast: Cast) -> None:
    second = paid_line(cast, TODAY - timedelta(days=740))
    first = paid_line(cast, TODAY - timedelta(days=500))
    paid_line(cast, TODAY - timedelta(days=100))
    paid_line(cast, TODAY - timedelta(days=400), state=LineState.ACCEPTED)
    done = paid_line(cast, TODAY - timedelta(days=400))
    seen(done, TODAY - timedelta(days=10))
    due = due_lines(cast.owner, TODAY)
    assert [(one.line, one.visit.year) for one in due] == [(first.id, 1), (second.id, 2)]
    for person in (cast.stranger, cast.auditor, cast.commune):
        assert due_lines(person, TODAY) == []
    (group,) = with_lines(due, TODAY)
    assert [row.line.what for row in group.rows] == ["Máy mẫu"] * 2
    assert group.rows[0].overdue > group.rows[1].overdue


def test_missed_visits_are_told_by_custodian(cast: Cast) -> None:
    line = paid_line(cast, TODAY - timedelta(days=600))
    ((custodian, project, key, what, visits),) = missed_by_custodian(TODAY)
    assert (custodian, project, key, what) == (
        cast.department.id, line.project_id, line.id, "Máy mẫu",
    )  # fmt: skip
    assert [visit.year for visit in visits] == [1]
    seen(line, TODAY - timedelta(days=200))
    ((*_, visits),) = missed_by_custodian(TODAY)
    assert visits == []


def test_the_queries_do_not_grow(cast: Cast) -> None:
    officer = make_user("CENTRE_OFFICER", cast.centre)

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            with_lines(due_lines(officer, TODAY), TODAY)
            list(missed_by_custodian(TODAY))
        return len(told)

    officer.custodians("project.follow_up")
    paid_line(cast, TODAY - timedelta(days=500))
    few = asked()
    for _ in range(8):
        paid_line(cast, TODAY - timedelta(days=500))
    assert asked() == few <= 5


def test_output_is_told_with_its_unit(cast: Cast) -> None:
    from django.db import IntegrityError, transaction

    line = paid_line(cast, TODAY - timedelta(days=500))
    told = seen(line, TODAY, output_before=10, output_after=14, output_unit="tấn")
    assert told.output_after == 14
    with pytest.raises(IntegrityError), transaction.atomic():
        seen(line, TODAY - timedelta(days=1), output_after=3)
