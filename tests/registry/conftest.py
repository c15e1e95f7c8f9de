"""The reference data, loaded once for all tests of this folder and gone after the last."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.reference import load_places, remove_places

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="package", autouse=True)
def reference_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Return how many rows the first load wrote."""
    with django_db_blocker.unblock():
        written = load_places()
    yield written
    with django_db_blocker.unblock():
        remove_places()


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Let every test of this folder use the database."""


@pytest.fixture
def place() -> Any:
    """Return the function that fetches a place by its key."""
    from khuyencong.registry.models import Place

    return lambda key: Place.objects.get(key=key)
