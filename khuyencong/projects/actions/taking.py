"""How every step is taken: lock, check, move, write down, note in the journal."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.funds import actions as funds
from khuyencong.projects.models import Line, Project, StepTaken
from khuyencong.projects.queries.papers import missing_papers
from khuyencong.projects.rules import require_line_step, require_step
from khuyencong.projects.rules.texts import kept
from khuyencong.projects.states import ACTS, GONE, PROJECT_STEPS, Level
from khuyencong.values.dates import day_in_vietnam

CHANGED = "Đề án vừa được người khác thay đổi. Xin tải lại trang, xem lại rồi làm tiếp."


def locked(project: Project | UUID, *, seen: int | None = None) -> Project:
    """Return the đề án as it is now, locked until the transaction ends.

    `seen` is the version that the person's page was made from: Refused where it moved on.
    """
    key = project.id if isinstance(project, Project) else project
    row = Project.objects.select_for_update().get(id=key)
    if seen is not None and seen != row.version:
        raise Refused(CHANGED)
    return row


def locked_with_money(project: Project | UUID, *, seen: int | None = None) -> Project:
    """Return the đề án locked after the budgets that it spends of: their order everywhere."""
    key = project.id if isinstance(project, Project) else project
    funds.hold(spender=key)
    return locked(key, seen=seen)


def locked_line(line: Line | UUID) -> Line:
    """Return a line of a locked đề án as it is now, locked too."""
    key = line.id if isinstance(line, Line) else line
    return Line.objects.select_for_update().get(id=key)


def history_of(project: Project) -> list[tuple[str, UUID]]:
    """Return who took which step of the đề án and of its lines; one query."""
    return list(StepTaken.objects.filter(project=project).values_list("step", "by"))


def take(
    project: Project,
    name: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> StepTaken:
    """Move a locked đề án along its table; Refused where table, right or separation forbid it."""
    reason = kept(reason, "Lý do", needed=False)
    history = history_of(project)
    step = require_step(PROJECT_STEPS, name, project.state, by, project, history, reason)
    require_papers(project, name, at)
    before, project.state, project.state_since = project.state, step.target, at
    _save(project, ["state", "state_since"])
    return _write(project, None, step, before, by=by, at=at, reason=reason, facts=facts)


def take_line(
    line: Line,
    name: str,
    *,
    project: Project,
    by: Actor,
    at: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> StepTaken:
    """Move a line of a locked đề án along the table of lines."""
    reason = kept(reason, "Lý do", needed=False)
    history = history_of(project)
    step = require_line_step(name, line.state, project.state, by, project, history, reason)
    require_papers(project, name, at, [line])
    before, line.state, line.state_since = line.state, step.target, at
    line.save(update_fields=["state", "state_since"])
    _save(project, [])
    return _write(project, line, step, before, by=by, at=at, reason=reason, facts=facts)


def require_papers(
    project: Project, name: str, at: datetime, lines: list[Line] | None = None
) -> None:
    """Refuse a step while a paper is missing that the law was read to ask for."""
    if lines is None:
        lines = list(project.lines.exclude(state__in=GONE).order_by("number"))
    missing = missing_papers(project, lines, day_in_vietnam(at), name)
    blocking = [one for one in missing if one.blocks]
    if blocking:
        told = "; ".join(one.told for one in blocking)
        raise Refused(f"Còn thiếu giấy tờ: {told} ({blocking[0].norm.clause}).")


def act(
    project: Project,
    name: str,
    *,
    by: Actor,
    at: datetime,
    line: Line | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> StepTaken:
    """Write down an act of the table of acts; Refused where state, right or separation forbid."""
    reason = kept(reason, "Lý do", needed=False)
    step = require_step(ACTS, name, project.state, by, project, history_of(project), reason)
    require_papers(project, name, at, [line] if line else None)
    state = line.state if line else project.state
    _save(project, [])
    stays = replace(step, target=state)
    return _write(project, line, stays, state, by=by, at=at, reason=reason, facts=facts)


def note(
    project: Project,
    name: str,
    *,
    by: Actor,
    at: datetime,
    line: Line | None = None,
    reason: str = "",
    clause: str = "",
    facts: dict[str, Any] | None = None,
) -> StepTaken:
    """Write down an act that moves nothing: a draft, a score, a progress report."""
    state = line.state if line else project.state
    said = Step(name=name, label=name, sources=frozenset(), target=state, permission="")
    _save(project, [])
    told = {"reason": kept(reason, "Lý do", needed=False), "facts": facts, "clause": clause}
    return _write(project, line, said, state, by=by, at=at, **told)  # type: ignore[arg-type]


def _save(project: Project, fields: list[str]) -> None:
    Project.objects.filter(id=project.id).update(
        version=F("version") + 1, **{name: getattr(project, name) for name in fields}
    )
    project.version += 1


def _write(
    project: Project,
    line: Line | None,
    step: Step,
    before: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    facts: dict[str, Any] | None,
    clause: str = "",
) -> StepTaken:
    """Write the row of an act; the table's clause is of the circular, so of national đề án."""
    clause = clause or (step.clause if project.level == Level.NATIONAL else "")
    taken = StepTaken.objects.create(
        project=project,
        line=line,
        step=step.name,
        before=before,
        after=step.target,
        by=by.id,
        holder_id=project.custodian_id if step.side != "owner" else project.owner_id,
        at=at,
        reason=reason,
        clause=clause,
        facts=facts or {},
    )
    told = {"step": str(taken.id), "before": before, "after": step.target}
    journal.record(
        f"project.{step.name}",
        custodian=project.custodian_id,
        about=f"project:{project.id}",
        at=at,
        by=by.id,
        facts=told | ({"line": str(line.id)} if line else {}),
    )
    return taken
