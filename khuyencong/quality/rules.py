"""What is far from the rest, and how clean a unit's records are; without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from khuyencong.quality.states import CheckKind, Severity
from khuyencong.values.rounding import round_half_up

READ = "quality.read"
#: Fewer numbers than these tell nothing of what is usual.
LEAST = 8
#: Iglewicz and Hoaglin: a modified z-score above 3,5, with 0,6745 between MAD and deviation.
FAR, NORMAL = Fraction(7, 2), Fraction(6745, 10_000)


def median(numbers: Sequence[Fraction]) -> Fraction:
    """Return the middle of numbers, of two middles their mean. ValueError for none."""
    if not numbers:
        raise ValueError("không có số nào")
    ordered, half = sorted(numbers), len(numbers) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def outliers(numbers: Sequence[Fraction]) -> list[int]:
    """Return the positions of numbers far from the median, by the median of distances (MAD).

    None where there are fewer than `LEAST`, or where half of them are the same.
    """
    if len(numbers) < LEAST:
        return []
    middle = median(numbers)
    distances = [abs(number - middle) for number in numbers]
    spread = median(distances)
    if not spread:
        return []
    return [at for at, distance in enumerate(distances) if distance * NORMAL > FAR * spread]


@dataclass(frozen=True)
class Declaration:
    """A check as data: what it looks for, how badly it weighs, and what to do."""

    id: str
    title: str
    kind: CheckKind
    severity: Severity
    #: What its share of clean rows weighs in a unit's score.
    weight: int
    what_to_do: str
    #: What is counted: "cơ sở", "dòng hỗ trợ" …
    counts: str
    #: Days after which a row is late, where the row itself has no day; no clause names them.
    days: int = 0


@dataclass(frozen=True)
class Finding:
    """One row that a check found: whose, which record, in which words."""

    custodian: UUID
    #: What kind of record: "project", "establishment", "proposal", "claim", "kit" …
    about: str
    record: UUID
    told: str


@dataclass(frozen=True)
class Seen:
    """What a check looked at: rows by custodian, and those that are not clean."""

    rows: dict[UUID, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """What one check says of one unit."""

    check: Declaration
    rows: int
    findings: list[Finding]

    @property
    def clean(self) -> int:
        """Return how many rows are clean."""
        return self.rows - len({finding.record for finding in self.findings})

    @property
    def share(self) -> Fraction | None:
        """Return the clean part, from 0 to 1; None where there was nothing to look at."""
        return Fraction(max(self.clean, 0), self.rows) if self.rows else None


def score(results: Iterable[Result]) -> Fraction | None:
    """Return the weighted mean of clean shares, from 0 to 1; None where nothing was looked at.

    A check without rows says nothing, for or against.
    """
    told = [(one.check.weight, one.share) for one in results if one.share is not None]
    weight = sum(weight for weight, _ in told)
    return sum((w * share for w, share in told), Fraction(0)) / weight if weight else None


def as_percent(part: Fraction | None) -> str:
    """Return "97,5" for a part of 1; "–" for none."""
    if part is None:
        return "–"
    return str(round_half_up(part * 100, 1)).replace(".", ",")
