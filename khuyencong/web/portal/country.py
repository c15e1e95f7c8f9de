"""The country in numbers: how many units of each level and kind there were on a day."""

from dataclasses import dataclass
from datetime import date

from khuyencong.registry.queries import unit_counts
from khuyencong.values.numbers import format_number


@dataclass(frozen=True)
class UnitCount:
    """How many units of one level there were on a day, and of which kinds."""

    total: int
    kinds: dict[str, int]

    @property
    def in_kinds(self) -> str:
        """Return "28 tỉnh, 6 thành phố"."""
        return ", ".join(f"{format_number(n)} {kind}" for kind, n in self.kinds.items())


def units_on(day: date) -> dict[str, UnitCount]:
    """Return the count of every level that existed on a day; one query."""
    counts = unit_counts(day)
    return {level: UnitCount(sum(kinds.values()), kinds) for level, kinds in counts.items()}
