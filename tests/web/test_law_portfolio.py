"""The page of a year under a draft of the law, its file, and who sees which đề án there."""

import io
import re

import openpyxl
import pytest

from khuyencong.core.clock import today
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.registry.models import Organisation
from khuyencong.registry.models import Place as Spot
from khuyencong.registry.states import Level
from tests.cast import Cast
from tests.plans.made import MILLION, YEAR, make_crew
from tests.plans.test_portfolio import ceiling, document, machines
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
PAGE = "/desk/luat/van-ban/du-thao/danh-muc/"


@pytest.fixture
def draft(cast: Cast) -> LegalDocument:
    """Return a draft that leaves 200 of the 300 million that two đề án of machines ask for."""
    place = Spot.objects.create(key="mau", level=Level.PROVINCE, kind="tỉnh", name="Mẫu")
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    ceiling(document("nq-mau", place=place), 300, place=place)
    found = document("du-thao", place=place, is_draft=True)
    ceiling(found, 200, place=place)
    crew = make_crew(cast)
    machines(crew, "Máy <xẻ>", 300, 90)
    machines(crew, "Máy bào", 100, 80)
    return found


def test_it_tells_what_changes_by_how_much_under_which_clause(
    cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    page = signed(cast.owner).get(PAGE, {"nam": YEAR}).content.decode().replace("\u00a0", " ")
    counts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)", page))
    assert counts["đề án chưa xong"] == "2"
    assert counts["đề án bị chạm tới"] == "1"
    assert counts["kế hoạch lấy hiện nay"] == "400.000.000 đồng"
    assert counts["theo dự thảo"].strip() == "300.000.000 đồng"
    assert "-100.000.000 đồng" in page
    assert "300.000.000 đồng → 200.000.000 đồng" in page
    assert "Máy &lt;xẻ&gt;" in page
    assert "Máy bào" not in page
    assert f"{PAGE}tep/?nam={YEAR}" in page


def test_the_file_has_every_line_and_adds_up(
    cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    answer = signed(cast.owner).get(f"{PAGE}tep/", {"nam": YEAR})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    head, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    at = {name: number for number, name in enumerate(head)}
    assert sum(row[at["Kế hoạch lấy"]] for row in rows) == 400 * MILLION
    assert sum(row[at["Theo dự thảo"]] for row in rows) == 300 * MILLION
    assert sum(row[at["Chênh lệch"]] for row in rows) == -100 * MILLION
    assert {row[at["Tên đề án"]] for row in rows} == {"Máy <xẻ>", "Máy bào"}


def test_the_page_of_the_draft_leads_there(
    cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    assert PAGE in signed(cast.owner).get("/desk/luat/van-ban/du-thao/").content.decode()
    in_force = signed(cast.owner).get("/desk/luat/van-ban/nq-mau/").content.decode()
    assert "danh-muc" not in in_force
    assert PAGE not in signed(cast.commune).get("/desk/luat/van-ban/du-thao/").content.decode()


def test_a_proposed_parameter_is_tried_the_same_way(
    cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    row = Parameter.objects.get(document=draft)
    page = signed(cast.owner).get(f"/desk/luat/tham-so/{row.id}/danh-muc/", {"nam": YEAR})
    assert "-100.000.000\u00a0đồng" in page.content.decode()


def test_nobody_sees_the_projects_of_others(
    cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    page = signed(cast.stranger).get(PAGE, {"nam": YEAR}).content.decode()
    assert "Không đề án nào đổi" in page
    assert "Máy" not in page.split("Không đề án nào đổi")[0].split("<h1>")[1].split("Điều khoản")[0]
    assert signed(cast.commune).get(PAGE).status_code in (403, 404)


@pytest.mark.parametrize("year", ["", "khac", "0", "9999", "²"])
def test_a_year_that_is_none_is_the_last_with_live_projects(
    year: str, cast: Cast, signed: Signed, draft: LegalDocument
) -> None:
    page = signed(cast.owner).get(PAGE, {"nam": year}).content.decode()
    assert f"Năm {YEAR} sẽ khác gì" in page
    assert today().year >= YEAR


def test_what_there_is_not_is_not_found(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.owner)
    assert browser.get(PAGE).status_code == 404
    nobody = "01a2252e-e53a-737d-b922-9a141f340dd3"
    assert browser.get(f"/desk/luat/tham-so/{nobody}/danh-muc/").status_code == 404
