"""Random lives over the pure ledger: nothing is lost, no limit is passed, what may be is done."""

from collections import Counter

import pytest

from khuyencong.funds.rules import replayed
from khuyencong.funds.states import EntryKind
from tests.conditions import SIZE
from tests.funds.lives import Life, Sums

LIVES = SIZE * 5
STEPS = 40


@pytest.mark.pure
@pytest.mark.slow
def test_random_lives_keep_every_limit() -> None:
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for seed in range(LIVES):
        life, sums = Life.of_seed(seed), Sums()
        for step in life.steps(STEPS):
            words = life.take(step)
            kind = step.turn or ("back" if step.voucher is None else step.voucher.kind)
            (refused if words else done)[kind] += 1
            assert sums.follow(life) == [], (seed, step)
        whole = replayed(posting for entry in life.entries for posting in entry)
        assert (whole.funds, whole.shares) == (life.balances.funds, life.balances.shares)
    kinds = {*EntryKind.values, "close", "reopen", "back"}
    assert set(done) == set(refused) == kinds, kinds - set(done) ^ kinds - set(refused)
    print(f"{LIVES} lives, {done.total()} entries done, {refused.total()} refused")
