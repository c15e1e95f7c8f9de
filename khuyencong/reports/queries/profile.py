"""Who was supported: đề án, money and establishments by what they were on the day of acceptance.

Money goes by its lines, and adds up. A đề án whose lines are of several sorts is counted apart, as
several; an establishment is counted once, as it was when it was last supported. So every column
adds up to the whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from khuyencong.funds.models import Share
from khuyencong.programmes.queries import degrees_of
from khuyencong.projects.models import Line
from khuyencong.projects.queries.behind import behind_count
from khuyencong.projects.queries.totals import projects_of
from khuyencong.registry.models import Establishment, EstablishmentVersion
from khuyencong.reports.queries.actuals import Whose
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import Term

NONE, SEVERAL, UNTOLD = "không gắn với một cơ sở", "nhiều loại trong một đề án", "chưa ghi"


class By(Term):
    """By what the supported are told apart."""

    FORM = "form", "loại hình cơ sở"
    TRADE = "trade", "ngành"
    WOMEN = "women", "do phụ nữ làm chủ"
    MINORITY = "minority", "do người dân tộc thiểu số làm chủ"
    VILLAGE = "village", "trong làng nghề"
    DIFFICULTY = "difficulty", "độ khó khăn của địa bàn ngày ấy"


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of the supported."""

    name: str
    projects: int
    money: int
    establishments: int


