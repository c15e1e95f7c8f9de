"""A change of an approved đề án: asked for, confirmed by the Sở, decided by whom the law names."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.law import queries as law_queries
from khuyencong.law.states import Change
from khuyencong.projects.actions.applying import apply
from khuyencong.projects.actions.taking import CHANGED, locked, note
from khuyencong.projects.models import Adjustment, Line, Project
from khuyencong.projects.rules.changes import (
    Ask,
    Decider,
    LineShape,
    Replace,
    Shape,
    decider_of,
    kinds_of,
    lines_of,
    read,
    require_one_ask_a_line,
    written,
)
from khuyencong.projects.states import GONE, AdjustmentState, LineState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

OPEN = (AdjustmentState.ASKED, AdjustmentState.CONFIRMED)
NOT_UNDER_WAY = "Chỉ điều chỉnh đề án đã được phê duyệt và chưa nghiệm thu xong."
ANOTHER_OPEN = (
    "Đề án đang có một đề nghị điều chỉnh chờ xử lý. Hãy chờ kết quả hoặc rút đề nghị ấy."
)
LINE_DONE = "Dòng {number} đã nghiệm thu hoặc không còn trong đề án: không điều chỉnh được nữa."
OWN_REQUEST = "Anh/chị đã đề nghị hoặc xác nhận điều chỉnh này nên không được tự duyệt."
OWN_CONFIRMATION = "Anh/chị đã đề nghị điều chỉnh này nên không được tự xác nhận."
NOT_CONFIRMED = "Cần Sở Công Thương xác nhận trước khi duyệt ({clause})."
ALREADY = "Đề nghị này đã có kết quả: {state}."
NO_RIGHT = "Anh/chị không có quyền {what}."
NOT_YOURS = "Thay đổi này do {who} duyệt ({clause})."
#: Lines that a change may still touch.
CHANGEABLE = (LineState.CONFIRMED, LineState.CONTRACTED, LineState.ADVANCED)


@transaction.atomic
def ask_adjustment(
    *,
    by: Actor,
    project: Project,
    asks: Iterable[Ask],
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Adjustment:
    """Ask for a change, saying only what changes; the request tells who will decide and why."""
    project, asks, reason = locked(project, seen=seen), list(asks), clean(reason)
    _require(by, "change.request", project.custodian_id, "đề nghị điều chỉnh đề án này")
    if not reason:
        raise Refused("Ghi lý do điều chỉnh.")
    if not project.is_under_way:
        raise Refused(NOT_UNDER_WAY)
    if project.adjustments.filter(state__in=OPEN).exists():
        raise Refused(ANOTHER_OPEN)
    require_one_ask_a_line(asks)
    before = shape_of(project)
    _require_changeable(project, asks)
    kinds = kinds_of(before, asks)
    decider = decider_on(project, kinds, day_in_vietnam(at))
    adjustment = Adjustment.objects.create(
        project=project,
        kinds=[str(kind) for kind in kinds],
        before=_touched(project, asks),
        after=written(asks),
        reason=reason[:1000],
        authority=decider.permission.partition(".")[2],
        clause=decider.clause[:200],
        needs_confirmation=decider.needs_confirmation,
        asked_by=by.id,
        asked_at=at,
    )
    _note(adjustment, "ask_adjustment", by, at, reason)
    return adjustment


@transaction.atomic
def confirm_adjustment(*, by: Actor, adjustment: Adjustment, at: datetime) -> Adjustment:
    """Confirm a request for the Sở that registered the đề án."""
    adjustment, project = _open(adjustment)
    _require(by, "change.confirm", project.custodian_id, "xác nhận thay mặt Sở Công Thương")
    if adjustment.asked_by == by.id:
        raise Refused(OWN_CONFIRMATION)
    if adjustment.state == AdjustmentState.CONFIRMED:
        raise Refused("Sở Công Thương đã xác nhận đề nghị này.")
    adjustment.state = AdjustmentState.CONFIRMED
    adjustment.confirmed_by, adjustment.confirmed_at = by.id, at
    adjustment.save()
    _note(adjustment, "confirm_adjustment", by, at)
    return adjustment


@transaction.atomic
def approve_adjustment(
    *, by: Actor, adjustment: Adjustment, at: datetime, words: str = "", seen: int | None = None
) -> Adjustment:
    """Approve a request and do all that it asks, or nothing of it."""
    _hold(adjustment.project)
    adjustment, project = _open(adjustment, seen)
    decider = _require_decider(by, adjustment, project, at)
    if decider.needs_confirmation and not adjustment.confirmed_by:
        raise Refused(NOT_CONFIRMED.format(clause=decider.clause))
    asks = read(adjustment.after)
    if _touched(project, asks) != adjustment.before:
        raise Refused(CHANGED)
    _decide(adjustment, AdjustmentState.APPROVED, by, at, words)
    step = _note(adjustment, "approve_adjustment", by, at, words)
    apply(project, asks, adjustment=adjustment, act=step.id, by=by, at=at)
    return adjustment


@transaction.atomic
def refuse_adjustment(*, by: Actor, adjustment: Adjustment, at: datetime, words: str) -> Adjustment:
    """Refuse a request, saying why."""
    adjustment, project = _open(adjustment)
    _require_decider(by, adjustment, project, at)
    if not clean(words):
        raise Refused("Ghi lý do không duyệt.")
    _decide(adjustment, AdjustmentState.REFUSED, by, at, words)
    _note(adjustment, "refuse_adjustment", by, at, words)
    return adjustment


@transaction.atomic
def take_back_adjustment(*, by: Actor, adjustment: Adjustment, at: datetime) -> Adjustment:
    """Take a request back before it is decided."""
    adjustment, project = _open(adjustment)
    _require(by, "change.request", project.custodian_id, "rút đề nghị điều chỉnh")
    adjustment.state = AdjustmentState.WITHDRAWN
    adjustment.save()
    _note(adjustment, "take_back_adjustment", by, at)
    return adjustment


def decider_on(project: Project, kinds: Iterable[str], day: date) -> Decider:
    """Return who decides on these kinds of change under the law of a day."""
    law = law_queries.law_on(day)
    registered = project.custodian_id != project.owner_id
    changes = [Change(kind) for kind in kinds]
    return decider_of(law, changes, project.level, registered_by_department=registered)


def shape_of(project: Project) -> Shape:
    """Return the đề án as a change sees it: what stands, its living lines, their support."""
    lines = project.lines.exclude(state__in=GONE).prefetch_related("shares")
    return Shape(
        content=project.content,
        partner=project.partner,
        ends_on=project.ends_on or date(project.last_year, 12, 31),
        places=frozenset(str(key) for key in project.places.values_list("place_id", flat=True)),
        lines={
            str(line.id): LineShape(
                str(line.establishment_id or ""),
                line.year,
                {share.source: share.amount for share in line.shares.all()},
            )
            for line in lines
        },
    )


def _touched(project: Project, asks: list[Ask]) -> dict[str, Any]:
    """Return what a request touches, as it is now: it must be the same when it is decided."""
    shape = shape_of(project)
    wanted = lines_of(asks) or ({*shape.lines} if not _fields_of(asks) else set())
    lines = project.lines.filter(id__in=wanted)
    states = {str(line.id): [line.state, line.cost] for line in lines}
    return {
        "fields": {name: _plain(getattr(shape, name)) for name in _fields_of(asks)},
        "lines": {
            key: {
                "establishment": shape.lines[key].establishment,
                "year": shape.lines[key].year,
                "support": dict(shape.lines[key].support),
                "state": states[key][0],
                "cost": states[key][1],
            }
            for key in sorted(wanted & shape.lines.keys())
        },
    }


def _fields_of(asks: list[Ask]) -> list[str]:
    return sorted(name for ask in asks if (name := getattr(ask, "field", "")))


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _require_changeable(project: Project, asks: list[Ask]) -> None:
    lines = {str(line.id): line for line in Line.objects.filter(id__in=lines_of(asks))}
    for key in sorted(lines_of(asks)):
        line = lines.get(key)
        if line is None or line.project_id != project.id:
            raise Refused("Dòng hỗ trợ không thuộc đề án này.")
        if line.state not in CHANGEABLE:
            raise Refused(LINE_DONE.format(number=line.number))
    for ask in asks:
        if isinstance(ask, Replace) and ask.establishment == str(lines[ask.line].establishment_id):
            raise Refused("Cơ sở thay thế phải khác cơ sở đang thụ hưởng.")


def _hold(project: Project) -> None:
    years = range(project.first_year, project.last_year + 2)
    funds.hold(spender=project.id, owner=project.owner_id, years=years)


def _open(adjustment: Adjustment, seen: int | None = None) -> tuple[Adjustment, Project]:
    project = locked(adjustment.project_id, seen=seen)
    row = Adjustment.objects.select_for_update().get(id=adjustment.id)
    if row.state not in OPEN:
        raise Refused(ALREADY.format(state=row.get_state_display()))
    row.project = project
    return row, project


def _require_decider(by: Actor, adjustment: Adjustment, project: Project, at: datetime) -> Decider:
    """Return who decides on the day; Refused where `by` is not he, or took part in the request."""
    decider = decider_on(project, adjustment.kinds, day_in_vietnam(at))
    if not by.may(decider.permission, of=project.owner_id):
        raise Refused(NOT_YOURS.format(who=decider.who, clause=decider.clause))
    if by.id in (adjustment.asked_by, adjustment.confirmed_by):
        raise Refused(OWN_REQUEST)
    return decider


def _decide(
    adjustment: Adjustment, state: AdjustmentState, by: Actor, at: datetime, words: str
) -> None:
    adjustment.state = state
    adjustment.decided_by, adjustment.decided_at = by.id, at
    adjustment.decision = clean(words)[:1000]
    adjustment.save()


def _note(adjustment: Adjustment, name: str, by: Actor, at: datetime, reason: str = "") -> Any:
    return note(
        adjustment.project,
        name,
        by=by,
        at=at,
        reason=reason,
        clause=adjustment.clause,
        facts={"adjustment": str(adjustment.id), "kinds": adjustment.kinds},
    )


def _require(by: Actor, permission: str, body: Any, what: str) -> None:
    if not by.may(permission, of=body):
        raise Refused(NO_RIGHT.format(what=what))
