"""A đề án grows out of requests that were found eligible; nothing is typed again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Request
from khuyencong.applications.rules.contents import content_of
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.actions.drafting import (
    LineTold,
    ProjectTold,
    draft_project,
    put_line,
)
from khuyencong.projects.actions.taking import locked, note
from khuyencong.projects.models import Project
from khuyencong.projects.states import ENDED, SOURCE_OF, Level, ProjectKind
from khuyencong.registry.models import Organisation
from khuyencong.values.vocabulary import FundingSource

NAME = 300


@transaction.atomic
def from_requests(
    *,
    by: Actor,
    requests: Sequence[Request],
    owner: Organisation,
    at: datetime,
    name: str = "",
    custodian: Organisation | None = None,
) -> Project:
    """Draft a đề án out of accepted requests: one a line, all it says taken from them.

    They are of one source and one body; several make a group. `name` where the requests' own words
    shall not be the name.
    """
    told = list(requests)
    if not told:
        raise Refused("Chọn ít nhất một đề nghị đủ điều kiện.")
    if len({one.source for one in told}) > 1:
        raise Refused("Các đề nghị xin nguồn khác nhau: lập riêng từng đề án.")
    if len({one.custodian_id for one in told}) > 1:
        raise Refused("Các đề nghị của đơn vị quản lý khác nhau: lập riêng từng đề án.")
    project = draft_project(
        by=by,
        custodian=custodian or told[0].custodian,
        owner=owner,
        told=_project_told(told, name),
        at=at,
        is_demonstration=all(one.is_demonstration for one in told),
    )
    for one in told:
        put_line(by=by, project=project, told=line_told(one), at=at)
    project.refresh_from_db()
    return project


@transaction.atomic
def free_requests(*, by: Actor, project: Project, reason: str, at: datetime) -> int:
    """Let the requests out of a đề án that ended without support, so that they wait again."""
    project = locked(project)
    if project.state not in ENDED:
        raise Refused("Đề án chưa kết thúc: bỏ dòng của đề nghị ấy trước.")
    waiting = Request.objects.filter(project_id=project.id).order_by("id")
    freed = [
        applications.give_back(by=by, request=one, reason=reason, at=at) for one in list(waiting)
    ]
    if freed:
        note(project, "free_requests", by=by, at=at, reason=reason, facts={"count": len(freed)})
    return len(freed)


def line_told(request: Request) -> LineTold:
    """Return a line that says what a request says."""
    assert request.year and request.cost and request.asked
    return LineTold(
        what=request.what,
        year=request.year,
        cost=request.cost,
        support={SOURCE_OF[request.source]: request.asked},
        establishment=request.establishment,
        request=request,
        content=request.content or content_of(request.item),
        item=request.item,
        place=request.commune,
        over_ceiling_reason=request.over_reason,
    )


def _project_told(requests: list[Request], name: str) -> ProjectTold:
    first = requests[0]
    source = SOURCE_OF[first.source]
    years = [one.year for one in requests if one.year]
    starts = [one.begins_on for one in requests if one.begins_on]
    ends = [one.ends_on for one in requests if one.ends_on]
    places = dict.fromkeys(one.commune for one in requests if one.commune)
    return ProjectTold(
        name=(name or _name(requests))[:NAME],
        level=Level.NATIONAL if source is FundingSource.NATIONAL else Level.LOCAL,
        kind=ProjectKind.SINGLE if len(requests) == 1 else ProjectKind.GROUP,
        content=first.content or content_of(first.item),
        source=source,
        first_year=min(years),
        last_year=max(years),
        places=tuple(places),
        starts_on=min(starts, default=None),
        ends_on=max(ends, default=None),
        purpose="; ".join(dict.fromkeys(one.result or one.what for one in requests)),
    )


def _name(requests: list[Request]) -> str:
    first = requests[0].what
    words = f"{first[:1].lower()}{first[1:]}"
    if len(requests) == 1:
        return f"Hỗ trợ {words}"
    return f"Hỗ trợ {len(requests)} cơ sở: {words}"
