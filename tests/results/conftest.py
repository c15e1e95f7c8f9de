"""The small world of these tests."""

import pytest

from tests.results.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Return the places before and after a merger."""
    return make_world()
