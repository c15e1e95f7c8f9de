"""Who acts for an establishment; whose account it is, and which links of letters open it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.db.models import Q, QuerySet

from khuyencong.accounts.models import Representation, User
from khuyencong.registry.models import Establishment
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.establishments import members, members_of
from khuyencong.values.text import clean

#: So many accounts of one address get a letter.
MOST_OF_ONE_ADDRESS = 5


class LinkTo(StrEnum):
    """What the link of a letter opens."""

    PASSWORD = "reset"
    ADDRESS = "address"


class _OfAddress(PasswordResetTokenGenerator):
    """Makes what a link to an address ends with: it holds for this one, until it is confirmed."""

    key_salt = "khuyencong.accounts.address"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        told = User.objects.filter(pk=user.pk).values_list("email", "email_confirmed_at").get()
        return f"{user.pk}{told}{timestamp}"


_MAKERS = {LinkTo.PASSWORD: default_token_generator, LinkTo.ADDRESS: _OfAddress()}


def representatives_of(establishment: Establishment, day: date) -> QuerySet[Representation]:
    """Return who acts for it on a day, or for a record it took in, by name, with their accounts."""
    rows = Representation.objects.filter(on_day(day), establishment__in=members(establishment))
    return rows.select_related("user").order_by("user__full_name", "id")


def representatives_known(rows: Iterable[Establishment], day: date) -> dict[UUID, int]:
    """Return how many people act for each of these on a day, for those that anybody acts for."""
    kin = members_of(row.id for row in rows)
    records = {record for records in kin.values() for record in records}
    held = Representation.objects.filter(on_day(day), establishment__in=records)
    acting = set(held.values_list("establishment", "user"))
    people = {one: {who for at, who in acting if at in records} for one, records in kin.items()}
    return {one: len(who) for one, who in people.items() if who}


def forgetful(named: str) -> list[User]:
    """Return the open accounts of a sign-in name, or of an address, that a link can be sent to.

    To an address that nobody confirmed none goes: a slip of the pen may have made it a stranger's.
    """
    known = Q(username__iexact=User.normalize_username(clean(named))) | Q(email__iexact=named)
    rows = User.objects.filter(known, is_active=True, email_confirmed_at__isnull=False)
    rows = rows.order_by("id")
    return [user for user in rows[:MOST_OF_ONE_ADDRESS] if user.has_usable_password()]


def link_of(user: User, to: LinkTo = LinkTo.PASSWORD) -> str:
    """Return what the link of a letter ends with: it holds once, and for an hour."""
    return f"{user.id.hex}-{_MAKERS[to].make_token(user)}"


def user_of_link(link: str, to: LinkTo = LinkTo.PASSWORD) -> User | None:
    """Return whose account a link opens today; None where it opens none."""
    try:
        id = UUID(link.partition("-")[0])
    except ValueError:
        return None
    user = User.objects.filter(id=id).first()
    return user if user and opens(link, user, to) else None


def opens(link: str, user: User, to: LinkTo = LinkTo.PASSWORD) -> bool:
    """Tell whether a link still opens this account: what it is to is as it was, and it is new."""
    return user.is_active and _MAKERS[to].check_token(user, link.partition("-")[2])


def identity_of(user: User) -> SocialAccount | None:
    """Return the identity from elsewhere that is tied to an account."""
    found: SocialAccount | None = SocialAccount.objects.filter(user=user).first()
    return found
