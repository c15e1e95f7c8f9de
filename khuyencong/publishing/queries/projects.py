"""Đề án and those who benefit, as far as everybody may know them.

A đề án is public once its plan is approved. Of a beneficiary its name as an establishment, its
commune and its money are told; of one without a legal person, a household business or a group, the
name alone: where it lives is where a person lives. Owner, street, telephone and numbers are never
asked for here.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from khuyencong.plans.models import PlanVersion
from khuyencong.plans.states import Standing, VersionState
from khuyencong.projects.models import Line, LineShare, Project, ProjectPlace
from khuyencong.projects.queries.totals import REACHED
from khuyencong.projects.states import GONE, STATE_SOURCES, ProjectState
from khuyencong.registry.models import Place
from khuyencong.registry.models.establishments import OWNED_BY_A_PERSON
from khuyencong.registry.queries import whole_origins
from khuyencong.registry.queries.areas import in_place
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import Activity

#: Before this no unit of the register began.
LONG_AGO = date(1900, 1, 1)
#: Approved at some time, and ended before its end: told as such.
PUBLIC_STATES = sorted(REACHED["approved"] | {ProjectState.TERMINATED})


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the list of đề án is narrowed to; everything empty is the whole list."""

    words: str = ""
    province: Place | None = None
    year: int | None = None
    content: str = ""
    level: str = ""


def published_projects(wanted: Wanted, day: date) -> QuerySet[Project]:
    """Return the public đề án that are asked for, the newest first."""
    rows = Project.objects.filter(state__in=PUBLIC_STATES)
    if wanted.year:
        rows = rows.filter(first_year=wanted.year)
    if wanted.content:
        rows = rows.filter(content="" if wanted.content == "-" else wanted.content)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.province:
        rows = rows.filter(Exists(_in(wanted.province, day)))
    for word in fold(wanted.words).split():
        named = Line.objects.filter(project=OuterRef("pk"), establishment__search__contains=word)
        firm = Exists(named.exclude(state__in=GONE))
        rows = rows.filter(Q(folded__contains=word) | Q(code__icontains=word) | firm)
    return rows.order_by("-first_year", "folded", "id")


def _in(place: Place, day: date) -> QuerySet[ProjectPlace]:
    inside = Q(place=place) | in_place(place, day, "place")
    inside |= Q(place__in=whole_origins(place, LONG_AGO))
    return ProjectPlace.objects.filter(inside, project=OuterRef("pk"))


@dataclass
class PublicProject:
    """A đề án in a list: where, and the State's money for the lines that still stand."""

    project: Project
    support: int = 0
    counterpart: int = 0

    @property
    def places(self) -> list[Place]:
        """Return where it is carried out."""
        return [row.place for row in self.project.places.all()]


def rows_of(page: QuerySet[Project] | list[Project]) -> list[PublicProject]:
    """Return the rows of a page with their money; two queries, however many."""
    rows = {one.id: PublicProject(one) for one in page}
    lines = Line.objects.filter(project__in=rows).exclude(state__in=GONE).order_by()
    for project, amount in lines.values_list("project").annotate(Sum("counterpart")):
        rows[project].counterpart = amount
    shares = LineShare.objects.filter(line__in=lines.values("id")).order_by()
    for project, amount in shares.values_list("line__project").annotate(Sum("amount")):
        rows[project].support = amount
    return list(rows.values())


def with_places(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Return đề án with their places and bodies."""
    return rows.select_related("implementer", "owner").prefetch_related("places__place")


@dataclass(frozen=True)
class Sums:
    """How many đề án and how much of whose money a list comes to."""

    projects: int
    support: int
    counterpart: int


def sums_of(rows: QuerySet[Project]) -> Sums:
    """Return the sums of a whole list, whatever page is shown; three queries."""
    lines = Line.objects.filter(project__in=rows.order_by().values("id")).exclude(state__in=GONE)
    shares = LineShare.objects.filter(line__in=lines.order_by().values("id"))
    return Sums(
        rows.count(),
        shares.aggregate(sum=Sum("amount"))["sum"] or 0,
        lines.aggregate(sum=Sum("counterpart"))["sum"] or 0,
    )


@dataclass
class YearSum:
    """The đề án of a year: how many, and the State's money."""

    year: int
    projects: int
    support: int = 0


def by_year(rows: QuerySet[Project]) -> list[YearSum]:
    """Return đề án by first year, the newest first; two queries."""
    plain = rows.order_by()
    found = {
        year: YearSum(year, n) for year, n in plain.values_list("first_year").annotate(Count("id"))
    }
    shares = LineShare.objects.filter(line__project__in=plain.values("id"))
    shares = shares.exclude(line__state__in=GONE).order_by()
    for year, amount in shares.values_list("line__project__first_year").annotate(Sum("amount")):
        found[year].support = amount
    return [found[year] for year in sorted(found, reverse=True)]


def years_published() -> list[int]:
    """Return the years in which a public đề án began, the newest first; one query."""
    rows = Project.objects.filter(state__in=PUBLIC_STATES).order_by()
    return sorted(rows.values_list("first_year", flat=True).distinct(), reverse=True)


@dataclass(frozen=True)
class PublicLine:
    """One line of support as everybody may read it."""

    line: Line
    name: str
    commune: Place | None
    is_a_person: bool
    support: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return the State's money of all sources."""
        return sum(self.support.values())


@dataclass(frozen=True)
class ProjectPage:
    """All that the public page of a đề án shows."""

    project: Project
    lines: list[PublicLine]
    decisions: list[tuple[str, date | None]]

    @property
    def sources(self) -> dict[str, int]:
        """Return the State's money by source, of those that give any."""
        found = {
            s.value: sum(line.support.get(s.value, 0) for line in self.lines) for s in STATE_SOURCES
        }
        return {source: amount for source, amount in found.items() if amount}

    @property
    def support(self) -> int:
        """Return the State's money of all lines: their sum."""
        return sum(line.total for line in self.lines)

    @property
    def counterpart(self) -> int:
        """Return what the establishments put in themselves, beside."""
        return sum(line.line.counterpart for line in self.lines)

    @property
    def content(self) -> str:
        """Return the content in words."""
        return Activity(self.project.content).label if self.project.content else ""


def project_page(project_id: UUID) -> ProjectPage | None:
    """Return the public page of a đề án; five queries, however many lines. None for a draft."""
    rows = with_places(Project.objects.filter(id=project_id, state__in=PUBLIC_STATES))
    project = rows.first()
    if project is None:
        return None
    lines = Line.objects.filter(project=project).exclude(state__in=GONE).order_by("number")
    kin = lines.select_related("establishment__commune").prefetch_related("shares")
    decided = PlanVersion.objects.filter(
        state=VersionState.APPROVED, rows__project=project, rows__standing=Standing.IN
    ).order_by("number")
    return ProjectPage(
        project,
        [_public(line) for line in kin],
        [(one.decision, one.decided_on) for one in decided],
    )


def _public(line: Line) -> PublicLine:
    one = line.establishment
    is_a_person = one is not None and one.form in OWNED_BY_A_PERSON
    return PublicLine(
        line,
        one.name if one else "",
        one.commune if one and not is_a_person else None,
        is_a_person,
        {share.source: share.amount for share in line.shares.all()},
    )
