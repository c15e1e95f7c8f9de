"""The approval of a version: the one way a đề án becomes approved and gets money of a plan.

One transaction: locks (plan, budgets, đề án in the order of their ids), checks, the ledger, the
steps of the đề án, the version, the journal. What fails anywhere leaves nothing behind.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget
from khuyencong.funds.rules import Portion
from khuyencong.plans.actions.taking import CHANGED, checked, locked, write_down
from khuyencong.plans.models import Plan, PlanAct, PlanVersion
from khuyencong.plans.queries.candidates import WAITING, loaded, shares_of
from khuyencong.plans.queries.money import free_of, movements_of, sources_of
from khuyencong.plans.queries.versions import content_hash, plain_rows, what_changes
from khuyencong.plans.rules.content import Changes, PlainRow
from khuyencong.plans.rules.movements import Movement, said_short, shortages
from khuyencong.plans.states import Standing, VersionState
from khuyencong.projects.actions import locked as locked_project
from khuyencong.projects.actions import take, take_line
from khuyencong.projects.actions.approving import approve as approve_project
from khuyencong.projects.actions.approving import waitlist
from khuyencong.projects.models import Project
from khuyencong.projects.states import UNDER_WAY, LineState, ProjectState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

SEEN = "Mở trang phê duyệt, xem những gì thay đổi, rồi duyệt từ trang ấy."
MOVED_ON = "“{name}” đã thay đổi sau khi trình: số tiền hoặc dòng hỗ trợ không còn như danh mục."
NOT_WAITING = "“{name}” đang ở bước “{state}”, không phê duyệt được. Xin trả lại để xếp lại."
BOUND = "“{name}” đã ký hợp đồng: ngừng hoặc giảm ở hồ sơ điều chỉnh của đề án trước."
DECISION = "Ghi số, ký hiệu quyết định."
AHEAD = "Ngày quyết định chưa tới."
GONE = (ProjectState.TERMINATED, ProjectState.WITHDRAWN, ProjectState.REJECTED)
#: What waits for a plan; and what an earlier plan approved gets the money of one more year.
MAY_ENTER = (*WAITING, *UNDER_WAY)
NUMBER = 120


@transaction.atomic
def approve(
    *,
    by: Actor,
    version: PlanVersion,
    seen: str,
    decision: str,
    decided_on: date,
    at: datetime,
) -> PlanVersion:
    """Approve exactly the version that was read: `seen` is its fingerprint.

    Refused where it moved on, where somebody was quicker (told who and when), where the approver
    prepared it or drafted or appraised one of its đề án, and where the money does not reach.
    """
    version = locked(version)
    checked(version, "approve", by=by)
    decision = _decision(decision, decided_on, at)
    _refuse_unseen(version, seen)
    _lock_budgets(version.plan)
    rows = plain_rows(version)
    found = what_changes(version, rows)
    inside = [row for row in rows if row.standing == Standing.IN]
    live = _locked_projects(version.plan, (*inside, *found.dropped, *found.reserved))
    _refuse_moved_on(found, inside, live)
    moved = movements_of(version.plan.year, inside, found.dropped)
    _refuse_short(version.plan, moved)
    act = write_down(version, "approve", by=by, at=at, facts={"decision": decision})
    _move_money(version.plan, moved, act, by, at, decision)
    _take_steps(found, live, act, by, at)
    version.state, version.decided_by, version.decided_at = VersionState.APPROVED, by.id, at
    version.decision, version.decided_on = decision, decided_on
    version.save()
    return version


def _decision(decision: str, decided_on: date, at: datetime) -> str:
    decision = clean(decision)[:NUMBER]
    if not decision:
        raise Refused(DECISION)
    if decided_on > day_in_vietnam(at):
        raise Refused(AHEAD)
    return decision


def _refuse_unseen(version: PlanVersion, seen: str) -> None:
    """Refuse where the page told something else than the tables hold now."""
    if not seen:
        raise Refused(SEEN)
    if seen != version.content_hash or seen != content_hash(version):
        raise Refused(CHANGED)


def _lock_budgets(plan: Plan) -> None:
    budgets = Budget.objects.select_for_update().filter(
        owner=plan.owner_id, year=plan.year, source__in=sources_of(plan.level)
    )
    list(budgets.order_by("id"))


def _locked_projects(plan: Plan, rows: Iterable[PlainRow]) -> dict[UUID, Project]:
    """Return the đề án as they are now, locked in the order of their ids."""
    ids = {row.project for row in rows}
    list(Project.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    return {one.id: one for one in loaded(Project.objects.filter(id__in=ids), plan.year)}


def _refuse_moved_on(found: Changes, inside: Sequence[PlainRow], live: dict[UUID, Project]) -> None:
    """Refuse where a đề án is no longer what the list tells, or no longer waits for a plan."""
    for row in inside:
        if shares_of(live[row.project]) != dict(row.shares):
            raise Refused(MOVED_ON.format(name=row.name))
    new = {row.project for row in found.entered}
    for row in inside:
        project = live[row.project]
        if project.state in GONE or (row.project in new and project.state not in MAY_ENTER):
            raise Refused(NOT_WAITING.format(name=row.name, state=project.get_state_display()))


def _refuse_short(plan: Plan, moved: Iterable[Movement]) -> None:
    free = free_of(plan)
    short = shortages(moved, free)
    if short:
        raise Refused(said_short(short, free))


def _move_money(
    plan: Plan, moved: Sequence[Movement], act: PlanAct, by: Actor, at: datetime, paper: str
) -> None:
    """Give back first, then give: what comes back may go to another đề án at once."""
    told: dict[str, Any] = {"by": by, "at": at, "act": act.id, "paper": paper}
    for project, portions in _portions(plan.year, moved, -1):
        funds.release(spender=project, portions=portions, **told)
    for project, portions in _portions(plan.year, moved, 1):
        funds.commit(owner=plan.owner_id, spender=project, portions=portions, **told)


def _portions(year: int, moved: Iterable[Movement], sign: int) -> list[tuple[UUID, list[Portion]]]:
    """Return what goes one way, by đề án in the order of their ids."""
    found: dict[UUID, list[Portion]] = {}
    for one in moved:
        if one.amount * sign > 0:
            portion = Portion(one.line, one.source, year, abs(one.amount))
            found.setdefault(one.project, []).append(portion)
    return sorted(found.items())


def _take_steps(
    found: Changes, live: dict[UUID, Project], act: PlanAct, by: Actor, at: datetime
) -> None:
    """Approve, put in reserve and stop what the version says; Refused as the đề án's table does."""
    for row in sorted(found.entered, key=lambda row: row.project):
        if live[row.project].state in WAITING:
            approve_project(by=by, project=live[row.project], act=act.id, at=at)
    for row in sorted(found.reserved, key=lambda row: row.project):
        if live[row.project].state == ProjectState.APPRAISED:
            waitlist(by=by, project=live[row.project], act=act.id, at=at)
    for row in sorted(found.dropped, key=lambda row: row.project):
        _stop(live[row.project], row, by, at)


def _stop(project: Project, row: PlainRow, by: Actor, at: datetime) -> None:
    """Stop a đề án that leaves the plan before anything was contracted."""
    if project.state in GONE:
        return
    if project.state != ProjectState.APPROVED:
        raise Refused(BOUND.format(name=row.name))
    project = locked_project(project)
    for line in project.lines.select_for_update().filter(state=LineState.CONFIRMED):
        take_line(line, "stop_line", project=project, by=by, at=at, reason=row.reason)
    take(project, "stop", by=by, at=at, reason=row.reason)
