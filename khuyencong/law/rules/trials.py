"""A few made-up cases by which officers see what a proposed ceiling would change."""

from collections.abc import Iterable

from khuyencong.law.rules.replay import Case
from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.law.rules.support import SupportFacts
from khuyencong.law.states import Item, ParameterKind
from khuyencong.values.money import MoneyUnit, format_in
from khuyencong.values.vocabulary import FundingSource

M = MoneyUnit.MILLION.size
_SOURCES = {source.value: source for source in FundingSource}
COSTS = (100 * M, 500 * M, 1_000 * M, 3_000 * M)


def trial_cases(drafted: Iterable[DatedParameter]) -> list[Case]:
    """Return cases of round costs for every ceiling among `drafted`; they are nobody's."""
    ceilings = [row for row in drafted if row.kind == ParameterKind.CEILING]
    return [
        Case(_name(row, cost, alone=len(ceilings) == 1), _facts(row, cost))
        for row in ceilings
        for cost in COSTS
    ]


def _name(row: DatedParameter, cost: int, *, alone: bool) -> str:
    spent = f"chi phí {format_in(cost, MoneyUnit.MILLION, nbsp=True)}"
    return spent.capitalize() if alone else f"{Item(row.subject).label}, {spent}"


def _facts(row: DatedParameter, cost: int) -> SupportFacts:
    tier = row.tier_from if row.tier_from is not None else (row.tier_until or 1) - 1
    return SupportFacts(
        Item(row.subject),
        _SOURCES[row.source],
        cost=cost,
        difficult_area=True,
        years=1,
        attributes=((row.attribute, tier),) if row.attribute else (),
    )
