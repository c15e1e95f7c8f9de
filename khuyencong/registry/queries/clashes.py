"""What SQL constraints cannot hold on both databases: that spans of one key do not overlap."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from khuyencong.registry.models import (
    OrganisationName,
    PlaceCode,
    PlaceName,
    PlaceParent,
    RegionMembership,
)
from khuyencong.registry.states import NameRole

#: Table and condition, what must be unique on any day, what to call it.
_UNIQUE = (
    (PlaceCode.objects.all(), ("code",), "mã"),
    (PlaceCode.objects.all(), ("place__key",), "mã của"),
    (PlaceName.objects.filter(role=NameRole.OFFICIAL), ("place__key",), "tên chính thức của"),
    (PlaceParent.objects.all(), ("place__key",), "đơn vị cấp trên của"),
    (RegionMembership.objects.all(), ("region__scheme__key", "place__key"), "vùng của"),
    (OrganisationName.objects.all(), ("organisation__key",), "tên của"),
)


def clashes() -> Iterator[str]:
    """Yield a sentence for every key that two rows claim on one day; one query a table."""
    for rows, keys, what in _UNIQUE:
        spans = rows.order_by(*keys).values_list(*keys, "valid_from", "valid_until")
        ordered = sorted(spans, key=lambda span: (*span[:-2], span[-2] or date.min))
        for before, after in pairwise(ordered):
            if before[:-2] == after[:-2] and _overlap(before, after):
                yield f"Hai dòng trùng ngày: {what} {' '.join(before[:-2])}"


def _overlap(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    return before[-1] is None or after[-2] is None or after[-2] < before[-1]
