"""Two records are found to be one establishment, or not; either can be taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.noting import locked, names_taken_in, note
from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.models import Establishment, LikelyTwin, Merge
from khuyencong.registry.queries.establishments import stands_for
from khuyencong.registry.rules import Refused, may_merge
from khuyencong.registry.states import TwinReason, TwinState
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền gộp hai hồ sơ này: cần quyền ở cả hai đơn vị giữ hồ sơ."


@transaction.atomic
def merge(
    *,
    by: Actor,
    kept: Establishment,
    merged: Establishment,
    at: datetime,
    reason: str = "",
) -> Merge:
    """Let `kept` stand for `merged` too; nothing of either record is changed or lost.

    The same merger again returns the one that stands. Raises Refused without the right over both,
    where one of them was merged elsewhere meanwhile, and for a record with itself.
    """
    if not may_merge(by, kept, merged):
        raise Refused(MAY_NOT)
    if kept.id == merged.id:
        raise Refused("Không gộp một hồ sơ với chính nó.")
    kept, merged = locked(kept, merged)
    if merged.merged_into_id == kept.id:
        return Merge.objects.get(merged=merged, superseded_at=None)
    if merged.merged_into_id or kept.merged_into_id:
        raise Refused("Một trong hai hồ sơ vừa được gộp vào hồ sơ khác. Xin tải lại trang.")
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    done = Merge.objects.create(
        kept=kept, merged=merged, reason=clean(reason)[:500], by=by.id, recorded_at=at
    )
    _find_by_all_names(kept)
    _decide(kept, merged, TwinState.MERGED, by=by, at=at)
    for one, facts in ((kept, {"took_in": str(merged.id)}), (merged, {"into": str(kept.id)})):
        note("establishment.merged", one, by=by, at=at, facts=facts)
    return done


@transaction.atomic
def undo_merge(*, by: Actor, merged: Establishment, at: datetime) -> bool:
    """Let a merged record stand for itself again; return False where it already did."""
    kept = merged.merged_into
    if kept is None:
        return False
    if not may_merge(by, kept, merged):
        raise Refused(MAY_NOT)
    kept, merged = locked(kept, merged)
    if merged.merged_into_id is None:
        return False
    Merge.objects.filter(merged=merged, superseded_at=None).update(superseded_at=at)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    _find_by_all_names(kept)
    _decide(kept, merged, TwinState.OPEN, by=by, at=at)
    for one, facts in ((kept, {"let_go": str(merged.id)}), (merged, {"from": str(kept.id)})):
        note("establishment.merge_undone", one, by=by, at=at, facts=facts)
    return True


@transaction.atomic
def set_apart(*, by: Actor, one: Establishment, other: Establishment, at: datetime) -> None:
    """Say that two records that look like one are two; they are not proposed again."""
    if not may_merge(by, one, other):
        raise Refused(MAY_NOT)
    locked(one, other)
    if _pair(one, other).filter(state=TwinState.APART).exists():
        return
    _decide(one, other, TwinState.APART, by=by, at=at)
    note("establishment.set_apart", one, by=by, at=at, facts={"other": str(other.id)})


def _find_by_all_names(kept: Establishment) -> None:
    """Let what stands for `kept` be found by every name that it now stands for."""
    for one in dict.fromkeys((kept, stands_for(kept))):
        one.search = searched(one.name, names_taken_in(one))["search"]
        one.save(update_fields=["search"])


def _pair(one: Establishment, other: Establishment) -> QuerySet[LikelyTwin]:
    return LikelyTwin.objects.filter(Q(first=one, second=other) | Q(first=other, second=one))


def _decide(
    one: Establishment, other: Establishment, state: TwinState, *, by: Actor, at: datetime
) -> None:
    """Note what became of the pair; a pair that a person found alone is written down too."""
    first, second = sorted((one, other), key=lambda establishment: establishment.id)
    LikelyTwin.objects.get_or_create(
        first=first,
        second=second,
        defaults={"reason": TwinReason.NAME_AND_COMMUNE, "seen_at": at},
    )
    _pair(one, other).update(state=state, decided_at=at, decided_by=by.id)
