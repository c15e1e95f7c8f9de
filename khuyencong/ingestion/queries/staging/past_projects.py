"""Rows of a list of đề án carried out before, against the đề án on record."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    ask,
    where,
    wrong,
)
from khuyencong.ingestion.states import RowState
from khuyencong.projects.actions import (
    LineTold,
    PastLine,
    PastProject,
    ProjectTold,
    as_told,
    built_upon,
)
from khuyencong.projects.models import LineShare, Project
from khuyencong.projects.rules.past import PastDays
from khuyencong.projects.states import Level, ProjectKind
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries import in_custody_of
from khuyencong.registry.queries.territory import Spot, Territory, provinces_of
from khuyencong.registry.states import Level as PlaceLevel
from khuyencong.registry.states import OrganisationKind
from khuyencong.sheets import Level as Weight
from khuyencong.sheets import Line, Option, Remark
from khuyencong.values.business_names import core
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.text import clean, fold
from khuyencong.values.vocabulary import Activity, FundingSource

PLACES = (PlaceLevel.COMMUNE, PlaceLevel.DISTRICT, PlaceLevel.PROVINCE)
OFFERED = 8
MACHINERY = str(Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY)
WHOLE_PROVINCE = ("toan tinh", "ca tinh", "trong tinh")
BY_NAME = "beneficiaries"


@dataclass(frozen=True)
class Draft:
    """A đề án of the sheet, and the body in whose plan it stood."""

    owner: Organisation
    past: PastProject


class PastProjects:
    """Holds rows against the đề án of one plan owner."""

    def __init__(self, context: Context) -> None:
        self.context, self.once = context, Once()
        self.is_agency = context.custodian.kind == OrganisationKind.AGENCY
        self.bodies = in_custody_of([context.custodian.id], context.day)
        self.within = provinces_of(context.custodian, self.bodies)
        self.territories: dict[int, Territory] = {}
        self.unnamed: set[str] = set()
        self.years: set[int] = set()
        departments = Organisation.objects.filter(
            id__in=self.bodies, kind=OrganisationKind.DEPARTMENT
        ).exclude(place=None)
        self.departments = {one.place_id: one for one in departments}

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; four queries for all of them."""
        firms = self._firms(lines)
        drafts = [(line, self._told(line, firms)) for line in lines]
        codes = [draft.past.code for _, draft in drafts if draft]
        rows = Project.objects.filter(owner__in=self.bodies, code__in=codes)
        known = {
            (one.owner_id, one.code): one
            for one in rows.prefetch_related(
                "lines__shares", "lines__acceptance", "lines__establishment", "places__place"
            )
        }
        told = as_told(one.id for one in known.values())
        planned = [self._planned(line, draft, known, told) for line, draft in drafts]
        self._settle_changes(planned, told)
        return planned

    def before(self) -> int | None:
        """Return the support of this plan's đề án of the same years, before the sheet."""
        shares = LineShare.objects.filter(
            line__project__owner__in=self.bodies, line__year__in=self.years
        )
        return int(shares.aggregate(sum=Sum("amount"))["sum"] or 0)

    def about(self) -> list[Remark]:
        """Ask once what to do with beneficiaries that nobody registered."""
        if not self.unnamed or self.context.found.answers.get(BY_NAME) == "words":
            return []
        some = ", ".join(sorted(self.unnamed)[:3]) + (" …" if len(self.unnamed) > 3 else "")
        text = (
            f"{len(self.unnamed)} đơn vị thụ hưởng chưa có trong sổ cơ sở ({some})."
            " Có thể nhập danh sách cơ sở trước; hoặc ghi tên bằng chữ, đề án máy móc khi ấy"
            " chỉ ghi tới bước phê duyệt."
        )
        options = (Option("Ghi tên bằng chữ", "words"),)
        return [Remark(BY_NAME, Weight.QUESTION, text, options)]

    # --- one row ----------------------------------------------------------------------------------

    def _told(self, line: Line, firms: dict[str, list[Establishment]]) -> Draft | None:
        values = line.values
        year = values.get("year")
        place = self._place(line, year) if isinstance(year, int) else None
        support = self._support(line)
        firm = self._firm(line, firms)
        if not line.is_sound or not isinstance(year, int):
            return None
        self.years.add(year)
        return Draft(self._owner(place), self._project(line, year, place, support, firm))

    def _owner(self, place: Spot | None) -> Organisation:
        """Return in whose plan it stood: the Sở of its province in its year, else who enters it."""
        above = () if place is None else (place.place.id, *place.above)
        found = (self.departments[one] for one in above if one in self.departments)
        return self.context.custodian if self.is_agency else next(found, self.context.custodian)

    def _project(
        self, line: Line, year: int, place: Spot | None, support: Any, firm: Establishment | None
    ) -> PastProject:
        values = line.values
        name, who = clean(str(values["name"])), clean(str(values.get("beneficiary") or ""))
        content = str(values.get("content") or "")
        counterpart = int(values.get("counterpart") or 0)  # type: ignore[arg-type]
        source, amount = support
        accepted = values.get("accepted")
        days = self._days(year, accepted, named=firm is not None or content != MACHINERY)
        told = LineTold(
            what=(f"{name}: {who}" if who and firm is None else name)[:300],
            year=year,
            cost=amount + counterpart,
            support={source: amount},
            establishment=firm,
            content=content,
            place=place.place if place else None,
        )
        jobs = values.get("jobs")
        beside = ((FundingSource.COUNTERPART, counterpart, ""),) if counterpart else ()
        return PastProject(
            code=clean(str(values.get("code") or "")) or _code(year, name, who, place),
            told=ProjectTold(
                name=name,
                level=Level.NATIONAL if source is FundingSource.NATIONAL else Level.LOCAL,
                kind=ProjectKind.SINGLE,
                content=content,
                source=source,
                first_year=year,
                last_year=year,
                places=(place.place,) if place else (),
            ),
            lines=(
                PastLine(
                    told=told,
                    days=days,
                    jobs=jobs if isinstance(jobs, int) and days.accepted else None,
                    beside=beside,
                ),
            ),
            paper=f"Bảng tính, dòng {line.number}"[:200],
            assumed=("days",),
        )

    def _days(self, year: int, accepted: Any, *, named: bool) -> PastDays:
        """Return the days that the sheet tells; approval and contract are assumed in its year."""
        first = date(year, 1, 1)
        if not named:
            return PastDays(approved=first)
        if isinstance(accepted, date):
            return PastDays(approved=first, contracted=first, accepted=accepted)
        return PastDays(approved=first, contracted=first)

    def _support(self, line: Line) -> tuple[FundingSource, int]:
        values = line.values
        national, provincial = (int(values.get(c) or 0) for c in ("national", "provincial"))  # type: ignore[arg-type]
        at = where(self.context, line, "provincial" if provincial else "national")
        if national and provincial:
            wrong(line, at, "Hai nguồn trong một dòng: xin tách thành hai dòng.")
        elif national and not self.is_agency:
            wrong(line, at, "Tiền khuyến công quốc gia đứng trong sổ của Cục: do cán bộ Cục nhập.")
        elif provincial and self.is_agency:
            wrong(line, at, "Tiền khuyến công địa phương do Sở Công Thương nhập.")
        elif not national and not provincial and line.is_sound:
            wrong(line, at, "Chưa ghi số tiền hỗ trợ.")
        self._check_total(line, national + provincial)
        self._check_day(line)
        return (FundingSource.NATIONAL if national else FundingSource.PROVINCIAL,
                national or provincial)  # fmt: skip

    def _check_total(self, line: Line, support: int) -> None:
        total = line.values.get("total")
        own = line.values.get("counterpart")
        if not isinstance(total, int) or not line.is_sound:
            return
        if own is None and total >= support:
            line.values["counterpart"] = total - support
            return
        parts = support + int(own or 0)  # type: ignore[arg-type]
        if total != parts:
            text = f"Tổng ghi {format_dong(total)}; hỗ trợ cộng đối ứng là {format_dong(parts)}."
            option = Option("Lấy hỗ trợ cộng đối ứng", f"value:{parts}")
            ask(line, where(self.context, line, "total"), text, (option,))

    def _check_day(self, line: Line) -> None:
        day, year = line.values.get("accepted"), line.values.get("year")
        if not isinstance(day, date) or not isinstance(year, int):
            return
        if day.year < year or day > self.context.day:
            at = where(self.context, line, "accepted")
            ask(line, at, f"Ngày nghiệm thu {day:%d/%m/%Y} không hợp với đề án năm {year}.",
                (Option("Để trống", "blank:"),))  # fmt: skip

    # --- places and beneficiaries -----------------------------------------------------------------

    def _territory(self, year: int) -> Territory:
        if year not in self.territories:
            day = min(date(year, 12, 31), self.context.day)
            self.territories[year] = Territory(day, self.within)
        return self.territories[year]

    def _place(self, line: Line, year: int) -> Spot | None:
        text = str(line.values.get("place") or "")
        if not text:
            return None
        territory, at = self._territory(year), where(self.context, line, "place")
        if fold(text) in WHOLE_PROVINCE and self.within:
            own = [s for s in map(territory.by_id, self.within) if s]
            if len(own) == 1:
                return own[0]
        if text.startswith("place:"):
            spot = territory.by_key(text.removeprefix("place:"))
            found = [spot] if spot else []
        else:
            found = self._likeliest(territory, text)
        if len(found) == 1:
            if not territory.is_within(found[0]):
                wrong(line, at, f"{found[0].label} không thuộc địa bàn của đơn vị này.")
            return found[0]
        self._ask_place(line, at, text, year, found or territory.abbreviated(text, PLACES))
        return None

    def _likeliest(self, territory: Territory, text: str) -> list[Spot]:
        """Return what a name means: of several levels without a kind, the district of its day."""
        found = territory.found(text, PLACES)
        own = [spot for spot in found if territory.is_within(spot)] or found
        districts = [spot for spot in own if spot.place.level == PlaceLevel.DISTRICT]
        return districts if len(districts) == 1 else own

    def _ask_place(self, line: Line, at: str, text: str, year: int, found: list[Spot]) -> None:
        options = tuple(Option(s.label, f"value:place:{s.place.key}") for s in found[:OFFERED])
        if options:
            ask(line, at, f"“{text[:80]}” trong năm {year} là nơi nào?", options)
        else:
            wrong(line, at, f"Không có nơi nào tên “{text[:80]}” trong năm {year}.")

    def _firms(self, lines: list[Line]) -> dict[str, list[Establishment]]:
        names = {core(str(x.values["beneficiary"])) for x in lines if x.values.get("beneficiary")}
        rows = Establishment.objects.filter(
            merged_into=None, custodian__in=self.bodies, core__in=names - {""}
        )
        by_core: dict[str, list[Establishment]] = defaultdict(list)
        for row in rows:
            by_core[row.core].append(row)
        return by_core

    def _firm(self, line: Line, firms: dict[str, list[Establishment]]) -> Establishment | None:
        name = str(line.values.get("beneficiary") or "")
        if not name:
            return None
        found = firms.get(core(name), [])
        if len(found) == 1:
            return found[0]
        self.unnamed.add(name)
        return None

    # --- against the records ----------------------------------------------------------------------

    def _planned(
        self,
        line: Line,
        draft: Draft | None,
        known: dict[Any, Project],
        kept: dict[UUID, PastProject],
    ) -> Planned:
        if draft is None:
            return Planned(line, RowState.OPEN)
        told = draft.past
        money = sum(told.lines[0].told.support.values())
        content = f"{money}|{told.told}|{told.lines[0].told}|{told.lines[0].days}"
        again = self.once.meets(told.code, line, content)
        if again:
            return Planned(line, again, told.code)
        project = known.get((draft.owner.id, told.code))
        if project is None:
            return Planned(line, RowState.NEW, told.code, draft, money=money)
        old = kept.get(project.id)
        if old and len(old.lines) == 1:
            told = _filled(told, old, line)
        changes = _differences(project, told)
        if not changes:
            return Planned(line, RowState.SAME, told.code, known=project)
        return Planned(line, RowState.CHANGED, told.code, Draft(draft.owner, told), project,
                       changes, money - _support(project))  # fmt: skip

    def _settle_changes(self, planned: list[Planned], kept: dict[UUID, PastProject]) -> None:
        """Let those changes stand that may be written; say of each other one why it may not."""
        changed = {one.known.id: one for one in planned if one.state == RowState.CHANGED}
        if not changed:
            return
        built = built_upon(changed)
        for key, one in changed.items():
            why = built.get(key) or ("" if key in kept else "không dựng lại được như lúc ghi")
            why = why or ("" if len(one.known.lines.all()) == 1 else "có nhiều dòng hỗ trợ")
            if why:
                wrong(one.line, "", f"Đề án {one.key} trong sổ khác bảng này mà {why}: không sửa"
                      " theo bảng, xin sửa ở trang đề án.")  # fmt: skip
                one.state, one.told, one.money = RowState.OPEN, None, 0


