"""Who leads a body, and who holds which role in it."""

from datetime import date
from uuid import UUID

from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.rules import OF_ESTABLISHMENTS
from khuyencong.core.collation import vietnamese
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.organisations import upward_of


def holds_in(user: User, right: str, body: UUID) -> bool:
    """Return whether somebody holds a right in a body itself today."""
    return any(
        one.organisation_id == body and right in ROLES[one.role].permissions
        for one in user.memberships_today
    )


def leads(user: User, body: UUID, day: date) -> bool:
    """Return whether somebody leads a body or one that it stands under: a centre no department."""
    return user.may(Permission.ROLE_KNOW) and any(
        holds_in(user, Permission.ROLE_KNOW, one) for one in upward_of(body, day)
    )


def roles_known_to(user: User, body: Organisation, day: date) -> list[Membership]:
    """Return who holds which role in a body on a day, by name, to whoever leads it.

    Not who acts for establishments: their records tell it.
    """
    if not leads(user, body.id, day):
        return []
    rows = Membership.objects.holding(day).filter(organisation=body, user__is_active=True)
    rows = rows.exclude(role=OF_ESTABLISHMENTS).select_related("user")
    return list(rows.order_by(vietnamese("user__full_name"), "user", "role"))
