"""The books of a year: closed when nothing is outstanding, reopened for a reason."""

from dataclasses import replace

from khuyencong.funds.rules.balances import Balances, BudgetBalance, BudgetKey
from khuyencong.funds.rules.refusals import Refused
from khuyencong.values.money import format_dong


def closed(balances: Balances, key: BudgetKey) -> Balances:
    """Return the balances with a year closed; Refused says what is still outstanding."""
    budget = balances.budget(key)
    if budget.closed:
        raise Refused(f"Sổ {key.source.label} năm {key.year} đã khóa.")
    outstanding = what_is_outstanding(budget)
    if outstanding:
        raise Refused(
            f"Chưa khóa được sổ {key.source.label} năm {key.year}: {'; '.join(outstanding)}."
        )
    return _with(balances, key, replace(budget, closed=True))


def reopened(balances: Balances, key: BudgetKey) -> Balances:
    """Return the balances with a closed year open again."""
    budget = balances.budget(key)
    if not budget.closed:
        raise Refused(f"Sổ {key.source.label} năm {key.year} đang mở.")
    return _with(balances, key, replace(budget, closed=False))


def what_is_outstanding(budget: BudgetBalance) -> list[str]:
    """Return in words what must be cleared, paid, given back or carried over before closing."""
    spending = budget.spending
    told = (
        (spending.advanced, "tạm ứng chưa thanh toán"),
        (spending.reserved, "đã giao mà chưa ký hợp đồng"),
        (spending.unspent, "đã ký hợp đồng mà chưa chi"),
    )
    return [f"còn {format_dong(amount)} {what}" for amount, what in told if amount]


def _with(balances: Balances, key: BudgetKey, budget: BudgetBalance) -> Balances:
    return replace(balances, budgets={**balances.budgets, key: budget})
