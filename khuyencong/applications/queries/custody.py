"""Which body answers for the needs and requests of an establishment."""

from datetime import date

from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.states import OrganisationKind


def department_for(establishment: Establishment, on: date) -> Organisation:
    """Return the Sở that answers on a day for an establishment; a centre's is that above it."""
    return of_department(custodian_today(establishment.custodian, on))


def of_department(body: Organisation) -> Organisation:
    """Return the Sở that a centre works for; any other body itself."""
    if body.kind == OrganisationKind.CENTRE and body.parent is not None:
        return body.parent
    return body
