"""`khuyencong bench` writes the table its contract describes."""

from typing import Any

import pytest
from django.test import Client

from khuyencong.bench.measure import line, once_seconds
from tests.factories import make_commune

KEYS = {"what", "size", "of", "ours_s", "floor", "floor_s", "ratio", "growth"}


def test_a_line_compares_with_its_floor_and_with_a_tenth() -> None:
    one = line(
        "đếm",
        10_000,
        "số",
        lambda: sum(range(20_000)),
        floor="đếm ít hơn",
        bare=lambda: sum(range(10_000)),
        tenth=lambda: sum(range(2_000)),
    )
    assert one.as_json().keys() == KEYS
    assert one.floor_s and one.ratio == one.ours_s / one.floor_s
    assert one.growth and one.growth > 0


def test_a_line_without_a_floor_has_no_ratio() -> None:
    one = line("đếm", 1, "lần", lambda: None)
    assert one.as_json()["ratio"] is None
    assert one.as_json()["growth"] is None


def test_what_takes_long_is_run_once() -> None:
    runs = []
    once_seconds(lambda: runs.append(1), enough=0)
    assert len(runs) == 1
    once_seconds(lambda: runs.append(1))
    assert len(runs) == 3


@pytest.mark.django_db
def test_the_bare_page_of_places_asks_for_what_the_api_answers(
    client: Client, settings: Any
) -> None:
    for _ in range(3):
        make_commune()
    told = client.get("/api/v1/places/?limit=2").json()["items"]
    settings.ROOT_URLCONF = "khuyencong.web.api.floor"
    bare = client.get("/api/v1/places/?limit=2").json()["items"]
    assert [one["id"] for one in bare] == [one["id"] for one in told]
    assert len(bare) == 2
