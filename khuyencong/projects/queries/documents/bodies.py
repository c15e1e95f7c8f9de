"""Bodies of the State as documents of a day name them."""

from datetime import date

from khuyencong.office.queries import tail_of
from khuyencong.projects.queries.documents.facts import Body
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.states import OrganisationKind

HEADS = {OrganisationKind.MINISTRY: "Bộ trưởng", OrganisationKind.AGENCY: "Cục trưởng"}
#: Where the bodies of the nation sign.
CAPITAL = "Hà Nội"
NATIONAL = (OrganisationKind.MINISTRY, OrganisationKind.AGENCY, OrganisationKind.NATIONAL_CENTRE)


def body_on(organisation: Organisation, day: date) -> Body:
    """Return a body under its name of the day; a Sở stands under its UBND, others under theirs."""
    kind = OrganisationKind(organisation.kind)
    seat = _seat(organisation, kind)
    return Body(
        id=organisation.id,
        name=_name(organisation, kind, day),
        superior=_superior(organisation, kind, day),
        place=str(seat) if seat else CAPITAL if kind in NATIONAL else "",
        town=seat.name if seat else CAPITAL if kind in NATIONAL else "",
        head=HEADS.get(kind, "Giám đốc"),
        tail=tail_of(organisation, day),
    )


def _name(organisation: Organisation, kind: OrganisationKind, day: date) -> str:
    if kind is OrganisationKind.DEPARTMENT and organisation.place:
        return str(kind.label)
    return last_name_on(organisation, day)


def _superior(organisation: Organisation, kind: OrganisationKind, day: date) -> str:
    if kind is OrganisationKind.DEPARTMENT:
        return f"UBND {organisation.place}" if organisation.place else ""
    above = organisation.parent
    if above is None or kind is OrganisationKind.MINISTRY:
        return ""
    return _name(above, OrganisationKind(above.kind), day)


def _seat(organisation: Organisation, kind: OrganisationKind) -> Place | None:
    if kind in NATIONAL:
        return None
    return organisation.place or (organisation.parent.place if organisation.parent else None)
