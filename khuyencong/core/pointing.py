"""Which tables point to one: asked before a record is taken out."""

from functools import cache
from typing import Any

from django.db.models import ForeignKey, ManyToOneRel, Model


@cache
def pointing_to(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Return the foreign keys of all tables to one, those too that it has no name for ("+")."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
    ]
