"""Lists as files: what the filter shows, nothing else; opened again as imports; no formula."""

import io
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khuyencong.applications.models import Need
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.actions.establishments import register
from khuyencong.registry.models import Establishment, Place
from tests.cast import Cast
from tests.factories import (
    make_establishment,
    make_programme,
    make_project,
    make_proposal,
    make_result,
    make_tax_code,
    told,
)
from tests.ingestion.sheets import AT, HEAD, book, confirmed, counts, firms, make_province, staged
from tests.web.conftest import Signed

FILES = (
    "co-so", "de-an", "nhu-cau", "de-nghi", "ke-hoach", "ket-qua", "kien-nghi", "don-vi",
)  # fmt: skip
BAD = ('=HYPERLINK("http://x")', "+84912345678", "-5", "@x", "\t=1+1", "'=2", "=cmd|' /C calc'!A0")


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def rows_of(answer: HttpResponse) -> list[tuple[Any, ...]]:
    """Return the rows below the head of a file; no cell of it may be a formula."""
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)]


@pytest.mark.parametrize("name", FILES)
def test_an_empty_list_is_an_empty_file(cast: Cast, signed: Signed, name: str) -> None:
    answer = signed(cast.owner).get(f"/desk/{name}/xuat.xlsx")
    assert [row for row in rows_of(answer) if name != "don-vi"] == []


def test_a_file_holds_what_the_filter_shows_under_its_words(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    for name in ("HTX Mây", "HTX Gốm"):
        one = told(places["one"], name)
        register(by=cast.owner, custodian=cast.department, told=one, at=AT)
    client = signed(cast.owner)
    assert len(rows_of(client.get("/desk/co-so/xuat.xlsx"))) == 2
    answer = client.get("/desk/co-so/xuat.xlsx?q=gom")
    assert [row[1] for row in rows_of(answer)] == ["HTX Gốm"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert "gom" in sheet["A2"].value and "trong phạm vi của người xuất" in sheet["A2"].value
    page = client.get("/desk/co-so/?q=gom").content.decode()
    assert "/desk/co-so/xuat.xlsx?q=gom" in page


def test_a_filter_that_errs_gives_no_file(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    for address in ("co-so/xuat.xlsx?q=0912345678", "co-so/xuat.xlsx?noi=Khôngcó",
                    "nhu-cau/xuat.xlsx?nam=abc", "don-vi/xuat.xlsx?ngay=khong"):  # fmt: skip
        assert client.get(f"/desk/{address}").status_code == 404, address


def test_nobody_gets_rows_of_another_body(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    make_establishment(cast.owner, cast.department)
    make_project(cast.centre_officer, cast.department)
    make_proposal(cast.owner, cast.department)
    make_result(cast.centre_officer, cast.department, place=places["one"], basis="Mẫu")
    own, foreign = signed(cast.owner), signed(cast.stranger)
    for name in ("co-so", "de-an", "kien-nghi", "ket-qua"):
        assert len(rows_of(own.get(f"/desk/{name}/xuat.xlsx"))) == 1, name
        assert rows_of(foreign.get(f"/desk/{name}/xuat.xlsx")) == [], name


def test_no_telephone_leaves_and_no_cell_is_a_formula(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    for number, name in enumerate(BAD):
        one = told(places["one"], name, tax_code=make_tax_code(number), phone="0912345678")
        register(by=cast.owner, custodian=cast.department, told=one, at=AT)
        make_proposal(cast.owner, cast.department, what=name)
    client = signed(cast.owner)
    rows = rows_of(client.get("/desk/co-so/xuat.xlsx"))
    kept = set(Establishment.objects.values_list("name", flat=True))
    assert {row[1] for row in rows} == kept
    assert "0912345678" not in str([row[2:] for row in rows])
    assert len(rows_of(client.get("/desk/kien-nghi/xuat.xlsx"))) == len(BAD)


def test_a_narrowed_list_comes_in_again_and_changes_nothing(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(12)])))
    answer = signed(cast.owner).get("/desk/co-so/xuat.xlsx?q=mau so 1")
    assert 0 < len(rows_of(answer)) < 12
    batch = staged(cast.owner, cast.department, answer.content)
    assert batch.state == BatchState.READY
    assert counts(batch) == {"same": len(rows_of(answer))}


def test_needs_and_past_projects_come_in_again(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    rows = [["Năm 2019"], ["STT", "Tên đề án", "Nội dung", "Huyện", "KCĐP (triệu đồng)"],
            [1, "Lớp đan lát", "Đào tạo nghề", "thành phố Bến Gạo", 55],
            [2, "Lớp may", "Đào tạo nghề", "thành phố Bến Gạo", 45]]  # fmt: skip
    confirmed(cast.owner, staged(cast.owner, cast.department, book(rows), "past_projects"))
    answer = signed(cast.owner).get("/desk/de-an/xuat.xlsx?q=may")
    (row,) = rows_of(answer)
    assert row[2] == "Lớp may"
    again = staged(cast.owner, cast.department, answer.content, "past_projects")
    assert counts(again) == {"same": 1}
    assert not Need.objects.exists()


def test_targets_of_a_programme_go_out(cast: Cast, signed: Signed) -> None:
    one = make_programme(cast.agency_officer, cast.agency)
    answer = signed(cast.owner).get(f"/desk/chi-tieu/{one.id}/xuat.xlsx")
    rows = rows_of(answer)
    assert rows and all(row[2] and row[5] for row in rows)
    page = signed(cast.owner).get(f"/desk/chi-tieu/{one.id}/").content.decode()
    assert f"/desk/chi-tieu/{one.id}/xuat.xlsx" in page
    assert all(row[2] in page for row in rows)


@pytest.mark.parametrize("name", ["co-so", "kien-nghi", "ket-qua"])
def test_the_queries_do_not_grow(
    cast: Cast, places: dict[str, Place], signed: Signed, name: str
) -> None:
    client, spent = signed(cast.owner), []
    for more in (2, 12):
        for _ in range(more):
            make_establishment(cast.owner, cast.department)
            make_proposal(cast.owner, cast.department)
            make_result(cast.centre_officer, cast.department, place=places["one"], basis="Mẫu")
        with CaptureQueriesContext(connection) as asked:
            rows_of(client.get(f"/desk/{name}/xuat.xlsx"))
        spent.append(len(asked))
    assert spent[0] == spent[1], spent
