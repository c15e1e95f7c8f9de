"""The rules of the ledger: pure functions over plain balances, and who may do what."""

from khuyencong.funds.rules.balances import (
    Balances,
    BudgetBalance,
    BudgetKey,
    FundBalance,
    FundKey,
    PlainPosting,
    ShareBalance,
    ShareKey,
    Spending,
)
from khuyencong.funds.rules.ledger import BUDGET_YEARS, Posted, counter, post, replayed
from khuyencong.funds.rules.permissions import may_allot, may_close, may_pay
from khuyencong.funds.rules.refusals import BudgetExceeded, Refused, YearClosed
from khuyencong.funds.rules.repayable import Due
from khuyencong.funds.rules.vouchers import AdvanceBasis, Portion, Voucher
from khuyencong.funds.rules.years import closed, reopened, what_is_outstanding

__all__ = [
    "BUDGET_YEARS",
    "AdvanceBasis",
    "Balances",
    "BudgetBalance",
    "BudgetExceeded",
    "BudgetKey",
    "Due",
    "FundBalance",
    "FundKey",
    "PlainPosting",
    "Portion",
    "Posted",
    "Refused",
    "ShareBalance",
    "ShareKey",
    "Spending",
    "Voucher",
    "YearClosed",
    "closed",
    "counter",
    "may_allot",
    "may_close",
    "may_pay",
    "post",
    "reopened",
    "replayed",
    "what_is_outstanding",
]
