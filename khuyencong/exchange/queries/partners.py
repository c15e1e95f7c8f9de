"""Partners: who asks by HTTP, and what the pages show of each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from khuyencong.exchange.models import Bundle, Conflict, Instance, Parked
from khuyencong.exchange.rules import Range, gaps
from khuyencong.exchange.states import BundleState, InstanceState, Verdict


def asking(word: str) -> tuple[Instance, Instance] | None:
    """Return ourselves and the active partner whose id a request says; None for nobody's."""
    try:
        id = UUID(word)
    except ValueError:
        return None
    mine = Instance.objects.filter(is_own=True).first()
    partner = Instance.objects.filter(pk=id, is_own=False, state=InstanceState.ACTIVE).first()
    return (mine, partner) if mine and partner else None


@dataclass(frozen=True)
class Standing:
    """How far a partner and we are with each other."""

    partner: Instance
    #: What of our log it is known to miss; what of its log we miss.
    lost: list[Range]
    missing: list[Range]
    waiting: int
    open: int
    parked: int
    #: How many changes of ours it has not acknowledged.
    unsaid: int


def standings() -> list[Standing]:
    """Return every partner with how far it is, by name; seven queries."""
    partners = Instance.objects.filter(is_own=False).select_related("body").order_by("name", "id")
    early: dict[UUID, list[Any]] = defaultdict(list)
    for row in Bundle.objects.filter(state=BundleState.WAITING):
        early[row.partner_id].append(row.covers)
    open = _counts(Conflict.objects.filter(verdict=Verdict.OPEN))
    parked = _counts(Parked.objects.all())
    last = Instance.objects.filter(is_own=True).values_list("last_seq", flat=True).first() or 0
    found = []
    for one in partners:
        spans = [span for covers in early[one.pk] for span in covers]
        found.append(
            Standing(
                partner=one,
                lost=gaps(one.said_through, one.said_held),
                missing=gaps(one.taken_through, spans),
                waiting=len(early[one.pk]),
                open=open.get(one.pk, 0),
                parked=parked.get(one.pk, 0),
                unsaid=max(0, last - one.said_through),
            )
        )
    return found


def _counts(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("partner").annotate(n=Count("pk")))
