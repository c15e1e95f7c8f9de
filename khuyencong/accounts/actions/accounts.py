"""Accounts open, get passwords, hold and lose roles, and end; who may ask for it is said above."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from khuyencong.accounts.models import Membership, Representation, User
from khuyencong.accounts.passwords import new_password
from khuyencong.accounts.queries import LinkTo, opens, user_of_link
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.rules import (
    ADMIN,
    CENTRAL,
    ERASED,
    NO_SIGN_IN_NAME,
    OF_ESTABLISHMENTS,
    is_sign_in_name,
)
from khuyencong.core import journal, outbox
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused as Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries.organisations import answering_for
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.text import clean

#: Who keeps an establishment's record says who acts for it.
KEEP_ESTABLISHMENT = "establishment.edit"
NAME_TAKEN = "Tên đăng nhập này đã có người dùng. Xin chọn tên khác."
#: The letter of the outbox with the link to a new password.
PASSWORD_LINK = "password-link"
#: The letter with the link by which an address is confirmed.
ADDRESS_LINK = "address-link"
#: The letter to an address that an account has no more; it bears no link.
ADDRESS_LEFT = "address-left"
LAST_ADMIN = (
    "Đây là người quản trị cuối cùng: không còn ai quản lý tài khoản. Xin giao vai trò Quản trị kỹ"
    " thuật cho người khác trước."
)
MAY_NOT_TIE = "Anh/chị không có quyền ghi người đại diện cho cơ sở này."


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
    since: date | None = None,
    until: date | None = None,
) -> User:
    """Make an account that holds `role` in `organisation` from a day, that of `at`.

    The one way in which somebody gets an account from another; who may ask for it is said by who
    calls. Nobody can enter before `set_password`. The office answers for the address that it
    enters. `by` is None for who sits at the machine itself.
    Refused for a name that is none and for a sign-in name that is taken or is none.
    """
    user = _new_user(person)
    user.email_confirmed_at, user.home = at if person.email else None, organisation
    user.set_unusable_password()
    _insert(user)
    note("account.opened", user, organisation, at, by)
    give_role(
        user=user, organisation=organisation, role=role, at=at, by=by, since=since, until=until
    )
    return user


def _new_user(person: Person) -> User:
    """Return an account of a person, not kept yet; Refused for names that are none."""
    name = line(person.full_name, "Họ và tên", 120, required=True)
    typed = line(person.username, "Tên đăng nhập", 64, required=True)
    username = User.normalize_username(typed).lower()
    if not is_sign_in_name(username):
        raise Refused(NO_SIGN_IN_NAME)
    return User(username=username, full_name=name, email=person.email)


def _insert(user: User) -> None:
    """Keep a new account; Refused for a sign-in name that somebody has, in whichever letters."""
    if User.objects.filter(username__iexact=user.username).exists():
        raise Refused(NAME_TAKEN)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(NAME_TAKEN) from error


@transaction.atomic
def register_person(*, person: Person, password: str, at: datetime) -> User:
    """Make an account that somebody opens for himself: it holds no role and opens nothing.

    Its address waits for his word, by the link of a letter: until then no other link goes there.

    Refused for a sign-in name that is taken or is none, ValidationError for a weak password.
    """
    user = _new_user(person)
    validate_password(password, user)
    user.set_password(password)
    _insert(user)
    note("account.opened", user, answering_for(None, day_in_vietnam(at)), at, user.id)
    return user


def set_password(*, user: User, password: str) -> None:
    """Give the account a password; ValidationError for one too easy to guess."""
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def link_identity(*, user: User, provider: str, subject: str, at: datetime) -> None:
    """Tie an identity from elsewhere to an account, by the provider's subject and nothing else.

    Refused where it is tied to another account, or the account has one; again, it changes nothing.
    """
    User.objects.select_for_update().get(id=user.id)
    own = SocialAccount.objects.filter(user=user).first()
    if own and (own.provider, own.uid) == (provider, subject):
        return
    if own:
        raise Refused("Tài khoản này đã nối với một danh tính khác. Gỡ trước, rồi nối lại.")
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=user, provider=provider, uid=subject, extra_data={})
    except IntegrityError as error:
        raise Refused("Danh tính này đã nối với một tài khoản khác.") from error
    note("account.identity_tied", user, answering_for(None, day_in_vietnam(at)), at, user.id)


@transaction.atomic
def unlink_identity(*, user: User, at: datetime) -> None:
    """Take the identity off an account; without a password nobody could enter it any more."""
    if not user.has_usable_password():
        raise Refused("Đặt mật khẩu trước đã: gỡ bây giờ thì không vào được nữa.")
    if SocialAccount.objects.filter(user=user).delete()[0]:
        note("account.identity_untied", user, answering_for(None, day_in_vietnam(at)), at, user.id)


@transaction.atomic
def give_password(*, user: User, at: datetime, by: UUID | None = None) -> str:
    """Give an account a new password made by chance, and return it: only its hash is kept.

    It is handed over, and changed by its owner. Whoever was signed in with the old one is no
    longer. `by` is None for who sits at the machine itself. Refused for an account that is closed
    or holds no role.
    """
    held = _standing(user, at).first()
    if not user.is_active or held is None:
        raise Refused("Tài khoản này đã đóng hoặc chưa giữ vai trò nào.")
    password = new_password()
    set_password(user=user, password=password)
    note("account.password_given", user, held.organisation, at, by)
    return password


def send_password_link(*, user: User, page: str, at: datetime, is_first: bool = False) -> None:
    """Let a letter leave with the link by which the owner of an account chooses a new password.

    `page` is the address that the link begins with; the rest is made when the letter leaves, so
    that no table keeps it. With `is_first` the letter says that the account was opened.
    """
    told = {"user": str(user.id), "page": page} | ({"first": True} if is_first else {})
    outbox.put(PASSWORD_LINK, told, at=at)


def send_address_link(*, user: User, page: str, at: datetime) -> None:
    """Let a letter leave with the link by which the owner of an account confirms its address."""
    outbox.put(ADDRESS_LINK, {"user": str(user.id), "page": page}, at=at)


def tell_left_address(user: User, at: datetime) -> None:
    """Let a letter leave to the address that an account is about to lose, where it was confirmed.

    Whoever reads there learns of a change that he did not make while he can still ask.
    """
    if user.confirmed_email:
        outbox.put(ADDRESS_LEFT, {"to": user.confirmed_email, "at": at.isoformat()}, at=at)


@transaction.atomic
def change_address(*, user: User, email: str, at: datetime) -> bool:
    """Give an account another address of its owner's, or none; return whether it is another.

    It waits for his word by a letter. Links that left for the old address open nothing any more,
    and the old one is told, where it was confirmed.
    """
    user = User.objects.select_for_update().get(id=user.id)
    if user.email == email:
        return False
    tell_left_address(user, at)
    user.email, user.email_confirmed_at = email, None
    user.save(update_fields=["email", "email_confirmed_at"])
    note("account.address_changed", user, body_of(user, at), at, user.id)
    return True


@transaction.atomic
def confirm_address(*, link: str, at: datetime) -> User:
    """Keep that letters reach the owner of an account; the link then opens nothing.

    Refused for a link that was used, is too old, none of ours, or of an address of before.
    """
    user = _opened_by(link, LinkTo.ADDRESS)
    user.email_confirmed_at = at
    user.save(update_fields=["email_confirmed_at"])
    note("account.address_confirmed", user, body_of(user, at), at, user.id)
    return user


@transaction.atomic
def reset_password(*, link: str, password: str, at: datetime) -> None:
    """Give an account the password that its owner chose by a link, which then opens nothing.

    Whoever was signed in with the old one is no longer. Refused for a link that was used, is too
    old or none of ours; ValidationError for a weak password.
    """
    user = _opened_by(link, LinkTo.PASSWORD)
    set_password(user=user, password=password)
    note("account.password_reset", user, body_of(user, at), at, user.id)


def _opened_by(link: str, to: LinkTo) -> User:
    """Return the account that a link opens, locked; Refused for a link that opens none."""
    found = user_of_link(link, to)
    user = User.objects.select_for_update().get(id=found.id) if found else None
    if user is None or not opens(link, user, to):
        raise Refused("Liên kết này đã dùng hoặc đã quá một giờ. Xin lấy liên kết khác.")
    return user


@transaction.atomic
def give_role(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    at: datetime,
    by: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Let `user` hold `role` in `organisation` from a day, that of `at`; KeyError for no such role.

    With `until`, until before that day.
    """
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=ROLES[role].code,
        valid_from=since or day_in_vietnam(at),
        valid_until=until,
    )
    note("role.given", user, organisation, at, by, _of_role(role, membership.valid_from))
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
def tie_account(
    *, by: Actor, establishment: Establishment, person: Person, at: datetime
) -> Representation:
    """Let a person act for an establishment, as its custodian says.

    A sign-in name nobody has yet gets an account with the role of establishments and no password;
    one that is taken has to be such an account, under the same name.
    """
    _require_keeper(by, establishment)
    name = line(person.full_name, "Họ và tên", 120, required=True)
    username = User.normalize_username(line(person.username, "Tên đăng nhập", 64, required=True))
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        user = open_account(
            person=Person(username, name),
            organisation=establishment.custodian,
            role=OF_ESTABLISHMENTS,
            at=at,
            by=by.id,
        )
    elif not _acts_for_establishments(user, at) or clean(user.full_name) != name:
        raise Refused(
            f"Tên đăng nhập “{username}” đã thuộc về người khác. Xin kiểm tra lại họ tên"
            " hoặc chọn tên đăng nhập khác."
        )
    return let_represent(user=user, establishment=establishment, at=at, by=by.id)


