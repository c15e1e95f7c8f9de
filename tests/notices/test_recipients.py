"""Which act is told to whom of the cast: a table; nobody of his own act, nobody who left."""

from datetime import timedelta
from uuid import UUID

import pytest

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import Membership, User
from khuyencong.applications.models import Request
from khuyencong.competitions.models import Entry
from khuyencong.core.clock import today
from khuyencong.notices.models import Letter, Notice
from khuyencong.notices.queries import unread_count
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.projects.models import Project
from khuyencong.registry.models import Establishment
from khuyencong.reports.models import Edition
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_duty,
    make_entry,
    make_establishment,
    make_membership,
    make_product,
    make_project,
    make_proposal,
    make_request,
    make_round,
    make_user,
)
from tests.notices.conftest import NOON, Told
from tests.reports.owed import make_edition

TODO = ("todo", "right")
BACK, MINE = ("todo", "drafter"), ("know", "drafter")
OWED, MADE = ("todo", "maker"), ("know", "maker")


@pytest.fixture
def maker(cast: Cast) -> Establishment:
    """Return an establishment for which the cast's `establishment` acts."""
    one = make_establishment(cast.owner, cast.department)
    let_represent(user=cast.establishment, establishment=one, at=ENTERED_AT)
    return one


def about_of(act: str, cast: Cast, maker: Establishment) -> tuple[str, UUID]:
    """Return a record that an act may be about, drafted by the owner, and whose journal it is."""
    own = cast.department.id
    match act.partition(".")[0]:
        case "request":
            row = make_request(cast.centre_officer, maker)
            Request.objects.update(drafted_by=cast.owner.id)
            return f"request:{row.id}", row.custodian_id
        case "project":
            project = make_project(cast.centre_officer, cast.department)
            Project.objects.update(drafted_by=cast.owner.id)
            return f"project:{project.id}", own
        case "plan":
            plan = Plan.objects.create(
                owner=cast.department, year=2026, level="local", recorded_at=ENTERED_AT
            )
            PlanVersion.objects.create(plan=plan, number=1, drafted_by=cast.owner.id)
            return f"plan:{plan.id}", own
        case "edition":
            edition = make_edition(cast.department)
            Edition.objects.filter(id=edition.id).update(drafted_by=cast.owner.id)
            return f"edition:{edition.id}", own
        case "reporting":
            return f"duty:{make_duty(cast.department, cast.agency).id}", own
        case "entry":
            product = make_product(cast.owner, maker)
            entry = make_entry(make_round(cast.department), product)
            Entry.objects.update(by=cast.owner.id)
            return f"entry:{entry.id}", own
        case _:
            proposal = make_proposal(cast.owner, cast.department)
            return f"proposal:{proposal.id}", own


TABLE = {
    "request.send": {"centre": TODO},
    "request.receive": {"owner": MINE, "establishment": MADE},
    "request.return": {"owner": BACK, "establishment": OWED},
    "request.accept": {"owner": MINE, "establishment": MADE},
    "request.refuse": {"owner": MINE, "establishment": MADE},
    "project.register": {"head": TODO},
    "project.return_base": {"owner": BACK},
    "project.reject_base": {"owner": MINE},
    "edition.review": {"head": TODO},
    "edition.send_back": {"owner": BACK},
    "edition.send": {"owner": MINE},
    "reporting.send": {"agency": TODO},
    "entry.submit": {"owner": TODO, "colleague": TODO},
    "entry.return": {"owner": BACK, "establishment": OWED},
    "entry.accept": {"owner": MINE, "establishment": MADE},
    "proposal.return": {"owner": BACK},
    "proposal.answer": {"owner": MINE},
}


@pytest.mark.parametrize("act", TABLE)
def test_an_act_is_told_to_those_it_concerns(house: Told, maker: Establishment, act: str) -> None:
    about, custodian = about_of(act, house.cast, maker)
    house.work()
    Notice.objects.all().delete()
    house.happens(act, about, custodian)
    house.work(NOON + timedelta(minutes=1))
    assert house.names() == TABLE[act]


