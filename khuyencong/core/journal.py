"""The sealed journal: who did what, when, about what.

An act writes its entry in its own transaction, unsealed. The worker seals the entries of each
custodian, in order, into a chain of SHA-256 hashes; `verify` reads the chain again and names the
first entry that is not what was sealed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.core.models import ChainHead, JournalEntry

BATCH = 1000


def record(
    act: str,
    *,
    custodian: UUID,
    about: str,
    at: datetime,
    by: UUID | None = None,
    facts: dict[str, Any] | None = None,
) -> JournalEntry:
    """Write an entry in the caller's transaction; no personal data belongs into `facts`.

    `facts` holds text, whole numbers, true, false, null, lists and dicts of them: TypeError for
    anything that the two databases would not give back alike.
    """
    (entry,) = record_many(
        [Told(act=act, custodian=custodian, about=about, at=at, by=by, facts=facts or {})]
    )
    return entry


@dataclass(frozen=True, kw_only=True)
class Told:
    """An entry to be written together with others."""

    act: str
    custodian: UUID
    about: str
    at: datetime
    by: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def record_many(told: Iterable[Told]) -> list[JournalEntry]:
    """Write entries in their order, in the caller's transaction and few statements."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal.record belongs into the transaction of the act it tells of")
    entries = []
    for one in told:
        _require_exact(one.facts)
        entries.append(JournalEntry(**vars(one)))
    return JournalEntry.objects.bulk_create(entries, batch_size=BATCH)


def _require_exact(value: object) -> None:
    match value:
        case dict():
            for key, part in value.items():
                _require_text(key)
                _require_exact(part)
        case list():
            for part in value:
                _require_exact(part)
        case int() | None:
            return
        case _:
            _require_text(value)


def _require_text(value: object) -> None:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(f"a journal entry keeps no {type(value).__name__} {value!r}")


def seal() -> int:
    """Seal every waiting entry of every custodian; return how many."""
    waiting = JournalEntry.objects.filter(position=None).order_by()
    custodians = sorted(set(waiting.values_list("custodian", flat=True)))
    return sum(_seal_custodian(custodian) for custodian in custodians)


def _seal_custodian(custodian: UUID) -> int:
    sealed = 0
    while count := _seal_batch(custodian):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(custodian: UUID) -> int:
    ChainHead.objects.get_or_create(custodian=custodian)
    head = ChainHead.objects.select_for_update().get(custodian=custodian)
    waiting = JournalEntry.objects.filter(custodian=custodian, position=None)
    entries = list(waiting.order_by("seq")[:BATCH])
    for entry in entries:
        entry.position, entry.previous_hash = head.position + 1, head.hash
        entry.hash = fingerprint(entry)
        head.position, head.hash = entry.position, entry.hash
    JournalEntry.objects.bulk_update(entries, ["position", "previous_hash", "hash"])
    head.save()
    return len(entries)


def fingerprint(entry: JournalEntry) -> str:
    """Return the SHA-256 of all that the entry says, its place in the chain and the hash before."""
    told = {
        "seq": entry.seq,
        "uid": str(entry.uid),
        "custodian": str(entry.custodian),
        "position": entry.position,
        "act": entry.act,
        "by": str(entry.by) if entry.by else None,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "about": entry.about,
        "facts": entry.facts,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{canonical}".encode()).hexdigest()


@dataclass(frozen=True)
class BrokenSeal:
    """The first place where a custodian's chain is not what was sealed."""

    custodian: UUID
    position: int
    reason: str


def verify() -> Iterator[BrokenSeal]:
    """Read every chain again; yield the first broken seal of each custodian."""
    heads = {head.custodian: head for head in ChainHead.objects.all()}
    sealed = JournalEntry.objects.exclude(position=None).order_by()
    custodians = set(sealed.values_list("custodian", flat=True).distinct())
    for custodian in sorted(custodians | heads.keys()):
        broken = _first_break(custodian, heads.get(custodian))
        if broken:
            yield broken


def _first_break(custodian: UUID, head: ChainHead | None) -> BrokenSeal | None:
    previous, position = "", 0
    entries = JournalEntry.objects.filter(custodian=custodian).exclude(position=None)
    for position, entry in enumerate(entries.order_by("position").iterator(BATCH), start=1):
        if entry.position != position:
            return BrokenSeal(custodian, position, "thiếu một mục")
        if entry.previous_hash != previous or entry.hash != fingerprint(entry):
            return BrokenSeal(custodian, position, "nội dung khác với khi niêm phong")
        previous = entry.hash
    if head is None or (head.position, head.hash) != (position, previous):
        return BrokenSeal(custodian, position + 1, "đầu chuỗi không khớp")
    return None
