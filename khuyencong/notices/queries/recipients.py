"""Who is told of an act today: holders of a right, who stands for an establishment, who drafted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from khuyencong.accounts.models import Membership, Representation, User
from khuyencong.accounts.queries import holds_in
from khuyencong.accounts.roles import ROLES
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.subjects import Subject
from khuyencong.notices.rules.telling import Rule
from khuyencong.notices.states import Because
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.establishments import members_of
from khuyencong.registry.queries.organisations import upward_of


@dataclass(frozen=True)
class Recipient:
    """A person, and why he is told."""

    user: UUID
    because: Because
    right: str = ""
    establishment: UUID | None = None


@dataclass
class Recipients:
    """Answers for a batch of acts on one day: what was asked once is not asked again."""

    day: date
    _holders: dict[tuple[str, UUID], list[UUID]] = field(default_factory=dict)
    _makers: dict[UUID, list[UUID]] = field(default_factory=dict)
    _candidates: dict[str, list[User]] = field(default_factory=dict)
    _working: dict[UUID, bool] = field(default_factory=dict)

    def of(self, rule: Rule, subject: Subject, doer: UUID | None) -> Iterator[Recipient]:
        """Yield each person once, the first reason that holds; never who did it himself."""
        told = {doer}
        for one in self._all(rule, subject):
            if one.user not in told:
                told.add(one.user)
                yield one

    def _all(self, rule: Rule, subject: Subject) -> Iterator[Recipient]:
        if rule.person and subject.person:
            yield Recipient(subject.person, Because.SELF)
        if rule.holders:
            right, body = str(rule.holders), getattr(subject, rule.of)
            for user in (self.nearest if rule.nearest else self.holders)(right, body):
                yield Recipient(user, Because.RIGHT, right=right)
        for establishment in subject.makers if rule.maker else ():
            for user in self.makers(establishment):
                yield Recipient(user, Because.MAKER, establishment=establishment)
        if rule.drafter and subject.drafter and self.works(subject.drafter):
            yield Recipient(subject.drafter, Because.DRAFTER)

    def holders(self, right: str, body: UUID) -> list[UUID]:
        """Return who may do it for a body because he works for it: not whoever reads the nation."""
        key = (right, body)
        if key not in self._holders:
            self._holders[key] = [
                user.id for user in self._who_may(right) if holds(user, right, body)
            ]
        return self._holders[key]

    def nearest(self, right: str, body: UUID) -> list[UUID]:
        """Return who holds it in the body itself, else in the nearest above that has anybody."""
        for one in upward_of(body, self.day):
            found = [user.id for user in self._who_may(right) if holds_in(user, right, one)]
            if found:
                return found
        return []

    def _who_may(self, right: str) -> list[User]:
        if right not in self._candidates:
            roles = [code for code, role in ROLES.items() if right in role.permissions]
            held = Membership.objects.holding(self.day).filter(role__in=roles)
            rows = User.objects.filter(is_active=True, id__in=held.values("user"))
            self._candidates[right] = list(rows.order_by("id"))
        return self._candidates[right]

    def makers(self, establishment: UUID) -> list[UUID]:
        """Return who stands for an establishment, or for a record that it took in."""
        if establishment not in self._makers:
            rows = Representation.objects.filter(
                on_day(self.day),
                establishment__in=members_of([establishment])[establishment],
                user__is_active=True,
            )
            people = rows.order_by("user").values_list("user", flat=True)
            self._makers[establishment] = list(people.distinct())
        return self._makers[establishment]

    def works(self, user: UUID) -> bool:
        """Return whether somebody still holds a role or stands for an establishment."""
        if user not in self._working:
            found = User.objects.filter(id=user, is_active=True).first()
            self._working[user] = found is not None and is_at_work(found)
        return self._working[user]


def holds(user: User, right: str, body: UUID) -> bool:
    """Return whether a right reaches a body through where the person works.

    A role of the nation carries it everywhere; such a person is told of his own body alone.
    """
    bodies = user.custodians(right)
    return holds_in(user, right, body) if bodies is None else body in bodies


def is_at_work(user: User) -> bool:
    """Return whether a person holds a role today, or stands for somebody."""
    return user.is_active and bool(user.memberships_today or user.represents())


def still_concerns(notice: Notice, user: User) -> bool:
    """Return whether what made a notice this person's business still holds today."""
    if not user.is_active or notice.settled_at is not None:
        return False
    match notice.because:
        case Because.RIGHT:
            return holds(user, notice.right, notice.body_id)
        case Because.MAKER:
            return notice.establishment_id in user.represents()
        case Because.SELF:
            return True
        case _:
            return is_at_work(user)
