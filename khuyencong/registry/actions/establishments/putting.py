"""A long list of establishments, new ones and changed ones, entered in a stream; and taken back."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.pointing import pointing_to
from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.inserting import insert_new
from khuyencong.registry.actions.establishments.noting import SHARED
from khuyencong.registry.actions.establishments.particulars import Particulars, searched
from khuyencong.registry.actions.establishments.profiles import MAY_NOT
from khuyencong.registry.models import (
    Establishment,
    EstablishmentVersion,
    LikelyTwin,
    Merge,
    Organisation,
)
from khuyencong.registry.rules import Refused, may_keep
from khuyencong.values.dates import day_in_vietnam

PUT, TAKEN_BACK = "establishment.list_put", "establishment.list_taken_back"
BATCH = 1000
#: Columns of an establishment that a list may change.
CHANGED = (*SHARED, "search", "core", "sorted_name")


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one row: the record, its state now, and the state before (None: it is new)."""

    establishment: UUID
    version: UUID
    before: UUID | None = None


class Changed(Refused):
    """Records of a list were changed since; `ids` are theirs."""

    def __init__(self, ids: list[UUID]) -> None:
        super().__init__(
            f"{len(ids)} hồ sơ đã được sửa hoặc dùng ở nơi khác từ sau lần nhập: không hoàn tác."
        )
        self.ids = ids


@transaction.atomic
def put_many(
    *,
    by: Actor,
    custodian: Organisation,
    told: Iterable[tuple[Establishment | None, Particulars]],
    at: datetime,
    is_demonstration: bool = False,
) -> list[Put]:
    """Enter new establishments and new states of known ones, in the order told.

    Read as a stream, a thousand at a time; one journal entry tells the count and the mark of all
    rows. What looks alike is proposed by `propose_all_twins`, which the caller lets run afterwards.
    """
    if not may_keep(by, custodian.id):
        raise Refused(MAY_NOT)
    mark, done = hashlib.sha256(), []
    rows = iter(told)
    while batch := list(islice(rows, BATCH)):
        for put in _put(batch, custodian, by, at, is_demonstration):
            done.append(put)
            mark.update(f"{put.establishment}:{put.version}\n".encode())
    if done:
        _note(PUT, custodian, by, at, len(done), mark.hexdigest())
    return done


def _put(
    batch: list[tuple[Establishment | None, Particulars]],
    custodian: Organisation,
    by: Actor,
    at: datetime,
    is_demonstration: bool,
) -> Iterator[Put]:
    day = day_in_vietnam(at)
    ids: list[UUID] = []
    new: list[dict[str, Any]] = []
    changed: list[Establishment] = []
    for number, (known, told) in enumerate(batch, 1):
        if told.owner_number:
            raise Refused(f"Dòng {number}: số định danh của chủ không nhập theo danh sách.")
        if known and known.custodian_id != custodian.id:
            raise Refused("Hồ sơ này của đơn vị khác.")
        columns = told.cleaned(day).kept() | searched(told.name)
        if known is None:
            ids.append(new_id())
            new.append({"id": ids[-1], **columns})
        else:
            for name, value in columns.items():
                setattr(known, name, value)
            changed.append(known)
            ids.append(known.id)
    before = _superseded(changed, at)
    insert_new(new, custodian=custodian, recorded_at=at, is_demonstration=is_demonstration)
    if changed:
        Establishment.objects.bulk_update(changed, CHANGED)
    for one, version in zip(ids, _copied(ids, PUT, by, at), strict=True):
        yield Put(one, version, before.get(one))


