"""Vietnamese order in the database: an ICU collation on PostgreSQL, our own key on SQLite."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.functions import Collate

from khuyencong.values.text import compare

NAME = "vi-x-icu"  # PostgreSQL built with ICU knows it by this name


def register_collation(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Teach a new SQLite connection the collation that PostgreSQL already knows."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, compare)


def vietnamese(field: str) -> Func:
    """Return an `order_by` expression for `field` in Vietnamese alphabetical order."""
    return Collate(field, NAME)
