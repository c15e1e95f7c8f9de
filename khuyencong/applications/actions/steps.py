"""A request goes its way: sent, received under a number, returned, found eligible, refused …"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions.noting import (
    ChangedMeanwhile,
    locked_need,
    locked_request,
    note,
    stop_help,
    typed_for,
)
from khuyencong.applications.models import (
    Need,
    ReceiptCounter,
    Request,
    RequestStep,
    RequestVersion,
)
from khuyencong.applications.queries import ABOUT, judge, papers_needed, uses_of
from khuyencong.applications.queries.papers import Asked, missing_papers
from khuyencong.applications.rules import LABELS, may_step, missing_answers, said_of
from khuyencong.applications.states import EDITABLE, STEPS, NeedState
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.values.dates import day_in_vietnam

REASON, CLAUSE = 1000, 300
#: Letters and figures that are not mistaken for one another when read aloud or typed.
_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@transaction.atomic
def send(*, by: Actor, request: Request, seen: UUID, at: datetime) -> Request:
    """Send the request as it stands; what it says now is kept as a version of its own.

    ChangedMeanwhile where it is not the one that was checked (`seen`).
    """
    request, step = _locked(by, request, "send")
    if request.stamp != seen:
        raise ChangedMeanwhile
    missing = missing_answers(request)
    if missing:
        names = ", ".join(LABELS[name].lower() for name in missing)
        raise Refused(f"Còn thiếu hoặc chưa đọc được: {names}.")
    stops = judge(request, day_in_vietnam(at)).stops_sending
    if stops:
        raise Refused(stops[0])
    uses = list(uses_of(ABOUT, request.id))
    said = said_of(request) | {"papers": [f"{u.paper.kind}: {u.paper}" for u in uses]}
    number = request.versions.count() + 1
    RequestVersion.objects.create(
        request=request, number=number, said=said, by=by.id, recorded_at=at
    )
    return _take(step, request, by, at)


@transaction.atomic
def receive(*, by: Actor, request: Request, at: datetime) -> Request:
    """Receive the request under the next number of the year; one sent again keeps its number."""
    request, step = _locked(by, request, "receive")
    if request.receipt_number is None:
        request.receipt_year = day_in_vietnam(at).year
        request.receipt_number = _next_number(request.custodian_id, request.receipt_year)
        request.receipt_code, request.received_at = _code(), at
    return _take(step, request, by, at)


@transaction.atomic
def return_for_more(
    *, by: Actor, request: Request, reason: str, missing: Sequence[str], at: datetime
) -> Request:
    """Give the request back, with the reason and the answers or papers that are to be mended."""
    request, step = _locked(by, request, "return")
    known = {*LABELS, *(needed.kind.code for needed in _needed(request, at))}
    marked = [name for name in dict.fromkeys(missing) if name in known]
    return _take(step, request, by, at, reason=reason, missing=marked)


@transaction.atomic
def accept(*, by: Actor, request: Request, at: datetime, reason: str = "") -> Request:
    """Find the request eligible: it waits for a đề án. Refused where the law stands against it."""
    request, step = _locked(by, request, "accept")
    _require_papers(request, at)
    stops = judge(request, day_in_vietnam(at)).stops_accepting
    if stops:
        raise Refused(f"Chưa kết luận đủ điều kiện được: {stops[0]}")
    return _take(step, request, by, at, reason=reason)


@transaction.atomic
def refuse(*, by: Actor, request: Request, reason: str, clause: str, at: datetime) -> Request:
    """Find the request not eligible, for a reason and under a clause; its need is open again."""
    request, step = _locked(by, request, "refuse")
    clause = line(clause, "Căn cứ", CLAUSE, required=True)
    return _free(_take(step, request, by, at, reason=reason, clause=clause))


@transaction.atomic
def withdraw(*, by: Actor, request: Request, reason: str, at: datetime) -> Request:
    """Take the request back as the establishment wishes; its need is open again."""
    request, step = _locked(by, request, "withdraw")
    return _free(_take(step, request, by, at, reason=reason))


@transaction.atomic
def take_into_project(*, by: Actor, request: Request, project_id: UUID, at: datetime) -> Request:
    """Let a đề án take in a request that was found eligible; asked again of the same, no change."""
    request = locked_request(request)
    if request.project_id == project_id:
        return request
    request, step = _locked(by, request, "take")
    request.project_id = project_id
    return _take(step, request, by, at)


@transaction.atomic
def give_back(*, by: Actor, request: Request, reason: str, at: datetime) -> Request:
    """Let a request out of its đề án: it waits again; a need that was met is not any more."""
    request, step = _locked(by, request, "give_back")
    request.project_id = None
    need = request.need and locked_need(request.need)
    if need and need.state == NeedState.MET:
        _set(need, NeedState.REQUESTED)
    return _take(step, request, by, at, reason=reason)


def _locked(by: Actor, request: Request, name: str) -> tuple[Request, Step]:
    """Return the request locked and the step; Refused without the right or out of order."""
    request = locked_request(request)
    step = STEPS[name]
    if not may_step(by, step, request):
        raise Refused("Anh/chị không có quyền làm việc này với đề nghị này.")
    STEPS.require(name, request.state)
    return request, step


def _take(
    step: Step,
    request: Request,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    clause: str = "",
    missing: Sequence[str] = (),
) -> Request:
    reason = line(reason, "Lý do", REASON, required=step.needs_reason)
    RequestStep.objects.create(
        request=request,
        name=step.name,
        before=request.state,
        after=step.target,
        by=by.id,
        at=at,
        reason=reason,
        clause=clause,
        missing=list(missing),
    )
    told = {"request": str(request.id), "step": step.name, "to": step.target}
    told |= typed_for(request, by)
    request.state, request.stamp = step.target, new_id()
    request.changed_by, request.changed_at = by.id, at
    request.save()
    note(
        f"request.{step.name}",
        custodian=request.custodian_id,
        about=f"request:{request.id}",
        by=by,
        at=at,
        facts=told,
    )
    if request.state not in EDITABLE:
        stop_help(request, by=by.id, at=at)
    return request


def _free(request: Request) -> Request:
    need = request.need and locked_need(request.need)
    if need and need.state == NeedState.REQUESTED:
        _set(need, NeedState.OPEN)
    return request


def _set(need: Need, state: NeedState) -> None:
    need.state, need.stamp = state, new_id()
    need.save(update_fields=["state", "stamp"])


def _needed(request: Request, at: datetime) -> list[Asked]:
    uses = list(uses_of(ABOUT, request.id))
    return [
        Asked(needed, [use for use in uses if use.paper.kind_id == needed.kind_id], [])
        for needed in papers_needed(request.item, day_in_vietnam(at))
    ]


def _require_papers(request: Request, at: datetime) -> None:
    needed = _needed(request, at)
    missing = missing_papers(needed)
    if missing:
        names = "; ".join(str(one.kind) for one in needed if one.kind.code in missing)
        raise Refused(f"Còn thiếu giấy tờ: {names}.")


def _next_number(custodian: UUID, year: int) -> int:
    """Return the next number of a body's year; its row is locked until the act ends."""
    ReceiptCounter.objects.get_or_create(body_id=custodian, year=year)
    counter = ReceiptCounter.objects.select_for_update().get(body_id=custodian, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _code() -> str:
    """Return a code that nobody guesses (78 bits): "K7QD-2FMB-X9TA-V3HN"."""
    signs = [secrets.choice(_SIGNS) for _ in range(16)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, 16, 4))
