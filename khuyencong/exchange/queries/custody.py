"""Which instance is home of the records of a body on a day."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from khuyencong.core.elsewhere import tells_elsewhere
from khuyencong.exchange.models import Home, Instance
from khuyencong.registry.models import Organisation, Succession
from khuyencong.registry.models.dated import on_day


def own() -> Instance:
    """Return this instance; Instance.DoesNotExist before its first use."""
    return Instance.objects.get(is_own=True)


class Homes:
    """Homes by body, for any day; read once for each day, anew after `forget`.

    With `recorded_until` successions count that were recorded by then: what was changed before one
    was recorded is still the word of him who was home.
    """

    def __init__(self, recorded_until: datetime | None = None) -> None:
        self._recorded = Q(recorded_at__lte=recorded_until) if recorded_until else Q()
        self._own = own().id
        self._days: dict[tuple[date, bool], dict[UUID, UUID]] = {}

    def forget(self) -> None:
        """Read again: custody may have moved."""
        self._days.clear()

    def of(self, body: UUID | None, day: date, *, given_away: bool = False) -> UUID | None:
        """Return the home of the records of a body on a day; None for a body that is not here."""
        if body is None:
            return None
        key = day, given_away
        if key not in self._days:
            self._days[key] = self._read(day, given_away)
        return self._days[key].get(body)

    def elsewhere(self, day: date) -> frozenset[UUID]:
        """Return the bodies of whose records another instance is home on a day."""
        homes = self._read(day, given_away=False)
        return frozenset(body for body, home in homes.items() if home != self._own)

    def _read(self, day: date, given_away: bool) -> dict[UUID, UUID]:
        rows = Home.objects.filter(on_day(day), confirmed_at__isnull=False)
        told = dict(rows.values_list("organisation_id", "instance_id"))
        rest = told.pop(None, self._own)
        heirs = {} if given_away else self._heirs(day)
        under = dict(Organisation.objects.values_list("id", "parent_id"))
        return {body: _home(body, heirs, under, told, rest) for body in under}

    def _heirs(self, day: date) -> dict[UUID, UUID]:
        rows = Succession.objects.filter(self._recorded, superseded_at=None, day__lte=day)
        return dict(rows.values_list("predecessor_id", "successor_id"))


def is_ours(body: UUID | None, day: date) -> bool:
    """Return whether this instance is home of the records of a body on a day."""
    return Homes().of(body, day) == own().id


@tells_elsewhere
def bodies_elsewhere(day: date) -> frozenset[UUID]:
    """Return the bodies of whose records another instance is home on a day."""
    return Homes().elsewhere(day) if Home.objects.exists() else frozenset()


def _home(
    body: UUID,
    heirs: dict[UUID, UUID],
    under: dict[UUID, UUID | None],
    told: dict[UUID | None, UUID],
    rest: UUID,
) -> UUID:
    """Return the home of a body: its heir's own, else that of the nearest body above, else rest."""
    seen: set[UUID] = set()
    at: UUID | None = body
    while at is not None and at not in seen:
        seen.add(at)
        while at in heirs and heirs[at] not in seen:
            at = heirs[at]
            seen.add(at)
        if at in told:
            return told[at]
        at = under.get(at)
    return rest
