"""Who gets or loses a role: told to who leads the body and to himself, named to them alone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from khuyencong.accounts.actions import RoleTold, close, end_role, entrust, give_role, release
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.queries import leads, roles_known_to
from khuyencong.core.clock import now, today
from khuyencong.notices.actions import tell_due
from khuyencong.notices.models import Notice
from khuyencong.notices.queries import inbox
from khuyencong.notices.queries.inbox import told
from khuyencong.registry.models import Organisation, Succession
from khuyencong.registry.states import OrganisationKind
from tests.factories import make_membership, make_organisation, make_user
from tests.notices.conftest import NOON, Told

SEVEN = NOON.replace(hour=7) + timedelta(days=1)
SELF, LEADS = ("know", "self"), ("know", "right")


@pytest.fixture
def lan(house: Told) -> User:
    """Return an officer of the department whose letters reach her."""
    user = make_user("DEPT_OFFICER", house.cast.department, username="lan")
    user.full_name, user.email, user.email_confirmed_at = "Lê Thị Lan", "lan@example.vn", NOON
    user.save()
    return user


def give(house: Told, user: User, role: str, body: Organisation) -> None:
    entrust(by=house.cast.admin, user=user, told=RoleTold(body=body, role=role), at=now())
    house.work()


def said_to(user: User) -> list[tuple[str, str]]:
    user = User.objects.get(id=user.id)
    return [(one.words, str(one.named or "")) for one in told(user, inbox(user))]


def test_a_role_given_is_told_to_the_head_and_to_the_person(house: Told, lan: User) -> None:
    cast = house.cast
    give(house, lan, "CLERK", cast.department)
    assert house.names() == {"head": LEADS, "lan": SELF}
    which = f"Lê Thị Lan · Văn thư, từ {today():%d/%m/%Y}, người ghi: {cast.admin.full_name}"
    assert said_to(cast.head) == [("Một người được giao vai trò ở Sở Công Thương tỉnh Mẫu", which)]
    assert said_to(lan) == [("Anh/chị được giao một vai trò ở Sở Công Thương tỉnh Mẫu", which)]


def test_a_role_that_ends_is_told_with_the_day_from_which_it_does(house: Told, lan: User) -> None:
    on = today() + timedelta(days=3)
    (held,) = lan.memberships.all()
    release(by=house.cast.admin, membership=held, on=on, reason="Chuyển việc", at=now())
    house.work()
    assert house.names() == {"head": LEADS, "lan": SELF}
    ((words, which),) = said_to(house.cast.head)
    assert words == "Một người thôi giữ vai trò ở Sở Công Thương tỉnh Mẫu"
    assert f"Chuyên viên Sở Công Thương, từ {on:%d/%m/%Y}" in which


def test_a_letter_names_nobody_and_says_which_role(house: Told, lan: User) -> None:
    give(house, lan, "CLERK", house.cast.department)
    house.work(SEVEN)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {"head@example.vn", "lan@example.vn"}
    for body in letters.values():
        assert "vai trò ở Sở Công Thương tỉnh Mẫu (Văn thư)" in body and "ĐỂ BIẾT" in body
        assert not [
            word for word in ("Lan", house.cast.admin.full_name, str(lan.id)) if word in body
        ]


def test_the_head_of_the_body_itself_comes_before_one_above_it(house: Told, lan: User) -> None:
    cast = house.cast
    give(house, lan, "CENTRE_OFFICER", cast.centre)
    assert house.names() == {"head": LEADS, "lan": SELF}, "the centre has no head here"
    director = make_user("CENTRE_HEAD", cast.centre, username="director")
    give(house, lan, "CLERK", cast.centre)
    assert house.names() == {"director": LEADS, "lan": SELF}
    give(house, lan, "CLERK", cast.department)
    assert house.names() == {"head": LEADS, "lan": SELF}, "a centre does not lead its department"
    assert not leads(director, cast.department.id, today())


def test_of_a_central_body_its_own_head_is_told_and_nobody_of_a_province(house: Told) -> None:
    cast = house.cast
    ministry = make_organisation("Bộ mẫu", OrganisationKind.MINISTRY)
    make_user("MINISTER", ministry, username="minister")
    make_user("AGENCY_HEAD", cast.agency, username="agency-head")
    give(house, cast.auditor, "CLERK", cast.agency)
    assert house.names() == {"agency-head": LEADS, "auditor": SELF}
    give(house, cast.auditor, "CLERK", ministry)
    assert house.names() == {"minister": LEADS, "auditor": SELF}


def test_a_body_that_was_taken_over_is_led_by_its_heir(house: Told, lan: User) -> None:
    cast = house.cast
    old = make_membership(lan, "CLERK", cast.other_department)
    merged = {"predecessor": cast.other_department, "successor": cast.department}
    Succession.objects.create(**merged, day=NOON.date(), recorded_at=NOON)
    end_role(membership=old, at=now())
    house.work()
    assert house.names() == {"head": LEADS, "lan": SELF}


def test_who_did_it_is_not_told_and_a_head_with_a_new_role_only_as_himself(house: Told) -> None:
    cast = house.cast
    second = make_user("DEPT_HEAD", cast.department, username="second")
    give_role(user=second, organisation=cast.department, role="CLERK", at=now(), by=cast.head.id)
    house.work()
    assert house.names() == {"second": SELF}


def test_that_somebody_acts_for_an_establishment_is_no_news_of_the_office(house: Told) -> None:
    cast = house.cast
    someone = make_user(username="someone")
    role = "ESTABLISHMENT_USER"
    give_role(user=someone, organisation=cast.department, role=role, at=now(), by=cast.owner.id)
    house.work()
    assert not Notice.objects.exists()


def test_of_a_closed_account_the_head_is_told_and_who_is_shut_out_is_not(
    house: Told, lan: User
) -> None:
    close(by=house.cast.admin, user=lan, reason="Nghỉ việc", at=now())
    house.work()
    assert house.names() == {"head": LEADS}


def test_who_lost_the_last_role_reads_it_where_no_role_is_needed(
    house: Told, lan: User, client: Client
) -> None:
    end_role(membership=lan.memberships.get(), at=now())
    house.work()
    house.work(SEVEN)
    letter = next(one for one in mail.outbox if one.to == ["lan@example.vn"])
    one = Notice.objects.get(user=lan)
    path = f"/dich-vu/thong-bao/{one.id}/"
    assert f"https://khuyencong.example.vn{path}" in letter.body and "/desk/" not in letter.body
    client.force_login(lan)
    assert "Anh/chị thôi giữ một vai trò" in client.get(path).content.decode()


def test_a_head_who_leads_no_longer_is_not_told_whose_role_it_was(house: Told, lan: User) -> None:
    head = house.cast.head
    give(house, lan, "CLERK", house.cast.department)
    Membership.objects.filter(user=head).update(role="DEPT_OFFICER")
    ((_, which),) = said_to(head)
    assert which == ""
    house.work(SEVEN)
    assert [one.to for one in mail.outbox] == [["lan@example.vn"]]


def test_to_open_it_leads_the_head_to_the_roles_of_the_body(
    house: Told, lan: User, client: Client
) -> None:
    cast = house.cast
    give(house, lan, "CLERK", cast.department)
    opened = {}
    for user in (cast.head, lan):
        client.force_login(user)
        one = Notice.objects.get(user=user)
        page = client.get(reverse("desk:notice", args=[one.id]))
        told = {"key": page.context["key"]}
        opened[user.username] = client.post(reverse("desk:notice-open", args=[one.id]), told).url
    assert opened == {"head": f"/desk/don-vi/{cast.department.id}/", "lan": "/desk/"}


def planned(house: Told, user: User, days: int, role: str = "CLERK") -> Membership:
    """Give somebody a role whose last day is so many days after today."""
    until = NOON.date() + timedelta(days=days + 1)
    body = house.cast.department
    since = NOON - timedelta(days=90)
    return give_role(user=user, organisation=body, role=role, at=since, until=until)


def told_due() -> dict[str, tuple[str, str]]:
    rows = Notice.objects.filter(act="due.role", settled_at=None)
    return {
        name: (weight, because)
        for name, weight, because in rows.values_list("user__username", "weight", "because")
    }


def test_a_role_that_runs_out_is_told_before_its_last_day_and_after(house: Told, lan: User) -> None:
    planned(house, lan, 31)
    tell_due(NOON)
    assert told_due() == {}
    tell_due(NOON + timedelta(days=1))
    assert told_due() == {"head": LEADS, "lan": SELF}
    assert tell_due(NOON + timedelta(days=31)) == 0, "its last day"
    assert tell_due(NOON + timedelta(days=32)) == 2, "it ran out"
    assert Notice.objects.filter(act="due.role").count() == 4
    assert told_due() == {"head": LEADS, "lan": SELF}
    tell_due(NOON + timedelta(days=62))
    assert told_due() == {}, "a month later nobody is reminded any more"


def test_a_role_that_runs_out_is_named_to_who_leads_and_leads_to_its_page(
    house: Told, lan: User, client: Client
) -> None:
    held = planned(house, lan, 0)
    tell_due(NOON)
    last = f"{NOON.date():%d/%m/%Y}"
    which = f"Lê Thị Lan · Văn thư, đến hết {last}"
    body = "vai trò ở Sở Công Thương tỉnh Mẫu"
    rest = f"đến hết ngày {last}, chưa được giao tiếp"
    assert said_to(house.cast.head) == [(f"Một người giữ {body} {rest}", which)]
    assert said_to(lan) == [(f"Anh/chị giữ một {body} {rest}", which)]
    house.work(SEVEN)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {"head@example.vn", "lan@example.vn"}
    assert all("Lan" not in words and "(Văn thư)" in words for words in letters.values())
    Membership.objects.filter(user=house.cast.head).update(role="DEPT_OFFICER")
    assert said_to(house.cast.head)[0][1] == "", "who leads no longer is not told whose it was"
    client.force_login(lan)
    one = Notice.objects.get(user=lan, about=f"membership:{held.id}")
    key = {"key": client.get(reverse("desk:notice", args=[one.id])).context["key"]}
    assert client.post(reverse("desk:notice-open", args=[one.id]), key).url == "/desk/"


def test_a_role_that_goes_on_or_was_ended_by_an_act_runs_out_for_nobody(
    house: Told, lan: User
) -> None:
    cast = house.cast
    held = planned(house, lan, 10)
    tell_due(NOON)
    assert told_due()
    more = {"organisation": cast.department, "role": "CLERK"}
    Membership.objects.create(user=lan, **more, valid_from=held.valid_until)
    tell_due(NOON + timedelta(hours=1))
    assert told_due() == {}, "given again from the next day"
    other = planned(house, cast.colleague, 10, "DEPT_HEAD")
    on, reason = NOON.date() + timedelta(days=1), "Chuyển việc"
    release(by=cast.admin, membership=other, on=on, reason=reason, at=NOON)
    gone = planned(house, cast.auditor, 10)
    User.objects.filter(id=gone.user_id).update(is_active=False)
    maker = make_user(username="maker")
    planned(house, maker, 10, "ESTABLISHMENT_USER")
    tell_due(NOON + timedelta(hours=2))
    assert told_due() == {}


def test_a_body_shows_its_roles_to_who_leads_it_alone(
    house: Told, lan: User, client: Client
) -> None:
    cast = house.cast
    known = roles_known_to(cast.head, cast.department, today())
    held = {one.user.username: one.role for one in known}
    assert held["lan"] == "DEPT_OFFICER"
    assert not {"former", "establishment"} & set(held)
    assert roles_known_to(cast.chair, cast.department, today()) == []
    shown = {}
    for user in (cast.head, cast.owner, cast.agency_officer):
        client.force_login(user)
        page = client.get(f"/desk/don-vi/{cast.department.id}/").content.decode()
        shown[user.username] = "Vai trò trên hệ thống" in page, "Lê Thị Lan" in page
    assert shown == {"head": (True, True), "owner": (False, False), "agency": (False, False)}
