"""What waits for one person: the steps, sheets, findings and changes that only he may do now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.core.workflow import Side, Step
from khuyencong.projects.models import (
    Adjustment,
    AppraisalQuorum,
    AppraisalSheet,
    InspectionFinding,
    Line,
    Project,
    StepDeadline,
    StepTaken,
)
from khuyencong.projects.queries.norms import SHEETS
from khuyencong.projects.queries.scope import visible_to
from khuyencong.projects.rules.steps import body_of
from khuyencong.projects.rules.waits import Wait, until, wait
from khuyencong.projects.states import (
    ACTS,
    ENDED,
    LINE_STEP_IN,
    LINE_STEPS,
    PROJECT_STEPS,
    AdjustmentState,
    AppraisalLevel,
    ProjectState,
)
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam

#: The steps that carry a đề án on; the others (suspend, withdraw …) wait for nobody.
AHEAD = tuple(
    PROJECT_STEPS[name]
    for name in (
        "register",
        "pass_base",
        "submit",
        "pass_upper",
        "approve",
        "contract",
        "begin",
        "resume",
        "liquidate",
        "settle",
        "close",
    )
)
SCORES = (ACTS["score_base"], ACTS["score_upper"])
LINES_AHEAD = tuple(LINE_STEPS[name] for name in ("contract_line", "accept_line", "pay"))
CONCLUDES: dict[str, str] = {"pass_base": AppraisalLevel.BASE, "pass_upper": AppraisalLevel.UPPER}
#: How a step is said as work.
WORDS = {
    "pass_base": "Kết luận thẩm định cơ sở",
    "pass_upper": "Kết luận thẩm định",
    "register": "Hoàn thiện, đăng ký",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: what, of which đề án, since and until when, whose it is."""

    step: str
    label: str
    project: Project
    waits: Wait
    holder: Organisation
    lines: int = 0
    record: UUID | None = None
    told: str = ""


def my_work(user: Actor, today: date) -> list[Task]:
    """Return what waits for this person, overdue first, then what has waited longest.

    A constant number of queries, however much there is.
    """
    norms = list(StepDeadline.objects.all())
    done = _done_by(user)
    tasks = [*_of_projects(user, today, norms, done), *_of_lines(user, today, norms, done)]
    tasks += [*_findings(user, today), *_changes(user, today)]
    return sorted(tasks, key=lambda task: (_urgency(task.waits), task.project.code))


def _urgency(waits: Wait) -> tuple[int, int, int]:
    left = waits.left if waits.left is not None else 0
    return (0 if waits.is_overdue else 1 if waits.is_soon else 2, left, -waits.waited)


def _done_by(user: Actor) -> dict[UUID, set[str]]:
    """Return what this person did, by đề án: who did one thing may not do another."""
    done: dict[UUID, set[str]] = defaultdict(set)
    for project, step in StepTaken.objects.filter(by=user.id).values_list("project", "step"):
        done[project].add(step)
    return done


def _within(user: Actor, step: Step, path: str = "") -> Q:
    """Return the condition that the body a step asks for is one where the user has the right."""
    custodians = user.custodians(step.permission)
    if custodians is None:
        return Q()
    side = "owner" if step.side is Side.OWNER else "custodian"
    return Q(**{f"{path}{side}__in": custodians})


def _open_to(user: Actor, steps: Iterable[Step]) -> tuple[Q, list[Step]]:
    found, held = Q(pk__in=[]), []
    for step in steps:
        if user.may(step.permission):
            found |= Q(state__in=step.sources) & _within(user, step)
            held.append(step)
    return found, held


def _of_projects(
    user: Actor, today: date, norms: list[StepDeadline], done: dict[UUID, set[str]]
) -> Iterator[Task]:
    meant, steps = _open_to(user, (*AHEAD, *SCORES))
    rows = _projects(user).filter(meant) if steps else []
    scored, counted = _sheets(user), _counted()
    enough = {(q.level, q.at): q.sheets for q in AppraisalQuorum.objects.all()} if steps else {}
    for project in rows:
        for step in steps:
            if not _is_his(user, step, project, done):
                continue
            level = CONCLUDES.get(step.name, "")
            least = enough.get((project.level, level), SHEETS)
            if level and counted.get((project.id, level), 0) < least:
                continue
            if step in SCORES and (project.id, step.name.removeprefix("score_")) in scored:
                continue
            yield _task(step, project, _wait(project, norms, today))


def _projects(user: Actor) -> QuerySet[Project]:
    return visible_to(user).select_related("custodian", "owner", "implementer")


def _is_his(user: Actor, step: Step, project: Project, done: dict[UUID, set[str]]) -> bool:
    if project.state not in step.sources or done[project.id] & step.apart_from:
        return False
    return user.may(step.permission, of=body_of(project, step.side))


def _wait(project: Project, norms: list[StepDeadline], today: date) -> Wait:
    since = day_in_vietnam(project.state_since)
    return wait(norms, project.level, project.state, since, today)


def _task(
    step: Step, project: Project, waits: Wait, lines: int = 0, record: UUID | None = None
) -> Task:
    label = WORDS.get(step.name, step.label)
    return Task(step.name, label, project, waits, _holder(project, step.side), lines, record)


def _holder(project: Project, side: Side) -> Organisation:
    bodies = (project.owner, project.implementer, project.custodian)
    held = body_of(project, side)
    return next(body for body in bodies if body and body.id == held)


