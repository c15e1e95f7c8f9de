"""What a registration lists, in the columns of Mẫu số 2, and by when it is to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.law.queries import law_on
from khuyencong.law.rules import last_day_in_year
from khuyencong.law.states import Deadline
from khuyencong.plans.models import Registration
from khuyencong.plans.queries.candidates import lines_of, loaded, shares_of
from khuyencong.plans.rules.content import amounts_of
from khuyencong.projects.models import Project
from khuyencong.projects.states import Level, ProjectState
from khuyencong.values.dates import format_date
from khuyencong.values.vocabulary import FundingSource

#: Nobody has read the form itself: the columns are our own reading of it.
UNVERIFIED_FORM = "Bố cục theo Mẫu số 2, Phụ lục 1, TT 17/2018/TT-BCT: chưa kiểm chứng."
NOT_LISTED = (
    ProjectState.DRAFT,
    ProjectState.RETURNED,
    ProjectState.REJECTED,
    ProjectState.WITHDRAWN,
    ProjectState.TERMINATED,
)
LOCAL_SOURCES = (FundingSource.PROVINCIAL, FundingSource.DISTRICT, FundingSource.COMMUNE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One đề án in the columns of the list; money in đồng, of all its lines of the year."""

    number: int
    project: Project
    implementer: str
    places: str
    content: str
    beneficiaries: str
    time: str
    total: int
    national: int
    local: int
    other: int


def may_be_listed(registration: Registration) -> list[Project]:
    """Return the đề án that the body may register for this plan, by code; five queries."""
    rows = Project.objects.filter(
        custodian=registration.registrar_id,
        owner=registration.owner_id,
        level=registration.level,
        first_year__lte=registration.year,
        last_year__gte=registration.year,
    ).exclude(state__in=NOT_LISTED)
    return list(loaded(rows, registration.year).order_by("code"))


def list_of(registration: Registration) -> list[ListRow]:
    """Return the rows of the list, in its order; a constant number of queries."""
    ids = list(registration.rows.order_by("position").values_list("project_id", flat=True))
    found = {one.id: one for one in loaded(Project.objects.filter(id__in=ids), registration.year)}
    return [list_row(number, found[key]) for number, key in enumerate(ids, 1)]


def list_row(number: int, project: Project) -> ListRow:
    """Return a loaded đề án as a row of the list."""
    lines = lines_of(project)
    total = sum(line.cost for line in lines)
    amounts = amounts_of(shares_of(project))
    national = amounts.get(FundingSource.NATIONAL, 0)
    local = sum(amounts.get(source, 0) for source in LOCAL_SOURCES)
    return ListRow(
        number=number,
        project=project,
        implementer=str(project.implementer or "chưa chọn"),
        places=_joined([str(row.place) for row in project.places.all()]) or "chưa ghi",
        content=_joined([line.what for line in lines]) or project.get_content_display(),
        beneficiaries=_joined([str(line.establishment) for line in lines if line.establishment])
        or "chưa xác định",
        time=_time(project),
        total=total,
        national=national,
        local=local,
        other=total - national - local,
    )


def sums_of(rows: Sequence[ListRow]) -> ListRow | None:
    """Return the last row of the list, its columns of money added up; None for an empty list."""
    if not rows:
        return None
    return ListRow(
        number=len(rows),
        project=rows[0].project,
        implementer="",
        places="",
        content="",
        beneficiaries="",
        time="",
        total=sum(row.total for row in rows),
        national=sum(row.national for row in rows),
        local=sum(row.local for row in rows),
        other=sum(row.other for row in rows),
    )


def last_day(registration: Registration, today: date) -> date | None:
    """Return the last day to send a national registration: of the year before the plan's.

    None for a local one, and where the law of the day has none that was read.
    """
    if registration.level != Level.NATIONAL:
        return None
    law = law_on(today)
    return last_day_in_year(law, Deadline.PLAN_REGISTRATION, registration.year - 1)


def _time(project: Project) -> str:
    if project.starts_on and project.ends_on:
        return f"{format_date(project.starts_on)} – {format_date(project.ends_on)}"
    years = (project.first_year, project.last_year)
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))
