"""Random lives of a report: whatever is tried, history, sendings and state tell one story."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.refusal import Refused
from khuyencong.reporting.actions import extend, load_regimes
from khuyencong.reporting.models import Duty, Submission
from khuyencong.reporting.queries import listed, views
from khuyencong.reporting.queries.integrity import reporting_faults
from khuyencong.reporting.states import DutyState, Outcome
from tests.cast import Cast
from tests.conditions import SIZE
from tests.reporting.conftest import AT, act, send

pytestmark = pytest.mark.django_db
ACTS = ("send", "accept", "give_back", "excuse", "ask_again", "set_due")
WHO = ("owner", "colleague", "agency_officer", "stranger")
TRIES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(0, 3)), max_size=14
)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    load_regimes(at=AT)
    extend(AT)
    return Duty.objects.get(custodian=cast.department, form="year", period_start__year=2026)


@settings(
    max_examples=max(SIZE // 3, 20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TRIES)
def test_whatever_is_tried(cast: Cast, duty: Duty, tries: list[tuple[str, str, int]]) -> None:
    with transaction.atomic():
        a_life(cast, duty, tries)
        transaction.set_rollback(True)


def a_life(cast: Cast, duty: Duty, tries: list[tuple[str, str, int]]) -> None:
    """Try one thing after the other, each by somebody, some days later."""
    at = AT + timedelta(minutes=1)
    for name, who, days in tries:
        at += timedelta(days=days, minutes=1)
        one_try(cast, duty, name, who, at)
    duty.refresh_from_db()
    assert list(reporting_faults()) == []
    (view,) = views(listed(Duty.objects.filter(id=duty.id)), at.date() + timedelta(days=1))
    lies = duty.state in (DutyState.SENT, DutyState.ACCEPTED)
    assert view.verdict.outcome == Outcome.EXCUSED or view.verdict.is_missing == (not lies)
    assert all(one.answered_by != one.by for one in Submission.objects.all())


def one_try(cast: Cast, duty: Duty, name: str, who: str, at) -> None:  # type: ignore[no-untyped-def]
    told = {
        "give_back": {"reason": "Thiếu"}, "excuse": {"reason": "Gộp"}, "accept": {},
        "ask_again": {"reason": "Cần"},
        "set_due": {"due_on": at.date() + timedelta(days=2), "basis": "CV"},
    }  # fmt: skip
    person = getattr(cast, who)
    try:
        if name == "send":
            send(person, duty, at)
        else:
            act(name, person, duty, at, **told[name])  # type: ignore[arg-type]
    except Refused as refusal:
        assert str(refusal)
    else:
        assert (name == "send") == (who in ("owner", "colleague"))
        assert who != "stranger"


def test_what_was_changed_beside_the_acts_is_found(cast: Cast, duty: Duty) -> None:
    assert list(reporting_faults()) == []
    Duty.objects.filter(id=duty.id).update(state=DutyState.ACCEPTED)
    assert len(list(reporting_faults())) == 1
    Duty.objects.filter(id=duty.id).update(state=DutyState.EXCUSED)
    (fault,) = reporting_faults()
    assert "lịch sử" in fault
