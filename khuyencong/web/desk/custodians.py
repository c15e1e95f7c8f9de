"""For which bodies somebody may enter records."""

from django.db.models import QuerySet

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.roles import ROLES
from khuyencong.core.collation import vietnamese
from khuyencong.registry.models import Organisation


def bodies_of(user: User, permission: Permission) -> QuerySet[Organisation]:
    """Return the organisations in which the user holds a role with this permission."""
    held = [
        membership.organisation_id
        for membership in user.memberships_today
        if permission in ROLES[membership.role].permissions
    ]
    return Organisation.objects.filter(id__in=held).order_by(vietnamese("name"))