@transaction.atomic
def end_representation(*, by: Actor, representation: Representation, at: datetime) -> None:
    """End it from the day of `at`; one that began that very day leaves no day behind.

    The account stays; what was done under it stays.
    """
    rows = Representation.objects.select_for_update(of=("self",)).select_related("establishment")
    row = rows.filter(id=representation.id, valid_until=None).first()
    if row is None:
        raise Refused("Người này đã thôi đại diện cho cơ sở.")
    establishment, user = row.establishment, row.user_id
    if not by.may(KEEP_ESTABLISHMENT, of=establishment.custodian_id):
        raise Refused(MAY_NOT_TIE)
    if row.valid_from >= day_in_vietnam(at):
        row.delete()
    else:
        row.valid_until = day_in_vietnam(at)
        row.save(update_fields=["valid_until"])
    journal.record(
        "representation.ended",
        custodian=establishment.custodian_id,
        about=f"establishment:{establishment.id}",
        at=at,
        by=by.id,
        facts={"user": str(user)},
    )


def _require_keeper(by: Actor, establishment: Establishment) -> None:
    if not by.may(KEEP_ESTABLISHMENT, of=establishment.custodian_id):
        raise Refused(MAY_NOT_TIE)
    if establishment.merged_into_id is not None:
        raise Refused("Hồ sơ này đã gộp vào hồ sơ khác. Xin ghi ở hồ sơ còn lại.")


