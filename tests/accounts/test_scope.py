"""What a person may do, and to whose records, comes from the roles held today."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.roles import ROLES
from khuyencong.core.clock import now, today
from khuyencong.registry.models import Organisation, Succession
from tests.cast import Cast
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
READ, DECIDE = Permission.REPORT_READ, Permission.REPORT_DECIDE


def ids(*organisations: Organisation) -> frozenset[UUID]:
    return frozenset(organisation.id for organisation in organisations)


def test_an_officer_answers_for_his_department_and_what_stands_under_it(cast: Cast) -> None:
    assert cast.owner.custodians() == ids(cast.department, cast.centre)
    assert cast.colleague.custodians(READ) == ids(cast.department, cast.centre)
    assert cast.stranger.custodians() == ids(cast.other_department)


def test_the_agency_and_the_auditor_answer_for_all(cast: Cast) -> None:
    assert cast.agency_officer.custodians() is None
    assert cast.auditor.custodians(READ) is None
    assert cast.auditor.custodians(DECIDE) == frozenset()


@pytest.mark.parametrize("person", ["admin", "establishment", "former"])
def test_who_answers_for_nobody(cast: Cast, person: str) -> None:
    assert getattr(cast, person).custodians() == frozenset()


def test_a_merged_department_is_answered_for_by_its_heir(cast: Cast) -> None:
    gone = make_organisation("Sở Công Thương tỉnh Đã Nhập")
    Succession.objects.create(
        predecessor=gone, successor=cast.department, day=today(), recorded_at=now()
    )
    assert cast.owner.custodians() == ids(cast.department, cast.centre, gone)


@pytest.mark.parametrize(("begins", "ends", "holds"), [
    (0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True), (-9, -1, False),
])  # fmt: skip
def test_a_role_holds_from_its_first_day_until_before_its_last(
    begins: int, ends: int | None, holds: bool
) -> None:
    user = make_user()
    make_membership(
        user,
        "DEPT_OFFICER",
        make_organisation(),
        today() + timedelta(days=begins),
        None if ends is None else today() + timedelta(days=ends),
    )
    assert user.may(READ) is holds
    assert bool(user.custodians()) is holds


def test_a_closed_account_may_nothing(cast: Cast) -> None:
    User.objects.filter(id=cast.agency_officer.id).update(is_active=False)
    closed = User.objects.get(id=cast.agency_officer.id)
    assert not any(closed.may(permission) for permission in Permission)
    assert closed.custodians() == frozenset()


def test_a_wide_reach_and_a_strong_right_do_not_add_up(cast: Cast) -> None:
    """Auditor of the nation and officer of one province: decides for the province alone."""
    user = make_user("AUDITOR", cast.agency)
    make_membership(user, "DEPT_OFFICER", cast.department)
    assert user.custodians(READ) is None
    assert user.may(DECIDE)
    assert user.may(DECIDE, of=cast.department.id)
    assert user.may(DECIDE, of=cast.centre.id)
    assert not user.may(DECIDE, of=cast.other_department.id)
    assert user.may(READ, of=cast.other_department.id)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_its_table_says_and_no_more(role: str) -> None:
    user = make_user(role, make_organisation())
    assert {p for p in Permission if user.may(p)} == ROLES[role].permissions


def test_asking_again_asks_the_database_once(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    user = User.objects.get(id=cast.owner.id)
    with django_assert_num_queries(3):
        for _ in range(5):
            user.may(READ)
            user.may(READ, of=cast.department.id)
            user.custodians(READ)


def test_the_database_refuses_a_membership_that_cannot_be(cast: Cast) -> None:
    possible = {
        "user": make_user(),
        "organisation": cast.department,
        "role": "DEPT_OFFICER",
        "valid_from": today(),
    }
    Membership.objects.create(**possible)
    for change in ({"role": "KING"}, {"role": "CLERK", "valid_until": today()}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(**possible | change)


def test_a_centre_works_in_its_province(cast: Cast) -> None:
    officer = make_user("CENTRE_OFFICER", cast.centre)
    assert officer.custodians("project.draft") == ids(cast.department, cast.centre)
    assert not officer.may("project.draft", of=cast.other_department.id)


def test_the_ministers_approval_ends_at_the_ministrys_own_bodies(cast: Cast) -> None:
    minister = make_user("MINISTER", cast.agency)
    assert minister.custodians("project.read") is None
    assert minister.may("plan.approve", of=cast.agency.id)
    assert not minister.may("plan.approve", of=cast.department.id)
