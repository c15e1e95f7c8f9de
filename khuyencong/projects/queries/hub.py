"""Everything the page of one đề án shows, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from khuyencong.applications.models import PaperUse
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Side
from khuyencong.funds.rules import Spending
from khuyencong.projects.models import (
    Acceptance,
    Adjustment,
    Appraisal,
    Contract,
    ContractShare,
    FollowUp,
    Inspection,
    InspectionFinding,
    Line,
    LineShare,
    Progress,
    Project,
    StepDeadline,
    StepTaken,
)
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.queries.papers import (
    ABOUT_LINE,
    ABOUT_PROJECT,
    Missing,
    missing_papers,
)
from khuyencong.projects.queries.scope import visible_to
from khuyencong.projects.rules.chain import StageNow, Standing, chain
from khuyencong.projects.rules.money import totals
from khuyencong.projects.rules.steps import body_of
from khuyencong.projects.rules.waits import Wait, wait
from khuyencong.projects.states import (
    ENDED,
    GONE,
    STATE_SOURCES,
    AdjustmentState,
    ContractTier,
)
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import FundingSource

OPEN_ADJUSTMENTS = (AdjustmentState.ASKED, AdjustmentState.CONFIRMED)
#: What the ledger keeps of a source, in the order of the money's way.
KEPT = ("committed", "contracted", "advanced", "paid", "settled")


@dataclass
class Money:
    """One source of the State: what is planned for the living lines, and what the ledger keeps."""

    source: FundingSource
    planned: int = 0
    committed: int = 0
    contracted: int = 0
    advanced: int = 0
    paid: int = 0
    settled: int = 0


@dataclass
class LineView:
    """A line with all that stands on it."""

    line: Line
    support: dict[str, int] = field(default_factory=dict)
    contract: Contract | None = None
    contracted: dict[str, int] = field(default_factory=dict)
    progress: Progress | None = None
    acceptance: Acceptance | None = None
    follow_ups: list[FollowUp] = field(default_factory=list)
    open_findings: int = 0
    balances: dict[FundingSource, Spending] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return the State's support of all sources."""
        return sum(self.support.values())

    @property
    def percent(self) -> Decimal:
        """Return the State's share of the cost, in percent with two decimals."""
        return round_half_up(Fraction(self.total * 100, self.line.cost), 2)


@dataclass
class Hub:
    """One đề án, whole."""

    project: Project
    today: date
    lines: list[LineView]
    contracts: list[Contract]
    history: list[StepTaken]
    appraisals: list[Appraisal]
    inspections: list[Inspection]
    adjustments: list[Adjustment]
    money: list[Money]
    years: list[int]
    norms: list[StepDeadline]
    papers: list[PaperUse]
    missing: list[Missing]
    #: Lines that look like a second support, where the law was asked; None where it was not.
    doubled: frozenset[UUID] | None = None

    def view_of(self, line: Line) -> LineView:
        """Return a line with all that stands on it."""
        return next(view for view in self.lines if view.line.id == line.id)

    @property
    def living(self) -> list[LineView]:
        """Return the lines that still count."""
        return [view for view in self.lines if view.line.state not in GONE]

    @property
    def gone(self) -> list[LineView]:
        """Return the lines that were dropped, withdrawn, replaced or stopped."""
        return [view for view in self.lines if view.line.state in GONE]

    @property
    def counterpart(self) -> int:
        """Return what the beneficiaries put in themselves: beside, never inside."""
        return sum(view.line.counterpart for view in self.living)

    @property
    def support(self) -> int:
        """Return the State's support of the living lines."""
        return sum(row.planned for row in self.money)

    @property
    def cost(self) -> int:
        """Return the whole cost of the living lines."""
        return sum(view.line.cost for view in self.living)

    @cached_property
    def stages(self) -> list[StageNow]:
        """Return the whole way with how far it has come."""
        last = {taken.step: taken.at for taken in self.history}
        lines = [view.line.state for view in self.living]
        return chain(self.project.state, lines, last, last.keys())

    @property
    def done(self) -> int:
        """Return how many stages lie behind."""
        return sum(stage.standing is Standing.DONE for stage in self.stages)

    @property
    def now(self) -> StageNow | None:
        """Return the first stage that is the work of the day; None where nothing is."""
        return next((s for s in self.stages if s.standing is Standing.NOW), None)

    @property
    def is_over(self) -> bool:
        """Return whether nobody will carry it further."""
        return self.project.state in ENDED

    @property
    def waits(self) -> Wait:
        """Return how long it has stood in its state, and until when it may."""
        since = day_in_vietnam(self.project.state_since)
        return wait(self.norms, self.project.level, self.project.state, since, self.today)

    @property
    def open_findings(self) -> list[InspectionFinding]:
        """Return what inspections found and nobody has put right."""
        found = (f for one in self.inspections for f in one.findings.all())
        return [finding for finding in found if finding.closed_at is None]

    @property
    def open_adjustment(self) -> Adjustment | None:
        """Return the request for a change that waits; at most one does."""
        return next((a for a in self.adjustments if a.state in OPEN_ADJUSTMENTS), None)

    def holder(self, side: Side) -> Organisation:
        """Return the body whose work it is on a side."""
        bodies = (self.project.owner, self.project.implementer, self.project.custodian)
        held = body_of(self.project, side)
        return next(body for body in bodies if body and body.id == held)

    def people(self) -> set[UUID]:
        """Return everybody whose name the page shows."""
        found = {taken.by for taken in self.history} | {self.project.drafted_by}
        found |= {sheet.by for one in self.appraisals for sheet in one.sheets.all()}
        for change in self.adjustments:
            found |= {i for i in (change.asked_by, change.confirmed_by, change.decided_by) if i}
        return found


