"""Limits and causes counted by tag, place and period, and what a report's chapter draws on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from khuyencong.applications.models import Proposal, Remark, Tag
from khuyencong.applications.states import ProposalState, TagKind
from khuyencong.registry.models import Place
from khuyencong.registry.queries.areas import heirs_by_place
from khuyencong.values.text import sort_key


def standing_in(rows: QuerySet[Remark], start: date, until: date) -> QuerySet[Remark]:
    """Return the limits and causes of the days [start, until) that nobody took back."""
    return rows.filter(superseded_at=None, day__gte=start, day__lt=until)


@dataclass(frozen=True)
class TagCount:
    """How often one tag was noted in each unit; None is the whole country."""

    tag: Tag
    by_place: dict[UUID | None, int]

    @property
    def total(self) -> int:
        """Return how often it was noted anywhere."""
        return sum(self.by_place.values())

    @property
    def places(self) -> int:
        """Return in how many provinces it was noted."""
        return sum(1 for place in self.by_place if place is not None)


@dataclass(frozen=True)
class RemarkCounts:
    """Tags by units in a period: each standing note counts once, in one unit."""

    tags: list[TagCount]
    places: list[Place]
    nationwide: bool

    @property
    def total(self) -> int:
        """Return how many notes stand."""
        return sum(tag.total for tag in self.tags)

    def of_kind(self, kind: str) -> list[TagCount]:
        """Return the limits or the causes, most often noted first."""
        found = [one for one in self.tags if one.tag.kind == kind and one.total]
        return sorted(found, key=lambda one: (-one.total, one.tag.position))

    @property
    def limits(self) -> list[TagCount]:
        """Return the limits that were noted."""
        return self.of_kind(TagKind.LIMIT)

    @property
    def causes(self) -> list[TagCount]:
        """Return the causes that were noted."""
        return self.of_kind(TagKind.CAUSE)


def remark_counts(
    rows: QuerySet[Remark], start: date, until: date, *, as_of_today: bool = True
) -> RemarkCounts:
    """Return the counts by tag and province; four queries, however many rows.

    `as_of_today` puts a province that ended under the unit it became; else each stands for itself.
    """
    grouped = standing_in(rows, start, until).order_by().values("tag", "province")
    counted = list(grouped.annotate(count=Count("id")))
    units = _units({row["province"] for row in counted}, as_of_today)
    by_tag: dict[str, dict[UUID | None, int]] = defaultdict(lambda: defaultdict(int))
    for row in counted:
        by_tag[row["tag"]][units.get(row["province"])] += row["count"]
    found = {unit for told in by_tag.values() for unit in told}
    places = Place.objects.filter(id__in=[unit for unit in found if unit])
    return RemarkCounts(
        tags=[
            TagCount(tag, dict(by_tag.get(tag.code, {})))
            for tag in Tag.objects.order_by("position")
        ],
        places=sorted(places, key=lambda place: (sort_key(place.name), place.key)),
        nationwide=None in found,
    )


def _units(provinces: Iterable[UUID | None], as_of_today: bool) -> dict[UUID | None, UUID]:
    """Return under which unit each province is counted; a split one under its first heir."""
    told = {place for place in provinces if place}
    if not as_of_today:
        return {place: place for place in told}
    return {place: min(living) for place, living in heirs_by_place(told).items()}


def noted_in(rows: QuerySet[Remark], province: Place) -> QuerySet[Remark]:
    """Return the notes counted under a unit of today, with what a list shows."""
    provinces = rows.order_by().values_list("province_id", flat=True).distinct()
    inside = [place for place, unit in _units(provinces, True).items() if unit == province.id]
    return rows.filter(province__in=[province.id, *(place for place in inside if place)])


def listed_remarks(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    """Return notes with what a list shows, the latest first; one query."""
    shown = rows.select_related("tag", "custodian", "province", "proposal")
    return shown.order_by("-day", "-id")


@dataclass(frozen=True)
class Chapter:
    """What the chapter on limits, causes and proposals of a report draws on."""

    counts: RemarkCounts
    raised: list[Proposal]
    answered: int
    in_draft: int
    waiting: int


def chapter(
    proposals: QuerySet[Proposal], remarks: QuerySet[Remark], start: date, until: date
) -> Chapter:
    """Return what was raised and noted on the days [start, until), as it stands now.

    Withdrawn proposals are left out. The caller says whose: rows of a custodian, or of all.
    """
    living = proposals.filter(raised_on__gte=start, raised_on__lt=until)
    living = living.exclude(state=ProposalState.WITHDRAWN)
    raised = list(living.select_related("custodian", "holder", "draft").order_by("raised_on", "id"))
    states = [row.state for row in raised]
    answered = states.count(ProposalState.ANSWERED)
    in_draft = states.count(ProposalState.IN_DRAFT)
    return Chapter(
        counts=remark_counts(remarks, start, until),
        raised=raised,
        answered=answered,
        in_draft=in_draft,
        waiting=len(states) - answered - in_draft,
    )


def years_told(rows: QuerySet[Remark]) -> list[int]:
    """Return the years in which something was noted, the latest first; one query."""
    days = rows.filter(superseded_at=None).dates("day", "year", order="DESC")
    return [day.year for day in days]
