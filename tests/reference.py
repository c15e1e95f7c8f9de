"""The places and the law in the database of the tests: loaded once for a folder, then gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.test import TestCase

#: When the law was entered.
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """The rows of a table as the database keeps them."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def load_places() -> None:
    """Let the database have what `load_reference_data` writes: its rows are made once a process."""
    from khuyencong.registry.actions import load_reference_data

    if any(model._default_manager.exists() for model in tables()):
        load_reference_data()
        return
    with transaction.atomic():
        if _loaded.cache_info().currsize:
            _put(_loaded())
        else:
            _loaded()


@cache
def _loaded() -> tuple[Table, ...]:
    """Load the reference data as the house does; return what it wrote."""
    from khuyencong.registry.actions import load_reference_data

    load_reference_data()
    return tuple(map(_kept, tables()))


def _kept(model: Any) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        columns = tuple(column[0] for column in cursor.description)
        return Table(model._meta.db_table, columns, cursor.fetchall())


def _put(tables: tuple[Table, ...]) -> None:
    with connection.cursor() as cursor:
        for one in tables:
            marks = ", ".join(["%s"] * len(one.columns))
            names = ", ".join(one.columns)
            cursor.executemany(f"INSERT INTO {one.name} ({names}) VALUES ({marks})", one.rows)


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
    for model in kept:
        model._default_manager.all()._raw_delete("default")
