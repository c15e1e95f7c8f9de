"""The same people in every test, and the bodies they belong to."""

from dataclasses import dataclass
from datetime import timedelta

from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from tests.factories import make_membership, make_organisation, make_user

PASSWORD = "chim-sẻ-đậu-cành-tre"


@dataclass(frozen=True)
class Cast:
    """Two departments of two provinces, the agency, and who works there."""

    department: Organisation
    centre: Organisation
    other_department: Organisation
    agency: Organisation

    owner: User  # officer of the department: the records of the test are his
    colleague: User  # another officer of the same department
    head: User  # its director
    stranger: User  # officer of the other department
    chair: User  # of the province, reads only
    commune: User  # commune officer: enters the desk, reads no reports
    establishment: User  # a rural establishment
    agency_officer: User  # the agency answers for all
    admin: User  # keeps the system running, sees no content
    auditor: User  # sees all, changes nothing
    centre_officer: User  # of the centre: for the department's province
    former: User  # held the owner's role until the day before today


def make_cast() -> Cast:
    """Return the cast, made anew in the database."""
    agency = make_organisation("Cục mẫu", OrganisationKind.AGENCY)
    department = make_organisation("Sở Công Thương tỉnh Mẫu")
    centre = make_organisation(
        "Trung tâm Khuyến công tỉnh Mẫu", OrganisationKind.CENTRE, department
    )
    other = make_organisation("Sở Công Thương tỉnh Khác")
    return Cast(
        department=department,
        centre=centre,
        other_department=other,
        agency=agency,
        owner=make_user("DEPT_OFFICER", department, username="owner", password=PASSWORD),
        colleague=make_user("DEPT_OFFICER", department, username="colleague"),
        head=make_user("DEPT_HEAD", department, username="head"),
        stranger=make_user("DEPT_OFFICER", other, username="stranger"),
        chair=make_user("PROVINCE_CHAIR", department, username="chair"),
        commune=make_user("COMMUNE_OFFICER", department, username="commune"),
        establishment=make_user("ESTABLISHMENT_USER", department, username="establishment"),
        agency_officer=make_user("AGENCY_OFFICER", agency, username="agency"),
        admin=make_user("ADMIN", agency, username="admin"),
        auditor=make_user("AUDITOR", agency, username="auditor"),
        centre_officer=make_user("CENTRE_OFFICER", centre, username="centre"),
        former=_former(department),
    )


def _former(department: Organisation) -> User:
    user = make_user(username="former")
    until, reason = today() - timedelta(days=1), "Chuyển việc"
    make_membership(user, "DEPT_OFFICER", department, valid_until=until, end_reason=reason)
    return user
