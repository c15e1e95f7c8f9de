"""Needs, and requests for support: read, begun, answered, sent."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest
from ninja import NinjaAPI, Schema, Status
from pydantic import ConfigDict, Field, model_validator

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions
from khuyencong.applications.actions.noting import ChangedMeanwhile
from khuyencong.applications.models import Need, Request, RequestStep
from khuyencong.applications.queries import needs_visible_to, requests_visible_to
from khuyencong.applications.rules import LABELS, missing_answers
from khuyencong.applications.states import STEPS
from khuyencong.core.clock import now
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    found_by,
    standing,
)
from khuyencong.registry.queries.places import visible_to as places_visible_to
from khuyencong.web.api.asking import APlace, Asked, AWord, AYear, Text, narrowed, within
from khuyencong.web.api.conditional import changed_meanwhile, seen_stamp
from khuyencong.web.api.edge import bearer
from khuyencong.web.api.once import done_once
from khuyencong.web.api.problems import absent, unfit
from khuyencong.web.api.resources import Resource, note_rule
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    Day,
    Dong,
    EstablishmentRef,
    PlaceRef,
    Whole,
    Words,
    body,
    coded,
    content,
    display,
    firm,
    place,
    place_or_none,
    source,
)


class NeedOut(Schema):
    """Một nhu cầu của cơ sở, do khảo sát tìm được hoặc cơ sở tự nêu."""

    id: UUID
    custodian: BodyRef
    establishment: EstablishmentRef
    commune: PlaceRef
    item: Coded
    content: Coded | None
    what: str
    year: int
    cost: int | None = Field(description="Đồng.")
    own_money: int | None = Field(description="Đồng.")
    state: Coded
    visited_on: date
    recorded_at: datetime


class NeedsAsked(Asked):
    """Which needs."""

    year: AYear = None
    place: APlace = None
    state: AWord = None
    content: AWord = None
    q: Text = None


def _need_rows(user: User | None) -> QuerySet[Need]:
    return needs_visible_to(user).select_related("custodian", "establishment", "commune")


def _needs(rows: QuerySet[Any], asked: NeedsAsked) -> QuerySet[Any]:
    columns = {"year": "year", "state": "state", "content": "content"}
    rows = narrowed(rows, asked, columns)
    if asked.place:
        rows = rows.filter(within(asked.place, "commune"))
    return rows.filter(_of_firms(asked.q)) if asked.q else rows


def _of_firms(typed: str) -> Q:
    named = found_by(standing(Establishment.objects.all()), typed)
    return Q(establishment__in=named.order_by().values("id"))


def _tell_needs(rows: Sequence[Need]) -> list[NeedOut]:
    return [
        NeedOut(
            id=row.id,
            custodian=body(row.custodian),
            establishment=EstablishmentRef(id=row.establishment.id, name=row.establishment.name),
            commune=place(row.commune),
            item=display(row, "item"),
            content=content(row.content),
            what=row.what,
            year=row.year,
            cost=row.cost,
            own_money=row.own_money,
            state=display(row, "state"),
            visited_on=row.visited_on,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


NEEDS = Resource(
    path="needs",
    one="need",
    title="Nhu cầu",
    rule=Permission.NEED_READ,
    rows=_need_rows,
    out=NeedOut,
    tell=_tell_needs,
    asked=NeedsAsked,
    narrow=_needs,
)


class RequestOut(Schema):
    """Một đề nghị hỗ trợ."""

    id: UUID
    custodian: BodyRef
    establishment: EstablishmentRef | None
    need: UUID | None
    state: Coded
    year: int | None
    item: Coded | None
    content: Coded | None
    what: str
    commune: PlaceRef | None
    source: Coded | None
    cost: int | None = Field(description="Đồng.")
    asked: int | None = Field(description="Số đề nghị hỗ trợ, đồng.")
    receipt_number: int | None
    receipt_year: int | None
    received_at: datetime | None
    changed_at: datetime
    project: UUID | None = Field(description="Đề án đã nhận đề nghị này.")


class StepOut(Schema):
    """Một bước đã qua."""

    name: Coded
    before: str
    after: str
    at: datetime
    reason: str
    missing: list[str] = Field(description="Mục hoặc giấy tờ phải bổ sung.")


class RequestWhole(RequestOut):
    """Một đề nghị với mọi câu trả lời, mục còn thiếu và các bước đã qua."""

    trade: str
    difficult_area: bool | None
    result: str
    begins_on: date | None
    ends_on: date | None
    over_reason: str
    missing_answers: list[Coded] = Field(description="Mục còn phải trả lời trước khi gửi.")
    steps: list[StepOut]


class RequestsAsked(Asked):
    """Which requests."""

    year: AYear = None
    place: APlace = None
    state: AWord = None
    content: AWord = None
    source: AWord = None
    establishment: UUID | None = None
    q: Text = None


def _request_rows(user: User | None) -> QuerySet[Request]:
    rows = requests_visible_to(user).select_related("custodian", "establishment", "commune")
    return rows.prefetch_related(
        Prefetch("steps", RequestStep.objects.order_by("at", "id"), to_attr="taken")
    )


def _requests(rows: QuerySet[Any], asked: RequestsAsked) -> QuerySet[Any]:
    columns = {
        "year": "year",
        "state": "state",
        "content": "content",
        "source": "source",
        "establishment": "establishment",
    }
    rows = narrowed(rows, asked, columns)
    if asked.place:
        rows = rows.filter(within(asked.place, "commune"))
    return rows.filter(_of_firms(asked.q)) if asked.q else rows


def _plain(row: Request) -> dict[str, Any]:
    return {
        "id": row.id,
        "custodian": body(row.custodian),
        "establishment": firm(row.establishment),
        "need": row.need_id,
        "state": display(row, "state"),
        "year": row.year,
        "item": coded(row.item, row.get_item_display()),
        "content": content(row.content),
        "what": row.what,
        "commune": place_or_none(row.commune),
        "source": source(row.source),
        "cost": row.cost,
        "asked": row.asked,
        "receipt_number": row.receipt_number,
        "receipt_year": row.receipt_year,
        "received_at": row.received_at,
        "changed_at": row.changed_at,
        "project": row.project_id,
    }


def _tell_requests(rows: Sequence[Request]) -> list[RequestOut]:
    return [RequestOut(**_plain(row)) for row in rows]


def _tell_request(row: Any) -> RequestWhole:
    return RequestWhole(
        **_plain(row),
        trade=row.trade,
        difficult_area=row.difficult_area,
        result=row.result,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        over_reason=row.over_reason,
        missing_answers=[Coded(code=name, name=LABELS[name]) for name in missing_answers(row)],
        steps=[
            StepOut(
                name=Coded(code=one.name, name=STEPS[one.name].label),
                before=one.before,
                after=one.after,
                at=one.at,
                reason=one.reason,
                missing=one.missing,
            )
            for one in row.taken
        ],
    )


REQUESTS = Resource(
    path="requests",
    one="request",
    title="Đề nghị hỗ trợ",
    rule=Permission.REQUEST_READ,
    rows=_request_rows,
    out=RequestOut,
    tell=_tell_requests,
    whole=RequestWhole,
    tell_whole=_tell_request,
    asked=RequestsAsked,
    narrow=_requests,
    changed=lambda: F("changed_at"),
    lock=lambda row: row.stamp,
)

RESOURCES = (NEEDS, REQUESTS)


# --- begun, answered, sent ------------------------------------------------------------------------


class RequestBegun(Schema):
    """Mở đề nghị của một cơ sở, hoặc từ một nhu cầu: gửi đúng một trong hai."""

    model_config = ConfigDict(extra="forbid")

    establishment: UUID | None = None
    need: UUID | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "RequestBegun":
        if (self.establishment is None) == (self.need is None):
            raise ValueError("gửi establishment hoặc need, đúng một trong hai")
        return self


class RequestAnswers(Schema):
    """Những câu trả lời cần sửa; mục không gửi thì giữ nguyên, null là bỏ trống."""

    model_config = ConfigDict(extra="forbid")

    trade: Words | None = Field(None, max_length=30)
    commune: UUID | None = Field(None, description="Xã, phường nơi thực hiện.")
    difficult_area: bool | None = Field(None, strict=True)
    item: Words | None = Field(None, max_length=40)
    what: Words | None = Field(None, max_length=300)
    result: Words | None = Field(None, max_length=300)
    year: Whole | None = Field(None, ge=2012, le=2200)
    begins_on: Day | None = None
    ends_on: Day | None = None
    source: Words | None = Field(None, max_length=20)
    cost: Dong | None = None
    asked: Dong | None = None
    over_reason: Words | None = Field(None, max_length=500)


class NothingMore(Schema):
    """Không cần gửi gì thêm: {}."""

    model_config = ConfigDict(extra="forbid")


def add_changes(api: NinjaAPI) -> None:
    """Give requests the addresses by which other systems begin, answer and send them."""
    note_rule("requests", "POST", Permission.REQUEST_PREPARE)
    note_rule("request", "PATCH", Permission.REQUEST_PREPARE)
    note_rule("request-send", "POST", Permission.REQUEST_PREPARE)
    told: dict[str, Any] = {"tags": [REQUESTS.title]}

    @api.post(
        "requests/",
        url_name="requests",
        operation_id="begin_request",
        summary="Mở đề nghị hỗ trợ",
        response={201: RequestWhole},
        **told,
    )
    def begin(request: HttpRequest, begun: RequestBegun) -> Status:
        user = bearer(request).user

        def do() -> UUID:
            if begun.need is not None:
                need = _need(user, begun.need)
                return actions.request_from_need(by=user, need=need, at=now()).id
            assert begun.establishment is not None
            one = _establishment(user, begun.establishment)
            return actions.start_request(by=user, establishment=one, at=now()).id

        return Status(201, done_once(request, do, lambda found: REQUESTS.shown(request, found)))

    @api.patch(
        "requests/{uuid:record}/",
        url_name="request",
        operation_id="answer_request",
        summary="Sửa câu trả lời của đề nghị",
        response=RequestWhole,
        **told,
    )
    def answer(request: HttpRequest, record: UUID, answers: RequestAnswers) -> Any:
        user = bearer(request).user
        row, seen = _request(user, record), seen_stamp(request)
        given = _given(answers)

        def do() -> UUID:
            try:
                return actions.save_answers(
                    by=user, request=row, seen=seen, answers=given, at=now()
                ).id
            except ChangedMeanwhile:
                raise changed_meanwhile() from None

        return done_once(request, do, lambda found: REQUESTS.shown(request, found))

    @api.post(
        "requests/{uuid:record}/send/",
        url_name="request-send",
        operation_id="send_request",
        summary="Gửi đề nghị đi",
        response=RequestWhole,
        **told,
    )
    def send(request: HttpRequest, record: UUID, nothing: NothingMore) -> Any:
        user = bearer(request).user
        row, seen = _request(user, record), seen_stamp(request)

        def do() -> UUID:
            try:
                return actions.send(by=user, request=row, seen=seen, at=now()).id
            except ChangedMeanwhile:
                raise changed_meanwhile() from None

        return done_once(request, do, lambda found: REQUESTS.shown(request, found))


def _need(user: User, record: UUID) -> Need:
    row = needs_visible_to(user).select_related("establishment").filter(id=record).first()
    if row is None:
        raise unfit("body.need", "Không có nhu cầu này, hoặc mã truy cập không được xem.")
    return row


def _establishment(user: User, record: UUID) -> Establishment:
    rows = establishments_visible_to(user).select_related("commune", "custodian__parent")
    row = rows.filter(id=record).first()
    if row is None:
        raise unfit("body.establishment", "Không có cơ sở này, hoặc mã không được xem.")
    return row


def _request(user: User, record: UUID) -> Request:
    row = requests_visible_to(user).filter(id=record).first()
    if row is None:
        raise absent()
    return row


def _given(answers: RequestAnswers) -> dict[str, Any]:
    given = answers.model_dump(exclude_unset=True)
    if given.get("commune") is not None:
        given["commune"] = _commune(given["commune"])
    return given


def _commune(record: UUID) -> Place:
    row = places_visible_to(None).filter(id=record).first()
    if row is None:
        raise unfit("body.commune", "Không có địa phương này.")
    return row
