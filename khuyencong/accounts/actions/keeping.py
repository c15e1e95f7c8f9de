"""What who keeps the accounts of a body does: open, give and end roles, passwords, close.

`by` is None for who sits at the machine itself, and keeps every account. Nobody keeps his own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from khuyencong.accounts.actions.accounts import (
    Person,
    body_of,
    close_account,
    end_role,
    give_password,
    give_role,
    note,
    open_account,
    send_password_link,
    tell_left_address,
)
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.queries.keeping import (
    accounts_visible_to,
    bodies_kept_by,
    namesakes,
    standing_of,
)
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.rules import ERASED, Kept, keeps_role, keeps_whole, why_not_give
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam, format_date

LONGEST_REASON = 300
#: Nobody plans a role further ahead than this.
FURTHEST = timedelta(days=366 * 5)
OWN = "Việc về tài khoản của chính mình do người quản trị khác làm."
ELSEWHERE = (
    "Tài khoản này còn giữ vai trò ngoài phạm vi của anh/chị. Xin nhờ quản trị của cơ quan cấp"
    " trên; anh/chị vẫn cho thôi được vai trò ở đơn vị mình."
)
ABSENT = "Tài khoản này ngoài phạm vi của anh/chị."


@dataclass(frozen=True, kw_only=True)
class RoleTold:
    """A role in a body from a day, today where none is told; with `until`, until before that."""

    body: Organisation
    role: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Who gets an account, and his first role. A namesake has to be told to be somebody else."""

    username: str
    full_name: str
    email: str = ""
    role: RoleTold
    is_another: bool = False


@transaction.atomic
def open_for_office(*, by: User | None, told: Opening, at: datetime) -> User:
    """Open an account with its first role and without a password.

    Refused for a sign-in name that is taken or is none, for an address that is none, for a role
    that may not be given there, and for a person who seems to have an account: whoever had two
    could judge his own work.
    """
    person = Person(told.username, told.full_name, _address(told.email))
    _require_role(_kept(by), told.role, at)
    if not told.is_another:
        name = line(told.full_name, "Họ và tên", 120, required=True)
        _require_nobody_of_the_name(by, name)
    return open_account(
        person=person,
        organisation=told.role.body,
        role=told.role.role,
        at=at,
        by=_id(by),
        since=told.role.since,
        until=told.role.until,
    )


@transaction.atomic
def entrust(*, by: User | None, user: User, told: RoleTold, at: datetime) -> Membership:
    """Give an account one more role.

    Refused to oneself, beyond one's reach, for days that are over, where it is held already.
    """
    _require_other(by, user)
    user = User.objects.select_for_update().get(id=user.id)
    if by is not None and not accounts_visible_to(by).filter(id=user.id).exists():
        raise Refused(ABSENT)
    if not user.is_active:
        raise Refused("Tài khoản này đã khóa. Xin mở lại trước.")
    _require_role(_kept(by), told, at)
    return _give(by, user, told, at)


@transaction.atomic
def release(
    *, by: User | None, membership: Membership, on: date, reason: str, at: datetime
) -> None:
    """End a role from a day, today or later, for a reason that is kept.

    Refused to oneself, beyond one's reach, and for the last administrator.
    """
    _require_other(by, membership.user)
    User.objects.select_for_update().get(id=membership.user_id)
    if not keeps_role(_kept(by), membership):
        raise Refused(ELSEWHERE if by else ABSENT)
    today = day_in_vietnam(at)
    if not today <= on <= today + FURTHEST:
        raise Refused(f"Ngày thôi phải từ hôm nay, {format_date(today)}, và không quá năm năm.")
    why = line(reason, "Lý do", LONGEST_REASON, required=True)
    end_role(membership=membership, at=at, by=_id(by), on=on, reason=why)


@transaction.atomic
def close(*, by: User | None, user: User, reason: str, at: datetime) -> None:
    """Close an account for a reason that is kept, and end every role it still holds.

    Refused to oneself, where it holds a role beyond one's reach, and for the last administrator.
    """
    user = _kept_whole(by, user, at)
    why = line(reason, "Lý do", LONGEST_REASON, required=True)
    body, today = body_of(user, at), day_in_vietnam(at)
    for held in standing_of(user, today):
        if held.stands_after(today):
            end_role(membership=held, at=at, by=_id(by), reason=why)
    close_account(user=user, organisation=body, at=at, by=_id(by), reason=why)


@transaction.atomic
def reopen(*, by: User | None, user: User, at: datetime) -> None:
    """Open an account again that was closed: without role, without password."""
    user = _kept_whole(by, user, at)
    if user.is_active:
        raise Refused("Tài khoản này đang mở.")
    if user.username.startswith(ERASED):
        raise Refused("Tài khoản này đã xóa tên, không mở lại được.")
    last = standing_of(user, day_in_vietnam(at))
    user.is_active, user.closed_reason = True, ""
    user.set_unusable_password()
    user.save(update_fields=["is_active", "closed_reason", "password"])
    body = last[0].organisation if last else body_of(user, at)
    note("account.reopened", user, body, at, _id(by))