def test_nobody_is_told_of_what_he_did_himself(house: Told, maker: Establishment) -> None:
    make_user("CENTRE_OFFICER", house.cast.centre, username="second")
    about, custodian = about_of("request.send", house.cast, maker)
    house.work()
    Notice.objects.all().delete()
    house.happens("request.send", about, custodian, by=house.cast.centre_officer.id)
    house.work(NOON + timedelta(minutes=1))
    assert set(house.names()) == {"second"}


def test_who_left_or_whose_role_ended_is_told_nothing(house: Told, maker: Establishment) -> None:
    cast = house.cast
    about, custodian = about_of("project.register", cast, maker)
    Membership.objects.filter(user=cast.head).update(valid_until=today())
    deputy = make_user("DEPT_HEAD", cast.department, username="deputy")
    User.objects.filter(id=deputy.id).update(is_active=False)
    Membership.objects.filter(user=cast.owner).delete()
    house.happens("project.register", about, custodian)
    house.happens("project.return_base", about, custodian)
    house.work()
    assert not Notice.objects.exists()


def test_a_role_of_the_nation_is_told_of_its_own_body_alone(house: Told, maker: object) -> None:
    """The agency's officers screen for the nation: they are not told of every province's acts."""
    cast = house.cast
    duty = make_duty(cast.department, cast.other_department)
    house.happens("reporting.send", f"duty:{duty.id}", cast.department.id)
    house.work()
    assert "agency" not in house.names()


def test_one_person_with_two_reasons_is_told_once(house: Told, maker: Establishment) -> None:
    about, custodian = about_of("entry.return", house.cast, maker)
    make_membership(house.cast.establishment, "DEPT_OFFICER", house.cast.department)
    Entry.objects.update(by=house.cast.establishment.id)
    house.happens("entry.return", about, custodian)
    house.work()
    assert house.names() == {"establishment": OWED}


def test_what_no_rule_names_or_what_is_gone_is_passed_over(house: Told) -> None:
    own = house.cast.department.id
    house.happens("need.recorded", f"need:{own}", own)
    house.happens("request.send", f"request:{own}", own)
    house.happens("request.send", "viec-la", own)
    house.work()
    assert not Notice.objects.exists()


def test_the_history_before_the_first_look_is_told_to_nobody(
    cast: Cast,
) -> None:
    project = make_project(cast.centre_officer, cast.department)
    told = Told(cast, None)  # type: ignore[arg-type]
    told.happens("project.register", f"project:{project.id}", cast.department.id)
    told.work()
    assert not Notice.objects.exists()


def test_what_is_to_be_done_is_over_when_the_record_moves_on(
    house: Told, maker: Establishment
) -> None:
    cast = house.cast
    about, custodian = about_of("project.register", cast, maker)
    house.happens("project.register", about, custodian)
    house.work()
    assert unread_count(cast.head) == 1
    house.happens("project.add_paper", about, custodian, at=NOON + timedelta(minutes=1))
    house.work(NOON + timedelta(minutes=2))
    assert unread_count(cast.head) == 1, "a paper is no step"
    house.happens("project.pass_base", about, custodian, at=NOON + timedelta(minutes=3))
    house.work(NOON + timedelta(minutes=4))
    assert unread_count(cast.head) == 0
    house.work(NOON + timedelta(days=1))
    assert Letter.objects.get().dropped == "no_right", "nothing leaves of what is over"


def test_what_moved_on_before_the_worker_looked_is_told_as_over(
    house: Told, maker: Establishment
) -> None:
    about, custodian = about_of("project.register", house.cast, maker)
    house.happens("project.register", about, custodian)
    house.happens("project.pass_base", about, custodian, at=NOON + timedelta(minutes=1))
    house.work()
    row = Notice.objects.get(act="project.register")
    assert row.settled_at == NOON + timedelta(minutes=1)
    assert not row.deliveries.exists() and unread_count(house.cast.head) == 0
