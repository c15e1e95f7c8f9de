import pytest

from tests.cast import Cast
from tests.office.desk import Office, make_office


@pytest.fixture
def office(cast: Cast) -> Office:
    """Return the office of the cast's department."""
    return make_office(cast)
