"""Everything that can happen to accounts and the roles they hold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from khuyencong.accounts.models import Membership, Representation, User
from khuyencong.accounts.roles import ROLES
from khuyencong.core import journal
from khuyencong.core.refusal import Refused as Refused
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean


@dataclass(frozen=True)
class Person:
    """Who is to have an account."""

    username: str
    full_name: str
    email: str = ""


@transaction.atomic
def open_account(
    *,
    person: Person,
    organisation: Organisation,
    role: str,
    at: datetime,
    by: UUID | None = None,
) -> User:
    """Make an account that holds `role` in `organisation` from the day of `at`.

    Nobody can enter before `set_password`. `by` is None for who sits at the machine itself.
    Raises IntegrityError for a sign-in name that is taken.
    """
    user = User(
        username=User.normalize_username(clean(person.username)),
        full_name=clean(person.full_name),
        email=person.email,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    _note("account.opened", user, organisation, at, by)
    give_role(user=user, organisation=organisation, role=role, at=at, by=by)
    return user


def set_password(*, user: User, password: str) -> None:
    """Give the account a password; ValidationError for one too easy to guess."""
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def give_role(
    *, user: User, organisation: Organisation, role: str, at: datetime, by: UUID | None = None
) -> Membership:
    """Let `user` hold `role` in `organisation` from the day of `at`; KeyError for no such role."""
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=ROLES[role].code, valid_from=day_in_vietnam(at)
    )
    _note("role.given", user, organisation, at, by, role)
    return membership


@transaction.atomic
def let_represent(
    *, user: User, establishment: Establishment, at: datetime, by: UUID | None = None
) -> Representation:
    """Let `user` act for an establishment from the day of `at`; a second time changes nothing."""
    row, is_new = Representation.objects.get_or_create(
        user=user,
        establishment=establishment,
        valid_until=None,
        defaults={"valid_from": day_in_vietnam(at), "by": by},
    )
    if is_new:
        journal.record(
            "representation.given",
            custodian=establishment.custodian_id,
            about=f"establishment:{establishment.id}",
            at=at,
            by=by,
            facts={"user": str(user.id)},
        )
    return row


@transaction.atomic
def end_role(*, membership: Membership, at: datetime, by: UUID | None = None) -> None:
    """End a role from the day of `at`; one that began that very day leaves no day behind."""
    membership = Membership.objects.select_for_update().get(id=membership.id)
    if membership.valid_until is not None:
        raise Refused("Vai trò này đã kết thúc.")
    if membership.valid_from >= day_in_vietnam(at):
        membership.delete()
    else:
        membership.valid_until = day_in_vietnam(at)
        membership.save(update_fields=["valid_until"])
    _note("role.ended", membership.user, membership.organisation, at, by, membership.role)


@transaction.atomic
def close_account(
    *, user: User, organisation: Organisation, at: datetime, by: UUID | None = None
) -> None:
    """Let nobody in as `user` any more; sessions that are open end with their next request."""
    if not User.objects.filter(id=user.id, is_active=True).update(is_active=False):
        raise Refused("Tài khoản này đã khoá.")
    _note("account.closed", user, organisation, at, by)


@transaction.atomic
def erase_person(
    *, user: User, organisation: Organisation, at: datetime, by: UUID | None = None
) -> None:
    """Take name, address and password off an account for good; what was done under it stays.

    Decisions and journal keep the account's id, which then names nobody.
    """
    user = User.objects.select_for_update().get(id=user.id)
    user.username, user.full_name, user.email = f"da-xoa-{user.id.hex}", "Người đã xoá tên", ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    _note("account.erased", user, organisation, at, by)


def _note(
    act: str, user: User, organisation: Organisation, at: datetime, by: UUID | None, role: str = ""
) -> None:
    journal.record(
        act,
        custodian=organisation.id,
        about=f"user:{user.id}",
        at=at,
        by=by,
        facts={"role": role} if role else {},
    )
