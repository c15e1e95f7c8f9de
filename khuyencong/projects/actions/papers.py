"""Papers of a đề án and of its lines: contracts, minutes, photos; kept once, used where needed."""

from datetime import datetime

from django.db import transaction

from khuyencong.applications import actions as applications
from khuyencong.applications.models import PaperKind, PaperUse
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.actions.taking import locked, note
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries.papers import ABOUT_LINE, ABOUT_PROJECT
from khuyencong.projects.rules.papers import right_to_papers


@transaction.atomic
def add_paper(
    *,
    by: Actor,
    project: Project,
    kind: PaperKind,
    file_name: str,
    data: bytes,
    at: datetime,
    line: Line | None = None,
    seen: int | None = None,
) -> PaperUse:
    """Put a file to a đề án, or to one of its lines, as a paper of the body that works on it."""
    project = locked(project, seen=seen)
    if line and line.project_id != project.id:
        raise Refused("Dòng này thuộc một đề án khác.")
    body, right = right_to_papers(by, project)
    paper = applications.keep_paper(
        by=by,
        custodian=body,
        kind=kind,
        file_name=file_name,
        data=data,
        at=at,
        establishment=line.establishment if line and kind.of_establishment else None,
        right=right,
    )
    use = applications.use_paper(
        by=by,
        paper=paper,
        about_kind=ABOUT_LINE if line else ABOUT_PROJECT,
        about=line.id if line else project.id,
        at=at,
        right=right,
    )
    note(project, "add_paper", by=by, at=at, line=line, facts={"kind": kind.code})
    return use


@transaction.atomic
def take_off_paper(
    *, by: Actor, project: Project, use: PaperUse, at: datetime, seen: int | None = None
) -> None:
    """Take a paper off a đề án or its line; it stays on record."""
    project = locked(project, seen=seen)
    lines = set(project.lines.values_list("id", flat=True))
    if use.about not in {project.id, *lines}:
        raise Refused("Giấy tờ này thuộc một hồ sơ khác.")
    _, right = right_to_papers(by, project)
    applications.end_use(by=by, use=use, at=at, right=right)
    note(project, "take_off_paper", by=by, at=at, facts={"kind": use.paper.kind.code})
