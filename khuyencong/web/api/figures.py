"""Figures of reports: a measure asked of a place and a period, with what it rests on."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.registry.queries import AmbiguousPlace, NoSuchPlace
from khuyencong.reports.figures import COUNTERPART, Figure
from khuyencong.reports.preparing import NoSuchForm, Order, asking_of, form_of
from khuyencong.reports.queries.actuals import MONEY, PROJECTS, STAGES
from khuyencong.reports.queries.asking import Asking
from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.periods import Period, read_period
from khuyencong.values.vocabulary import Activity, FundingSource
from khuyencong.web.api.asking import AWord
from khuyencong.web.api.problems import unfit
from khuyencong.web.api.resources import note_rule
from khuyencong.web.api.shapes import Coded, PlaceRef, Words, coded, place

TITLE = "Số liệu báo cáo"


class MeasureOut(Schema):
    """Một chỉ tiêu: câu hỏi hỏi được của mọi nơi và mọi kỳ."""

    id: str
    name: str
    unit: str
    content: Coded | None
    counted_by: str


class MeasuresOut(Schema):
    """Mọi chỉ tiêu."""

    items: list[MeasureOut]


class EvidenceOut(Schema):
    """Con số dựa trên gì."""

    records: int = Field(description="Số hồ sơ của hệ thống đứng sau.")
    observations: int = Field(description="Số liệu của báo cáo cũ đứng sau.")
    hash: str = Field(description="Dấu của các hồ sơ ấy: hồ sơ đổi thì dấu đổi.")


class FigureOut(Schema):
    """Một con số, cách tính và chứng cứ của nó; không ai biết thì value là null, không phải 0."""

    key: str
    measure: str
    name: str
    place: PlaceRef
    period_start: str
    period_end: str = Field(description="Ngày đầu tiên không còn trong kỳ.")
    stage: str | None
    content: Coded | None
    source: Coded | None
    value: float | int | None
    estimated: int | None
    unit: str
    shown_as: str
    method: str
    standing: str | None
    evidence: EvidenceOut


class FigureAsked(Schema):
    """Which figure."""

    place: Words = Field(max_length=120, description="Khóa hoặc tên nơi, “ca nuoc” là cả nước.")
    period: Words = Field(max_length=30, description="Như 2016-2020, 2026, 2026-H1, 2026-Q1.")
    measure: Words = Field(max_length=60, description="Mã chỉ tiêu, xem /measures/.")
    stage: AWord = None
    content: AWord = None
    source: AWord = None


def add_all(api: NinjaAPI) -> None:
    """Give figures their addresses."""
    note_rule("measures", "GET", None)
    note_rule("figures", "GET", Permission.REPORT_READ)

    @api.get(
        "measures/",
        url_name="measures",
        operation_id="list_measures",
        summary="Danh mục chỉ tiêu",
        tags=[TITLE],
        response=MeasuresOut,
    )
    def measures(request: HttpRequest) -> MeasuresOut:
        return MeasuresOut(items=[_measure(one) for one in MEASURES.values()])

    @api.get(
        "figures/",
        url_name="figures",
        operation_id="ask_figure",
        summary="Hỏi một con số của một nơi trong một kỳ",
        tags=[TITLE],
        response=FigureOut,
    )
    def figure(
        request: HttpRequest,
        asked: Query[FigureAsked],
    ) -> FigureOut:
        return _shown(_asking(asked), asked)


def _measure(one: Measure) -> MeasureOut:
    return MeasureOut(
        id=one.id,
        name=one.name,
        unit=one.unit,
        content=coded(str(one.activity), one.activity.label) if one.activity else None,
        counted_by=one.counted_by,
    )


def _asking(asked: FigureAsked) -> Asking:
    if asked.measure not in MEASURES:
        raise unfit("query.measure", "Không có chỉ tiêu này: xem danh mục ở /api/v1/measures/.")
    _require_known("content", asked.content, [str(one) for one in Activity])
    _require_known("source", asked.source, [str(one) for one in FundingSource])
    _require_known("stage", asked.stage, [str(one) for one in STAGES])
    period = _period(asked.period)
    try:
        order = Order(asked.place, period, at=now())
        return asking_of(order, form_of("", period), today())
    except (NoSuchPlace, AmbiguousPlace) as refusal:
        raise unfit("query.place", str(refusal)) from refusal
    except NoSuchForm as refusal:
        raise unfit("query.period", str(refusal)) from refusal


def _require_known(name: str, code: str | None, known: list[str]) -> None:
    if code is not None and code not in known:
        raise unfit(f"query.{name}", f"Mã này không có trong danh mục: {', '.join(known)}.")


def _period(typed: str) -> Period:
    try:
        return read_period(typed)
    except Unreadable as refusal:
        raise unfit("query.period", str(refusal)) from refusal


def _shown(asking: Asking, asked: FigureAsked) -> FigureOut:
    found = _figure(asking, asked)
    told: dict[str, Any] = found.told()
    return FigureOut(
        key=told["key"],
        measure=asked.measure,
        name=told["name"],
        place=place(asking.place),
        period_start=f"{asking.period.start}",
        period_end=f"{asking.period.end}",
        stage=told["stage"],
        content=coded(asked.content or "", Activity(asked.content).label)
        if asked.content
        else None,
        source=coded(asked.source or "", FundingSource(asked.source).label)
        if asked.source
        else None,
        value=told["value"],
        estimated=told["estimated"],
        unit=told["unit"],
        shown_as=told["shown_as"],
        method=told["method"],
        standing=told["standing"],
        evidence=EvidenceOut(**{n: told["evidence"][n] for n in EvidenceOut.model_fields}),
    )


def _figure(asking: Asking, asked: FigureAsked) -> Figure:
    where: dict[str, Any] = {
        name: value
        for name, value in (("content", asked.content), ("source", asked.source))
        if value is not None
    }
    stage = asked.stage or "accepted"
    match asked.measure:
        case measure if measure == PROJECTS:
            return asking.projects(stage, **where)
        case measure if measure == MONEY:
            return asking.money(stage, **where)
        case measure if measure == COUNTERPART:
            return asking.counterpart(**where)
        case measure:
            return asking.result(measure, **where)
