"""Bundles out: what a partner has not taken yet, as one signed file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.keeping import kept_bytes, note_awaited, note_there
from khuyencong.exchange.actions.keys import key_for
from khuyencong.exchange.actions.logging import scan
from khuyencong.exchange.carried import schema_mark
from khuyencong.exchange.models import Bundle, Change, Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.queries.files import (
    may_have,
    missing_files,
    owed_files,
    waiting_files,
    wished_files,
)
from khuyencong.exchange.queries.keys import key_id
from khuyencong.exchange.rules import Range, beyond, gaps, root_of
from khuyencong.exchange.sealed import Header, change_line, written
from khuyencong.exchange.states import BundleState, Direction, InstanceState
from khuyencong.values.canonical import sha256_of

#: Changes in one bundle, bytes of one part of it, bytes of files and how many, bytes of changes.
MOST = 20_000
PART = 4 * 1024 * 1024
FILES, MOST_FILES = 48 * 1024 * 1024, 300
BODIES = 128 * 1024 * 1024


@dataclass(frozen=True)
class Exported:
    """A bundle that was written: what is in it, what waits for the next, told before or not."""

    bundle: Bundle
    data: bytes
    count: int
    files: int
    left: int
    is_new: bool


def export(
    *,
    partner: Instance,
    at: datetime,
    by: UUID | None = None,
    again: bool = False,
    most: int = MOST,
) -> Exported:
    """Write the next bundle for a partner: what it is known to miss, then what was never sent.

    Where there is neither, or with `again`, everything that it has not acknowledged. Files go when
    no change is left: those that it asks for, then those that it was told of and never had. The
    same log, acknowledgements and files there give the same bytes. Raises Refused for a partner
    that is not active.
    """
    # By itself, so that one moment of all tables is read; what is written follows from the log.
    scan(at=at)
    return _export(partner, at, by, again, most)


@transaction.atomic
def _export(partner: Instance, at: datetime, by: UUID | None, again: bool, most: int) -> Exported:
    # Ours first: the log is not pruned while it is read.
    mine = Instance.objects.select_for_update(of=("self",)).get(is_own=True)
    partner = Instance.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if partner.state != InstanceState.ACTIVE or partner.is_own:
        raise Refused(f"{partner}: chưa được xác nhận, hoặc đã ngừng trao đổi.")
    key, told_key = key_for(partner)
    chosen = _Chosen(partner, mine.last_seq, most)
    for after, through in _wanted(partner, mine.last_seq, again):
        chosen.take(after, through)
    partner.sent_through = max([partner.sent_through, *(t for _, t in chosen.covers)])
    wished = wished_files(partner)
    note_awaited(partner, wished | waiting_files(partner))
    files = _Files(partner)
    if not chosen.left:
        files.take(wished)
    header = Header(
        schema=schema_mark(),
        sender=mine.id,
        receiver=partner.id,
        covers=tuple(chosen.covers),
        whole_until=_whole_until(chosen.covers[-1][1], mine) if chosen.covers else 0,
        have_through=partner.taken_through,
        have_held=tuple(held_here(partner)),
        lacks=tuple(missing_files(partner, wished)),
        new_key=told_key,
        knows=key_id(partner.public),
    )
    data = written(header, [*chosen.parts(), *files.parts], key)
    bundle, is_new = _keep(partner, header, data, chosen, len(files.parts), at, by)
    note_there(partner, files.sent, partner.sent_through)
    partner.save(update_fields=["sent_through", "asked_files"])
    left = chosen.left + files.left
    return Exported(bundle, data, chosen.count, len(files.parts), left, is_new)


def _wanted(partner: Instance, last: int, again: bool) -> list[Range]:
    """Return the spans of our log to be sent."""
    lost = gaps(partner.said_through, partner.said_held)
    new = [(partner.sent_through, last)] if last > partner.sent_through else []
    if (lost or new) and not again:
        return [*lost, *new]
    held = [*beyond(partner.said_held, partner.said_through), (last, last + 1)]
    return gaps(partner.said_through, held)


def held_here(partner: Instance) -> list[Range]:
    """Return what we hold of a partner's log beyond what we took."""
    waiting = Bundle.objects.filter(partner=partner, state=BundleState.WAITING)
    spans = [span for covers in waiting.values_list("covers", flat=True) for span in covers]
    return beyond(spans, partner.taken_through)


def _whole_until(through: int, mine: Instance) -> int:
    """Return up to where what was found together is complete; 0 below where states are gone.

    There a state may stand for an earlier one, which was found with what comes long before it.
    """
    if through < mine.pruned_until:
        return 0
    if through == mine.last_seq:
        return through
    following = Change.objects.filter(seq__gt=through).order_by("seq").first()
    assert following is not None
    whole = min(through, following.group - 1)
    return whole if whole >= mine.pruned_until else 0


