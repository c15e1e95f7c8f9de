"""Bundles in: verified, kept while they are early, taken whole in the order of the sender's log."""

import heapq
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from khuyencong.core import blobs, journal
from khuyencong.exchange.actions.applying import Applier, Said, keep_wish, would_be_kept_by
from khuyencong.exchange.actions.exporting import held_here
from khuyencong.exchange.actions.keeping import Arrived
from khuyencong.exchange.actions.logging import Log
from khuyencong.exchange.actions.rotating import heed_keys
from khuyencong.exchange.carried import BY_LABEL, schema_mark
from khuyencong.exchange.models import Bundle, Change, FileThere, Instance, Known
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.queries.keys import heard_keys, valid_keys
from khuyencong.exchange.rows import GONE, Row, Unfit, hash_of
from khuyencong.exchange.rules import beyond, gaps, joined, reach, root_of
from khuyencong.exchange.sealed import BROKEN, BadBundle, Header, Opened, opened
from khuyencong.exchange.states import BundleState, Direction, InstanceState, Sort, Verdict
from khuyencong.values.canonical import canonical, told_of
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.seals import PublicKey

CHUNK = 2000
#: How far a partner's clock may be before ours.
AHEAD = timedelta(hours=1)

NOT_FOR_US = "Gói này gửi cho một hệ thống khác, không phải {name}."
UNKNOWN = "Không biết hệ thống gửi gói này: cần lập và xác nhận đối tác trước."
NOT_ACTIVE = "{name}: chưa được xác nhận, hoặc đã ngừng trao đổi."
FUTURE = "Gói ghi thời điểm trong tương lai: xin kiểm tra đồng hồ của {name}."
OTHER_SCHEMA = (
    "Gói mang loại hồ sơ hoặc mục mà phiên bản ở đây chưa biết: xin nâng cấp rồi nhận lại ({what})."
)


@dataclass(frozen=True)
class Imported:
    """What became of a bundle."""

    bundle: Bundle
    partner: Instance
    is_new: bool
    taken: int
    wishes: int
    parked: int
    #: What is missing before it can be taken.
    missing: list[tuple[int, int]]


def open_for_us(file: BinaryIO, at: datetime | None = None) -> tuple[Opened, Instance]:
    """Return a bundle that a partner of ours signed for us; BadBundle says why it is none.

    Without `at` it is one that was verified when it came: a key that is over since then counts.
    """
    mine = Instance.objects.filter(is_own=True).first()
    found: list[Instance] = []

    def sender_of(header: Header) -> tuple[str, list[PublicKey]]:
        if mine is None or header.receiver != mine.pk:
            raise BadBundle(NOT_FOR_US.format(name=mine or "hệ thống này"))
        sender = Instance.objects.filter(pk=header.sender, is_own=False).first()
        if sender is None:
            raise BadBundle(UNKNOWN)
        if sender.state != InstanceState.ACTIVE:
            raise BadBundle(NOT_ACTIVE.format(name=sender))
        found.append(sender)
        return sender.name, valid_keys(sender, at) if at else heard_keys(sender)

    return opened(file, sender_of), found[0]


def take(*, data: bytes, at: datetime, by: UUID | None = None) -> Imported:
    """Take a bundle: what can be done is done, what is early waits; twice the same changes nothing.

    Raises BadBundle, and then nothing was changed.
    """
    bundle, partner = open_for_us(io.BytesIO(data), at)
    # All of it: what waits for others would be found broken when they come.
    bundle.require_whole()
    # Before the row that names it; the sweep takes what no row names.
    sha256 = blobs.put(data)
    with transaction.atomic():
        # Ours first, as whoever exports locks them.
        Instance.objects.select_for_update(of=("self",)).get(is_own=True)
        partner = Instance.objects.select_for_update(of=("self",)).get(pk=partner.pk)
        row, is_new = _keep(bundle, partner, sha256, at, by)
        _heed(bundle.header, partner)
        heed_keys(bundle, partner, at)
        if is_new:
            _heed_files(bundle.header, partner)
        files = Arrived(partner)
        files.add(bundle, sha256)
        applier = Applier(partner.pk, at, files)
        try:
            _take_ready(partner, applier, at)
            applier.retry()
        except Unfit as error:
            raise BadBundle(OTHER_SCHEMA.format(what=error)) from error
        applier.finish()
        files.finish()
        partner.save()
        row.refresh_from_db()
        if applier.done.taken or applier.done.wishes:
            _note(row, applier, at, by)
    missing = gaps(partner.taken_through, held_here(partner))
    done = applier.done
    return Imported(row, partner, is_new, len(done.taken), done.wishes, done.parked, missing)


