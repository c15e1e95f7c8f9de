"""A proposal is raised, passed up, returned, answered or drafted; each hop is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions.noting import ChangedMeanwhile, note, one_of
from khuyencong.applications.models import Proposal, ProposalMove
from khuyencong.applications.queries.custody import of_department
from khuyencong.applications.rules.proposals import (
    RAISE,
    body_of_step,
    may_take_step,
)
from khuyencong.applications.states import (
    PROPOSAL_STEPS,
    ProposalKind,
    ProposalState,
    RaisedBy,
)
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.law.models import LegalDocument
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries import bodies_above, custodian_today, province_on
from khuyencong.values.dates import day_in_vietnam

WHAT, WORDS, SHORT = 200, 2000, 150
NOT_YOURS = "Anh/chị không có quyền làm việc này với kiến nghị của đơn vị này."
APART = "Người nêu kiến nghị không được tự ghi là đã trả lời: xin để người khác ghi."


@dataclass(frozen=True, kw_only=True)
class ProposalTold:
    """A proposal as it is raised. `to` must answer; None: the body that keeps it."""

    custodian: Organisation
    kind: str
    raised_by: str
    what: str
    raised_on: date
    details: str = ""
    establishment: Establishment | None = None
    place: Place | None = None
    occasion: str = ""
    to: Organisation | None = None
    due_on: date | None = None
    due_basis: str = ""


@transaction.atomic
def raise_proposal(
    *, by: Actor, told: ProposalTold, at: datetime, is_demonstration: bool = False
) -> Proposal:
    """Keep a proposal for the body of who raises it, and put it before who must answer."""
    today = day_in_vietnam(at)
    custodian = of_department(custodian_today(told.custodian, today))
    if not by.may(RAISE, of=custodian.id):
        raise Refused("Anh/chị không có quyền ghi kiến nghị của đơn vị này.")
    if told.raised_on > today:
        raise Refused("Ngày nêu phải là hôm nay hoặc đã qua.")
    proposal = Proposal(
        custodian=custodian,
        holder=_first_holder(told, custodian, today),
        raised_on=told.raised_on,
        by=by.id,
        recorded_at=at,
        changed_at=at,
        is_demonstration=is_demonstration,
    )
    _tell(proposal, told)
    _set_due(proposal, told.due_on, told.due_basis)
    proposal.save(force_insert=True)
    _keep_move(proposal, "raise", "", None, by, at)
    return proposal


def _first_holder(told: ProposalTold, custodian: Organisation, on: date) -> Organisation:
    if told.to is None or told.to.id == custodian.id:
        if told.raised_by == RaisedBy.PROVINCE:
            raise Refused("Kiến nghị của chính đơn vị phải gửi lên cấp trên.")
        return custodian
    return _above(custodian, told.to, on)


def _above(body: Organisation, to: Organisation, on: date) -> Organisation:
    if to.id not in {one.id for one in bodies_above(body, on)}:
        raise Refused(f"{to} không phải là cấp trên của {body}.")
    return to


def _tell(proposal: Proposal, told: ProposalTold) -> None:
    proposal.kind = one_of(told.kind, ProposalKind.values, "Loại")
    proposal.raised_by = one_of(told.raised_by, RaisedBy.values, "Ai nêu")
    proposal.what = line(told.what, "Kiến nghị", WHAT, required=True)
    proposal.details = line(told.details, "Phần nói rõ", WORDS)
    at_conference = told.raised_by == RaisedBy.CONFERENCE
    proposal.occasion = line(told.occasion, "Tên hội nghị", SHORT, required=at_conference)
    proposal.establishment, proposal.place = _who_and_where(proposal.custodian, told)
    if proposal.place is not None:
        proposal.province = province_on(proposal.place, told.raised_on)
        proposal.place = proposal.place if proposal.province else None


def _who_and_where(
    custodian: Organisation, told: ProposalTold
) -> tuple[Establishment | None, Place | None]:
    match told.raised_by:
        case RaisedBy.ESTABLISHMENT if told.establishment is None:
            raise Refused("Chưa chọn cơ sở nêu kiến nghị.")
        case RaisedBy.ESTABLISHMENT:
            assert told.establishment is not None
            if of_department(told.establishment.custodian).id != custodian.id:
                raise Refused("Cơ sở này do đơn vị khác quản lý.")
            return told.establishment, told.establishment.commune
        case RaisedBy.COMMUNE if told.place is None:
            raise Refused("Chưa ghi xã, phường, đặc khu nêu kiến nghị.")
    return None, told.place or custodian.place


def _set_due(proposal: Proposal, due_on: date | None, basis: str) -> None:
    if due_on is not None and due_on < proposal.raised_on:
        raise Refused("Hạn trả lời không được trước ngày nêu.")
    proposal.due_on = due_on
    proposal.due_basis = line(basis, "Hạn theo đâu", SHORT) if due_on else ""


@transaction.atomic
def pass_up(
    *,
    by: Actor,
    proposal: Proposal,
    seen: UUID,
    to: Organisation,
    reason: str,
    at: datetime,
    due_on: date | None = None,
    paper: str = "",
) -> Proposal:
    """Put the proposal before a body above; the due day of before ends with this hop."""
    proposal, step = _locked(by, proposal, "pass_up", seen)
    before = proposal.holder
    proposal.holder = _above(before, to, day_in_vietnam(at))
    _set_due(proposal, due_on, "")
    return _take(step, proposal, before, by, at, reason=reason, paper=paper)


@transaction.atomic
def set_due(
    *, by: Actor, proposal: Proposal, seen: UUID, due_on: date, basis: str = "", at: datetime
) -> Proposal:
    """Enter by when the holder must answer, and what says so."""
    proposal, step = _locked(by, proposal, "set_due", seen)
    _set_due(proposal, due_on, basis)
    return _take(step, proposal, proposal.holder, by, at, reason=basis)


@transaction.atomic
def return_proposal(
    *, by: Actor, proposal: Proposal, seen: UUID, reason: str, at: datetime
) -> Proposal:
    """Give the proposal back to who raised it, to be told more clearly."""
    proposal, step = _locked(by, proposal, "return", seen)
    before = proposal.holder
    proposal.holder = proposal.custodian
    _set_due(proposal, None, "")
    return _take(step, proposal, before, by, at, reason=reason)


@transaction.atomic
def raise_again(
    *, by: Actor, proposal: Proposal, seen: UUID, reason: str, at: datetime
) -> Proposal:
    """Tell it more clearly, and put it before who returned it."""
    proposal, step = _locked(by, proposal, "raise_again", seen)
    before = proposal.holder
    returned = proposal.moves.filter(name="return").latest("at", "id").from_body
    assert returned is not None
    proposal.holder = custodian_today(returned, day_in_vietnam(at))
    return _take(step, proposal, before, by, at, reason=reason)


@transaction.atomic
def put_into_draft(
    *,
    by: Actor,
    proposal: Proposal,
    seen: UUID,
    draft: LegalDocument,
    reason: str,
    at: datetime,
) -> Proposal:
    """Take the proposal into a draft of the law's register, where it will be decided."""
    proposal, step = _locked(by, proposal, "draft", seen)
    if not draft.is_draft:
        raise Refused("Văn bản này đã ban hành, không còn là dự thảo.")
    proposal.draft = draft
    return _take(step, proposal, proposal.holder, by, at, reason=reason)


