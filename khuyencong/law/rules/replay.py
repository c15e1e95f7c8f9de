"""A draft set beside the law in force, and given cases judged under both."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khuyencong.law.rules.findings import Finding
from khuyencong.law.rules.snapshot import DatedParameter, Law, with_parameters
from khuyencong.law.rules.support import SupportFacts, highest_support


@dataclass(frozen=True, slots=True)
class Case:
    """A case to be judged, under a name by which its owner knows it; never a person's."""

    name: str
    facts: SupportFacts


@dataclass(frozen=True, slots=True)
class Replayed:
    """A case under the law in force and under the draft."""

    case: Case
    now: Finding
    drafted: Finding

    @property
    def has_changed(self) -> bool:
        """Return whether the verdict or the sum is another."""
        before = self.now.verdict, self.now.amount
        return before != (self.drafted.verdict, self.drafted.amount)

    @property
    def difference(self) -> int | None:
        """Return how many đồng more the draft allows; None where one of the sums is unknown."""
        if self.now.amount is None or self.drafted.amount is None:
            return None
        return self.drafted.amount - self.now.amount


@dataclass(frozen=True, slots=True)
class Replay:
    """All cases replayed, with what changes."""

    cases: tuple[Replayed, ...]

    @property
    def changed(self) -> tuple[Replayed, ...]:
        """Return the cases that the draft judges otherwise."""
        return tuple(case for case in self.cases if case.has_changed)

    @property
    def difference(self) -> int:
        """Return how many đồng more the draft allows over all cases whose two sums are known."""
        return sum(case.difference or 0 for case in self.cases)


def replay(law: Law, drafted: Iterable[DatedParameter], cases: Iterable[Case]) -> Replay:
    """Return the cases judged under `law` and under `law` with the drafted parameters.

    What is drafted is taken as if it were in force and its figures right.
    """
    in_force = tuple(replace(parameter, doubts=()) for parameter in drafted)
    other = with_parameters(law, in_force)
    return Replay(
        tuple(
            Replayed(case, highest_support(law, case.facts), highest_support(other, case.facts))
            for case in cases
        )
    )
