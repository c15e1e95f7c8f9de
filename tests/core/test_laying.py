"""Tables laid at once are those that the steps of the past make one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as BySteps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from khuyencong.backups.catalogue import catalogue, differences
from khuyencong.core.laying import lay_tables
from tests.exchange.machines import standing_in

pytestmark = pytest.mark.slow


@pytest.fixture
def two(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Any]]:
    """Return connections to two empty databases of the kind of the run."""
    with django_db_blocker.unblock(), empty("mot", tmp_path) as one, empty("hai", tmp_path) as two:
        yield [one, two]


@contextmanager
def empty(name: str, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """Open an empty database that is gone afterwards."""
    run = connections["default"]
    own = {**run.settings_dict, "ATOMIC_REQUESTS": False}
    if run.vendor == "sqlite":
        own["NAME"] = str(folder / f"{name}.sqlite3")
    else:
        own["NAME"] = f"{run.settings_dict['NAME']}_{name}"
        with run.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{own["NAME"]}"')
    connection = load_backend(own["ENGINE"]).DatabaseWrapper(own, "default")
    try:
        yield connection
    finally:
        connection.close()
        if run.vendor != "sqlite":
            with run.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{own["NAME"]}"')


def test_both_ways_make_the_same_database(two: list[Any]) -> None:
    made = []
    for connection, command in zip(two, ("migrate", BySteps()), strict=True):
        with standing_in(connection):
            call_command(command, verbosity=0)
            steps = set(MigrationRecorder(connection).applied_migrations())
            made.append((catalogue(), steps))
            # Nothing is left to do.
            call_command("migrate", check_unapplied=True, verbosity=0)
    (at_once, noted), (by_steps, taken) = made
    assert len(at_once) > 700
    assert differences(at_once, by_steps) == []
    assert noted == taken


def test_a_database_with_a_table_is_left_as_it_is(two: list[Any]) -> None:
    with two[0].cursor() as cursor:
        cursor.execute("CREATE TABLE của_ai_đó (một integer)")
    assert not lay_tables(two[0])
    assert two[0].introspection.table_names() == ["của_ai_đó"]


def test_what_stops_half_way_leaves_nothing(two: list[Any], monkeypatch: Any) -> None:
    def stop(self: Any, app: str, name: str) -> None:
        raise RuntimeError

    with standing_in(two[0]):
        with monkeypatch.context() as patched, pytest.raises(RuntimeError):
            patched.setattr(MigrationRecorder, "record_applied", stop)
            lay_tables(two[0])
        assert two[0].introspection.table_names() == []
        assert lay_tables(two[0])
