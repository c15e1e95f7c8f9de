"""A line is accepted by a council; with the last one, the đề án."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.funds.rules import Portion
from khuyencong.projects.actions.taking import locked_line, locked_with_money, take, take_line
from khuyencong.projects.models import (
    Acceptance,
    CouncilMember,
    InspectionFinding,
    Line,
    Project,
    StepTaken,
)
from khuyencong.projects.queries.law import law_of, support_finding
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.queries.norms import seats_of
from khuyencong.projects.rules.accepting import (
    checked_council,
    checked_sums,
    missing_seats,
    refuse_missing_seat,
    refuse_open_finding,
)
from khuyencong.projects.rules.gates import is_accepted_whole, not_ahead
from khuyencong.projects.rules.law import refuse_support
from khuyencong.projects.rules.life import cleared_of
from khuyencong.projects.rules.money import spread
from khuyencong.projects.rules.texts import kept, kept_lines
from khuyencong.projects.states import Seat
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, kw_only=True)
class MemberTold:
    """Who sat in a council, for whom."""

    full_name: str
    body_name: str
    seat: Seat = Seat.OTHER
    title: str = ""
    chairs: bool = False
    body: Organisation | None = None


@transaction.atomic
def accept_line(
    *,
    by: Actor,
    line: Line,
    day: date,
    quantity: int,
    cost: int,
    accepted: Mapping[FundingSource, int],
    words: str,
    council: Iterable[MemberTold],
    at: datetime,
    jobs: int | None = None,
    seen: int | None = None,
) -> Acceptance:
    """Accept a line: what was counted, what it cost, how much of each source the council takes.

    Outstanding advances are cleared against it. With the last living line the đề án is accepted.
    """
    project = locked_with_money(line.project_id, seen=seen)
    line = locked_line(line)
    told = list(council)
    step = take_line(line, "accept_line", project=project, by=by, at=at)
    not_ahead(day, day_in_vietnam(at), "Ngày nghiệm thu")
    refuse_open_finding(_open_findings(line))
    checked_council(told)
    refuse_missing_seat(missing_seats(seats_of(project.level, day), told))
    sums = checked_sums(accepted, cost, quantity)
    _refuse_above_ceiling(project, line, sums, cost, day)
    acceptance = Acceptance.objects.create(
        line=line,
        day=day,
        quantity=quantity,
        cost=cost,
        accepted={str(source): amount for source, amount in sums.items()},
        words=kept_lines(words, "Kết luận nghiệm thu"),
        jobs=jobs,
        by=by.id,
        recorded_at=at,
    )
    _seat(acceptance, told)
    _post(project, line, sums, step, day, by=by, at=at)
    if is_accepted_whole(project.lines.all()):
        take(project, "accept", by=by, at=at)
    return acceptance


def _open_findings(line: Line) -> list[str]:
    rows = InspectionFinding.objects.filter(line=line, closed_at=None)
    return list(rows.order_by("inspection__day", "id").values_list("told", flat=True))


def _refuse_above_ceiling(
    project: Project, line: Line, sums: dict[FundingSource, int], cost: int, day: date
) -> None:
    """Refuse more than the law allows of what the work really cost."""
    if not line.item:
        return
    here = law_of(project, line, day)
    for source, amount in sums.items():
        asked = sum(sums.values()) if source == project.source else amount
        found = support_finding(here, project, line, source, cost, asked)
        refuse_support(line, found, asked)


def _seat(acceptance: Acceptance, council: list[MemberTold]) -> None:
    CouncilMember.objects.bulk_create(
        CouncilMember(
            acceptance=acceptance,
            body=one.body,
            body_name=kept(one.body_name, "Đại diện cho", 200),
            full_name=kept(one.full_name, "Họ và tên", 120),
            title=kept(one.title, "Chức vụ", 120, needed=False),
            seat=one.seat,
            chairs=one.chairs,
        )
        for one in council
    )


def _post(
    project: Project,
    line: Line,
    sums: dict[FundingSource, int],
    step: StepTaken,
    day: date,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write what was accepted into the ledger, and clear advances as far as it reaches."""
    shares = shares_of(project.id)
    told: list[Portion] = []
    for source, amount in sums.items():
        portions = spread(shares, line.id, source, amount, "contracted")
        if not portions:
            raise Refused(f"Dòng {line.number} không có {source.label.lower()} trong hợp đồng.")
        told += portions
    said = {"by": by, "at": at, "spender": project.id, "act": step.id, "day": day}
    funds.accept(portions=told, **said)  # type: ignore[arg-type]
    cleared = cleared_of(told, shares)
    if cleared:
        funds.clear(portions=cleared, **said)  # type: ignore[arg-type]
