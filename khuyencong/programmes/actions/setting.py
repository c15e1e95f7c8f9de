"""Targets, plans of years and estimates are set and corrected; every version stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.programmes.actions.noting import CITATION, NAME, REASON, note, put
from khuyencong.programmes.models import Estimate, Programme, Target, YearPlan
from khuyencong.programmes.models.figures import ASKED
from khuyencong.programmes.rules import (
    require_edit,
    require_inside,
    require_question,
    require_value,
)
from khuyencong.programmes.states import BOUNDS, Sure
from khuyencong.values.periods import Period

DAYS = ("period_start", "period_end")
_Row = TypeVar("_Row", Target, YearPlan, Estimate)


@dataclass(frozen=True, kw_only=True)
class TargetTold:
    """What is to be reached; without a period over the whole programme."""

    measure: str
    value: int
    citation: str
    content: str = ""
    source: str = ""
    value_high: int | None = None
    bound: str = ""
    period: Period | None = None
    sure: Sure = Sure.STATED
    basis: str = ""
    verified: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanTold:
    """What the plan of a year asks for."""

    measure: str
    year: int
    value: int
    citation: str
    content: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EstimateTold:
    """What is expected of days that are not over, and why."""

    measure: str
    period: Period
    value: int
    reason: str
    content: str = ""
    source: str = ""
    citation: str = ""


@transaction.atomic
def set_target(*, by: Actor, at: datetime, programme: Programme, told: TargetTold) -> Target:
    """Set or correct a target; Refused without a source, or for a correction without a reason."""
    require_edit(by, programme.custodian_id)
    row = target_of(programme, told, at)
    row.by = by.id
    return keep(row, at)


def target_of(programme: Programme, told: TargetTold, at: datetime) -> Target:
    """Return a target as it would be kept; Refused for one that cannot be."""
    measure = require_question(told.measure, told.content, told.source)
    period = told.period or programme.period
    require_inside(period, programme.period)
    require_value(measure, told.value, told.value_high)
    if told.bound not in BOUNDS:
        raise Refused("Cách nói của số không có trong danh mục. Xin chọn lại.")
    implied = told.sure == Sure.IMPLIED
    if implied and told.verified:
        raise Refused("Mục tiêu suy ra từ báo cáo thì chưa thể là đã kiểm chứng.")
    return Target(
        programme=programme,
        measure=told.measure,
        content=told.content,
        source=told.source,
        value=told.value,
        value_high=told.value_high,
        bound=told.bound,
        period_start=period.start,
        period_end=period.end,
        sure=told.sure,
        basis=line(told.basis, "Cách suy ra", NAME, required=implied),
        verified=told.verified,
        citation=line(told.citation, "Nguồn số liệu", CITATION, required=True),
        reason=line(told.reason, "Lý do", REASON),
        recorded_at=at,
    )


@transaction.atomic
def set_plan(*, by: Actor, at: datetime, programme: Programme, told: PlanTold) -> YearPlan:
    """Set or correct what the plan of a year of the programme asks for."""
    require_edit(by, programme.custodian_id)
    measure = require_question(told.measure, told.content, told.source)
    require_value(measure, told.value, least=0)
    if told.year not in programme.period.years:
        raise Refused(f"Năm {told.year} không nằm trong {programme.period}.")
    row = YearPlan(
        programme=programme,
        measure=told.measure,
        content=told.content,
        source=told.source,
        year=told.year,
        value=told.value,
        citation=line(told.citation, "Nguồn số liệu", CITATION, required=True),
        reason=line(told.reason, "Lý do", REASON),
        by=by.id,
        recorded_at=at,
    )
    return keep(row, at)


@transaction.atomic
def set_estimate(*, by: Actor, at: datetime, programme: Programme, told: EstimateTold) -> Estimate:
    """Set or correct what is expected of days to come; Refused without a reason."""
    require_edit(by, programme.custodian_id)
    measure = require_question(told.measure, told.content, told.source)
    require_value(measure, told.value, least=0)
    require_inside(told.period, programme.period)
    row = Estimate(
        programme=programme,
        measure=told.measure,
        content=told.content,
        source=told.source,
        value=told.value,
        period_start=told.period.start,
        period_end=told.period.end,
        citation=line(told.citation, "Nguồn số liệu", CITATION),
        reason=line(told.reason, "Lý do ước", REASON, required=True),
        by=by.id,
        recorded_at=at,
    )
    return keep(row, at)


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, row: Target | YearPlan | Estimate, reason: str) -> None:
    """Take a number back; it stays on record, and the journal keeps the reason."""
    require_edit(by, row.programme.custodian_id)
    reason = line(reason, "Lý do rút", REASON, required=True)
    standing = type(row)._default_manager.filter(id=row.id, superseded_at=None)
    if not standing.update(superseded_at=at):
        raise Refused("Số này đã được người khác sửa hoặc rút.")
    facts = {"reason": reason, "value": row.value}
    note(
        f"{row._meta.model_name}.withdrawn",
        custodian=row.programme.custodian_id,
        row=row,
        by=by.id,
        at=at,
        facts=facts,
    )


def keep(row: _Row, at: datetime) -> _Row:
    """Keep a number in place of the one before, and note it; the same again changes nothing."""
    span: tuple[str, ...] = ("year",) if isinstance(row, YearPlan) else DAYS
    same = {name: getattr(row, name) for name in (*ASKED, *span)}
    told: tuple[str, ...] = ("value", "citation")
    if isinstance(row, Target):
        told += ("value_high", "bound", "sure", "basis", "verified")
    kept = put(row, same, told)
    if kept is row:
        facts = {"measure": row.measure, "value": row.value, "programme": row.programme.key}
        note(
            f"{row._meta.model_name}.set",
            custodian=row.programme.custodian_id,
            row=row,
            by=row.by,
            at=at,
            facts=facts,
        )
    return kept
