"""A department, its centre, an establishment with a need, and a law with one ceiling."""

import pytest

from khuyencong.accounts.models import User
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import make_establishment, make_law, make_user


@pytest.fixture
def officer(cast: Cast) -> User:
    """Return an officer of the centre under the owner's department."""
    return make_user("CENTRE_OFFICER", cast.centre)


@pytest.fixture
def establishment(cast: Cast) -> Establishment:
    """Return an establishment of the department, under a law that knows machines alone."""
    make_law(cast.agency_officer)
    return make_establishment(cast.owner, cast.department)
