"""Plain functions that make what a test needs, with names that are nobody's."""

from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING

from khuyencong.accounts.models import Membership, User
from khuyencong.core.clock import now
from khuyencong.law.models import Article, LegalDocument, Parameter, ParameterEnd
from khuyencong.registry.actions.establishments import (
    Particulars,
    SupportTold,
    record_support,
    register,
)
from khuyencong.registry.models import (
    Artisan,
    CraftVillage,
    Establishment,
    IndustrialCluster,
    Organisation,
    Place,
    PlaceName,
)
from khuyencong.registry.states import (
    EstablishmentForm,
    Level,
    OrganisationKind,
    SupportProgramme,
)
from khuyencong.values.identifiers import check_digit
from khuyencong.values.text import fold

if TYPE_CHECKING:
    from tests.cast import Cast

LONG_AGO = date(2020, 1, 1)
#: When establishments were entered: before whatever a test does with them.
ENTERED_AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
_number = count(1)


def make_organisation(
    name: str = "Sở Công Thương tỉnh Mẫu",
    kind: OrganisationKind = OrganisationKind.DEPARTMENT,
    parent: Organisation | None = None,
) -> Organisation:
    """Return a new organisation without a place."""
    key = f"to-chuc-{next(_number)}"
    return Organisation.objects.create(key=key, kind=kind, name=name, parent=parent)


def make_user(role: str = "", organisation: Organisation | None = None, **fields: str) -> User:
    """Return a new account, holding `role` in `organisation` where both are given."""
    number = next(_number)
    fields = {"username": f"nguoi-{number}", "full_name": f"Người Mẫu Số {number}"} | fields
    user = User.objects.create_user(**fields)
    if role and organisation:
        make_membership(user, role, organisation)
    return user


def make_membership(
    user: User,
    role: str,
    organisation: Organisation,
    valid_from: date = LONG_AGO,
    valid_until: date | None = None,
) -> Membership:
    """Let `user` hold `role` in `organisation`; by default since long ago and still."""
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def make_law(by: User) -> Parameter:
    """Return a ceiling that `by` proposes to end, of a new document with one article."""
    told = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2020, "title": "Mẫu", "folded": "mau"}
    document = LegalDocument.objects.create(key="tt-mau", number="1/2020/TT-MAU", **told)
    Article.objects.create(document=document, article="1", position=0, sense="Mẫu")
    parameter = Parameter.objects.create(
        code="mau",
        kind="ceiling",
        subject="machinery",
        slot="mau",
        source="national",
        percent=50,
        amount=300_000_000,
        document=document,
        verified=True,
        valid_from=LONG_AGO,
        recorded_at=now(),
    )
    ParameterEnd.objects.create(
        parameter=parameter,
        day=date(2030, 1, 1),
        reason="Mẫu",
        proposed_by=by.id,
        recorded_at=now(),
    )
    return parameter


def make_commune(name: str = "Mẫu", **days: date | None) -> Place:
    """Return a new commune outside the reference data, under its name."""
    key = f"xa-thu-{next(_number)}"
    place = Place.objects.create(key=key, level=Level.COMMUNE, kind="xã", name=name, **days)
    PlaceName.objects.create(place=place, kind="xã", name=name, folded=fold(name), **days)
    return place


def make_tax_code(number: int) -> str:
    """Return a tax code that is valid in form and visibly nobody's: 99…; each number another."""
    # Of eleven numbers in a row one has no check digit: count past it.
    for first_nine in (f"99{number:06d}{last}" for last in range(10)):
        digit = check_digit(first_nine)
        if digit is not None:
            return f"{first_nine}{digit}"
    raise ValueError(number)


def told(commune: Place, name: str = "Công ty TNHH Gỗ Thí Dụ", **more: object) -> Particulars:
    """Return what is said of an establishment in `commune`; an enterprise where nothing else is."""
    fields = {"form": EstablishmentForm.ENTERPRISE, "name": name, "commune": commune} | more
    return Particulars(**fields)  # type: ignore[arg-type]


def make_establishment(
    by: User, custodian: Organisation, said: Particulars | None = None
) -> Establishment:
    """Return a new establishment that `by` entered for `custodian`, in a commune of its own."""
    said = said or told(make_commune())
    return register(by=by, custodian=custodian, told=said, at=ENTERED_AT)


def make_registry_records(cast: "Cast") -> Establishment:
    """Keep for the owner's department one of each record that a body answers for."""
    commune = make_commune()
    one = make_establishment(cast.owner, cast.department, told(commune))
    support = SupportTold(
        establishment=one, programme=SupportProgramme.OCOP, item="Tem truy xuất", year=2024
    )
    record_support(by=cast.owner, told=support, at=ENTERED_AT)
    kept = {"custodian": cast.department, "commune": commune, "recorded_at": ENTERED_AT}
    IndustrialCluster.objects.create(name="Cụm công nghiệp Thí Dụ", **kept)
    village = CraftVillage.objects.create(name="Làng nghề Ví Dụ", craft="gốm", **kept)
    Artisan.objects.create(name="Nguyễn Thị Mẫu", craft="gốm", village=village, **kept)
    return one
