"""The places and the law, loaded once for all tests of this folder; the crew of a đề án's life."""

from collections.abc import Iterator
from typing import Any

import pytest

from khuyencong.applications.actions import load_papers
from khuyencong.projects.actions import load_norms
from tests.projects.crew import Crew, make_crew
from tests.reference import places_and_law


@pytest.fixture(scope="package", autouse=True)
def law_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Return how many rows the first load of the law wrote."""
    yield from places_and_law(django_db_blocker)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Let every test of this folder use the database."""


@pytest.fixture
def crew(db: None) -> Crew:
    """Return the crew, under the norms of the data files."""
    load_papers()
    load_norms()
    return make_crew()
