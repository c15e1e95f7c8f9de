"""Which body answers for a parameter: the department of its province, else the national agency."""

from datetime import date

from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.states import OrganisationKind


def custodian_of(place: Place | None, on: date) -> Organisation:
    """Return who answers on a day for what the law of a place says; of none, for the nation's."""
    kind = OrganisationKind.DEPARTMENT if place else OrganisationKind.AGENCY
    bodies = Organisation.objects.filter(kind=kind)
    body = bodies.filter(place=place).first() if place else bodies.order_by("key").first()
    if body is None:
        return Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("key")[0]
    return custodian_today(body, on)
