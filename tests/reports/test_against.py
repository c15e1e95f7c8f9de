"""What a report states beside what the records have: agreed, finer, explained, or different."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.check_file import read_and_check
from khuyencong.core.identity import new_id
from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.states import Review, Stage
from khuyencong.projects.actions import PastLine, record_past_many
from khuyencong.projects.models import Project
from khuyencong.projects.states import ProjectState
from khuyencong.registry.models import Organisation, Place, PlaceName
from khuyencong.registry.states import Level
from khuyencong.reports.figures import read_asked
from khuyencong.reports.narratives import FORMS
from khuyencong.reports.preparing import Order, asking_of
from khuyencong.reports.queries.against import (
    LOCAL,
    NAMED,
    WITH_OTHERS,
    Compared,
    against_records,
    against_rows,
)
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import year
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource
from tests.cast import Cast
from tests.factories import make_project, make_result
from tests.projects.test_past import days, past

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
ON = date(2026, 11, 20)
YEAR = (date(2018, 1, 1), date(2019, 1, 1))
PROJECTS, MONEY = "projects.count", "money.state"
pytestmark = pytest.mark.django_db


@pytest.fixture
def province(cast: Cast) -> Place:
    """Return the province of the owner's department."""
    place = Place.objects.create(key="mau", level=Level.PROVINCE, kind="tỉnh", name="Mẫu")
    PlaceName.objects.create(place=place, kind="tỉnh", name="Mẫu", folded="mau")
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    return place


def row(place: Place | None, value: int, measure: str = PROJECTS, **more: Any) -> Observation:
    """Return what a report states, kept nowhere."""
    told: dict[str, Any] = {
        "measure": measure,
        "digits": value,
        "number": str(value),
        "sentence": f"Có {value}.",
        "unit": MEASURES[measure].unit,
        "kind": FigureKind.RESULT,
        "activity": Activity.TOTAL,
        "stage": Stage.ACCEPTED,
        "place": place,
        "period_start": YEAR[0],
        "period_end": YEAR[1],
    }
    return Observation(**(told | more))


def one(observed: Observation) -> Compared:
    [found] = against_rows([observed], on=ON).compared
    return found


def many(cast: Cast, states: dict[str, int]) -> list[Project]:
    """Keep so many đề án of 2018 in each state; they carry no money."""
    pattern = make_project(cast.centre_officer, cast.department, first_year=2018, last_year=2018)
    kept = {f.attname: getattr(pattern, f.attname) for f in Project._meta.concrete_fields}
    rows = [
        Project(**kept | {"id": new_id(), "code": f"{state}-{n:03d}", "state": state})
        for state, how_many in states.items()
        for n in range(how_many)
    ]
    return Project.objects.bulk_create(rows)


def enter(cast: Cast, **more: Any) -> None:
    """Enter a đề án of 2018 as its papers tell it, of 20.000.000 đồng, accepted unless told."""
    told = past(**{"stage": "accepted"} | more)
    told = replace(told, told=replace(told.told, content=more.get("content", told.told.content)))
    owner = {"by": cast.owner, "custodian": cast.department, "owner": cast.department}
    record_past_many(told=[told], at=AT, **owner)


# --- 297 and 295 ----------------------------------------------------------------------------------


def test_two_that_were_only_approved_are_named_and_why(cast: Cast, province: Place) -> None:
    rows = many(cast, {ProjectState.SETTLED: 295, ProjectState.APPROVED: 2})
    found = one(row(province, 297))
    assert (found.agrees, found.difference, found.ours.value) == (False, 2, 295)
    assert found.meaning == "đã phê duyệt"
    assert found.how_many == 2
    approved = [f"{p.code} · {p.name}" for p in rows if p.state == ProjectState.APPROVED]
    assert list(found.between) == approved


def test_it_is_read_from_the_words_of_a_report(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 5, ProjectState.APPROVED: 2})
    about = Confirmation(place=province, period_start=YEAR[0], period_end=YEAR[1])
    words = "Năm 2018, toàn tỉnh đã thực hiện 07 đề án khuyến công."
    told = against_records(read_and_check(words), about, now=AT, on=ON)
    assert [(x.stated.number, x.ours.value, x.how_many) for x in told.differing] == [("07", 5, 2)]
    told = against_records(read_and_check(words.replace("07", "05")), about, now=AT, on=ON)
    assert (len(told.compared), told.differing) == (1, ())


def test_what_agrees_says_nothing_more(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 3, ProjectState.APPROVED: 2})
    found = one(row(province, 3))
    assert (found.agrees, found.meaning, found.between) == (True, "", ())
    assert one(row(province, 5, stage=Stage.APPROVED)).agrees


def test_so_many_are_named_and_the_rest_counted(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 1, ProjectState.APPROVED: NAMED + 3})
    found = one(row(province, NAMED + 4))
    assert (len(found.between), found.how_many) == (NAMED, NAMED + 3)


