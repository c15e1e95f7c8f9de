"""Following the journal: what was sealed since the last look, each entry once.

A follower keeps, for each custodian's chain, how far it has read. Sealing gives every entry its
place after its transaction is over, so an act that took long is not passed by. What a follower
writes about the entries and how far it came stand or fall together.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from khuyencong.core.models import ChainHead, Followed, JournalEntry

MOST = 500
#: Stands for "has begun": a follower that is new reads no history.
BEGUN = UUID(int=0)
Reader = Callable[[Sequence[JournalEntry]], object]


def follow(follower: str, read: Reader, *, most: int = MOST) -> int:
    """Give `read` what was sealed since the last look, chain by chain; return how many entries.

    The first look of a follower only notes where the chains stand. `read` runs in the transaction
    that notes how far it came, at most `most` entries of one chain at a time.
    """
    if _begins(follower):
        return 0
    heads = ChainHead.objects.exclude(position=0).order_by("custodian")
    seen = dict(_of(follower).values_list("custodian", "position"))
    behind = [head.custodian for head in heads if head.position > seen.get(head.custodian, 0)]
    return sum(_read_chain(follower, custodian, read, most) for custodian in behind)


def _of(follower: str) -> QuerySet[Followed]:
    return Followed.objects.filter(follower=follower)


@transaction.atomic
def one_at_a_time(follower: str) -> None:
    """Until the transaction in use ends, let nobody else look for a follower without a place."""
    _locked(follower, BEGUN)


def _locked(follower: str, custodian: UUID) -> Followed:
    Followed.objects.get_or_create(follower=follower, custodian=custodian)
    return _of(follower).select_for_update().get(custodian=custodian)


def _begins(follower: str) -> bool:
    _, new = Followed.objects.get_or_create(follower=follower, custodian=BEGUN)
    if new:
        heads = ChainHead.objects.exclude(position=0)
        Followed.objects.bulk_create(
            Followed(follower=follower, custodian=head.custodian, position=head.position)
            for head in heads
        )
    return new


def _read_chain(follower: str, custodian: UUID, read: Reader, most: int) -> int:
    total = 0
    while count := _read_some(follower, custodian, read, most):
        total += count
    return total


@transaction.atomic
def _read_some(follower: str, custodian: UUID, read: Reader, most: int) -> int:
    place = _locked(follower, custodian)
    sealed = JournalEntry.objects.filter(custodian=custodian, position__gt=place.position)
    entries = list(sealed.order_by("position")[:most])
    if entries:
        read(entries)
        place.position = entries[-1].position or place.position
        place.save(update_fields=["position"])
    return len(entries)
