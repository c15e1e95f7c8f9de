"""Pairs that look like one are proposed when a record changes, and all of them after a list."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.registry.models import Establishment, LikelyTwin, Organisation
from khuyencong.registry.queries.twins import all_twins, twins_of
from khuyencong.registry.states import TwinReason, TwinState
from khuyencong.values.dates import day_in_vietnam

BATCH = 1000


def propose_twins(establishment: Establishment, *, at: datetime) -> int:
    """Keep the open pairs of a record as its present state makes them; return how many are new.

    What a person decided stays decided. Writers of one custodian pass here one at a time, so that
    of two who enter the same establishment the second sees the first.
    """
    Organisation.objects.select_for_update(of=("self",)).only("id").get(
        id=establishment.custodian_id
    )
    found = {
        _pair(establishment.id, twin.other.id): twin.reason
        for twin in twins_of(establishment, day_in_vietnam(at))
    }
    known = LikelyTwin.objects.filter(Q(first=establishment) | Q(second=establishment))
    pairs = {(pair.first_id, pair.second_id): pair for pair in known}
    gone = [p.id for key, p in pairs.items() if p.state == TwinState.OPEN and key not in found]
    LikelyTwin.objects.filter(id__in=gone).delete()
    return _add({key: reason for key, reason in found.items() if key not in pairs}, at)


@transaction.atomic
def propose_all_twins(*, at: datetime) -> int:
    """Compare all records anew, as after a long list; return how many pairs are new."""
    known = set(LikelyTwin.objects.values_list("first_id", "second_id"))
    found = {(one, other): reason for one, other, reason in all_twins()}
    return _add({key: reason for key, reason in found.items() if key not in known}, at)


def _pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def _add(found: dict[tuple[UUID, UUID], TwinReason], at: datetime) -> int:
    new = [
        LikelyTwin(first_id=first, second_id=second, reason=reason, seen_at=at)
        for (first, second), reason in found.items()
    ]
    # Two officers may see the same pair in the same moment.
    LikelyTwin.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return len(new)
