"""Changes of a partner become rows here: in the order of foreign keys, custody asked for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from khuyencong.core.pointing import pointing_to
from khuyencong.exchange.actions.keeping import NOT_HERE, Arrived
from khuyencong.exchange.actions.logging import Log, put_known
from khuyencong.exchange.actions.naming import naming_codecs
from khuyencong.exchange.actions.settling import SETTLE, duties_under
from khuyencong.exchange.carried import BY_LABEL, CARRIED, ORDER, REFERENCES, Carried
from khuyencong.exchange.models import Conflict, Known, Parked
from khuyencong.exchange.queries.custody import Homes
from khuyencong.exchange.rows import (
    GONE,
    PUT,
    Codec,
    Nameless,
    Row,
    Unfit,
    hash_of,
    keepers_of,
)
from khuyencong.exchange.states import Verdict, Why
from khuyencong.reporting.actions.naming import forget_unspoken
from khuyencong.reporting.actions.standing import restand
from khuyencong.values.dates import day_in_vietnam

BATCH = 200
#: So many rows are settled with one question: a database takes no longer list.
AT_ONCE = 5000
OF_FILES = (Why.FILE, Why.BAD_FILE)


@dataclass(frozen=True)
class Said:
    """One state of one record as a partner told it."""

    seq: int
    at: datetime
    kind: str
    record: UUID
    hash: str
    text: str
    bundle: str
    base: str = ""


@dataclass
class Done:
    """What became of the changes."""

    taken: list[str] = field(default_factory=list)
    wishes: int = 0
    parked: int = 0


class Applier:
    """The changes of one partner, in one transaction."""

    def __init__(self, partner: UUID, at: datetime, files: Arrived) -> None:
        self.partner, self.at, self.files = partner, at, files
        self.codecs, self.homes = naming_codecs(at), Homes()
        self.done = Done()
        self._log: Log | None = None
        self._settle: dict[str, list[UUID]] = defaultdict(list)
        #: Duties of which something that was said is no more.
        self._unsaid: set[UUID] = set()
        #: What waits, as it stands in the table, and what of it is not written there yet.
        self._parked: dict[tuple[str, UUID], Parked] = {
            (one.kind, one.record): one for one in Parked.objects.filter(partner=partner)
        }
        self._to_park: dict[tuple[str, UUID], Parked] = {}

    @property
    def log(self) -> Log:
        """Return our log, opened when something of ours is first added."""
        if self._log is None:
            self._log = Log.begin(self.at)
        return self._log

    def records(self, said: Sequence[Said]) -> None:
        """Take the words of a home: parents first, deletions after, what moves custody last."""
        last = {(one.kind, one.record): one for one in said}
        by_kind: dict[str, list[Said]] = defaultdict(list)
        for one in last.values():
            by_kind[one.kind].append(one)
        for moves_custody in (False, True):
            tables = [one for one in CARRIED if one.given_away == moves_custody]
            for carried in tables:
                told = by_kind.get(carried.label, [])
                self._put(carried, [one for one in told if one.hash != GONE])
            for carried in reversed(tables):
                told = by_kind.get(carried.label, [])
                self._remove(carried, [one for one in told if one.hash == GONE])
        self._write_parked()

    def retry(self) -> None:
        """Try again what waits, as long as something of it can be done."""
        while self._parked:
            before = len(self._parked)
            rows = sorted(self._parked.values(), key=lambda row: row.seq)
            self.records(
                [
                    Said(r.seq, r.told_at, r.kind, r.record, r.hash, r.body, r.bundle)
                    for r in rows
                    if r.why not in OF_FILES or self.files.is_here(r.detail)
                ]
            )
            if len(self._parked) == before:
                return

    def finish(self) -> None:
        """Do what follows from the rows that were taken; write our log."""
        restand(self._unsaid, self.at)
        for label in sorted(self._settle, key=ORDER.__getitem__):
            ids = self._settle[label] if label in SETTLE else []
            for at in range(0, len(ids), AT_ONCE):
                SETTLE[label](ids[at : at + AT_ONCE], self.partner, self.at)
        forget_unspoken([*self.codecs.names.made["reporting.Duty"], *self._unsaid])
        if self._log:
            self._log.flush()

    # --- rows ----------------------------------------------------------------------------------

    def _put(self, carried: Carried, told: list[Said]) -> None:
        if not told:
            return
        codec = self.codecs[carried.label]
        here = codec.of(one.record for one in told)
        known = self._known(carried, told)
        same = [one for one in told if one.record in here and here[one.record].hash == one.hash]
        values: dict[UUID, dict[str, Any]] = {}
        for one in told:
            try:
                values[one.record] = codec.read(one.text)
            except Nameless as error:
                self._park(one, Why.NAMELESS, str(error))
        told = self._with_parents(carried, [one for one in told if one.record in values], values)
        custodians = custodians_of(carried, {one.record: values[one.record] for one in told})
        fit: list[Said] = []
        for one in told:
            row = here.get(one.record)
            if self._is_theirs(carried, one, custodians.get(one.record), row):
                fit.append(one)
            elif carried.is_put and row is None and not is_put_here(values[one.record]):
                self._park(one, Why.MISSING, "{} {}".format(*put_to(values[one.record])))
            else:
                self._wish(one, row, custodians.get(one.record))
        changed = {one.record for one in same}
        fit = self._with_files(carried, fit, changed, values)
        self._keep_ours_said(carried, fit, here, known)
        new = [one for one in fit if one.record not in changed]
        self._unsaid |= duties_under(carried, [one.record for one in new if one.record in here])
        written = self._write(carried, codec, new, here, values)
        self._took(carried, [one for one in fit if one.record in changed] + written, custodians)
        self._settle[carried.label] += [one.record for one in written]
        if written and carried.label in REFERENCES:
            self.codecs.names.forget(carried.label)
        if carried.given_away and written:
            self.homes.forget()

    def _known(self, carried: Carried, told: Iterable[Said]) -> dict[UUID, Known]:
        rows = Known.objects.filter(kind=carried.label, record__in=[one.record for one in told])
        return {row.record: row for row in rows}

    def _with_parents(
        self, carried: Carried, told: list[Said], values: dict[UUID, dict[str, Any]]
    ) -> list[Said]:
        """Return those whose foreign keys are here; the others wait."""
        for pointer in carried.pointers:
            target = pointer.related_model
            if target._meta.label in REFERENCES:
                continue
            own = target is carried.model
            while True:
                wanted = {values[one.record].get(pointer.attname) for one in told} - {None}
                rows = target._base_manager.filter(pk__in=wanted)
                found = set(rows.values_list("pk", flat=True))
                found |= {one.record for one in told} if own else set()
                left = [
                    one
                    for one in told
                    if (to := values[one.record].get(pointer.attname)) is None or to in found
                ]
                for one in told:
                    to = values[one.record].get(pointer.attname)
                    if to is not None and to not in found:
                        self._park(one, Why.MISSING, f"{target._meta.label} {to}")
                if len(left) == len(told):
                    break
                told = left
        return told

    def _with_files(
        self,
        carried: Carried,
        told: list[Said],
        here: Collection[UUID],
        values: dict[UUID, dict[str, Any]],
    ) -> list[Said]:
        """Return those whose files are here and were found good; the others wait."""
        if not carried.files:
            return told
        ready: list[Said] = []
        for one in told:
            sha256, fault = "", ""
            if one.record not in here:
                sha256, fault = self.files.keep(carried, values[one.record])
            if fault == NOT_HERE:
                self._park(one, Why.FILE, sha256)
            elif fault:
                self._park(one, Why.BAD_FILE, fault)
            else:
                ready.append(one)
        return ready

    def _is_theirs(
        self, carried: Carried, one: Said, custodian: UUID | None, row: Row | None
    ) -> bool:
        """Return whether the partner was home of the record, as it stands and as it would."""
        day = day_in_vietnam(one.at)
        bodies = {custodian, row.custodian} if row else {custodian}
        return all(
            self.homes.of(body, day, given_away=carried.given_away) == self.partner
            for body in bodies
        )

    def _keep_ours_said(
        self,
        carried: Carried,
        told: Iterable[Said],
        here: dict[UUID, Row],
        known: dict[UUID, Known],
    ) -> None:
        """Put what we changed ourselves into the log as a wish: the home's word replaces it."""
        for one in told:
            row, held = here.get(one.record), known.get(one.record)
            ours = row.hash if row else GONE
            agreed = held.hash if held else GONE
            if ours not in (one.hash, agreed, held.proposed if held else None):
                self.log.wish(self.partner, carried.label, one.record, row, held)
                self.log.known.pop((carried.label, one.record))

    # --- writing ---------------------------------------------------------------------------------

    def _write(
        self,
        carried: Carried,
        codec: Codec,
        told: list[Said],
        here: dict[UUID, Row],
        values: dict[UUID, dict[str, Any]],
    ) -> list[Said]:
        """Write rows over what stands here; return those that could be written."""
        written: list[Said] = []
        for at in range(0, len(told), BATCH):
            batch = told[at : at + BATCH]
            if try_write(carried, codec, [(one.record, values[one.record]) for one in batch]):
                written += batch
                continue
            for one in batch:
                if try_write(carried, codec, [(one.record, values[one.record])]):
                    written.append(one)
                else:
                    self._park(one, Why.CLASH, "")
        return written

    def _took(
        self, carried: Carried, told: list[Said], custodians: dict[UUID, UUID | None]
    ) -> None:
        rows = [
            Known(
                kind=carried.label,
                record=one.record,
                custodian=custodians.get(one.record),
                hash=one.hash,
                source_id=self.partner,
                seq=one.seq,
                bundle=one.bundle,
                at=self.at,
            )
            for one in told
        ]
        put_known(rows)
        self._no_longer_waits(carried, told)
        self.done.taken += [f"{one.kind}:{one.record}:{one.hash}" for one in told]

    def _no_longer_waits(self, carried: Carried, told: Iterable[Said]) -> None:
        keys = [(carried.label, one.record) for one in told]
        for key in keys:
            self._to_park.pop(key, None)
        gone = [row.pk for key in keys if (row := self._parked.pop(key, None))]
        if gone:
            Parked.objects.filter(pk__in=gone).delete()

    # --- deletions -------------------------------------------------------------------------------

    def _remove(self, carried: Carried, told: list[Said]) -> None:
        if not told:
            return
        here = self.codecs[carried.label].of(one.record for one in told)
        known = self._known(carried, told)
        fit: list[Said] = []
        for one in told:
            row, held = here.get(one.record), known.get(one.record)
            custodian = row.custodian if row else (held.custodian if held else None)
            # What was never here is deleted by whoever had it.
            if custodian is None or self._is_theirs(carried, one, custodian, row):
                fit.append(one)
            else:
                self._wish(one, row, custodian)
        self._keep_ours_said(carried, fit, here, known)
        used = in_use(carried, [one.record for one in fit if one.record in here])
        gone = [one for one in fit if one.record not in used]
        for one in fit:
            if one.record in used:
                self._park(one, Why.IN_USE, used[one.record])
        self._unsaid |= duties_under(carried, [one.record for one in gone])
        delete_rows(carried, [one.record for one in gone if one.record in here])
        held_by = {record: row.custodian for record, row in known.items()}
        self._took(carried, gone, held_by)

    # --- what is not done now --------------------------------------------------------------------

    def _park(self, one: Said, why: Why, detail: str) -> None:
        self.done.parked += 1
        key = one.kind, one.record
        told = (one.seq, one.hash, str(why), detail[:200])
        row = self._parked.get(key)
        if row and (row.seq, row.hash, row.why, row.detail) == told:
            return
        self._to_park[key] = Parked(
            partner_id=self.partner,
            kind=one.kind,
            record=one.record,
            seq=one.seq,
            hash=one.hash,
            body=one.text,
            told_at=one.at,
            why=why,
            detail=detail[:200],
            bundle=one.bundle,
            at=self.at,
        )

    def _write_parked(self) -> None:
        """Write what waits from now on, over what waited of the same records."""
        old = [row.pk for key in self._to_park if (row := self._parked.get(key))]
        Parked.objects.filter(pk__in=old).delete()
        Parked.objects.bulk_create(self._to_park.values(), batch_size=BATCH)
        self._parked |= self._to_park
        self._to_park = {}

    def _wish(self, one: Said, row: Row | None, custodian: UUID | None) -> None:
        keep_wish(self.partner, one, row, self.at, custodian)
        self._no_longer_waits(BY_LABEL[one.kind], [one])
        self.done.wishes += 1


