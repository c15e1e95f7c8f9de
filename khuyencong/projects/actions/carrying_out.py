"""The đề án is carried out: begun, advanced, reported, inspected, suspended and resumed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.projects.actions.taking import (
    act,
    locked,
    locked_line,
    locked_with_money,
    take,
    take_line,
)
from khuyencong.projects.models import Inspection, InspectionFinding, Line, Progress, Project
from khuyencong.projects.queries.advances import basis_of, first_contract
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.rules.advances import refuse_advance
from khuyencong.projects.rules.gates import not_ahead
from khuyencong.projects.rules.money import spread, totals
from khuyencong.projects.rules.texts import kept, kept_lines
from khuyencong.projects.states import ProjectState
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, kw_only=True)
class FindingTold:
    """What an inspection wants put right, of which line, by when."""

    told: str
    line: Line | None = None
    due_on: date | None = None


@transaction.atomic
def begin(*, by: Actor, project: Project, at: datetime, seen: int | None = None) -> Project:
    """Say that the work has begun."""
    project = locked(project, seen=seen)
    take(project, "begin", by=by, at=at)
    return project


@transaction.atomic
def advance(
    *,
    by: Actor,
    line: Line,
    source: FundingSource,
    amount: int,
    paper: str,
    at: datetime,
    day: date | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Line:
    """Write down an advance of a contracted line, within the rate of its content and day.

    Where nobody has read the rate, the one written in the contract holds, with its reason.
    """
    project = locked_with_money(line.project_id, seen=seen)
    line = locked_line(line)
    facts = {"source": str(source), "amount": amount}
    step = take_line(line, "advance", project=project, by=by, at=at, reason=reason, facts=facts)
    day = day or day_in_vietnam(at)
    not_ahead(day, day_in_vietnam(at), "Ngày tạm ứng")
    shares = shares_of(project.id)
    rate = basis_of(project, line, day)
    refuse_advance(rate, totals(shares, line.id, source), amount)
    funds.advance(
        by=by,
        at=at,
        spender=project.id,
        portions=spread(shares, line.id, source, amount, "unspent"),
        basis=rate.basis(first_contract(project), reason),
        paper=paper,
        payer=project.custodian_id,
        act=step.id,
        why=reason,
        day=day,
    )
    return line


@transaction.atomic
def report_progress(
    *,
    by: Actor,
    line: Line,
    day: date,
    percent: int,
    told: str,
    at: datetime,
    seen: int | None = None,
) -> Progress:
    """Tell how far a line has come on a day; the first report begins the đề án."""
    project = locked(line.project_id, seen=seen)
    line = locked_line(line)
    if project.state == ProjectState.CONTRACTED:
        take(project, "begin", by=by, at=at)
    act(project, "progress", by=by, at=at, line=line, facts={"percent": percent})
    not_ahead(day, day_in_vietnam(at), "Ngày báo cáo")
    if not line.counts:
        raise Refused("Dòng này không còn trong đề án.")
    if not 0 <= percent <= 100:
        raise Refused("Khối lượng phải từ 0 % đến 100 %.")
    return Progress.objects.create(
        line=line,
        day=day,
        percent=percent,
        told=kept(told, "Đã làm được"),
        by=by.id,
        recorded_at=at,
    )


@transaction.atomic
def inspect(
    *,
    by: Actor,
    project: Project,
    day: date,
    body: Organisation,
    minutes: str,
    at: datetime,
    findings: Iterable[FindingTold] = (),
    seen: int | None = None,
) -> Inspection:
    """Write down one inspection with its minutes, and what it wants put right."""
    project = locked(project, seen=seen)
    act(project, _on_side(by, project, "inspect"), by=by, at=at)
    not_ahead(day, day_in_vietnam(at), "Ngày kiểm tra")
    inspection = Inspection.objects.create(
        project=project,
        day=day,
        body=body,
        minutes=kept_lines(minutes, "Biên bản kiểm tra"),
        by=by.id,
        recorded_at=at,
    )
    InspectionFinding.objects.bulk_create(_finding(inspection, told) for told in findings)
    return inspection


@transaction.atomic
def close_finding(
    *, by: Actor, finding: InspectionFinding, how: str, at: datetime, seen: int | None = None
) -> InspectionFinding:
    """Say how a finding was put right."""
    project = locked(finding.inspection.project_id, seen=seen)
    finding = InspectionFinding.objects.select_for_update().get(id=finding.id)
    act(project, _on_side(by, project, "close_finding"), by=by, at=at)
    if finding.closed_at is not None:
        raise Refused("Kiến nghị này đã đóng.")
    finding.how = kept(how, "Đã khắc phục thế nào")
    finding.closed_at, finding.closed_by = at, by.id
    finding.save()
    return finding


@transaction.atomic
def suspend(
    *, by: Actor, project: Project, reason: str, at: datetime, seen: int | None = None
) -> Project:
    """Let the đề án rest, for a reason; nothing is paid or accepted meanwhile."""
    project = locked(project, seen=seen)
    take(project, "suspend", by=by, at=at, reason=reason)
    return project


@transaction.atomic
def resume(*, by: Actor, project: Project, at: datetime, seen: int | None = None) -> Project:
    """Let a suspended đề án go on."""
    project = locked(project, seen=seen)
    take(project, "resume", by=by, at=at)
    return project


def _on_side(by: Actor, project: Project, name: str) -> str:
    """Return the act on the side that this person stands on: the keeper's, or the plan owner's."""
    return name if by.may("project.inspect", of=project.custodian_id) else f"{name}_above"


def _finding(inspection: Inspection, told: FindingTold) -> InspectionFinding:
    if told.line and told.line.project_id != inspection.project_id:
        raise Refused("Dòng này thuộc một đề án khác.")
    if told.due_on and told.due_on < inspection.day:
        raise Refused("Hạn khắc phục không được trước ngày kiểm tra.")
    return InspectionFinding(
        inspection=inspection, line=told.line, told=kept(told.told, "Kiến nghị"), due_on=told.due_on
    )