def _sheets(user: Actor) -> set[tuple[UUID, str]]:
    """Return the đề án and levels whose open round has this person's sheet already."""
    rows = AppraisalSheet.objects.filter(by=user.id, appraisal__closed_at=None)
    return set(rows.values_list("appraisal__project", "appraisal__at"))


def _counted() -> dict[tuple[UUID, str], int]:
    """Return how many sheets without conflict each open round has."""
    rows = AppraisalSheet.objects.filter(appraisal__closed_at=None, conflict="")
    counted = rows.values_list("appraisal__project", "appraisal__at").annotate(n=Count("id"))
    return {(project, at): number for project, at, number in counted}


def _of_lines(
    user: Actor, today: date, norms: list[StepDeadline], done: dict[UUID, set[str]]
) -> Iterator[Task]:
    """Yield one task a step and đề án, however many of its lines wait."""
    steps = [step for step in LINES_AHEAD if user.may(step.permission)]
    meant = Q(pk__in=[])
    for step in steps:
        open_in = Q(state__in=step.sources, project__state__in=LINE_STEP_IN[step.name])
        meant |= open_in & _within(user, step, "project__")
    kin = ("project__custodian", "project__owner", "project__implementer")
    rows = Line.objects.filter(meant).select_related(*kin).order_by("project", "number")
    found: dict[tuple[UUID, str], list[Line]] = defaultdict(list)
    for line in rows if steps else []:
        for step in steps:
            if line.state in step.sources and not done[line.project_id] & step.apart_from:
                found[line.project_id, step.name].append(line)
    for (_, name), lines in found.items():
        step, project = LINE_STEPS[name], lines[0].project
        if project.state not in LINE_STEP_IN[name]:
            continue
        if user.may(step.permission, of=body_of(project, step.side)):
            record = lines[0].id if len(lines) == 1 else None
            yield _task(step, project, _line_wait(lines, norms, today), len(lines), record)


def _line_wait(lines: list[Line], norms: list[StepDeadline], today: date) -> Wait:
    """Return how long the line that waits longest has waited, by the norm of its đề án's state."""
    project = lines[0].project
    since = min(day_in_vietnam(line.state_since) for line in lines)
    of_state = wait(norms, project.level, project.state, day_in_vietnam(project.state_since), today)
    return of_state if of_state.due_on else until(None, since, today)


def _findings(user: Actor, today: date) -> Iterator[Task]:
    """Yield what inspections found and is still open: to close, or to put right."""
    rights = (ACTS["close_finding"], ACTS["close_finding_above"], ACTS["progress"])
    meant, held = Q(pk__in=[]), False
    for step in rights:
        if user.may(step.permission):
            held = True
            meant |= _within(user, step, "inspection__project__")
    kin = ("custodian", "owner", "implementer")
    rows = InspectionFinding.objects.filter(meant, closed_at=None)
    rows = rows.exclude(inspection__project__state__in=ENDED)
    rows = rows.select_related(*(f"inspection__project__{name}" for name in kin), "line")
    for finding in rows.order_by("due_on", "id") if held else []:
        project = finding.inspection.project
        closes = user.may("project.inspect", of=project.custodian_id) or user.may(
            "project.inspect", of=project.owner_id
        )
        step = ACTS["close_finding"]
        told = "Xem, đóng kiến nghị kiểm tra" if closes else "Khắc phục kiến nghị kiểm tra"
        yield Task(
            step.name if closes else "put_right",
            told,
            project,
            until(finding.due_on, finding.inspection.day, today),
            _holder(project, Side.KEEPER if closes else Side.IMPLEMENTER),
            record=finding.id,
            told=finding.told,
        )


def _changes(user: Actor, today: date) -> Iterator[Task]:
    """Yield the requests for a change that wait for this person's word."""
    confirms, great, small = (
        user.may(right) for right in ("change.confirm", "change.approve_great", "change.approve")
    )
    if not (confirms or great or small):
        return
    kin = ("project__custodian", "project__owner", "project__implementer")
    rows = Adjustment.objects.filter(
        state__in=[AdjustmentState.ASKED, AdjustmentState.CONFIRMED],
        project__in=visible_to(user).values("pk"),
    )
    for change in rows.select_related(*kin).order_by("asked_at"):
        project = change.project
        took_part = user.id in (change.asked_by, change.confirmed_by)
        waits = until(None, day_in_vietnam(change.confirmed_at or change.asked_at), today)
        if change.needs_confirmation and change.state == AdjustmentState.ASKED:
            if user.may("change.confirm", of=project.custodian_id) and not took_part:
                holder = _holder(project, Side.KEEPER)
                yield _change_task("confirm_change", "Xác nhận điều chỉnh", change, waits, holder)
        elif not took_part and user.may(f"change.{change.authority}", of=project.owner_id):
            holder = _holder(project, Side.OWNER)
            yield _change_task("decide_change", "Duyệt điều chỉnh", change, waits, holder)


def _change_task(
    step: str, label: str, change: Adjustment, waits: Wait, holder: Organisation
) -> Task:
    return Task(step, label, change.project, waits, holder, record=change.id, told=change.reason)


def drafts_of(user: Actor) -> int:
    """Return how many đề án stand as drafts or returned where this person drafts."""
    custodians = user.custodians("project.draft")
    rows = visible_to(user).filter(state__in=[ProjectState.DRAFT, ProjectState.RETURNED])
    return (rows if custodians is None else rows.filter(custodian__in=custodians)).count()
