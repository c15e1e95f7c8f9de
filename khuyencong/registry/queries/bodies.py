"""Bodies in somebody's scope, and all that the page of one shows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    Collaborator,
    HeadCount,
    Organisation,
    OrganisationName,
    StaffMember,
    Succession,
)
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.organisations import HEIGHTS
from khuyencong.registry.queries.staffing import Staffing, known, staffing_on
from khuyencong.registry.rules import KEEP_STAFF, READ_BODIES
from khuyencong.registry.states import BodyFactOf, OrganisationKind
from khuyencong.values.text import sort_key
from khuyencong.values.vocabulary import FundingSource


def bodies_in_scope(user: Actor | None) -> QuerySet[Organisation]:
    """Return the bodies whose pages somebody may open, former ones too."""
    if user is None:
        return Organisation.objects.none()
    custodians = user.custodians(READ_BODIES)
    every = Organisation.objects.all()
    return every if custodians is None else every.filter(id__in=custodians)


def staff_visible_to(user: Actor | None) -> QuerySet[StaffMember]:
    """Return the persons kept one by one whom somebody may read."""
    return _people(user, StaffMember.objects.all())


def collaborators_visible_to(user: Actor | None) -> QuerySet[Collaborator]:
    """Return the collaborators whom somebody may read."""
    return _people(user, Collaborator.objects.all())


def _people(user: Actor | None, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    if user is None:
        return rows.none()
    custodians = user.custodians(KEEP_STAFF)
    return rows if custodians is None else rows.filter(organisation_id__in=custodians)


def in_order(bodies: QuerySet[Organisation]) -> list[Organisation]:
    """Return bodies, the highest first, then in Vietnamese order; one query."""
    found = bodies.select_related("place", "parent")
    return sorted(
        found,
        key=lambda one: (-HEIGHTS[OrganisationKind(one.kind)], sort_key(one.name), one.key),
    )


@dataclass(frozen=True)
class RevenueYear:
    """What a body took in during a year: by source, and together, in đồng."""

    year: int
    rows: list[tuple[str, int, BodyRevenue]]

    @property
    def total(self) -> int:
        """Return the sum of all sources, in đồng."""
        return sum(amount for _, amount, _ in self.rows)


@dataclass(frozen=True)
class BodyPage:
    """All that the page of a body shows on a day."""

    body: Organisation
    day: date
    names: list[OrganisationName]
    heir: Succession | None
    took_over: list[Succession]
    staffing: Staffing
    facts: list[BodyFact]
    revenues: list[RevenueYear]
    agreements: list[Agreement]
    heads: list[HeadCount]
    staff: list[StaffMember]
    collaborators: list[Collaborator]
    subordinates: list[Organisation]

    def facts_of(self, kind: str) -> list[BodyFact]:
        """Return the facts of one kind that hold on the day."""
        return [fact for fact in self.facts if fact.kind == kind]


def body_page(
    user: Actor, body: Organisation, day: date, as_of: datetime | None = None
) -> BodyPage:
    """Return the page of a body on a day; the queries do not grow with its rows.

    Persons are there only for who may read them.
    """
    persons = known(staff_visible_to(user).filter(organisation=body), as_of)
    helpers = known(collaborators_visible_to(user).filter(organisation=body), as_of)
    standing = Succession.objects.filter(superseded_at=None).select_related(
        "predecessor", "successor"
    )
    heads = known(HeadCount.objects.filter(organisation=body, day__lte=day), as_of)
    agreements = known(Agreement.objects.filter(organisation=body), as_of)
    return BodyPage(
        body=body,
        day=day,
        names=list(body.names.order_by("-valid_from", "-valid_until")),
        heir=standing.filter(predecessor=body).first(),
        took_over=list(standing.filter(successor=body).order_by("day", "predecessor__key")),
        staffing=staffing_on(body, day, as_of),
        facts=_facts(body, day, as_of),
        revenues=_revenues(body, as_of),
        agreements=list(agreements.select_related("partner_body").order_by("-valid_from", "id")),
        heads=list(heads.order_by("-day", "group", "degree", "contract", "field")),
        staff=sorted(
            persons.filter(on_day(day)), key=lambda one: (sort_key(one.name), str(one.id))
        ),
        collaborators=sorted(
            helpers.filter(on_day(day)).select_related("commune"),
            key=lambda one: (sort_key(one.commune.name), sort_key(one.name), str(one.id)),
        ),
        subordinates=in_order(body.subordinates.on(day)),
    )


def _facts(body: Organisation, day: date, as_of: datetime | None) -> list[BodyFact]:
    rows = known(BodyFact.objects.filter(on_day(day), organisation=body), as_of)
    order = {kind: at for at, kind in enumerate(BodyFactOf.values)}
    found = rows.select_related("place").order_by("valid_from", "id")
    return sorted(found, key=lambda fact: order[fact.kind])


def _revenues(body: Organisation, as_of: datetime | None) -> list[RevenueYear]:
    labels = {one.value: one.label for one in FundingSource}
    by_year: dict[int, list[tuple[str, int, BodyRevenue]]] = {}
    rows = known(BodyRevenue.objects.filter(organisation=body), as_of)
    for row in rows.order_by("-year", "fund"):
        by_year.setdefault(row.year, []).append((labels[row.fund], row.amount, row))
    return [RevenueYear(year, told) for year, told in by_year.items()]
