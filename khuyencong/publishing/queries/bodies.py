"""Whom to ask: the bodies of the programme with what the registry holds of where they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from khuyencong.core.models import known_at
from khuyencong.registry.models import BodyFact, IndustrialCluster, Organisation, Place
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.queries.clusters import listed_clusters, named
from khuyencong.registry.queries.organisations import last_heirs
from khuyencong.registry.queries.reach import reached_by
from khuyencong.registry.states import BodyFactOf, OrganisationKind
from khuyencong.values.text import sort_key

K = OrganisationKind
NATIONAL = (K.MINISTRY, K.AGENCY, K.NATIONAL_CENTRE)
PROVINCIAL = (K.DEPARTMENT, K.CENTRE)


@dataclass
class Contact:
    """A body that stands on a day, with what it told: premises, missions, how it is reached."""

    body: Organisation
    reach: list[BodyFact]
    premises: list[BodyFact] = field(default_factory=list)
    missions: list[BodyFact] = field(default_factory=list)


def contacts(day: date) -> tuple[list[Contact], list[tuple[Place, list[Contact]]]]:
    """Return the national bodies, and by province of a day its centre and its Sở; five queries."""
    heirs = last_heirs(day)
    kinds = [*NATIONAL, *PROVINCIAL]
    rows = Organisation.objects.on(day).filter(kind__in=kinds).select_related("place")
    standing = [one for one in rows if one.id not in heirs]
    reach = reached_by([one.id for one in standing], day)
    bodies = {one.id: Contact(one, reach[one.id]) for one in standing}
    told = BodyFact.objects.filter(
        known_at(None), on_day(day), organisation__in=bodies,
        kind__in=[BodyFactOf.PREMISES, BodyFactOf.MISSION],
    ).select_related("place")  # fmt: skip
    for fact in told.order_by("valid_from", "id"):
        one = bodies[fact.organisation_id]
        (one.premises if fact.kind == BodyFactOf.PREMISES else one.missions).append(fact)
    return _national(bodies.values()), _by_province(bodies.values())


def _national(every: Iterable[Contact]) -> list[Contact]:
    found = [one for one in every if one.body.kind in NATIONAL]
    return sorted(found, key=lambda c: (NATIONAL.index(c.body.kind), sort_key(c.body.name)))


def _by_province(every: Iterable[Contact]) -> list[tuple[Place, list[Contact]]]:
    found: dict[Place, list[Contact]] = defaultdict(list)
    for one in every:
        if one.body.kind in PROVINCIAL and one.body.place:
            found[one.body.place].append(one)
    for bodies in found.values():
        bodies.sort(key=lambda c: PROVINCIAL.index(c.body.kind))
    return sorted(found.items(), key=lambda pair: sort_key(pair[0].name))


def clusters(words: str, province: Place | None, day: date) -> list[IndustrialCluster]:
    """Return the industrial clusters asked for, in Vietnamese order, with figures; two queries."""
    rows = IndustrialCluster.objects.all()
    rows = named(rows, words) if words else rows
    rows = rows.filter(in_place(province, day)) if province else rows
    return list(listed_clusters(rows)[:500])
