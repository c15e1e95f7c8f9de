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
from khuyencong.registry.queries.reach import telephones_first
from khuyencong.registry.states import REACHED_BY, BodyFactOf, OrganisationKind
from khuyencong.values.text import sort_key

K = OrganisationKind
NATIONAL = (K.MINISTRY, K.AGENCY, K.NATIONAL_CENTRE)
PROVINCIAL = (K.DEPARTMENT, K.CENTRE)
SHOWN = (*REACHED_BY, BodyFactOf.PREMISES, BodyFactOf.MISSION)


@dataclass
class Contact:
    """A body that stands on a day, with what it told: premises, missions, how it is reached."""

    body: Organisation
    facts: list[BodyFact] = field(default_factory=list)

    @property
    def reach(self) -> list[BodyFact]:
        """Return by what it is reached."""
        return telephones_first(fact for fact in self.facts if fact.kind in REACHED_BY)

    @property
    def premises(self) -> list[BodyFact]:
        """Return where it is."""
        return [fact for fact in self.facts if fact.kind == BodyFactOf.PREMISES]

    @property
    def missions(self) -> list[BodyFact]:
        """Return what it does."""
        return [fact for fact in self.facts if fact.kind == BodyFactOf.MISSION]


def contacts(day: date) -> tuple[list[Contact], list[tuple[Place, list[Contact]]]]:
    """Return the national bodies, and by province of a day its centre and its Sở; three queries."""
    heirs = last_heirs(day)
    kinds = [*NATIONAL, *PROVINCIAL]
    rows = Organisation.objects.on(day).filter(kind__in=kinds).select_related("place")
    bodies = {one.id: Contact(one) for one in rows if one.id not in heirs}
    told = BodyFact.objects.filter(
        known_at(None), on_day(day), organisation__in=bodies, kind__in=SHOWN
    ).select_related("place")
    for fact in told.order_by("valid_from", "id"):
        bodies[fact.organisation_id].facts.append(fact)
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
