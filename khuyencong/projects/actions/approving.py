"""A plan is approved: its đề án become approved. Called by the plans room alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core.users import Actor
from khuyencong.projects.actions.taking import locked, take, take_line
from khuyencong.projects.models import Project, StepTaken
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.rules.law import refuse_findings
from khuyencong.projects.states import LineState
from khuyencong.values.dates import day_in_vietnam


@transaction.atomic
def approve(
    *, by: Actor, project: Project, at: datetime, act: UUID | None = None, seen: int | None = None
) -> StepTaken:
    """Approve a đề án with its proposed lines; the law of the day is asked once more.

    `act` is the plan that does it. The plan commits the money, in the same transaction.
    """
    project = locked(project, seen=seen)
    facts = {"plan": str(act)} if act else {}
    step = take(project, "approve", by=by, at=at, facts=facts)
    refuse_findings(findings_of(project, day_in_vietnam(at)))
    lines = project.lines.select_for_update().filter(state=LineState.PROPOSED)
    for line in lines.order_by("number"):
        take_line(line, "confirm_line", project=project, by=by, at=at, facts=facts)
    return step


@transaction.atomic
def waitlist(
    *, by: Actor, project: Project, at: datetime, act: UUID | None = None, seen: int | None = None
) -> StepTaken:
    """Put an appraised đề án on the reserve list of a plan."""
    project = locked(project, seen=seen)
    return take(project, "waitlist", by=by, at=at, facts={"plan": str(act)} if act else {})
