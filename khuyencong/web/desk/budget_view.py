"""How a budget looks: where its money stands, as lines of a sum and as parts of one bar."""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.funds.models import Budget
from khuyencong.funds.rules import what_is_outstanding
from khuyencong.funds.rules.rows import budget_balance

WIDTH = 1000


@dataclass(frozen=True)
class Part:
    """A part of the bar: how it is drawn, from where, how wide, what it is, and its đồng."""

    css: str
    label: str
    amount: int
    start: int
    width: int


@dataclass(frozen=True)
class BudgetView:
    """A budget with what a page tells of it."""

    budget: Budget

    @property
    def parts(self) -> list[Part]:
        """Return where the money stands, from settled to free; drawn to scale, none left out."""
        budget = self.budget
        stages = (
            ("settled", "Đã quyết toán", budget.settled),
            ("paid", "Đã thanh toán, chưa quyết toán", budget.paid - budget.settled),
            ("advanced", "Tạm ứng chưa thanh toán", budget.advanced),
            (
                "contracted",
                "Đã ký hợp đồng, chưa chi",
                budget.contracted - budget.advanced - budget.paid,
            ),
            ("reserved", "Đã giao đề án, chưa ký hợp đồng", budget.committed - budget.contracted),
            ("free", "Chưa giao đề án", budget.left),
        )
        whole = sum(amount for _, _, amount in stages)
        parts, before = [], 0
        for css, label, amount in stages:
            start, end = (WIDTH * n // whole if whole else 0 for n in (before, before + amount))
            parts.append(Part(css, label, amount, start, end - start))
            before += amount
        return parts

    @property
    def outstanding(self) -> list[str]:
        """Return what stands against closing the year."""
        return what_is_outstanding(budget_balance(self.budget))

    @property
    def next_year(self) -> int:
        return self.budget.year + 1

    @property
    def year_before(self) -> int:
        return self.budget.year - 1


@dataclass(frozen=True)
class Totals:
    """The sums of a list of budgets, in đồng."""

    allotted: int
    carried_in: int
    carried_out: int
    committed: int
    left: int


def totals(budgets: Iterable[Budget]) -> Totals:
    """Return the sums of budgets: added here, for a sum may pass what a column holds."""
    rows = list(budgets)
    return Totals(
        *(
            sum(getattr(row, name) for row in rows)
            for name in ("allotted", "carried_in", "carried_out", "committed", "left")
        )
    )
