"""The books under lock: rows in, plain balances for the rules, and the rows that follow out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from khuyencong.funds.models import Budget, Fund, Posting, Share
from khuyencong.funds.rules import (
    Balances,
    BudgetBalance,
    BudgetKey,
    FundBalance,
    FundKey,
    PlainPosting,
    Posted,
    Refused,
    ShareBalance,
    ShareKey,
    Spending,
)
from khuyencong.funds.rules.rows import budget_balance, budget_key, fund_key, share_key, spending_of
from khuyencong.funds.states import RECEIVED, SPENDING

Row = TypeVar("Row", Budget, Fund, Share)
NOTHING = Q(pk__in=())


@dataclass
class Books:
    """The rows that an entry concerns, by their keys; locked until the transaction ends."""

    budgets: dict[BudgetKey, Budget]
    funds: dict[FundKey, Fund]
    shares: dict[ShareKey, Share]

    @property
    def balances(self) -> Balances:
        """Return the plain balances of the rows."""
        return Balances(
            {key: budget_balance(row) for key, row in self.budgets.items()},
            {
                key: FundBalance(budget_key(row.budget), spending_of(row))
                for key, row in self.funds.items()
            },
            {
                key: ShareBalance(fund_key(row.fund), spending_of(row))
                for key, row in self.shares.items()
            },
        )

    def write(self, posted: Posted) -> None:
        """Let the rows follow what was posted: so many statements however many lines."""
        postings, after = posted.postings, posted.balances
        funds = {one.fund: one.budget for one in postings if one.fund}
        shares = {one.share: one.fund for one in postings if one.share and one.fund}
        new_funds = [row for key, home in funds.items() if (row := self._new_fund(key, home))]
        new_shares = [line for key, home in shares.items() if (line := self._new_share(key, home))]
        budgets = sorted({one.budget for one in postings})
        _keep([(self.budgets[key], _columns_of_budget(after.budgets[key])) for key in budgets], [])
        known = [(self.funds[key], _columns(after.funds[key].spending)) for key in funds]
        lines = [(self.shares[key], _columns(after.shares[key].spending)) for key in shares]
        try:
            with transaction.atomic():
                _keep(known, new_funds)
                _keep(lines, new_shares)
        except IntegrityError as error:
            raise Refused("Đề án vừa được ghi từ một ngân sách khác. Xin tải lại trang.") from error

    def _new_fund(self, key: FundKey, home: BudgetKey) -> Fund | None:
        if key in self.funds:
            return None
        budget = self.budgets[home]
        row = Fund(budget=budget, spender=key.spender, source=key.source, year=key.year)
        self.funds[key] = row
        return row

    def _new_share(self, key: ShareKey, home: FundKey) -> Share | None:
        if key in self.shares:
            return None
        row = Share(fund=self.funds[home], part=key.part, source=key.source, year=key.year)
        self.shares[key] = row
        return row

    def rows_of(self, plain: PlainPosting) -> Posting:
        """Return a posting as a row, still without its entry."""
        return Posting(
            account=plain.account,
            amount=plain.amount,
            budget=self.budgets[plain.budget],
            fund=self.funds[plain.fund] if plain.fund else None,
            share=self.shares[plain.share] if plain.share else None,
        )


def locked(budgets: Q, funds: Q = NOTHING, shares: Q = NOTHING) -> Books:
    """Return the rows that are asked for, locked: budgets first, then đề án, then lines."""
    own = Budget.objects.select_for_update().filter(budgets).order_by("id")
    kept = {budget_key(row): row for row in own}
    of_funds = Fund.objects.select_for_update(of=("self",)).select_related("budget")
    fund_rows = {fund_key(row): row for row in of_funds.filter(funds).order_by("id")}
    of_shares = Share.objects.select_for_update(of=("self",)).select_related("fund")
    share_rows = {share_key(row): row for row in of_shares.filter(shares).order_by("id")}
    return Books(kept, fund_rows, share_rows)


def _keep(rows: Sequence[tuple[Row, dict[str, int]]], new: Sequence[Row]) -> None:
    """Write the columns that changed of rows of one table, and the rows that are new."""
    changed: set[str] = set()
    known = []
    for row, columns in rows:
        moved = {name for name, amount in columns.items() if getattr(row, name) != amount}
        for name in moved:
            setattr(row, name, columns[name])
        if row not in new and moved:
            known.append(row)
            changed |= moved
    if new:
        type(new[0])._default_manager.bulk_create(new)
    if len(known) == 1:
        known[0].save(update_fields=sorted(changed))
    elif known:
        type(known[0])._default_manager.bulk_update(known, sorted(changed))


def _columns(spending: Spending) -> dict[str, int]:
    return {name: getattr(spending, name) for name in SPENDING}


def _columns_of_budget(budget: BudgetBalance) -> dict[str, int]:
    received = {name: getattr(budget, name) for name in RECEIVED}
    return received | _columns(budget.spending)
