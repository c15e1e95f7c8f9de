"""How a table that leaves the house is declared, and what a declaration may not say.

A field names the fields of our own tables that it is made of. One that stands among the personal
fields (`accounts.personal_data`) cannot be declared: a bundle of such a table is not made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from khuyencong.accounts.personal_data import PERSONAL
from khuyencong.opendata.states import Kind, Openness

_PERSONAL = frozenset(one.field for one in PERSONAL)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column: its English name and Vietnamese label, what it holds, what it is made of.

    `typed`: people typed the words, so that numbers and addresses of persons are looked for in them
    before they leave. `refers`: the table and field whose keys it holds.
    """

    name: str
    label: str
    kind: Kind
    sources: tuple[str, ...]
    meaning: str = ""
    unit: str = ""
    openness: Openness = Openness.REGISTER
    required: bool = False
    typed: bool = False
    refers: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: what a row is, its fields, by which of them a row is known."""

    name: str
    label: str
    meaning: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    #: Whether rows are told as of the moment of the bundle; else as they stand when it is made.
    as_of: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns in their order."""
        return tuple(one.name for one in self.fields)


class NotOpen(Exception):
    """A table may not leave the house as it is declared; the message says why."""


def require_open(tables: Iterable[Table]) -> None:
    """Raise NotOpen for the first declaration that may not leave the house."""
    for fault in faults(tables):
        raise NotOpen(fault)


def faults(tables: Iterable[Table]) -> Iterator[str]:
    """Yield what is wrong with declarations: unknown or personal sources, keys that are none."""
    for table in tables:
        if len(set(table.names)) != len(table.names):
            yield f"{table.name}: a name stands twice"
        for name in table.key:
            if not any(one.name == name and one.required for one in table.fields):
                yield f"{table.name}.{name}: a key must be a field that is always there"
        for one in table.fields:
            yield from (f"{table.name}.{one.name}: {fault}" for fault in _faults(one))


def _faults(one: Field) -> Iterator[str]:
    if not one.sources:
        yield "tells no source"
    if one.kind is Kind.CODE and not one.codes:
        yield "tells no codes"
    for source in one.sources:
        if source in _PERSONAL:
            yield f"{source} is personal"
        elif not _is_field(source):
            yield f"{source} is no field"


def _is_field(source: str) -> bool:
    room, model, name = source.split(".")
    try:
        apps.get_model(room, model)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return False
    return True
