"""The records of three provinces are entered: establishments, đề án, money; then the results."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from khuyencong.accounts.actions import Person, open_account
from khuyencong.accounts.models import User
from khuyencong.demo.establishments import tax_code
from khuyencong.demo.records.results import Plan, enter_alone, enter_results, plans_of
from khuyencong.demo.records.spreading import (
    LineDraft,
    ProjectDraft,
    days_of,
    draw,
    spread,
)
from khuyencong.demo.records.tables import NAMES, Table, table
from khuyencong.projects.actions import (
    LineTold,
    PastLine,
    PastProject,
    ProjectTold,
    record_past_many,
)
from khuyencong.projects.models import Project
from khuyencong.projects.states import ImplementerMethod, Level, ProjectKind
from khuyencong.registry.actions.establishments import Particulars, register_many
from khuyencong.registry.models import Establishment, Organisation, Place, Trade
from khuyencong.registry.queries import custodian_today, department_of, place_on
from khuyencong.registry.states import EstablishmentForm, OrganisationKind
from khuyencong.registry.states import Level as PlaceLevel
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

CENTRAL_OFFICER, OFFICER = "chuyen-vien-cuc", "chuyen-vien-so"
TRADES = "VSIC 2018"
#: Of ten invented establishments: so many of each form.
FORMS = (
    *[EstablishmentForm.ENTERPRISE] * 5,
    *[EstablishmentForm.COOPERATIVE] * 2,
    *[EstablishmentForm.HOUSEHOLD_BUSINESS] * 3,
)


@dataclass(frozen=True)
class Ground:
    """A province as it was through the period of its report, and who answered for it."""

    table: Table
    province: Place
    department: Organisation
    implementer: Organisation | None
    districts: list[Place]
    communes: list[Place]
    named: dict[str, Place]

    def place(self, line: LineDraft) -> Place:
        """Return where a line was carried out: as told, else drawn from its key."""
        if line.group.commune:
            return self.named[line.group.commune]
        if line.group.where == "province":
            return self.province
        among = self.districts if line.group.where == "district" else self.communes
        return among[draw(0, len(among) - 1, line.key, "place")]


@transaction.atomic
def fill(at: datetime) -> int:
    """Keep the records of the three provinces; return how many đề án are new.

    Needs the reference data and the demonstration accounts. A second run adds nothing, and leaves
    alone what somebody changed meanwhile.
    """
    codes = [one.code for name in NAMES for one in spread(table(name))]
    if Project.objects.filter(is_demonstration=True, code__in=codes).exists():
        return 0
    return sum(_enter(table(name), at) for name in NAMES)


def _enter(told: Table, at: datetime) -> int:
    ground = _ground(told)
    drafts = spread(told)
    officer = officer_of(ground.department, at)
    firms = _establishments(drafts, ground, officer, at)
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    central = User.objects.get(username=CENTRAL_OFFICER)
    # Whose plan and books, who answers for the record, who enters it. District money stands under
    # the Sở for its districts: no district body is in the registry, and none exists since 2025.
    plans = (
        Plan(ground.department, ground.department, officer),
        Plan(agency, ground.department, central),
        Plan(agency, agency, central),
    )
    new = 0
    for plan in plans:
        own = [one for one in drafts if _bodies(one, ground.department, agency) == plan.bodies]
        new += record_past_many(
            by=plan.officer,
            custodian=plan.custodian,
            owner=plan.owner,
            told=[_past(one, ground, firms) for one in own],
            at=at,
            is_demonstration=True,
        )
        enter_results(told, plan, own, at)
    _enter_alone(ground, plans, at)
    return new


def _enter_alone(ground: Ground, plans: tuple[Plan, ...], at: datetime) -> None:
    """Enter what stands by itself: of the province, of the Cục, of another province's Sở."""
    last = date(ground.table.span[-1], 12, 31)
    for of, rows in plans_of(ground.table.alone):
        plan = {"": plans[0], "cuc": plans[2]}.get(of)
        if plan is None:
            other = department_of(of, last)
            plan = Plan(other, other, officer_of(other, at))
        enter_alone(ground.table, plan, rows, {"": ground.province} | ground.named, at)


def _bodies(
    draft: ProjectDraft, department: Organisation, agency: Organisation
) -> tuple[Organisation, Organisation]:
    """Return in whose plan a đề án stands, and who answers for its record."""
    if draft.item.by_others:
        return agency, agency
    is_national = draft.item.funding is FundingSource.NATIONAL
    return (agency if is_national else department), department


