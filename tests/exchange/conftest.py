"""A centre in the database of the run, a province in an SQLite database of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.exchange.machines import Machine, second_database, settle_in

Pair = tuple[Machine, Machine]


@pytest.fixture(scope="session")
def province_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Return the second database, made once."""
    with django_db_blocker.unblock():
        connection = second_database()
        yield connection
        connection.connection.close()


@pytest.fixture
def pair(db: None, province_database: Any, tmp_path: Path) -> Iterator[Pair]:
    """Return a centre and a province that know each other."""
    centre = Machine(connections["default"], tmp_path / "centre")
    province = Machine(province_database, tmp_path / "province")
    with province.undone():
        settle_in(centre, province)
        yield centre, province
