"""A đề án is drafted and its lines put in; until it is registered all of it may be rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Request
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.states import Item
from khuyencong.projects.actions.taking import locked, note, take_line
from khuyencong.projects.models import Line, LineShare, Project, ProjectPlace
from khuyencong.projects.rules.texts import kept
from khuyencong.projects.states import (
    GONE,
    STATE_SOURCES,
    ImplementerMethod,
    Level,
    LineState,
    ProjectKind,
    ProjectState,
)
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.values.dates import YEARS
from khuyencong.values.money import MAX_AMOUNT, format_dong
from khuyencong.values.text import clean, fold
from khuyencong.values.vocabulary import Activity, FundingSource

MAY_NOT = "Anh/chị không có quyền soạn đề án của đơn vị này."
NOT_A_DRAFT = "Đề án đã đăng ký: muốn sửa phải được trả lại, hoặc đề nghị điều chỉnh."
OTHER_LEVEL = (
    "Bản thảo đã mang mã của kế hoạch này: muốn chuyển sang kế hoạch kia thì soạn đề án mới."
)
PURPOSE, MOST = 20_000, 2_000_000_000
OPEN = (ProjectState.DRAFT, ProjectState.RETURNED)


@dataclass(frozen=True, kw_only=True)
class ProjectTold:
    """What is said of a đề án."""

    name: str
    level: Level
    kind: ProjectKind
    content: str
    source: FundingSource
    first_year: int
    last_year: int
    places: tuple[Place, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    implementer: Organisation | None = None
    implementer_method: str = ""
    partner: str = ""
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class LineTold:
    """What is said of one line; `support` is whole đồng by source of the State."""

    what: str
    year: int
    cost: int
    support: dict[FundingSource, int] = field(default_factory=dict)
    establishment: Establishment | None = None
    request: Request | None = None
    content: str = ""
    item: str = ""
    place: Place | None = None
    quantity: int = 1
    unit: str = ""
    over_ceiling_reason: str = ""


@transaction.atomic
def draft_project(
    *,
    by: Actor,
    custodian: Organisation,
    owner: Organisation,
    told: ProjectTold,
    at: datetime,
    is_demonstration: bool = False,
) -> Project:
    """Begin a đề án that `custodian` answers for, in the plan of `owner`."""
    if not by.may("project.draft", of=custodian.id):
        raise Refused(MAY_NOT)
    check_project(told)
    project = Project(
        code=_next_code(owner, told.first_year),
        custodian=custodian,
        owner=owner,
        state_since=at,
        drafted_by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    fill_project(project, told)
    project.save(force_insert=True)
    _set_places(project, told.places)
    note(project, "draft", by=by, at=at, facts={"version": project.version})
    return project


@transaction.atomic
def rewrite_project(
    *, by: Actor, project: Project, told: ProjectTold, at: datetime, seen: int | None = None
) -> Project:
    """Say it anew, while it is a draft or was returned; its lines must still lie within."""
    project = _open_draft(project, by, seen)
    check_project(told)
    if told.level != project.level:
        raise Refused(OTHER_LEVEL)
    _still_within(project, told)
    fill_project(project, told)
    project.save()
    _set_places(project, told.places)
    note(project, "draft", by=by, at=at, facts={"version": project.version})
    return project


@transaction.atomic
def put_line(
    *,
    by: Actor,
    project: Project,
    told: LineTold,
    at: datetime,
    line: Line | None = None,
    seen: int | None = None,
) -> Line:
    """Add a line to a draft, or say `line` anew."""
    project = _open_draft(project, by, seen)
    check_line(project, told)
    _fits_level(project, told)
    line = line or Line(project=project, number=next_number(project), recorded_at=at)
    if line.project_id != project.id or line.state != LineState.PROPOSED:
        raise Refused("Dòng này không còn trong bản thảo.")
    if line.request_id and line.request != told.request:
        raise Refused("Dòng này từ một đề nghị: muốn đổi đề nghị thì bỏ dòng, thêm dòng khác.")
    fill_line(line, told, at)
    if told.request:
        _take_in(told.request, line, by, at)
    line.save()
    set_shares(line, told.support)
    note(project, "draft", by=by, at=at, line=line)
    return line


@transaction.atomic
def drop_line(*, by: Actor, line: Line, at: datetime, seen: int | None = None) -> None:
    """Take a line out of a draft; it stays on record."""
    project = _open_draft(line.project, by, seen)
    line = Line.objects.select_for_update().get(id=line.id)
    take_line(line, "drop_line", project=project, by=by, at=at)
    if line.request:
        applications.give_back(by=by, request=line.request, reason="Dòng được bỏ khỏi đề án", at=at)


def _take_in(request: Request, line: Line, by: Actor, at: datetime) -> None:
    """Let the đề án take the request in; Refused where it is another establishment's."""
    if line.establishment_id != request.establishment_id:
        raise Refused("Đơn vị thụ hưởng phải là cơ sở gửi đề nghị này.")
    applications.take_into_project(by=by, request=request, project_id=line.project_id, at=at)


def fill_line(line: Line, told: LineTold, at: datetime) -> None:
    """Write what was told into the line; its shares are set apart."""
    line.what, line.year, line.cost = clean(told.what), told.year, told.cost
    line.establishment, line.request = told.establishment, told.request
    line.content = told.content or line.project.content
    line.item, line.place = told.item, told.place
    line.quantity, line.unit = told.quantity, clean(told.unit)
    line.counterpart = told.cost - sum(told.support.values())
    line.over_ceiling_reason = clean(told.over_ceiling_reason)
    if line._state.adding:
        line.state_since = at


