"""Approved plans as their decisions publish them: which đề án, with how much of whose money."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from khuyencong.plans.models import Plan, PlanRow, PlanRowShare, PlanVersion
from khuyencong.plans.states import Standing, VersionState
from khuyencong.projects.models import Project
from khuyencong.projects.states import STATE_SOURCES


def _in_force() -> QuerySet[PlanVersion]:
    """Return the approved versions of the outer plan, the one in force first."""
    rows = PlanVersion.objects.filter(plan=OuterRef("pk"), state=VersionState.APPROVED)
    return rows.order_by("-number")


def published_plans() -> QuerySet[Plan]:
    """Return the plans of which a version is approved, the newest year first; one query.

    Each with the decision in force, how many đề án it holds and how much it gives in all.
    """
    rows = Plan.objects.filter(Exists(_in_force())).annotate(
        force=Subquery(_in_force().values("id")[:1]),
        decision=Subquery(_in_force().values("decision")[:1]),
        decided_on=Subquery(_in_force().values("decided_on")[:1]),
    )
    held = PlanRow.objects.filter(version=OuterRef("force"), standing=Standing.IN).order_by()
    money = PlanRowShare.objects.filter(
        row__version=OuterRef("force"), row__standing=Standing.IN
    ).order_by()
    rows = rows.annotate(
        projects=Subquery(held.values("version").annotate(n=Count("id")).values("n")),
        money=Subquery(money.values("row__version").annotate(n=Sum("amount")).values("n")),
    )
    return rows.select_related("owner").order_by("-year", "level", "owner__name", "id")


@dataclass(frozen=True)
class PublicRow:
    """One đề án of an approved plan with the State's money of the plan's year, by source."""

    project: Project
    support: dict[str, int]

    @property
    def total(self) -> int:
        """Return the State's money of all sources."""
        return sum(self.support.values())


@dataclass(frozen=True)
class PublicPlan:
    """The plan in force, and the decisions before it."""

    plan: Plan
    version: PlanVersion
    rows: list[PublicRow]
    earlier: list[PlanVersion]

    @property
    def total(self) -> int:
        """Return the State's money of all đề án: the sum of the rows."""
        return sum(row.total for row in self.rows)

    @property
    def sources(self) -> dict[str, int]:
        """Return the money by source, of those that give any."""
        found = {s.value: sum(r.support.get(s.value, 0) for r in self.rows) for s in STATE_SOURCES}
        return {source: amount for source, amount in found.items() if amount}


def published_plan(plan_id: UUID) -> PublicPlan | None:
    """Return a plan with its đề án in the order of the decision; four queries."""
    plan = published_plans().filter(id=plan_id).first()
    if plan is None:
        return None
    approved = plan.versions.filter(state=VersionState.APPROVED)
    versions = list(approved.order_by("-number"))
    rows = versions[0].rows.filter(standing=Standing.IN).order_by("rank")
    support: dict[UUID, dict[str, int]] = defaultdict(dict)
    shares = PlanRowShare.objects.filter(row__version=versions[0].id).order_by()
    for row_id, source, amount in shares.values_list("row", "source").annotate(Sum("amount")):
        support[row_id][source] = amount
    shown = [PublicRow(row.project, support[row.id]) for row in rows.select_related("project")]
    return PublicPlan(plan, versions[0], shown, versions[1:])
