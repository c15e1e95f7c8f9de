"""A recognised vote stands in the report of its province, as the command line writes it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from khuyencong.core.clock import today
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import provinces
from khuyencong.registry.states import OrganisationKind
from khuyencong.report_file import Asked, report_file
from tests.cast import Cast
from tests.competitions.council import make_council, make_vote_law
from tests.factories import make_user
from tests.reference import load_places, remove_places


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The true country."""
    with django_db_blocker.unblock():
        load_places()
    yield
    with django_db_blocker.unblock():
        remove_places()


@pytest.mark.usefixtures("places")
def test_the_report_of_the_province_tells_of_the_vote(cast: Cast) -> None:
    # The country has one agency, and it came with the reference data.
    Organisation.objects.filter(id=cast.agency.id).update(kind=OrganisationKind.SERVICE)
    make_vote_law()
    province = provinces(today()).get(name="Bắc Ninh")
    body = Organisation.objects.get(kind=OrganisationKind.DEPARTMENT, place=province)
    people = {"owner": make_user("DEPT_OFFICER", body), "head": make_user("DEPT_HEAD", body)}
    council = make_council(replace(cast, department=body, **people), place=province)
    council.ready()
    council.close()
    council.recognise()
    told = json.loads(report_file(Asked("Bắc Ninh", "2026"), "json"))
    found = {}
    for one in told["figures"]:
        found.setdefault(one["measure"], one["value"])
    wanted = {
        "voting.rounds": 1,
        "products.recognised": 2,
        "voting.establishments": 2,
        "voting.turns": 3,
    }
    assert {name: found.get(name) for name in wanted} == wanted
