"""Rows of the tables as the plain facts that the rules know."""

from khuyencong.funds.models import Budget, Fund, Posting, Share
from khuyencong.funds.models.limits import Kept
from khuyencong.funds.rules.balances import (
    BudgetBalance,
    BudgetKey,
    FundKey,
    PlainPosting,
    ShareKey,
    Spending,
)
from khuyencong.funds.states import RECEIVED, SOURCES, SPENDING, Account


def budget_key(row: Budget) -> BudgetKey:
    """Return the key of a row."""
    return BudgetKey(row.owner_id, SOURCES[row.source], row.year)


def fund_key(row: Fund) -> FundKey:
    """Return the key of a row."""
    return FundKey(row.spender, SOURCES[row.source], row.year)


def share_key(row: Share) -> ShareKey:
    """Return the key of a row."""
    return ShareKey(row.part, SOURCES[row.source], row.year)


def spending_of(row: Kept) -> Spending:
    """Return the columns of a row as plain facts."""
    return Spending(**{name: getattr(row, name) for name in SPENDING})


def budget_balance(row: Budget) -> BudgetBalance:
    """Return a budget as plain facts."""
    received = {name: getattr(row, name) for name in RECEIVED}
    return BudgetBalance(**received, spending=spending_of(row), closed=row.closed)


def plain_posting(row: Posting) -> PlainPosting:
    """Return a row as plain facts."""
    return PlainPosting(
        Account(row.account),
        row.amount,
        budget_key(row.budget),
        fund_key(row.fund) if row.fund else None,
        share_key(row.share) if row.share else None,
    )