def _acts_for_establishments(user: User, at: datetime) -> bool:
    held = user.memberships.holding(day_in_vietnam(at)).values_list("role", flat=True)
    return user.is_active and set(held) == {OF_ESTABLISHMENTS}


@transaction.atomic
def end_role(
    *,
    membership: Membership,
    at: datetime,
    by: UUID | None = None,
    on: date | None = None,
    reason: str = "",
) -> None:
    """End a role from a day, that of `at`; one that had not begun by then leaves no day behind.

    Refused where it had ended by that day, or where nobody would be left to keep accounts.
    """
    on = on or day_in_vietnam(at)
    if membership.role == ADMIN:
        _require_admins_left(Q(id=membership.id), at)
    membership = Membership.objects.select_for_update().get(id=membership.id)
    if membership.valid_until is not None and membership.valid_until <= on:
        if membership.valid_until > day_in_vietnam(at):
            ends = format_date(membership.valid_until)
            raise Refused(f"Vai trò này đã định thôi từ {ends}; chỉ ghi được ngày sớm hơn.")
        raise Refused("Vai trò này đã kết thúc.")
    if membership.valid_from >= on:
        membership.delete()
    else:
        membership.valid_until, membership.end_reason = on, reason
        membership.save(update_fields=["valid_until", "end_reason"])
    ended = _of_role(membership.role, on)
    note("role.ended", membership.user, membership.organisation, at, by, ended)


