"""A synthetic nation goes into a database of its own, province by province, through the acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import slugify

from khuyencong.accounts.actions import Person, open_account
from khuyencong.accounts.models import User
from khuyencong.projects.actions import (
    LineTold,
    PastLine,
    PastProject,
    ProjectTold,
    record_past_many,
)
from khuyencong.projects.models import Project
from khuyencong.projects.rules.past import STAGES, PastDays
from khuyencong.projects.states import ImplementerMethod, Level, ProjectKind
from khuyencong.registry.actions.establishments import Particulars, register_many
from khuyencong.registry.actions.establishments.twins import propose_all_twins
from khuyencong.registry.models import Establishment, Organisation, Place, PlaceParent, Trade
from khuyencong.registry.queries import custodian_today, department_of
from khuyencong.registry.states import EstablishmentForm, OrganisationKind
from khuyencong.registry.states import Level as PlaceLevel
from khuyencong.simulation.drawing import (
    LAST_DAY,
    OLD_YEARS,
    DrawnProject,
    Share,
    draw,
    firms_of,
    shares,
)
from khuyencong.values.identifiers import check_digit
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

#: When all of it is entered: a fixed moment, so that the records of one seed are the same.
AT = datetime(2026, 11, 1, 2, tzinfo=UTC)
ACCOUNTS_AT = datetime(2025, 7, 2, 2, tzinfo=UTC)
BATCH = 1000
FORMS = (
    *[EstablishmentForm.ENTERPRISE] * 5,
    *[EstablishmentForm.COOPERATIVE] * 2,
    *[EstablishmentForm.HOUSEHOLD_BUSINESS] * 3,
)
#: So many establishments a province may have: more would share their tax codes.
MOST_FIRMS = 100_000


@dataclass(frozen=True)
class Ground:
    """A province, its bodies, its communes through the years, and who writes for it."""

    number: int
    share: Share
    province: Place
    department: Organisation
    centre: Organisation | None
    communes: list[Place]
    officer: User


def simulate(projects: int, seed: int) -> Iterator[str]:
    """Enter so many đề án of a synthetic nation, telling each province.

    Needs the reference data. The same again adds nothing. ImproperlyConfigured on a real service,
    and in a database that holds anything else.
    """
    _require_own_database(seed)
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    central = _account("mo-phong-cuc", agency, "AGENCY_OFFICER")
    trades = list(Trade.objects.filter(edition="VSIC 2018").order_by("code"))
    for ground in _grounds(projects, seed):
        drawn = list(draw(ground.share, len(ground.communes), seed))
        firms = _establishments(ground, drawn, trades)
        national = [one for one in drawn if one.is_national]
        local = [one for one in drawn if not one.is_national]
        new = _entered(ground, national, firms, seed, agency, central)
        new += _entered(ground, local, firms, seed, ground.department, ground.officer)
        yield f"{ground.province}: {new} đề án mới, {len(firms)} cơ sở."
    propose_all_twins(at=AT)


def _require_own_database(seed: int) -> None:
    if settings.HTTPS:
        raise ImproperlyConfigured("KHUYENCONG_HTTPS: hệ thống thật không nhận dữ liệu mô phỏng.")
    if Project.objects.exclude(code__startswith=f"MP{seed}-").exists():
        raise ImproperlyConfigured(
            "Cơ sở dữ liệu này đã có đề án khác. Xin đặt KHUYENCONG_VAR hoặc DATABASE_URL"
            " tới một cơ sở dữ liệu riêng cho mô phỏng."
        )


def _grounds(projects: int, seed: int) -> Iterator[Ground]:
    provinces = Place.objects.filter(level=PlaceLevel.PROVINCE).order_by("key")
    old = {one.key: one for one in provinces if one.held_on(OLD_LAST)}
    new = {one.key: one for one in provinces if one.held_on(LAST_DAY)}
    for number, share in enumerate(shares(projects, list(old), list(new), seed)):
        province = (old if share.years is OLD_YEARS else new)[share.province]
        on = OLD_LAST if share.years is OLD_YEARS else LAST_DAY
        department = department_of(province.key, on)
        centres = Organisation.objects.filter(kind=OrganisationKind.CENTRE, place=province)
        if not share.projects:
            continue
        yield Ground(
            number=number,
            share=share,
            province=province,
            department=department,
            centre=centres.first(),
            communes=_communes(province, share),
            officer=_officer(department),
        )


#: The last day on which the provinces of before the reform stood.
OLD_LAST = datetime(2025, 6, 30, tzinfo=UTC).date()


def _communes(province: Place, share: Share) -> list[Place]:
    """Return the communes that a province had through all its years, by their keys."""
    on = OLD_LAST if share.years is OLD_YEARS else LAST_DAY
    under = PlaceParent.objects.filter(parent=province).values("place")
    below = PlaceParent.objects.filter(parent__in=under).values("place")
    level = {"level": PlaceLevel.COMMUNE}
    rows = Place.objects.filter(id__in=under, **level) | Place.objects.filter(id__in=below, **level)
    return [one for one in rows.distinct().order_by("key") if one.held_on(on)]


def _officer(department: Organisation) -> User:
    """Return who writes for the Sở that answers today; an account without a password."""
    heir = custodian_today(department, LAST_DAY)
    assert heir.place is not None
    username = f"mo-phong-{slugify(fold(heir.place.name))}"
    return _account(username, heir, "DEPT_OFFICER")


def _account(username: str, body: Organisation, role: str) -> User:
    made = User.objects.filter(username=username).first()
    person = Person(username, f"Người Mô Phỏng {body.place or 'Cục'} (mẫu)")
    return made or open_account(person=person, organisation=body, role=role, at=ACCOUNTS_AT)


def _establishments(
    ground: Ground, drawn: list[DrawnProject], trades: list[Trade]
) -> dict[int, Establishment]:
    """Enter the establishments of a province, or find them; return them by their numbers."""
    numbers = sorted(firms_of(drawn).items())
    codes = _codes(ground)
    told = {
        number: _particulars(number, next(codes), ground.communes[place], ground, trades)
        for number, (place, _) in numbers
    }
    here = Establishment.objects.filter(custodian=ground.department, is_demonstration=True)
    kept = {row.tax_code: row for row in here}
    fresh = [one for one in told.values() if one.tax_code not in kept]
    if fresh:
        rows = register_many(
            by=ground.officer,
            custodian=ground.department,
            told=fresh,
            at=AT,
            is_demonstration=True,
            look_for_twins=False,
        )
        kept |= {row.tax_code: row for row in rows}
    return {number: kept[one.tax_code] for number, one in told.items()}


def _codes(ground: Ground) -> Iterator[str]:
    """Yield tax codes beginning with 99 that no other province has, with right check digits.

    Of eleven numbers one has no check digit: it is left out.
    """
    first = ground.number * MOST_FIRMS
    for number in range(first, first + MOST_FIRMS):
        digit = check_digit(f"99{number:07d}")
        if digit is not None:
            yield f"99{number:07d}{digit}"


def _particulars(
    number: int, code: str, commune: Place, ground: Ground, trades: list[Trade]
) -> Particulars:
    return Particulars(
        form=FORMS[number % len(FORMS)],
        name=f"Cơ sở mẫu {ground.number:02d}-{number:05d}",
        commune=commune,
        tax_code=code,
        trade=trades[number % len(trades)] if trades else None,
    )


def _entered(
    ground: Ground,
    drawn: list[DrawnProject],
    firms: dict[int, Establishment],
    seed: int,
    owner: Organisation,
    by: User,
) -> int:
    told = (_past(one, ground, firms, seed) for one in drawn)
    new = 0
    while batch := list(islice(told, BATCH)):
        new += record_past_many(
            by=by,
            custodian=ground.department,
            owner=owner,
            told=batch,
            at=AT,
            is_demonstration=True,
        )
    return new


def _past(
    one: DrawnProject, ground: Ground, firms: dict[int, Establishment], seed: int
) -> PastProject:
    lines = tuple(_line(one, number, ground, firms) for number in range(len(one.lines)))
    places = tuple(ground.communes[line.place] for line in one.lines)
    project = ProjectTold(
        name=f"{one.lines[0].what} tại {places[0]}, năm {one.year}",
        level=Level.NATIONAL if one.is_national else Level.LOCAL,
        kind=ProjectKind.GROUP if len(lines) > 1 else ProjectKind.SINGLE,
        content=str(one.kind.content),
        source=one.source,
        first_year=one.year,
        last_year=one.year,
        places=places,
        implementer=ground.centre,
        implementer_method=ImplementerMethod.ASSIGNMENT if ground.centre else "",
    )
    return PastProject(
        code=f"MP{seed}-{ground.number:02d}-{one.number:06d}",
        told=project,
        lines=lines,
        paper="Dữ liệu mô phỏng",
    )


def _line(
    one: DrawnProject, number: int, ground: Ground, firms: dict[int, Establishment]
) -> PastLine:
    line = one.lines[number]
    told = LineTold(
        what=line.what,
        year=one.year,
        cost=line.money + line.counterpart,
        support={one.source: line.money},
        establishment=firms.get(line.establishment),
        content=str(one.kind.content),
        item=one.kind.item,
        place=ground.communes[line.place],
        quantity=line.quantity,
        unit=one.kind.unit,
    )
    beside = ((FundingSource.COUNTERPART, line.counterpart, ""),) if line.counterpart else ()
    days = PastDays(**dict(zip(STAGES, one.days, strict=False)))
    return PastLine(told=told, days=days, jobs=line.jobs, beside=beside)
