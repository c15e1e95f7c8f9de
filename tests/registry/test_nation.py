"""Duplicates in a synthetic nation: how many are proposed, and how much else is to be looked at.

At full size (`make soak`) 20,000 records with 500 planted twins.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    found_by,
    listed,
    with_twins,
)
from khuyencong.registry.queries.twins import all_twins
from tests.cast import Cast
from tests.conditions import SIZE
from tests.registry.nation import Nation, make_nation

RECORDS, TWINS = 10 * max(SIZE, 100), max(SIZE, 100) // 4


@pytest.fixture
def nation(cast: Cast) -> Nation:
    return make_nation(cast.department, RECORDS, TWINS)


def test_twins_are_proposed_and_little_else(nation: Nation) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = {(one, other) for one, other, _ in all_twins()}
    recall = len(found & nation.twins) / len(nation.twins)
    false = found - nation.twins
    for_nothing = len({record for pair in false for record in pair}) / nation.size
    print(f"\n{nation.size} records, {len(nation.twins)} twins: recall {recall:.3f},")
    print(f"{len(found)} pairs proposed, {len(false)} for nothing ({for_nothing:.2%} of records)")
    # 97 of a hundred; of the few twins of the reduced size, chance takes up to three.
    assert len(nation.twins - found) <= max(3, 0.03 * len(nation.twins))
    assert for_nothing <= 0.02
    assert len(asked) == 3


def test_the_same_seed_makes_the_same_nation(cast: Cast) -> None:
    def told() -> list[tuple]:
        make_nation(cast.department, 200, 5, seed=7)
        kept = Establishment.objects.order_by("id").values_list("name", "tax_code", "phone")
        rows = sorted(kept)
        Establishment.objects.all().delete()
        return rows

    assert told() == told()


def test_every_planted_record_is_found_by_its_own_name(cast: Cast, nation: Nation) -> None:
    visible = establishments_visible_to(cast.owner)
    some = Establishment.objects.order_by("id")[: 40 * 25 : 25]
    for one in some:
        assert one in found_by(visible, one.name), one.name


def test_a_search_costs_the_same_in_a_large_nation(cast: Cast, nation: Nation) -> None:
    visible = establishments_visible_to(cast.owner)
    for typed in ("go an", "cong ty", "0900000007"):
        with CaptureQueriesContext(connection) as asked:
            with_twins(listed(found_by(visible, typed))[:30])
        assert len(asked) <= 4
