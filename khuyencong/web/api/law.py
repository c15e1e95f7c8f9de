"""The register of the law: documents with their state today, parameters with their clause."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from khuyencong.law.models import DocumentLink, LegalDocument, Parameter
from khuyencong.law.queries import documents
from khuyencong.law.queries.parameters import parameters_visible_to
from khuyencong.law.rules.documents import state_on
from khuyencong.registry.models.dated import on_day
from khuyencong.web.api.asking import Asked, AWord, AYear, Text, narrowed
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import Coded, PlaceRef, display, place_or_none, source


class DocumentOut(Schema):
    """Một văn bản của luật và hiệu lực hôm nay."""

    id: UUID
    key: str
    number: str
    title: str
    kind: Coded
    issuer: str
    year: int
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    is_draft: bool
    state: Coded = Field(description="Hiệu lực vào ngày hôm nay.")
    state_is_certain: bool = Field(description="Các ngày quyết định hiệu lực đã được đọc.")
    verified: bool
    url: str


class DocumentsAsked(Asked):
    """Which documents."""

    q: Text = None
    kind: AWord = None
    year: AYear = None


def _document_rows(user: User | None) -> QuerySet[LegalDocument]:
    acting = Prefetch("acted_on_by", DocumentLink.objects.select_related("source"))
    return documents().prefetch_related(acting)


def _documents(rows: QuerySet[Any], asked: DocumentsAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"kind": "kind", "year": "year"})
    if asked.q:
        rows = rows.filter(id__in=documents(asked.q).order_by().values("id"))
    return rows


def _tell_documents(rows: Sequence[LegalDocument]) -> list[DocumentOut]:
    return [_document(row, today()) for row in rows]


def _document(row: LegalDocument, day: date) -> DocumentOut:
    state = state_on(row, row.acted_on_by.all(), day)
    return DocumentOut(
        id=row.id,
        key=row.key,
        number=row.number,
        title=row.title,
        kind=display(row, "kind"),
        issuer=row.issuer,
        year=row.year,
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_draft=row.is_draft,
        state=Coded(code=str(state.status.value), name=state.label),
        state_is_certain=state.certain,
        verified=row.verified,
        url=row.url,
    )


DOCUMENTS = Resource(
    path="law-documents",
    one="law-document",
    title="Văn bản",
    rule=None,
    rows=_document_rows,
    out=DocumentOut,
    tell=_tell_documents,
    asked=DocumentsAsked,
    narrow=_documents,
)


class ParameterOut(Schema):
    """Một mức, một hạn, một mục của luật, có ngày và điều khoản; số chưa đọc được là null."""

    id: UUID
    code: str
    kind: Coded
    subject: str
    source: Coded | None
    place: PlaceRef | None
    percent: str | None = Field(description="Phần trăm, viết như số thập phân: “50.000”.")
    amount: int | None = Field(description="Đồng.")
    number: int | None
    unit: str
    answer: str
    valid_from: date | None
    valid_until: date | None
    document: UUID | None
    clause: str
    note: str
    verified: bool
    days_verified: bool


class ParametersAsked(Asked):
    """Which parameters."""

    kind: AWord = None
    subject: AWord = None
    source: AWord = None
    on: date | None = Field(None, description="Chỉ tham số có hiệu lực vào ngày này.")


def _parameter_rows(user: User | None) -> QuerySet[Parameter]:
    rows = parameters_visible_to(user).filter(superseded_at=None)
    return rows.select_related("place")


def _parameters(rows: QuerySet[Any], asked: ParametersAsked) -> QuerySet[Any]:
    columns = {"kind": "kind", "subject": "subject", "source": "source"}
    rows = narrowed(rows, asked, columns)
    return rows.filter(on_day(asked.on)) if asked.on is not None else rows


def _tell_parameters(rows: Sequence[Parameter]) -> list[ParameterOut]:
    return [
        ParameterOut(
            id=row.id,
            code=row.code,
            kind=display(row, "kind"),
            subject=row.subject,
            source=source(row.source),
            place=place_or_none(row.place),
            percent=_decimal(row.percent),
            amount=row.amount,
            number=row.number,
            unit=row.unit,
            answer=row.answer,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            document=row.document_id,
            clause=row.clause,
            note=row.note,
            verified=row.verified,
            days_verified=row.days_verified,
        )
        for row in rows
    ]


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


PARAMETERS = Resource(
    path="law-parameters",
    one="law-parameter",
    title="Tham số pháp luật",
    rule=None,
    rows=_parameter_rows,
    out=ParameterOut,
    tell=_tell_parameters,
    asked=ParametersAsked,
    narrow=_parameters,
)

RESOURCES = (DOCUMENTS, PARAMETERS)
