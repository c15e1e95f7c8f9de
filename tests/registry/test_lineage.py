"""What became of places, in both directions and over any two days."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.registry.models import Lineage, Place
from khuyencong.registry.queries import heirs, lineage_of, origins, provinces, units_over
from khuyencong.registry.states import Level
from tests.registry.conftest import AFTER, BEFORE

relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)


def keys(found) -> list[str]:
    return [heir.place.key for heir in found]


def test_one_step_each_way(place) -> None:
    lineage = lineage_of(place("bac-ninh-tu-2025"))
    assert [line.predecessor.key for line in lineage.predecessors] == [
        "bac-giang",
        "bac-ninh-den-2025",
    ]
    assert lineage.successors == []
    (line,) = lineage_of(place("bac-giang")).successors
    assert (line.successor.key, line.day, line.verified) == ("bac-ninh-tu-2025", AFTER, True)


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("bac-giang", BEFORE, ["bac-giang"]),
        ("bac-giang", AFTER, ["bac-ninh-tu-2025"]),
        ("ha-noi", AFTER, ["ha-noi"]),
        ("bac-ninh-tu-2025", AFTER, ["bac-ninh-tu-2025"]),
        ("da-nang-den-2025.huyen-hoang-sa", AFTER, ["da-nang-tu-2025.dac-khu-hoang-sa"]),
    ],
)
def test_who_holds_a_place_later(place, key: str, on: date, expected: list[str]) -> None:
    assert keys(heirs(place(key), on)) == expected


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("bac-ninh-tu-2025", BEFORE, ["bac-giang", "bac-ninh-den-2025"]),
        ("bac-ninh-tu-2025", AFTER, ["bac-ninh-tu-2025"]),
        ("ho-chi-minh-tu-2025", BEFORE, ["ba-ria-vung-tau", "binh-duong", "ho-chi-minh-den-2025"]),
        ("bac-giang", BEFORE, ["bac-giang"]),
    ],
)
def test_what_a_place_was_made_of(place, key: str, on: date, expected: list[str]) -> None:
    assert keys(origins(place(key), on)) == expected


def test_a_district_lives_on_in_the_communes_of_its_communes(place) -> None:
    found = heirs(place("bac-giang.huyen-luc-ngan"), AFTER)
    assert found
    assert {heir.place.level for heir in found} == {"commune"}
    assert all(heir.place.valid_until is None for heir in found)


def test_a_split_commune_yields_every_candidate_and_one_likeliest(place) -> None:
    split = Lineage.objects.filter(whole=False, is_default=True).select_related("predecessor")[0]
    found = heirs(split.predecessor, AFTER)
    assert len(found) > 1
    assert not any(heir.whole for heir in found)
    assert [heir.place.id for heir in found if heir.likeliest] == [split.successor_id]


@pytest.fixture(scope="module")
def became(reference_data: int, django_db_blocker) -> dict[str, str]:
    """Return what each of the 63 provinces became, by key."""
    with django_db_blocker.unblock():
        found = {place.key: heirs(place, AFTER) for place in provinces(BEFORE)}
    assert all(len(own) == 1 and own[0].whole for own in found.values())
    return {key: own[0].place.key for key, own in found.items()}


@relaxed
@given(st.lists(st.integers(0, 10**12), min_size=63, max_size=63))
def test_merging_keeps_every_count(became: dict[str, str], counts: list[int]) -> None:
    """What 63 provinces counted, 34 count: each number moves to exactly one heir."""
    moved: dict[str, int] = {}
    for heir, count in zip(became.values(), counts, strict=True):
        moved[heir] = moved.get(heir, 0) + count
    assert len(moved) == 34
    assert sum(moved.values()) == sum(counts)


def test_the_country_is_made_of_the_same_parts_both_ways() -> None:
    down = {p.key: {h.place.key for h in heirs(p, AFTER)} for p in provinces(BEFORE)}
    up = {p.key: {h.place.key for h in origins(p, BEFORE)} for p in provinces(AFTER)}
    assert {(old, new) for old, news in down.items() for new in news} == {
        (old, new) for new, olds in up.items() for old in olds
    }


@relaxed
@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_the_units_of_a_period_fill_every_day_of_it(first: date, second: date) -> None:
    start, until = min(first, second), max(first, second)
    if start == until:
        return
    place = Place.objects.get(key="phu-tho-tu-2025")
    units = units_over(place, start, until)
    for day in {start, BEFORE, AFTER, until.replace(day=1)}:
        if start <= day < until:
            living = [u.place.key for u in units if u.start <= day < u.until]
            assert len(living) == (3 if day < AFTER else 1)
    assert all(start <= unit.start < unit.until <= until for unit in units)


def test_a_period_across_the_reform_lists_each_unit_for_the_days_it_lived(place) -> None:
    units = units_over(place("bac-ninh-tu-2025"), date(2025, 1, 1), date(2026, 1, 1))
    assert [(u.place.key, u.start, u.until) for u in units] == [
        ("bac-giang", date(2025, 1, 1), AFTER),
        ("bac-ninh-den-2025", date(2025, 1, 1), AFTER),
        ("bac-ninh-tu-2025", AFTER, date(2026, 1, 1)),
    ]


def test_an_unchanged_province_is_one_unit_all_along(place) -> None:
    units = units_over(place("ha-noi"), date(2025, 1, 1), date(2026, 1, 1))
    assert [(u.place.key, u.start, u.until) for u in units] == [
        ("ha-noi", date(2025, 1, 1), date(2026, 1, 1))
    ]


def test_an_empty_period_has_no_units(place) -> None:
    with pytest.raises(ValueError, match="rỗng"):
        units_over(place("ha-noi"), AFTER, AFTER)


@pytest.mark.parametrize("key", ["hoa-binh", "bac-giang.huyen-luc-ngan", "thanh-hoa.huyen-nga-son"])
def test_following_heirs_asks_by_generation_not_by_place(place, key: str) -> None:
    start = place(key)
    with CaptureQueriesContext(connection) as asked:
        heirs(start, AFTER)
    assert len(asked) <= 6 if start.level == Level.DISTRICT else len(asked) <= 3