def custodians_of(
    carried: Carried, values: Mapping[UUID, dict[str, Any]]
) -> dict[UUID, UUID | None]:
    """Return who would answer for each row, as its values say."""
    first, _, rest = carried.custodian.partition("__")
    pointer: Any = carried.model._meta.get_field(first)
    above = {record: row.get(pointer.attname) for record, row in values.items()}
    if not rest:
        return above
    rows = pointer.related_model._base_manager.filter(pk__in=set(above.values()) - {None})
    of = dict(rows.values_list("pk", f"{rest}_id"))
    found = {record: of.get(parent) for record, parent in above.items()}
    if carried.is_put:
        put = {record: put_to(row) for record, row in values.items()}
        keepers = keepers_of(put.values())
        found = {record: keepers.get(put[record], by) for record, by in found.items()}
    return found


def put_to(values: Mapping[str, Any]) -> tuple[str, Any]:
    """Return to what a row is put: the kind of record, and its id."""
    return str(values.get(PUT[0])), values.get(PUT[1])


def is_put_here(values: Mapping[str, Any]) -> bool:
    """Return whether what a row is put to is here."""
    return bool(keepers_of([put_to(values)]))


def would_be_kept_by(
    codec: Codec, record: UUID, text: str, *, partner: UUID, homes: Homes, day: date
) -> UUID | None:
    """Return who would answer for a record as a partner wishes it.

    None where that cannot be told: what it rests on is not here, nor what it is put to.
    """
    if not text:
        return None
    try:
        values = codec.read(text)
    except (Nameless, Unfit):
        return None
    found = custodians_of(codec.carried, {record: values})[record]
    # Nobody wishes for what is his own: it is put to a record that has not come.
    return None if homes.of(found, day) == partner else found


