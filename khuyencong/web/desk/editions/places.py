"""Of which place a body reports."""

from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports.queries import COUNTRY

NO_PLACE = "Chưa ghi đơn vị này ở địa phương nào, nên chưa lập được báo cáo."
NATIONAL = (
    OrganisationKind.AGENCY,
    OrganisationKind.NATIONAL_CENTRE,
    OrganisationKind.MINISTRY,
)


def place_of(custodian: Organisation) -> Place:
    """Return the place a body reports of: a national one of the country. Refused without one."""
    if custodian.kind in NATIONAL:
        place = Place.objects.filter(key=COUNTRY).first()
    else:
        place = custodian.place
    if place is None:
        raise Refused(NO_PLACE)
    return place
