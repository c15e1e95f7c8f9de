"""Reading: every list to its end, each in as many queries for one row as for many."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now, today
from khuyencong.core.identity import new_id
from khuyencong.registry.actions import establishments as acts
from khuyencong.registry.actions.establishments.clusters import Entry
from khuyencong.registry.models import BodyFact, IndustrialCluster, Organisation, Place
from khuyencong.registry.states import EstablishmentForm, FigureOf, Level
from khuyencong.reports.models import Edition
from khuyencong.values.periods import year
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.api.operations import RESOURCES
from tests.cast import Cast
from tests.factories import (
    make_commune,
    make_duty,
    make_establishment,
    make_law,
    make_need,
    make_organisation,
    make_product,
    make_programme,
    make_project,
    make_request,
    make_result,
    make_round,
    make_tax_code,
    make_titled,
    make_user,
    told,
)
from tests.reports.owed import make_edition
from tests.web.api.conftest import Software, Speak

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def all_of(software: Software, path: str, limit: int) -> list[dict[str, Any]]:
    """Return a list read to its end, so many at a time."""
    found, after = [], ""
    while True:
        answer = software.get(f"{path}/?limit={limit}{after}").json()
        assert len(answer["items"]) <= limit
        found += answer["items"]
        if answer["next"] is None:
            return found
        after = f"&after={answer['next']}"


def more_of_each(cast: Cast) -> None:
    """Keep one more record of every kind for the owner's department."""
    officer = make_user("CENTRE_OFFICER", cast.centre)
    body = make_organisation(f"Sở của tỉnh {new_id().hex[-6:]}")
    one = make_establishment(cast.owner, cast.department, told(make_commune()))
    make_need(officer, one)
    make_request(officer, one, "received")
    make_project(officer, cast.department)
    make_result(cast.owner, cast.department)
    make_programme(cast.owner, cast.department)
    make_product(cast.owner, one)
    make_titled(cast.owner, one)
    make_round(cast.department)
    make_duty(cast.department, body)
    make_edition(cast.department, year(2000 + Edition.objects.count()))
    make_cluster(cast, f"Cụm {body.name}")
    _money(cast)
    _planned(cast)


def make_cluster(cast: Cast, name: str) -> IndustrialCluster:
    """Return a cluster of the owner's department, its area told twice and corrected once."""
    entry = Entry(custodian=cast.department, name=name, commune=make_commune())
    one = acts.enter_cluster(
        by=cast.owner, told=entry, at=AT, decision="QĐ 5/QĐ-UBND", founded_on=date(2020, 5, 4)
    )
    for value, day in ((100, date(2021, 1, 1)), (120, date(2022, 1, 1)), (150, date(2022, 1, 1))):
        acts.tell_cluster_figure(
            by=cast.owner, cluster=one, kind=FigureOf.AREA, value=value, day=day, at=AT
        )
    return one


def _money(cast: Cast) -> None:
    from khuyencong.funds import actions as funds
    from khuyencong.funds.models import Budget

    funds.allot(
        by=cast.owner,
        at=AT,
        owner=cast.department.id,
        source=FundingSource.PROVINCIAL,
        year=2020 + Budget.objects.count(),
        amount=10**9,
        paper="QĐ 1",
    )


def _planned(cast: Cast) -> None:
    from khuyencong.plans.models import Plan, Registration

    year = 2020 + Plan.objects.count()
    same = {"owner": cast.department, "year": year, "level": "local", "recorded_at": AT}
    Plan.objects.create(**same)
    Registration.objects.create(registrar=cast.department, drafted_by=cast.owner.id, **same)


@pytest.fixture
def stocked(cast: Cast) -> Callable[[], None]:
    """Keep one of each; return what keeps one more of each."""
    make_law(cast.agency_officer)
    more_of_each(cast)
    return lambda: more_of_each(cast)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.path)
