"""The pages of spreadsheets: handed in, looked at, answered, confirmed, undone, files out."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.ingestion.models import Batch
from khuyencong.registry.actions.establishments import register
from khuyencong.registry.models import Establishment, Place
from khuyencong.sheets import KINDS
from tests.cast import Cast
from tests.factories import make_tax_code, told
from tests.ingestion.sheets import HEAD, book, confirmed, firms, make_province, staged
from tests.web.conftest import Signed

ADDRESS = "/desk/nhap-du-lieu/"


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def key_in(page: HttpResponse) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def hand_in(client: Client, cast: Cast, data: bytes, name: str = "mau.xlsx") -> HttpResponse:
    page = client.get(ADDRESS)
    sent = {
        "key": key_in(page),
        "kind": "establishments",
        "custodian": str(cast.department.id),
        "file": SimpleUploadedFile(name, data),
    }
    answer: HttpResponse = client.post(ADDRESS, sent)
    return answer


def test_a_sheet_is_handed_in_answered_confirmed_and_undone(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    client = signed(cast.owner)
    rows = firms(2)
    rows[1][3] = "123"
    answer = hand_in(client, cast, book([HEAD, *rows]))
    batch = Batch.objects.get()
    address = reverse("desk:sheet", args=[batch.id])
    assert answer.status_code == 302 and answer.headers["Location"] == address
    page = client.get(address).content.decode()
    assert "chưa ghi gì cả" in page and "ô D3" in page and "Chỉ nhập 1 dòng sạch" in page

    page = client.get(address)
    client.post(f"{address}tra-loi/", {"key": key_in(page), "at": "D3", "answer": "blank:"})
    page = client.get(address)
    assert "Nhập 2 dòng" in page.content.decode()
    seen = Batch.objects.get().plan_hash
    client.post(f"{address}xac-nhan/", {"key": key_in(page), "seen": seen})
    assert Establishment.objects.count() == 2
    page = client.get(address)
    assert "Đã nhập" in page.content.decode()
    client.post(f"{address}hoan-tac/", {"key": key_in(page)})
    assert Establishment.objects.count() == 0
    assert "Đã hoàn tác" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04x", "hỏng"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đời cũ"),
        ("a.xlsx", b"", "rỗng"),
    ],
)
def test_what_cannot_be_read_says_why(
    name: str, data: bytes, said: str, cast: Cast, signed: Signed
) -> None:
    client = signed(cast.owner)
    answer = hand_in(client, cast, data, name)
    assert said in client.get(answer.headers["Location"]).content.decode()


def test_a_form_without_a_file_comes_back(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    answer = client.post(ADDRESS, {"kind": "needs"})
    assert answer.status_code == 422 and "Chọn một tệp." in answer.content.decode()


def test_an_answer_typed_too_long_is_refused_in_words(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    client = signed(cast.owner)
    batch = staged(cast.owner, cast.department, book([HEAD, *firms(1)]))
    address = reverse("desk:sheet", args=[batch.id])
    sent = {"key": key_in(client.get(address)), "at": "D2", "typed": "x" * 300}
    answer = client.post(f"{address}tra-loi/", sent, follow=True)
    assert "Chọn một cách" in answer.content.decode()


def test_the_queries_of_a_page_do_not_grow_with_the_rows(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    client, spent = signed(cast.owner), []
    for first, count in ((1, 1), (100, 60)):
        batch = staged(cast.owner, cast.department, book([HEAD, *firms(count, first)]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk:sheet", args=[batch.id]))
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 10, spent
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    assert len(asked) <= 10


# --- files out ------------------------------------------------------------------------------------

NASTY = ['=HYPERLINK("http://a")', "+84 912", "-5", "@x", "\tx", "=1+1"]


@pytest.mark.parametrize("name", NASTY)
def test_no_cell_of_an_export_is_a_formula(
    name: str, cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    said = told(places["one"], name, street=name)
    register(by=cast.owner, custodian=cast.department, told=said, at=now())
    data = signed(cast.owner).get(reverse("desk:sheet-export", args=["establishments"])).content
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert [c.value for c in cells].count(name.strip()) == 2


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_an_export_holds_own_rows_alone_and_nobodys_telephone(
    who: str, cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(3)])))
    user: User = getattr(cast, who)
    data = signed(user).get(reverse("desk:sheet-export", args=["establishments"])).content
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=4, values_only=True))
    assert len(rows) == (3 if who == "owner" else 0)
    assert "0900000001" not in str(rows) and "900000001" not in str(rows)


def test_an_export_opens_again_as_an_import(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(5)])))
    old = told(places["old"], "HTX ở xã cũ", form="cooperative", women_owned=True)
    register(by=cast.owner, custodian=cast.department, told=old, at=now())
    data = signed(cast.owner).get(reverse("desk:sheet-export", args=["establishments"])).content
    batch = staged(cast.owner, cast.department, data, at=now())
    assert batch.summary["counts"] == {"same": 6}
    assert [r for r in batch.summary["remarks"] if r["level"] != "note"] == []


def test_an_export_of_projects_and_needs_opens_again(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    from tests.factories import make_membership, make_need
    from tests.ingestion.test_batches import past

    make_membership(cast.owner, "CENTRE_OFFICER", cast.centre)
    row = [1, "Lớp đan lát", "Đào tạo nghề", None, "thành phố Bến Gạo", 55, 10, "30/06/2019"]
    confirmed(cast.owner, staged(cast.owner, cast.department, past(row), "past_projects"))
    said = told(places["one"], "HTX Mẫu", tax_code=make_tax_code(7))
    make_need(cast.owner, register(by=cast.owner, custodian=cast.department, told=said, at=now()))
    for kind in ("past_projects", "needs"):
        data = signed(cast.owner).get(reverse("desk:sheet-export", args=[kind])).content
        batch = staged(cast.owner, cast.department, data, kind, at=now() + timedelta(days=30))
        assert batch.summary["counts"] == {"same": 1}, (kind, batch.summary["remarks"])


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_template_is_recognised_as_its_kind(kind: str, cast: Cast, signed: Signed) -> None:
    from khuyencong.sheets import understand
    from khuyencong.sheets.opening import open_sheet

    data = signed(cast.owner).get(reverse("desk:sheet-template", args=[kind])).content
    found = understand(open_sheet("mau.xlsx", data, KINDS[kind]), KINDS[kind])
    assert len(found.head.columns) == len(KINDS[kind].columns) and not found.head.unknown


def test_the_same_file_comes_back_with_a_comment_on_each_wrong_cell(
    cast: Cast, places: dict[str, Place], signed: Signed
) -> None:
    rows = firms(2)
    rows[0][3], rows[1][4] = "123", "xã Không Có"
    batch = staged(cast.owner, cast.department, book([HEAD, *rows]))
    answer = signed(cast.owner).get(reverse("desk:sheet-marked", args=[batch.id]))
    assert "ghi%20l%E1%BB%97i" in answer.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert "Mã số thuế" in sheet["D2"].comment.text and "Không Có" in sheet["E3"].comment.text
    assert sheet["G1"].value == "Lý do" and "Mã số thuế" in sheet["G2"].value
    assert sheet["B2"].value == "Cơ sở mẫu số 1" and sheet["B2"].comment is None
