"""What a year came to, for everybody: counts of the records, and the records behind each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from khuyencong.projects.models import Project
from khuyencong.publishing.queries.projects import PUBLIC_STATES
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Result
from khuyencong.results.queries.scope import known_on, year_of
from khuyencong.results.queries.totals import Counted, counted, rows_behind
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import Activity

#: What is told of a content nobody wrote down.
UNKNOWN = "Chưa rõ nội dung"


@dataclass(frozen=True)
class ResultSum:
    """One measure of one content in a year: how much, and on how many records it rests."""

    measure: str
    content: str
    told: Counted

    @property
    def name(self) -> str:
        """Return what is counted."""
        return MEASURES[self.measure].name

    @property
    def content_name(self) -> str:
        """Return the content in words."""
        return Activity(self.content).label if self.content else UNKNOWN

    @property
    def is_money(self) -> bool:
        """Return whether the value is whole đồng."""
        return MEASURES[self.measure].is_money


def country() -> Place | None:
    """Return the country; None before the reference data is there."""
    return Place.objects.filter(level=Level.COUNTRY).order_by("valid_from").first()


def years_with_results() -> list[int]:
    """Return the years in which anything was done, the newest first; one query."""
    rows = known_on(Result.objects.all()).annotate(year=year_of()).order_by()
    return sorted(rows.values_list("year", flat=True).distinct(), reverse=True)


def results_in(whole: Place, year: int) -> list[ResultSum]:
    """Return the counts of a year by content, then measure; two queries."""
    found = counted(whole, date(year, 1, 1), date(year + 1, 1, 1), by=("content",))
    order = {str(content): position for position, content in enumerate(Activity)}
    sums = [ResultSum(measure, content, told) for (measure, content), told in found.items()]
    names = list(MEASURES)
    return sorted(sums, key=lambda s: (order.get(s.content, 99), names.index(s.measure)))


@dataclass(frozen=True)
class PublicResult:
    """A record behind a count, as everybody may read it: no name, no words typed by hand."""

    row: Result
    kind: str
    value: int | None
    project: Project | None


def records_behind(whole: Place, year: int, measure: str, content: str) -> QuerySet[Result]:
    """Return the records that a count of a year rests on, the latest first."""
    span = (date(year, 1, 1), date(year + 1, 1, 1))
    rows = rows_behind(whole, *span, measure, content=content)
    return rows.select_related("place", "line__project")


def as_public(row: Result, measure: str) -> PublicResult:
    """Return a record with its part of a count; its đề án where that one is public."""
    kind = KINDS[row.kind]
    columns = {feed.column for feed in kind.feeds if feed.measure == measure}
    values = [value for name in columns if (value := getattr(row, name)) is not None]
    project = row.line.project if row.line else None
    shown = project if project and project.state in PUBLIC_STATES else None
    return PublicResult(row, kind.name, sum(values) if values else None, shown)
