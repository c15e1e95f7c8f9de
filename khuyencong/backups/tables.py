"""Every table of the house as lines of plain values, and their mark."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.models import ForeignKey, Model

from khuyencong.core.blobs import BlobHash
from khuyencong.core.plain import way_of
from khuyencong.values.canonical import canonical, told_of

#: What is no record of the house, with the reason.
LEFT_OUT = {
    "sessions.Session": "who is signed in: everybody signs in again",
    "core.CacheRow": "copies of what stands elsewhere",
}
#: So many rows are in memory at once.
ROWS = 1_000


class Unfit(Exception):
    """A line that is no row of its table."""


@dataclass(frozen=True)
class Column:
    """How one column is told and read."""

    name: str
    tell: Callable[[Any], Any]
    read: Callable[[Any], Any]
    names_a_file: bool


@dataclass(frozen=True)
class Table:
    """A table and its columns, in the order of the model."""

    label: str
    model: type[Model]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Return the names of the columns, as the lines follow them."""
        return [column.name for column in self.columns]

    def following(self, names: list[str]) -> "Table":
        """Return the table with its columns in this order; Unfit where they are others."""
        by_name = {column.name: column for column in self.columns}
        if sorted(by_name) != sorted(names):
            raise Unfit(self.label)
        return Table(self.label, self.model, tuple(by_name[name] for name in names))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the values of every row, by its key."""
        rows = self.model._base_manager.order_by("pk").values_list(*self.names)
        yield from rows.iterator(chunk_size=ROWS)

    def line(self, values: tuple[Any, ...]) -> bytes:
        """Return a row as one line."""
        return canonical(
            [
                None if value is None else column.tell(value)
                for column, value in zip(self.columns, values, strict=True)
            ]
        )

    def files(self, values: tuple[Any, ...]) -> list[str]:
        """Return the files that a row names."""
        pairs = zip(self.columns, values, strict=True)
        return [value for column, value in pairs if column.names_a_file and value]

    def row(self, line: bytes) -> Model:
        """Return the row that a line tells, not yet saved; Unfit where it is none."""
        try:
            told = told_of(line)
            pairs = zip(self.columns, told, strict=True)
            return self.model(
                **{c.name: None if value is None else c.read(value) for c, value in pairs}
            )
        except (ValueError, TypeError, ArithmeticError) as error:
            raise Unfit(self.label) from error

    def mark(self) -> "Mark":
        """Return the mark of all rows that stand here now."""
        mark = Mark()
        for values in self.rows():
            mark.add(self.line(values))
        return mark


class Mark:
    """The mark of a table: how many rows, and the sum of their hashes, whatever their order.

    Databases sort texts each in their own way; a sum asks nothing of the order.
    """

    def __init__(self) -> None:
        self.count = self._sum = 0

    def add(self, line: bytes) -> None:
        """Count one more row."""
        self.count += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)

    @property
    def digest(self) -> str:
        """Return the sum in hexadecimal."""
        return f"{self._sum:064x}"


def tables_of(apps: Apps) -> list[Table]:
    """Return every table that is kept, by its label; TypeError for a column no way is known for."""
    models = apps.get_models(include_auto_created=True)
    kept = [m for m in models if m._meta.managed and not m._meta.proxy]
    return sorted(
        (_table(model) for model in kept if model._meta.label not in LEFT_OUT),
        key=lambda table: table.label,
    )


def _table(model: type[Model]) -> Table:
    columns = tuple(_column(field) for field in model._meta.concrete_fields)
    return Table(model._meta.label, model, columns)


def _column(field: Any) -> Column:
    shown = field
    while isinstance(shown, ForeignKey):
        shown = shown.target_field
    return Column(field.attname, *way_of(shown), names_a_file=isinstance(field, BlobHash))
