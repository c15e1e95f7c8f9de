"""Persons come to a body, change their degree or contract, leave: each spell is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from django.db import transaction

from khuyencong.core.lines import line
from khuyencong.core.users import Actor
from khuyencong.registry.actions.bodies.noting import (
    MAY_NOT,
    SOURCE,
    note,
    one_of,
    past_day,
)
from khuyencong.registry.actions.bodies.telling import replaced
from khuyencong.registry.models import Collaborator, Organisation, Place, StaffMember
from khuyencong.registry.models.bodies import Spanned
from khuyencong.registry.rules import Refused, may_keep_staff
from khuyencong.registry.states import Degree, Level, StaffContract, StaffField
from khuyencong.values.money import MAX_AMOUNT

NAME, ERASED = 120, "(đã xoá)"
Row = TypeVar("Row", bound=Spanned)


@dataclass(frozen=True, kw_only=True)
class StaffTold:
    """Who works at a body from a day on, and how."""

    degree: str
    contract: str
    field: str
    at_base: bool
    valid_from: date
    source: str


@transaction.atomic
def enter_staff(
    *,
    by: Actor,
    body: Organisation,
    name: str,
    told: StaffTold,
    at: datetime,
    is_demonstration: bool = False,
) -> StaffMember:
    """Enter a person who works at a body. The name goes into no journal and no list."""
    _require_right(by, body)
    member = StaffMember(
        organisation=body,
        name=line(name, "Họ và tên", NAME, required=True),
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    _tell(member, told, at)
    member.save(force_insert=True)
    note("staff.entered", member, by, at)
    return member


@transaction.atomic
def change_staff(*, by: Actor, member: StaffMember, told: StaffTold, at: datetime) -> StaffMember:
    """Let a new degree, contract or field hold from a day; the spell of before ends with it."""
    member = _open(by, member)
    if told.valid_from <= member.valid_from:
        raise Refused("Ngày đổi phải sau ngày bắt đầu của giai đoạn trước.")
    past_day(told.valid_from, at, "Ngày đổi")
    replaced("staff.spell_ended", member, by, at, valid_until=told.valid_from)
    fresh = StaffMember(
        organisation=member.organisation,
        person=member.person,
        name=member.name,
        by=by.id,
        recorded_at=at,
        is_demonstration=member.is_demonstration,
    )
    _tell(fresh, told, at)
    fresh.save(force_insert=True)
    note("staff.changed", fresh, by, at)
    return fresh


@dataclass(frozen=True, kw_only=True)
class CollaboratorTold:
    """Who helps in a commune from a day on, with what allowance in đồng a month."""

    name: str
    commune: Place
    valid_from: date
    source: str
    allowance: int | None = None


@transaction.atomic
def enter_collaborator(
    *,
    by: Actor,
    body: Organisation,
    told: CollaboratorTold,
    at: datetime,
    is_demonstration: bool = False,
) -> Collaborator:
    """Enter a collaborator of a body in a commune of that day."""
    _require_right(by, body)
    if told.commune.level != Level.COMMUNE or not told.commune.held_on(told.valid_from):
        raise Refused(f"{told.commune} không phải là một xã, phường, đặc khu vào ngày ấy.")
    if told.allowance is not None and not 0 <= told.allowance <= MAX_AMOUNT:
        raise Refused("Phụ cấp phải từ 0 đồng trở lên và không quá lớn.")
    row = Collaborator(
        organisation=body,
        name=line(told.name, "Họ và tên", NAME, required=True),
        commune=told.commune,
        allowance=told.allowance,
        valid_from=past_day(told.valid_from, at, "Ngày bắt đầu"),
        source=line(told.source, "Căn cứ", SOURCE, required=True),
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    row.save(force_insert=True)
    note("collaborator.entered", row, by, at)
    return row


@transaction.atomic
def leave(*, by: Actor, row: Spanned, on: date, at: datetime) -> Spanned:
    """Say that a person left: the last spell held until before that day."""
    spell = _open(by, row)
    if on <= spell.valid_from:
        raise Refused("Ngày thôi phải sau ngày bắt đầu.")
    past_day(on, at, "Ngày thôi")
    return replaced(f"{spell._meta.model_name}.left", spell, by, at, valid_until=on)


@transaction.atomic
def erase_name(*, by: Actor, row: StaffMember | Collaborator, at: datetime) -> int:
    """Erase the name of a person in every spell; the counts stay. Return how many rows changed."""
    _require_right(by, row.organisation)
    if isinstance(row, StaffMember):
        changed = StaffMember.objects.filter(person=row.person).update(name=ERASED)
    else:
        same = {"organisation": row.organisation, "name": row.name, "commune": row.commune}
        changed = Collaborator.objects.filter(**same).update(name=ERASED)
    note(f"{row._meta.model_name}.name_erased", row, by, at)
    return changed


def _tell(member: StaffMember, told: StaffTold, at: datetime) -> None:
    member.degree = one_of(told.degree, Degree.values, "Trình độ")
    member.contract = one_of(told.contract, StaffContract.values, "Hình thức")
    member.field = one_of(told.field, StaffField.values, "Lĩnh vực")
    member.at_base = told.at_base
    member.valid_from = past_day(told.valid_from, at, "Ngày bắt đầu")
    member.source = line(told.source, "Căn cứ", SOURCE, required=True)


def _require_right(by: Actor, body: Organisation) -> None:
    if not may_keep_staff(by, body.id):
        raise Refused(MAY_NOT)


def _open(by: Actor, row: Row) -> Row:
    """Return the row as it stands now, locked; Refused for one that ended or was replaced."""
    rows = type(row)._default_manager.select_for_update(of=("self",))
    found = cast(Row, rows.select_related("organisation").get(pk=row.pk))
    _require_right(by, found.organisation)
    if found.superseded_at is not None or found.valid_until is not None:
        raise Refused("Giai đoạn này đã kết thúc hoặc đã được sửa. Xin tải lại trang.")
    return found