@dataclass(frozen=True)
class Profile:
    """The sorts, the largest first; `late`: establishments entered only after their support."""

    by: By
    parts: tuple[Part, ...]
    late: int

    def sum(self, column: str) -> int:
        """Return a column added up: the whole."""
        return sum(int(getattr(part, column)) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Line:
    id: UUID
    project: UUID
    establishment: UUID | None
    place: UUID | None
    day: date


def profile(whose: Sequence[Whose], period: Period, by: By) -> Profile:
    """Return who was supported in the years of a period; queries grow with the bodies alone.

    What an establishment was is its state on the day of acceptance; of one that was entered later,
    the first state that is known.
    """
    lines = _lines(whose)
    stands = _standing({line.establishment for line in lines if line.establishment})
    states, late = _states(lines, stands)
    sorts = _sorts(by, lines, states)
    projects = [one for body in whose for one in _projects(body, period)]
    money = _money(whose, period)
    counted = {line.id for line in lines if line.id in money}
    parts = _parts(
        _of_projects(projects, lines, sorts),
        _added(money, sorts),
        _of_establishments([line for line in lines if line.id in counted], stands, sorts),
    )
    return Profile(by, parts, len(late & {one.establishment for one in lines if one.id in counted}))


def _lines(whose: Sequence[Whose]) -> list[_Line]:
    found: dict[UUID, _Line] = {}
    for body in whose:
        rows = Line.objects.filter(project__in=projects_of(body).values("id")).exclude(
            acceptance=None
        )
        for row in rows.values_list(
            "id", "project", "establishment", "place", "acceptance__day"
        ).order_by():
            found[row[0]] = _Line(*row)
    return sorted(found.values(), key=lambda line: (line.day, str(line.id)))


def _standing(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return for each record of an establishment the one that stands for it today."""
    rows = Establishment.objects.exclude(merged_into=None).values_list("id", "merged_into_id")
    into = {one: heir for one, heir in rows if heir}
    found = {}
    for one in ids:
        last: UUID = one
        seen = {one}
        while last in into and into[last] not in seen:
            last = into[last]
            seen.add(last)
        found[one] = last
    return found


def _states(
    lines: Sequence[_Line], stands: Mapping[UUID, UUID]
) -> tuple[dict[UUID, EstablishmentVersion], set[UUID | None]]:
    """Return by line what its establishment was that day, and who was entered only later."""
    versions: dict[UUID, list[EstablishmentVersion]] = defaultdict(list)
    rows = EstablishmentVersion.objects.filter(establishment__in=stands)
    for row in rows.select_related("trade").order_by("recorded_at", "id"):
        versions[row.establishment_id].append(row)
    found: dict[UUID, EstablishmentVersion] = {}
    late: set[UUID | None] = set()
    for line in lines:
        known = versions.get(line.establishment) if line.establishment else None
        if not known:
            continue
        then = [row for row in known if day_in_vietnam(row.recorded_at) <= line.day]
        found[line.id] = then[-1] if then else known[0]
        if not then:
            late.add(line.establishment)
    return found, late


def _sorts(
    by: By, lines: Sequence[_Line], states: Mapping[UUID, EstablishmentVersion]
) -> dict[UUID, str]:
    """Return the sort of each line."""
    if by is By.DIFFICULTY:
        return _difficulty(lines, states)
    return {line.id: _sort(by, states[line.id]) if line.id in states else NONE for line in lines}


def _sort(by: By, state: EstablishmentVersion) -> str:
    if by is By.FORM:
        return state.get_form_display()
    if by is By.TRADE:
        return f"{state.trade.code} {state.trade.name}" if state.trade else UNTOLD
    holds = {
        By.WOMEN: state.women_owned,
        By.MINORITY: state.minority_owned,
        By.VILLAGE: state.craft_village_id is not None,
    }[by]
    return by.label if holds else f"không {by.label}"


def _difficulty(
    lines: Sequence[_Line], states: Mapping[UUID, EstablishmentVersion]
) -> dict[UUID, str]:
    """Return how difficult the commune of each line was that day; nobody noted is not easy."""
    where = {
        line.id: states[line.id].commune_id if line.id in states else line.place for line in lines
    }
    noted = degrees_of(place for place in where.values() if place)
    found = {}
    for line in lines:
        place = where[line.id]
        held = [row for row in noted.get(place, ()) if row.held_on(line.day)] if place else []
        found[line.id] = held[0].get_degree_display() if held else UNTOLD
    return found


def _projects(body: Whose, period: Period) -> Iterable[UUID]:
    return behind_count(body, period.years).order_by().values_list("id", flat=True)


def _money(whose: Sequence[Whose], period: Period) -> dict[UUID, int]:
    """Return the accepted đồng of each line in the years of a period."""
    found: dict[UUID, int] = {}
    for body in whose:
        lines = Line.objects.filter(project__in=projects_of(body).values("id"))
        rows = Share.objects.filter(
            part__in=lines.values("id"),
            year__range=(period.years[0], period.years[-1]),
            accepted__gt=0,
        )
        found |= dict(rows.order_by().values_list("part").annotate(Sum("accepted")))
    return found


def _of_projects(
    projects: Iterable[UUID], lines: Sequence[_Line], sorts: Mapping[UUID, str]
) -> dict[str, int]:
    of: dict[UUID, set[str]] = defaultdict(set)
    for line in lines:
        of[line.project].add(sorts[line.id])
    found: dict[str, int] = defaultdict(int)
    for project in set(projects):
        own = of.get(project) or {NONE}
        found[next(iter(own)) if len(own) == 1 else SEVERAL] += 1
    return found


def _added(money: Mapping[UUID, int], sorts: Mapping[UUID, str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line, amount in money.items():
        found[sorts.get(line, NONE)] += amount
    return found


def _of_establishments(
    lines: Sequence[_Line], stands: Mapping[UUID, UUID], sorts: Mapping[UUID, str]
) -> dict[str, int]:
    """Return distinct establishments by what each was when it was last supported."""
    last = {
        stands[line.establishment]: sorts[line.id] for line in lines if line.establishment
    }  # lines stand by their day: the last wins
    found: dict[str, int] = defaultdict(int)
    for sort in last.values():
        found[sort] += 1
    return found


def _parts(
    projects: Mapping[str, int], money: Mapping[str, int], establishments: Mapping[str, int]
) -> tuple[Part, ...]:
    names = {*projects, *money, *establishments}
    parts = [
        Part(name, projects.get(name, 0), money.get(name, 0), establishments.get(name, 0))
        for name in names
    ]
    return tuple(sorted(parts, key=lambda part: (-part.money, part.name)))
