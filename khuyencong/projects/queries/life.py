"""A đề án of the database as the plain facts of its life."""

from collections import Counter, defaultdict
from fractions import Fraction
from uuid import UUID

from khuyencong.funds.models import Budget, Fund, Share
from khuyencong.funds.rules import Balances, FundBalance, ShareBalance
from khuyencong.funds.rules.rows import (
    budget_balance,
    budget_key,
    fund_key,
    share_key,
    spending_of,
)
from khuyencong.projects.models import AppraisalSheet, FollowUp, InspectionFinding, Project
from khuyencong.projects.queries.advances import first_contract
from khuyencong.projects.rules.life import Life, LineLife
from khuyencong.projects.states import SOURCE_OF


def life_of(project: Project) -> Life:
    """Return the life of a đề án as it stands; ten queries, however many lines."""
    contract = first_contract(project)
    percent = contract.advance_percent if contract else None
    return Life(
        id=project.id,
        custodian_id=project.custodian_id,
        owner_id=project.owner_id,
        state=project.state,
        lines=tuple(_lines(project)),
        balances=_balances(project),
        implementer_id=project.implementer_id,
        taken=tuple(project.steps.order_by("id").values_list("step", "by")),
        sheets=frozenset(_sheets(project)),
        rate=Fraction(percent) if percent is not None else None,
    )


def _lines(project: Project) -> list[LineLife]:
    findings, seen = _findings(project), _times_seen(project)
    return [
        LineLife(
            id=line.id,
            number=line.number,
            state=line.state,
            year=line.year,
            content=line.content,
            establishment_id=line.establishment_id,
            support=tuple(
                (SOURCE_OF[share.source], share.amount)
                for share in sorted(line.shares.all(), key=lambda share: share.source)
            ),
            findings=tuple(findings[line.id]),
            times_seen=seen[line.id],
        )
        for line in project.lines.prefetch_related("shares").order_by("number")
    ]


def _findings(project: Project) -> dict[UUID, list[str]]:
    told: dict[UUID, list[str]] = defaultdict(list)
    rows = InspectionFinding.objects.filter(line__project=project, closed_at=None)
    for line, words in rows.order_by("inspection__recorded_at", "id").values_list("line", "told"):
        told[line].append(words)
    return told


def _times_seen(project: Project) -> Counter[UUID]:
    rows = FollowUp.objects.filter(line__project=project)
    return Counter(rows.values_list("line_id", flat=True))


def _sheets(project: Project) -> list[tuple[str, UUID]]:
    rows = AppraisalSheet.objects.filter(
        appraisal__project=project, appraisal__closed_at=None, conflict=""
    )
    return list(rows.values_list("appraisal__at", "by"))


def _balances(project: Project) -> Balances:
    """Return the balances of the đề án and of the budgets of its owner in its years."""
    years = range(project.first_year, project.last_year + 1)
    budgets = Budget.objects.filter(owner=project.owner_id, year__in=years)
    funds = Fund.objects.filter(spender=project.id).select_related("budget")
    shares = Share.objects.filter(fund__spender=project.id).select_related("fund")
    return Balances(
        {budget_key(row): budget_balance(row) for row in budgets},
        {fund_key(row): FundBalance(budget_key(row.budget), spending_of(row)) for row in funds},
        {share_key(row): ShareBalance(fund_key(row.fund), spending_of(row)) for row in shares},
    )