@transaction.atomic
def answer(
    *,
    by: Actor,
    proposal: Proposal,
    seen: UUID,
    words: str,
    at: datetime,
    paper: str = "",
) -> Proposal:
    """Answer the proposal; never by the person who raised it."""
    proposal, step = _locked(by, proposal, "answer", seen)
    proposal.answer = line(words, "Lời trả lời", WORDS, required=True)
    proposal.answer_paper = line(paper, "Văn bản trả lời", SHORT)
    proposal.answered_on = day_in_vietnam(at)
    return _take(step, proposal, proposal.holder, by, at, reason=words, paper=paper)


@transaction.atomic
def withdraw_proposal(
    *, by: Actor, proposal: Proposal, seen: UUID, reason: str, at: datetime
) -> Proposal:
    """Take the proposal back; it stays readable, with the reason."""
    proposal, step = _locked(by, proposal, "withdraw", seen)
    return _take(step, proposal, proposal.holder, by, at, reason=reason)


def _locked(by: Actor, proposal: Proposal, name: str, seen: UUID) -> tuple[Proposal, Step]:
    rows = Proposal.objects.select_for_update(of=("self",))
    proposal = rows.select_related("custodian", "holder").get(id=proposal.id)
    step = PROPOSAL_STEPS[name]
    if not by.may(step.permission, of=body_of_step(step, proposal)):
        raise Refused(NOT_YOURS)
    PROPOSAL_STEPS.require(name, proposal.state)
    if proposal.stamp != seen:
        raise ChangedMeanwhile
    if not may_take_step(by, step, proposal, _raisers(proposal, step)):
        raise Refused(APART)
    return proposal, step


def _raisers(proposal: Proposal, step: Step) -> frozenset[UUID]:
    moves = proposal.moves.filter(name__in=step.apart_from).exclude(by=None)
    return frozenset(by for by in moves.values_list("by", flat=True) if by)


def _take(
    step: Step,
    proposal: Proposal,
    before: Organisation,
    by: Actor,
    at: datetime,
    *,
    reason: str,
    paper: str = "",
) -> Proposal:
    reason = line(reason, "Lý do", WORDS, required=step.needs_reason)
    paper = line(paper, "Văn bản", SHORT)
    state, proposal.state = proposal.state, ProposalState(step.target)
    proposal.stamp, proposal.changed_at = new_id(), at
    proposal.save()
    _keep_move(proposal, step.name, state, before, by, at, reason=reason, paper=paper)
    return proposal


def _keep_move(
    proposal: Proposal,
    name: str,
    state: str,
    before: Organisation | None,
    by: Actor,
    at: datetime,
    **words: str,
) -> None:
    ProposalMove.objects.create(
        proposal=proposal,
        name=name,
        before=state,
        after=proposal.state,
        from_body=before,
        to_body=proposal.holder,
        by=by.id,
        at=at,
        due_on=proposal.due_on,
        **words,
    )
    note(
        f"proposal.{name}",
        custodian=proposal.custodian_id,
        about=f"proposal:{proposal.id}",
        by=by,
        at=at,
        facts={"to": proposal.state, "holder": str(proposal.holder_id)},
    )
