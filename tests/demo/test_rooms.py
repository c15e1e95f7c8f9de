"""The newest rooms after the demonstration: each has something to show, made by its own acts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import Need
from khuyencong.connections.models import AccessToken, Delivery, Hook
from khuyencong.connections.tasks import read_journal
from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from khuyencong.demo import (
    applications,
    connecting,
    establishments,
    exchanging,
    kits,
    noticing,
    service,
)
from khuyencong.exchange.actions.deciding import decide as decide_wish
from khuyencong.exchange.models import Bundle, Conflict, Instance, Parked
from khuyencong.exchange.queries.wishes import shown
from khuyencong.fieldwork.actions.deciding import clashing
from khuyencong.fieldwork.models import Entry, Kit
from khuyencong.fieldwork.states import EntryState
from khuyencong.law.actions import load_law
from khuyencong.notices.actions import tell_new
from khuyencong.notices.models import Notice
from khuyencong.registry.models import BodyFact
from khuyencong.values.dates import day_in_vietnam
from tests.reference import load_places

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.fixture
def house(db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    """Return a demonstration up to the requests, with files and keys of its own."""
    settings.EXCHANGE_KEY = tmp_path / "exchange_key.pem"
    before, default_storage._wrapped = default_storage._wrapped, FileSystemStorage(str(tmp_path))
    load_places()
    load_law(at=AT)
    load_papers()
    make_demo_accounts(at=AT)
    tell_new(AT)
    establishments.fill(AT)
    applications.fill(AT)
    yield
    default_storage._wrapped = before


def again(fill: Any) -> None:
    """Fill a second time, a day later: nothing changes, nothing is noted."""
    entries = JournalEntry.objects.count()
    assert fill(AT + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries


@pytest.mark.slow
def test_a_kit_came_back_one_sheet_is_in_and_one_waits_for_a_decision(house: None) -> None:
    assert kits.fill(AT) == 2
    again(kits.fill)
    out, back = Kit.objects.order_by("returns")
    if out.returns.exists():
        out, back = back, out
    assert (out.entries.count(), back.returns.count()) == (0, 1)
    states = back.entries.order_by("state").values_list("state", flat=True)
    assert list(states) == [EntryState.APPLIED, EntryState.CONFLICT]
    visited = Need.objects.get(what="Mua máy may viền nón")
    assert (visited.cost, visited.jobs) == (36_000_000, 3)
    by = User.objects.get(username=kits.WHO)
    entry = Entry.objects.get(state=EntryState.CONFLICT)
    _, clashes = clashing(by=by, entry=entry, at=AT)
    assert [(one.field, one.base, one.ours, one.theirs) for one in clashes] == [
        ("cost", 60_000_000, 65_000_000, 58_000_000)
    ]


@pytest.mark.slow
def test_a_partner_told_of_itself_and_wishes_one_of_our_records_otherwise(house: None) -> None:
    entries = JournalEntry.objects.exclude(act__startswith="exchange.")
    before = entries.count()
    assert exchanging.fill(AT) == 4
    again(exchanging.fill)
    assert entries.count() == before  # what the partner did was done elsewhere
    partner = Instance.objects.get(is_own=False)
    assert partner.body is not None and partner.taken_through == 4
    assert Bundle.objects.get().count == 4 and not Parked.objects.exists()
    facts = BodyFact.objects.filter(organisation=partner.body)
    assert sorted(fact.told for fact in facts) == ["Máy mẫu", "Trụ sở mẫu"]
    assert all(fact.is_demonstration for fact in facts)
    need, wish = Need.objects.get(what=exchanging.WISHED), Conflict.objects.get()
    assert (need.cost, need.jobs) == (70_000_000, 2)
    assert [row.name for row in shown(wish).differing] == ["cost", "jobs"]
    head = User.objects.get(username="lanh-dao-so")
    decide_wish(
        by=head, conflict=wish, verdict="fields", fields=["cost"], reason="Đã hỏi lại", at=AT
    )
    before = need.stamp
    need.refresh_from_db()
    assert (need.cost, need.jobs) == (85_000_000, 2)
    assert need.stamp != before  # who has the old one before him is told so


@pytest.mark.slow
def test_keys_in_each_state_and_an_address_that_failed_at_last(house: None) -> None:
    service.fill(AT)
    assert connecting.fill(AT) == 3 + 1 + len(connecting.ANSWERS)
    day = day_in_vietnam(AT)
    states = {one.state(day).value for one in AccessToken.objects.all()}
    assert states == {"open", "waiting", "revoked"}
    sent = Delivery.objects.order_by("recorded_at", "id")
    outcomes = sorted((one.state, one.outcome) for one in sent)
    assert outcomes == [
        ("failed", "trả lời mã 503"),
        ("sent", "200"),
        ("sent", "200"),
        ("sent", "202"),
    ]
    again(connecting.fill)
    journal.seal()
    read_journal(AT + timedelta(minutes=5))  # and nothing of it is told twice
    assert Delivery.objects.filter(act__startswith="request.").count() == len(connecting.ANSWERS)
    assert Hook.objects.get().ended_at is None


@pytest.mark.slow
def test_notices_read_and_unread(house: None) -> None:
    service.fill(AT)
    read = noticing.fill(AT)
    assert read == Notice.objects.exclude(read_at=None).count() > 0
    again(noticing.fill)
    for name in ("co-so", "vien-chuc-trung-tam"):
        own = Notice.objects.filter(user__username=name)
        assert set(own.values_list("read_at", flat=True)) > {None}
