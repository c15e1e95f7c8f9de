"""Vietnamese order in the database: an ICU collation on PostgreSQL, our own key on SQLite."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.functions import Collate

from khuyencong.values.text import sort_key


def register_collation(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Teach a new SQLite connection the collation `vi-x-icu` that PostgreSQL already knows."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("vi-x-icu", _compare)


def _compare(left: str, right: str) -> int:
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def vietnamese(field: str) -> Func:
    """Return an `order_by` expression for `field` in Vietnamese alphabetical order."""
    return Collate(field, "vi-x-icu")
