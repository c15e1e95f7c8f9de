"""Results: what was done and counted; other systems may record one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpRequest
from ninja import NinjaAPI, Schema, Status
from pydantic import ConfigDict, Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.projects.models import Line
from khuyencong.projects.queries import visible_to as projects_visible_to
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries.establishments import establishments_visible_to
from khuyencong.registry.queries.organisations import organisations_visible_to
from khuyencong.registry.queries.places import visible_to as places_visible_to
from khuyencong.results import actions
from khuyencong.results.actions import ResultTold
from khuyencong.results.actions.recording import with_line
from khuyencong.results.kinds import COLUMNS, KINDS
from khuyencong.results.models import Result
from khuyencong.results.queries import known_on, visible_to
from khuyencong.results.rules import faults
from khuyencong.web.api.asking import APlace, Asked, AWord, AYear, narrowed, within
from khuyencong.web.api.edge import bearer
from khuyencong.web.api.once import done_once
from khuyencong.web.api.problems import Fault, Problem, unfit
from khuyencong.web.api.resources import Resource, note_rule
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    Day,
    PlaceRef,
    Whole,
    Words,
    body,
    content,
    place,
    source,
)

MOST = 10**15


class Count(Schema):
    """Một số đếm của kết quả."""

    name: Coded
    value: int


class ResultOut(Schema):
    """Một kết quả như đang đứng; `id` là của mọi phiên bản, `version` là lần ghi thứ mấy."""

    id: UUID
    version: int
    kind: Coded
    variant: str
    content: Coded | None
    source: Coded | None
    line: UUID | None
    custodian: BodyRef
    owner: BodyRef
    place: PlaceRef
    what: str
    done_from: date
    done_until: date = Field(description="Ngày đầu tiên không còn làm.")
    counts: list[Count]
    bound: str = Field(description="gt, lt, about khi giấy tờ cũ chỉ nói trên, dưới, khoảng.")
    basis: str
    recorded_at: datetime


class ResultsAsked(Asked):
    """Which results."""

    year: AYear = None
    place: APlace = None
    content: AWord = None
    source: AWord = None
    kind: AWord = None


def _rows(user: User | None) -> QuerySet[Result]:
    rows = known_on(visible_to(user))
    return rows.select_related("custodian", "owner", "place")


def _narrow(rows: QuerySet[Any], asked: ResultsAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"content": "content", "source": "source", "kind": "kind"})
    if asked.year is not None:
        first = date(asked.year, 1, 1)
        rows = rows.filter(done_until__gt=first, done_until__lte=date(asked.year + 1, 1, 1))
    if asked.place:
        rows = rows.filter(within(asked.place, "place"))
    return rows


def _tell(rows: Sequence[Result]) -> list[ResultOut]:
    return [
        ResultOut(
            id=row.series,
            version=row.version,
            kind=Coded(code=row.kind, name=row.declared.name),
            variant=row.variant,
            content=content(row.content),
            source=source(row.source),
            line=row.line_id,
            custodian=body(row.custodian),
            owner=body(row.owner),
            place=place(row.place),
            what=row.what,
            done_from=row.done_from,
            done_until=row.done_until,
            counts=_counts(row),
            bound=row.bound,
            basis=row.basis,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def _counts(row: Result) -> list[Count]:
    told = {name: getattr(row, name) for name in COLUMNS}
    labels = {one.name: one.label for one in row.declared.columns}
    return [
        Count(name=Coded(code=name, name=labels.get(name, COLUMNS[name].label)), value=value)
        for name, value in told.items()
        if value is not None
    ]


RESULTS = Resource(
    path="results",
    one="result",
    title="Kết quả",
    rule=Permission.RESULT_READ,
    rows=_rows,
    out=ResultOut,
    tell=_tell,
    asked=ResultsAsked,
    narrow=_narrow,
    changed=lambda: F("recorded_at"),
    key="series",
    lock=lambda row: row.version,
)

RESOURCES = (RESULTS,)


class ResultSent(Schema):
    """Một việc đã làm xong và đếm được, của một dòng hỗ trợ hoặc của riêng đơn vị."""

    model_config = ConfigDict(extra="forbid")

    kind: Words = Field(max_length=40, description="Mã loại kết quả.")
    what: Words = Field(min_length=1, max_length=300)
    done_from: Day
    last_day: Day = Field(description="Ngày làm cuối cùng.")
    line: UUID | None = None
    custodian: UUID | None = Field(None, description="Đơn vị giữ kết quả, khi không của dòng nào.")
    place: UUID | None = None
    content: Words = Field("", max_length=50)
    source: Words = Field("", max_length=20)
    variant: Words = Field("", max_length=40)
    counts: dict[str, Whole] = Field(default_factory=dict, max_length=20)
    more: dict[str, Words | Whole | bool] = Field(default_factory=dict, max_length=30)
    establishments: dict[UUID, Whole] = Field(
        default_factory=dict, max_length=200, description="Cơ sở tham gia và số lượt."
    )
    basis: Words = Field("", max_length=300)


def add_changes(api: NinjaAPI) -> None:
    """Give results the address at which other systems record one."""
    note_rule("results", "POST", Permission.RESULT_RECORD)

    @api.post(
        "results/",
        url_name="results",
        operation_id="record_result",
        summary="Ghi một kết quả",
        tags=[RESULTS.title],
        response={201: ResultOut},
    )
    def record(request: HttpRequest, sent: ResultSent) -> Status:
        user = bearer(request).user

        def do() -> UUID:
            told = with_line(_told(user, sent))
            _require(told)
            return actions.record_result(by=user, told=told, at=now()).series

        return Status(201, done_once(request, do, lambda found: RESULTS.shown(request, found)))


def _require(told: ResultTold) -> None:
    """Say which fields cannot be so; the act would refuse them in one sentence."""
    found = faults(told, today())
    if found:
        errors = [Fault(field=f"body.{name}", message=said) for name, said in found.items()]
        raise Problem(422, "Có mục chưa đúng: xem từng mục trong errors.", errors=errors)


def _told(user: User, sent: ResultSent) -> ResultTold:
    if sent.kind not in KINDS:
        raise unfit("body.kind", "Loại kết quả này không có trong danh mục.")
    if sent.last_day == date.max:
        raise unfit("body.last_day", "Ngày này quá xa.")
    for name, value in sent.counts.items():
        if not 0 <= value <= MOST:
            raise unfit(f"body.counts.{name[:40]}", "Ghi một số nguyên từ 0 trở lên.")
    return ResultTold(
        kind=sent.kind,
        what=sent.what,
        done_from=sent.done_from,
        done_until=sent.last_day + timedelta(days=1),
        line=_line(user, sent.line),
        custodian=_custodian(sent.custodian),
        place=_place(sent.place),
        content=sent.content,
        source=sent.source,
        variant=sent.variant,
        counts=sent.counts,
        more=sent.more,
        establishments=_establishments(user, sent.establishments),
        basis=sent.basis,
    )


def _line(user: User, record: UUID | None) -> Line | None:
    if record is None:
        return None
    seen = Line.objects.filter(project__in=projects_visible_to(user).values("id"))
    kin = ("project__custodian", "project__owner", "place", "establishment")
    row = seen.select_related(*kin).filter(id=record).first()
    if row is None:
        raise unfit("body.line", "Không có dòng này, hoặc mã truy cập không được xem.")
    return row


def _custodian(record: UUID | None) -> Organisation | None:
    if record is None:
        return None
    row = organisations_visible_to(None).filter(id=record).first()
    if row is None:
        raise unfit("body.custodian", "Không có đơn vị này.")
    return row


def _place(record: UUID | None) -> Place | None:
    if record is None:
        return None
    row = places_visible_to(None).filter(id=record).first()
    if row is None:
        raise unfit("body.place", "Không có địa phương này.")
    return row


def _establishments(user: User, turns: dict[UUID, int]) -> dict[Establishment, int]:
    if any(not 1 <= one <= 1000 for one in turns.values()):
        raise unfit("body.establishments", "Số lượt của một cơ sở từ 1 đến 1000.")
    found = {row.id: row for row in establishments_visible_to(user).filter(id__in=turns)}
    if set(turns) - set(found):
        raise unfit("body.establishments", "Có cơ sở không tồn tại hoặc mã không được xem.")
    return {found[one]: times for one, times in turns.items()}