def hub(project_id: UUID, user: Actor, today: date) -> Hub | None:
    """Return the whole of a đề án, None where the user does not see it."""
    kin = ("custodian", "owner", "implementer")
    rows = visible_to(user).select_related(*kin).prefetch_related("places__place")
    project = rows.filter(id=project_id).first()
    if project is None:
        return None
    lines = _lines(project)
    return Hub(
        project=project,
        today=today,
        lines=lines,
        contracts=_contracts(project, lines),
        history=list(project.steps.select_related("line", "holder").order_by("at", "id")),
        appraisals=list(project.appraisals.prefetch_related("sheets").order_by("opened_at")),
        inspections=_inspections(project, lines),
        adjustments=list(project.adjustments.order_by("-asked_at")),
        money=_money(project, lines),
        years=sorted({view.line.year for view in lines if view.line.counts}),
        norms=list(StepDeadline.objects.filter(level=project.level)),
        papers=_papers(project, lines),
        missing=missing_papers(project, [v.line for v in lines if v.line.counts], today),
    )


def _lines(project: Project) -> list[LineView]:
    kin = ("establishment__commune", "place", "replaces", "acceptance")
    rows = project.lines.select_related(*kin).order_by("number")
    views = {line.id: LineView(line) for line in rows}
    for view in views.values():
        view.acceptance = getattr(view.line, "acceptance", None)
        view.line.project = project
    for share in LineShare.objects.filter(line__in=views):
        views[share.line_id].support[share.source] = share.amount
    for told in Progress.objects.filter(line__in=views).order_by("day", "recorded_at"):
        views[told.line_id].progress = told
    for seen in FollowUp.objects.filter(line__in=views).order_by("day"):
        views[seen.line_id].follow_ups.append(seen)
    return list(views.values())


def _papers(project: Project, lines: Iterable[LineView]) -> list[PaperUse]:
    """Return the papers that stand with the đề án or a line of it; one query."""
    meant = Q(about_kind=ABOUT_PROJECT, about=project.id)
    meant |= Q(about_kind=ABOUT_LINE, about__in=[view.line.id for view in lines])
    rows = PaperUse.objects.filter(meant, ended_at=None).select_related("paper__kind")
    return list(rows.order_by("paper__kind__position", "at", "id"))


def _contracts(project: Project, lines: Iterable[LineView]) -> list[Contract]:
    by_line = {view.line.id: view for view in lines}
    contracts = list(project.contracts.prefetch_related("annexes").order_by("signed_on", "id"))
    by_id = {contract.id: contract for contract in contracts}
    for share in ContractShare.objects.filter(contract__in=by_id):
        contract, view = by_id[share.contract_id], by_line.get(share.line_id)
        if view and contract.tier == ContractTier.BENEFICIARY:
            view.contract = contract
            view.contracted[share.source] = share.amount
    return contracts


def _inspections(project: Project, lines: Iterable[LineView]) -> list[Inspection]:
    kin = project.inspections.select_related("body").prefetch_related("findings")
    rounds = list(kin.order_by("-day", "-recorded_at"))
    open_of: dict[UUID, int] = defaultdict(int)
    for finding in (f for one in rounds for f in one.findings.all()):
        if finding.closed_at is None and finding.line_id:
            open_of[finding.line_id] += 1
    for view in lines:
        view.open_findings = open_of[view.line.id]
    return rounds


def _money(project: Project, lines: Iterable[LineView]) -> list[Money]:
    """Return one row a source that the đề án has anything of; put its balances to each line."""
    rows = {source: Money(source) for source in STATE_SOURCES}
    by_line = {view.line.id: view for view in lines}
    for view in by_line.values():
        for source, amount in view.support.items() if view.line.counts else ():
            rows[FundingSource.of(source)].planned += amount
    shares = shares_of(project.id)
    used = {key.source for key in shares}
    for key, spending in shares.items():
        for name in KEPT:
            kept = getattr(rows[key.source], name) + getattr(spending, name)
            setattr(rows[key.source], name, kept)
    for part, source in {(key.part, key.source) for key in shares}:
        if part in by_line:
            by_line[part].balances[source] = totals(shares, part, source)
    return [row for source, row in rows.items() if row.planned or source in used]
