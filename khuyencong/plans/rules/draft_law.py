"""What a plan would take under a draft of the law: line by line, to the đồng, with the clause.

A line is asked for as it stands today. Where the draft leaves its ceiling as it is, nothing moves.
A lower ceiling cuts what lies above it; a higher one lets a line that asks for the whole ceiling
today ask for the whole of the new one, never for more than it costs. What cannot be reckoned stays
as it is and is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khuyencong.law.rules import (
    Case,
    DatedParameter,
    Finding,
    Law,
    Replayed,
    SupportFacts,
    Verdict,
    replay,
)
from khuyencong.law.states import Item
from khuyencong.values.vocabulary import FundingSource

Amounts = Mapping[FundingSource, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAsked:
    """What a line asks of the State, in đồng by source; `main` is the source of its đề án.

    All the support together must keep within the ceiling of the main source.
    """

    id: str
    what: str
    item: str
    cost: int
    main: FundingSource
    amounts: Amounts
    priority: bool = False

    @property
    def total(self) -> int:
        """Return the support of all sources."""
        return sum(self.amounts.values())

    def asked(self, source: FundingSource) -> int:
        """Return what is held against the ceiling of a source."""
        return self.total if source is self.main else self.amounts[source]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDrafted:
    """A line under the law in force and under the draft.

    `clauses` are the drafted parameters that its new ceiling rests on.
    """

    line: LineAsked
    amounts: Amounts
    replayed: Mapping[FundingSource, Replayed] = field(default_factory=dict)
    clauses: tuple[DatedParameter, ...] = ()

    @property
    def is_touched(self) -> bool:
        """Return whether the draft sets another ceiling for it, or shuts it out, or lets it in."""
        return any(is_other(one) for one in self.replayed.values())

    @property
    def difference(self) -> int:
        """Return how many đồng more the plan would take for it."""
        return sum(self.amounts.values()) - self.line.total

    @property
    def is_unknown(self) -> bool:
        """Return whether the draft asks something more before a sum can be named."""
        return any(is_other(one) and _waits(one.drafted) for one in self.replayed.values())


def is_other(one: Replayed) -> bool:
    """Return whether a case has another ceiling or another answer.

    That nobody has verified the law in force is no other answer: a draft is taken as if right.
    """
    return one.now.amount != one.drafted.amount or _answer(one.now) != _answer(one.drafted)


def _answer(found: Finding) -> Verdict:
    return Verdict.YES if found.verdict is Verdict.UNCERTAIN else found.verdict


def _waits(found: Finding) -> bool:
    """Return whether something is missing: a fact, a reason in writing, or the figure itself."""
    if found.verdict in (Verdict.ASK, Verdict.NEEDS_REASON):
        return True
    return found.amount is None and not _is_shut(found)


def line_under(law: Law, drafted: Sequence[DatedParameter], line: LineAsked) -> LineDrafted:
    """Return a line under `law` and under `law` with the drafted parameters.

    Only parameters of the whole country and of the place of `law` are looked at.
    """
    of_here = [one for one in drafted if one.place_key in ("", law.place_key)]
    if not line.item or not of_here or not line.amounts:
        return LineDrafted(line=line, amounts=line.amounts)
    found = replay(law, of_here, [Case(str(s), _facts(line, s)) for s in line.amounts])
    replayed = dict(zip(line.amounts, found.cases, strict=True))
    touched = [one for one in replayed.values() if is_other(one)]
    return LineDrafted(
        line=line,
        amounts=_amounts(line, replayed) if touched else line.amounts,
        replayed=replayed,
        clauses=_clauses(touched, of_here),
    )


def _facts(line: LineAsked, source: FundingSource) -> SupportFacts:
    asked = line.asked(source)
    return SupportFacts(
        Item(line.item), source, cost=line.cost, asked=asked, priority=line.priority
    )


def _amounts(
    line: LineAsked, replayed: Mapping[FundingSource, Replayed]
) -> dict[FundingSource, int]:
    """Return the support by source: the other sources first, the main one takes what is left."""
    told = {
        source: amount if source is line.main else _within(amount, replayed[source], line.cost)
        for source, amount in line.amounts.items()
    }
    main = replayed.get(line.main)
    if main is None:
        return told
    wanted = _within(line.total, main, line.cost)
    if wanted >= line.total:
        told[line.main] += wanted - line.total
        return told
    return _cut(told, line.main, sum(told.values()) - wanted)


def _cut(
    told: dict[FundingSource, int], main: FundingSource, over: int
) -> dict[FundingSource, int]:
    """Take so many đồng away, of the main source first."""
    for source in sorted(told, key=lambda one: (one is not main, one)):
        less = max(0, min(over, told[source]))
        told[source] -= less
        over -= less
    return told


def _within(asked: int, one: Replayed, cost: int) -> int:
    """Return what would be asked for under the draft instead of `asked`."""
    if not is_other(one):
        return asked
    if one.drafted.amount is None:
        return 0 if _is_shut(one.drafted) else asked
    if asked == one.now.amount:
        return max(min(one.drafted.amount, cost), min(asked, one.drafted.amount))
    return min(asked, one.drafted.amount)


def _is_shut(found: Finding) -> bool:
    """Return whether the law gives nothing at all: a condition is not met."""
    return found.amount is None and found.verdict is Verdict.NO


def _clauses(
    touched: Iterable[Replayed], drafted: Sequence[DatedParameter]
) -> tuple[DatedParameter, ...]:
    """Return the drafted parameters that new ceilings rest on, each once, as the proof tells."""
    codes = {one.code for one in drafted}
    rested = (step.parameter for one in touched for step in one.drafted.walk() if step.parameter)
    return tuple({one.code: one for one in rested if one.code in codes}.values())
