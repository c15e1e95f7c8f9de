"""The plain balances of the ledger: of budgets, of đề án, of their lines; and what moves them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from khuyencong.funds.states import (
    BUDGET_LIMIT,
    COLUMNS,
    LIMITS,
    RECEIVED,
    SPENDING,
    Account,
    Limit,
)
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True, order=True)
class BudgetKey:
    """A budget: whose, out of which source, of which year."""

    owner: UUID
    source: FundingSource
    year: int


@dataclass(frozen=True, slots=True, order=True)
class FundKey:
    """What a đề án has of one source in one year."""

    spender: UUID
    source: FundingSource
    year: int


@dataclass(frozen=True, slots=True, order=True)
class ShareKey:
    """What one line of a đề án has of one source in one year."""

    part: UUID
    source: FundingSource
    year: int


@dataclass(frozen=True, slots=True)
class Spending:
    """How far money has come, in whole đồng; what is paid is also contracted and committed."""

    committed: int = 0
    contracted: int = 0
    accepted: int = 0
    given: int = 0
    refunded: int = 0
    advance_limit: int = 0
    advanced: int = 0
    paid: int = 0
    recovered: int = 0
    settled: int = 0

    @property
    def reserved(self) -> int:
        """Return what is committed and not contracted."""
        return self.committed - self.contracted

    @property
    def unspent(self) -> int:
        """Return what is contracted, and neither advanced nor paid."""
        return self.contracted - self.advanced - self.paid

    @property
    def payable(self) -> int:
        """Return what is accepted and not yet paid."""
        return self.accepted - self.paid

    @property
    def unsettled(self) -> int:
        """Return what is paid and not settled."""
        return self.paid - self.settled


@dataclass(frozen=True, slots=True)
class BudgetBalance:
    """A budget: what came, what went on to the next year, and how far the rest has come."""

    allotted: int = 0
    carried_in: int = 0
    carried_out: int = 0
    spending: Spending = field(default_factory=Spending)
    closed: bool = False

    @property
    def left(self) -> int:
        """Return what may still be given to a đề án."""
        return self.allotted + self.carried_in - self.carried_out - self.spending.committed

    @property
    def committed(self) -> int:
        """Return what the đề án have got."""
        return self.spending.committed


@dataclass(frozen=True, slots=True)
class FundBalance:
    """What a đề án has out of a budget."""

    budget: BudgetKey
    spending: Spending = field(default_factory=Spending)


@dataclass(frozen=True, slots=True)
class ShareBalance:
    """What a line has within its đề án."""

    fund: FundKey
    spending: Spending = field(default_factory=Spending)


@dataclass(frozen=True, slots=True)
class PlainPosting:
    """đồng on one account: of a budget, and of the line there that it concerns."""

    account: Account
    amount: int
    budget: BudgetKey
    fund: FundKey | None = None
    share: ShareKey | None = None


@dataclass(frozen=True, slots=True)
class Balances:
    """All balances at one moment; never changed, only followed by others."""

    budgets: Mapping[BudgetKey, BudgetBalance] = field(default_factory=dict)
    funds: Mapping[FundKey, FundBalance] = field(default_factory=dict)
    shares: Mapping[ShareKey, ShareBalance] = field(default_factory=dict)

    def budget(self, key: BudgetKey) -> BudgetBalance:
        """Return a budget; one without any money where nothing was ever posted."""
        return self.budgets.get(key, BudgetBalance())

    def after(self, postings: Iterable[PlainPosting]) -> Self:
        """Return the balances that the postings lead to, whether or not they keep the limits."""
        budgets, funds, shares = dict(self.budgets), dict(self.funds), dict(self.shares)
        of_budgets: dict[BudgetKey, dict[str, int]] = {}
        of_funds: dict[FundKey, dict[str, int]] = {}
        of_shares: dict[ShareKey, dict[str, int]] = {}
        for one in postings:
            _add(of_budgets.setdefault(one.budget, {}), one)
            if one.fund and one.share:
                funds.setdefault(one.fund, FundBalance(one.budget))
                shares.setdefault(one.share, ShareBalance(one.fund))
                _add(of_funds.setdefault(one.fund, {}), one)
                _add(of_shares.setdefault(one.share, {}), one)
        for key, change in of_budgets.items():
            budgets[key] = _budget_after(budgets.get(key, BudgetBalance()), change)
        for fund, change in of_funds.items():
            home = funds[fund]
            funds[fund] = FundBalance(home.budget, _moved(home.spending, change))
        for share, change in of_shares.items():
            kept = shares[share]
            shares[share] = ShareBalance(kept.fund, _moved(kept.spending, change))
        return replace(self, budgets=budgets, funds=funds, shares=shares)


def _add(change: dict[str, int], posting: PlainPosting) -> None:
    for name, sign in COLUMNS[posting.account]:
        change[name] = change.get(name, 0) + sign * posting.amount


def _budget_after(budget: BudgetBalance, change: dict[str, int]) -> BudgetBalance:
    received = {name: getattr(budget, name) + change.pop(name, 0) for name in RECEIVED}
    return BudgetBalance(**received, spending=_moved(budget.spending, change), closed=budget.closed)


def _moved(spending: Spending, change: dict[str, int]) -> Spending:
    return Spending(*(getattr(spending, name) + change.get(name, 0) for name in SPENDING))


# --- limits -------------------------------------------------------------------------------------

_REFUNDED, _LIMIT = SPENDING.index("refunded"), SPENDING.index("advance_limit")


def broken_of_spending(spending: object) -> list[str]:
    """Return in words every limit that the columns of a balance break; of a row of a table too."""
    told = [limit.told for limit in LIMITS if not holds(limit, spending)]
    columns = [getattr(spending, name) for name in SPENDING]
    if min(columns) < 0:
        told.append("Không số nào của kinh phí nhỏ hơn 0")
    # What is added up in a CHECK of the tables stays within what a column holds.
    if max(*columns, columns[_REFUNDED] + columns[_LIMIT]) > MAX_AMOUNT:
        told.append("Số tiền cộng dồn lớn quá mức ghi được")
    return told


def broken_of_budget(budget: BudgetBalance) -> list[str]:
    """Return in words every limit that a budget breaks."""
    told = broken_of_spending(budget.spending)
    if budget.left < 0:
        told.append(BUDGET_LIMIT.told)
    if min(budget.allotted, budget.carried_in, budget.carried_out) < 0:
        told.append("Không số nào của ngân sách nhỏ hơn 0")
    if budget.allotted + budget.carried_in > MAX_AMOUNT:
        told.append("Tổng kinh phí lớn quá mức ghi được")
    return told


def holds(limit: Limit, row: object) -> bool:
    """Return whether the columns of `row` keep a limit."""
    return _difference(row, limit.less, limit.less_off) <= _difference(
        row, limit.most, limit.most_off
    )


def _difference(row: object, column: str, off: str) -> int:
    value: int = getattr(row, column)
    return value - getattr(row, off) if off else value
