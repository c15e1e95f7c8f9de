"""The year in flight: made by the real acts, in many places of a life, and clean."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.core.models import JournalEntry
from khuyencong.demo import applications, establishments
from khuyencong.demo.year import filling
from khuyencong.funds.models import Budget, Entry
from khuyencong.law.actions import load_law
from khuyencong.plans.models import PlanVersion
from khuyencong.plans.states import VersionState
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import Adjustment, InspectionFinding, Line, Project, StepTaken
from khuyencong.projects.queries.totals import totals
from khuyencong.projects.states import AdjustmentState, Level, LineState, ProjectState
from khuyencong.registry.queries import department_of
from khuyencong.verification import verify
from tests.reference import load_places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = datetime(2026, 11, 28, 2, tzinfo=UTC)
S = ProjectState


@pytest.fixture(scope="module", autouse=True)
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Make the year once for the module; it goes with its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        load_law(at=AT)
        load_papers()
        load_norms()
        make_demo_accounts(at=AT)
        establishments.fill(AT)
        applications.fill(AT)
        yield filling.fill(AT)
        transaction.set_rollback(True)


def test_many_places_of_a_life_are_there(filled: int) -> None:
    assert filled == 14
    states = Counter(Project.objects.values_list("state", flat=True))
    assert states == {
        S.DRAFT: 1,
        S.REGISTERED: 1,
        S.RETURNED: 1,
        S.BASE_APPRAISED: 1,
        S.SUBMITTED: 1,
        S.APPROVED: 2,
        S.CONTRACTED: 1,
        S.IN_PROGRESS: 4,
        S.ACCEPTED: 1,
        S.SETTLED: 1,
    }
    levels = Counter(Project.objects.values_list("level", flat=True))
    assert levels == {Level.LOCAL: 11, Level.NATIONAL: 3}
    assert all(project.is_demonstration for project in Project.objects.all())


def test_each_thing_the_year_shall_show_is_there() -> None:
    two_sources = Project.objects.get(kind="group")
    shares = {share.source for line in two_sources.lines.all() for share in line.shares.all()}
    assert shares == {"provincial", "commune"}
    replaced = Line.objects.get(state=LineState.REPLACED)
    assert replaced.replaced_by.state == LineState.CONFIRMED
    assert replaced.replaced_by.establishment != replaced.establishment
    waiting = Adjustment.objects.get(state=AdjustmentState.ASKED)
    assert waiting.project.state == S.IN_PROGRESS
    finding = InspectionFinding.objects.get()
    assert finding.closed_at is None
    assert finding.due_on is not None
    assert finding.due_on < AT.date()
    overdue = Project.objects.filter(
        state=S.IN_PROGRESS, contracts__ends_on__lt=date(2026, 9, 1)
    ).distinct()
    assert [project.content for project in overdue] == ["typical_products"]
    grown = Line.objects.exclude(request=None).get()
    assert grown.project.state == S.BASE_APPRAISED


def test_two_plans_were_approved_and_hold_what_they_gave() -> None:
    versions = PlanVersion.objects.filter(state=VersionState.APPROVED)
    assert {version.plan.level for version in versions} == {Level.LOCAL, Level.NATIONAL}
    for budget in Budget.objects.all():
        assert 0 < budget.committed <= budget.allotted
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds >= {"allot", "commit", "contract", "advance", "accept", "clear", "pay", "settle"}
    found = totals(department_of("Bắc Ninh", AT.date()), [2026])
    assert found.count() == 9
    assert found.count("settled") == 1
    assert found.amount("approved", source="national") == 500_000_000


def test_nobody_drafted_and_judged_the_same() -> None:
    for project in Project.objects.all():
        by = {row.step: row.by for row in StepTaken.objects.filter(project=project, line=None)}
        drafted = {by[name] for name in ("draft", "register") if name in by}
        judged = {by[name] for name in ("pass_base", "pass_upper", "approve") if name in by}
        assert not drafted & judged
        if "approve" in by:
            assert by["approve"] not in {by["pass_base"], by["pass_upper"]}


def test_second_officers_cannot_sign_in() -> None:
    for username in ("chuyen-vien-so-hai", "chuyen-vien-cuc-hai"):
        assert not User.objects.get(username=username).has_usable_password()


def test_all_is_clean_and_a_second_run_changes_nothing() -> None:
    before = (JournalEntry.objects.count(), StepTaken.objects.count(), Entry.objects.count())
    assert filling.fill(AT + timedelta(days=1)) == 0
    after = (JournalEntry.objects.count(), StepTaken.objects.count(), Entry.objects.count())
    assert before == after
    assert list(verify()) == []


def test_before_its_days_have_passed_nothing_is_kept() -> None:
    assert filling.fill(datetime(2026, 11, 1, 2, tzinfo=UTC)) == 0