def keep_wish(
    partner: UUID, one: Said, row: Row | None, at: datetime, custodian: UUID | None = None
) -> Conflict | None:
    """Keep a change of who is not home for a person to decide; None where it was kept before.

    It is for who answers for the record: as it stands here, else for `custodian`, as it would.
    """
    if Conflict.objects.filter(partner=partner, seq=one.seq).exists():
        return None
    Conflict.objects.filter(
        partner=partner, kind=one.kind, record=one.record, verdict=Verdict.OPEN
    ).update(verdict=Verdict.REPLACED)
    return Conflict.objects.create(
        partner_id=partner,
        seq=one.seq,
        kind=one.kind,
        record=one.record,
        custodian=row.custodian if row else custodian,
        base=one.base,
        theirs=one.text,
        theirs_hash=hash_of(one.text),
        told_at=one.at,
        bundle=one.bundle,
        at=at,
    )


def try_write(carried: Carried, codec: Codec, rows: Sequence[tuple[UUID, dict[str, Any]]]) -> bool:
    """Write rows over those with the same ids; return False where a constraint says no.

    Where rows change places that only one may hold, all of them are taken out first: foreign keys
    are asked at the end of the transaction.
    """
    for how in (_write_over, _write_anew):
        try:
            with transaction.atomic():
                how(carried, codec, rows)
            return True
        except IntegrityError:
            continue
    return False


