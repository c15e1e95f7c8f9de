"""Everything that can happen to the money of the programme."""

from khuyencong.funds.actions.beside import (
    agree_repayable,
    beside,
    claim_interest,
    repay,
    reverse_repayment,
    withdraw_beside,
    withdraw_interest,
)
from khuyencong.funds.actions.budgets import allot, carry_over, close_year, reopen_year
from khuyencong.funds.actions.holding import hold
from khuyencong.funds.actions.past import PastBeside, PastEntry, PastSpending, record_past
from khuyencong.funds.actions.past_back import moved_since, take_back_past
from khuyencong.funds.actions.reversing import reverse
from khuyencong.funds.actions.spending import (
    accept,
    advance,
    carry_fund,
    clear,
    commit,
    contract,
    pay,
    refund,
    release,
    settle,
    uncontract,
)

__all__ = [
    "PastBeside",
    "PastEntry",
    "PastSpending",
    "accept",
    "advance",
    "agree_repayable",
    "allot",
    "beside",
    "carry_fund",
    "carry_over",
    "claim_interest",
    "clear",
    "close_year",
    "commit",
    "contract",
    "hold",
    "moved_since",
    "pay",
    "record_past",
    "refund",
    "release",
    "reopen_year",
    "repay",
    "reverse",
    "reverse_repayment",
    "settle",
    "take_back_past",
    "uncontract",
    "withdraw_beside",
    "withdraw_interest",
]
