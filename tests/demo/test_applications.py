"""The invented needs and requests: entered once, of establishments that are visibly nobody's."""

from datetime import timedelta

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import Need, Paper, Request, SurveyRound
from khuyencong.applications.queries import receipt_faults
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.demo import applications, establishments
from khuyencong.law.actions import load_law
from tests.reference import load_places


@pytest.mark.slow
@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_everything_says_that_it_is_invented() -> None:
    load_places()
    load_law(at=now())
    load_papers()
    make_demo_accounts(at=now())
    establishments.fill(now())
    at = now()
    assert applications.fill(at) == len(applications.SAMPLES) + 2
    entries = JournalEntry.objects.count()
    assert applications.fill(at + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries

    for model in (SurveyRound, Need, Request):
        assert all(row.is_demonstration for row in model.objects.all())
    assert all("Dụ" in need.establishment.name for need in Need.objects.all())
    assert all("(mẫu)" in paper.file_name for paper in Paper.objects.all())
    states = Request.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["draft", "received"]
    assert list(receipt_faults()) == []
