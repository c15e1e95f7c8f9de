"""What looks wrong in whose records: reckoned when it is asked, kept nowhere."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.quality.queries import UnitQuality, quality_of
from khuyencong.quality.rules import Finding, Result
from khuyencong.web.api.asking import MOST, AWord
from khuyencong.web.api.edge import bearer
from khuyencong.web.api.resources import note_rule
from khuyencong.web.api.shapes import BodyRef, Coded, body

TITLE = "Chất lượng hồ sơ"


class UnitOut(Schema):
    """Hồ sơ của một đơn vị sạch đến đâu."""

    unit: BodyRef
    percent: str = Field(description="Điểm sạch theo phần trăm, như “97,5”; “–” khi chưa có gì.")
    findings: int
    errors: int


class UnitsOut(Schema):
    """Các đơn vị mà mã được xem."""

    items: list[UnitOut]


class FindingOut(Schema):
    """Một chỗ cần xem lại."""

    unit: BodyRef
    check: Coded
    severity: Coded
    about: str = Field(description="Loại hồ sơ: project, establishment, duty …")
    record: UUID
    told: str
    what_to_do: str


class FindingsOut(Schema):
    """Một phần danh sách; `next` là `after` của phần sau, null khi hết."""

    items: list[FindingOut]
    next: int | None


class FindingsAsked(Schema):
    """Which findings."""

    unit: UUID | None = None
    check: AWord = None
    severity: AWord = None
    limit: int = Field(50, ge=1, le=MOST)
    after: Annotated[int, Field(ge=0, le=10**7)] = 0


def add_all(api: NinjaAPI) -> None:
    """Give the quality of records its two addresses."""
    for name in ("quality", "quality-findings"):
        note_rule(name, "GET", Permission.QUALITY_READ)

    @api.get(
        "quality/",
        url_name="quality",
        operation_id="list_quality",
        summary="Hồ sơ của từng đơn vị sạch đến đâu",
        tags=[TITLE],
        response=UnitsOut,
    )
    def units(request: HttpRequest) -> UnitsOut:
        return UnitsOut(items=[_unit(one) for one in quality_of(_user(request), today())])

    @api.get(
        "quality/findings/",
        url_name="quality-findings",
        operation_id="list_quality_findings",
        summary="Từng chỗ cần xem lại",
        tags=[TITLE],
        response=FindingsOut,
    )
    def findings(
        request: HttpRequest,
        asked: Query[FindingsAsked],
    ) -> FindingsOut:
        found = [
            (unit, result, finding)
            for unit in quality_of(_user(request), today())
            for result in unit.results
            for finding in result.findings
            if _is_wanted(asked, unit, result)
        ]
        page = found[asked.after : asked.after + asked.limit]
        end = asked.after + len(page)
        more = end if end < len(found) else None
        return FindingsOut(items=[_finding(*one) for one in page], next=more)


def _user(request: HttpRequest) -> User:
    return bearer(request).user


def _is_wanted(asked: FindingsAsked, unit: UnitQuality, result: Result) -> bool:
    return (
        asked.unit in (None, unit.unit.id)
        and asked.check in (None, result.check.id)
        and asked.severity in (None, str(result.check.severity))
    )


def _unit(one: UnitQuality) -> UnitOut:
    return UnitOut(
        unit=body(one.unit), percent=one.percent, findings=one.findings, errors=one.errors
    )


def _finding(unit: UnitQuality, result: Result, finding: Finding) -> FindingOut:
    check = result.check
    return FindingOut(
        unit=body(unit.unit),
        check=Coded(code=check.id, name=check.title),
        severity=Coded(code=str(check.severity), name=check.severity.label),
        about=finding.about,
        record=finding.record,
        told=finding.told,
        what_to_do=check.what_to_do,
    )
