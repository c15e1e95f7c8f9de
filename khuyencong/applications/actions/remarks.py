"""Limits and causes are noted under tags through the year, and taken back where wrong."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.applications.actions.noting import note
from khuyencong.applications.models import Proposal, Remark, Tag
from khuyencong.applications.queries.custody import of_department
from khuyencong.applications.rules.proposals import RECORD_REMARKS
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import custodian_today, province_on
from khuyencong.values.dates import day_in_vietnam

WORDS, REASON = 500, 300
MAY_NOT = "Anh/chị không có quyền ghi hạn chế, nguyên nhân cho đơn vị này."


@dataclass(frozen=True, kw_only=True)
class RemarkTold:
    """A limit or cause as it is noted; without a place it is of the custodian's own."""

    custodian: Organisation
    tag: Tag
    day: date
    told: str
    place: Place | None = None


@transaction.atomic
def record_remark(
    *, by: Actor, told: RemarkTold, at: datetime, is_demonstration: bool = False
) -> Remark:
    """Note a limit or a cause of a day under its tag."""
    today = day_in_vietnam(at)
    custodian = of_department(custodian_today(told.custodian, today))
    if told.day > today:
        raise Refused("Ngày ghi nhận phải là hôm nay hoặc đã qua.")
    place = told.place or custodian.place
    province = province_on(place, told.day) if place else None
    remark = Remark(
        custodian=custodian,
        tag=told.tag,
        place=place if province else None,
        province=province,
        day=told.day,
        told=line(told.told, "Điều ghi nhận", WORDS, required=True),
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    return _keep(remark, by, at)


@transaction.atomic
def tag_proposal(
    *,
    by: Actor,
    proposal: Proposal,
    tag: Tag,
    at: datetime,
    told: str = "",
    is_demonstration: bool = False,
) -> Remark:
    """Draw a limit or a cause out of a proposal; the same tag a second time changes nothing."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(id=proposal.id)
    standing = proposal.remarks.filter(tag=tag, superseded_at=None).first()
    if standing:
        return standing
    remark = Remark(
        custodian=_tagged_for(by, proposal),
        tag=tag,
        proposal=proposal,
        place=proposal.place,
        province=proposal.province,
        day=proposal.raised_on,
        told=line(told, "Điều ghi nhận", WORDS),
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    return _keep(remark, by, at)


def _tagged_for(by: Actor, proposal: Proposal) -> Organisation:
    """Return the body on the proposal's way for which the person may note something."""
    for body in (proposal.custodian, proposal.holder):
        if by.may(RECORD_REMARKS, of=body.id):
            return body
    raise Refused(MAY_NOT)


@transaction.atomic
def take_back_remark(*, by: Actor, remark: Remark, reason: str, at: datetime) -> Remark:
    """Take back what was noted wrongly; it is counted no more, and stays readable."""
    remark = Remark.objects.select_for_update(of=("self",)).get(id=remark.id)
    if not by.may(RECORD_REMARKS, of=remark.custodian_id):
        raise Refused(MAY_NOT)
    reason = line(reason, "Lý do", REASON, required=True)
    if remark.superseded_at is None:
        remark.superseded_at, remark.taken_back = at, reason
        remark.save(update_fields=["superseded_at", "taken_back"])
        _note("remark.taken_back", remark, by, at)
    return remark


def _keep(remark: Remark, by: Actor, at: datetime) -> Remark:
    if not by.may(RECORD_REMARKS, of=remark.custodian_id):
        raise Refused(MAY_NOT)
    remark.save(force_insert=True)
    _note("remark.recorded", remark, by, at)
    return remark


def _note(act: str, remark: Remark, by: Actor, at: datetime) -> None:
    facts = {"tag": remark.tag_id}
    about = f"remark:{remark.id}"
    note(act, custodian=remark.custodian_id, about=about, by=by, at=at, facts=facts)
