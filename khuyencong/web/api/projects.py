"""Đề án with their lines, money and steps; the progress of a line is told by other systems."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest
from ninja import NinjaAPI, Schema, Status
from pydantic import ConfigDict, Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.refusal import Refused
from khuyencong.projects import actions
from khuyencong.projects.actions.taking import CHANGED
from khuyencong.projects.models import Line, Progress, Project, StepTaken
from khuyencong.projects.queries import visible_to
from khuyencong.projects.queries.lists import Wanted, listed, rows_of, with_kin
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS
from khuyencong.registry.queries import AmbiguousPlace, NoSuchPlace, place_on
from khuyencong.web.api.asking import APlace, Asked, AWord, AYear, Text
from khuyencong.web.api.conditional import changed_meanwhile, seen_version
from khuyencong.web.api.edge import bearer
from khuyencong.web.api.once import done_once
from khuyencong.web.api.problems import absent, unfit
from khuyencong.web.api.resources import Resource, note_rule
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    Day,
    EstablishmentRef,
    PlaceRef,
    Whole,
    Words,
    body,
    body_or_none,
    coded,
    content,
    display,
    firm,
    place,
    place_or_none,
    source,
)

_STEPS = {step.name: step.label for table in (PROJECT_STEPS, LINE_STEPS, ACTS) for step in table}


class Share(Schema):
    """Tiền của một nguồn."""

    source: Coded
    amount: int = Field(description="Đồng.")


class ProjectOut(Schema):
    """Một đề án như đang đứng hôm nay."""

    id: UUID
    code: str
    name: str
    level: Coded
    kind: Coded
    state: Coded
    state_since: datetime
    content: Coded | None
    source: Coded
    first_year: int
    last_year: int
    starts_on: date | None
    ends_on: date | None
    owner: BodyRef = Field(description="Chủ kế hoạch.")
    custodian: BodyRef
    implementer: BodyRef | None
    places: list[PlaceRef]
    support: list[Share] = Field(description="Hỗ trợ của Nhà nước theo nguồn, các dòng còn đứng.")
    counterpart: int = Field(description="Vốn đối ứng, đồng: ở ngoài, không cộng vào hỗ trợ.")
    beneficiaries: list[str]


class ProgressOut(Schema):
    """Tiến độ một dòng vào một ngày."""

    id: UUID
    line: UUID
    day: date
    percent: int
    told: str
    recorded_at: datetime


class LineOut(Schema):
    """Một dòng hỗ trợ: một cơ sở, một việc, một năm."""

    id: UUID
    number: int
    establishment: EstablishmentRef | None
    request: UUID | None
    content: Coded | None
    item: Coded | None
    what: str
    year: int
    place: PlaceRef | None
    quantity: int
    unit: str
    cost: int = Field(description="Đồng.")
    counterpart: int = Field(description="Đồng.")
    support: list[Share]
    state: Coded
    state_since: datetime
    progress: list[ProgressOut]


class TakenOut(Schema):
    """Một bước đã qua, của đề án hay của một dòng."""

    id: UUID
    step: Coded
    line: UUID | None
    before: str
    after: str
    at: datetime
    holder: BodyRef


class ProjectWhole(ProjectOut):
    """Một đề án với các dòng và các bước đã qua."""

    purpose: str
    partner: str
    lines: list[LineOut]
    steps: list[TakenOut]


class ProjectsAsked(Asked):
    """Which đề án."""

    year: AYear = None
    place: APlace = None
    state: AWord = None
    content: AWord = None
    source: AWord = None
    q: Text = None


def _rows(user: User | None) -> QuerySet[Project]:
    return with_kin(visible_to(user)) if user is not None else Project.objects.none()


def _narrow(rows: QuerySet[Any], asked: ProjectsAsked) -> QuerySet[Any]:
    places = ()
    if asked.place:
        try:
            places = (place_on(asked.place, today()),)
        except (NoSuchPlace, AmbiguousPlace) as refusal:
            raise unfit("query.place", str(refusal)) from refusal
    wanted = Wanted(
        year=asked.year,
        source=asked.source or "",
        content=asked.content or "",
        state=asked.state or "",
        places=places,
        text=asked.q or "",
    )
    return listed(rows, wanted, today())


def _shares(amounts: dict[str, int]) -> list[Share]:
    told = ((source(str(one)), amount) for one, amount in sorted(amounts.items()))
    return [Share(source=one, amount=amount) for one, amount in told if one]


def _plain(rows: Sequence[Project]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.project.id,
            "code": one.project.code,
            "name": one.project.name,
            "level": display(one.project, "level"),
            "kind": display(one.project, "kind"),
            "state": display(one.project, "state"),
            "state_since": one.project.state_since,
            "content": content(one.project.content),
            "source": source(one.project.source),
            "first_year": one.project.first_year,
            "last_year": one.project.last_year,
            "starts_on": one.project.starts_on,
            "ends_on": one.project.ends_on,
            "owner": body(one.project.owner),
            "custodian": body(one.project.custodian),
            "implementer": body_or_none(one.project.implementer),
            "places": [place(where) for where in one.places],
            "support": _shares(one.support),
            "counterpart": one.counterpart,
            "beneficiaries": one.beneficiaries,
        }
        for one in rows_of(rows, today())
    ]


def _tell(rows: Sequence[Project]) -> list[ProjectOut]:
    return [ProjectOut(**told) for told in _plain(rows)]


def _tell_whole(row: Project) -> ProjectWhole:
    lines = row.lines.select_related("establishment", "place").order_by("number")
    lines = lines.prefetch_related(
        "shares", Prefetch("progress", Progress.objects.order_by("day", "id"))
    )
    steps = StepTaken.objects.filter(project=row).select_related("holder").order_by("at", "id")
    return ProjectWhole(
        **_plain([row])[0],
        purpose=row.purpose,
        partner=row.partner,
        lines=[_line(one) for one in lines],
        steps=[_taken(one) for one in steps],
    )


def _line(row: Line) -> LineOut:
    return LineOut(
        id=row.id,
        number=row.number,
        establishment=firm(row.establishment),
        request=row.request_id,
        content=content(row.content),
        item=coded(row.item, row.get_item_display()),
        what=row.what,
        year=row.year,
        place=place_or_none(row.place),
        quantity=row.quantity,
        unit=row.unit,
        cost=row.cost,
        counterpart=row.counterpart,
        support=_shares({one.source: one.amount for one in row.shares.all()}),
        state=display(row, "state"),
        state_since=row.state_since,
        progress=[_progress(one) for one in row.progress.all()],
    )


def _progress(row: Progress) -> ProgressOut:
    return ProgressOut(
        id=row.id,
        line=row.line_id,
        day=row.day,
        percent=row.percent,
        told=row.told,
        recorded_at=row.recorded_at,
    )


def _taken(row: StepTaken) -> TakenOut:
    return TakenOut(
        id=row.id,
        step=Coded(code=row.step, name=_STEPS.get(row.step, row.step)),
        line=row.line_id,
        before=row.before,
        after=row.after,
        at=row.at,
        holder=body(row.holder),
    )


def _changed() -> Any:
    """Return when the last thing was done to a đề án or a line: each writes its step."""
    steps = StepTaken.objects.filter(project=OuterRef("pk")).order_by("-at")
    return Greatest(Coalesce(Subquery(steps.values("at")[:1]), F("recorded_at")), F("recorded_at"))


PROJECTS = Resource(
    path="projects",
    one="project",
    title="Đề án",
    rule=Permission.PROJECT_READ,
    rows=_rows,
    out=ProjectOut,
    tell=_tell,
    whole=ProjectWhole,
    tell_whole=_tell_whole,
    asked=ProjectsAsked,
    narrow=_narrow,
    changed=_changed,
    lock=lambda row: row.version,
)

RESOURCES = (PROJECTS,)


class ProgressTold(Schema):
    """Một dòng đã làm được bao nhiêu, vào ngày nào."""

    model_config = ConfigDict(extra="forbid")

    day: Day
    percent: Whole = Field(ge=0, le=100)
    told: Words = Field(min_length=1, max_length=1000, description="Đã làm được gì.")


def add_changes(api: NinjaAPI) -> None:
    """Give lines the address at which their progress is told."""
    note_rule("progress", "POST", Permission.PROJECT_CARRY_OUT)

    @api.post(
        "projects/{uuid:record}/lines/{uuid:line}/progress/",
        url_name="progress",
        operation_id="tell_progress",
        summary="Báo tiến độ một dòng hỗ trợ",
        tags=[PROJECTS.title],
        response={201: ProgressOut},
    )
    def progress(request: HttpRequest, record: UUID, line: UUID, told: ProgressTold) -> Status:
        user = bearer(request).user
        row, seen = _visible_line(user, record, line), _seen(request)

        def do() -> UUID:
            try:
                return actions.report_progress(
                    by=user,
                    line=row,
                    day=told.day,
                    percent=told.percent,
                    told=told.told,
                    at=now(),
                    seen=seen,
                ).id
            except Refused as refusal:
                raise changed_meanwhile() if str(refusal) == CHANGED else refusal from None

        def show(found: UUID) -> ProgressOut:
            kept = Progress.objects.filter(id=found, line__in=_lines_of(user, record)).first()
            if kept is None:
                raise absent()
            return _progress(kept)

        return Status(201, done_once(request, do, show))


def _seen(request: HttpRequest) -> int:
    version = seen_version(request)
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise changed_meanwhile()
    return int(version)


def _lines_of(user: User, record: UUID) -> QuerySet[Line]:
    seen = visible_to(user).filter(id=record)
    return Line.objects.filter(project__in=seen.values("id"))


def _visible_line(user: User, record: UUID, line: UUID) -> Line:
    row = _lines_of(user, record).filter(id=line).first()
    if row is None:
        raise absent()
    return row
