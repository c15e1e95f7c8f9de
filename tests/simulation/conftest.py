"""The true country, once for a module, and gone after it."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the places of the reference data."""
    from tests.reference import load_places, remove_places

    with django_db_blocker.unblock():
        load_places()
    yield
    with django_db_blocker.unblock():
        remove_places()


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> None:
    """Open the database for tests that asked for the places."""
    if "reference" in request.fixturenames:
        request.getfixturevalue("db")
