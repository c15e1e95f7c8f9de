import pytest

from tests.cast import Cast
from tests.reports.owed import Desk, make_desk


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Return who makes the reports of the cast's department."""
    return make_desk(cast)
