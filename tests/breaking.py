"""How a database says which constraint was broken."""

from django.db import models


def names_constraint(message: str, row: models.Model, name: str) -> bool:
    """SQLite names the constraint of a check, and the columns of a unique index."""
    if name in message:
        return True
    unique = [c for c in row._meta.constraints if c.name == name and hasattr(c, "fields")]
    columns = [row._meta.get_field(field).column for c in unique for field in c.fields]
    return bool(columns) and all(column in message for column in columns)
