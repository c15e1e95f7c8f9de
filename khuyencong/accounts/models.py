"""People who sign in, and the roles they hold in organisations over time."""

from datetime import date
from functools import cached_property
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.roles import ROLES, Reach, Role
from khuyencong.core.clock import today
from khuyencong.core.models import Identified


class User(AbstractBaseUser, Identified):
    """Somebody who may sign in. What he may do comes from his memberships of the day."""

    username = models.CharField("tên đăng nhập", max_length=64, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def memberships_today(self) -> list["Membership"]:
        """Return the memberships that hold today, with their organisation; one query."""
        return list(self.memberships.holding(today()).select_related("organisation"))

    def roles(self) -> list[Role]:
        """Return the roles held today, in the order of the table of roles."""
        codes = {membership.role for membership in self.memberships_today}
        return [role for code, role in ROLES.items() if code in codes]

    def may(self, permission: str) -> bool:
        """Return whether a role held today carries `permission`."""
        return self.is_active and any(permission in role.permissions for role in self.roles())

    @cached_property
    def _custodians(self) -> frozenset[UUID] | None:
        from khuyencong.registry.queries import in_custody_of

        reaches = {Reach(role.reach) for role in self.roles()}
        if Reach.NATION in reaches:
            return None
        held = [m.organisation_id for m in self.memberships_today if m.reach is Reach.CUSTODY]
        return in_custody_of(held, on=today()) if held else frozenset()

    def custodians(self) -> frozenset[UUID] | None:
        """Return the organisations whose records this user answers for; None for all of them."""
        return self._custodians


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding(self, on: date) -> "MembershipQuerySet":
        """Return the memberships that hold on the day `on`."""
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class Membership(Identified):
    """A role held by a person in an organisation, from one day until another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40, choices=[(r.code, r.name) for r in ROLES.values()])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(ROLES)), name="membership_role_known"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(valid_until__isnull=True),
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def reach(self) -> Reach:
        """Return how far this role sees."""
        return ROLES[self.role].reach
