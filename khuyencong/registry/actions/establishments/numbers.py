"""The one way to read a personal number."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.noting import note
from khuyencong.registry.models import Establishment, NumberReveal, OwnerNumber
from khuyencong.registry.rules import Refused, may_reveal
from khuyencong.values.text import clean

SHORTEST_REASON = 10


@transaction.atomic
def reveal_number(*, by: Actor, establishment: Establishment, reason: str, at: datetime) -> str:
    """Return the owner's personal number, and keep who read it, when and why.

    Raises Refused without the right, without a reason in words, and where no number is kept.
    """
    if not may_reveal(by, establishment):
        raise Refused("Anh/chị không có quyền xem số định danh của chủ cơ sở này.")
    reason = clean(reason)[:500]
    if len(reason) < SHORTEST_REASON:
        raise Refused("Ghi rõ vì sao cần xem số định danh, ví dụ “đối chiếu hợp đồng đã ký”.")
    kept = OwnerNumber.objects.filter(establishment=establishment).first()
    if kept is None:
        raise Refused("Hồ sơ này không giữ số định danh nào.")
    NumberReveal.objects.create(
        establishment=establishment, by=by.id, reason=reason, recorded_at=at
    )
    note("establishment.number_revealed", establishment, by=by, at=at)
    return kept.number
