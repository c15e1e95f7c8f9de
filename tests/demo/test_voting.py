"""The invented votes: made by the real acts, kept once, and clean."""

from datetime import UTC, datetime, timedelta

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.applications.actions import load_papers
from khuyencong.competitions.actions import load_criteria
from khuyencong.competitions.models import Certificate, Entry, Fair, Round
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.core.models import JournalEntry
from khuyencong.demo import establishments, voting
from khuyencong.law.actions import load_law
from khuyencong.results.models import Result
from tests.reference import load_places

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_vote_that_ended_one_above_and_one_under_way() -> None:
    load_places()
    load_law(at=AT)
    load_papers()
    load_criteria()
    make_demo_accounts(at=AT)
    establishments.fill(AT)
    assert voting.fill(AT) == 6
    entries = JournalEntry.objects.count()
    assert voting.fill(AT + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries
    assert sorted(Round.objects.values_list("level", "state")) == [
        ("province", "called"),
        ("province", "recognised"),
        ("region", "called"),
    ]
    assert Certificate.objects.count() == 3
    assert Certificate.objects.filter(revoked_on__isnull=False).count() == 1
    assert {one.last_day.year for one in Certificate.objects.all() if one.last_day} == {2029}
    assert Entry.objects.filter(climbed_from__isnull=False).count() == 1
    assert Fair.objects.get().state == "held"
    assert sorted(Result.objects.values_list("kind", flat=True)) == ["fair", "voting"]
    assert list(competition_faults()) == []
