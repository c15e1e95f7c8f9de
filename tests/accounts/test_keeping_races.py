"""Two who keep accounts in one moment: an administrator stays, a role and a name are given once."""

from collections.abc import Callable

import pytest
from django.db import OperationalError

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Opening, RoleTold
from khuyencong.accounts.models import Membership, User
from khuyencong.core.clock import now, today
from khuyencong.core.refusal import Refused
from tests.cast import Cast, make_cast
from tests.conditions import SIZE
from tests.factories import make_user
from tests.threads import raised, together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(100 if SIZE >= 2000 else 4)


def administrators() -> int:
    held = Membership.objects.holding(today()).filter(role="ADMIN", user__is_active=True)
    return held.count()


def ends(user: User) -> None:
    """End the role at the machine, where no right of the other has to stand."""
    held = user.memberships.get()
    actions.release(by=None, membership=held, on=today(), reason="Mẫu", at=now())


def closes(user: User) -> None:
    actions.close(by=None, user=user, reason="Mẫu", at=now())


@pytest.mark.parametrize("first", [ends, closes])
@pytest.mark.parametrize("second", [ends, closes])
@pytest.mark.parametrize("round_", ROUNDS)
def test_of_two_who_go_at_one_moment_one_stays(
    round_: int, first: Callable[[User], None], second: Callable[[User], None]
) -> None:
    cast = make_cast()
    other = make_user("ADMIN", cast.agency)
    acts = [lambda: first(cast.admin), lambda: second(other)]
    (refused,) = raised(together(2, lambda n: acts[n]()))
    assert isinstance(refused, Refused), refused
    assert "người quản trị cuối cùng" in str(refused)
    assert administrators() == 1


def test_of_four_who_all_go_one_stays() -> None:
    cast = make_cast()
    admins = [cast.admin, *(make_user("ADMIN", cast.agency) for _ in range(3))]
    outcomes = together(4, lambda n: (ends, closes)[n % 2](admins[n]))
    assert [type(one) for one in raised(outcomes)] == [Refused]
    assert administrators() == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_role_is_given_once(round_: int) -> None:
    cast = make_cast()
    told = RoleTold(body=cast.department, role="CLERK")
    outcomes = together(
        3, lambda _: actions.entrust(by=cast.admin, user=cast.owner, told=told, at=now())
    )
    assert {type(one) for one in raised(outcomes)} == {Refused}
    assert cast.owner.memberships.filter(role="CLERK").count() == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_sign_in_name_is_taken_once(round_: int) -> None:
    cast = make_cast()

    def opens(number: int) -> User:
        told = Opening(
            username="lan",
            full_name=f"Lan {number}",
            role=RoleTold(body=cast.department, role="CLERK"),
        )
        return actions.open_for_office(by=cast.admin, told=told, at=now())

    outcomes = together(3, opens)
    assert {type(one) for one in raised(outcomes)} == {Refused}
    assert [str(one) for one in raised(outcomes)].count(
        "Tên đăng nhập này đã có người dùng. Xin chọn tên khác."
    ) == 2
    assert User.objects.filter(username="lan").count() == 1


def test_no_deadlock_is_left_over() -> None:
    """A role, a password and the end of an account at one moment: each done, or told why not."""
    cast = make_cast()
    other = make_user("ADMIN", cast.agency)
    told = RoleTold(body=cast.department, role="CLERK")
    acts = [
        lambda: actions.entrust(by=cast.admin, user=other, told=told, at=now()),
        lambda: actions.renew_password(by=cast.admin, user=other, at=now()),
        lambda: actions.close(by=cast.admin, user=other, reason="Mẫu", at=now()),
    ]
    found = raised(together(3, lambda n: acts[n]()))
    assert not any(isinstance(one, OperationalError) for one in found), found
    assert {type(one) for one in found} <= {Refused}


def test_the_cast_has_one_administrator() -> None:
    """Else the tests above could not fail."""
    cast: Cast = make_cast()
    assert administrators() == 1 and cast.admin.may("account.manage")
