"""Needs are told, set right, dropped, met, and carried to the next year."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions.noting import (
    ChangedMeanwhile,
    locked_need,
    note,
    one_of,
    require_money,
    require_year,
)
from khuyencong.applications.models import Need, Request, SurveyRound
from khuyencong.applications.queries import department_for
from khuyencong.applications.rules import content_of, may_carry, may_record_needs
from khuyencong.applications.rules.permissions import DRAFT_PROJECT
from khuyencong.applications.states import NeedState, S
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.states import Item
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries import stands_for
from khuyencong.values.dates import day_in_vietnam

MAY_NOT = "Anh/chị không có quyền ghi nhu cầu của cơ sở này."
WHAT, SHORT, REASON = 300, 150, 300
MOST_PEOPLE, MOST_YEARS = 1_000_000, 200


@dataclass(frozen=True, kw_only=True)
class NeedTold:
    """A need as an establishment tells it at a visit. Money in đồng; None where it is not told."""

    establishment: Establishment
    item: str
    what: str
    year: int
    visited_on: date
    round: SurveyRound | None = None
    cost: int | None = None
    own_money: int | None = None
    machine_age: int | None = None
    energy: str = ""
    waste: str = ""
    jobs: int | None = None

    @classmethod
    def of(cls, need: Need) -> "NeedTold":
        """Return a need as it was told."""
        return cls(**{field.name: getattr(need, field.name) for field in fields(cls)})


@transaction.atomic
def record_need(*, by: Actor, told: NeedTold, at: datetime, is_demonstration: bool = False) -> Need:
    """Write a need down for the department that answers for the establishment."""
    establishment = stands_for(told.establishment)
    custodian = department_for(establishment, day_in_vietnam(at))
    if not may_record_needs(by, custodian.id):
        raise Refused(MAY_NOT)
    need = Need(
        custodian=custodian,
        establishment=establishment,
        commune=establishment.commune,
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    _tell(need, told, at)
    need.save(force_insert=True)
    _note("need.recorded", need, by, at)
    return need


@transaction.atomic
def amend_need(*, by: Actor, need: Need, seen: UUID, told: NeedTold, at: datetime) -> Need:
    """Set an open need right; ChangedMeanwhile where it is not the one that was `seen`."""
    need = _own(by, need)
    if need.stamp != seen:
        raise ChangedMeanwhile
    if need.state != NeedState.OPEN:
        raise Refused("Nhu cầu này không còn để ngỏ: không sửa được nữa.")
    _tell(need, told, at)
    _save(need)
    _note("need.amended", need, by, at)
    return need


@transaction.atomic
def drop_need(*, by: Actor, need: Need, reason: str, at: datetime) -> Need:
    """Say that the establishment no longer wants it, and why."""
    need = _own(by, need)
    if need.state != NeedState.OPEN:
        raise Refused("Chỉ bỏ được nhu cầu còn để ngỏ.")
    need.reason = line(reason, "Lý do", REASON, required=True)
    need.state = NeedState.DROPPED
    _save(need)
    _note("need.dropped", need, by, at)
    return need


@transaction.atomic
def meet_need(*, by: Actor, request: Request, at: datetime) -> None:
    """Say that the need behind a request was met; the room of the đề án calls this."""
    if not by.may(DRAFT_PROJECT, of=request.custodian_id):
        raise Refused(MAY_NOT)
    if request.state != S.IN_PROJECT:
        raise Refused("Chỉ đề nghị đã vào đề án mới được ghi là đã đáp ứng.")
    need = request.need and locked_need(request.need)
    if need and need.state == NeedState.REQUESTED:
        need.state = NeedState.MET
        _save(need)
        _note("need.met", need, by, at)


@transaction.atomic
def carry_needs(
    *, by: Actor, custodian: Organisation, from_year: int, to_year: int, at: datetime
) -> int:
    """Carry every open need of a year to a later one; return how many, 0 the second time.

    The old need stays where it was, as carried; the new one knows where it comes from.
    """
    if not may_carry(by, custodian.id):
        raise Refused("Anh/chị không có quyền chuyển nhu cầu của đơn vị này sang năm sau.")
    require_year(to_year)
    if to_year <= from_year:
        raise Refused("Chỉ chuyển nhu cầu sang năm sau.")
    rows = Need.objects.select_for_update().filter(
        custodian=custodian, year=from_year, state=NeedState.OPEN
    )
    left = list(rows.order_by("id"))
    Need.objects.bulk_create([_carried(need, to_year, by, at) for need in left])
    for need in left:
        need.state, need.stamp = NeedState.CARRIED, new_id()
    Need.objects.bulk_update(left, ["state", "stamp"])
    if left:
        told = "\n".join(str(need.id) for need in left)
        digest = hashlib.sha256(told.encode()).hexdigest()
        facts = {"rows": len(left), "from": from_year, "to": to_year, "sha256": digest}
        about = f"organisation:{custodian.id}"
        note("need.carried", custodian=custodian.id, about=about, by=by, at=at, facts=facts)
    return len(left)


#: What a need that is carried takes along.
_TAKEN_ALONG = (
    "custodian_id", "establishment_id", "commune_id", "item", "content", "what", "cost",
    "own_money", "machine_age", "energy", "waste", "jobs", "visited_on", "is_demonstration",
)  # fmt: skip


def _carried(need: Need, to_year: int, by: Actor, at: datetime) -> Need:
    along = {name: getattr(need, name) for name in _TAKEN_ALONG}
    return Need(**along, year=to_year, carried_from=need, by=by.id, recorded_at=at)


def _tell(need: Need, told: NeedTold, at: datetime) -> None:
    """Put what is told into the row; Refused says what cannot be so."""
    need.item = one_of(told.item, Item.values, "Hạng mục")
    need.content = content_of(need.item)
    need.what = line(told.what, "Việc cần hỗ trợ", WHAT, required=True)
    need.energy = line(told.energy, "Năng lượng", SHORT)
    need.waste = line(told.waste, "Chất thải", SHORT)
    require_year(told.year)
    require_money(told.cost, "Chi phí ước tính")
    require_money(told.own_money, "Vốn đã có sẵn")
    _require_count(told.jobs, "Việc làm thêm", MOST_PEOPLE)
    _require_count(told.machine_age, "Tuổi máy", MOST_YEARS)
    if told.visited_on > day_in_vietnam(at):
        raise Refused("Ngày đến cơ sở phải là hôm nay hoặc đã qua.")
    _require_round(need, told)
    need.round, need.year, need.visited_on = told.round, told.year, told.visited_on
    need.cost, need.own_money = told.cost, told.own_money
    need.jobs, need.machine_age = told.jobs, told.machine_age


def _require_round(need: Need, told: NeedTold) -> None:
    if told.round is None or told.round.id == need.round_id:
        return
    if told.round.custodian_id != need.custodian_id:
        raise Refused("Đợt khảo sát này là của đơn vị khác.")
    if told.round.closed_on is not None:
        raise Refused("Đợt khảo sát đã đóng: ghi nhu cầu ngoài đợt.")


def _require_count(number: int | None, what: str, most: int) -> None:
    if number is not None and not 0 <= number <= most:
        raise Refused(f"{what} phải là số từ 0 đến {most}.")


def _own(by: Actor, need: Need) -> Need:
    need = locked_need(need)
    if not may_record_needs(by, need.custodian_id):
        raise Refused(MAY_NOT)
    return need


def _save(need: Need) -> None:
    need.stamp = new_id()
    need.save()


def _note(act: str, need: Need, by: Actor, at: datetime) -> None:
    note(act, custodian=need.custodian_id, about=f"need:{need.id}", by=by, at=at)
