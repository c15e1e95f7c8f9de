"""Loads what happened to a đề án: appraisals, contracts, inspections, requests to change."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.law.states import Change
from khuyencong.projects.models import (
    Adjustment,
    Annex,
    Appraisal,
    AppraisalCriterion,
    AppraisalSheet,
    Contract,
    Project,
)
from khuyencong.projects.models.projects import SOURCES
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.projects.queries.documents.changes import Names, changes_told
from khuyencong.projects.queries.documents.facts import (
    AdjustmentTold,
    AnnexTold,
    AppraisalTold,
    ContractTold,
    Criterion,
    FindingTold,
    InspectionTold,
    LineTold,
    Sheet,
)
from khuyencong.projects.states import AdjustmentState, ContractTier
from khuyencong.registry.models import Establishment, Place
from khuyencong.values.dates import day_in_vietnam

SOURCE_LABELS = dict(SOURCES)


def appraisals_of(project: Project) -> tuple[AppraisalTold, ...]:
    """Return every round with its sheets and the criteria of the day it was opened."""
    rows = list(project.appraisals.prefetch_related("sheets").order_by("at", "round"))
    criteria = list(AppraisalCriterion.objects.filter(level=project.level).order_by("position"))
    people = {sheet.by for row in rows for sheet in row.sheets.all()}
    names = dict(User.objects.filter(id__in=people).values_list("id", "full_name"))
    return tuple(_appraisal(row, criteria, names) for row in rows)


def _appraisal(
    row: Appraisal, criteria: Iterable[AppraisalCriterion], names: dict[UUID, str]
) -> AppraisalTold:
    opened = day_in_vietnam(row.opened_at)
    sheets = sorted(row.sheets.all(), key=lambda sheet: sheet.at)
    return AppraisalTold(
        id=row.id,
        level=row.at,
        level_label=row.get_at_display(),
        round=row.round,
        opened=opened,
        closed=day_in_vietnam(row.closed_at) if row.closed_at else None,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        words=row.words,
        sheets=tuple(_sheet(sheet, names) for sheet in sheets),
        criteria=_criteria(row, criteria, opened, sheets),
    )


def _sheet(row: AppraisalSheet, names: dict[UUID, str]) -> Sheet:
    return Sheet(
        id=row.id,
        name=names.get(row.by, ""),
        points=row.points,
        total=row.total,
        remark=row.remark,
        conflict=row.conflict,
        day=day_in_vietnam(row.at),
    )


def _criteria(
    row: Appraisal,
    criteria: Iterable[AppraisalCriterion],
    day: date,
    sheets: Sequence[AppraisalSheet],
) -> tuple[Criterion, ...]:
    """Return the criteria of the day, of those that the sheets speak of."""
    scored = {code for sheet in sheets for code in sheet.points}
    return tuple(
        Criterion(code=one.code, label=one.label, most=one.most)
        for one in criteria
        if one.at == row.at and _held(one, day) and (not scored or one.code in scored)
    )


def _held(one: AppraisalCriterion, day: date) -> bool:
    begun = one.valid_from is None or one.valid_from <= day
    return begun and (one.valid_until is None or day < one.valid_until)


def contracts_of(project: Project, lines: Sequence[LineTold]) -> tuple[ContractTold, ...]:
    """Return the contracts with their annexes, those of the first tier first."""
    rows = project.contracts.prefetch_related("shares", "annexes").order_by("-tier", "signed_on")
    names = {str(line.id): f"{line.number}. {line.what}" for line in lines}
    return tuple(_contract(row, names) for row in rows)


def _contract(row: Contract, names: dict[str, str]) -> ContractTold:
    promised: dict[UUID, int] = {}
    for share in row.shares.all():
        promised[share.line_id] = promised.get(share.line_id, 0) + share.amount
    annexes = sorted(row.annexes.all(), key=lambda one: (one.signed_on, one.number))
    return ContractTold(
        id=row.id,
        is_first=row.tier == ContractTier.IMPLEMENTER,
        number=row.number,
        signed_on=row.signed_on,
        ends_on=row.ends_on,
        advance_percent=row.advance_percent,
        advance_reason=row.advance_reason,
        liquidated_on=row.liquidated_on,
        promised=promised,
        annexes=tuple(_annex(one, names) for one in annexes),
    )


def _annex(row: Annex, names: dict[str, str]) -> AnnexTold:
    changed = []
    for key, (before, after) in sorted(row.changed.items()):
        line, _, source = key.partition("|")
        label = SOURCE_LABELS.get(source, source)
        changed.append((names.get(line, "Dòng hỗ trợ"), label, before, after))
    return AnnexTold(
        id=row.id,
        number=row.number,
        signed_on=row.signed_on,
        told=row.told,
        changed=tuple(changed),
    )


def inspections_of(project: Project, day: date) -> tuple[InspectionTold, ...]:
    """Return the inspections with what they found."""
    rows = project.inspections.select_related("body__place", "body__parent__place")
    rows = rows.prefetch_related("findings").order_by("day", "recorded_at")
    bodies = {row.body_id: row.body for row in rows}
    named = {key: body_on(body, day) for key, body in bodies.items()}
    return tuple(
        InspectionTold(
            id=row.id,
            day=row.day,
            body=named[row.body_id],
            minutes=row.minutes,
            findings=tuple(
                FindingTold(told=one.told, due_on=one.due_on, how=one.how)
                for one in row.findings.all()
            ),
        )
        for row in rows
    )


def adjustments_of(project: Project, lines: Sequence[LineTold]) -> tuple[AdjustmentTold, ...]:
    """Return the requests to change that nobody took back, with what they ask in words."""
    rows = list(project.adjustments.exclude(state=AdjustmentState.WITHDRAWN).order_by("asked_at"))
    names = _names(rows, lines)
    return tuple(_adjustment(row, names) for row in rows)


def _adjustment(row: Adjustment, names: Names) -> AdjustmentTold:
    known = set(Change.values)
    return AdjustmentTold(
        id=row.id,
        kinds=tuple(str(Change(kind).label) for kind in row.kinds if kind in known),
        changes=tuple(changes_told(row.before, row.after, names)),
        reason=row.reason,
        day=day_in_vietnam(row.asked_at),
        authority=row.authority,
    )


def _names(rows: Sequence[Adjustment], lines: Sequence[LineTold]) -> Names:
    ids = {key for row in rows for key in _ids({"before": row.before, "after": row.after})}
    establishments = Establishment.objects.filter(id__in=ids).values_list("id", "name")
    places = Place.objects.filter(id__in=ids)
    return Names(
        lines={str(line.id): f"Dòng {line.number}, {line.what}" for line in lines},
        establishments={str(key): name for key, name in establishments},
        places={str(place.id): str(place) for place in places},
    )


def _ids(value: Any) -> set[UUID]:
    """Return every id that stands somewhere in what a request keeps."""
    if isinstance(value, dict):
        return {key for part in value.values() for key in _ids(part)}
    if isinstance(value, list):
        return {key for part in value for key in _ids(part)}
    return (
        {UUID(part) for part in value.split(",") if _is_id(part)}
        if isinstance(value, str)
        else set()
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