def test_a_list_costs_the_same_for_one_row_and_for_many(
    resource: Any, cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    software = speak(cast.owner)

    def cost() -> tuple[int, int]:
        software.get(f"{resource.path}/")  # the day of its last use is noted
        with CaptureQueriesContext(connection) as asked:
            answer = software.get(f"{resource.path}/")
        assert answer.status_code == 200
        return len(answer.json()["items"]), len(asked)

    few, before = cost()
    assert few >= 1
    for _ in range(3):
        stocked()
    many, after = cost()
    if resource.path not in ("law-documents", "law-parameters"):
        assert many > few
    assert after == before


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.path)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_list_is_read_to_its_end_each_once(
    resource: Any, limit: int, cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    stocked()
    stocked()
    software = speak(cast.owner)
    found = [one["id"] for one in all_of(software, resource.path, limit)]
    rows = resource.rows(cast.owner).values_list(resource.key, flat=True)
    assert found == sorted(map(str, rows))


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.path)
def test_one_record_says_what_the_list_says(
    resource: Any, cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    software = speak(cast.owner)
    listed = software.get(f"{resource.path}/").json()["items"][0]
    one = software.get(f"{resource.path}/{listed['id']}/").json()
    assert {name: one[name] for name in listed} == listed


def test_no_answer_tells_of_a_person(cast: Cast, stocked: Callable[[], None], speak: Speak) -> None:
    """Neither names nor ids of those who work here, nor telephones, nor numbers of owners."""
    from khuyencong.accounts.models import User
    from khuyencong.registry.models import Establishment

    Establishment.objects.update(phone="0912345678")
    software = speak(cast.agency_officer)
    people = [(str(user.id), user.full_name) for user in User.objects.all()]
    for resource in RESOURCES:
        for one in all_of(software, resource.path, 100):
            whole = software.get(f"{resource.path}/{one['id']}/").content.decode()
            assert "0912345678" not in whole
            for number, name in people:
                assert number not in whole, resource.path
                assert f'"{name}"' not in whole, resource.path


def test_the_tax_code_of_a_household_is_not_told(cast: Cast, speak: Speak) -> None:
    """It may be the personal number of its owner."""
    commune = make_commune()
    forms = (EstablishmentForm.ENTERPRISE, EstablishmentForm.HOUSEHOLD_BUSINESS)
    firm, house = (
        make_establishment(
            cast.owner,
            cast.department,
            told(commune, f"Cơ sở {form}", form=form, tax_code=make_tax_code(number)),
        )
        for number, form in enumerate(forms, start=1)
    )
    assert firm.tax_code and house.tax_code
    software = speak(cast.owner)
    found = {one["name"]: one["tax_code"] for one in all_of(software, "establishments", 10)}
    assert found == {firm.name: firm.tax_code, house.name: None}


# --- narrowed -------------------------------------------------------------------------------------


def names(software: Software, path: str) -> list[str]:
    answer = software.get(path)
    assert answer.status_code == 200, answer.content
    return sorted(one["name"] for one in answer.json()["items"])


def test_words_are_found_without_marks(cast: Cast, speak: Speak) -> None:
    officer = make_user("CENTRE_OFFICER", cast.centre)
    make_project(officer, cast.department, name="Hỗ trợ máy dệt chiếu")
    make_project(officer, cast.department, name="Đào tạo nghề mây tre đan")
    software = speak(cast.owner)
    assert names(software, "projects/?q=det chieu") == ["Hỗ trợ máy dệt chiếu"]
    assert names(software, "projects/?q=DAO TAO") == ["Đào tạo nghề mây tre đan"]
    assert names(software, "projects/?q=không có") == []
    assert len(names(software, "projects/")) == 2


def test_a_place_takes_in_what_lies_within(cast: Cast, speak: Speak) -> None:
    here, there = make_commune("Xã Một"), make_commune("Xã Hai")
    make_establishment(cast.owner, cast.department, told(here, "Công ty A"))
    make_establishment(cast.owner, cast.department, told(there, "Công ty B"))
    software = speak(cast.owner)
    assert names(software, f"establishments/?place={here.key}") == ["Công ty A"]
    answer = software.get("establishments/?place=khong co noi nay")
    assert answer.status_code == 422
    said = f"Không có địa phương nào tên “khong co noi nay” vào ngày {today():%d/%m/%Y}."
    assert answer.json()["errors"] == [{"field": "query.place", "message": said}]


def test_a_telephone_is_not_searched_by_an_address(cast: Cast, speak: Speak) -> None:
    answer = speak(cast.owner).get("establishments/?q=0912345678")
    assert answer.status_code == 422
    assert "nhật ký" in answer.json()["detail"]


def test_a_cluster_tells_its_decision_and_the_figures_that_stand(cast: Cast, speak: Speak) -> None:
    one = make_cluster(cast, "Cụm công nghiệp Đồng Kỵ")
    make_cluster(cast, "Cụm khác")
    software = speak(cast.stranger)
    (row,) = software.get("clusters/?q=dong+ky").json()["items"]
    assert (row["id"], row["decision"], row["founded_on"]) == (
        str(one.id),
        "QĐ 5/QĐ-UBND",
        "2020-05-04",
    )
    area = {"code": "area", "name": "Diện tích (m²)"}
    assert row["figures"] == [
        {"kind": area, "value": 150, "day": "2022-01-01"},
        {"kind": area, "value": 100, "day": "2021-01-01"},
    ]
    assert software.get(f"clusters/?place={one.commune.key}").json()["items"] == [row]
    assert software.get("clusters/?q=***").json()["items"] == []


def test_filters_of_requests(cast: Cast, speak: Speak) -> None:
    make_law(cast.agency_officer)
    officer = make_user("CENTRE_OFFICER", cast.centre)
    one = make_establishment(cast.owner, cast.department)
    received = make_request(officer, one, "received")
    draft = make_request(officer, one)
    software = speak(cast.owner)

    def found(query: str) -> set[str]:
        answer = software.get(f"requests/?{query}")
        assert answer.status_code == 200, answer.content
        return {row["id"] for row in answer.json()["items"]}

    both = {str(received.id), str(draft.id)}
    assert found("") == found(f"establishment={one.id}") == both
    assert found("state=received") == {str(received.id)}
    assert found(f"year={received.year}") >= {str(received.id)}
    assert found("year=2199") == found(f"establishment={new_id()}") == set()


def test_places_of_a_day(cast: Cast, anybody: Software) -> None:
    old = Place.objects.create(
        key="tinh-cu", level=Level.PROVINCE, name="Cũ", valid_until=date(2025, 7, 1)
    )
    new = Place.objects.create(
        key="tinh-moi", level=Level.PROVINCE, name="Mới", valid_from=date(2025, 7, 1)
    )
    for day, place in (("2025-06-30", old), ("2025-07-01", new)):
        answer = anybody.get(f"places/?on={day}&level=province").json()
        assert [one["id"] for one in answer["items"]] == [str(place.id)]


def test_bodies_say_whom_they_are_under(cast: Cast, anybody: Software) -> None:
    told = {one["name"]: one["parent"] for one in anybody.get("organisations/").json()["items"]}
    assert told[cast.centre.name]["id"] == str(cast.department.id)
    assert len(told) == Organisation.objects.count()


def test_an_office_tells_by_what_it_is_reached(cast: Cast, anybody: Software) -> None:
    days = {"valid_from": today(), "source": "Mẫu", "recorded_at": now()}
    for kind, said in (("email", "so@example.vn"), ("phone", "02220000001")):
        BodyFact.objects.create(organisation=cast.department, kind=kind, told=said, **days)
    told = anybody.get(f"organisations/{cast.department.id}/").json()
    assert (told["phones"], told["emails"]) == (["02220000001"], ["so@example.vn"])
    assert anybody.get(f"organisations/{cast.centre.id}/").json()["phones"] == []


def test_a_result_is_known_by_what_its_versions_share(cast: Cast, speak: Speak) -> None:
    from khuyencong.results import actions
    from khuyencong.results.actions.recording import told_of

    row = make_result(cast.owner, cast.department)
    software = speak(cast.owner)
    before = software.get("results/").json()["items"]
    actions.correct_result(by=cast.owner, result=row, told=told_of(row), reason="Sửa", at=AT)
    after = software.get("results/").json()["items"]
    assert [one["id"] for one in before] == [one["id"] for one in after] == [str(row.series)]
    assert [before[0]["version"], after[0]["version"]] == [1, 2]


def test_quality_names_the_record_and_what_to_do(cast: Cast, speak: Speak) -> None:
    one = make_establishment(cast.owner, cast.department)
    software = speak(cast.owner)
    units = software.get("quality/").json()["items"]
    found = software.get("quality/findings/?limit=100").json()
    assert {unit["unit"]["id"] for unit in units} == {str(cast.department.id)}
    assert sum(unit["findings"] for unit in units) == len(found["items"]) > 0
    assert found["next"] is None
    assert str(one.id) in {row["record"] for row in found["items"]}
    first = software.get("quality/findings/?limit=1").json()
    rest = software.get(f"quality/findings/?limit=100&after={first['next']}").json()
    assert [*first["items"], *rest["items"]] == found["items"]
    assert all(row["what_to_do"] and row["told"] for row in found["items"])


def test_a_figure_is_that_of_the_report(cast: Cast, speak: Speak) -> None:
    from khuyencong.reports.preparing import Order, asking_of, form_of
    from khuyencong.values.periods import read_period

    Place.objects.create(key="viet-nam", level=Level.COUNTRY, name="Việt Nam")
    software = speak(cast.agency_officer)
    answer = software.get("figures/?place=viet-nam&period=2020&measure=projects.count")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    period = read_period("2020")
    asking = asking_of(Order("viet-nam", period), form_of("", period), today())
    assert told["key"] == asking.projects().key
    assert told["value"] == asking.projects().told()["value"]
    assert (told["period_start"], told["period_end"]) == ("2020-01-01", "2021-01-01")
    for query, field in (
        ("place=viet-nam&period=2020&measure=x", "query.measure"),
        ("place=viet-nam&period=khi nào&measure=money.state", "query.period"),
        ("place=khong-co&period=2020&measure=money.state", "query.place"),
        ("place=viet-nam&period=2020&measure=money.state&content=x", "query.content"),
        ("place=viet-nam&period=2020&measure=money.state&source=x", "query.source"),
        ("place=viet-nam&period=2020&measure=money.state&stage=x", "query.stage"),
    ):
        answer = software.get(f"figures/?{query}")
        assert answer.status_code == 422, query
        assert answer.json()["errors"][0]["field"] == field


def test_money_is_whole_dong(cast: Cast, speak: Speak) -> None:
    _money(cast)
    answer = speak(cast.owner).get("budgets/")
    assert b'"allotted":1000000000,' in answer.content
    entry = speak(cast.owner).get("fund-entries/").json()["items"][0]
    assert (entry["amount"], entry["kind"]["code"]) == (10**9, "allot")
    assert entry["owner"]["id"] == str(cast.department.id)


def test_a_key_that_lends_less_reads_less(cast: Cast, speak: Speak) -> None:
    from khuyencong.accounts.permissions import Permission as P

    software = speak(cast.owner, P.PROJECT_READ)
    assert software.get("projects/").status_code == 200
    answer = software.get("plans/")
    assert answer.status_code == 403
    assert "Xem kế hoạch khuyến công năm" in answer.json()["detail"]
