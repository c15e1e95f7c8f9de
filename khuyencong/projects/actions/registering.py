"""A đề án is registered, withdrawn, and sent on to who approves it."""

from datetime import datetime

from django.db import transaction

from khuyencong.applications.actions import give_back
from khuyencong.applications.models import Request
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.actions.taking import act, locked, take
from khuyencong.projects.models import Line, Project, StepTaken
from khuyencong.projects.queries.law import against, findings_of, lateness_of
from khuyencong.projects.rules.gates import may_be_registered
from khuyencong.projects.rules.law import refuse_findings, refuse_lateness
from khuyencong.values.dates import day_in_vietnam


@transaction.atomic
def register(*, by: Actor, project: Project, at: datetime, seen: int | None = None) -> Project:
    """Register a draft, or one that was returned, once it is whole and the law says no “no”."""
    project = locked(project, seen=seen)
    may_be_registered(project.purpose, list(project.lines.select_related("establishment")))
    take(project, "register", by=by, at=at)
    refuse_findings(findings_of(project, day_in_vietnam(at)))
    return project


@transaction.atomic
def withdraw(
    *, by: Actor, project: Project, reason: str, at: datetime, seen: int | None = None
) -> Project:
    """Take back a đề án that is not yet approved, for a written reason."""
    project = locked(project, seen=seen)
    take(project, "withdraw", by=by, at=at, reason=reason)
    for request in Request.objects.filter(project_id=project.id).order_by("id"):
        give_back(by=by, request=request, reason=reason, at=at)
    return project


@transaction.atomic
def submit(
    *, by: Actor, project: Project, at: datetime, reason: str = "", seen: int | None = None
) -> Project:
    """Send an appraised đề án to who approves its plan; after the last day only with a reason."""
    project = locked(project, seen=seen)
    step = take(project, "submit", by=by, at=at, reason=reason)
    refuse_lateness(lateness_of(project, day_in_vietnam(at)), step.reason)
    return project


@transaction.atomic
def let_pass(
    *, by: Actor, line: Line, reason: str, at: datetime, seen: int | None = None
) -> StepTaken:
    """Let a line pass beside lines of other đề án that look like the same support, in writing.

    What comes up later is not covered.
    """
    project = locked(line.project_id, seen=seen)
    marks = against(project, line)
    if not marks:
        raise Refused("Không có đề án nào khác đang vướng với dòng này.")
    return act(project, "let_pass", by=by, at=at, line=line, reason=reason, facts={"seen": marks})
