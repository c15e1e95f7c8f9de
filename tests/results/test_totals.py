"""What was done is asked of a body or a territory, for some days, as it was known on a day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khuyencong.registry.actions.establishments import merge
from khuyencong.registry.models import Organisation
from khuyencong.results.actions import record_past_results
from khuyencong.results.queries import Counted, counted, covered, results_of, rows_behind, total
from khuyencong.results.queries.totals import both_bounds
from khuyencong.results.rules import ResultTold
from khuyencong.values.vocabulary import Activity
from tests.cast import Cast
from tests.factories import make_establishment
from tests.results.world import AT, END, MERGER, START, World, course, of_kind

A1 = "a1"
SPAN = (date(2016, 1, 1), date(2021, 1, 1))


def enter(cast: Cast, *said: ResultTold, owner: Organisation | None = None) -> None:
    body = owner or cast.department
    by = {cast.agency: cast.agency_officer, cast.other_department: cast.stranger}
    record_past_results(by=by.get(body, cast.owner), custodian=body, owner=body, told=said, at=AT)


def test_by_measure_content_and_source(cast: Cast, world: World) -> None:
    place = world.communes[A1]
    enter(cast, course(place), course(place, source="national"), course(place))
    assert counted(cast.department, *SPAN) == {
        ("training.classes", "training", "provincial"): Counted(2, 2),
        ("training.workers", "training", "provincial"): Counted(60, 2),
        ("training.classes", "training", "national"): Counted(1, 1),
        ("training.workers", "training", "national"): Counted(30, 1),
    }
    assert total(cast.department, *SPAN, "training.workers") == Counted(90, 3)
    assert total(cast.department, *SPAN, "training.workers", source="national").value == 30
    assert total(cast.department, *SPAN, "fairs.count") == Counted()
    with pytest.raises(ValueError, match="one of"):
        counted(cast.department, *SPAN, by=("what",))


def test_a_result_counts_on_its_last_day(cast: Cast, world: World) -> None:
    place = world.communes[A1]
    long = course(place, done_from=date(2016, 1, 1), done_until=date(2021, 1, 1))
    enter(cast, long, course(place, date(2018, 12, 31)))
    years = {
        year: total(cast.department, *year_of(year), "training.workers") for year in (2018, 2020)
    }
    assert years == {2018: Counted(30, 1), 2020: Counted(30, 1, spanning=1)}
    assert total(cast.department, *SPAN, "training.workers") == Counted(60, 2)
    by_year = counted(cast.department, *SPAN, by=("year",))
    assert by_year["training.workers", 2020].value == by_year["training.workers", 2018].value == 30
    behind = rows_behind(cast.department, *SPAN, "training.workers", year=2020)
    assert [row.done_from for row in behind] == [date(2016, 1, 1)]
    with pytest.raises(ValueError, match="rỗng"):
        results_of(cast.department, date(2020, 1, 1), date(2020, 1, 1))


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)


def test_a_body_has_its_own_and_not_what_others_did_on_its_soil(cast: Cast, world: World) -> None:
    place = world.communes[A1]
    enter(cast, course(place))
    enter(cast, course(place), owner=cast.other_department)
    assert total(cast.department, *SPAN, "training.workers").value == 30
    assert total(world.old["a"], *SPAN, "training.workers").value == 60


def test_numbers_of_old_papers_say_how_exact_they_are(cast: Cast, world: World) -> None:
    place = world.communes[A1]
    fair: dict[str, Any] = {"establishment_turns": 350, "quantity": 9}
    above = of_kind("fair", place, fair, bound="gt", bounded="establishment_turns")
    enter(cast, above, of_kind("fair", place, {"quantity": 1, "establishment_turns": 5}))
    assert total(cast.department, *SPAN, "fairs.turns") == Counted(355, 2, "gt")
    assert total(cast.department, *SPAN, "fairs.count") == Counted(10, 2)
    assert both_bounds("gt", "") == both_bounds("", "gt") == both_bounds("gt", "gt") == "gt"
    assert both_bounds("gt", "lt") == both_bounds("about", "gt") == "about"


def test_an_establishment_by_name_is_counted_once_and_typed_numbers_are_added(
    cast: Cast, world: World
) -> None:
    place = world.communes[A1]
    firms = [make_establishment(cast.owner, cast.department) for _ in range(3)]
    named = [
        of_kind("machinery", place, {}, establishments={firms[0]: 1, firms[1]: 1}),
        of_kind("machinery", place, {}, establishments={firms[1]: 1, firms[2]: 1}),
    ]
    enter(cast, *named, of_kind("machinery", place, {"establishments": 10}))
    found = total(cast.department, *SPAN, "machinery.establishments")
    assert found == Counted(13, 3)
    merge(by=cast.owner, kept=firms[0], merged=firms[2], reason="một cơ sở", at=AT)
    assert total(cast.department, *SPAN, "machinery.establishments").value == 12
    assert len(rows_behind(cast.department, *SPAN, "machinery.establishments")) == 3


def test_distinct_establishments_and_their_turns_are_two(cast: Cast, world: World) -> None:
    firm = make_establishment(cast.owner, cast.department)
    fairs = of_kind("fair", world.communes[A1], {"quantity": 1}, establishments={firm: 3})
    enter(cast, fairs, fairs)
    assert total(cast.department, *SPAN, "fairs.establishments").value == 1
    assert total(cast.department, *SPAN, "fairs.turns").value == 6


def test_a_variant_and_a_content_decide_which_measures_count(cast: Cast, world: World) -> None:
    place = world.communes[A1]
    votings = [
        of_kind("voting", place, {"products": n}, variant=level)
        for n, level in ((28, "province"), (5, "region"), (4, "nation"))
    ]
    clean = {"quantity": 4, "persons": 161}
    enter(
        cast,
        *votings,
        of_kind("management_class", place, clean, content="cleaner_production"),
        of_kind("cluster", place, {"quantity": 2}, variant="plan"),
        of_kind("cluster", place, {"quantity": 4}, variant="survey"),
    )
    found = counted(cast.department, *SPAN, by=("variant",))
    assert found["products.recognised", "region"].value == 5
    assert total(cast.department, *SPAN, "products.recognised").value == 37
    assert total(cast.department, *SPAN, "cleaner.trainees").value == 161
    assert total(cast.department, *SPAN, "management.trainees").value == 0
    assert total(cast.department, *SPAN, "clusters.planned").value == 2
    assert total(cast.department, *SPAN, "clusters.count").value == 6
    assert len(rows_behind(cast.department, *SPAN, "clusters.planned")) == 1


def test_a_content_is_covered_by_one_activity_with_or_without_money(
    cast: Cast, world: World
) -> None:
    place = world.communes[A1]
    enter(
        cast,
        course(place),
        of_kind("delegation", place, {"quantity": 1}, source=""),
        of_kind("leaflet", place, {"copies": 5}, content="cleaner_production"),
        of_kind("beyond", place, {}, content="", variant="unsaid"),
    )
    assert covered(cast.department, *SPAN) == (
        Activity.TRAINING,
        Activity.INFORMATION,
        Activity.INTERNATIONAL_COOPERATION,
    )


def test_a_unit_of_today_has_what_went_into_it_whole(cast: Cast, world: World) -> None:
    communes = world.communes
    enter(cast, *(course(communes[name]) for name in ("a1", "a2", "b1", "c1")))
    enter(cast, course(world.old["a"]), course(communes["m2"], MERGER))
    workers = {
        name: total(place, START, END, "training.workers").records
        for name, place in {**world.old, **world.new, **communes}.items()
    }
    assert (workers["a"], workers["b"], workers["c"], workers["m"]) == (3, 1, 1, 5)
    assert (workers["m1"], workers["m2"], workers["m3"], workers["c2"]) == (2, 1, 0, 1)


def test_the_questions_do_not_grow_with_the_records(
    cast: Cast, world: World, django_assert_num_queries: Any
) -> None:
    place = world.communes[A1]
    enter(cast, course(place))
    with django_assert_num_queries(2):
        counted(cast.department, *SPAN)
    enter(cast, *(course(place, date(2018, 1, 1 + n)) for n in range(20)))
    with django_assert_num_queries(2):
        assert len(counted(cast.department, *SPAN)) == 2


def test_the_same_told_of_two_is_two(cast: Cast, world: World) -> None:
    said = course(world.communes[A1])
    enter(cast, said, replace(said))
    assert total(cast.department, *SPAN, "training.classes").value == 2
