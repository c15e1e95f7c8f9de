"""Rows as plain values, the same on every database, and back.

A body is a dict of field names; foreign keys into shared lists are told by their own key. Its hash
names the state of the record.
"""

import binascii
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import InvalidOperation
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey

from khuyencong.core.plain import same, way_of
from khuyencong.exchange.carried import PUT_TO, REFERENCES, Carried
from khuyencong.values.canonical import canonical, sha256_of, told_of

Body = dict[str, Any]
GONE = ""
#: The fields of a row that is put to a record of another table.
PUT = ("about_kind", "about")


class Unfit(Exception):
    """A body that is no row of its table."""


class Nameless(Exception):
    """A body names an entry of a shared list that is not here; the message says which."""


@dataclass(frozen=True)
class Row:
    """A record as it stands here."""

    id: UUID
    custodian: UUID | None
    text: str
    hash: str


def keepers_of(put: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], UUID]:
    """Return who answers for the records to which something is put, of those that are here.

    Unfit for a kind of record that nothing is put to that travels.
    """
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for kind, about in put:
        by_kind[kind].add(about)
    found: dict[tuple[str, UUID], UUID] = {}
    for kind, abouts in by_kind.items():
        if kind not in PUT_TO:
            raise Unfit(kind[:30])
        label, column, way = PUT_TO[kind]
        rows = apps.get_model(label)._base_manager.filter(**{f"{column}__in": abouts})
        found |= {(kind, one): by for one, by in rows.values_list(column, f"{way}_id")}
    return found


def hash_of(text: str) -> str:
    """Return the hash of a body's text; that of none is "" (GONE)."""
    return sha256_of(text.encode()) if text else GONE


def _plain(part: Any) -> Any:
    """Return a part of a key as it is told: days are told as text."""
    return part.isoformat() if isinstance(part, date) else part


#: Makes the entry that a key names, by list: its id, None where it rests on what is not here.
Makers = Mapping[str, Callable[[Any], UUID | None]]


class Names:
    """Entries of shared lists by their own keys; read once for each operation."""

    def __init__(self, makers: Makers) -> None:
        self._makers = makers
        self._keys: dict[str, dict[Any, Any]] = {}
        self._ids: dict[str, dict[Any, Any]] = {}
        #: The entries that were made, by list.
        self.made: dict[str, list[UUID]] = defaultdict(list)

    def key(self, label: str, id: Any) -> Any:
        """Return the key of an entry: text, or a list of texts."""
        self._read(label)
        return self._keys[label][id]

    def id(self, label: str, key: Any) -> Any:
        """Return the id that an entry has here; Nameless where there is none."""
        self._read(label)
        word = tuple(key) if isinstance(key, list) else key
        found = self._ids[label].get(word) or self._made(label, key)
        if found is None:
            raise Nameless(f"{label} {key}"[:200])
        return found

    def forget(self, label: str) -> None:
        """Read a list again when it is asked next: an entry of it was written."""
        self._keys.pop(label, None)

    def _made(self, label: str, key: Any) -> Any:
        """Return the id of an entry that is made because it is named; None where none can be."""
        if label not in self._makers:
            return None
        try:
            found = self._makers[label](key)
        except (ValueError, TypeError, ValidationError) as error:
            raise Unfit(f"{label} {key}"[:200]) from error
        if found:
            self._ids[label][tuple(key)] = found
            self._keys[label][found] = key
            self.made[label].append(found)
        return found

    def _read(self, label: str) -> None:
        if label in self._keys:
            return
        names = REFERENCES[label]
        rows = apps.get_model(label)._base_manager.values_list("pk", *names)
        told = [(pk, [_plain(part) for part in rest]) for pk, *rest in rows]
        pairs = [(pk, rest[0] if len(rest) == 1 else rest) for pk, rest in told]
        self._keys[label] = dict(pairs)
        self._ids[label] = {tuple(key) if isinstance(key, list) else key: pk for pk, key in pairs}


@dataclass(frozen=True)
class Told:
    """How one field travels."""

    name: str
    attname: str
    field: Any
    tell: Callable[[Any], Any]
    read: Callable[[Any], Any]
    #: The shared list it names, if it does.
    reference: str = ""


