"""The report of a place as it stands: read on a page, opened figure by figure, taken as files."""

import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.documents.docx.controls import cited_in
from khuyencong.registry.models import Organisation, Place, PlaceName
from khuyencong.registry.states import Level
from khuyencong.values.text import fold
from tests.cast import PASSWORD, Cast
from tests.factories import make_result

pytestmark = pytest.mark.django_db
ASKED = "?noi=Th%C3%AD+D%E1%BB%A5&ky=2026"


@pytest.fixture
def reader(cast: Cast) -> Client:
    """Return the browser of an officer whose Sở is that of the province Thí Dụ."""
    place = Place.objects.create(key="thi-du", level=Level.PROVINCE, kind="tỉnh", name="Thí Dụ")
    PlaceName.objects.create(place=place, kind="tỉnh", name="Thí Dụ", folded=fold("Thí Dụ"))
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    done(cast)
    client = Client()
    assert client.login(username=cast.owner.username, password=PASSWORD)
    return client


def done(cast: Cast, many: int = 1) -> None:
    for number in range(many):
        day = date(2026, 3, 1 + number % 28)
        until = day.replace(day=day.day + 1) if day.day < 28 else date(2026, 4, 1)
        make_result(
            cast.owner,
            cast.department,
            content="training",
            source="provincial",
            done_from=day,
            done_until=until,
        )


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_the_page_asks_first_and_answers_with_the_report(reader: Client) -> None:
    assert "Chọn nơi và kỳ" in text(reader, reverse("desk:writing"))
    shown = text(reader, reverse("desk:writing") + ASKED)
    assert "đào tạo nghề, truyền nghề cho" in shown
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown
    opens = r'<a class="so" href="/desk/lap-bao-cao/so/s[0-9a-f]+/\?noi=[^"]+">30</a>'
    assert re.search(opens, shown)


def test_every_figure_of_the_page_opens(reader: Client) -> None:
    shown = text(reader, reverse("desk:writing") + ASKED)
    links = set(re.findall(r'<a class="so" href="([^"]+)"', shown))
    assert len(links) >= 3
    for link in links:
        page = text(reader, link.replace("&amp;", "&"))
        assert "Số này ở đâu ra?" in page
        assert "Cách tính" in page
    pages = [text(reader, _of(link)) for link in links]
    page = next(one for one in pages if "Lao động được đào tạo nghề" in one)
    assert "Lớp mây tre đan" in page
    assert "Những dòng làm nên số này: 1" in page


def _of(link: str) -> str:
    return link.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("?noi=N%C6%A1i+Kh%C3%B4ng+C%C3%B3&ky=2026", "Không có địa phương nào"),
        ("?noi=Th%C3%AD+D%E1%BB%A5&ky=h%C3%B4m+qua", "Không đọc được thời gian"),
        ("?noi=Th%C3%AD+D%E1%BB%A5&ky=2026&mau=tuan", "Không có mẫu báo cáo"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    reader: Client, asked: str, words: str
) -> None:
    shown = text(reader, reverse("desk:writing") + asked)
    assert words in shown
    assert 'id="ky" name="ky" value="' in shown
    for route in ("desk:writing-file", "desk:figure-evidence"):
        assert reader.get(reverse(route, args=["json"]) + asked).status_code == 404


def test_the_files_say_what_the_page_says(reader: Client) -> None:
    def file(kind: str) -> bytes:
        answer = reader.get(reverse("desk:writing-file", args=[kind]) + ASKED)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith(f'khuyen-cong.{kind}"')
        return b"".join(answer) if answer.streaming else answer.content

    told = json.loads(file("json"))
    [workers] = [one for one in told["figures"] if one["measure"] == "training.workers"]
    assert (workers["value"], workers["evidence"]["records"]) == (30, 1)
    assert (workers["key"], "30") in cited_in(file("docx"))
    assert file("pdf").startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(file("xlsx")))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 30 in cells
    assert reader.get(reverse("desk:writing-file", args=["exe"]) + ASKED).status_code == 404


def test_a_figure_of_another_report_is_not_there(reader: Client) -> None:
    address = reverse("desk:figure-evidence", args=["s000000000000"]) + ASKED
    assert reader.get(address).status_code == 404


def test_more_records_cost_no_more_queries(cast: Cast, reader: Client) -> None:
    def cost(address: str) -> int:
        text(reader, address)
        with CaptureQueriesContext(connection) as queries:
            text(reader, address)
        return len(queries)

    page = reverse("desk:writing") + ASKED
    shown = text(reader, page)
    link = _of(next(iter(re.findall(r'<a class="so" href="([^"]+)"', shown))))
    before = cost(page), cost(link)
    done(cast, 30)
    assert (cost(page), cost(link)) == before
