"""`khuyencong account`: who sits at the machine opens, lists and closes accounts.

So the first administrator of an installation comes to be; he opens the others on the pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Opening, RoleTold
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.queries.keeping import Wanted, listed
from khuyencong.accounts.roles import ROLES
from khuyencong.core.clock import now, today
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import format_date
from khuyencong.values.gazetteer import search_form
from khuyencong.values.text import fold

#: The two bodies of which there is one each, by the word everybody says.
SHORT = {"cuc": OrganisationKind.AGENCY, "bo": OrganisationKind.MINISTRY}
#: So many bodies of a name are offered.
OFFERED = 6


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line says of a new account."""

    username: str
    name: str
    role: str
    body: str
    email: str = ""
    is_another: bool = False
    by_letter: bool = False


@transaction.atomic
def open_account(asked: Asked) -> str:
    """Open an account; return its first password, or where the letter goes. Raises Refused."""
    at = now()
    if asked.by_letter and not settings.PUBLIC_ADDRESS:
        raise Refused("đặt KHUYENCONG_ADDRESS trước: thư phải ghi địa chỉ của hệ thống này.")
    if asked.by_letter and not asked.email:
        raise Refused("thêm --email: gửi thư thì phải có địa chỉ.")
    told = RoleTold(body=_body(asked.body), role=_role(asked.role))
    user = actions.open_for_office(
        by=None,
        told=Opening(
            username=asked.username,
            full_name=asked.name,
            email=asked.email,
            role=told,
            is_another=asked.is_another,
        ),
        at=at,
    )
    if asked.by_letter:
        page = f"{settings.PUBLIC_ADDRESS}{reverse('account_password_link', args=['-'])}"
        actions.send_link(by=None, user=user, page=page.removesuffix("-/"), at=at)
        return f"Đã mở {user.username}; thư đặt mật khẩu đi cùng việc nền, dùng trong một giờ.\n"
    return f"{actions.renew_password(by=None, user=user, at=at)}\n"


def close_account(username: str, reason: str) -> str:
    """Close an account and end its roles. Raises Refused."""
    user = _user(username)
    actions.close(by=None, user=user, reason=reason, at=now())
    return f"Đã khóa {user.username}.\n"


def password(username: str) -> str:
    """Return a new password of an account. Raises Refused."""
    return f"{actions.renew_password(by=None, user=_user(username), at=now())}\n"


def listing(body: str, with_past: bool) -> str:
    """Return who holds what, a line each, parted by tabs. Raises Refused."""
    wanted = Wanted(body=_body(body) if body else None, state="tat-ca" if with_past else "")
    return "".join(_line(one) for one in listed(Membership.objects.all(), wanted, today()))


def _line(one: Membership) -> str:
    days = f"từ {format_date(one.valid_from)}"
    if one.valid_until:
        days += f" đến trước {format_date(one.valid_until)}"
    standing = "" if one.user.is_active else "đã khóa"
    told = (one.user.username, one.user.full_name, one.role, one.organisation.name, days, standing)
    return "\t".join(told).rstrip() + "\n"


def _user(username: str) -> User:
    user = User.objects.filter(username=User.normalize_username(username)).first()
    if user is None:
        raise Refused(f"không có tài khoản “{username[:60]}”.")
    return user


def _role(word: str) -> str:
    """Return the code of a role that a code or a name means."""
    for role in ROLES.values():
        if word.upper() == role.code or fold(word) == fold(role.name):
            return role.code
    raise Refused(f"không có vai trò “{word[:60]}”; các vai trò: {', '.join(ROLES)}.")


def _body(word: str) -> Organisation:
    """Return the body of today that a key, a name or a part of a name means."""
    rows = list(Organisation.objects.on(today()).order_by("key"))
    wanted = search_form(word)
    found = (
        [one for one in rows if one.kind == SHORT.get(wanted)]
        or [one for one in rows if one.key == word or search_form(one.name) == wanted]
        or [one for one in rows if wanted in search_form(one.name)]
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"không có đơn vị “{word[:60]}”; ghi khóa hoặc tên, như “Cục”.")
    raise Refused(f"“{word[:60]}” là nhiều đơn vị, xin ghi khóa: {_offered(found)}.")


def _offered(found: Iterable[Organisation]) -> str:
    keys = [one.key for one in found]
    more = f" và {len(keys) - OFFERED} đơn vị nữa" if len(keys) > OFFERED else ""
    return ", ".join(keys[:OFFERED]) + more