def _ground(told: Table) -> Ground:
    first, last = date(told.span[0], 1, 1), date(told.span[-1], 12, 31)
    province = place_on(told.place, last, PlaceLevel.PROVINCE)
    districts = _through(Place.objects.filter(parents__parent=province), first, last)
    communes = _through(Place.objects.filter(parents__parent__in=districts), first, last)
    centre = Organisation.objects.filter(kind=OrganisationKind.CENTRE, place=province).first()
    keys = {group.commune for item in told.items for part in item.parts for group in part.groups}
    keys |= {one.commune for one in told.alone}
    keys -= {""}
    return Ground(
        table=told,
        province=province,
        department=department_of(told.place, last),
        implementer=centre if told.has_implementer else None,
        districts=districts,
        communes=communes,
        named={place.key: place for place in Place.objects.filter(key__in=keys)},
    )


def _through(places: Iterable[Place], first: date, last: date) -> list[Place]:
    """Return the places that lived on all days of a period, each once, by their keys."""
    living = {one.key: one for one in places if one.held_on(first) and one.held_on(last)}
    return [living[key] for key in sorted(living)]


def officer_of(department: Organisation, at: datetime) -> User:
    """Return who writes for the Sở that answers today: the demonstration's officer where he does.

    For another province an account without a password is kept: nobody signs in to it.
    """
    heir = custodian_today(department, day_in_vietnam(at))
    known = User.objects.get(username=OFFICER)
    if known.may("project.record_past", of=heir.id):
        return known
    username = f"ghi-ho-so-{slugify(fold(heir.place.name))}" if heir.place else "ghi-ho-so"
    made = User.objects.filter(username=username).first()
    person = Person(username, f"Người Ghi Hồ Sơ {heir.place} (mẫu)")
    return made or open_account(person=person, organisation=heir, role="DEPT_OFFICER", at=at)


def _establishments(
    drafts: list[ProjectDraft], ground: Ground, officer: User, at: datetime
) -> dict[int, Establishment]:
    """Enter the invented establishments of a province; return them by their numbers."""
    trades = {trade.code: trade for trade in Trade.objects.filter(edition=TRADES)}
    lines = [line for one in drafts for line in one.lines if line.establishment]
    lines.sort(key=lambda line: line.establishment)
    told = [_particulars(line, ground, trades) for line in lines]
    rows = register_many(
        by=officer, custodian=ground.department, told=told, at=at, is_demonstration=True
    )
    return {line.establishment: row for line, row in zip(lines, rows, strict=True)}


def _particulars(line: LineDraft, ground: Ground, trades: dict[str, Trade]) -> Particulars:
    number, mark = line.establishment, ground.table.mark
    form = line.group.form or FORMS[draw(0, len(FORMS) - 1, line.key, "form")]
    return Particulars(
        form=EstablishmentForm(form),
        name=f"Cơ sở mẫu {mark}-{number:03d}",
        commune=ground.place(line),
        tax_code=tax_code(ground.table.first_number * 10 + number),
        trade=trades.get(line.trade),
    )


def _past(draft: ProjectDraft, ground: Ground, firms: dict[int, Establishment]) -> PastProject:
    return PastProject(
        code=draft.code,
        told=_told(draft, ground),
        lines=tuple(_line(draft, line, ground, firms) for line in draft.lines),
        paper=f"{ground.table.paper}, mục {draft.item.at}",
        assumed=draft.item.assumed,
    )


def _told(draft: ProjectDraft, ground: Ground) -> ProjectTold:
    item = draft.item
    implementer = ground.implementer
    if item.by_others:
        implementer = Organisation.objects.get(key=item.by_others)
    elif item.funding is FundingSource.DISTRICT:
        implementer = None
    firms = {line.establishment for line in draft.lines}
    national = item.funding is FundingSource.NATIONAL
    return ProjectTold(
        name=_name(draft, ground),
        level=Level.NATIONAL if national else Level.LOCAL,
        kind=ProjectKind.GROUP if len(firms) > 1 else ProjectKind.SINGLE,
        content=item.content if item.lead else "",
        source=item.funding,
        first_year=draft.first_year,
        last_year=draft.last_year,
        places=tuple(ground.place(line) for line in draft.lines),
        implementer=implementer,
        implementer_method=ImplementerMethod.ASSIGNMENT if implementer else "",
    )


def _name(draft: ProjectDraft, ground: Ground) -> str:
    first = draft.lines[0]
    return draft.part.name.format(
        what=first.what,
        place=ground.place(first),
        year=draft.first_year,
        number=f"lần {draft.number}",
    )


def _line(
    draft: ProjectDraft, line: LineDraft, ground: Ground, firms: dict[int, Establishment]
) -> PastLine:
    told = LineTold(
        what=line.what[:1].upper() + line.what[1:],
        year=line.year,
        cost=line.money + line.counterpart,
        support={draft.item.funding: line.money},
        establishment=firms.get(line.establishment),
        content=draft.item.content,
        item=line.group.item,
        place=ground.place(line),
        quantity=line.quantity,
        unit=line.group.unit,
    )
    beside = ((FundingSource.COUNTERPART, line.counterpart, ""),) if line.counterpart else ()
    days = days_of(line.year, f"{draft.code}|{line.year}", ground.table)
    return PastLine(told=told, days=days, jobs=line.jobs, beside=beside)
