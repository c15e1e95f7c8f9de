"""Where the figures that were taken do not agree: between reports, and inside one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Choice, Observation
from khuyencong.ingestion.queries.agreement import all_agree
from khuyencong.ingestion.queries.documents import visible_to
from khuyencong.ingestion.queries.observations import chosen_in, published


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that taken figures answer differently, and the choice if there is one."""

    slot: str
    rows: Sequence[Observation]
    choice: Choice | None

    @property
    def chosen(self) -> Observation | None:
        """Return the official figure; None where nobody chose, or what was chosen is gone."""
        if self.choice is None:
            return None
        return next((row for row in self.rows if row.series == self.choice.chosen), None)

    @property
    def is_open(self) -> bool:
        """Return whether the question waits for somebody to choose."""
        return self.chosen is None

    @property
    def documents(self) -> int:
        """Return how many reports take part."""
        return len({row.document_id for row in self.rows})


def disputes(user: Actor) -> list[Dispute]:
    """Return the questions answered differently where a report the user sees takes part.

    Those that nobody has decided come first. Two queries.
    """
    found = _grouped(_with_people(published().filter(slot__in=_split(_seen_by(user)))))
    clashing = {slot: rows for slot, rows in found.items() if not all_agree(rows)}
    choices = chosen_in(clashing)
    told = [Dispute(slot, rows, choices.get(slot)) for slot, rows in clashing.items()]
    return sorted(told, key=lambda dispute: (not dispute.is_open, dispute.slot))


def dispute_about(user: Actor, slot: str) -> Dispute | None:
    """Return the question if figures answer it differently and the user sees one; else None."""
    if not _seen_by(user).filter(slot=slot).exists():
        return None
    rows = list(_with_people(published().filter(slot=slot)))
    choice = chosen_in([slot]).get(slot)
    return Dispute(slot, rows, choice) if choice or not all_agree(rows) else None


def _seen_by(user: Actor) -> QuerySet[Observation]:
    return published().filter(document__in=visible_to(user).values("id"))


def _split(rows: QuerySet[Observation]) -> QuerySet[Any]:
    """Return the questions of `rows` to which not all answers are the very same number."""
    ends = {"low": Min("digits"), "high": Max("digits")}
    scales = {"coarse": Min("decimals"), "fine": Max("decimals")}
    answered = published().filter(slot__in=rows.values("slot")).values("slot")
    unlike = ~Q(low=F("high")) | ~Q(coarse=F("fine"))
    return answered.annotate(**ends, **scales).filter(unlike).order_by().values("slot")


def _with_people(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    told = rows.select_related("place", "region", "document__custodian", "by")
    return told.order_by("recorded_at", "id")


def _grouped(rows: Iterable[Observation]) -> dict[str, list[Observation]]:
    by_slot: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_slot[row.slot].append(row)
    return by_slot