@transaction.atomic
def amend(*, by: User | None, user: User, full_name: str, email: str, at: datetime) -> None:
    """Set a name or an address of mail right; the same again changes nothing.

    Links that left for the old address open nothing any more; it is told, where it was confirmed.
    """
    user = _kept_whole(by, user, at)
    if not user.is_active:
        raise Refused("Tài khoản này đã khóa. Xin mở lại trước.")
    name, address = line(full_name, "Họ và tên", 120, required=True), _address(email)
    if (user.full_name, user.email) == (name, address):
        return
    if user.email != address:
        tell_left_address(user, at)
        # The office answers for an address that it enters.
        user.email, user.email_confirmed_at = address, at if address else None
    user.full_name = name
    user.save(update_fields=["full_name", "email", "email_confirmed_at"])
    note("account.amended", user, body_of(user, at), at, _id(by))


@transaction.atomic
def renew_password(*, by: User | None, user: User, at: datetime) -> str:
    """Return a new password of an account, made by chance, to be handed over and changed."""
    return give_password(user=_kept_whole(by, user, at), at=at, by=_id(by))


@transaction.atomic
def send_link(*, by: User | None, user: User, page: str, at: datetime) -> None:
    """Let a letter leave with the link by which the person chooses the own password.

    `page` is the address that the link begins with. The old password opens until then.
    """
    user = _kept_whole(by, user, at)
    if not user.email:
        raise Refused("Tài khoản này chưa có thư điện tử. Xin cấp mật khẩu rồi trao tận tay.")
    if user.email_confirmed_at is None:
        raise Refused(
            "Chủ tài khoản chưa xác nhận thư điện tử này. Xin cấp mật khẩu, trao tận tay."
        )
    if not user.is_active:
        raise Refused("Tài khoản này đã khóa. Xin mở lại trước.")
    is_first = not user.has_usable_password()
    send_password_link(user=user, page=page, at=at, is_first=is_first)
    note("account.link_sent", user, body_of(user, at), at, _id(by))


def _id(by: User | None) -> UUID | None:
    return by.id if by else None


def _kept(by: User | None) -> Kept:
    return bodies_kept_by(by) if by else None


def _require_other(by: User | None, user: User) -> None:
    if by is not None and by.id == user.id:
        raise Refused(OWN)


def _kept_whole(by: User | None, user: User, at: datetime) -> User:
    """Return the account, locked, where it is kept with every role it has."""
    _require_other(by, user)
    user = User.objects.select_for_update().get(id=user.id)
    if not keeps_whole(_kept(by), user, standing_of(user, day_in_vietnam(at))):
        raise Refused(ELSEWHERE)
    return user


def _require_role(kept: Kept, told: RoleTold, at: datetime) -> None:
    """Refuse a role that may not be given there, or for days that cannot be."""
    refusal = why_not_give(kept, told.role, told.body)
    if refusal:
        raise Refused(refusal)
    today = day_in_vietnam(at)
    since = told.since or today
    if not today <= since <= today + FURTHEST:
        raise Refused(f"Ngày bắt đầu phải từ hôm nay, {format_date(today)}, và không quá năm năm.")
    if told.until is not None and not since < told.until <= since + FURTHEST:
        raise Refused("Ngày cuối phải từ ngày bắt đầu, và không quá năm năm sau đó.")
    if not told.body.held_on(since):
        raise Refused(f"Đơn vị này không có ở ngày {format_date(since)}. Xin chọn đơn vị khác.")


def _address(typed: str) -> str:
    """Return an address of mail as it is kept; "" for none."""
    email = line(typed, "Thư điện tử", 254)
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise Refused("Thư điện tử không đúng dạng, như ten@donvi.gov.vn.") from error
    return email


def _require_nobody_of_the_name(by: User | None, name: str) -> None:
    """Refuse a second account of a person, as far as who opens it may know of the first."""
    rows = namesakes(name)
    if by is not None:
        rows = rows.filter(id__in=accounts_visible_to(by).values("id"))
    found = list(rows.values_list("username", flat=True)[:3])
    if found:
        raise Refused(
            f"Đã có tài khoản của người cùng tên: {', '.join(found)}. Một người chỉ dùng một tài"
            " khoản, thêm vai trò thì giao thêm ở đó. Nếu là người khác, xin đánh dấu bên dưới."
        )


def _give(by: User | None, user: User, told: RoleTold, at: datetime) -> Membership:
    since = told.since or day_in_vietnam(at)
    same = user.memberships.filter(organisation=told.body, role=told.role)
    if any(_meet(one, since, told.until) for one in same):
        raise Refused(
            f"Người này đã giữ vai trò “{ROLES[told.role].name}” ở đơn vị trong thời gian ấy."
        )
    return give_role(
        user=user,
        organisation=told.body,
        role=told.role,
        at=at,
        by=_id(by),
        since=since,
        until=told.until,
    )


def _meet(held: Membership, since: date, until: date | None) -> bool:
    """Return whether two spans of days have a day in common."""
    return (held.valid_until is None or held.valid_until > since) and (
        until is None or until > held.valid_from
    )
