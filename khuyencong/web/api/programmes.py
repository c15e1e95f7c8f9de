"""Programmes and their targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.programmes.models import Programme, Target
from khuyencong.programmes.queries import visible_to
from khuyencong.values.measures import MEASURES
from khuyencong.web.api.asking import APlace, Asked, AWord, AYear, narrowed, within
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    PlaceRef,
    body,
    content,
    display,
    place,
    source,
)


class TargetOut(Schema):
    """Một chỉ tiêu của chương trình."""

    id: UUID
    measure: Coded
    unit: str
    content: Coded | None
    source: Coded | None
    value: int
    value_high: int | None
    bound: str = Field(description="gt (trên), lt (dưới), about (khoảng) hoặc rỗng.")
    period_start: date
    period_end: date = Field(description="Ngày đầu tiên không còn trong kỳ.")
    citation: str
    verified: bool


class ProgrammeOut(Schema):
    """Một chương trình khuyến công và các chỉ tiêu đang đứng."""

    id: UUID
    key: str
    name: str
    level: Coded
    place: PlaceRef
    custodian: BodyRef
    document: UUID | None
    citation: str
    period_start: date
    period_end: date = Field(description="Ngày đầu tiên không còn trong kỳ.")
    verified: bool
    targets: list[TargetOut]


class ProgrammesAsked(Asked):
    """Which programmes."""

    level: AWord = None
    year: AYear = None
    place: APlace = None


def _rows(user: User | None) -> QuerySet[Programme]:
    standing = Target.objects.filter(superseded_at=None).order_by("measure", "id")
    rows = visible_to(user).select_related("place", "custodian")
    return rows.prefetch_related(Prefetch("targets", standing, to_attr="standing"))


def _narrow(rows: QuerySet[Any], asked: ProgrammesAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"level": "level"})
    if asked.year is not None:
        first = date(asked.year, 1, 1)
        rows = rows.filter(period_start__lte=first, period_end__gt=first)
    if asked.place:
        rows = rows.filter(within(asked.place, "place"))
    return rows


def _tell(rows: Sequence[Any]) -> list[ProgrammeOut]:
    return [
        ProgrammeOut(
            id=row.id,
            key=row.key,
            name=row.name,
            level=display(row, "level"),
            place=place(row.place),
            custodian=body(row.custodian),
            document=row.document_id,
            citation=row.citation,
            period_start=row.period_start,
            period_end=row.period_end,
            verified=row.verified,
            targets=[_target(one) for one in row.standing],
        )
        for row in rows
    ]


def _target(row: Target) -> TargetOut:
    measure = MEASURES.get(row.measure)
    return TargetOut(
        id=row.id,
        measure=Coded(code=row.measure, name=measure.name if measure else row.measure),
        unit=measure.unit if measure else "",
        content=content(row.content),
        source=source(row.source),
        value=row.value,
        value_high=row.value_high,
        bound=row.bound,
        period_start=row.period_start,
        period_end=row.period_end,
        citation=row.citation,
        verified=row.verified,
    )


PROGRAMMES = Resource(
    path="programmes",
    one="programme",
    title="Chương trình, chỉ tiêu",
    rule=Permission.PROJECT_READ,
    rows=_rows,
    out=ProgrammeOut,
    tell=_tell,
    asked=ProgrammesAsked,
    narrow=_narrow,
)

RESOURCES = (PROGRAMMES,)
