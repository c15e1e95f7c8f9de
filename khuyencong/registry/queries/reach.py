"""The telephones and addresses of mail that offices told of themselves, for everybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from khuyencong.core.models import known_at
from khuyencong.registry.models import BodyFact
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.organisations import last_heirs
from khuyencong.registry.states import REACHED_BY

Reach = Mapping[UUID, list[BodyFact]]


def reached_by(bodies: Iterable[UUID], on: date) -> Reach:
    """Return by what each body is reached on a day, telephones first; two queries.

    Of one that was taken over it is what its heir tells.
    """
    heirs = last_heirs(on)
    asked = {body: heirs.get(body, body) for body in bodies}
    rows = BodyFact.objects.filter(
        known_at(None), on_day(on), organisation__in=set(asked.values()), kind__in=REACHED_BY
    )
    told: dict[UUID, list[BodyFact]] = defaultdict(list)
    for fact in telephones_first(rows.order_by("valid_from", "id")):
        told[fact.organisation_id].append(fact)
    return {body: told.get(heir, []) for body, heir in asked.items()}


def telephones_first(facts: Iterable[BodyFact]) -> list[BodyFact]:
    """Return facts by which offices are reached in the order in which they are shown."""
    return sorted(facts, key=lambda one: not one.is_phone)
