"""Which record a notice speaks of: told to who may see it, and only its code outside."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import Membership
from khuyencong.applications.models import Request
from khuyencong.notices.models import Notice
from khuyencong.notices.queries import inbox
from khuyencong.notices.queries.inbox import told
from khuyencong.notices.queries.letters import composed
from khuyencong.notices.queries.naming import _SORTS, SHORT, named_for
from khuyencong.projects.models import Project
from tests.factories import (
    ENTERED_AT,
    make_duty,
    make_establishment,
    make_notice,
    make_project,
    make_request,
)
from tests.notices.conftest import NOON, Told
from tests.projects.test_follow_ups import paid_line
from tests.reports.owed import make_edition

SEVEN = NOON.replace(hour=7) + timedelta(days=1)


def registered(house: Told, **more: object) -> Project:
    project = make_project(house.cast.centre_officer, house.cast.department)
    Project.objects.filter(id=project.id).update(**more)
    project.refresh_from_db()
    house.happens("project.register", f"project:{project.id}", house.cast.department.id)
    house.work()
    return project


def test_the_list_says_which_de_an_and_a_letter_only_its_code(house: Told) -> None:
    project = registered(house, name="Hỗ trợ cơ sở của ông Thí Dụ " + "mua máy " * 30)
    (one,) = told(house.cast.head, inbox(house.cast.head))
    assert one.named is not None
    assert one.named.code == project.code
    assert one.named.title.startswith("Hỗ trợ cơ sở của ông Thí Dụ mua máy")
    assert len(one.named.title) <= SHORT and one.named.title.endswith("…")
    house.work(SEVEN)
    (letter,) = mail.outbox
    assert f"({project.code})" in letter.body
    assert "Thí Dụ" not in letter.body + letter.subject


def test_what_a_person_does_not_see_any_more_is_not_named(house: Told) -> None:
    registered(house)
    head = house.cast.head
    row = Notice.objects.get(user=head)
    Membership.objects.filter(user=head).delete()
    head = type(head).objects.get(id=head.id)
    assert named_for(head, [row]) == {}
    assert Project.objects.get().code not in composed(head, [row], "mail").text


def test_a_report_is_called_by_its_period_also_outside(house: Told) -> None:
    cast = house.cast
    duty = make_duty(cast.department, cast.agency)
    edition = make_edition(cast.department)
    rows = [
        make_notice(cast.head, cast.department, about=f"duty:{duty.id}", kind="duty"),
        make_notice(cast.head, cast.department, about=f"edition:{edition.id}", kind="edition"),
    ]
    named = named_for(cast.head, rows)
    assert named[f"duty:{duty.id}"].outside == duty.name
    assert named[f"edition:{edition.id}"].outside == str(edition)
    text = composed(cast.head, rows, "sms").text
    assert f"({duty.name})" in text or f"({edition})" in text


def test_the_people_of_an_establishment_are_told_which_request_and_which_de_an(
    house: Told,
) -> None:
    cast = house.cast
    line = paid_line(cast, NOON.date())
    assert line.establishment is not None
    let_represent(user=cast.establishment, establishment=line.establishment, at=ENTERED_AT)
    request = make_request(cast.centre_officer, line.establishment)
    Request.objects.filter(id=request.id).update(
        receipt_year=2026, receipt_number=7, received_at=NOON, receipt_code="ABCD-EFGH"
    )
    other = make_request(cast.centre_officer, make_establishment(cast.owner, cast.department))
    more = {"because": "maker", "right": "", "establishment": line.establishment}
    rows = [
        make_notice(cast.establishment, cast.department, about=about, kind="request", **more)
        for about in (f"request:{request.id}", f"request:{other.id}", f"project:{line.project_id}")
    ]
    named = named_for(cast.establishment, rows)
    assert named[f"request:{request.id}"].code == "số 07/2026"
    assert named[f"request:{request.id}"].title == request.what
    assert f"request:{other.id}" not in named
    assert named[f"project:{line.project_id}"].code == line.project.code
    Project.objects.filter(id=line.project_id).update(state="draft")
    assert f"project:{line.project_id}" not in named_for(cast.establishment, rows)


@pytest.mark.parametrize("sort", sorted(_SORTS))
def test_every_sort_can_be_named_and_what_is_gone_is_not(house: Told, sort: str) -> None:
    row = make_notice(house.cast.head, house.cast.department)
    row.about = f"{sort}:{row.id}"
    with CaptureQueriesContext(connection) as asked:
        assert named_for(house.cast.head, [row]) == {}
    assert len(asked) > 0
