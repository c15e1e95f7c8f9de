"""What a council may decide: quorum, majority, the mark, and where it departs from the ranking.

The quorum is that of the council's own rules: no law of the register names one.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from khuyencong.law.rules import Law, reaches_pass_mark
from khuyencong.law.rules.findings import Finding
from khuyencong.law.states import Limit, ParameterKind
from khuyencong.values.numbers import format_number

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Votes:
    """What those who voted on an entry said."""

    for_it: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        """Return how many voted."""
        return self.for_it + self.against + self.abstained

    @property
    def carried(self) -> bool:
        """Return whether more than half of those who voted agree; who has no opinion voted too."""
        return 2 * self.for_it > self.cast


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an entry gets, and where it stands in the ranking; without a rank it stands last."""

    rank: int | None
    recognised: bool
    nominated: bool = False
    prize_money: int = 0

    @property
    def worth(self) -> tuple[int, int, int]:
        """Return the title, the nomination and the prize as numbers."""
        return (int(self.recognised), int(self.nominated), self.prize_money)


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a mean reaches the mark: `reached` is None where no mark was read for that day.

    Needed for a title, and not enough for one; the finding cites it and says what is unverified.
    """

    reached: bool | None
    finding: Finding

    @property
    def is_certain(self) -> bool:
        """Return whether the mark is verified."""
        return self.finding.is_certain


@dataclass(frozen=True, kw_only=True)
class SessionTold:
    """When and where a council sits, how many must be there, and after which rule of its own."""

    held_on: date
    quorum_percent: int | None
    quorum_basis: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class VerdictTold:
    """What the council makes of an entry. Money in đồng, with what the sum rests on."""

    recognised: bool
    nominated: bool = False
    prize: str = ""
    prize_money: int = 0
    prize_basis: str = ""
    reason: str = ""


def has_quorum(present: int, members: int, percent: int) -> bool:
    """Return whether enough of the members are there; nobody at all never are."""
    return present > 0 and present * 100 >= members * percent


def passed_over(outcomes: Mapping[Key, Outcome]) -> set[Key]:
    """Return the entries that got less than one ranked no better: each needs a written reason.

    So it is where a lower rank is recognised and a higher one is not, and where a shared rank is
    told apart.
    """
    last = max((one.rank or 0 for one in outcomes.values()), default=0) + 1
    by_rank: dict[int, list[Key]] = {}
    for key, one in outcomes.items():
        by_rank.setdefault(one.rank or last, []).append(key)
    found: set[Key] = set()
    most = (0, 0, 0)
    for rank in sorted(by_rank, reverse=True):
        for key in by_rank[rank]:
            most = _highest(most, outcomes[key].worth)
        found |= {key for key in by_rank[rank] if outcomes[key].worth != most}
    return found


def _highest(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return (max(one[0], other[0]), max(one[1], other[1]), max(one[2], other[2]))


def mark_of(law: Law, mean: Fraction | None) -> Mark:
    """Return whether a mean, in tenths of a point, reaches the mark of the law."""
    rule = law.one(ParameterKind.PASS_MARK, Limit.VOTE)
    points = Fraction(0) if mean is None else mean / 10
    told = reaches_pass_mark(law, points)
    if rule is None or rule.number is None:
        return Mark(None, told)
    return Mark(mean is not None and points >= rule.number, told)


def points_shown(tenths: Fraction | int | None) -> str:
    """Return "87,25" for 872,5 tenths; "chưa có điểm" for none."""
    return "chưa có điểm" if tenths is None else format_number(Fraction(tenths) / 10, 2)
