"""The log is pruned: states that every partner took and that a later state replaced."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from khuyencong.core import journal
from khuyencong.exchange.models import Change, Instance
from khuyencong.exchange.states import InstanceState, Sort

#: Rows dropped in one transaction.
BATCH = 5000


def prune(*, at: datetime) -> int:
    """Drop what no partner needs any more of our log; return how many changes were dropped.

    The last state of each record stays, deletions too, and all wishes and answers. Who begins to
    take our log later takes it whole up to the place where it was last pruned, so that nobody ever
    holds what stood together only in part.
    """
    dropped = 0
    while count := _prune_some(at):
        dropped += count
    return dropped


@transaction.atomic
def _prune_some(at: datetime) -> int:
    mine = Instance.objects.select_for_update(of=("self",)).filter(is_own=True).first()
    if mine is None:
        return 0
    floor = _taken_by_all(mine)
    records = Change.objects.filter(sort=Sort.RECORD, to=None, seq__lte=floor)
    later = records.filter(
        kind=OuterRef("kind"), record=OuterRef("record"), seq__gt=OuterRef("seq")
    )
    ids = list(records.filter(Exists(later)).order_by("seq").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    # With the rows: whoever writes a bundle sees both or neither.
    mine.pruned_until = floor
    mine.save(update_fields=["pruned_until"])
    Change.objects.filter(pk__in=ids).delete()
    assert mine.body_id is not None
    facts = {"count": len(ids), "until": floor}
    journal.record(
        "exchange.prune", custodian=mine.body_id, about=f"instance:{mine.pk}", at=at, facts=facts
    )
    return len(ids)


def _taken_by_all(mine: Instance) -> int:
    """Return up to where every partner that takes part acknowledged our log."""
    partners = Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE)
    least = partners.aggregate(least=Min("said_through"))["least"]
    return mine.last_seq if least is None else int(least)
