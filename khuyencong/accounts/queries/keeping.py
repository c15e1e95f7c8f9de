"""Whose accounts somebody keeps: the bodies, the roles held there, what happened to one account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.rules import CENTRAL, MANAGE, Kept
from khuyencong.core.clock import today
from khuyencong.core.collation import vietnamese
from khuyencong.core.models import JournalEntry
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import in_custody_of
from khuyencong.registry.queries.organisations import HEIGHTS
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.text import fold

#: So many acts of an account are shown, the newest first.
MOST_ACTS = 50
#: What happened to an account, as its page says it.
ACTS = {
    "account.opened": "Mở tài khoản",
    "account.closed": "Khóa tài khoản",
    "account.reopened": "Mở lại tài khoản",
    "account.amended": "Sửa họ tên hoặc thư điện tử",
    "account.erased": "Xóa tên khỏi tài khoản",
    "account.password_given": "Cấp mật khẩu mới",
    "account.link_sent": "Gửi thư đặt mật khẩu",
    "account.address_changed": "Tự đổi thư điện tử",
    "account.address_confirmed": "Tự xác nhận thư điện tử",
    "account.password_reset": "Tự đặt mật khẩu bằng liên kết trong thư",
    "account.identity_tied": "Nối danh tính điện tử",
    "account.identity_untied": "Gỡ danh tính điện tử",
    "role.given": "Giao vai trò",
    "role.ended": "Thôi vai trò",
}


def bodies_kept_by(user: User) -> Kept:
    """Return the bodies whose accounts the user keeps today; None for every body of the house.

    A technical administrator keeps those of the body he is it in, of those under it and of those
    it took over; in the national agency or its ministry, all.
    """
    if not user.may(MANAGE):
        return frozenset()
    held = [m for m in user.memberships_today if MANAGE in ROLES[m.role].permissions]
    if any(one.organisation.kind in CENTRAL for one in held):
        return None
    return in_custody_of((one.organisation_id for one in held), on=today())


def memberships_visible_to(user: User) -> QuerySet[Membership]:
    """Return the roles, of every day, held in the bodies whose accounts the user keeps."""
    kept = bodies_kept_by(user)
    rows = Membership.objects.all()
    return rows if kept is None else rows.filter(organisation__in=kept)


def accounts_visible_to(user: User) -> QuerySet[User]:
    """Return the accounts that hold, held or will hold a role in one of those bodies.

    One without any role, of any day, is seen by who keeps the body that opened it.
    """
    mine = memberships_visible_to(user).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(mine) | Q(id__in=bare_accounts(user).values("id")))


def bare_accounts(user: User, text: str = "") -> QuerySet[User]:
    """Return the accounts opened in those bodies that hold no role of any day, by name."""
    kept = bodies_kept_by(user)
    rows = User.objects.filter(home__isnull=False, memberships=None)
    rows = rows if kept is None else rows.filter(home__in=kept)
    for word in fold(text).split():
        rows = rows.filter(Q(folded__contains=word) | Q(username__icontains=word))
    return rows.order_by(vietnamese("full_name"), "id")


def bodies_to_keep(user: User, on: date) -> list[Organisation]:
    """Return the bodies of a day whose accounts the user keeps, the highest first, by name."""
    kept = bodies_kept_by(user)
    rows = Organisation.objects.on(on).order_by(vietnamese("name"), "id")
    found = rows if kept is None else rows.filter(id__in=kept)
    return sorted(found, key=lambda b: (-HEIGHTS[OrganisationKind(b.kind)], b.kind))


def standing_of(user: User, day: date) -> list[Membership]:
    """Return what an account is judged by: its roles of that day and later, else the last ones."""
    rows = list(user.memberships.select_related("organisation").order_by("valid_from", "id"))
    standing = [m for m in rows if m.stands_after(day)]
    if standing or not rows:
        return standing
    last = max(m.valid_until for m in rows if m.valid_until)
    return [m for m in rows if m.valid_until == last]


def namesakes(full_name: str) -> QuerySet[User]:
    """Return the open accounts of people of one name, with or without diacritics."""
    return User.objects.filter(folded=fold(full_name), is_active=True).order_by("username")


@dataclass(frozen=True)
class Wanted:
    """What the list of roles is narrowed by; everything empty is who holds what today."""

    text: str = ""
    body: Organisation | None = None
    role: str = ""
    state: str = ""


#: Which roles, by the word of an address.
STATES = {
    "": "đang giữ",
    "sap": "chưa đến ngày",
    "het": "đã thôi",
    "khoa": "tài khoản đã khóa",
    "tat-ca": "tất cả",
}


def listed(rows: QuerySet[Membership], wanted: Wanted, on: date) -> QuerySet[Membership]:
    """Return the roles asked for with their account and body, by the name of who holds them."""
    rows = rows.filter(_of_state(wanted.state, on))
    if wanted.body:
        rows = rows.filter(organisation=wanted.body)
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    for word in fold(wanted.text).split():
        rows = rows.filter(Q(user__folded__contains=word) | Q(user__username__icontains=word))
    return rows.select_related("user", "organisation").order_by(
        vietnamese("user__full_name"), "user", "-valid_from", "id"
    )


def _of_state(state: str, on: date) -> Q:
    stands = (Q(valid_until=None) | Q(valid_until__gt=on)) & Q(user__is_active=True)
    return {
        "sap": stands & Q(valid_from__gt=on),
        "het": Q(valid_until__lte=on),
        "khoa": Q(user__is_active=False),
        "tat-ca": Q(),
    }.get(state, stands & Q(valid_from__lte=on))


@dataclass(frozen=True)
class Happened:
    """One act as the page of an account tells it: when, who, what."""

    at: datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class AccountPage:
    """The roles of an account, those of today and later apart, and what happened to it."""

    standing: list[Membership]
    past: list[Membership]
    happened: list[Happened]


def account_page(account: User, kept: Kept, on: date) -> AccountPage:
    """Return all that the page of an account shows to who keeps these bodies; three queries."""
    rows = list(account.memberships.select_related("organisation").order_by("-valid_from", "id"))
    return AccountPage(
        standing=[row for row in rows if row.stands_after(on)],
        past=[row for row in rows if not row.stands_after(on)],
        happened=_happened(account, kept),
    )


def _happened(account: User, kept: Kept) -> list[Happened]:
    rows = JournalEntry.objects.filter(about=f"user:{account.id}")
    if kept is not None:
        rows = rows.filter(custodian__in=kept)
    entries = list(rows.order_by("-seq")[:MOST_ACTS])
    names = _names(entry.by for entry in entries)
    return [Happened(e.at, names.get(e.by, "tại máy chủ"), _said(e)) for e in entries]


def _names(people: Iterable[UUID | None]) -> dict[UUID | None, str]:
    ids = {one for one in people if one is not None}
    return dict(User.objects.filter(id__in=ids).values_list("id", "full_name"))


def _said(entry: JournalEntry) -> str:
    """Return an act in words: of a role, with its name."""
    said = ACTS.get(entry.act, entry.act)
    role = ROLES.get(entry.facts.get("role", ""))
    return f"{said}: {role.name}" if role else said
