"""Reminders: on their days, once each, whoever runs again; seen on the desk of who owes."""

from datetime import date, datetime, timedelta

import pytest

from khuyencong.core import outbox
from khuyencong.core.models import OutboxMessage
from khuyencong.reporting.actions import remind
from khuyencong.reporting.models import Duty, Notice
from khuyencong.reporting.queries import upcoming
from tests.cast import Cast
from tests.factories import make_duty
from tests.reporting.conftest import AT, act, send

pytestmark = pytest.mark.django_db


def day(of_december: int) -> datetime:
    return AT.replace(day=of_december)


def given() -> list[tuple[int, bool]]:
    rows = Notice.objects.order_by("offset")
    return [(row.offset, row.delivered_at is not None) for row in rows]


def test_before_and_after_the_day_once_each(cast: Cast, duty: Duty) -> None:
    """The rule says 7 and 1 days before, 1 day after; the day is 20 December."""
    assert remind(day(10)) == 0
    assert remind(day(13)) == 1
    assert remind(day(13) + timedelta(hours=1)) == 0
    assert given() == [(-7, False)]
    outbox.deliver(day(13) + timedelta(hours=2))
    assert given() == [(-7, True)]
    assert [remind(day(n)) for n in range(14, 25)] == [0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0]
    outbox.deliver(day(25))
    assert given() == [(-7, True), (-1, True), (1, True)]
    assert OutboxMessage.objects.filter(sent_at=None).count() == 0


def test_a_worker_that_was_away_gives_one_and_not_three(cast: Cast, duty: Duty) -> None:
    assert remind(day(28)) == 1
    assert given() == [(1, False)]


def test_what_was_sent_is_not_reminded_of_what_was_given_back_is(cast: Cast, duty: Duty) -> None:
    send(cast.owner, duty, day(12))
    assert remind(day(13)) == 0
    act("give_back", cast.agency_officer, duty, day(14), reason="Thiếu phụ lục")
    assert remind(day(14)) == 1


def test_a_new_day_is_reminded_anew(cast: Cast, duty: Duty) -> None:
    remind(day(13))
    act("set_due", cast.agency_officer, duty, day(14), due_on=date(2026, 12, 22), basis="CV 2")
    assert remind(day(15)) == 1
    rows = Notice.objects.order_by("due_on").values_list("due_on", "offset")
    assert list(rows) == [(date(2026, 12, 20), -7), (date(2026, 12, 22), -7)]


def test_without_a_day_nobody_is_reminded(cast: Cast) -> None:
    make_duty(cast.department, cast.agency, due_on=None, due_basis="")
    assert remind(day(28)) == 0


def test_the_desk_of_who_owes_shows_it(cast: Cast, duty: Duty) -> None:
    remind(day(13))
    assert upcoming(cast.owner, date(2026, 12, 13), 9) == []
    outbox.deliver(day(13))
    (view,) = upcoming(cast.owner, date(2026, 12, 13), 9)
    assert (view.duty, view.verdict.left) == (duty, 7)
    for person in (cast.stranger, cast.chair, cast.agency_officer, cast.auditor):
        assert upcoming(person, date(2026, 12, 13), 9) == []
    send(cast.owner, duty, day(14))
    assert upcoming(cast.owner, date(2026, 12, 14), 9) == []


def test_a_message_delivered_twice_changes_nothing(cast: Cast, duty: Duty) -> None:
    remind(day(13))
    notice = Notice.objects.get()
    from khuyencong.reporting.actions import deliver_notice

    deliver_notice(notice.id, day(13))
    deliver_notice(notice.id, day(14))
    notice.refresh_from_db()
    assert notice.delivered_at == day(13)
