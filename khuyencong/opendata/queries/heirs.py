"""What every place that ended is today, the likeliest where it was parted; from one query."""

from datetime import date

from khuyencong.registry.models import Lineage

Heir = tuple[str | None, bool]


class Heirs:
    """By the key of a place: the key of who holds its land on a day, and whether that is sure."""

    def __init__(self, on: date) -> None:
        rows = Lineage.objects.filter(day__lte=on, is_default=True).values_list(
            "predecessor__key", "successor__key", "whole"
        )
        self._next: dict[str, Heir] = {old: (new, whole) for old, new, whole in rows}

    def of(self, key: str) -> Heir:
        """Return the heir of a place and whether it is certain; itself where it lives."""
        place: str | None = key
        certain = True
        while place is not None and place in self._next:
            place, whole = self._next[place]
            certain = certain and whole
        return place, certain and place is not None
