"""What is asked of the ledger: plain facts, without a database."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from khuyencong.funds.rules.balances import BudgetKey, FundKey, ShareKey
from khuyencong.funds.states import SOURCES, EntryKind
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True)
class Portion:
    """Whole đồng, above 0, of one source and year, for one line of a đề án."""

    part: UUID
    source: FundingSource
    year: int
    amount: int

    @property
    def share(self) -> ShareKey:
        """Return the line's balance that this concerns."""
        return ShareKey(self.part, SOURCES[self.source], self.year)

    def fund(self, spender: UUID) -> FundKey:
        """Return the balance of the đề án that this concerns."""
        return FundKey(spender, SOURCES[self.source], self.year)

    def budget(self, owner: UUID) -> BudgetKey:
        """Return the owner's budget that this concerns."""
        return BudgetKey(owner, SOURCES[self.source], self.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceBasis:
    """By what rate an advance is given, in percent of the contract.

    The rate of the law with its clause; where the law is unread, the rate written in the contract,
    with the reason: `verified` is False, and it is shown as "chưa kiểm chứng".
    """

    percent: Fraction | None
    clause: str
    verified: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One entry to be posted: of a budget (ALLOT, CARRY_OVER), or of a đề án with its portions."""

    kind: EntryKind
    budget: BudgetKey | None = None
    amount: int = 0
    spender: UUID | None = None
    #: COMMIT: whose budgets give.
    owner: UUID | None = None
    portions: tuple[Portion, ...] = ()
    #: ADVANCE: the rate, in percent of what is contracted.
    percent: Fraction | None = None
    #: CARRY_FUND: into which year, and whether outstanding advances go along.
    to_year: int = 0
    with_advances: bool = False

    @property
    def total(self) -> int:
        """Return the đồng of the whole entry; below 0 where an allotment is withdrawn."""
        return self.amount or sum(portion.amount for portion in self.portions)