def test_what_nothing_explains_is_just_different(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 3})
    found = one(row(province, 99))
    assert (found.agrees, found.meaning, found.between, found.difference) == (False, "", (), 96)


# --- the province's own money, sources, items, variants -------------------------------------------


def test_local_is_of_province_district_and_commune(cast: Cast, province: Place) -> None:
    sources = [FundingSource(s) for s in LOCAL]
    assert sources == [FundingSource.PROVINCIAL, FundingSource.DISTRICT, FundingSource.COMMUNE]
    for number, source in enumerate([*sources, FundingSource.PROVINCIAL], 1):
        enter(cast, code=f"2018-{number:04d}", source=source)
    local = {"funding_source": FundingSource.LOCAL}
    assert one(row(province, 4, **local)).agrees
    assert one(row(province, 80_000_000, MONEY, **local)).agrees
    differs = one(row(province, 61_000_000, MONEY, **local))
    assert (differs.agrees, differs.ours.value) == (False, 80_000_000)
    assert differs.ours.records == 4
    assert one(row(province, 2, funding_source=FundingSource.PROVINCIAL)).agrees


def test_who_is_between_is_looked_for_in_all_of_the_provinces_own_money(
    cast: Cast, province: Place
) -> None:
    for number, source in enumerate(FundingSource(s) for s in LOCAL):
        enter(cast, code=f"2018-000{number}", source=source)
    enter(cast, code="2018-0009", source=FundingSource.COMMUNE, stage="approved")
    found = one(row(province, 4, funding_source=FundingSource.LOCAL))
    assert (found.agrees, found.meaning) == (False, "đã phê duyệt")
    assert [label[:9] for label in found.between] == ["2018-0009"]
    assert [Project.objects.get(id=one).code for one in found.ids] == ["2018-0009"]


def test_a_question_is_asked_again_by_its_word(cast: Cast, province: Place) -> None:
    for number, source in enumerate(FundingSource(s) for s in LOCAL):
        enter(cast, code=f"2018-000{number}", source=source)
    make_result(
        cast.owner,
        cast.department,
        done_from=date(2018, 5, 4),
        done_until=date(2018, 5, 5),
        place=province,
    )
    asking = asking_of(Order("mau", year(2018)), FORMS["year"], ON)
    rows = [
        row(province, 3, funding_source=FundingSource.LOCAL),
        row(province, 60_000_000, MONEY),
        row(province, 20_000_000, MONEY),
        row(province, 1, activity=Activity.MANAGEMENT_CAPACITY),
        row(province, 30, "training.workers", activity=Activity.TRAINING),
    ]
    for compared in against_rows(rows, on=ON).compared:
        question = read_asked(compared.ours.asked.word)
        assert question == compared.ours.asked
        again = asking.answer_to(question)
        assert (again.value, again.records, again.key) == (
            compared.ours.value,
            compared.ours.records,
            compared.ours.key,
        )


@pytest.mark.parametrize(
    "word",
    [
        "",
        "||||",
        "projects.count|accepted||projects|growth",
        "projects.count|accepted|unit=1|projects|",
        "khac|accepted||projects|",
        "projects.count|accepted||khac|",
        "projects.count|accepted||projects||",
    ],
)
def test_a_word_that_is_no_question_is_refused(word: str) -> None:
    with pytest.raises(LookupError):
        read_asked(word)


def test_a_part_by_source_agrees_under_its_name(cast: Cast, province: Place) -> None:
    for number, source in enumerate(FundingSource(s) for s in LOCAL):
        enter(cast, code=f"2018-000{number}", source=source)
    found = one(row(province, 20_000_000, MONEY))
    assert (found.agrees, found.meaning) == (True, "khuyến công cấp tỉnh")


def test_a_part_by_item_agrees_under_its_name(cast: Cast, province: Place) -> None:
    enter(cast, code="2018-0001")
    [line] = past().lines
    trademark = PastLine(
        told=replace(line.told, item="trademark", support={FundingSource.PROVINCIAL: 7_000_000}),
        days=days("accepted"),
    )
    enter(cast, code="2018-0002", lines=(trademark,))
    found = one(row(province, 7_000_000, MONEY))
    assert (found.agrees, found.meaning) == (True, "xây dựng, đăng ký nhãn hiệu")
    count = one(row(province, 1))
    assert count.agrees
    assert count.meaning


