"""Everything that can be asked of the money."""

from khuyencong.funds.queries.balances import (
    balance_of_parts,
    balances_of,
    budget_of,
    budgets_visible_to,
    left,
    listed_budgets,
    turns_of,
    years_of,
)
from khuyencong.funds.queries.beside import (
    Arrears,
    arrears_on,
    beside_of,
    interest_of,
    repayables_of,
    repayables_visible_to,
)
from khuyencong.funds.queries.integrity import ledger_faults
from khuyencong.funds.queries.timeline import (
    Happened,
    entries_of,
    entries_of_budget,
    happened_in,
)

__all__ = [
    "Arrears",
    "Happened",
    "arrears_on",
    "balance_of_parts",
    "balances_of",
    "beside_of",
    "budget_of",
    "budgets_visible_to",
    "entries_of",
    "entries_of_budget",
    "happened_in",
    "interest_of",
    "ledger_faults",
    "left",
    "listed_budgets",
    "repayables_of",
    "repayables_visible_to",
    "turns_of",
    "years_of",
]
