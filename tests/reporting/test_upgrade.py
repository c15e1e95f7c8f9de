"""What stood beside the acts of a report before they travelled is told by the acts themselves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from khuyencong.core.identity import new_id
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.queries.integrity import reporting_faults
from tests.reporting.conftest import AT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE, AFTER = [("reporting", "0001_initial")], [("reporting", "0002_acts_travel")]
RECEIVER, SENDER = new_id(), new_id()
DAY = date(2026, 12, 20)


def a_life(model: Any) -> None:
    """Write down, as it was, a report that was asked for, given back and accepted."""
    bodies = model("registry", "Organisation").objects
    debtor = bodies.create(key="so", kind="department", name="Sở")
    receiver = bodies.create(key="cuc", kind="agency", name="Cục")
    duty = model("reporting", "Duty").objects.create(
        custodian=debtor, receiver=receiver, form="thematic", title="Mẫu",
        period_start=date(2026, 1, 1), period_end=date(2027, 1, 1), due_on=DAY, due_basis="CV 5",
        due_set_by=RECEIVER, asked_by=RECEIVER, recorded_at=AT, changed_at=AT, state="accepted",
    )  # fmt: skip
    acts = (
        ("open", "", "owed"), ("send", "owed", "sent"), ("return", "sent", "returned"),
        ("send", "returned", "sent"), ("accept", "sent", "accepted"),
    )  # fmt: skip
    for hour, (step, before, after) in enumerate(acts):
        is_send = step == "send"
        model("reporting", "DutyAct").objects.create(
            duty=duty, step=step, before=before, after=after, at=AT + timedelta(hours=hour),
            body=debtor if is_send else receiver, by=SENDER if is_send else RECEIVER,
            reason="Thiếu" if step == "return" else "", due_on=DAY if step == "open" else None,
        )  # fmt: skip
    for ordinal, answer in enumerate(("returned", "accepted"), 1):
        model("reporting", "Submission").objects.create(
            duty=duty, ordinal=ordinal, sender=debtor, by=SENDER, paper=f"{ordinal}/BC",
            sent_at=AT + timedelta(hours=2 * ordinal - 1), answer=answer, answered_by=RECEIVER,
            answered_at=AT + timedelta(hours=2 * ordinal),
            reason="Thiếu" if answer == "returned" else "",
            arrived_on=AT.date() if answer == "accepted" else None,
        )  # fmt: skip


def test_the_upgrade_leaves_every_report_where_it_stood() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    try:
        a_life(executor.loader.project_state(BEFORE).apps.get_model)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(AFTER)
    assert list(reporting_faults()) == []
    assert Duty.objects.get().state == "accepted"
    first, second = Submission.objects.order_by("ordinal").values_list("id", flat=True)
    acts = DutyAct.objects.order_by("at").values_list("step", "submission", "reason", "arrived_on")
    assert list(acts) == [
        ("ask", None, "CV 5", None),
        ("return", first, "Thiếu", None),
        ("accept", second, "", AT.date()),
    ]