def _objects(
    carried: Carried, rows: Sequence[tuple[UUID, dict[str, Any]]], kept: dict[UUID, dict[str, Any]]
) -> list[Any]:
    return [
        carried.model(pk=pk, **(dict(carried.withheld) | kept.get(pk, {})), **values)
        for pk, values in rows
    ]


def _write_over(
    carried: Carried, codec: Codec, rows: Sequence[tuple[UUID, dict[str, Any]]]
) -> None:
    columns = sorted({name for _, values in rows for name in values})
    names = [told.name for told in codec.fields if told.attname in columns]
    carried.model._base_manager.bulk_create(
        _objects(carried, rows, {}),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=names,
    )


def _write_anew(
    carried: Carried, codec: Codec, rows: Sequence[tuple[UUID, dict[str, Any]]]
) -> None:
    ids = [pk for pk, _ in rows]
    names = list(carried.withheld)
    old = carried.model._base_manager.filter(pk__in=ids)
    kept = {
        pk: dict(zip(names, values, strict=True)) for pk, *values in old.values_list("pk", *names)
    }
    delete_rows(carried, ids)
    carried.model._base_manager.bulk_create(_objects(carried, rows, kept), batch_size=BATCH)


def delete_rows(carried: Carried, ids: list[UUID]) -> None:
    """Take out rows, whatever their table says of being added to only."""
    rows = carried.model._base_manager.filter(pk__in=ids)
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def in_use(carried: Carried, ids: list[UUID]) -> dict[UUID, str]:
    """Return which of the rows others point to, and which table does."""
    found: dict[UUID, str] = {}
    if not ids:
        return found
    for pointer in pointing_to(carried.model):
        model, column = pointer.model, pointer.attname
        rows = model._base_manager.filter(**{f"{column}__in": ids})
        if model is carried.model:
            rows = rows.exclude(pk__in=ids)
        for target in rows.values_list(column, flat=True):
            found[target] = model._meta.label
    return found
