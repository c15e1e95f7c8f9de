"""Our log: what changed since it was last told, found by comparing; no act needs to tell us."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from khuyencong.core.refusal import Refused
from khuyencong.exchange.carried import CARRIED, EVERY, Carried
from khuyencong.exchange.models import Change, Instance, Known
from khuyencong.exchange.queries.custody import Homes
from khuyencong.exchange.rows import GONE, Codecs, Row
from khuyencong.exchange.states import InstanceState, Sort
from khuyencong.values.dates import day_in_vietnam

CHUNK = 1000
AT_ONCE = "Đang có người khác lập gói. Xin thử lại sau ít phút."
KNOWN_FIELDS = ["custodian", "hash", "proposed", "source", "seq", "bundle", "at"]


@dataclass
class Log:
    """What is being added to the log in one act; partners take it together."""

    own: Instance
    at: datetime
    group: int = 0
    changes: list[Change] = field(default_factory=list)
    known: dict[tuple[str, UUID], Known] = field(default_factory=dict)

    @classmethod
    def begin(cls, at: datetime) -> "Log":
        """Begin to add; who else does waits."""
        own = Instance.objects.select_for_update(of=("self",)).get(is_own=True)
        return cls(own, at, own.last_seq + 1)

    def add(self, sort: Sort, kind: str, record: UUID, text: str, hash: str, **more: Any) -> int:
        """Add one change; return its place."""
        self.own.last_seq += 1
        self.changes.append(
            Change(
                seq=self.own.last_seq,
                group=self.group,
                at=self.at,
                sort=sort,
                kind=kind,
                record=record,
                body=text,
                hash=hash,
                **more,
            )
        )
        return self.own.last_seq

    def tell(self, kind: str, record: UUID, row: Row | None, before: Known | None) -> None:
        """Add the state of a record of ours, for everybody."""
        text, hash = (row.text, row.hash) if row else ("", GONE)
        seq = self.add(Sort.RECORD, kind, record, text, hash, base=before.hash if before else "")
        custodian = row.custodian if row else (before.custodian if before else None)
        self.known[kind, record] = Known(
            kind=kind, record=record, custodian=custodian, hash=hash, seq=seq, at=self.at
        )

    def wish(
        self, to: UUID, kind: str, record: UUID, row: Row | None, before: Known | None
    ) -> None:
        """Add our state of a record whose home is another instance, for that one alone."""
        text, hash = (row.text, row.hash) if row else ("", GONE)
        base = before.hash if before else ""
        self.add(Sort.PROPOSAL, kind, record, text, hash, base=base, to_id=to)
        known = before or Known(kind=kind, record=record, hash=GONE, at=self.at)
        known.custodian = row.custodian if row else known.custodian
        known.proposed = hash
        self.known[kind, record] = known

    def flush(self) -> None:
        """Write what was added so far."""
        Change.objects.bulk_create(self.changes, batch_size=CHUNK)
        put_known(list(self.known.values()))
        self.changes.clear()
        self.known.clear()
        Instance.objects.filter(pk=self.own.pk).update(last_seq=self.own.last_seq)


def put_known(rows: list[Known]) -> None:
    """Write what is known of records, over what was."""
    for row in rows:
        row.pk = None
    Known.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["kind", "record"],
        update_fields=KNOWN_FIELDS,
    )


def scan(*, at: datetime) -> int:
    """Bring the log up to what the records say now; return how many changes were added.

    One pass over the tables in chunks: bulk updates and sheets are seen like every other act.
    Raises Refused where another look ended while this one began.
    """
    try:
        return _scan(at)
    except OperationalError as error:
        if connection.vendor == "postgresql":
            raise Refused(AT_ONCE) from error
        raise


def _scan(at: datetime) -> int:
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            # One moment of all tables: an entry is never told without its postings.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        log = Log.begin(at)
        scanning = _Scan(log)
        before = log.own.last_seq
        for carried in _not_empty():
            scanning.table(carried)
        log.own.scanned_at = at
        log.own.save(update_fields=["last_seq", "scanned_at"])
        return log.own.last_seq - before


class _Scan:
    """One pass."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.codecs = Codecs()
        self.homes = Homes(recorded_until=log.own.scanned_at)
        self.day = day_in_vietnam(log.at)
        others = Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE)
        self.partners = set(others.values_list("id", flat=True))

    def table(self, carried: Carried) -> None:
        for rows, known in _side_by_side(carried, self.codecs):
            unwished = _unwished(carried, rows)
            for row in rows:
                held = known.pop(row.id, None)
                if row.id not in unwished or self._is_ours(carried, row):
                    self._stands(carried, row, held)
            for held in known.values():
                self._is_gone(carried, held)
            if len(self.log.changes) >= CHUNK:
                self.log.flush()
        self.log.flush()

    def _is_ours(self, carried: Carried, row: Row) -> bool:
        home = self.homes.of(row.custodian, self.day, given_away=carried.given_away)
        return home == self.log.own.id

    def _stands(self, carried: Carried, row: Row, held: Known | None) -> None:
        if held and held.hash == row.hash:
            return
        self._differs(carried, row.id, row, held, row.custodian)

    def _is_gone(self, carried: Carried, held: Known) -> None:
        if held.hash != GONE or held.proposed not in (None, GONE):
            self._differs(carried, held.record, None, held, held.custodian)

    def _differs(
        self,
        carried: Carried,
        record: UUID,
        row: Row | None,
        held: Known | None,
        custodian: UUID | None,
    ) -> None:
        home = self.homes.of(custodian, self.day, given_away=carried.given_away)
        if home == self.log.own.id:
            if row or (held and held.hash != GONE):
                self.log.tell(carried.label, record, row, held)
        elif home in self.partners:
            state = row.hash if row else GONE
            if not (held and held.proposed == state):
                self.log.wish(home, carried.label, record, row, held)


def _unwished(carried: Carried, rows: list[Row]) -> set[UUID]:
    """Return which rows are not put to another home."""
    if carried.wished is EVERY:
        return set()
    found = carried.rows().filter(pk__in=[row.id for row in rows]).exclude(carried.wished)
    return set(found.values_list("pk", flat=True))


def _not_empty() -> list[Carried]:
    """Return the tables that hold a row, or of which a row was ever told; one query."""
    quote = connection.ops.quote_name
    known = quote(Known._meta.db_table)
    asked = [
        f"EXISTS(SELECT 1 FROM {quote(one.model._meta.db_table)})"
        f" OR EXISTS(SELECT 1 FROM {known} WHERE kind = %s)"
        for one in CARRIED
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", [one.label for one in CARRIED])
        answers = cursor.fetchone()
    return [one for one, answer in zip(CARRIED, answers, strict=True) if answer]


def _side_by_side(
    carried: Carried, codecs: Codecs
) -> Iterator[tuple[list[Row], dict[UUID, Known]]]:
    """Yield the rows by id in chunks, each with what is known of the ids up to its last."""
    last: UUID | None = None
    while True:
        rows = codecs[carried.label].after(last, CHUNK)
        is_last = len(rows) < CHUNK
        known = Known.objects.filter(kind=carried.label)
        if last is not None:
            known = known.filter(record__gt=last)
        if not is_last:
            known = known.filter(record__lte=rows[-1].id)
        held = {one.record: one for one in known.order_by()}
        yield rows, held
        if is_last:
            return
        last = rows[-1].id
