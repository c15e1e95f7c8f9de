"""A council with three entries: two reach the mark, one does not."""

import pytest

from tests.cast import Cast
from tests.competitions.council import Council, make_council, make_vote_law


@pytest.fixture
def council(cast: Cast) -> Council:
    """Return the council of a round whose points are locked, under the law of the vote."""
    make_vote_law()
    return make_council(cast)
