"""The places and the law, loaded once for all tests of this folder and gone after the last."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.reference import AT, places_and_law

__all__ = ["AT"]


@pytest.fixture(scope="package", autouse=True)
def law_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Return how many rows the first load of the law wrote."""
    yield from places_and_law(django_db_blocker)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Let every test of this folder use the database."""
