"""The money that a plan may give: the budgets of its owner and year, and what of them is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from khuyencong.funds.models import Budget, Share
from khuyencong.plans.models import Plan
from khuyencong.plans.rules.content import PlainRow
from khuyencong.plans.rules.movements import Held, Movement, movements
from khuyencong.projects.states import SOURCE_OF, STATE_SOURCES, Level
from khuyencong.values.vocabulary import FundingSource


def sources_of(level: str) -> tuple[FundingSource, ...]:
    """Return whose money a plan of this level gives."""
    if level == Level.NATIONAL:
        return (FundingSource.NATIONAL,)
    return tuple(source for source in STATE_SOURCES if source is not FundingSource.NATIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMoney:
    """One source of a plan: what was received, what is committed, what is still free."""

    source: FundingSource
    received: int
    committed: int

    @property
    def free(self) -> int:
        """Return what may still be given to a đề án."""
        return self.received - self.committed


def money_of(plan: Plan) -> list[SourceMoney]:
    """Return the budgets of the plan, each source that the ledger knows; one query."""
    budgets = Budget.objects.filter(
        owner=plan.owner_id, year=plan.year, source__in=sources_of(plan.level)
    )
    found = {SOURCE_OF[budget.source]: budget for budget in budgets}
    return [
        SourceMoney(
            source=source,
            received=budget.allotted + budget.carried_in - budget.carried_out,
            committed=budget.committed,
        )
        for source, budget in sorted(found.items(), key=lambda item: STATE_SOURCES.index(item[0]))
    ]


def free_of(plan: Plan) -> dict[FundingSource, int]:
    """Return by source what the plan may still give."""
    return {money.source: money.free for money in money_of(plan)}


def ledger_of(parts: Iterable[UUID], year: int) -> dict[tuple[UUID, FundingSource], Held]:
    """Return what the ledger holds for lines in a year; one query."""
    rows = Share.objects.filter(part__in=list(parts), year=year)
    return {
        (row.part, SOURCE_OF[row.source]): Held(committed=row.committed, contracted=row.contracted)
        for row in rows
    }


def movements_of(
    year: int, inside: Iterable[PlainRow], dropped: Iterable[PlainRow]
) -> tuple[Movement, ...]:
    """Return what an approval would move in the ledger of a year."""
    inside, dropped = list(inside), list(dropped)
    parts = {line for row in (*inside, *dropped) for line, _ in row.shares}
    return movements(inside, dropped, ledger_of(parts, year))
