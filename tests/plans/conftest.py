"""The people of a plan, in every test of the room."""

import pytest

from tests.cast import Cast
from tests.plans.made import Crew, make_crew


@pytest.fixture
def crew(cast: Cast) -> Crew:
    """Return who drafts, puts in order, submits and approves."""
    return make_crew(cast)
