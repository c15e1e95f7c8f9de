"""Who acts for an establishment."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, QuerySet

from khuyencong.accounts.models import Representation, User
from khuyencong.registry.models import Establishment
from khuyencong.registry.models.dated import on_day


def representatives_of(establishment: Establishment, day: date) -> QuerySet[Representation]:
    """Return who acts for it on a day, by name, with their accounts; one query."""
    rows = Representation.objects.filter(on_day(day), establishment=establishment)
    return rows.select_related("user").order_by("user__full_name", "id")


def representatives_known(rows: Iterable[Establishment], day: date) -> dict[UUID, int]:
    """Return how many people act for each of these on a day, for those that anybody acts for."""
    held = Representation.objects.filter(on_day(day), establishment__in=list(rows))
    return dict(held.values_list("establishment").annotate(people=Count("id")))


def identity_of(user: User) -> SocialAccount | None:
    """Return the identity from elsewhere that is tied to an account."""
    found: SocialAccount | None = SocialAccount.objects.filter(user=user).first()
    return found
