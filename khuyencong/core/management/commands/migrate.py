"""`migrate` as Django has it, but an empty database gets its tables at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from khuyencong.core.laying import lay_tables

#: Whoever asks for a part of the way, or only to be told of it, goes step by step.
BY_STEPS = (
    "app_label",
    "migration_name",
    "fake",
    "fake_initial",
    "plan",
    "check_unapplied",
    "prune",
)


class Command(Migrate):
    """Bring the tables of a database to today."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the tables where there are none, then take whatever steps are left."""
        if not any(options[name] for name in BY_STEPS):
            lay_tables(connections[options["database"]])
        super().handle(*args, **options)
