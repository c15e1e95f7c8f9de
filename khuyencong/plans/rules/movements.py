"""What money an approval moves: to a line that has less than the plan tells, else back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from khuyencong.plans.rules.content import PlainRow
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the ledger holds for one line from one source: committed, and bound by contracts."""

    committed: int = 0
    contracted: int = 0

    @property
    def unbound(self) -> int:
        """Return what may be given back to the budget."""
        return self.committed - self.contracted


#: By line and source.
Ledger = Mapping[tuple[UUID, FundingSource], Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """So many đồng of a source to a line of a đề án; below 0 they come back."""

    project: UUID
    line: UUID
    source: FundingSource
    amount: int


def movements(
    inside: Iterable[PlainRow], dropped: Iterable[PlainRow], ledger: Ledger
) -> tuple[Movement, ...]:
    """Return what must move so that each line has what the plan tells, and a dropped one nothing.

    What a contract binds stays: it does not come back by a plan.
    """
    found = []
    for row in inside:
        for (line, source), amount in row.shares.items():
            held = ledger.get((line, source), Held())
            found.append(_movement(row, line, source, amount - held.committed))
    for row in dropped:
        for line, source in row.shares:
            held = ledger.get((line, source), Held())
            found.append(_movement(row, line, source, -held.unbound))
    return tuple(one for one in found if one.amount)


def shortages(
    moved: Iterable[Movement], free: Mapping[FundingSource, int]
) -> dict[FundingSource, int]:
    """Return by source how many đồng are missing for all movements together."""
    asked: dict[FundingSource, int] = {}
    for one in moved:
        asked[one.source] = asked.get(one.source, 0) + one.amount
    return {s: amount - free.get(s, 0) for s, amount in asked.items() if amount > free.get(s, 0)}


def said_short(short: Mapping[FundingSource, int], free: Mapping[FundingSource, int]) -> str:
    """Return what is missing in one sentence."""
    parts = [
        f"{source.label} còn {format_dong(free.get(source, 0))}, thiếu {format_dong(amount)}"
        for source, amount in sorted(short.items())
    ]
    return f"Không đủ kinh phí: {'; '.join(parts)}."


def _movement(row: PlainRow, line: UUID, source: FundingSource, amount: int) -> Movement:
    return Movement(project=row.project, line=line, source=source, amount=amount)
