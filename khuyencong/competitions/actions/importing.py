"""Dossiers handed in on paper come by sheet: many at once, sent, for another officer to take in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.entries import MOST_AT_ONCE, require_open
from khuyencong.competitions.actions.stepping import MAY_NOT_ROUND, locked_round, note_round
from khuyencong.competitions.models import Entry, EntryStep, EntryVersion, Product, Round
from khuyencong.competitions.rules.dossier import ANSWERS
from khuyencong.competitions.rules.permissions import may_organise
from khuyencong.competitions.states import EntryState, ProductGroup
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.text import fold

CHUNK = 500


class UsedSince(Refused):
    """Dossiers were taken in, returned or mended since; `ids` are theirs."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        super().__init__(f"{len(ids)} hồ sơ đã được xét hoặc sửa từ sau lần nhập.")
        self.ids = list(ids)


@dataclass(frozen=True, kw_only=True)
class EntryTold:
    """A product of an establishment in a round, as a row of a sheet tells it."""

    round: Round
    establishment: Establishment
    name: str
    group: str
    parts: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def import_entries(
    *, by: Actor, custodian: Organisation, told: Sequence[EntryTold], at: datetime
) -> list[Entry]:
    """Keep rows as sent dossiers, in their order; statements do not grow with them but by chunks.

    Photographs and papers stand on paper: the dossier says so by having none. A product that the
    establishment has under the same name is used again. One journal entry a round tells of all.
    """
    if len(told) > MOST_AT_ONCE:
        raise Refused(f"Mỗi lần nhập nhiều nhất {MOST_AT_ONCE} hồ sơ: xin chia bảng.")
    rounds = {}
    for key in sorted({one.round.id for one in told}):
        rounds[key] = locked_round(next(one.round for one in told if one.round.id == key))
        if not may_organise(by, rounds[key].custodian_id):
            raise Refused(MAY_NOT_ROUND)
        require_open(rounds[key], at)
    products = _products(told, custodian, by, at)
    entries = [
        Entry(
            round=rounds[one.round.id],
            custodian_id=rounds[one.round.id].custodian_id,
            product=products[one.establishment.id, fold(one.name)],
            state=EntryState.SUBMITTED,
            answers={name: one.answers[name] for name in ANSWERS if name in one.answers},
            changed_by=by.id,
            changed_at=at,
            by=by.id,
            recorded_at=at,
        )
        for one in told
    ]
    Entry.objects.bulk_create(entries, batch_size=CHUNK)
    _send(entries, by, at)
    for key, round in rounds.items():
        count = sum(entry.round_id == key for entry in entries)
        note_round("round.imported", round, by, at, {"entries": count})
    return entries


def _products(
    told: Sequence[EntryTold], custodian: Organisation, by: Actor, at: datetime
) -> dict[tuple[UUID, str], Product]:
    """Return the product of each row by establishment and folded name; what is new is kept."""
    makers = {one.establishment.id for one in told}
    known = {
        (product.establishment_id, product.folded): product
        for product in Product.objects.filter(establishment__in=makers)
    }
    new: dict[tuple[UUID, str], Product] = {}
    for one in told:
        key = (one.establishment.id, fold(one.name))
        if key in known or key in new:
            continue
        if one.group not in ProductGroup.values:
            raise Refused("Nhóm sản phẩm không có trong danh mục. Xin chọn lại.")
        name = line(one.name, "Tên sản phẩm", 200, required=True)
        new[key] = Product(
            custodian=custodian,
            establishment=one.establishment,
            name=name,
            folded=fold(name),
            group=one.group,
            is_set=bool(one.parts),
            parts=line(one.parts, "Bộ sản phẩm gồm", 500),
            by=by.id,
            recorded_at=at,
        )
    Product.objects.bulk_create(new.values(), batch_size=CHUNK)
    return known | new


def _send(entries: Sequence[Entry], by: Actor, at: datetime) -> None:
    """Keep the first version and the sending of each."""
    EntryVersion.objects.bulk_create(
        (
            EntryVersion(
                entry=entry,
                number=1,
                said=entry.answers
                | {"name": entry.product.name, "group": entry.product.group, "photos": []},
                by=by.id,
                recorded_at=at,
            )
            for entry in entries
        ),
        batch_size=CHUNK,
    )
    EntryStep.objects.bulk_create(
        (
            EntryStep(
                entry=entry,
                name="submit",
                before=EntryState.DRAFT,
                after=EntryState.SUBMITTED,
                by=by.id,
                at=at,
                reason="Nhập từ bảng, hồ sơ giấy",
            )
            for entry in entries
        ),
        batch_size=CHUNK,
    )


@transaction.atomic
def take_back_entries(
    *, by: Actor, custodian: Organisation, stamps: Mapping[UUID, UUID], at: datetime
) -> int:
    """Take imported dossiers back, with products that stand for nothing else; return how many.

    UsedSince where one was touched since; then nothing is taken back.
    """
    if not may_organise(by, custodian.id):
        raise Refused(MAY_NOT_ROUND)
    rows = Entry.objects.select_for_update(of=("self",)).filter(id__in=stamps)
    kept = {entry.id: entry for entry in rows}
    used = [
        key
        for key, stamp in stamps.items()
        if key not in kept or kept[key].stamp != stamp or kept[key].state != EntryState.SUBMITTED
    ]
    if used:
        raise UsedSince(used)
    products = {entry.product_id for entry in kept.values()}
    EntryStep.objects.filter(entry__in=kept).delete()
    EntryVersion.objects.filter(entry__in=kept).delete()
    Entry.objects.filter(id__in=kept).delete()
    lone = Product.objects.filter(
        id__in=products, entries=None, photos=None, certificates=None, by=by.id, about=""
    )
    Product.objects.filter(id__in=list(lone.values_list("id", flat=True))).delete()
    about = f"organisation:{custodian.id}"
    facts = {"entries": len(kept)}
    journal.record(
        "entries.taken_back", custodian=custodian.id, about=about, at=at, by=by.id, facts=facts
    )
    return len(kept)
