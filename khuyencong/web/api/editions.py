"""Editions of the periodic reports: what each tells of, its fingerprints and its figures."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.reports.models import Edition, EditionStep
from khuyencong.reports.queries.editions import HEAVY, editions_visible_to
from khuyencong.web.api.asking import Asked, AWord, AYear, narrowed
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import BodyRef, Coded, PlaceRef, body, display, place


class EditionOut(Schema):
    """Một ấn bản của một báo cáo định kỳ; từ lúc soát xong thì lời và số không đổi nữa."""

    id: UUID
    report: UUID = Field(
        description="Báo cáo mà ấn bản này thuộc về: các ấn bản của nó chung mã này."
    )
    form: Coded
    custodian: BodyRef = Field(description="Đơn vị báo cáo.")
    place: PlaceRef
    period_start: date
    period_end: date = Field(description="Ngày đầu tiên không còn trong kỳ.")
    number: int = Field(description="Ấn bản thứ mấy.")
    state: Coded
    supersedes: UUID | None = Field(description="Ấn bản mà bản này thay.")
    reason: str = Field(description="Lý do lập bản thay.")
    code: str = Field(description="Mã xác minh in trên giấy.")
    as_of: datetime = Field(description="Số liệu đến giờ này.")
    row_count: int = Field(description="Số hồ sơ làm nên số liệu.")
    document_sha256: str
    figures_sha256: str
    rows_sha256: str
    content_hash: str
    drafted_at: datetime
    reviewed_at: datetime | None
    signed_at: datetime | None
    sent_at: datetime | None
    issue: str | None = Field(description="Số, ký hiệu văn bản; null khi chưa có số.")
    issued_on: date | None


class EditionFigure(Schema):
    """Một số trong ấn bản, như đã chốt."""

    key: str
    measure: str
    name: str
    stage: str | None
    value: int | str | None = Field(description="Số nguyên; số lẻ viết thành chữ; null: chưa biết.")
    estimated: int | None
    unit: str
    shown_as: str = Field(description="Như in trong báo cáo.")


class EditionWhole(EditionOut):
    """Một ấn bản với mọi số của nó."""

    figures: list[EditionFigure]


class EditionsAsked(Asked):
    """Which editions."""

    year: AYear = None
    form: AWord = None
    state: AWord = None
    report: UUID | None = None
    custodian: UUID | None = None


def _rows(user: User | None) -> QuerySet[Edition]:
    if user is None:
        return Edition.objects.none()
    kin = ("report__custodian", "report__place", "issue__book")
    return editions_visible_to(user).select_related(*kin).defer(*HEAVY)


def _narrow(rows: QuerySet[Any], asked: EditionsAsked) -> QuerySet[Any]:
    columns = {
        "form": "report__form",
        "state": "state",
        "report": "report",
        "custodian": "report__custodian",
    }
    rows = narrowed(rows, asked, columns)
    if asked.year is not None:
        rows = rows.filter(
            report__start__lt=date(asked.year + 1, 1, 1), report__end__gt=date(asked.year, 1, 1)
        )
    return rows


def _changed() -> Any:
    """Return when the last step of an edition was taken, or its number given or taken back."""
    steps = EditionStep.objects.filter(edition=OuterRef("pk")).order_by("-at")
    drafted = F("drafted_at")
    return Greatest(
        Coalesce(Subquery(steps.values("at")[:1]), drafted),
        Coalesce(F("issue__numbered_at"), drafted),
        Coalesce(F("issue__ended_at"), drafted),
    )


def _plain(row: Edition) -> dict[str, Any]:
    issue = row.issue if row.issue is not None and row.issue.number is not None else None
    return {
        "id": row.id,
        "report": row.report_id,
        "form": display(row.report, "form"),
        "custodian": body(row.report.custodian),
        "place": place(row.report.place),
        "period_start": row.report.start,
        "period_end": row.report.end,
        "number": row.number,
        "state": display(row, "state"),
        "supersedes": row.supersedes_id,
        "reason": row.reason,
        "code": row.code,
        "as_of": row.as_of,
        "row_count": row.row_count,
        "document_sha256": row.document_sha256,
        "figures_sha256": row.figures_sha256,
        "rows_sha256": row.rows_sha256,
        "content_hash": row.content_hash,
        "drafted_at": row.drafted_at,
        "reviewed_at": row.reviewed_at,
        "signed_at": row.signed_at,
        "sent_at": row.sent_at,
        "issue": issue.shown if issue else None,
        "issued_on": issue.day if issue else None,
    }


def _tell(rows: Sequence[Edition]) -> list[EditionOut]:
    return [EditionOut(**_plain(row)) for row in rows]


def _tell_whole(row: Edition) -> EditionWhole:
    return EditionWhole(**_plain(row), figures=[_figure(one) for one in row.told_figures])


def _figure(told: dict[str, Any]) -> EditionFigure:
    """Return a figure as it was frozen; one that an older edition does not name has no name."""
    known = {name: told[name] for name in EditionFigure.model_fields if name in told}
    return EditionFigure(**{"stage": None, "estimated": None, "name": "", "shown_as": ""} | known)


EDITIONS = Resource(
    path="editions",
    one="edition",
    title="Ấn bản báo cáo định kỳ",
    rule=Permission.EDITION_READ,
    rows=_rows,
    out=EditionOut,
    tell=_tell,
    whole=EditionWhole,
    tell_whole=_tell_whole,
    asked=EditionsAsked,
    narrow=_narrow,
    changed=_changed,
)

RESOURCES = (EDITIONS,)
