"""Needs and rounds: whose a person sees, lists, and what no request answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from khuyencong.applications.models import Need, RoundTarget, SurveyRound
from khuyencong.applications.rules.permissions import READ_NEEDS, RECORD_NEEDS
from khuyencong.applications.states import UNMET, NeedState, RoundBy
from khuyencong.core.users import Actor
from khuyencong.law.states import Item
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.queries.establishments import found_by, standing
from khuyencong.values.text import sort_key
from khuyencong.values.vocabulary import Activity


def needs_visible_to(user: Actor | None) -> QuerySet[Need]:
    """Return the needs of bodies the user answers for; nobody's to the public."""
    if user is None:
        return Need.objects.none()
    custodians = user.custodians(READ_NEEDS)
    every = Need.objects.all()
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def rounds_visible_to(user: Actor | None) -> QuerySet[SurveyRound]:
    """Return the survey rounds of bodies the user answers for; nobody's to the public."""
    if user is None:
        return SurveyRound.objects.none()
    custodians = user.custodians(READ_NEEDS)
    every = SurveyRound.objects.all()
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def surveyed(user: Actor, typed: str = "") -> QuerySet[Establishment]:
    """Return the establishments for which the user may write a need down, by what is typed.

    A commune's officer may not open the records of establishments: name and commune are all that
    the form shows. Nothing is found before something is typed, and never by a number.
    """
    custodians = user.custodians(RECORD_NEEDS)
    rows = standing(Establishment.objects.all())
    rows = rows if custodians is None else rows.filter(custodian_id__in=custodians)
    rows = rows.select_related("commune", "custodian__parent")
    return found_by(rows, typed) if typed and not typed.strip().isdigit() else rows.none()


def listed_needs(rows: QuerySet[Need]) -> QuerySet[Need]:
    """Return needs with what a list shows, open ones first, the latest first; one query."""
    shown = rows.select_related("establishment", "commune", "round")
    return shown.order_by("-year", "state", "-recorded_at", "id")


def listed_rounds(rows: QuerySet[SurveyRound]) -> QuerySet[SurveyRound]:
    """Return rounds, the newest first, with how many needs were found and establishments seen."""
    counted = rows.annotate(
        found=Count("needs", distinct=True),
        seen=Count("needs__establishment", distinct=True),
    )
    return counted.select_related("custodian").order_by("-year", "-opened_on", "id")


def targets_of(round: SurveyRound) -> list[RoundTarget]:
    """Return where a round goes, in Vietnamese order; one query."""
    rows = round.targets.select_related("commune", "trade", "village")
    return sorted(rows, key=lambda one: sort_key(str(one)))


def left_to_visit(round: SurveyRound, user: Actor, on: date) -> QuerySet[Establishment]:
    """Return establishments that the round goes to and that have told no need in it yet."""
    rows = standing(Establishment.objects.filter(custodian_id=round.custodian_id))
    custodians = user.custodians(RECORD_NEEDS)
    if custodians is not None:
        rows = rows.filter(custodian_id__in=custodians)
    told = Need.objects.filter(round=round).values("establishment")
    inside = _inside(round, on)
    found = rows.filter(inside).exclude(id__in=told).select_related("commune")
    return found.order_by("sorted_name", "id")


def _inside(round: SurveyRound, on: date) -> Q:
    meant = Q(pk__in=[])
    targets = round.targets.select_related("commune")
    if round.goes_by == RoundBy.COMMUNE:
        for target in targets:
            if target.commune:
                meant |= in_place(target.commune, on)
        return meant
    if round.goes_by == RoundBy.TRADE:
        return Q(trade__in=targets.values("trade"))
    return Q(craft_village__in=targets.values("village"))


CONTENTS = {content.value: content for content in Activity}


@dataclass(frozen=True)
class UnmetRow:
    """How many needs of one item in one commune nobody answered, and what they would cost."""

    content: Activity
    item: Item
    commune: Place
    count: int
    cost: int


@dataclass(frozen=True)
class Unmet:
    """The unmet needs of a year: all of them, and how many wait to be carried."""

    year: int
    rows: list[UnmetRow]
    waiting: int

    @property
    def count(self) -> int:
        """Return how many needs nobody answered."""
        return sum(row.count for row in self.rows)

    @property
    def cost(self) -> int:
        """Return what they would cost together, as far as told."""
        return sum(row.cost for row in self.rows)


def unmet_needs(needs: QuerySet[Need], year: int) -> Unmet:
    """Return what no request answered in a year, by content, item and commune; three queries."""
    left = needs.filter(year=year, state__in=UNMET)
    grouped = left.order_by().values("content", "item", "commune")
    counted = list(grouped.annotate(count=Count("id"), cost=Sum("cost")))
    places = Place.objects.in_bulk({row["commune"] for row in counted})
    rows = [
        UnmetRow(
            CONTENTS[row["content"]],
            Item(row["item"]),
            places[row["commune"]],
            row["count"],
            row["cost"] or 0,
        )
        for row in counted
    ]
    waiting = left.filter(state=NeedState.OPEN).count()
    return Unmet(year, sorted(rows, key=_order), waiting)


def _order(row: UnmetRow) -> tuple[int, int, object, str]:
    contents, items = list(Activity), list(Item)
    return (
        contents.index(row.content),
        items.index(row.item),
        sort_key(str(row.commune)),
        str(row.commune.id),
    )


def years_of(needs: QuerySet[Need]) -> list[int]:
    """Return the years that needs are told for, the latest first."""
    return list(needs.order_by("-year").values_list("year", flat=True).distinct())


def at_commune(rows: QuerySet[Need], places: Iterable[Place], on: date) -> QuerySet[Need]:
    """Return the needs told in the territory of one of these places."""
    meant = Q(pk__in=[])
    for place in places:
        meant |= in_place(place, on)
    return rows.filter(meant)


def open_rounds(user: Actor, establishment: Establishment, custodian: UUID) -> list[SurveyRound]:
    """Return the rounds still open in which a need of this establishment may be told."""
    rows = rounds_visible_to(user).filter(custodian_id=custodian, closed_on=None)
    return list(rows.order_by("-year", "name"))
