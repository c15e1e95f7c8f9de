"""The invented news, calls and questions: by the real acts, once, of nobody, and readable."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.core.models import JournalEntry
from khuyencong.demo import publishing
from khuyencong.publishing.models import Publication, PublicQuestion
from khuyencong.publishing.queries.publications import calls, in_public
from khuyencong.publishing.rules.layout import laid_out
from khuyencong.publishing.rules.privacy import personal_in
from tests.reference import load_places

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_news_calls_and_questions_are_there_once() -> None:
    load_places()
    make_demo_accounts(at=AT)
    assert publishing.fill(AT) == len(publishing.SAMPLES) + len(publishing.QUESTIONS)
    entries = JournalEntry.objects.count()
    assert publishing.fill(AT + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries

    assert all(one.is_demonstration for one in Publication.objects.all())
    assert Publication.objects.filter(shown=None).count() == 1
    assert all(one.shown.by != one.shown.published_by for one in in_public())
    living, closed, _ = calls(AT.date())
    assert (len(living), len(closed)) == (1, 1)
    states = PublicQuestion.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["answered", "answered", "new"]
    for one in in_public():
        words = f"{one.shown.title} {one.shown.lead} {one.shown.text}"
        assert personal_in(words) == ""
        for run in (r for b in laid_out(one.shown.text) for row in b.lines for r in row):
            if run.address:
                # The law is not loaded here: its page alone may be absent.
                is_law = run.address.startswith("/van-ban/") or run.address == "/ca-nuoc/"
                assert Client().get(run.address).status_code == 200 or is_law, run.address
