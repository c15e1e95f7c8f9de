"""Who keeps accounts: what he opens, gives and ends within his reach, and never for himself."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Opening, Person, RoleTold
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.queries import link_of, user_of_link
from khuyencong.accounts.queries.keeping import (
    ACTS,
    accounts_visible_to,
    bare_accounts,
    bodies_kept_by,
    bodies_to_keep,
    standing_of,
)
from khuyencong.accounts.roles import ROLES, Reach
from khuyencong.accounts.rules import GIVEN_ELSEWHERE, HELD_IN, roles_to_give, why_not_give
from khuyencong.core import journal
from khuyencong.core.clock import now, today
from khuyencong.core.models import JournalEntry, OutboxMessage
from khuyencong.core.refusal import Refused
from khuyencong.projects.actions.taking import history_of
from khuyencong.projects.rules.steps import why_not
from khuyencong.projects.states import PROJECT_STEPS
from khuyencong.registry.models import Organisation, Succession
from khuyencong.registry.states import OrganisationKind
from tests.cast import Cast
from tests.factories import make_membership, make_organisation, make_project, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def local(cast: Cast) -> User:
    """Return the technical administrator of the department."""
    return make_user("ADMIN", cast.department, username="local")


def opening(body: Organisation, role: str = "DEPT_OFFICER", **more: object) -> Opening:
    told = {"username": "lan.nguyen", "full_name": "Nguyễn Thị Lan"} | more
    return Opening(role=RoleTold(body=body, role=role), **told)  # type: ignore[arg-type]


def entrust(by: User | None, user: User, body: Organisation, role: str, **days: date) -> Membership:
    told = RoleTold(body=body, role=role, **days)
    return actions.entrust(by=by, user=user, told=told, at=now())


def release(by: User | None, held: Membership, on: date | None = None, why: str = "Mẫu") -> None:
    actions.release(by=by, membership=held, on=on or today(), reason=why, at=now())


def acts() -> list[str]:
    return list(JournalEntry.objects.order_by("seq").values_list("act", flat=True))


# Reach -----------------------------------------------------------------------------------------


def test_the_agency_keeps_all_and_a_department_its_own(cast: Cast, local: User) -> None:
    gone = make_organisation("Sở Công Thương tỉnh Đã Nhập")
    Succession.objects.create(
        predecessor=gone, successor=cast.department, day=today(), recorded_at=now()
    )
    assert bodies_kept_by(cast.admin) is None
    assert bodies_kept_by(local) == {cast.department.id, cast.centre.id, gone.id}
    ministry = make_organisation("Bộ mẫu", OrganisationKind.MINISTRY)
    assert bodies_kept_by(make_user("ADMIN", ministry)) is None
    for person in (cast.head, cast.agency_officer, cast.auditor, cast.former):
        assert bodies_kept_by(person) == frozenset()
        assert not accounts_visible_to(person).exists()


def test_a_role_of_before_or_of_later_keeps_nothing(cast: Cast) -> None:
    user = make_user()
    make_membership(user, "ADMIN", cast.agency, valid_until=today())
    make_membership(user, "ADMIN", cast.department, valid_from=today() + DAY)
    assert bodies_kept_by(user) == frozenset()
    closed = make_user("ADMIN", cast.agency)
    User.objects.filter(id=closed.id).update(is_active=False)
    assert bodies_kept_by(User.objects.get(id=closed.id)) == frozenset()


def test_who_keeps_accounts_sees_no_content(cast: Cast, local: User) -> None:
    """The scope of records stays empty: keeping accounts is no way to read."""
    for admin in (cast.admin, local):
        assert admin.custodians() == frozenset()
        assert not admin.may("project.read")
        assert not admin.may("account.manage", of=cast.department.id)


def test_the_bodies_to_choose_from_stand_today(cast: Cast, local: User) -> None:
    ended = make_organisation("Trung tâm Đã Thôi", OrganisationKind.CENTRE, cast.department)
    Organisation.objects.filter(id=ended.id).update(valid_until=today())
    assert bodies_to_keep(local, today()) == [cast.department, cast.centre]
    every = bodies_to_keep(cast.admin, today())
    assert every[0] == cast.agency and set(every) == {
        cast.agency, cast.department, cast.other_department, cast.centre,
    }  # fmt: skip


def test_accounts_within_reach(cast: Cast, local: User) -> None:
    seen = set(accounts_visible_to(local))
    assert {cast.owner, cast.centre_officer, cast.former, cast.establishment, local} <= seen
    assert not seen & {cast.stranger, cast.agency_officer, cast.admin, cast.auditor}
    assert set(accounts_visible_to(cast.admin)) == set(User.objects.exclude(memberships=None))


# Which role where ------------------------------------------------------------------------------


def test_every_role_is_given_here_or_elsewhere() -> None:
    assert set(HELD_IN) | set(GIVEN_ELSEWHERE) == set(ROLES)
    assert not set(HELD_IN) & set(GIVEN_ELSEWHERE)


@pytest.mark.parametrize("code", ROLES)
def test_a_role_in_each_kind_of_body(code: str) -> None:
    for kind in OrganisationKind:
        body = Organisation(kind=kind)
        fits = kind in HELD_IN.get(code, ())
        assert (why_not_give(None, code, body) == "") is fits, kind
        wide = ROLES[code].reach is Reach.NATION
        kept = frozenset({body.id})
        assert (why_not_give(kept, code, body) == "") is (fits and not wide), kind
        assert why_not_give(frozenset(), code, body)


def test_the_demonstrations_roles_fit_where_they_are_held() -> None:
    """Each role of the programme has a body of the registry in which it can be held."""
    named = {kind for kinds in HELD_IN.values() for kind in kinds}
    assert named == set(OrganisationKind)
    assert [role.code for role in roles_to_give(frozenset())] == [
        code for code in HELD_IN_ORDER if ROLES[code].reach is not Reach.NATION
    ]


HELD_IN_ORDER = [code for code in ROLES if code in HELD_IN]


# Opening ---------------------------------------------------------------------------------------


def test_an_account_opens_with_its_first_role(cast: Cast, local: User) -> None:
    told = opening(cast.department, username="Lan.Nguyen", email="lan@example.com")
    user = actions.open_for_office(by=local, told=told, at=now())
    assert (user.username, user.full_name) == ("lan.nguyen", "Nguyễn Thị Lan")
    assert not user.has_usable_password()
    assert user.may("report.read", of=cast.department.id)
    entries = JournalEntry.objects.order_by("seq")
    given = {"role": "DEPT_OFFICER", "on": today().isoformat()}
    assert [(e.act, e.by, e.custodian, e.facts) for e in entries] == [
        ("account.opened", local.id, cast.department.id, {}),
        ("role.given", local.id, cast.department.id, given),
    ]
    kept = str(list(JournalEntry.objects.values()))
    assert not any(word in kept for word in ("Lan", "lan.nguyen", "example.com"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": "lan nguyễn"}, "Tên đăng nhập gồm"),
        ({"username": "da-xoa-1"}, "Tên đăng nhập gồm"),
        ({"username": "DA-XOA-1"}, "Tên đăng nhập gồm"),
        ({"username": "mixed"}, "đã có người dùng"),
        ({"username": "owner"}, "đã có người dùng"),
        ({"username": "OWNER"}, "đã có người dùng"),
        ({"username": ""}, "Chưa ghi tên đăng nhập"),
        ({"full_name": " "}, "Chưa ghi họ và tên"),
        ({"full_name": "Lan\0"}, "NUL"),
        ({"email": "lan"}, "Thư điện tử không đúng dạng"),
        ({"email": "lan@example.com\nBcc: x@example.com"}, "Thư điện tử không đúng dạng"),
        ({"role": "JUROR"}, "cùng quyết định lập ban giám khảo"),
        ({"role": "ESTABLISHMENT_USER"}, "người đại diện"),
        ({"role": "KING"}, "Không có vai trò này"),
        ({"role": "CENTRE_HEAD"}, "chỉ giữ ở: Trung tâm khuyến công của Cục, Trung tâm"),
    ],
)
def test_an_account_that_cannot_be_is_refused_whole(
    cast: Cast, local: User, change: dict[str, str], said: str
) -> None:
    make_user("JUROR", cast.department, username="Mixed")
    before = User.objects.count()
    with pytest.raises(Refused, match=said):
        actions.open_for_office(by=local, told=opening(cast.department, **change), at=now())
    assert (User.objects.count(), acts()) == (before, [])


def test_a_second_account_of_one_person_has_to_be_said(cast: Cast, local: User) -> None:
    """Rules part the persons of a đề án by their accounts: one person, one account."""
    User.objects.filter(id=cast.owner.id).update(full_name="x")
    cast.owner.full_name = "NGUYEN THI LAN"
    cast.owner.save(update_fields=["full_name"])
    with pytest.raises(Refused, match="người cùng tên: owner"):
        actions.open_for_office(by=local, told=opening(cast.department), at=now())
    told = opening(cast.department, is_another=True)
    assert actions.open_for_office(by=local, told=told, at=now()).username == "lan.nguyen"


def test_a_namesake_out_of_reach_is_not_told_of(cast: Cast, local: User) -> None:
    cast.stranger.full_name = "Nguyễn Thị Lan"
    cast.stranger.save()
    assert actions.open_for_office(by=local, told=opening(cast.department), at=now())
    with pytest.raises(Refused, match="stranger"):
        told = opening(cast.department, username="lan.2")
        actions.open_for_office(by=cast.admin, told=told, at=now())


# Giving ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to", "body", "role", "said"),
    [
        ("local", "owner", "centre", "CENTRE_OFFICER", ""),
        ("local", "owner", "department", "DEPT_HEAD", ""),
        ("local", "owner", "department", "ADMIN", ""),
        ("local", "former", "department", "CLERK", ""),
        ("admin", "stranger", "department", "DEPT_OFFICER", ""),
        ("admin", "owner", "agency", "AUDITOR", ""),
        ("local", "local", "department", "DEPT_HEAD", "của chính mình"),
        ("admin", "admin", "agency", "AGENCY_HEAD", "của chính mình"),
        ("local", "stranger", "department", "DEPT_OFFICER", "ngoài phạm vi"),
        ("local", "owner", "other_department", "DEPT_OFFICER", "Đơn vị này ngoài phạm vi"),
        ("local", "owner", "agency", "AGENCY_OFFICER", "Đơn vị này ngoài phạm vi"),
        ("local", "owner", "agency", "ADMIN", "Đơn vị này ngoài phạm vi"),
        ("local", "owner", "department", "AUDITOR", "xem cả nước"),
        ("local", "owner", "department", "MINISTER", "xem cả nước"),
        ("local", "owner", "department", "AGENCY_HEAD", "xem cả nước"),
        ("head", "owner", "department", "DEPT_HEAD", "ngoài phạm vi"),
        ("auditor", "owner", "department", "CLERK", "ngoài phạm vi"),
        ("owner", "colleague", "department", "ADMIN", "ngoài phạm vi"),
    ],
)
def test_who_gives_what_to_whom(
    cast: Cast, local: User, by: str, to: str, body: str, role: str, said: str
) -> None:
    people = vars(cast) | {"local": local}
    if said:
        with pytest.raises(Refused, match=said):
            entrust(people[by], people[to], people[body], role)
        assert acts() == []
    else:
        held = entrust(people[by], people[to], people[body], role)
        assert (held.role, held.valid_from, held.valid_until) == (role, today(), None)
        assert acts() == ["role.given"]


def test_a_role_holds_from_its_first_day_until_its_last(cast: Cast, local: User) -> None:
    first, last = today() + 3 * DAY, today() + 9 * DAY
    held = entrust(local, cast.former, cast.department, "CLERK", since=first, until=last + DAY)
    assert not User.objects.get(id=cast.former.id).may("document.number")
    holds = [day for day in (first - DAY, first, last, last + DAY)
             if Membership.objects.holding(day).filter(id=held.id)]  # fmt: skip
    assert holds == [first, last]
    again = {"since": last, "until": last + 5 * DAY}
    with pytest.raises(Refused, match="đã giữ vai trò"):
        entrust(local, cast.former, cast.department, "CLERK", **again)
    entrust(local, cast.former, cast.department, "CLERK", since=last + DAY)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"since": -1}, "Ngày bắt đầu phải từ hôm nay"),
        ({"since": 4000}, "không quá năm năm"),
        ({"since": 5, "until": 5}, "Ngày cuối"),
        ({"until": -3}, "Ngày cuối"),
        ({"until": 4000}, "Ngày cuối"),
    ],
)
def test_days_that_cannot_be(cast: Cast, local: User, days: dict[str, int], said: str) -> None:
    told = {name: today() + number * DAY for name, number in days.items()}
    with pytest.raises(Refused, match=said):
        entrust(local, cast.owner, cast.department, "CLERK", **told)


def test_a_body_that_ended_gives_no_role(cast: Cast) -> None:
    Organisation.objects.filter(id=cast.centre.id).update(valid_until=today() + 5 * DAY)
    body = Organisation.objects.get(id=cast.centre.id)
    entrust(cast.admin, cast.owner, body, "CENTRE_OFFICER")
    with pytest.raises(Refused, match="không có ở ngày"):
        entrust(cast.admin, cast.owner, body, "CENTRE_HEAD", since=today() + 5 * DAY)


def test_two_roles_do_not_judge_the_own_work(cast: Cast, local: User) -> None:
    """Who drafted a đề án and is made head of the department does not conclude on it."""
    drafter = make_user("CENTRE_HEAD", cast.centre)
    project = make_project(drafter, cast.department)
    for role, body in (("DEPT_HEAD", cast.department), ("DEPT_OFFICER", cast.department)):
        entrust(local, drafter, body, role)
    by = User.objects.get(id=drafter.id)
    assert by.may("project.conclude_base", of=cast.department.id)
    step = PROJECT_STEPS["pass_base"]
    assert "soạn" in why_not(by, step, project, history_of(project))
    assert why_not(cast.head, step, project, history_of(project)) == ""


# Ending ----------------------------------------------------------------------------------------


def test_a_role_ends_on_a_day_with_its_reason(cast: Cast, local: User) -> None:
    held = cast.owner.memberships.get()
    release(local, held, today() + 10 * DAY, "Chuyển công tác")
    held.refresh_from_db()
    assert (held.valid_until, held.end_reason) == (today() + 10 * DAY, "Chuyển công tác")
    assert User.objects.get(id=cast.owner.id).may("report.read")
    with pytest.raises(Refused, match="chỉ ghi được ngày sớm hơn"):
        release(local, held, today() + 20 * DAY)
    release(local, held, today(), "Nghỉ sớm")
    held.refresh_from_db()
    assert (held.valid_until, held.end_reason) == (today(), "Nghỉ sớm")
    assert not User.objects.get(id=cast.owner.id).may("report.read")
    with pytest.raises(Refused, match="đã kết thúc"):
        release(local, held)
    assert acts() == ["role.ended", "role.ended"]
    assert "Nghỉ" not in str(list(JournalEntry.objects.values()))


@pytest.mark.parametrize(
    ("by", "whose", "said"),
    [
        ("local", "stranger", "ngoài phạm vi"),
        ("local", "agency_officer", "ngoài phạm vi"),
        ("local", "local", "của chính mình"),
        ("head", "owner", "ngoài phạm vi"),
        ("admin", "admin", "của chính mình"),
    ],
)
def test_who_does_not_end_a_role(cast: Cast, local: User, by: str, whose: str, said: str) -> None:
    people = vars(cast) | {"local": local}
    with pytest.raises(Refused, match=said):
        release(people[by], people[whose].memberships.get())
    assert acts() == []


def test_a_role_ends_neither_in_the_past_nor_without_reason(cast: Cast, local: User) -> None:
    held = cast.owner.memberships.get()
    with pytest.raises(Refused, match="từ hôm nay"):
        release(local, held, today() - DAY)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        release(local, held, why="  ")
    with pytest.raises(Refused, match="tối đa 300"):
        release(local, held, why="a" * 301)


def test_a_local_role_of_somebody_higher_is_ended_here_and_his_account_is_not(
    cast: Cast, local: User
) -> None:
    make_membership(cast.agency_officer, "DEPT_OFFICER", cast.department)
    higher = cast.agency_officer
    for act in (
        lambda: actions.renew_password(by=local, user=higher, at=now()),
        lambda: actions.close(by=local, user=higher, reason="Mẫu", at=now()),
        lambda: actions.send_link(by=local, user=higher, page="https://x/", at=now()),
    ):
        with pytest.raises(Refused, match="ngoài phạm vi"):
            act()
    release(local, higher.memberships.get(role="DEPT_OFFICER"))
    assert [held.role for held in standing_of(higher, today())] == ["AGENCY_OFFICER"]


def test_who_sees_the_nation_from_a_department_is_out_of_reach(cast: Cast, local: User) -> None:
    """Such a role was given at the machine: a local administrator does not enter by it."""
    seer = make_user("AUDITOR", cast.department)
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.renew_password(by=local, user=seer, at=now())
    assert actions.renew_password(by=cast.admin, user=seer, at=now())


# Closing ---------------------------------------------------------------------------------------


def test_an_account_closes_with_all_its_roles_and_opens_again_bare(cast: Cast, local: User) -> None:
    make_membership(cast.owner, "CLERK", cast.centre)
    actions.close(by=local, user=cast.owner, reason="Nghỉ hưu", at=now())
    closed = User.objects.get(id=cast.owner.id)
    assert (closed.is_active, closed.closed_reason) == (False, "Nghỉ hưu")
    ended = closed.memberships.values_list("valid_until", "end_reason").distinct()
    assert list(ended) == [(today(), "Nghỉ hưu")]
    assert acts() == ["role.ended", "role.ended", "account.closed"]
    with pytest.raises(Refused, match="đã khoá"):
        actions.close(by=local, user=cast.owner, reason="Mẫu", at=now())
    with pytest.raises(Refused, match="đã khóa"):
        entrust(local, cast.owner, cast.department, "CLERK")
    with pytest.raises(Refused, match="đã đóng"):
        actions.renew_password(by=local, user=cast.owner, at=now())
    actions.reopen(by=local, user=cast.owner, at=now())
    bare = User.objects.get(id=cast.owner.id)
    assert bare.is_active and not bare.has_usable_password() and not bare.roles()
    entrust(local, bare, cast.department, "DEPT_OFFICER")
    assert actions.renew_password(by=local, user=bare, at=now())
    with pytest.raises(Refused, match="đang mở"):
        actions.reopen(by=local, user=bare, at=now())


def test_an_account_whose_role_held_on_no_day_belongs_to_who_opened_it(
    cast: Cast, local: User
) -> None:
    user = actions.open_for_office(by=local, told=opening(cast.department), at=now())
    actions.close(by=local, user=user, reason="Ghi nhầm", at=now())
    bare = User.objects.get(id=user.id)
    assert not bare.memberships.exists() and bare.closed_reason == "Ghi nhầm"
    for keeper, sees in ((local, True), (cast.admin, True), (cast.head, False)):
        assert accounts_visible_to(keeper).filter(id=user.id).exists() is sees
        assert bare_accounts(keeper, "lan nguyen").filter(id=user.id).exists() is sees
    other = make_user("ADMIN", cast.other_department)
    assert not accounts_visible_to(other).filter(id=user.id).exists()
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.reopen(by=other, user=bare, at=now())
    actions.reopen(by=local, user=bare, at=now())
    entrust(local, bare, cast.department, "CLERK")
    assert not bare_accounts(local).exists()
    bodies = JournalEntry.objects.values_list("custodian", flat=True)
    assert set(bodies) == {cast.department.id}


def test_who_registered_by_himself_is_nobodys(cast: Cast, local: User) -> None:
    user = actions.register_person(
        person=Person("tu.lam", "Người Tự Làm"), password="ba con vịt qua cầu tre", at=now()
    )
    for keeper in (local, cast.admin):
        assert not accounts_visible_to(keeper).filter(id=user.id).exists()
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.close(by=local, user=user, reason="Mẫu", at=now())
    actions.close(by=None, user=user, reason="Mẫu", at=now())
    assert not User.objects.get(id=user.id).is_active


def test_who_was_here_last_belongs_to_his_last_body(cast: Cast, local: User) -> None:
    """Somebody who left for another province is closed there, not by where he was."""
    moved = make_user()
    make_membership(moved, "DEPT_OFFICER", cast.department, valid_until=today() - 9 * DAY)
    last = make_membership(moved, "DEPT_OFFICER", cast.other_department)
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.close(by=local, user=moved, reason="Mẫu", at=now())
    Membership.objects.filter(id=last.id).update(valid_until=today() - DAY)
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.close(by=local, user=moved, reason="Mẫu", at=now())


def test_an_erased_account_stays_so(cast: Cast) -> None:
    actions.erase_person(user=cast.owner, organisation=cast.department, at=now())
    with pytest.raises(Refused, match="đã xóa tên"):
        actions.reopen(by=cast.admin, user=cast.owner, at=now())
    assert User.objects.get(id=cast.owner.id).folded == "nguoi da xoa ten"


# Passwords -------------------------------------------------------------------------------------


def test_a_password_is_renewed_by_who_keeps_the_account(cast: Cast, local: User) -> None:
    password = actions.renew_password(by=local, user=cast.owner, at=now())
    assert User.objects.get(id=cast.owner.id).check_password(password)
    entry = JournalEntry.objects.get(act="account.password_given")
    assert (entry.by, entry.custodian, entry.facts) == (local.id, cast.department.id, {})
    for by, user, said in (
        (local, local, "của chính mình"),
        (local, cast.stranger, "ngoài phạm vi"),
        (local, cast.admin, "ngoài phạm vi"),
        (cast.head, cast.owner, "ngoài phạm vi"),
    ):
        with pytest.raises(Refused, match=said):
            actions.renew_password(by=by, user=user, at=now())


def test_a_letter_says_whether_the_account_is_new(cast: Cast, local: User) -> None:
    with pytest.raises(Refused, match="chưa có thư điện tử"):
        actions.send_link(by=local, user=cast.owner, page="https://x/", at=now())
    told = User.objects.filter(id__in=[cast.owner.id, cast.head.id])
    told.update(email="a@example.com")
    with pytest.raises(Refused, match="chưa xác nhận"):
        actions.send_link(by=local, user=cast.owner, page="https://x/", at=now())
    told.update(email_confirmed_at=now())
    actions.set_password(user=cast.owner, password="ba con vịt qua cầu tre")
    actions.send_link(by=local, user=cast.owner, page="https://x/", at=now())
    actions.send_link(by=local, user=cast.head, page="https://x/", at=now())
    payloads = [one.payload for one in OutboxMessage.objects.order_by("id")]
    assert [one.get("first") for one in payloads] == [None, True]
    assert "example.com" not in str(payloads)
    assert acts() == ["account.link_sent", "account.link_sent"]


def test_a_name_and_an_address_are_set_right(cast: Cast, local: User) -> None:
    old = cast.owner
    User.objects.filter(id=old.id).update(email="wrong@example.com")
    link = link_of(User.objects.get(id=old.id))
    told = {"full_name": " Đỗ Thị  Ấm ", "email": "right@example.com"}
    for _ in range(2):
        actions.amend(by=local, user=old, at=now(), **told)
    user = User.objects.get(id=old.id)
    assert (user.full_name, user.folded, user.email) == (
        "Đỗ Thị Ấm", "do thi am", "right@example.com",
    )  # fmt: skip
    assert user_of_link(link) is None
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.by, entry.facts) == ("account.amended", local.id, {})
    for by, whom, said in (
        (local, local, "của chính mình"),
        (local, cast.admin, "ngoài phạm vi"),
        (cast.head, old, "ngoài phạm vi"),
    ):
        with pytest.raises(Refused, match=said):
            actions.amend(by=by, user=whom, at=now(), **told)
    with pytest.raises(Refused, match="không đúng dạng"):
        actions.amend(by=local, user=old, full_name="A", email="x", at=now())


# The last administrator ------------------------------------------------------------------------


def test_the_last_administrator_stays(cast: Cast) -> None:
    held = cast.admin.memberships.get()
    for act in (
        lambda: release(None, held),
        lambda: release(None, held, today() + 30 * DAY),
        lambda: actions.close(by=None, user=cast.admin, reason="Mẫu", at=now()),
        lambda: actions.end_role(membership=held, at=now()),
        lambda: actions.close_account(user=cast.admin, organisation=cast.agency, at=now()),
        lambda: actions.erase_person(user=cast.admin, organisation=cast.agency, at=now()),
    ):
        with pytest.raises(Refused, match="người quản trị cuối cùng"):
            act()
    assert User.objects.get(id=cast.admin.id).may("account.manage")
    assert acts() == []
    second = make_user("ADMIN", cast.agency)
    release(second, held)
    assert not User.objects.get(id=cast.admin.id).may("account.manage")


@pytest.mark.parametrize("kind", ["local", "closed", "later", "passing"])
def test_who_does_not_count_as_another_administrator(cast: Cast, kind: str) -> None:
    """One of a province, of a closed account, of a later day, or of a term that ends."""
    other = make_user()
    if kind == "local":
        make_membership(other, "ADMIN", cast.department)
    elif kind == "closed":
        make_membership(other, "ADMIN", cast.agency)
        User.objects.filter(id=other.id).update(is_active=False)
    elif kind == "later":
        make_membership(other, "ADMIN", cast.agency, valid_from=today() + DAY)
    else:
        make_membership(other, "ADMIN", cast.agency, valid_until=today() + 30 * DAY)
    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        release(None, cast.admin.memberships.get())


def test_the_last_of_a_province_may_go_while_the_agency_has_one(cast: Cast, local: User) -> None:
    release(cast.admin, local.memberships.get())
    assert bodies_kept_by(User.objects.get(id=local.id)) == frozenset()


def test_in_a_house_of_one_province_its_administrator_is_the_last(cast: Cast, local: User) -> None:
    Membership.objects.filter(user=cast.admin).delete()
    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        release(None, local.memberships.get())


def test_what_was_done_is_sealed(cast: Cast, local: User) -> None:
    user = actions.open_for_office(by=local, told=opening(cast.department), at=now())
    actions.renew_password(by=local, user=user, at=datetime.now(UTC))
    actions.close(by=local, user=user, reason="Mẫu", at=now())
    journal.seal()
    assert list(journal.verify()) == []


def test_the_office_answers_for_an_address_that_it_enters(cast: Cast, local: User) -> None:
    same = {"by": local, "user": cast.owner, "full_name": cast.owner.full_name, "at": now()}
    actions.amend(email="b@example.com", **same)
    cast.owner.refresh_from_db()
    assert cast.owner.email_confirmed_at == same["at"]
    actions.amend(email="", **same)
    cast.owner.refresh_from_db()
    assert (cast.owner.email, cast.owner.email_confirmed_at) == ("", None)


def test_every_act_on_an_account_has_words() -> None:
    sources = Path(actions.__file__).parent.glob("*.py")
    told = "".join(source.read_text(encoding="utf-8") for source in sources)
    assert set(re.findall(r'\bnote\(\s*"(\w+\.\w+)"', told)) == ACTS.keys()