class _Chosen:
    """The changes of a bundle, in parts of bounded size."""

    def __init__(self, partner: Instance, last: int, most: int) -> None:
        self.partner, self.most, self.room = partner, most, BODIES
        self.covers: list[Range] = []
        self.hashes: list[str] = []
        self.count = self.left = 0
        self._lines: list[bytes] = []
        self._size = 0
        self._parts: list[tuple[str, bytes, int]] = []

    def take(self, after: int, through: int) -> None:
        """Take a span of the log, as far as there is room."""
        rows = Change.objects.filter(seq__gt=after, seq__lte=through).filter(
            Q(to=None) | Q(to=self.partner)
        )
        if self.left or self.room <= 0 or self.count >= self.most:
            self.left += rows.count()
            return
        upto = after
        for change in rows.order_by("seq").iterator(chunk_size=500):
            if self.count >= self.most or self.room <= 0:
                self.left = rows.filter(seq__gt=upto).count()
                break
            self._add(change)
            upto = change.seq
        else:
            upto = through
        if upto > after:
            self.covers.append((after, upto))

    def _add(self, change: Change) -> None:
        line = change_line(
            seq=change.seq,
            at=change.at,
            sort=change.sort,
            kind=change.kind,
            record=change.record,
            base=change.base,
            hash=change.hash,
            body=change.body,
        )
        self._lines.append(line)
        self._size += len(line) + 1
        self.room -= len(line)
        self.count += 1
        self.hashes.append(f"{change.kind}:{change.record}:{change.hash}")
        if self._size >= PART:
            self._close()

    def _close(self) -> None:
        if self._lines:
            plain = b"\n".join(self._lines) + b"\n"
            self._parts.append(("changes", plain, len(self._lines)))
            self._lines, self._size = [], 0

    def parts(self) -> list[tuple[str, bytes, int]]:
        """Return the parts, each whole."""
        self._close()
        return self._parts


class _Files:
    """The files of a bundle: as many as there is room for."""

    def __init__(self, partner: Instance) -> None:
        self.partner, self.room = partner, FILES
        self.parts: list[tuple[str, bytes, int]] = []
        self.sent: set[str] = set()
        #: Those for which there is no room.
        self.waiting: set[str] = set()

    @property
    def left(self) -> int:
        """Return how many wait for the next bundle."""
        return len(self.waiting)

    def take(self, wished: Collection[str]) -> None:
        """Take what the partner asks for, then what it was told of; what is asked stays asked."""
        told = may_have(self.partner.asked_files, wished)
        asked = [one for one in self.partner.asked_files if one in told]
        self.partner.asked_files = [one for one in asked if not self._add(one)]
        for sha256 in owed_files(self.partner):
            self._add(sha256)

    def _add(self, sha256: str) -> bool:
        """Add a file; return False where it waits for the next bundle."""
        if sha256 in self.sent:
            return True
        if self.waiting:
            self.waiting.add(sha256)
            return False
        data = kept_bytes(sha256)
        if data is None:
            # Lost here, or larger than a bundle takes: asked for again, it may be here again.
            return True
        if len(data) > self.room or len(self.parts) >= MOST_FILES:
            self.waiting.add(sha256)
            return False
        self.room -= len(data)
        self.parts.append(("file", data, 1))
        self.sent.add(sha256)
        return True


def _keep(
    partner: Instance,
    header: Header,
    data: bytes,
    chosen: _Chosen,
    files: int,
    at: datetime,
    by: UUID | None,
) -> tuple[Bundle, bool]:
    sha256 = sha256_of(data)
    bundle, is_new = Bundle.objects.get_or_create(
        partner=partner,
        direction=Direction.OUT,
        sha256=sha256,
        defaults={
            "state": BundleState.WRITTEN,
            "covers": [list(one) for one in header.covers],
            "whole_until": header.whole_until,
            "count": chosen.count,
            "files": files,
            "size": len(data),
            "at": at,
            "by": by,
        },
    )
    if is_new:
        body = own().body_id
        assert body is not None
        facts = {"partner": str(partner.pk), "count": chosen.count, "sha256": sha256}
        facts |= {"files": files} if files else {}
        facts["root"] = root_of(chosen.hashes)
        journal.record(
            "exchange.send", custodian=body, about=f"bundle:{bundle.id}", at=at, by=by, facts=facts
        )
    return bundle, is_new
