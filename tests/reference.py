"""The places and the law in the database of the tests: loaded once for a folder, then gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.test import TestCase

#: When the law was entered.
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """The rows of a table as the database keeps them; on PostgreSQL as it copies them out."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] | bytes


@dataclass(frozen=True)
class Written:
    """What a first load wrote: how many rows it says, and the tables."""

    count: int
    tables: tuple[Table, ...]


#: What the load wrote, by the kind of database.
_WRITTEN: dict[str, Written] = {}


def load_places() -> int:
    """Let the database have what `load_reference_data` writes: its rows are made once a process.

    Returns how many rows it wrote.
    """
    from khuyencong.registry.actions import load_reference_data

    if any(model._default_manager.exists() for model in tables()):
        return load_reference_data()
    with transaction.atomic():
        known = _WRITTEN.get(connection.vendor)
        if known:
            _put(known.tables)
        else:
            count = load_reference_data()
            known = _WRITTEN[connection.vendor] = Written(count, tuple(map(_kept, tables())))
    return known.count


def _kept(model: Any) -> Table:
    name = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} TO STDOUT") as out:
                return Table(name, (), b"".join(map(bytes, out)))
        cursor.execute(f"SELECT * FROM {name}")
        columns = tuple(column[0] for column in cursor.description)
        return Table(name, columns, cursor.fetchall())


def _put(tables: tuple[Table, ...]) -> None:
    with _unasked(), connection.cursor() as cursor:
        for one in tables:
            if isinstance(one.rows, bytes):
                with cursor.copy(f"COPY {one.name} FROM STDIN") as copy:
                    copy.write(one.rows)
                continue
            marks = ", ".join(["%s"] * len(one.columns))
            names = ", ".join(one.columns)
            cursor.executemany(f"INSERT INTO {one.name} ({names}) VALUES ({marks})", one.rows)


@contextmanager
def _unasked() -> Iterator[None]:
    """Let PostgreSQL follow no foreign key meanwhile: 0.4 s for the country, not 5."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


#: Four tables of ten thousand rows each that point to places.
OF_PLACES = (
    "registry_placename",
    "registry_placecode",
    "registry_placeparent",
    "registry_lineage",
)
#: A row for each that points nowhere, but those of the tables named.
POINTS_NOWHERE = """SELECT one.name FROM sqlite_master AS one
    JOIN pragma_foreign_key_check(one.name) WHERE one.type = 'table' AND one.name NOT IN (%s)"""


def leave_places_unchecked() -> None:
    """Let SQLite not follow every row of the reference data after each test: 3 ms, not 40.

    Rows that a test itself adds to these tables are followed where the country is not there, and
    in all tests on PostgreSQL.
    """
    asked = TestCase._should_check_constraints  # type: ignore[attr-defined]

    def where_something_is_wrong(self: TestCase, connection: Any) -> bool:
        if not asked(self, connection):
            return False
        return connection.vendor != "sqlite" or _points_nowhere(connection)

    TestCase._should_check_constraints = where_something_is_wrong  # type: ignore[attr-defined]


def _points_nowhere(connection: Any) -> bool:
    """Return whether a row points nowhere, as far as it is followed, or all are to be followed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(rowid) > 10000 FROM registry_lineage")
        if not cursor.fetchone()[0]:
            return True
        cursor.execute(POINTS_NOWHERE % ", ".join(f"'{name}'" for name in OF_PLACES))
        return cursor.fetchone() is not None


def places_and_law(blocker: Any) -> Iterator[int]:
    """Yield how many rows the first load of the law wrote; a package fixture hands it on."""
    from khuyencong.law.actions import load_law

    with blocker.unblock():
        load_places()
        written = load_law(at=AT)
    yield written
    with blocker.unblock():
        _remove_law()
        remove_places()


def _remove_law() -> None:
    from khuyencong.law import models

    _empty(
        models.ProvincialInstrument,
        models.Parameter,
        models.Article,
        models.Coverage,
        models.DocumentLink,
        models.LegalDocument,
    )


def remove_places() -> None:
    """Take out all that `load_reference_data` wrote."""
    _empty(*reversed(tables()))


def tables() -> list[Any]:
    """Return the tables of the reference data, those first to which others point."""
    from khuyencong.registry import models
    from khuyencong.registry.actions.reference import REPLACED

    first = [models.ReferenceEdition, models.Place, models.RegionScheme, models.Region]
    return [*first, models.Organisation, models.Succession, models.Trade, *REPLACED]


def _empty(*kept: Any) -> None:
    """Take out every row; SQLite tells where another still points to one."""
    with _unasked():
        for model in kept:
            model._default_manager.all()._raw_delete("default")
