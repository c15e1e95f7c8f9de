"""Keys: who acts under one, and which of them a person sees."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.connections.models import AccessToken
from khuyencong.connections.rules import CONFIRM, hash_of, looks_like_key
from khuyencong.connections.states import TokenState
from khuyencong.core.users import Actor


@dataclass(frozen=True)
class Bearer:
    """Who acts under a key: the person, with no more rights than the key carries."""

    token: AccessToken
    user: User


def bearer_of(key: str, on: date) -> Bearer | None:
    """Return who acts under a key on a day; None for a key that opens nothing."""
    if not looks_like_key(key):
        return None
    rows = AccessToken.objects.select_related("user")
    token = rows.filter(sha256=hash_of(key)).first()
    if token is None or token.state(on) is not TokenState.OPEN or not token.user.is_active:
        return None
    return Bearer(token, token.user.lending(frozenset(token.rights), token.body_id))


def tokens_visible_to(user: Actor) -> QuerySet[AccessToken]:
    """Return the own keys, and those of systems of bodies for which the user says yes or no."""
    bodies = user.custodians(CONFIRM)
    of_bodies = Q(body__isnull=False) if bodies is None else Q(body__in=bodies)
    return AccessToken.objects.filter(Q(user=user.id) | of_bodies)


def listed_tokens(rows: QuerySet[AccessToken]) -> QuerySet[AccessToken]:
    """Return keys with what a list shows, the newest first; one query."""
    return rows.select_related("user", "body").order_by("-made_at", "-id")
