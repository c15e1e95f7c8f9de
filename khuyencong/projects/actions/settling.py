"""Payment after acceptance, liquidation, settlement, follow-up, the end."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.projects.actions.taking import (
    history_of,
    locked,
    locked_line,
    locked_with_money,
    note,
    take,
    take_line,
)
from khuyencong.projects.models import FollowUp, InspectionFinding, Line, Project, StepTaken
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.rules import require_line_step
from khuyencong.projects.rules.gates import not_ahead
from khuyencong.projects.rules.money import Shares, rest, spread, totals
from khuyencong.projects.rules.settling import (
    may_be_closed,
    may_be_liquidated,
    may_be_settled,
    refuse_payment,
)
from khuyencong.projects.rules.texts import kept
from khuyencong.projects.states import GONE
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource


@transaction.atomic
def pay(
    *,
    by: Actor,
    line: Line,
    source: FundingSource,
    amount: int,
    paper: str,
    at: datetime,
    day: date | None = None,
    seen: int | None = None,
) -> Line:
    """Write down a payment of an accepted line; with the last đồng due the line is paid.

    Where advances covered all that was accepted, an amount of 0 says that nothing more is due.
    """
    project = locked_with_money(line.project_id, seen=seen)
    line = locked_line(line)
    day = day or day_in_vietnam(at)
    not_ahead(day, day_in_vietnam(at), "Ngày thanh toán")
    shares = shares_of(project.id)
    require_line_step("pay", line.state, project.state, by, project, history_of(project))
    refuse_payment(line, totals(shares, line.id, source), totals(shares, line.id), amount)
    due = totals(shares, line.id).payable - amount
    facts = {"source": str(source), "amount": amount}
    told: dict[str, Any] = {"project": project, "by": by, "at": at, "facts": facts}
    step = note(name="pay", line=line, **told) if due else take_line(line, "pay", **told)
    if amount:
        funds.pay(
            by=by,
            at=at,
            spender=project.id,
            portions=spread(shares, line.id, source, amount, "payable"),
            paper=paper,
            payer=project.custodian_id,
            act=step.id,
            day=day,
        )
    return line


@transaction.atomic
def liquidate(
    *, by: Actor, project: Project, day: date, at: datetime, seen: int | None = None
) -> Project:
    """Liquidate the contracts of an accepted đề án."""
    project = locked(project, seen=seen)
    take(project, "liquidate", by=by, at=at, facts={"day": day.isoformat()})
    not_ahead(day, day_in_vietnam(at), "Ngày thanh lý")
    contracts = project.contracts.filter(liquidated_on=None)
    may_be_liquidated(day, _open_findings(project), list(contracts))
    contracts.update(liquidated_on=day)
    return project


@transaction.atomic
def settle(
    *, by: Actor, project: Project, day: date, at: datetime, seen: int | None = None
) -> Project:
    """Settle a liquidated đề án: nothing outstanding; what was not spent goes back."""
    project = locked_with_money(project, seen=seen)
    step = take(project, "settle", by=by, at=at, facts={"day": day.isoformat()})
    not_ahead(day, day_in_vietnam(at), "Ngày quyết toán")
    shares = shares_of(project.id)
    may_be_settled(project.lines.all(), shares)
    _free_unspent(project, shares, step, day, by=by, at=at)
    portions = rest(shares_of(project.id), "unsettled")
    funds.settle(by=by, at=at, spender=project.id, portions=portions, act=step.id, day=day)
    return project


@transaction.atomic
def follow_up(
    *,
    by: Actor,
    line: Line,
    day: date,
    still_used: bool,
    at: datetime,
    jobs: int | None = None,
    monthly_income: int | None = None,
    output_percent: int | None = None,
    revenue: int | None = None,
    output_before: int | None = None,
    output_after: int | None = None,
    output_unit: str = "",
    productivity_percent: int | None = None,
    told: str = "",
    seen: int | None = None,
) -> FollowUp:
    """Write down what a paid support did, seen on a day; what nobody counted stays None."""
    project = locked(line.project_id, seen=seen)
    line = locked_line(line)
    take_line(line, "follow_up_line", project=project, by=by, at=at)
    not_ahead(day, day_in_vietnam(at), "Ngày theo dõi")
    if line.follow_ups.filter(day=day).exists():
        raise Refused("Ngày này đã có một lần theo dõi của dòng này.")
    counted = (jobs, monthly_income, revenue, output_before, output_after)
    if any(number is not None and number < 0 for number in counted):
        raise Refused("Số lao động, thu nhập, doanh thu, sản lượng không được âm.")
    unit = kept(output_unit, "Đơn vị sản lượng", 40, needed=False)
    if not unit and not (output_before is output_after is None):
        raise Refused("Ghi sản lượng thì ghi cả đơn vị, như “tấn”.")
    return FollowUp.objects.create(
        line=line,
        day=day,
        still_used=still_used,
        jobs=jobs,
        monthly_income=monthly_income,
        output_percent=output_percent,
        revenue=revenue,
        output_before=output_before,
        output_after=output_after,
        output_unit=unit,
        productivity_percent=productivity_percent,
        told=kept(told, "Nhận xét", needed=False),
        by=by.id,
        recorded_at=at,
    )


@transaction.atomic
def close(*, by: Actor, project: Project, at: datetime, seen: int | None = None) -> Project:
    """End the follow-up of a settled đề án: somebody went to see every line that was paid."""
    project = locked(project, seen=seen)
    take(project, "close", by=by, at=at)
    seen_times = project.lines.exclude(state__in=GONE).annotate(times=Count("follow_ups"))
    may_be_closed({line: line.times for line in seen_times.order_by("number")})
    return project


def _free_unspent(
    project: Project, shares: Shares, step: StepTaken, day: date, *, by: Actor, at: datetime
) -> None:
    """Give what the contracts promised and nobody spent back to the budget."""
    told = {"by": by, "at": at, "spender": project.id, "act": step.id, "day": day}
    unspent = rest(shares, "unspent")
    if unspent:
        funds.uncontract(portions=unspent, **told)  # type: ignore[arg-type]
    reserved = rest(shares_of(project.id), "reserved")
    if reserved:
        funds.release(portions=reserved, **told)  # type: ignore[arg-type]


def _open_findings(project: Project) -> list[str]:
    rows = InspectionFinding.objects.filter(inspection__project=project, closed_at=None)
    return list(rows.order_by("inspection__day", "id").values_list("told", flat=True))
