"""How people want to be told."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.notices.models import Address, Preference, Quiet
from khuyencong.notices.rules.hours import NIGHT, QuietHours
from khuyencong.notices.states import DEFAULT, Kind, Way, When

Chosen = Mapping[tuple[str, str], When]


def choices_of(users: Iterable[UUID]) -> dict[UUID, dict[tuple[str, str], When]]:
    """Return by person what he chose, by kind and way; one query."""
    found: dict[UUID, dict[tuple[str, str], When]] = {}
    for row in Preference.objects.filter(user__in=list(users)):
        found.setdefault(row.user_id, {})[(row.kind, row.way)] = When(row.when)
    return found


def chosen(told: Chosen, kind: str, way: Way) -> When:
    """Return when a kind leaves by a way: as chosen, else by default."""
    return told.get((kind, way), DEFAULT[way])


def quiet_of(users: Iterable[UUID]) -> dict[UUID, QuietHours]:
    """Return by person his quiet hours, for all of them; one query."""
    asked = list(users)
    rows = Quiet.objects.filter(user__in=asked)
    own = {row.user_id: QuietHours(row.begins, row.ends) for row in rows}
    return {user: own.get(user, NIGHT) for user in asked}


def address_of(user: User, way: str) -> str:
    """Return where a person is reached by a way; "" where it is not known."""
    if way == Way.MAIL:
        return user.confirmed_email
    row = Address.objects.filter(user=user, way=way).first()
    return row.value if row else ""


def settings_of(user: User) -> tuple[dict[tuple[str, str], When], QuietHours, dict[str, str]]:
    """Return all that a person chose: ways by kind, quiet hours, addresses; three queries."""
    told = choices_of([user.id]).get(user.id, {})
    whole = {
        (kind, way): chosen(told, kind, Way(way)) for kind in Kind.values for way in Way.values
    }
    addresses = dict(Address.objects.filter(user=user).values_list("way", "value"))
    return whole, quiet_of([user.id])[user.id], addresses