def set_shares(line: Line, support: Mapping[FundingSource, int] | Mapping[str, int]) -> None:
    """Let the line stand with exactly this support by source."""
    line.shares.all().delete()
    LineShare.objects.bulk_create(
        LineShare(line=line, source=source, amount=amount)
        for source, amount in sorted(support.items())
        if amount
    )


def next_number(project: Project) -> int:
    """Return the number of the line that comes next."""
    last: int | None = project.lines.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _open_draft(project: Project, by: Actor, seen: int | None) -> Project:
    project = locked(project, seen=seen)
    if not by.may("project.draft", of=project.custodian_id):
        raise Refused(MAY_NOT)
    if project.state not in OPEN:
        raise Refused(NOT_A_DRAFT)
    return project


def fill_project(project: Project, told: ProjectTold) -> None:
    """Write what was told into the đề án; its places are set apart."""
    project.name = clean(told.name)
    project.folded = fold(told.name)
    project.level, project.kind = told.level, told.kind
    project.content, project.source = told.content, told.source
    project.first_year, project.last_year = told.first_year, told.last_year
    project.starts_on, project.ends_on = told.starts_on, told.ends_on
    project.implementer = told.implementer
    project.implementer_method = told.implementer_method
    project.partner, project.purpose = clean(told.partner), clean(told.purpose)


def _set_places(project: Project, places: tuple[Place, ...]) -> None:
    project.places.all().delete()
    ProjectPlace.objects.bulk_create(
        ProjectPlace(project=project, place=place) for place in dict.fromkeys(places)
    )


def check_project(told: ProjectTold) -> None:
    """Refuse, in words, what a đề án cannot be."""
    name = clean(told.name)
    if not name:
        raise Refused("Ghi tên đề án.")
    if len(name) > 300 or "\0" in name:
        raise Refused("Tên đề án dài quá 300 ký tự hoặc có ký tự lạ. Xin viết gọn lại.")
    if told.first_year not in YEARS or told.last_year not in YEARS:
        raise Refused("Năm thực hiện không hợp lệ.")
    if told.last_year < told.first_year:
        raise Refused("Năm cuối không được trước năm đầu.")
    if told.starts_on and told.ends_on and told.ends_on < told.starts_on:
        raise Refused("Ngày hoàn thành không được trước ngày bắt đầu.")
    if (told.level == Level.NATIONAL) != (told.source is FundingSource.NATIONAL):
        raise Refused("Đề án quốc gia dùng nguồn quốc gia; đề án địa phương dùng nguồn địa phương.")
    if bool(told.implementer) != (told.implementer_method in ImplementerMethod.values):
        raise Refused("Chọn đơn vị thực hiện cùng với cách chọn.")
    _check_content(told.content)
    kept(told.partner, "Đơn vị phối hợp", 300, needed=False)
    kept(told.purpose, "Sự cần thiết và mục tiêu", PURPOSE, needed=False)


def check_line(project: Project, told: LineTold) -> None:
    """Refuse, in words, what a line of this đề án cannot be."""
    if not clean(told.what):
        raise Refused("Ghi dòng này hỗ trợ việc gì.")
    if not project.first_year <= told.year <= project.last_year:
        raise Refused(
            f"Năm của dòng phải trong {project.first_year}–{project.last_year}, "
            "thời gian của đề án."
        )
    _check_content(told.content)
    if told.item not in ("", *Item.values):
        raise Refused("Chọn hạng mục trong danh sách.")
    kept(told.what, "Việc hỗ trợ", 300)
    kept(told.unit, "Đơn vị tính", 40, needed=False)
    kept(told.over_ceiling_reason, "Lý do vượt mức", needed=False)
    if not 1 <= told.quantity <= MOST:
        raise Refused("Số lượng phải từ 1 trở lên và không quá lớn.")
    if not 0 < told.cost <= MAX_AMOUNT:
        raise Refused("Tổng kinh phí phải lớn hơn 0 và không quá lớn.")
    if any(source not in STATE_SOURCES for source in told.support):
        raise Refused("Hỗ trợ chỉ từ nguồn ngân sách khuyến công; vốn khác ghi bên cạnh.")
    if any(amount < 0 for amount in told.support.values()):
        raise Refused("Số tiền hỗ trợ không được âm.")
    support = sum(told.support.values())
    if not support:
        raise Refused("Ghi số tiền Nhà nước hỗ trợ cho dòng này.")
    if support > told.cost:
        raise Refused(
            f"Hỗ trợ {format_dong(support)} lớn hơn tổng kinh phí {format_dong(told.cost)}."
        )


def _still_within(project: Project, told: ProjectTold) -> None:
    years = range(told.first_year, told.last_year + 1)
    outside = project.lines.exclude(state__in=GONE).exclude(year__in=years).order_by("number")
    line = outside.first()
    if line:
        raise Refused(f"Dòng {line.number} là của năm {line.year}, ngoài thời gian này của đề án.")


def _check_content(content: str) -> None:
    if content not in ("", *Activity):
        raise Refused("Chọn nội dung trong danh sách.")


def _fits_level(project: Project, told: LineTold) -> None:
    """Refuse the money of the other plan: it has a đề án of its own."""
    if project.level == Level.LOCAL and told.support.get(FundingSource.NATIONAL):
        raise Refused("Đề án địa phương không dùng nguồn quốc gia: lập đề án quốc gia riêng.")


def _next_code(owner: Organisation, year: int) -> str:
    """Return the next code of the owner's year; the owner's row is the lock."""
    Organisation.objects.select_for_update().get(id=owner.id)
    last = Project.objects.filter(owner=owner, code__regex=rf"^{year}-[0-9]{{4}}$").aggregate(
        last=Max("code")
    )["last"]
    number = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{year}-{number:04d}"