def _keep(
    bundle: Opened, partner: Instance, sha256: str, at: datetime, by: UUID | None
) -> tuple[Bundle, bool]:
    header = bundle.header
    is_early = bool(beyond(header.covers, partner.taken_through))
    return Bundle.objects.get_or_create(
        partner=partner,
        direction=Direction.IN,
        sha256=sha256,
        defaults={
            "state": BundleState.WAITING if is_early else BundleState.TAKEN,
            "covers": [list(one) for one in header.covers],
            "whole_until": header.whole_until,
            "count": sum(p.count for p in header.parts if p.what == "changes"),
            "files": sum(1 for _ in bundle.files()),
            "size": bundle.size,
            "at": at,
            "by": by,
            "file": sha256 if is_early else "",
        },
    )


def _heed(header: Header, partner: Instance) -> None:
    """Note what the partner has of our log; an older bundle that comes late takes nothing back."""
    last = own().last_seq
    through = min(header.have_through, last)
    partner.said_through = max(partner.said_through, through)
    held = [*partner.said_held, *((a, min(t, last)) for a, t in header.have_held if a < last)]
    partner.said_held = [list(one) for one in beyond(held, partner.said_through)]
    for one in Bundle.objects.filter(partner=partner, direction=Direction.OUT).exclude(file=""):
        # What holds files alone is kept until the next is asked for.
        if one.covers and not beyond(one.covers, partner.said_through):
            Bundle.objects.filter(pk=one.pk).update(file="")


def _heed_files(header: Header, partner: Instance) -> None:
    """Note what the partner misses; not what went there since it last took something of ours."""
    sent = FileThere.objects.filter(partner=partner, seq__gt=header.have_through)
    under_way = set(sent.filter(sha256__in=header.lacks).values_list("sha256", flat=True))
    lacks = set(header.lacks) - under_way
    partner.asked_files = sorted({*partner.asked_files, *lacks})[:1000]


def _take_ready(partner: Instance, applier: Applier, at: datetime) -> None:
    """Take all that has come without a gap, as far as what was found together is complete."""
    waiting = list(
        Bundle.objects.filter(partner=partner, direction=Direction.IN, state=BundleState.WAITING)
    )
    spans = [span for one in waiting for span in one.covers]
    far = reach(partner.taken_through, spans)
    target = max((one.whole_until for one in waiting if one.whole_until <= far), default=0)
    if target > partner.taken_through:
        changes = _merged(waiting, applier, partner.taken_through, target)
        while batch := list(islice(changes, CHUNK)):
            _apply(partner, applier, batch, at)
        partner.taken_through = target
    for one in waiting:
        if not beyond(one.covers, partner.taken_through):
            one.state, one.file = BundleState.TAKEN, ""
            one.save(update_fields=["state", "file"])


