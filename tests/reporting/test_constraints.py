"""What must never be false of the calendar is held by the database: each constraint, broken."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.core.identity import new_id
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting.models import Duty, DutyAct, Notice, Regime, Submission
from tests.breaking import names_constraint
from tests.factories import make_duty, make_organisation, make_regime
from tests.reporting.conftest import AT

pytestmark = pytest.mark.django_db
WHO, OTHER = new_id(), new_id()
EARLY = AT - timedelta(days=1)
DAY = date(2026, 1, 1)


def bodies() -> tuple[Organisation, Organisation]:
    return make_organisation(), make_organisation("Cục", OrganisationKind.AGENCY)


def regime(**more: Any) -> Regime:
    fields: dict[str, Any] = {
        "form": "quarter", "from_kind": "department", "to_kind": "agency", "slot": "x",
        "data": "unstated", "basis": "Mẫu", "recorded_at": AT,
    }  # fmt: skip
    return Regime(**fields | more)


def regime_again(**more: Any) -> Regime:
    regime(**more).save()
    return regime(**more)


def duty(**more: Any) -> Duty:
    one, other = bodies()
    fields: dict[str, Any] = {
        "custodian": one, "receiver": other, "form": "year", "period_start": DAY,
        "period_end": date(2027, 1, 1), "recorded_at": AT, "changed_at": AT,
    }  # fmt: skip
    if "regime" not in more and "asked_by" not in more:
        fields["regime"] = make_regime()
    return Duty(**fields | more)


def duty_again() -> Duty:
    first = duty()
    first.save()
    return duty(custodian=first.custodian, receiver=first.receiver)


def duty_to_itself() -> Duty:
    one = make_organisation()
    return duty(custodian=one, receiver=one)


def submission(of: Duty | None = None, **more: Any) -> Submission:
    kept = of or make_duty(*bodies())
    fields: dict[str, Any] = {
        "duty": kept, "sender": kept.custodian, "sent_at": AT, "by": WHO,
        "paper": "1/BC",
    }  # fmt: skip
    return Submission(**fields | more)


ACCEPTED: dict[str, Any] = {"answer": "accepted", "answered_at": AT, "answered_by": OTHER}
RETURNED = ACCEPTED | {"answer": "returned", "reason": "Thiếu"}


def act(**more: Any) -> DutyAct:
    kept = more.pop("of", None) or make_duty(*bodies())
    fields: dict[str, Any] = {
        "duty": kept, "step": "accept", "at": AT,
    }  # fmt: skip
    return DutyAct(**fields | more)


def notice_again() -> Notice:
    told = {"duty": make_duty(*bodies()), "due_on": DAY, "offset": -7, "recorded_at": AT}
    Notice.objects.create(**told)
    return Notice(**told)


BREACHES: dict[str, Callable[[], models.Model]] = {
    "reporting_regime_superseded_after_recorded": lambda: regime(superseded_at=EARLY),
    "regime_days_in_order": lambda: regime(valid_from=DAY, valid_until=DAY),
    "regime_codes_known form": lambda: regime(form="daily"),
    "regime_codes_known from": lambda: regime(from_kind="x"),
    "regime_codes_known data": lambda: regime(data="x"),
    "regime_not_to_itself": lambda: regime(to_kind="department"),
    "regime_rests_on_something": lambda: regime(basis=""),
    "regime_cut_off_where_it_is_cut_off without": lambda: regime(data="cut_off"),
    "regime_cut_off_where_it_is_cut_off 29": lambda: regime(data="cut_off", cut_off_day=29),
    "regime_cut_off_where_it_is_cut_off beside": lambda: regime(cut_off_day=14),
    "regime_due_day_of_a_month 0": lambda: regime(due_day=0),
    "regime_due_day_of_a_month 32": lambda: regime(due_day=32),
    "regime_due_day_of_a_month far": lambda: regime(due_day=1, due_months_after=13),
    "regime_due_day_of_a_month before what": lambda: regime(due_is_before=True),
    "regime_confirmed_by_a_second_person": lambda: regime(
        proposed_by=WHO, reason="x", confirmed_by=WHO, confirmed_at=AT
    ),
    "regime_confirmed_by_a_second_person at": lambda: regime(
        proposed_by=WHO, reason="x", confirmed_by=OTHER
    ),
    "regime_proposed_for_a_reason": lambda: regime(proposed_by=WHO),
    "regime_one_from_a_day": lambda: regime_again(valid_from=DAY),
    "regime_one_from_the_beginning": lambda: regime_again(),
    "duty_once": duty_again,
    "duty_codes_known form": lambda: duty(form="daily", asked_by=WHO, title="x"),
    "duty_codes_known state": lambda: duty(state="lost"),
    "duty_not_to_itself": duty_to_itself,
    "duty_days_in_order": lambda: duty(period_end=DAY),
    "duty_days_in_order half": lambda: duty(data_start=DAY),
    "duty_days_in_order data": lambda: duty(data_start=DAY, data_end=DAY),
    "duty_due_by_something": lambda: duty(due_on=DAY),
    "duty_due_by_something else": lambda: duty(due_basis="x"),
    "duty_titled_where_its_form_does_not_say": lambda: duty(form="thematic"),
    "duty_titled_where_its_form_does_not_say twice": lambda: duty(title="x"),
    "submission_answer_known": lambda: submission(**ACCEPTED | {"answer": "x"}),
    "submission_is_something": lambda: submission(paper=""),
    "submission_answered_whole": lambda: submission(answer="accepted", answered_at=AT),
    "submission_answered_whole reason": lambda: submission(reason="x"),
    "submission_answered_whole arrived": lambda: submission(arrived_on=DAY),
    "submission_returned_for_a_reason": lambda: submission(**RETURNED | {"reason": ""}),
    "submission_answered_by_another": lambda: submission(**ACCEPTED | {"answered_by": WHO}),
    "dutyact_known step": lambda: act(step="lose"),
    "dutyact_known send": lambda: act(step="send"),
    "dutyact_has_reason": lambda: act(step="return"),
    "dutyact_due_by_something": lambda: act(due_on=DAY),
    "dutyact_days_in_order half": lambda: act(data_start=DAY),
    "dutyact_days_in_order": lambda: act(data_start=DAY, data_end=DAY),
    "notice_once": notice_again,
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses(name: str) -> None:
    row = BREACHES[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.Model.save(row, force_insert=True)
    assert names_constraint(str(refusal.value), row, name.split()[0])


def test_every_constraint_has_its_breach() -> None:
    known = {name.split()[0] for name in BREACHES}
    declared = {
        c.name for m in apps.get_app_config("reporting").get_models() for c in m._meta.constraints
    }
    assert declared - known == set()
    assert known - declared == set()