def _code(year: int, name: str, who: str, place: Spot | None) -> str:
    """Return a code that the same đề án gets each time, however its row is spelled."""
    told = "|".join((fold(name), core(who), place.place.key if place else ""))
    return f"{year}-B{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _support(project: Project) -> int:
    return sum(share.amount for line in project.lines.all() for share in line.shares.all())


def _filled(told: PastProject, old: PastProject, row: Line) -> PastProject:
    """Return what stands with what the row says: an empty cell, and what no sheet tells, stays."""
    (kept,), (new,) = old.lines, told.lines
    values, support = row.values, sum(new.told.support.values())
    own = kept.told.cost - sum(kept.told.support.values())
    beside = kept.beside
    if values.get("counterpart") is not None:
        own = new.told.cost - support
        beside = tuple(one for one in kept.beside if one[0] is not FundingSource.COUNTERPART)
        beside = (*new.beside, *beside)
    days = _days_with(kept.days, new.days, same_year=kept.told.year == new.told.year)
    jobs = new.jobs if values.get("jobs") is not None else kept.jobs
    line = replace(
        kept.told,
        what=new.told.what if _says_anew(told, old, new, kept) else kept.told.what,
        year=new.told.year,
        cost=support + own,
        support=new.told.support,
        establishment=new.told.establishment or kept.told.establishment,
        content=new.told.content or kept.told.content,
        place=new.told.place or kept.told.place,
    )
    head = replace(
        old.told,
        name=told.told.name,
        level=told.told.level,
        source=told.told.source,
        content=told.told.content or old.told.content,
        first_year=told.told.first_year,
        last_year=told.told.last_year,
        places=told.told.places or old.told.places,
    )
    filled = replace(kept, told=line, days=days, jobs=jobs if days.accepted else None,
                     beside=beside)  # fmt: skip
    return replace(old, told=head, lines=(filled,), paper=told.paper)


