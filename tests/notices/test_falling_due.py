"""Days that records carry are told: once before, once after, to whom they concern."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.accounts.actions import let_represent
from khuyencong.competitions.models import Certificate
from khuyencong.core.identity import new_id
from khuyencong.notices.actions import falling_due, tell_due
from khuyencong.notices.models import Delivery, Letter, Notice
from khuyencong.notices.queries import unread_count
from khuyencong.notices.queries.falling_due import falling_due as asked_due
from khuyencong.notices.queries.inbox import told
from khuyencong.notices.rules.falling_due import AHEAD, Day
from khuyencong.notices.rules.telling import FALLING_DUE
from khuyencong.projects.models import (
    Contract,
    FollowUp,
    Inspection,
    InspectionFinding,
    Project,
    StepDeadline,
)
from khuyencong.projects.states import ProjectState
from tests.cast import Cast
from tests.conditions import SIZE
from tests.factories import (
    ENTERED_AT,
    make_certificate,
    make_entry,
    make_establishment,
    make_product,
    make_project,
    make_proposal,
    make_request,
    make_round,
)
from tests.notices.conftest import NOON, Told
from tests.projects.test_follow_ups import paid_line

TODAY = NOON.date()
DAYS = st.dates(date(2013, 1, 1), date(2090, 1, 1))


def people(act: str) -> set[str]:
    return set(Notice.objects.filter(act=act).values_list("user__username", flat=True))


def under_way(cast: Cast, **more: object) -> Project:
    project = make_project(cast.centre_officer, cast.department)
    Project.objects.filter(id=project.id).update(state=ProjectState.IN_PROGRESS, **more)
    project.refresh_from_db()
    return project


@pytest.mark.parametrize("act", sorted(FALLING_DUE - {"due.visit"}))
def test_a_day_is_told_once_before_and_once_after(act: str) -> None:
    one = Day(act, new_id(), TODAY)
    ahead = timedelta(AHEAD[act])
    assert one.event(TODAY - ahead - timedelta(1)) is None
    before = {one.event(TODAY - ahead), one.event(TODAY - timedelta(1)), one.event(TODAY)}
    after = {one.event(TODAY + timedelta(1)), one.event(TODAY + timedelta(900))}
    assert len(before) == len(after) == 1 and None not in before | after and before != after


@given(DAYS, DAYS, st.sampled_from(sorted(FALLING_DUE)))
def test_another_day_or_another_act_is_another_event(on: date, today: date, act: str) -> None:
    row = new_id()
    found = Day(act, row, on).event(today)
    others = [Day(act, row, on + timedelta(1)), Day(act, new_id(), on)]
    assert found is None or found not in [one.event(today) for one in others]
    assert (found is None) == (today < on - timedelta(AHEAD[act]))


def test_a_visit_after_a_support_is_told_and_closed_when_it_was_made(house: Told) -> None:
    line = paid_line(house.cast, TODAY - timedelta(days=400))
    assert tell_due(NOON) > 0
    assert tell_due(NOON + timedelta(hours=1)) == 0
    rows = Notice.objects.filter(act="due.visit")
    assert {row.about for row in rows} == {f"project:{line.project_id}"}
    assert {"owner", "colleague"} <= people("due.visit")
    (one, *_) = told(house.cast.owner, rows.filter(user=house.cast.owner))
    assert "(thời hạn chưa kiểm chứng)" in one.words
    house.happens("project.close", f"project:{line.project_id}", house.cast.department.id)
    house.work(NOON + timedelta(hours=2))
    assert rows.filter(settled_at=None).exists(), "a step of the đề án is no visit"
    FollowUp.objects.create(
        line=line, day=TODAY, still_used=True, by=new_id(), recorded_at=ENTERED_AT
    )
    tell_due(NOON + timedelta(hours=3))
    assert not rows.filter(settled_at=None).exists()
    assert unread_count(house.cast.owner) == 0


def test_the_day_a_de_an_should_be_done_is_told_before_and_after(house: Told) -> None:
    project = under_way(house.cast, ends_on=TODAY + timedelta(days=31))
    assert tell_due(NOON) == 0
    assert tell_due(NOON + timedelta(days=1)) > 0
    assert tell_due(NOON + timedelta(days=31)) == 0
    again = tell_due(NOON + timedelta(days=32))
    rows = Notice.objects.filter(act="due.project")
    assert again == rows.filter(settled_at=None).count() == rows.count() / 2
    Project.objects.filter(id=project.id).update(ends_on=TODAY + timedelta(days=400))
    tell_due(NOON + timedelta(days=33))
    assert not rows.filter(settled_at=None).exists(), "the day was moved"


def test_nothing_is_told_where_no_day_is_kept(house: Told) -> None:
    cast = house.cast
    under_way(cast)
    make_request(cast.centre_officer, make_establishment(cast.owner, cast.department), "sent")
    make_proposal(cast.owner, cast.department)
    assert tell_due(NOON + timedelta(days=3000)) == 0


def test_a_contract_is_told_to_officers_and_to_its_firm(house: Told) -> None:
    cast = house.cast
    line = paid_line(cast, TODAY)
    Project.objects.filter(id=line.project_id).update(state=ProjectState.IN_PROGRESS)
    assert line.establishment is not None
    let_represent(user=cast.establishment, establishment=line.establishment, at=ENTERED_AT)
    contract = Contract.objects.create(
        project=line.project,
        tier="beneficiary",
        number="01/HĐ",
        signed_on=TODAY - timedelta(days=90),
        ends_on=TODAY + timedelta(days=10),
        recorded_at=ENTERED_AT,
    )
    contract.shares.create(line=line, source="provincial", amount=1)
    first = {"tier": "implementer", "number": "02/HĐ", "ends_on": contract.ends_on}
    Contract.objects.create(
        project=line.project, signed_on=contract.signed_on, recorded_at=ENTERED_AT, **first
    )
    tell_due(NOON)
    assert people("due.contract") == {"centre"} and people("due.own_contract") == {"establishment"}
    assert Notice.objects.filter(act="due.contract").count() == 1, "two contracts of one day"
    contract.liquidated_on = TODAY
    contract.save()
    tell_due(NOON + timedelta(hours=1))
    standing = Notice.objects.filter(settled_at=None)
    assert set(standing.values_list("act", flat=True)) == {"due.contract"}
    Contract.objects.update(liquidated_on=TODAY)
    tell_due(NOON + timedelta(hours=2))
    assert not standing.exists()


def test_a_finding_a_proposal_and_a_norm_are_told_by_their_day(house: Told) -> None:
    cast = house.cast
    project = under_way(cast)
    seen = Inspection.objects.create(
        project=project, day=TODAY, body=cast.department, minutes="Mẫu", by=new_id(),
        recorded_at=ENTERED_AT,
    )  # fmt: skip
    InspectionFinding.objects.create(inspection=seen, told="Thiếu biển", due_on=TODAY)
    proposal = make_proposal(cast.owner, cast.department)
    type(proposal).objects.update(due_on=TODAY + timedelta(days=2), due_basis="Công văn 1")
    waiting = make_project(cast.centre_officer, cast.department)
    Project.objects.filter(id=waiting.id).update(state="registered", state_since=NOON)
    StepDeadline.objects.create(level=waiting.level, state="registered", days=3, working=False)
    tell_due(NOON)
    assert people("due.finding") and people("due.proposal")
    assert people("due.step") == {"head"}, "who concludes the appraisal"
    (step,) = Notice.objects.filter(act="due.step")
    assert step.due_on == TODAY + timedelta(days=3) and not step.due_verified


def test_a_title_that_ends_soon_is_told_to_its_firm_and_its_body(house: Told) -> None:
    cast = house.cast
    maker = make_establishment(cast.owner, cast.department)
    let_represent(user=cast.establishment, establishment=maker, at=ENTERED_AT)
    entry = make_entry(make_round(cast.department), make_product(cast.owner, maker))
    make_certificate(entry, last_day=TODAY + timedelta(days=180), verified=False)
    tell_due(NOON - timedelta(days=1))
    assert not people("due.certificate")
    tell_due(NOON)
    assert {"owner", "establishment"} <= people("due.certificate")
    Certificate.objects.update(
        revoked_on=TODAY, revoked_by=new_id(), revoke_reason="Mẫu", revoke_decision="1"
    )
    tell_due(NOON + timedelta(hours=1))
    assert not Notice.objects.filter(act="due.certificate", settled_at=None).exists()


def test_it_leaves_in_the_digest_with_the_code_of_the_de_an(house: Told) -> None:
    project = under_way(house.cast, ends_on=TODAY)
    house.cast.centre_officer.email = "centre@example.vn"
    house.cast.centre_officer.email_confirmed_at = NOON
    house.cast.centre_officer.save()
    tell_due(NOON)
    house.work(NOON)
    house.work(NOON.replace(hour=7) + timedelta(days=1))
    letter = next(one for one in mail.outbox if one.to == ["centre@example.vn"])
    assert f"ngày {TODAY:%d/%m/%Y}" in letter.body and f"({project.code})" in letter.body
    assert project.name not in letter.body


class Killed(BaseException):
    """The worker died here."""


@settings(
    max_examples=max(10, SIZE // 20),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(["tell", "tell", "tell killed", "day", "month", "done"]),
        min_size=3,
        max_size=15,
    )
)
def test_each_day_is_told_once_to_each_person_under_repeats_and_kills(
    house: Told, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    _forget()
    now, projects = NOON, [under_way(house.cast, ends_on=TODAY + timedelta(20)) for _ in range(2)]
    for step in steps:
        if step in ("day", "month"):
            now += timedelta(days=1 if step == "day" else 30)
        elif step == "done":
            Project.objects.filter(id=projects[0].id).update(state=ProjectState.ACCEPTED)
        else:
            with monkeypatch.context() as patch:
                _tell(now, patch, dies=step == "tell killed")
    tell_due(now)
    rows = Notice.objects.filter(act="due.project").values_list("about", "event", "user")
    assert len(rows) == len(set(rows))
    assert Delivery.objects.count() == len(rows), "by mail, once"
    open_ = Notice.objects.filter(act="due.project", settled_at=None)
    left = {f"project:{one.id}" for one in projects if _stands(one)}
    assert set(open_.values_list("about", flat=True)) == left


def _stands(project: Project) -> bool:
    project.refresh_from_db()
    return project.state == ProjectState.IN_PROGRESS


def _forget() -> None:
    for model in (Delivery, Letter, Notice):
        model.objects.all().delete()
    Project.objects.update(state=ProjectState.ACCEPTED)


def _tell(now: datetime, patch: Any, *, dies: bool) -> None:
    if dies:
        kept = falling_due.keep

        def die(*given: Any) -> None:
            kept(*given)
            raise Killed

        patch.setattr(falling_due, "keep", die)
    with contextlib.suppress(Killed):
        tell_due(now)


def test_the_queries_do_not_grow(house: Told) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(asked_due(TODAY))
        return len(caught)

    paid_line(house.cast, TODAY - timedelta(days=400))
    under_way(house.cast, ends_on=TODAY)
    one = asked()
    for _ in range(4):
        paid_line(house.cast, TODAY - timedelta(days=400))
        under_way(house.cast, ends_on=TODAY)
    assert asked() == one
