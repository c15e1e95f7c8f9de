"""People who sign in, and the roles they hold in organisations over time."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.roles import OWN_BODY_ONLY, ROLES, Reach, Role
from khuyencong.core.clock import today
from khuyencong.core.models import Identified
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import in_custody_of
from khuyencong.registry.queries.establishments import followed
from khuyencong.values.text import fold


class UserManager(BaseUserManager["User"]):
    """How accounts are made and found; `accounts.actions` is the way to make one."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account; without a password nobody can sign in to it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, Identified):
    """Somebody who may sign in. What he may do comes from his memberships of the day."""

    username = models.CharField("tên đăng nhập", max_length=64, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    #: The name as a search asks for it; `save` keeps it beside the name.
    folded = models.CharField(max_length=120, editable=False, default="")
    email = models.EmailField("thư điện tử", blank=True)
    #: When its owner showed that letters to it reach him, or the office that gave it entered it.
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    closed_reason = models.CharField("lý do khóa", max_length=300, blank=True)
    #: The body that opened the account, and keeps it where it never held a role for a day.
    home = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_confirmed_an_address",
                condition=Q(email_confirmed_at__isnull=True) | ~Q(email=""),
            ),
        ]

    #: What a key that acts for this person lends of his rights; None: he acts himself.
    lent: frozenset[str] | None = None
    #: The body beyond whose custody a lent right does not reach; None: as far as his own.
    lent_within: UUID | None = None

    def __str__(self) -> str:
        return self.full_name

    @property
    def confirmed_email(self) -> str:
        """Return where letters reach this person for certain; "" where none does."""
        return self.email if self.email_confirmed_at else ""

    @property
    def has_address_to_confirm(self) -> bool:
        """Return whether there is an address that nobody confirmed yet."""
        return self.is_active and bool(self.email) and self.email_confirmed_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the account, and its name as a search asks for it."""
        self.folded = fold(self.full_name)
        fields = kwargs.get("update_fields")
        if fields is not None and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    def lending(self, rights: frozenset[str], within: UUID | None = None) -> "User":
        """Return the same person with no more than these of the rights he holds today.

        With `within`, they reach the records of that body alone, and of what it answers for.
        """
        one = User.objects.get(id=self.id)
        one.lent, one.lent_within = rights, within
        return one

    @cached_property
    def memberships_today(self) -> list["Membership"]:
        """Return the memberships that hold today, with their organisation; one query."""
        return list(self.memberships.holding(today()).select_related("organisation"))

    def roles(self) -> list[Role]:
        """Return the roles held today, in the order of the table of roles."""
        codes = {membership.role for membership in self.memberships_today}
        return [role for code, role in ROLES.items() if code in codes]

    def may(self, permission: str, of: UUID | None = None) -> bool:
        """Return whether a role held today carries `permission`.

        With `of`, only a role counts that reaches the records of that custodian: a person who
        reads for the nation and decides for a province does not decide for the nation.
        """
        if of is None:
            return bool(self._carrying(permission))
        custodians = self.custodians(permission)
        return custodians is None or of in custodians

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        """Return the organisations whose records this user answers for; None for all of them.

        With `permission`, only those where a role of his carries it.
        """
        if permission not in self._scopes:
            self._scopes[permission] = self._scope(permission)
        return self._scopes[permission]

    def represents(self) -> frozenset[UUID]:
        """Return the establishments the user stands for today: their owner, or whom they sent.

        Who stands for a record that was merged stands for the one that stays, until it is undone.
        """
        return self._represented if self.lent_within is None else frozenset()

    @cached_property
    def _represented(self) -> frozenset[UUID]:
        if not self.is_active:
            return frozenset()
        rows = self.representations.filter(on_day(today()))
        return followed(rows.values_list("establishment", "establishment__merged_into"))

    def _scope(self, permission: str | None) -> frozenset[UUID] | None:
        memberships = self._carrying(permission)
        if permission not in OWN_BODY_ONLY and any(m.reach is Reach.NATION for m in memberships):
            return None if self.lent_within is None else self._in_custody_of(self.lent_within)
        own = self._in_custody_of(*(_body(m) for m in memberships if m.reach is not Reach.NONE))
        return own if self.lent_within is None else own & self._in_custody_of(self.lent_within)

    def _in_custody_of(self, *held: UUID) -> frozenset[UUID]:
        bodies = frozenset(held)
        if bodies not in self._custody:
            self._custody[bodies] = in_custody_of(bodies, on=today()) if bodies else frozenset()
        return self._custody[bodies]

    @cached_property
    def _custody(self) -> dict[frozenset[UUID], frozenset[UUID]]:
        """Return what sets of bodies answer for: many permissions are held in the same ones."""
        return {}

    @cached_property
    def _scopes(self) -> dict[str | None, frozenset[UUID] | None]:
        return {}

    def _carrying(self, permission: str | None) -> list["Membership"]:
        held = self.memberships_today if self.is_active else []
        if permission is None:
            return [m for m in held if self.lent is None or ROLES[m.role].permissions & self.lent]
        if self.lent is not None and permission not in self.lent:
            return []
        return [m for m in held if permission in ROLES[m.role].permissions]


def _body(membership: "Membership") -> UUID:
    """Return the body whose custody the role works in: a centre works for its department."""
    above = membership.organisation.parent_id
    return above if membership.reach is Reach.PROVINCE and above else membership.organisation_id


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships over time."""

    def holding(self, on: date) -> "MembershipQuerySet":
        """Return the memberships that hold on the day `on`."""
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class Membership(Identified):
    """A role held by a person in an organisation, from one day until before another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40, choices=[(r.code, r.name) for r in ROLES.values()])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    end_reason = models.CharField("lý do thôi", max_length=300, blank=True)

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

    def stands_after(self, day: date) -> bool:
        """Return whether the role holds on a day or will."""
        return self.valid_until is None or self.valid_until > day

    @property
    def reach(self) -> Reach:
        """Return how far this role sees."""
        return ROLES[self.role].reach


class Representation(Identified):
    """A person who acts for an establishment on the system, from one day until before another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="representations")
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="representatives"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    by = models.UUIDField("người ghi", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="representation_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "establishment"],
                condition=Q(valid_until__isnull=True),
                name="representation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.establishment_id}"