def _says_anew(told: PastProject, old: PastProject, new: PastLine, kept: PastLine) -> bool:
    """Tell whether the row names the work or its beneficiary otherwise than before."""
    return fold(told.told.name) != fold(old.told.name) or (
        new.told.establishment is not None and new.told.establishment != kept.told.establishment
    )


def _days_with(old: PastDays, new: PastDays, *, same_year: bool) -> PastDays:
    """Return the days before, with the acceptance that the row tells; of another year, its own."""
    if not same_year:
        return new
    if new.accepted is None or new.accepted == old.accepted:
        return old
    if old.paid and old.paid < new.accepted:
        return new
    first = min(old.contracted or new.accepted, new.accepted)
    return replace(old, contracted=first, accepted=new.accepted)


def _differences(project: Project, told: PastProject) -> list[tuple[str, str, str, str]]:
    lines = list(project.lines.all())
    support = _support(project)
    new = told.lines[0].told
    accepted = [line.acceptance for line in lines if hasattr(line, "acceptance")]
    day, jobs = told.lines[0].days.accepted, told.lines[0].jobs
    kept_day = max((one.day for one in accepted), default=None)
    kept_jobs = [one.jobs for one in accepted if one.jobs is not None]
    firms = "; ".join(dict.fromkeys(x.establishment.name for x in lines if x.establishment))
    money = "national" if told.told.level == Level.NATIONAL else "provincial"
    pairs = (
        ("name", "Tên đề án", project.name, told.told.name),
        ("year", "Năm", str(project.first_year), str(told.told.first_year)),
        ("content", "Nội dung", project.content, told.told.content),
        (money, "Kinh phí hỗ trợ", format_dong(support), format_dong(sum(new.support.values()))),
        ("counterpart", "Vốn đối ứng", format_dong(sum(line.counterpart for line in lines)),
         format_dong(new.cost - sum(new.support.values()))),
        ("place", "Địa điểm", _places(one.place for one in project.places.all()),
         _places(told.told.places)),
        ("beneficiary", "Đơn vị thụ hưởng", firms,
         new.establishment.name if new.establishment else ""),
        ("accepted", "Ngày nghiệm thu", _shown(kept_day), _shown(day)),
        ("jobs", "Số lao động", str(sum(kept_jobs)) if kept_jobs else "",
         "" if jobs is None else str(jobs)),
    )  # fmt: skip
    return [one for one in pairs if fold(one[2]) != fold(one[3])]


def _shown(day: date | None) -> str:
    return format_date(day) if day else ""


def _places(places: Iterable[Place]) -> str:
    return ", ".join(sorted(map(str, places)))
