"""What a programme aims at, as it stands or as it stood on a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from khuyencong.core.models import known_at
from khuyencong.programmes.models import Estimate, Programme, Target, YearPlan
from khuyencong.values.measures import MEASURES

_ORDER = {name: place for place, name in enumerate(MEASURES)}
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Aims:
    """Targets, plans of years and estimates of one programme, in the order of the catalogue."""

    programme: Programme
    targets: tuple[Target, ...]
    plans: tuple[YearPlan, ...]
    estimates: tuple[Estimate, ...]

    @property
    def questions(self) -> list[Key]:
        """Return every question that something is aimed at, each once, in order."""
        asked = {row.question for row in (*self.targets, *self.plans, *self.estimates)}
        return sorted(asked, key=in_order)

    def plans_of(self, question: Key) -> dict[int, int]:
        """Return what the plans of the years ask for, by year."""
        return {row.year: row.value for row in self.plans if row.question == question}


def in_order(question: Key) -> tuple[int, str, str]:
    """Return the key by which questions stand: the order of the catalogue."""
    return _ORDER.get(question[0], len(_ORDER)), question[1], question[2]


def aims_of(programme: Programme, at: datetime | None = None) -> Aims:
    """Return what a programme aims at; three queries."""

    def of(rows: QuerySet[Any], *order: str) -> tuple[Any, ...]:
        kept = rows.filter(known_at(at), programme=programme).order_by(*order)
        return tuple(sorted(kept, key=lambda row: in_order(row.question)))

    return Aims(
        programme,
        of(Target.objects.all(), "period_start", "-period_end"),
        of(YearPlan.objects.all(), "year"),
        of(Estimate.objects.all(), "period_start", "-period_end"),
    )


def history_of(row: Target | YearPlan | Estimate) -> list[Any]:
    """Return every version of a number, the latest first; one query."""
    same: dict[str, Any] = {
        "programme": row.programme_id,
        "measure": row.measure,
        "content": row.content,
        "source": row.source,
    }
    if isinstance(row, YearPlan):
        same["year"] = row.year
    else:
        same |= {"period_start": row.period_start, "period_end": row.period_end}
    return list(type(row)._default_manager.filter(**same).order_by("-recorded_at", "-id"))
