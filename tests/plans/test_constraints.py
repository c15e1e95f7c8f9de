"""What must never be false of a plan is refused by the database itself."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from khuyencong.plans.models import (
    Plan,
    PlanAct,
    PlanRow,
    PlanRowShare,
    PlanVersion,
    Registration,
    RegistrationRow,
)
from tests.plans.made import AT, DAY, YEAR, Crew, allot, appraised, plan_of, submitted


@pytest.fixture
def version(crew: Crew) -> PlanVersion:
    allot(crew, 100)
    appraised(crew, "A", 20)
    return submitted(crew)


def registration(crew: Crew, **more: object) -> Registration:
    told = {"registrar": crew.cast.department, "owner": crew.cast.agency, "year": YEAR}
    told |= {"level": "national", "drafted_by": crew.officer.id, "recorded_at": AT}
    return Registration.objects.create(**(told | more))


def again(version: PlanVersion, **more: object) -> PlanVersion:
    told = {"plan": version.plan, "number": 2, "kind": "assigned", "content_hash": "x"}
    told |= {"drafted_by": version.drafted_by, "drafted_at": AT, "state": "withdrawn"}
    told |= {"decided_by": version.drafted_by, "decided_at": AT}
    return PlanVersion.objects.create(**(told | more))


def approved(version: PlanVersion, crew: Crew, **more: object) -> PlanVersion:
    told = {"state": "approved", "submitted_by": crew.head.id, "submitted_at": AT}
    told |= {"decided_by": crew.chair.id, "decision": "1/QĐ", "decided_on": DAY}
    return again(version, **(told | more))


Breaking = Callable[[PlanVersion, Crew], object]
BREAKING: dict[str, Breaking] = {
    "plan_once": lambda v, c: Plan.objects.create(
        owner=v.plan.owner, year=v.plan.year, level=v.plan.level, recorded_at=AT
    ),
    "plan_level_known": lambda v, c: Plan.objects.create(
        owner=v.plan.owner, year=YEAR, level="x", recorded_at=AT
    ),
    "plan_year_plausible": lambda v, c: Plan.objects.create(
        owner=v.plan.owner, year=9, level="local", recorded_at=AT
    ),
    "planversion_number_once": lambda v, c: again(v, number=1),
    "planversion_one_open": lambda v, c: again(v, state="draft", decided_by=None, decided_at=None),
    "planversion_assigned_once": lambda v, c: (approved(v, c), approved(v, c, number=3)),
    "planversion_counted": lambda v, c: again(v, number=0),
    "planversion_known": lambda v, c: again(v, kind="x"),
    "planversion_has_a_fingerprint": lambda v, c: again(v, content_hash=""),
    "planversion_submitted_whole": lambda v, c: again(v, submitted_by=c.head.id),
    "planversion_submitted_before_approved": lambda v, c: approved(
        v, c, submitted_by=None, submitted_at=None
    ),
    "planversion_decided_whole": lambda v, c: again(v, decided_at=None),
    "planversion_decided_whole 2": lambda v, c: PlanVersion.objects.update(
        decided_by=c.chair.id, decided_at=AT
    ),
    "planversion_approved_by_a_decision": lambda v, c: approved(v, c, decision=""),
    "planversion_approved_by_another": lambda v, c: approved(v, c, decided_by=c.head.id),
    "planversion_approved_by_another 2": lambda v, c: approved(v, c, decided_by=v.drafted_by),
    "planrow_project_once": lambda v, c: PlanRow.objects.create(
        version=v, project=v.rows.get().project, rank=2, standing="in", why="rule", reason="x"
    ),
    "planrow_rank_once": lambda v, c: PlanRow.objects.create(
        version=v, project=appraised(c, "B", 1), rank=1, standing="in", why="rule", reason="x"
    ),
    "planrow_known": lambda v, c: v.rows.update(standing="x"),
    "planrow_says_why": lambda v, c: v.rows.update(reason=""),
    "planrowshare_once": lambda v, c: PlanRowShare.objects.bulk_create(
        PlanRowShare(
            row=v.rows.get(),
            line=v.rows.get().shares.get().line,
            source="provincial",
            year=YEAR,
            amount=1,
        )
        for _ in range(1)
    ),
    "planrowshare_of_the_state": lambda v, c: PlanRowShare.objects.update(source="sponsor"),
    "planrowshare_positive": lambda v, c: PlanRowShare.objects.update(amount=0),
    "planrowshare_year_plausible": lambda v, c: PlanRowShare.objects.update(year=9),
    "planact_says_what": lambda v, c: PlanAct.objects.create(
        version=v, step="", by=c.head.id, at=AT
    ),
    "registration_once": lambda v, c: (registration(c), registration(c)),
    "registration_level_known": lambda v, c: registration(c, level="x"),
    "registration_year_plausible": lambda v, c: registration(c, year=9),
    "registration_sent_whole": lambda v, c: registration(c, sent_at=AT, sent_by=c.head.id),
    "registration_sent_whole 2": lambda v, c: registration(c, letter="1/SCT"),
    "registrationrow_project_once": lambda v, c: RegistrationRow.objects.bulk_create(
        [
            RegistrationRow(registration=one, project=v.rows.get().project, position=n)
            for one in [registration(c)]
            for n in (1, 2)
        ]
    ),
    "registrationrow_position_once": lambda v, c: RegistrationRow.objects.bulk_create(
        [
            RegistrationRow(registration=one, project=project, position=1)
            for one in [registration(c)]
            for project in (v.rows.get().project, appraised(c, "B", 1))
        ]
    ),
    "registrationrow_counted": lambda v, c: RegistrationRow.objects.create(
        registration=registration(c), project=v.rows.get().project, position=0
    ),
}


def test_every_constraint_is_tried() -> None:
    models = (Plan, PlanVersion, PlanRow, PlanRowShare, PlanAct, Registration, RegistrationRow)
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == {name.split()[0] for name in BREAKING}


@pytest.mark.parametrize("name", BREAKING)
def test_a_constraint_holds(name: str, version: PlanVersion, crew: Crew) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](version, crew)


def test_what_they_allow(version: PlanVersion, crew: Crew) -> None:
    again(version)
    approved(version, crew, number=3)
    registration(crew)
    assert plan_of(crew) == version.plan
