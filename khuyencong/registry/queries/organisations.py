"""Organisations on a day, and who answers today for what a former body left."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place, Succession
from khuyencong.registry.queries.places import place_on
from khuyencong.registry.states import Level, OrganisationKind


def organisations_visible_to(user: Actor | None) -> QuerySet[Organisation]:
    """Return the organisations somebody may see: all of them, for the register is public."""
    return Organisation.objects.all()


def organisations_of(place: Place) -> QuerySet[Organisation]:
    """Return the bodies of a place, of every day, the newest first."""
    return Organisation.objects.filter(place=place).order_by("-valid_from", "key")


def department_of(name: str, on: date | None = None) -> Organisation:
    """Return the Sở Công Thương of a province, by the province's name or key.

    Raises NoSuchPlace or AmbiguousPlace like `place_on`, Organisation.DoesNotExist without one.
    """
    place = place_on(name, on, Level.PROVINCE)
    return Organisation.objects.get(place=place, kind=OrganisationKind.DEPARTMENT)


def provincial_bodies(province: Place, on: date) -> list[Organisation]:
    """Return the centre and the Sở that answer on a day for a province of any day.

    Each under its last name; the centre first, for it is whom an establishment asks.
    """
    kinds = (OrganisationKind.CENTRE, OrganisationKind.DEPARTMENT)
    bodies = {b.kind: b for b in Organisation.objects.filter(place=province, kind__in=kinds)}
    return [custodian_today(bodies[kind], on) for kind in kinds if kind in bodies]


def custodian_today(organisation: Organisation, on: date) -> Organisation:
    """Return who answers on a day for the records of `organisation`: itself or its last heir."""
    heir = _follow(organisation.id, _heirs(on))
    return organisation if heir == organisation.id else Organisation.objects.get(id=heir)


def in_custody_of(organisations: Iterable[UUID], on: date) -> frozenset[UUID]:
    """Return every body whose records these answer for on a day.

    Themselves, what stands under them, and all that these took over; a body that was itself taken
    over answers for nothing any more. Two queries.
    """
    heirs = _heirs(on)
    under = dict(Organisation.objects.values_list("id", "parent_id"))
    held = frozenset(organisations)
    return frozenset(
        body for body in under if held & frozenset(_upward(_follow(body, heirs), under))
    )


def last_name_on(organisation: Organisation, on: date) -> str:
    """Return the name an organisation bore on a day, else its last; one query."""
    name = organisation.names.on(on).first()
    return name.name if name else organisation.name


def last_heirs(on: date) -> dict[UUID, UUID]:
    """Return for every body that was taken over by a day who answers for it then; one query."""
    heirs = _heirs(on)
    return {body: _follow(body, heirs) for body in heirs}


def _heirs(on: date) -> dict[UUID, UUID]:
    successions = Succession.objects.filter(superseded_at=None, day__lte=on)
    return dict(successions.values_list("predecessor_id", "successor_id"))


def _follow(body: UUID, heirs: dict[UUID, UUID]) -> UUID:
    seen = {body}
    while body in heirs and heirs[body] not in seen:
        body = heirs[body]
        seen.add(body)
    return body


def _upward(body: UUID | None, under: Mapping[UUID, UUID | None]) -> Iterable[UUID]:
    seen: set[UUID] = set()
    while body and body not in seen:
        yield body
        seen.add(body)
        body = under.get(body)


def answering_for(place: Place | None, on: date) -> Organisation:
    """Return who answers on a day for what is told of a territory.

    The Sở Công Thương of its province, or that one's heir; the national agency for the country, for
    regions, and where no Sở is known.
    """
    above = _province_of(place) if place else None
    department = (
        Organisation.objects.filter(place=above, kind=OrganisationKind.DEPARTMENT).first()
        if above
        else None
    )
    if department:
        return custodian_today(department, on)
    return Organisation.objects.get(kind=OrganisationKind.AGENCY)


def _province_of(place: Place) -> Place | None:
    """Return the province a place last lay in, itself if it is one; None for the country."""
    seen = 0
    while place.level not in (Level.PROVINCE, Level.COUNTRY) and seen < len(Level.values):
        link = place.parents.select_related("parent").order_by("-valid_from").first()
        if link is None:
            return None
        place, seen = link.parent, seen + 1
    return place if place.level == Level.PROVINCE else None


#: How far up a kind of body stands: whom something may be passed up to.
HEIGHTS = {
    OrganisationKind.OTHER: 0,
    OrganisationKind.SERVICE: 0,
    OrganisationKind.CENTRE: 1,
    OrganisationKind.DEPARTMENT: 2,
    OrganisationKind.NATIONAL_CENTRE: 2,
    OrganisationKind.AGENCY: 3,
    OrganisationKind.MINISTRY: 4,
}


def bodies_above(body: Organisation, on: date) -> list[Organisation]:
    """Return whom a body may turn to on a day, the nearest first; two queries.

    Those it stands under, then the national agency and the ministries.
    """
    under = dict(Organisation.objects.values_list("id", "parent_id"))
    own = set(_upward(under.get(body.id), under))
    national = Q(kind__in=[OrganisationKind.AGENCY, OrganisationKind.MINISTRY])
    found = Organisation.objects.on(on).filter(national | Q(id__in=own)).order_by("name")
    height = HEIGHTS[OrganisationKind(body.kind)]
    above = [one for one in found if HEIGHTS[OrganisationKind(one.kind)] > height]
    return sorted(above, key=lambda one: HEIGHTS[OrganisationKind(one.kind)])


def upward_of(body: UUID, on: date) -> list[UUID]:
    """Return a body, or who took it over by a day, and those it stands under, the nearest first.

    Two queries.
    """
    under = dict(Organisation.objects.values_list("id", "parent_id"))
    return list(_upward(_follow(body, _heirs(on)), under))


def province_on(place: Place, on: date) -> Place | None:
    """Return the province a place lay in on a day, else the last; None for the country."""
    for _ in Level.values:
        if place.level in (Level.PROVINCE, Level.COUNTRY):
            break
        links = place.parents.select_related("parent")
        link = links.on(on).first() or links.order_by("-valid_from").first()
        if link is None:
            return None
        place = link.parent
    return place if place.level == Level.PROVINCE else None


def units_today(on: date) -> dict[UUID, UUID]:
    """Return for every body the unit that stands for its records on a day; two queries.

    Its last heir; of a centre or a service organisation the body it works for.
    """
    heirs = _heirs(on)
    kinds = (OrganisationKind.CENTRE, OrganisationKind.SERVICE)
    rows = Organisation.objects.values_list("id", "parent_id", "kind")
    above = {body: parent for body, parent, kind in rows if parent and kind in kinds}
    bodies = [body for body, _, _ in rows]
    return {body: above.get(heir, heir) for body in bodies for heir in (_follow(body, heirs),)}