def _copied(of: list[UUID], act: str, by: Actor, at: datetime) -> list[UUID]:
    """Keep the states of rows that were just written, copied inside the database; return the ids.

    The database has every column already: only the new ids travel once more.
    """
    ids = [new_id() for _ in of]
    table = EstablishmentVersion._meta
    told = {"act": act, "by": by.id, "recorded_at": at}
    fields: dict[str, Any] = {name: table.get_field(name) for name in told}
    values = [fields[name].get_db_prep_save(v, connection) for name, v in told.items()]
    key = Establishment._meta.pk
    with connection.cursor() as cursor:
        for begin in range(0, len(of), PAIRS):
            pairs = [
                key.get_db_prep_value(one, connection)
                for record, version in zip(of[begin : begin + PAIRS], ids[begin:], strict=False)
                for one in (version, record)
            ]
            cursor.execute(_COPY.format(", ".join(["(%s, %s)"] * (len(pairs) // 2))),
                           [*pairs, *values])  # fmt: skip
    return ids


PAIRS = 400


def _superseded(rows: list[Establishment], at: datetime) -> dict[UUID, UUID]:
    """End the states that hold of these rows, locked; return them by their establishment."""
    if not rows:
        return {}
    ids = sorted(row.id for row in rows)
    locked = Establishment.objects.select_for_update(of=("self",)).filter(id__in=ids)
    list(locked.order_by("id").values_list("id", flat=True))
    standing = EstablishmentVersion.objects.filter(establishment__in=ids, superseded_at=None)
    before = dict(standing.values_list("establishment_id", "id"))
    standing.update(superseded_at=at)
    return before


def _version(row: Establishment, act: str, by: Actor, at: datetime) -> EstablishmentVersion:
    return EstablishmentVersion(
        establishment=row,
        act=act,
        by=by.id,
        recorded_at=at,
        owner_mask=row.owner_mask,
        **{name: row.__dict__[name] for name in _COLUMNS},
    )


#: The columns as they are stored: "commune_id", not the place.
_COLUMNS = tuple(field.attname for field in Establishment._meta.fields if field.name in SHARED)


_SAME = ", ".join(f'"{name}"' for name in (*_COLUMNS, "owner_mask"))
_FROM = ", ".join(f'e."{name}"' for name in (*_COLUMNS, "owner_mask"))
_COPY = (
    "WITH pair (version, establishment) AS (VALUES {}) "
    'INSERT INTO "registry_establishmentversion"'
    f' ("id", "establishment_id", "act", "by", "recorded_at", {_SAME})'
    f" SELECT pair.version, e.id, %s, %s, %s, {_FROM}"
    # CROSS JOIN: SQLite goes from the pairs to the rows, never through all rows for each pair.
    ' FROM pair CROSS JOIN "registry_establishment" e WHERE e.id = pair.establishment'
)


@transaction.atomic
def take_back(*, by: Actor, custodian: Organisation, put: Iterable[Put], at: datetime) -> int:
    """Undo exactly these rows: new records go, changed ones get back the state before.

    Raises Changed where any of them was changed, merged or used since; then nothing is undone.
    """
    if not may_keep(by, custodian.id):
        raise Refused(MAY_NOT)
    rows, mark = list(put), hashlib.sha256()
    touched = [one for batch in _batches(rows) for one in _touched(batch)]
    if touched:
        raise Changed(touched)
    for batch in _batches(rows):
        _drop([one.establishment for one in batch if one.before is None])
        _restore([one for one in batch if one.before], by, at)
        mark.update("".join(f"{one.establishment}:{one.version}\n" for one in batch).encode())
    _note(TAKEN_BACK, custodian, by, at, len(rows), mark.hexdigest())
    return len(rows)


def _batches(rows: list[Put]) -> Iterator[list[Put]]:
    for begin in range(0, len(rows), BATCH // 2):
        yield rows[begin : begin + BATCH // 2]


def _touched(batch: list[Put]) -> list[UUID]:
    """Return the records whose state is another now, and the new ones that something names."""
    ids = sorted(one.establishment for one in batch)
    locked = Establishment.objects.select_for_update(of=("self",)).filter(id__in=ids)
    alive = set(locked.filter(merged_into=None).order_by("id").values_list("id", flat=True))
    standing = EstablishmentVersion.objects.filter(establishment__in=ids, superseded_at=None)
    holds = dict(standing.values_list("establishment_id", "id"))
    changed = {
        one.establishment
        for one in batch
        if one.establishment not in alive or holds.get(one.establishment) != one.version
    }
    new = {one.establishment for one in batch if one.before is None}
    merged = Merge.objects.filter(Q(kept__in=ids) | Q(merged__in=ids))
    named = {one for pair in merged.values_list("kept_id", "merged_id") for one in pair}
    return sorted(changed | (named & set(ids)) | _named_elsewhere(new - changed))


def _named_elsewhere(ids: set[UUID]) -> set[UUID]:
    """Return those of the records that a row of another table names."""
    named: set[UUID] = set()
    for field in pointing_to(Establishment):
        if field.model in (EstablishmentVersion, LikelyTwin, Merge):
            continue
        rows = field.model._default_manager.filter(**{f"{field.name}__in": ids})
        named.update(rows.values_list(field.attname, flat=True))
    return named


def _drop(ids: list[UUID]) -> None:
    LikelyTwin.objects.filter(Q(first__in=ids) | Q(second__in=ids)).delete()
    EstablishmentVersion.objects.filter(establishment__in=ids).delete()
    Establishment.objects.filter(id__in=ids).delete()


def _restore(batch: list[Put], by: Actor, at: datetime) -> None:
    """Let changed records stand as they did before, as a state of its own."""
    if not batch:
        return
    rows = {row.id: row for row in Establishment.objects.filter(
        id__in=[one.establishment for one in batch])}  # fmt: skip
    states = EstablishmentVersion.objects.in_bulk([one.before for one in batch])
    for one in batch:
        assert one.before
        row, state = rows[one.establishment], states[one.before]
        for name in _COLUMNS:
            setattr(row, name, getattr(state, name))
        for name, value in searched(row.name).items():
            setattr(row, name, value)
    changed = list(rows.values())
    _superseded(changed, at)
    Establishment.objects.bulk_update(changed, CHANGED)
    EstablishmentVersion.objects.bulk_create([_version(row, TAKEN_BACK, by, at) for row in changed])


def _note(act: str, custodian: Organisation, by: Actor, at: datetime, rows: int, mark: str) -> None:
    journal.record(
        act,
        custodian=custodian.id,
        about=f"organisation:{custodian.id}",
        at=at,
        by=by.id,
        facts={"rows": rows, "sha256": mark},
    )