@transaction.atomic
def close_account(
    *,
    user: User,
    organisation: Organisation,
    at: datetime,
    by: UUID | None = None,
    reason: str = "",
) -> None:
    """Let nobody in as `user` any more; sessions that are open end with their next request.

    Refused where nobody would be left to keep accounts.
    """
    _require_admins_left(Q(user=user), at)
    open_ones = User.objects.filter(id=user.id, is_active=True)
    if not open_ones.update(is_active=False, closed_reason=reason):
        raise Refused("Tài khoản này đã khoá.")
    note("account.closed", user, organisation, at, by)


@transaction.atomic
def erase_person(
    *, user: User, organisation: Organisation, at: datetime, by: UUID | None = None
) -> None:
    """Take name, address and password off an account for good; what was done under it stays.

    Decisions and journal keep the account's id, which then names nobody. Refused where nobody
    would be left to keep accounts.
    """
    user = User.objects.select_for_update().get(id=user.id)
    _require_admins_left(Q(user=user), at)
    user.username, user.full_name, user.email = f"{ERASED}{user.id.hex}", "Người đã xoá tên", ""
    user.is_active, user.last_login, user.closed_reason = False, None, ""
    user.email_confirmed_at = None
    user.set_unusable_password()
    user.save()
    SocialAccount.objects.filter(user=user).delete()
    note("account.erased", user, organisation, at, by)


def body_of(user: User, at: datetime) -> Organisation:
    """Return in whose part of the journal an account's acts stand: the body of its oldest role.

    Of an account without a role, the body that opened it, else the national agency.
    """
    held = _standing(user, at).first()
    body = held.organisation if held else user.home
    return body or answering_for(None, day_in_vietnam(at))


def _standing(user: User, at: datetime) -> QuerySet[Membership]:
    """Return the roles of today and later, the oldest first."""
    standing = Q(valid_until=None) | Q(valid_until__gt=day_in_vietnam(at))
    rows = user.memberships.filter(standing).select_related("organisation")
    return rows.order_by("valid_from", "id")


def _require_admins_left(gone: Q, at: datetime) -> None:
    """Refuse to let the last one go who keeps accounts; in a central body, the last one there.

    Every open role of an administrator is locked, in one order, before they are counted: of two
    who go at one moment, the second finds the first gone.
    """
    day = day_in_vietnam(at)
    admins = Membership.objects.filter(role=ADMIN)
    list(admins.filter(valid_until=None).select_for_update().order_by("id"))
    holding = admins.holding(day).filter(user__is_active=True).select_related("organisation")
    leaving = list(holding.filter(gone))
    left = list(holding.filter(valid_until=None).exclude(gone))
    central = any(one.organisation.kind in CENTRAL for one in leaving)
    if leaving and not any(one.organisation.kind in CENTRAL or not central for one in left):
        raise Refused(LAST_ADMIN)


def _of_role(role: str, on: date) -> dict[str, str]:
    """Return what the journal tells of a role: which, and from which day it holds or does not."""
    return {"role": role, "on": on.isoformat()}


def note(
    act: str,
    user: User,
    organisation: Organisation,
    at: datetime,
    by: UUID | None,
    facts: dict[str, str] | None = None,
) -> None:
    """Write what happened to an account into the journal of a body; no name goes there."""
    journal.record(
        act,
        custodian=organisation.id,
        about=f"user:{user.id}",
        at=at,
        by=by,
        facts=facts or {},
    )