def test_a_variant_agrees_under_its_name(cast: Cast, province: Place) -> None:
    there = {"done_from": date(2018, 5, 4), "done_until": date(2018, 5, 5), "place": province}
    for variant, people in (("passing_on", 35), ("vocational", 30)):
        counts = {"quantity": 1, "persons": people}
        make_result(
            cast.owner,
            cast.department,
            variant=variant,
            counts=counts,
            more={"trade": "mây tre đan"},
            **there,
        )
    training = {"activity": Activity.TRAINING}
    assert one(row(province, 65, "training.workers", **training)).meaning == ""
    found = one(row(province, 35, "training.workers", **training))
    assert (found.agrees, found.meaning) == (True, "truyền nghề")
    assert not one(row(province, 34, "training.workers", **training)).agrees


def test_what_others_did_on_the_soil_explains(cast: Cast, province: Place) -> None:
    enter(cast, code="2018-0001")
    [line] = past().lines
    theirs = past(
        code="2018-0002",
        stage="accepted",
        source=FundingSource.NATIONAL,
        lines=(
            PastLine(
                told=replace(
                    line.told, place=province, support={FundingSource.NATIONAL: 9_000_000}
                ),
                days=days("accepted"),
            ),
        ),
    )
    theirs = replace(theirs, told=replace(theirs.told, places=[province]))
    record_past_many(
        by=cast.agency_officer, custodian=cast.agency, owner=cast.agency, told=[theirs], at=AT
    )
    for observed in (row(province, 2), row(province, 29_000_000, MONEY)):
        found = one(observed)
        assert (found.agrees, found.meaning) == (False, WITH_OTHERS)
        assert found.how_many == 1
        assert found.between[0].startswith("2018-0002 · ")


# --- what is not asked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"place": None},
        {"measure": "", "unit": ""},
        {"period_start": None, "period_end": None},
        {"stage": Stage.TARGET},
        {"digits_high": 9},
        {"measure": "money.growth"},
    ],
)
def test_what_the_records_cannot_answer_is_not_asked(
    changes: dict[str, Any], cast: Cast, province: Place
) -> None:
    many(cast, {ProjectState.SETTLED: 3})
    observed = row(province, 5)
    for name, value in changes.items():
        setattr(observed, name, value)
    told = against_rows([observed], on=ON)
    assert (told.compared, told.asked) == ((), 0)
    assert "Không rõ nơi và kỳ" in told.why_not


def test_a_place_and_period_without_records_say_so(cast: Cast, province: Place) -> None:
    told = against_rows([row(province, 5)], on=ON)
    assert (told.compared, told.differing, told.asked, told.place) == ((), (), 1, "")
    assert told.why_not == "Chưa có hồ sơ của nơi và kỳ này để đối chiếu."
    assert [one.why for one in told.unanswered] == ["chưa có hồ sơ của nơi và kỳ này"]


def test_records_of_one_province_do_not_answer_for_the_country(cast: Cast, province: Place) -> None:
    nation = Place.objects.create(key="viet-nam", level=Level.COUNTRY, name="Việt Nam")
    Place.objects.create(key="khac", level=Level.PROVINCE, kind="tỉnh", name="Khác")
    many(cast, {ProjectState.SETTLED: 3})
    told = against_rows([row(nation, 3), row(nation, 9)], on=ON)
    assert told.compared == ()
    assert {one.why for one in told.unanswered} == {"hồ sơ mới có của 1 trong 2 tỉnh, thành phố"}


def test_nothing_recorded_of_a_matter_is_no_zero(cast: Cast, province: Place) -> None:
    make_result(
        cast.owner,
        cast.department,
        done_from=date(2018, 5, 4),
        done_until=date(2018, 5, 5),
        place=province,
    )
    told = against_rows([row(province, 5), row(province, 9, MONEY)], on=ON)
    assert told.compared == ()
    assert {one.why for one in told.unanswered} == {"hồ sơ chưa có gì của chỉ tiêu này"}


def test_what_a_person_left_out_is_not_held_against_the_records(
    cast: Cast, province: Place
) -> None:
    many(cast, {ProjectState.SETTLED: 3})
    told = against_rows([row(province, 9, review=Review.LEFT_OUT), row(province, 3)], on=ON)
    assert [(one.stated.value, one.agrees) for one in told.compared] == [(3, True)]
    assert told.unanswered == ()


def test_rounded_and_bounded_words_are_taken_as_they_are_meant(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 12})
    assert one(row(province, 10, bound="gt")).agrees
    assert not one(row(province, 13, bound="gt")).agrees
    assert one(row(province, 12, bound="about")).agrees


def test_more_numbers_cost_no_more_queries(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 3, ProjectState.APPROVED: 2})

    def asked(how_many: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            against_rows([row(province, value) for value in range(1, how_many + 1)], on=ON)
        return len(queries)

    assert asked(2) == asked(40)


def test_nothing_is_written(cast: Cast, province: Place) -> None:
    many(cast, {ProjectState.SETTLED: 3})
    against_rows([row(province, 5)], on=ON)
    assert not Observation.objects.exists()
    assert not Document.objects.exists()
