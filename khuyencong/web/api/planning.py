"""Plans of a year with their versions, and what bodies register for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.plans.models import (
    Plan,
    PlanAct,
    PlanRow,
    PlanVersion,
    Registration,
    RegistrationRow,
)
from khuyencong.plans.queries import plans_visible_to, registrations_visible_to
from khuyencong.plans.states import Standing, Why
from khuyencong.web.api.asking import Asked, AWord, AYear, narrowed
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import BodyRef, Coded, body, display


class PlanOut(Schema):
    """Kế hoạch khuyến công một năm của một đơn vị."""

    id: UUID
    owner: BodyRef
    year: int
    level: Coded
    recorded_at: datetime


class RowOut(Schema):
    """Một đề án trong một phiên bản kế hoạch."""

    project: UUID
    rank: int
    standing: Coded
    why: Coded
    reason: str


class VersionOut(Schema):
    """Một phiên bản kế hoạch."""

    id: UUID
    number: int
    kind: Coded
    state: Coded
    decision: str
    decided_on: date | None
    content_hash: str = Field(description="Dấu của nội dung được phê duyệt.")
    rows: list[RowOut]


class PlanWhole(PlanOut):
    """Một kế hoạch với mọi phiên bản."""

    versions: list[VersionOut]


class PlansAsked(Asked):
    """Which plans."""

    year: AYear = None
    level: AWord = None
    owner: UUID | None = None


COLUMNS = {"year": "year", "level": "level", "owner": "owner"}


def _plan_rows(user: User | None) -> QuerySet[Plan]:
    if user is None:
        return Plan.objects.none()
    return plans_visible_to(user).select_related("owner")


def _plans(rows: QuerySet[Any], asked: PlansAsked) -> QuerySet[Any]:
    return narrowed(rows, asked, COLUMNS)


def _plan(row: Plan) -> dict[str, Any]:
    return {
        "id": row.id,
        "owner": body(row.owner),
        "year": row.year,
        "level": display(row, "level"),
        "recorded_at": row.recorded_at,
    }


def _tell_plans(rows: Sequence[Plan]) -> list[PlanOut]:
    return [PlanOut(**_plan(row)) for row in rows]


def _tell_plan(row: Plan) -> PlanWhole:
    ranked = Prefetch("rows", PlanRow.objects.order_by("rank", "id"))
    versions = row.versions.order_by("number").prefetch_related(ranked)
    return PlanWhole(**_plan(row), versions=[_version(one) for one in versions])


def _version(row: PlanVersion) -> VersionOut:
    return VersionOut(
        id=row.id,
        number=row.number,
        kind=display(row, "kind"),
        state=display(row, "state"),
        decision=row.decision,
        decided_on=row.decided_on,
        content_hash=row.content_hash,
        rows=[
            RowOut(
                project=one.project_id,
                rank=one.rank,
                standing=Coded(code=one.standing, name=str(Standing(one.standing).label)),
                why=Coded(code=one.why, name=str(Why(one.why).label)),
                reason=one.reason,
            )
            for one in row.rows.all()
        ],
    )


def _plan_changed() -> Any:
    """Return when the last thing was done to a version of a plan."""
    acts = PlanAct.objects.filter(version__plan=OuterRef("pk")).order_by("-at")
    return Coalesce(Subquery(acts.values("at")[:1]), F("recorded_at"))


PLANS = Resource(
    path="plans",
    one="plan",
    title="Kế hoạch năm",
    rule=Permission.PLAN_READ,
    rows=_plan_rows,
    out=PlanOut,
    tell=_tell_plans,
    whole=PlanWhole,
    tell_whole=_tell_plan,
    changed=_plan_changed,
    asked=PlansAsked,
    narrow=_plans,
)


class RegistrationOut(Schema):
    """Đăng ký kế hoạch của một đơn vị."""

    id: UUID
    registrar: BodyRef
    owner: BodyRef = Field(description="Nơi nhận đăng ký.")
    year: int
    level: Coded
    letter: str
    sent_at: datetime | None
    projects: list[UUID] = Field(description="Đề án trong danh mục đăng ký, theo thứ tự.")


def _registration_rows(user: User | None) -> QuerySet[Registration]:
    if user is None:
        return Registration.objects.none()
    return registrations_visible_to(user).select_related("registrar", "owner")


def _tell_registrations(rows: Sequence[Registration]) -> list[RegistrationOut]:
    listed: dict[UUID, list[UUID]] = {row.id: [] for row in rows}
    told = RegistrationRow.objects.filter(registration__in=listed)
    pairs = told.order_by("position").values_list("registration_id", "project_id")
    for registration, project in pairs:
        listed[registration].append(project)
    return [
        RegistrationOut(
            id=row.id,
            registrar=body(row.registrar),
            owner=body(row.owner),
            year=row.year,
            level=display(row, "level"),
            letter=row.letter,
            sent_at=row.sent_at,
            projects=listed[row.id],
        )
        for row in rows
    ]


REGISTRATIONS = Resource(
    path="registrations",
    one="registration",
    title="Đăng ký kế hoạch",
    rule=Permission.PLAN_READ,
    rows=_registration_rows,
    out=RegistrationOut,
    tell=_tell_registrations,
    asked=PlansAsked,
    narrow=_plans,
)

RESOURCES = (PLANS, REGISTRATIONS)
