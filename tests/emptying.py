"""After a test with transactions of its own PostgreSQL is emptied row by row: 0.04 s, not 3."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations


def empty_by_deleting() -> None:
    """Let the tests' database be emptied without new files for a hundred small tables."""
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]


def _sql_flush(
    self: DatabaseOperations, style: Any, tables: Iterable[str], **how: object
) -> list[str]:
    deleted = [f"DELETE FROM {self.quote_name(table)}" for table in tables]
    # In this role no foreign key is asked, so the order of the tables does not matter.
    before, after = (
        "SET session_replication_role = replica",
        "SET session_replication_role = origin",
    )
    return [before, *deleted, after] if deleted else []