class Codec:
    """How the rows of one table are told and read."""

    def __init__(self, carried: Carried, names: Names) -> None:
        self.carried, self.names = carried, names

    @cached_property
    def fields(self) -> list[Told]:
        """Return the fields that travel."""
        return [
            self._told(f)
            for f in self.carried.model._meta.concrete_fields
            if not f.primary_key and f.name not in self.carried.withheld
        ]

    def _told(self, field: Any) -> Told:
        label = ""
        shown: Field[Any, Any] = field
        if isinstance(field, ForeignKey):
            label = field.related_model._meta.label
            shown = field.target_field
        label = label if label in REFERENCES else ""
        if label:
            return Told(field.name, field.attname, field, same, same, label)
        return Told(field.name, field.attname, field, *way_of(shown))

    @cached_property
    def _columns(self) -> list[str]:
        return [told.attname for told in self.fields]

    def after(self, last: UUID | None, most: int) -> list[Row]:
        """Return the next rows by id."""
        rows = self.carried.rows().order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        return list(self._rows(rows[:most]))

    def of(self, ids: Iterable[UUID]) -> dict[UUID, Row]:
        """Return the rows that stand here, by id."""
        rows = self.carried.rows().filter(pk__in=list(ids)).order_by()
        return {row.id: row for row in self._rows(rows)}

    def _rows(self, rows: Any) -> Iterator[Row]:
        if not self.carried.is_put:
            yield from self._told_rows(rows)
            return
        put = {pk: (kind, about) for pk, kind, about in rows.values_list("pk", *PUT)}
        keepers = keepers_of(put.values())
        for row in self._told_rows(rows):
            yield replace(row, custodian=keepers.get(put[row.id], row.custodian))

    def _told_rows(self, rows: Any) -> Iterator[Row]:
        for pk, custodian, *values in rows.values_list(
            "pk", self.carried.custodian_path, *self._columns
        ):
            text = canonical(self.body(values)).decode()
            yield Row(pk, custodian, text, sha256_of(text.encode()))

    def body(self, values: Iterable[Any]) -> Body:
        """Return the body of a row's values, in the order of the fields."""
        return {
            told.attname: self._tell(told, value)
            for told, value in zip(self.fields, values, strict=True)
        }

    def _tell(self, told: Told, value: Any) -> Any:
        if value is None:
            return None
        return self.names.key(told.reference, value) if told.reference else told.tell(value)

    def read(self, text: str) -> dict[str, Any]:
        """Return the values of a body, by column.

        Unfit where they are none of this table; Nameless where a shared list lacks an entry.
        """
        try:
            body = told_of(text.encode())
        except ValueError as error:
            raise Unfit(self.carried.label) from error
        known = {told.attname: told for told in self.fields}
        if not isinstance(body, dict) or not body.keys() <= known.keys():
            raise Unfit(f"{self.carried.label}: {sorted(set(body) - set(known))[:3]}")
        return {name: self._read(known[name], value) for name, value in body.items()}

    def _read(self, told: Told, value: Any) -> Any:
        if value is None:
            if not told.field.null:
                raise Unfit(f"{self.carried.label}.{told.name}")
            return None
        if told.reference:
            return self.names.id(told.reference, value)
        try:
            read = told.read(value)
            if not isinstance(told.field, ForeignKey):
                told.field.run_validators(read)
        except (
            ValueError, TypeError, AttributeError, InvalidOperation, binascii.Error, ValidationError
        ) as error:  # fmt: skip
            raise Unfit(f"{self.carried.label}.{told.name}") from error
        return read


class Codecs(dict[str, Codec]):
    """The codecs of one operation, which share what they read of the lists."""

    def __init__(self, makers: Makers | None = None) -> None:
        super().__init__()
        self.names = Names(makers or {})

    def __missing__(self, label: str) -> Codec:
        from khuyencong.exchange.carried import BY_LABEL

        codec = self[label] = Codec(BY_LABEL[label], self.names)
        return codec
