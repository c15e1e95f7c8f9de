"""The country in numbers: how many units of each level and kind there were on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khuyencong.registry.models import Place
from khuyencong.registry.states import Level


@dataclass(frozen=True)
class UnitCount:
    """How many units of one level there were on a day, and of which kinds."""

    level: Level
    total: int
    kinds: list[tuple[str, int]]

    @property
    def in_kinds(self) -> str:
        """Return "28 tỉnh, 6 thành phố"."""
        return ", ".join(f"{f'{count:,}'.replace(',', '.')} {kind}" for kind, count in self.kinds)


def units_on(day: date) -> dict[str, UnitCount]:
    """Return the count of every level that existed on a day; one query."""
    rows = Place.objects.on(day).values_list("level", "kind").annotate(Count("id"))
    levels: dict[str, list[tuple[str, int]]] = {}
    for level, kind, count in rows.order_by("-id__count"):
        levels.setdefault(level, []).append((kind or "đơn vị", count))
    return {
        level: UnitCount(Level(level), sum(n for _, n in kinds), kinds)
        for level, kinds in levels.items()
    }
