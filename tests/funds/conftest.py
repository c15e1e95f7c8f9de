"""The money of the tests: who may do what, and a few amounts of nobody's."""

import pytest

from khuyencong.accounts.models import User
from tests.cast import Cast
from tests.factories import make_user
from tests.funds.purse import Purse


@pytest.fixture
def accountant(cast: Cast) -> User:
    """Return the accountant of the centre under the owner's department."""
    return make_user("CENTRE_ACCOUNTANT", cast.centre, username="accountant")


@pytest.fixture
def purse(cast: Cast, accountant: User) -> Purse:
    """Return the owner's department with 100 million of provincial money in 2026."""
    purse = Purse(cast.department.id, cast.owner, accountant, cast.head)
    purse.allot(100_000_000)
    return purse