def _merged(
    waiting: list[Bundle], applier: Applier, after: int, through: int
) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the changes of several bundles by their place in the log, each once."""
    streams = [_changes_of(one, applier, after, through) for one in waiting]
    last = after
    for change, sha256 in heapq.merge(*streams, key=lambda pair: pair[0]["seq"]):
        if change["seq"] > last:
            last = change["seq"]
            yield change, sha256


def _changes_of(
    bundle: Bundle, applier: Applier, after: int, through: int
) -> Iterator[tuple[dict[str, Any], str]]:
    if not beyond(bundle.covers, after):
        return
    with blobs.open(bundle.file) as file:
        kept, _ = open_for_us(file)
        applier.files.add(kept, bundle.file)
        for change in kept.changes():
            if type(change.get("seq")) is not int:
                raise BadBundle(BROKEN)
            if after < change["seq"] <= through:
                yield change, bundle.sha256


def _apply(
    partner: Instance, applier: Applier, batch: list[tuple[dict[str, Any], str]], at: datetime
) -> None:
    said = [(str(change.get("sort")), _said(change, sha256)) for change, sha256 in batch]
    if any(one.at > at + AHEAD for _, one in said):
        raise BadBundle(FUTURE.format(name=partner))
    applier.records([one for sort, one in said if sort == Sort.RECORD])
    for sort, one in said:
        if sort == Sort.PROPOSAL:
            _heed_wish(partner, applier, one, at)
        elif sort == Sort.ANSWER:
            _heed_answer(partner, one)


def _said(change: dict[str, Any], sha256: str) -> Said:
    try:
        moment = datetime.fromisoformat(change["at"])
        if moment.tzinfo is None or change["sort"] not in Sort.values:
            raise ValueError(change)
        said = Said(
            seq=change["seq"],
            at=moment,
            kind=str(change["kind"]),
            record=UUID(change["record"]),
            hash=str(change["hash"]),
            text=str(change["body"]),
            bundle=sha256,
            base=str(change["base"])[:64],
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadBundle(BROKEN) from error
    if hash_of(said.text) != said.hash:
        raise BadBundle(BROKEN)
    if change["sort"] != Sort.ANSWER and said.kind not in BY_LABEL:
        raise Unfit(said.kind[:60])
    return said


def _heed_wish(partner: Instance, applier: Applier, one: Said, at: datetime) -> None:
    """Keep a wish for a person; answer at once where both have the same already."""
    codec = applier.codecs[one.kind]
    row = codec.of([one.record]).get(one.record)
    ours = row.hash if row else GONE
    custodian = None
    if row is None:
        day = day_in_vietnam(at)
        how = {"partner": partner.pk, "homes": applier.homes, "day": day}
        custodian = would_be_kept_by(codec, one.record, one.text, **how)
    conflict = keep_wish(partner.pk, one, row, at, custodian)
    applier.done.wishes += 1
    if conflict and ours == one.hash:
        conflict.verdict = Verdict.SAME
        conflict.save(update_fields=["verdict"])
        _tell_now(applier, one, row, at)
        answer(applier.log, partner.pk, one, Verdict.SAME, "")


def _tell_now(applier: Applier, one: Said, row: Row | None, at: datetime) -> None:
    """Put the state of a record of ours into the log before it is called the same.

    Nobody would be told otherwise if it went back to what it was before our next look.
    """
    carried = BY_LABEL[one.kind]
    held = Known.objects.filter(kind=one.kind, record=one.record).first()
    custodian = row.custodian if row else (held.custodian if held else None)
    home = applier.homes.of(custodian, day_in_vietnam(at), given_away=carried.given_away)
    if home == applier.log.own.pk and (row.hash if row else GONE) != (held.hash if held else GONE):
        applier.log.tell(one.kind, one.record, row, held)


def answer(log: Log, partner: UUID, wish: Any, verdict: str, reason: str) -> None:
    """Add our answer to a wish of a partner, for that one."""
    told = {"proposal": wish.seq, "verdict": verdict, "reason": reason}
    text = canonical(told).decode()
    log.add(Sort.ANSWER, wish.kind, wish.record, text, hash_of(text), to_id=partner)


def _heed_answer(partner: Instance, one: Said) -> None:
    try:
        told = told_of(one.text.encode())
        asked = Change.objects.filter(seq=int(told["proposal"]), sort=Sort.PROPOSAL, to=partner)
        verdict, reason = str(told["verdict"])[:10], str(told["reason"])[:500]
    except (KeyError, ValueError, TypeError) as error:
        raise BadBundle(BROKEN) from error
    at = one.at.isoformat(timespec="seconds")
    asked.update(answer={"verdict": verdict, "reason": reason, "at": at})


def _note(bundle: Bundle, applier: Applier, at: datetime, by: UUID | None) -> None:
    body = own().body_id
    assert body is not None
    done = applier.done
    facts = {
        "partner": str(bundle.partner_id),
        "sha256": bundle.sha256,
        "schema": schema_mark(),
        "taken": len(done.taken),
        "wishes": done.wishes,
        "root": root_of(done.taken),
    }
    journal.record(
        "exchange.take", custodian=body, about=f"bundle:{bundle.id}", at=at, by=by, facts=facts
    )


def spans_of(partner: Instance) -> list[tuple[int, int]]:
    """Return what we hold of a partner's log, taken or early."""
    return joined([(0, partner.taken_through), *held_here(partner)])
