"""The same random lives in the database: each act ends as the pure ledger says, to the word."""

from datetime import timedelta
from typing import Any

import pytest

from khuyencong.core import journal
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, Entry, Fund, Posting, Share
from khuyencong.funds.queries import ledger_faults
from khuyencong.funds.rules import AdvanceBasis, Refused
from khuyencong.funds.rules.rows import (
    budget_balance,
    budget_key,
    fund_key,
    plain_posting,
    share_key,
    spending_of,
)
from khuyencong.funds.states import EntryKind
from tests.cast import Cast
from tests.conditions import SIZE
from tests.factories import make_user
from tests.funds.lives import Life, Step
from tests.funds.purse import AT, PAPER

LIVES = max(4, SIZE * 3 // 20)
STEPS = 24


class Kept:
    """A life done by the actions, as officers would."""

    def __init__(self, cast: Cast, life: Life) -> None:
        self.life = life
        self.officer, self.head = cast.owner, cast.head
        self.accountant = make_user("CENTRE_ACCOUNTANT", cast.centre)
        self.entries: list[Entry] = []
        self.at = AT

    def take(self, step: Step) -> str:
        """Do a step by the action for it; return the words of its refusal."""
        self.at += timedelta(seconds=1)
        try:
            self._do(step)
        except Refused as refusal:
            return str(refusal)
        return ""

    def _do(self, step: Step) -> None:
        told: dict[str, Any] = {"at": self.at}
        if step.key:
            told |= {"by": self.head, "owner": step.key.owner, "source": step.key.source}
            turn = actions.close_year if step.turn == "close" else actions.reopen_year
            turn(**told, year=step.key.year, **({"reason": "thử"} if step.turn != "close" else {}))
        elif step.back is not None:
            entry = self.entries[step.back]
            paying = entry.kind in (EntryKind.ADVANCE, EntryKind.PAY, EntryKind.REFUND)
            by = self.accountant if paying else self.officer
            self.entries.append(actions.reverse(by=by, entry=entry, why="ghi nhầm", **told))
        else:
            self._enter(step, told)

    def _enter(self, step: Step, told: dict[str, Any]) -> None:
        voucher = step.voucher
        assert voucher
        if voucher.budget:
            told |= {"owner": voucher.budget.owner, "source": voucher.budget.source}
            told |= {"by": self.officer, "amount": voucher.amount, "paper": PAPER, "why": "mẫu"}
            if voucher.kind is EntryKind.ALLOT:
                actions.allot(year=voucher.budget.year, **told)
            else:
                actions.carry_over(from_year=voucher.budget.year, **told)
            self.entries.append(Entry.objects.latest("at"))
            return
        told |= {"spender": voucher.spender, "portions": voucher.portions, "by": self.officer}
        if voucher.owner:
            told["owner"] = voucher.owner
        if voucher.kind in (EntryKind.ADVANCE, EntryKind.PAY, EntryKind.REFUND):
            told |= {"by": self.accountant, "paper": "UNC 1"}
        if voucher.percent:
            told["basis"] = AdvanceBasis(percent=voucher.percent, clause="Mẫu", verified=True)
        if voucher.to_year:
            told |= {"to_year": voucher.to_year, "with_advances": voucher.with_advances}
        self.entries.append(getattr(actions, voucher.kind.value)(**told))


def differences(life: Life) -> list[str]:
    """Return where the rows are not what the pure ledger says."""
    balances = life.balances
    budgets = {budget_key(row): budget_balance(row) for row in Budget.objects.all()}
    funds = {fund_key(row): spending_of(row) for row in Fund.objects.all()}
    shares = {share_key(row): spending_of(row) for row in Share.objects.all()}
    wrong = [f"{key}" for key, row in budgets.items() if row != balances.budget(key)]
    wrong += [f"{key}" for key in balances.budgets.keys() - budgets.keys()]
    if funds != {key: row.spending for key, row in balances.funds.items()}:
        wrong.append("funds")
    if shares != {key: row.spending for key, row in balances.shares.items()}:
        wrong.append("shares")
    return wrong


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(LIVES))
def test_the_database_keeps_what_the_pure_ledger_says(seed: int, cast: Cast) -> None:
    life = Life.of_seed(("kept", seed), cast.department.id)
    kept = Kept(cast, life)
    for step in life.steps(STEPS):
        words = life.take(step)
        said = kept.take(step)
        if step.back is None or not words.startswith("đã ghi ngược"):
            assert said == words, step
        assert bool(said) == bool(words)
        assert differences(life) == [], step
    assert list(ledger_faults()) == []
    assert list(journal.verify()) == []
    told = [
        [plain_posting(row) for row in entry.postings.order_by("id")]
        for entry in Entry.objects.order_by("at")
    ]
    assert told == [list(entry) for entry in life.entries]
    assert Posting.objects.count() == sum(map(len, life.entries))
