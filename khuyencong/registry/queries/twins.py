"""Which records look like one establishment, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from django.db.models import Q

from khuyencong.registry.models import Establishment, LikelyTwin, OwnerNumber
from khuyencong.registry.queries.areas import heirs_by_place, kin_of
from khuyencong.registry.states import TwinReason
from khuyencong.values.likeness import much_alike

#: The columns that comparing needs.
COMPARED = ("id", "core", "tax_code", "phone", "commune_id", "owner_mask")


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record that may be the same establishment."""

    other: Establishment
    reason: TwinReason


def twin_reason(
    one: Establishment, other: Establishment, *, same_area: bool, same_owner: bool
) -> TwinReason | None:
    """Return why two records look like one, the strongest reason; None where nothing says so.

    `same_area`: their communes, or what these became, have territory in common.
    """
    if one.tax_code and one.tax_code == other.tax_code:
        return TwinReason.TAX_CODE
    if same_owner:
        return TwinReason.OWNER_NUMBER
    if _told_apart(one, other):
        return None
    if same_area and much_alike(one.core, other.core):
        same = one.commune_id == other.commune_id
        return TwinReason.NAME_AND_COMMUNE if same else TwinReason.NAME_AND_LINEAGE
    if one.phone and one.phone == other.phone and _share_words(one.core, other.core):
        return TwinReason.PHONE
    return None


def _told_apart(one: Establishment, other: Establishment) -> bool:
    """Two codes, or two owners, are two establishments whatever their names."""
    return bool(one.tax_code and other.tax_code) or bool(one.owner_mask and other.owner_mask)


def _share_words(one: str, other: str) -> bool:
    """Tell whether at least half of the shorter name's words stand in the other."""
    first, second = set(one.split()), set(other.split())
    return 2 * len(first & second) >= min(len(first), len(second)) > 0


def twins_of(one: Establishment, on: date, number: str = "") -> list[Twin]:
    """Return the records that look like `one`, whoever keeps them; a handful of queries.

    Records merged into others are left out: their establishment stands for them. Of a record that
    is not kept yet, `number` is its owner's.
    """
    numbers = OwnerNumber.objects.filter(establishment_id=one.id).values("number")
    same = Q(number__in=numbers) | (Q(number=number) if number else Q())
    owned = OwnerNumber.objects.filter(same).values_list("establishment_id", flat=True)
    same_owner = frozenset(owned) - {one.id}
    area = kin_of(one.commune, on)
    near = Q(commune_id__in=area) | Q(id__in=same_owner)
    for field in ("tax_code", "phone"):
        if value := getattr(one, field):
            near |= Q(**{field: value})
    others = Establishment.objects.filter(near, merged_into=None).exclude(id=one.id)
    found = []
    for other in others.select_related("commune", "custodian").order_by("id"):
        known = {"same_area": other.commune_id in area, "same_owner": other.id in same_owner}
        if reason := twin_reason(one, other, **known):
            found.append(Twin(other, reason))
    return found


def all_twins() -> Iterator[tuple[UUID, UUID, TwinReason]]:
    """Yield every pair of records that look like one, the smaller id first; three queries.

    Records are compared within an area, within a tax code, a telephone or an owner: the work grows
    with the records, not with their square.
    """
    standing = Establishment.objects.filter(merged_into=None).only(*COMPARED)
    rows = {row.id: row for row in standing.order_by("id")}
    areas = heirs_by_place({row.commune_id for row in rows.values()})
    owners = dict(OwnerNumber.objects.values_list("establishment_id", "number"))
    seen: set[tuple[UUID, UUID]] = set()
    for pair in _near(rows.values(), areas, owners):
        if pair in seen:
            continue
        seen.add(pair)
        one, other = rows[pair[0]], rows[pair[1]]
        reason = twin_reason(
            one,
            other,
            same_area=bool(areas[one.commune_id] & areas[other.commune_id]),
            same_owner=one.id in owners and owners.get(one.id) == owners.get(other.id),
        )
        if reason:
            yield *pair, reason


def _near(
    rows: Iterable[Establishment],
    areas: dict[UUID, frozenset[UUID]],
    owners: dict[UUID, str],
) -> Iterator[tuple[UUID, UUID]]:
    blocks: dict[object, list[UUID]] = defaultdict(list)
    for row in rows:
        for area in areas[row.commune_id]:
            blocks[area].append(row.id)
        for known in (row.tax_code, row.phone, owners.get(row.id)):
            if known:
                blocks[known].append(row.id)
    for block in blocks.values():
        yield from combinations(block, 2)


def proposed_twins(pairs_of: Iterable[UUID]) -> dict[UUID, list[LikelyTwin]]:
    """Return for each of these records the pairs that it stands in; one query."""
    ids = list(pairs_of)
    by_record: dict[UUID, list[LikelyTwin]] = defaultdict(list)
    pairs = LikelyTwin.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    for pair in pairs.select_related("first__commune", "second__commune"):
        for record in (pair.first_id, pair.second_id):
            by_record[record].append(pair)
    return by_record
