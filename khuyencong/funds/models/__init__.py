"""The tables of the ledger: balances, entries with their postings, and what stands beside."""

from khuyencong.funds.models.beside import (
    BesideMoney,
    Instalment,
    InterestClaim,
    RepayableSupport,
    Repayment,
)
from khuyencong.funds.models.budgets import Budget, Fund, Share, YearTurn
from khuyencong.funds.models.entries import AdvanceGround, Entry, Posting

__all__ = [
    "AdvanceGround",
    "BesideMoney",
    "Budget",
    "Entry",
    "Fund",
    "Instalment",
    "InterestClaim",
    "Posting",
    "RepayableSupport",
    "Repayment",
    "Share",
    "YearTurn",
]
