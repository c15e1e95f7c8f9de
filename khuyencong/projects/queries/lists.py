"""The list of đề án: narrowed by what was asked, with its money by source, in constant queries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from khuyencong.projects.models import Line, LineShare, Project, ProjectPlace, StepDeadline
from khuyencong.projects.rules.waits import Wait, wait
from khuyencong.projects.states import (
    BEFORE_APPROVAL,
    ENDED,
    GONE,
    STATE_SOURCES,
    UNDER_WAY,
    ProjectState,
)
from khuyencong.registry.models import Place
from khuyencong.registry.queries.areas import in_place
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import fold

#: Several states under one word, as people ask for them.
GROUPS = {
    "dang-lap": ("đang lập, thẩm định", BEFORE_APPROVAL),
    "dang-lam": ("đang thực hiện", UNDER_WAY),
    "cho-xong": (
        "chờ thanh lý, quyết toán",
        frozenset({ProjectState.ACCEPTED, ProjectState.LIQUIDATED}),
    ),
    "da-xong": ("đã quyết toán", frozenset({ProjectState.SETTLED, ProjectState.CLOSED})),
    "dung": ("không làm nữa", ENDED - {ProjectState.CLOSED}),
}
ORDERS = {
    "moi": ("mới trước", ("-first_year", "-code", "id")),
    "ma": ("mã", ("code", "id")),
    "cho": ("chờ lâu nhất trước", ("state_since", "id")),
    "ten": ("tên", ("folded", "id")),
}


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; everything empty is the whole list."""

    year: int | None = None
    source: str = ""
    content: str = ""
    state: str = ""
    places: tuple[Place, ...] = ()
    text: str = ""
    order: str = "moi"


@dataclass
class Row:
    """A đề án in a list."""

    project: Project
    waits: Wait
    support: dict[str, int] = field(default_factory=dict)
    counterpart: int = 0
    beneficiaries: list[str] = field(default_factory=list)
    lines: int = 0

    @property
    def is_over(self) -> bool:
        """Return whether nobody will carry it further, so that nothing waits."""
        return self.project.state in ENDED

    @property
    def state_support(self) -> int:
        """Return the State's support of all sources."""
        return sum(self.support.values())

    @property
    def places(self) -> list[Place]:
        """Return where it is carried out."""
        return [row.place for row in self.project.places.all()]


@dataclass(frozen=True)
class Totals:
    """The money of a whole list: the State's by source, and beside it what firms put in."""

    support: dict[str, int]
    counterpart: int

    @property
    def state_support(self) -> int:
        """Return the State's support of all sources."""
        return sum(self.support.values())


def listed(rows: QuerySet[Project], wanted: Wanted, today: date) -> QuerySet[Project]:
    """Return the đề án that were asked for, in the order asked for."""
    if wanted.year:
        rows = rows.filter(first_year__lte=wanted.year, last_year__gte=wanted.year)
    if wanted.source:
        shares = LineShare.objects.filter(line__project=OuterRef("pk"), source=wanted.source)
        has_share = Exists(shares.exclude(line__state__in=GONE))
        rows = rows.filter(Q(source=wanted.source) | has_share)
    if wanted.content:
        rows = rows.filter(content=wanted.content)
    if wanted.state:
        rows = rows.filter(state__in=states_of(wanted.state))
    if wanted.places:
        rows = rows.filter(Exists(_in_places(wanted.places, today)))
    if wanted.text:
        rows = _found(rows, wanted.text)
    return rows.order_by(*ORDERS[wanted.order if wanted.order in ORDERS else "moi"][1])


def states_of(word: str) -> frozenset[str]:
    """Return the states that a word of the filter stands for."""
    return GROUPS[word][1] if word in GROUPS else frozenset({word})


def rows_of(page: Iterable[Project], today: date) -> list[Row]:
    """Return the rows of a page with their money, beneficiaries and waits; three queries."""
    norms = list(StepDeadline.objects.all())
    rows = {
        project.id: Row(
            project,
            wait(norms, project.level, project.state, day_in_vietnam(project.state_since), today),
        )
        for project in page
    }
    for line in living_lines(rows).select_related("establishment"):
        row = rows[line.project_id]
        row.lines += 1
        row.counterpart += line.counterpart
        if line.establishment and line.establishment.name not in row.beneficiaries:
            row.beneficiaries.append(line.establishment.name)
    for project, source, amount in _support_of(rows):
        rows[project].support[source] = amount
    return list(rows.values())


def with_kin(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Return đề án with the bodies and places that a row shows."""
    kin = rows.select_related("custodian", "owner", "implementer")
    return kin.prefetch_related("places__place")


def totals(rows: QuerySet[Project]) -> Totals:
    """Return the money of all of them, whatever page is shown; two queries."""
    lines = Line.objects.filter(project__in=rows.order_by().values("pk")).exclude(state__in=GONE)
    shares = LineShare.objects.filter(line__in=lines.values("pk"))
    by_source = dict(shares.values_list("source").annotate(sum=Sum("amount")).order_by())
    beside = lines.aggregate(sum=Sum("counterpart"))["sum"] or 0
    return Totals({source: by_source.get(source, 0) for source in STATE_SOURCES}, beside)


def years_of(rows: QuerySet[Project]) -> list[int]:
    """Return the years in which any of them begins or ends, the newest first."""
    pairs = rows.order_by().values_list("first_year", "last_year").distinct()
    return sorted({year for pair in pairs for year in range(pair[0], pair[1] + 1)}, reverse=True)


def living_lines(projects: Iterable[UUID]) -> QuerySet[Line]:
    """Return the lines of đề án that still count, in their order."""
    lines = Line.objects.filter(project__in=list(projects)).exclude(state__in=GONE)
    return lines.order_by("project", "number")


def _support_of(projects: Iterable[UUID]) -> Iterable[tuple[UUID, str, int]]:
    shares = LineShare.objects.filter(line__project__in=list(projects))
    shares = shares.exclude(line__state__in=GONE)
    summed = shares.values_list("line__project", "source").annotate(sum=Sum("amount"))
    return summed.order_by()


def _in_places(places: Sequence[Place], today: date) -> QuerySet[ProjectPlace]:
    inside = Q(place__in=places)
    for place in places:
        inside |= in_place(place, today, "place")
    return ProjectPlace.objects.filter(inside, project=OuterRef("pk"))


def _found(rows: QuerySet[Project], text: str) -> QuerySet[Project]:
    """Return those whose name, code or beneficiary holds every word, marks or not."""
    words = re.findall(r"[a-z0-9/.-]+", fold(text))
    for word in words:
        firms = Line.objects.filter(establishment__search__contains=f" {word}")
        firm = firms.filter(project=OuterRef("pk")).exclude(state__in=GONE)
        rows = rows.filter(Q(folded__contains=word) | Q(code__icontains=word) | Exists(firm))
    return rows if words else rows.none()
