"""The invented year of reports: made by the real acts, in every state, kept once, and clean."""

from datetime import UTC, datetime, timedelta

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.core.models import JournalEntry
from khuyencong.demo import reporting
from khuyencong.reporting.actions import extend, load_regimes, remind
from khuyencong.reporting.models import Duty, Notice, Submission
from khuyencong.reporting.queries.integrity import reporting_faults
from khuyencong.reporting.states import DutyState
from khuyencong.values.dates import day_in_vietnam
from tests.reference import load_places

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_year_of_34_bodies_in_every_state() -> None:
    load_places()
    make_demo_accounts(at=AT)
    load_regimes(at=AT)
    assert reporting.fill(datetime(2026, 1, 2, tzinfo=UTC)) == 0  # its first day is to come
    assert reporting.fill(AT) == 34 * 8
    entries = JournalEntry.objects.count()
    assert reporting.fill(AT + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries
    made = Duty.objects.filter(is_demonstration=True)
    assert made.count() == Duty.objects.count()
    assert set(made.values_list("state", flat=True)) == set(DutyState.values)
    assert {one.note for one in Submission.objects.all()} == {"Dữ liệu mẫu"}
    assert all(
        day_in_vietnam(one.sent_at) <= day_in_vietnam(AT) for one in Submission.objects.all()
    )
    own_days = made.filter(due_set_by__isnull=False)
    assert set(own_days.values_list("due_basis", flat=True)) == {reporting.BASIS}
    assert list(reporting_faults()) == []
    extend(AT)  # what is of the demonstration stays as it is
    assert made.count() == 34 * 8
    assert remind(AT) > 0
    assert Notice.objects.filter(duty__is_demonstration=False).count() == 0
