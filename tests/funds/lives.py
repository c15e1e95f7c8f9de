"""Random lives of money: what may happen next, and by a second reckoning whether it is allowed."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from khuyencong.funds.rules import (
    Balances,
    BudgetKey,
    FundKey,
    PlainPosting,
    Portion,
    Refused,
    ShareKey,
    Spending,
    Voucher,
    closed,
    counter,
    post,
    reopened,
)
from khuyencong.funds.rules.balances import broken_of_budget, broken_of_spending
from khuyencong.funds.states import COLUMNS, RECEIVED, SPENDING, EntryKind
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource

SOURCES = (FundingSource.PROVINCIAL, FundingSource.COMMUNE)
YEARS = (2025, 2026)
RATES = (Fraction(30), Fraction(70), Fraction(200, 3), Fraction(100))
#: How large a life is: single đồng, the money of a province, all that a column holds.
SCALES = (9, 500_000_000, MAX_AMOUNT)
OF_LINES = tuple(k for k in EntryKind if k not in (EntryKind.ALLOT, EntryKind.CARRY_OVER))
LATE = (EntryKind.RELEASE, EntryKind.UNCONTRACT, EntryKind.REFUND, EntryKind.CARRY_FUND)
#: What is tried how often: the way forward more than the ways back.
WEIGHTS = {kind: 1 if kind in LATE else 3 for kind in OF_LINES}


#: How much of a kind may happen to a line, by the second reckoning.
ROOMS: dict[EntryKind, Callable[[Spending], int]] = {
    EntryKind.RELEASE: lambda s: s.committed - s.contracted,
    EntryKind.CONTRACT: lambda s: s.committed - s.contracted,
    EntryKind.UNCONTRACT: lambda s: s.contracted - max(s.accepted, s.advanced + s.paid),
    EntryKind.ACCEPT: lambda s: s.contracted - s.accepted,
    EntryKind.CLEAR: lambda s: min(s.advanced, s.accepted - s.paid),
    EntryKind.PAY: lambda s: min(s.contracted - s.advanced, s.accepted) - s.paid,
    EntryKind.REFUND: lambda s: s.advanced + s.paid - s.settled,
    EntryKind.SETTLE: lambda s: s.paid - s.settled,
}


@dataclass(frozen=True)
class Step:
    """What is tried: a voucher, the turning of a year, or the counter-entry of an earlier one."""

    voucher: Voucher | None = None
    turn: str = ""
    key: BudgetKey | None = None
    back: int | None = None
    #: By the second reckoning; None where it does not say.
    allowed: bool | None = None


@dataclass
class Life:
    """Balances that follow one random step after another."""

    rng: random.Random
    owner: UUID
    spenders: dict[UUID, list[UUID]]
    balances: Balances = field(default_factory=Balances)
    entries: list[tuple[PlainPosting, ...]] = field(default_factory=list)
    taken_back: set[int] = field(default_factory=set)
    counters: set[int] = field(default_factory=set)

    @classmethod
    def of_seed(cls, seed: object, owner: UUID | None = None) -> "Life":
        rng = random.Random(repr(seed))
        new = lambda: UUID(int=rng.getrandbits(128))  # noqa: E731
        spenders = {new(): [new() for _ in range(rng.choice((1, 2)))] for _ in range(2)}
        return cls(rng, owner or new(), spenders)

    def steps(self, count: int) -> Iterator[Step]:
        """Yield a step after another; the caller takes each before the next is chosen."""
        scale = self.rng.choice(SCALES)
        for _ in range(self.rng.choice((1, 2))):
            amount = self.rng.choice((scale, self.rng.randint(1, scale)))
            yield self._of_budget(EntryKind.ALLOT, self._key(), amount)
        for _ in range(count):
            yield self._next(scale)

    def take(self, step: Step) -> str:
        """Do a step; return "" where it was done, and the words of its refusal."""
        before = self.balances
        try:
            self._do(step)
        except Refused as refusal:
            assert self.balances is before
            assert step.allowed is not True, (step, refusal)
            return str(refusal)
        assert step.allowed is not False, step
        return ""

    def _do(self, step: Step) -> None:
        if step.key:
            turn = closed if step.turn == "close" else reopened
            self.balances = turn(self.balances, step.key)
            return
        if step.back is None:
            assert step.voucher
            posted = post(self.balances, step.voucher)
        else:
            if step.back in self.taken_back | self.counters:
                raise Refused("đã ghi ngược")
            posted = counter(self.balances, self.entries[step.back])
            self.taken_back.add(step.back)
            self.counters.add(len(self.entries))
        self.balances = posted.balances
        self.entries.append(posted.postings)

    # --- what is tried ------------------------------------------------------------------------

    def _key(self) -> BudgetKey:
        return BudgetKey(self.owner, self.rng.choice(SOURCES), self.rng.choice(YEARS))

    def _next(self, scale: int) -> Step:
        dice = self.rng.random()
        if dice < 0.06:
            return self._of_budget(EntryKind.ALLOT, self._key(), self._some(scale, True))
        if dice < 0.1:
            key = self._key()
            most = self.balances.budget(key).left
            return self._of_budget(EntryKind.CARRY_OVER, key, self._near(most))
        if dice < 0.14:
            return self._turn()
        if dice < 0.18 and self.entries:
            return Step(back=self.rng.randrange(len(self.entries)))
        return self._of_line()

    def _turn(self) -> Step:
        key = self._key()
        shut = [key for key, budget in self.balances.budgets.items() if budget.closed]
        key = self.rng.choice(shut) if shut and self.rng.random() < 0.8 else key
        if key not in self.balances.budgets:
            return self._next(9)
        budget = self.balances.budget(key)
        if budget.closed or self.rng.random() < 0.2:
            return Step(turn="reopen", key=key, allowed=budget.closed)
        spent = budget.spending
        done = spent.advanced == 0 and spent.committed == spent.paid
        return Step(turn="close", key=key, allowed=done)

    def _of_budget(self, kind: EntryKind, key: BudgetKey, amount: int) -> Step:
        budget = self.balances.budget(key)
        if kind is EntryKind.ALLOT:
            fits = budget.left + amount >= 0 and budget.allotted + amount >= 0
            fits = fits and budget.allotted + budget.carried_in + amount <= MAX_AMOUNT
        else:
            later = self.balances.budget(BudgetKey(key.owner, key.source, key.year + 1))
            fits = 0 < amount <= budget.left and not later.closed
            fits = fits and later.allotted + later.carried_in + amount <= MAX_AMOUNT
        fits = fits and amount != 0 and not budget.closed
        voucher = Voucher(kind=kind, budget=key, amount=amount)
        return Step(voucher, allowed=fits)

    def _of_line(self) -> Step:
        percent, along = self.rng.choice(RATES), self.rng.random() < 0.3
        for _ in range(6):  # mostly something that may happen
            kind = self.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            spender = self.rng.choice(list(self.spenders))
            key = self._pick(spender, kind)
            lines = self.spenders[spender]
            parts = self.rng.sample(lines, self.rng.randint(1, len(lines)))
            rooms = {part: self.room(kind, ShareKey(part, *key), percent, along) for part in parts}
            if min(rooms.values()) > 0:
                break
        total, portions = 0, []
        for part, room in rooms.items():
            amount = self._near(room - total if kind is EntryKind.COMMIT else room)
            total += amount
            portions.append(Portion(part, *key, amount))
        fits = [portion.amount <= rooms[portion.part] for portion in portions]
        allowed = all(fits) and (kind is not EntryKind.COMMIT or total <= rooms[parts[0]])
        allowed = allowed and self._is_open(kind, spender, key, portions)
        voucher = Voucher(
            kind=kind,
            spender=spender,
            owner=self.owner if kind is EntryKind.COMMIT else None,
            portions=tuple(portions),
            percent=percent if kind is EntryKind.ADVANCE else None,
            to_year=key[1] + 1 if kind is EntryKind.CARRY_FUND else 0,
            with_advances=along and kind is EntryKind.CARRY_FUND,
        )
        # Counters of refunds and recoveries may outgrow a column only at its very end.
        is_sure = max(self._counted(voucher)) < MAX_AMOUNT // 4
        return Step(voucher, allowed=allowed if is_sure or not allowed else None)

    def _pick(self, spender: UUID, kind: EntryKind) -> tuple[FundingSource, int]:
        known = [(f.source, f.year) for f in self.balances.funds if f.spender == spender]
        if known and kind is not EntryKind.COMMIT and self.rng.random() < 0.95:
            return self.rng.choice(known)
        funded = [(k.source, k.year) for k, b in self.balances.budgets.items() if b.left]
        if funded and self.rng.random() < 0.9:
            return self.rng.choice(funded)
        return self.rng.choice(SOURCES), self.rng.choice(YEARS)

    def _counted(self, voucher: Voucher) -> Iterator[int]:
        yield voucher.total
        for portion in voucher.portions:
            kept = self.balances.funds.get(portion.fund(voucher.spender or self.owner))
            of_all = self.balances.budget(BudgetKey(self.owner, portion.source, portion.year))
            for one in (kept.spending if kept else Spending(), of_all.spending):
                yield one.given + one.refunded + one.advance_limit + one.recovered

    def _is_open(
        self,
        kind: EntryKind,
        spender: UUID,
        key: tuple[FundingSource, int],
        portions: list[Portion],
    ) -> bool:
        budget = self.balances.budget(BudgetKey(self.owner, *key))
        if kind is EntryKind.CARRY_FUND:
            later = self.balances.budget(BudgetKey(self.owner, key[0], key[1] + 1))
            total = sum(portion.amount for portion in portions)
            if later.closed or later.allotted + later.carried_in + total > MAX_AMOUNT:
                return False
        known = FundKey(spender, *key) in self.balances.funds
        return not budget.closed and (known or kind is EntryKind.COMMIT)

    def room(self, kind: EntryKind, key: ShareKey, percent: Fraction, along: bool) -> int:
        """Return how much of a kind may happen to a line: the second reckoning."""
        kept = self.balances.shares.get(key)
        s = kept.spending if kept else Spending()
        if kind is EntryKind.COMMIT:
            return self.balances.budget(BudgetKey(self.owner, key.source, key.year)).left
        if kind is EntryKind.ADVANCE:
            rate = int(percent * s.contracted / 100) - (s.given - s.refunded)
            return min(s.contracted - s.advanced - s.paid, rate)
        if kind is EntryKind.CARRY_FUND:
            return s.committed - s.paid - (0 if along else s.advanced)
        return ROOMS[kind](s)

    def _near(self, most: int) -> int:
        """Return an amount about the limit: just it, one đồng more, less, or anything."""
        most = max(most, 0)
        chosen = self.rng.choice((most, most, most + 1, self.rng.randint(0, most), most // 2))
        return min(max(chosen, 1), MAX_AMOUNT)

    def _some(self, scale: int, negative: bool) -> int:
        amount = self.rng.randint(1, scale)
        return -amount if negative and self.rng.random() < 0.4 else amount


@dataclass
class Sums:
    """The columns of every budget, đề án and line, added up posting by posting: a third telling."""

    columns: dict[object, Counter[str]] = field(default_factory=dict)
    read: int = 0

    def follow(self, life: Life) -> list[str]:
        """Read the entries that are new; return what does not hold: zero, limits, parts, sums."""
        told: list[str] = []
        if self.read == len(life.entries):
            return told
        for entry in life.entries[self.read :]:
            if sum(posting.amount for posting in entry):
                told.append("trial balance")
            for posting in entry:
                self._add(posting)
        self.read = len(life.entries)
        return [*told, *self._differences(life.balances), *_broken(life.balances)]

    def _add(self, posting: PlainPosting) -> None:
        for key in (posting.budget, posting.fund, posting.share):
            if key:
                columns = self.columns.setdefault(key, Counter())
                for name, sign in COLUMNS[posting.account]:
                    columns[name] += sign * posting.amount

    def _differences(self, balances: Balances) -> Iterator[str]:
        for key, budget in balances.budgets.items():
            own = self.columns.get(key, Counter())
            if [getattr(budget, name) for name in RECEIVED] != [own[name] for name in RECEIVED]:
                yield f"what came to {key}"
        rows = {**balances.budgets, **balances.funds, **balances.shares}
        for row_key, row in rows.items():
            own = self.columns.get(row_key, Counter())
            if _listed(row.spending) != [own[name] for name in SPENDING]:
                yield f"postings of {row_key}"


def _broken(balances: Balances) -> Iterator[str]:
    for budget in balances.budgets.values():
        yield from broken_of_budget(budget)
    for row in (*balances.funds.values(), *balances.shares.values()):
        yield from broken_of_spending(row.spending)
    for key, budget in balances.budgets.items():
        funds = [f.spending for f in balances.funds.values() if f.budget == key]
        if _sum(funds) != _listed(budget.spending):
            yield f"parts of {key}"
    for fund_key, fund in balances.funds.items():
        shares = [s.spending for s in balances.shares.values() if s.fund == fund_key]
        if _sum(shares) != _listed(fund.spending):
            yield f"parts of {fund_key}"


def _listed(spending: Spending) -> list[int]:
    return [getattr(spending, name) for name in SPENDING]


def _sum(rows: list[Spending]) -> list[int]:
    return [sum(column) for column in zip(*map(_listed, rows), strict=True)] or [0] * len(SPENDING)
