"""The invented requests of an establishment's own people: entered once, one of each standing."""

from datetime import timedelta

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.accounts.models import User
from khuyencong.applications import queries
from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import Claim
from khuyencong.applications.states import RequestState
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.demo import establishments, service
from khuyencong.law.actions import load_law
from tests.reference import load_places


@pytest.mark.slow
@pytest.mark.django_db
def test_a_newcomer_finds_a_request_in_each_state_and_a_claim_to_confirm() -> None:
    load_places()
    load_law(at=now())
    load_papers()
    make_demo_accounts(at=now())
    establishments.fill(now())
    at = now()
    assert service.fill(at) == 9
    entries = JournalEntry.objects.count()
    assert service.fill(at + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries
    own = queries.requests_visible_to(User.objects.get(username=service.WHO))
    assert sorted(own.values_list("state", flat=True)) == sorted(RequestState)
    assert all(request.by_establishment and request.is_demonstration for request in own)
    officer = User.objects.get(username=service.OFFICER)
    assert list(queries.claims_to_decide(officer)) == [Claim.objects.get()]
