"""From a need at the door to a receipt: on a phone of 360 px, without scripts; sheets of A4."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.applications import actions
from khuyencong.applications.models import Request
from tests.cast import make_cast
from tests.factories import PDF, make_establishment, make_law
from tests.web.browsing import DESKTOP, PHONE, Visitor
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def through(visitor: Visitor, name: str) -> Page:
    """Press a button; return the page that follows."""
    visitor.page.get_by_role("button", name=name, exact=True).click()
    return visitor.page


def test_a_need_becomes_a_receipt_on_a_phone_without_scripts(visit: Visit, tmp_path: Path) -> None:
    people = make_cast()
    officer = people.centre_officer
    make_law(people.agency_officer)
    actions.load_papers()
    make_establishment(people.owner, people.department)
    visitor = visit(officer, width=PHONE, scripts=False)

    page = visitor.go("/desk/nhu-cau/")
    page.get_by_role("link", name="Ghi nhu cầu").first.click()
    page.get_by_label("Tên cơ sở").fill("go thi du")
    through(visitor, "Tìm").get_by_role("link", name="Công ty TNHH Gỗ Thí Dụ").click()
    page.get_by_label("Cần hỗ trợ loại việc gì?").select_option("machinery")
    page.get_by_label("Cụ thể là gì?").fill("mua máy cưa CNC")
    page.get_by_label("Tốn khoảng bao nhiêu?").fill("500 triệu")
    through(visitor, "Ghi nhu cầu")
    through(visitor, "Lập đề nghị")

    page.get_by_role("link", name="Cơ sở", exact=True).last.click()
    page.get_by_label("Ngành nghề nào trong danh mục").select_option("handicrafts")
    through(visitor, "Lưu, sang phần sau")
    expect(page.get_by_label("Việc cần hỗ trợ")).to_have_value("mua máy cưa CNC")
    page.get_by_label("Bắt đầu").fill("01/02/2027")
    page.get_by_label("Xong").fill("30/09/2027")
    through(visitor, "Lưu, sang phần sau")
    expect(page.get_by_label("Tổng chi phí")).to_have_value("500.000.000")
    page.get_by_label("Khuyến công quốc gia").check()
    page.get_by_label("Số đề nghị hỗ trợ").fill("300 triệu")
    through(visitor, "Xem luật nói gì")
    expect(page.get_by_text("Vượt mức")).to_be_visible()
    page.get_by_label("Số đề nghị hỗ trợ").fill("250 triệu")
    through(visitor, "Lưu, sang phần sau")

    paper = tmp_path / "don.pdf"
    paper.write_bytes(PDF)
    page.get_by_label("Là giấy gì?").select_option("van-ban-de-nghi")
    page.get_by_label("Tệp hoặc ảnh chụp").set_input_files(paper)
    through(visitor, "Tải lên")
    page.get_by_role("link", name="Xong, kiểm tra lại").click()
    through(visitor, "Gửi đề nghị")
    through(visitor, "Tiếp nhận")
    expect(page.get_by_role("heading", level=1).first).to_contain_text("Giấy tiếp nhận số 01/")
    request = Request.objects.get()
    expect(page.get_by_text(f"Mã tra cứu: {request.receipt_code}.")).to_be_visible()
    assert request.need is not None

    # Axe needs scripts: every page once more, on the phone and at the desk.
    paths = ["phan/co-so/", "phan/kinh-phi/", "giay-to/", "kiem-tra/", "giay-tiep-nhan/", ""]
    for width in (PHONE, DESKTOP):
        looking = visit(officer, width=width)
        for path in (f"/desk/nhu-cau/{request.need_id}/", "/desk/nhu-cau/", "/desk/de-nghi/"):
            looking.go(path)
            assert looking.faults() == [], (width, path)
        for path in paths:
            looking.go(f"/desk/de-nghi/{request.id}/{path}")
            assert looking.faults() == [], (width, path)
    for rest in ("kiem-tra/", "giay-tiep-nhan/"):
        sheet = tmp_path / "to.pdf"
        looking.go(f"/desk/de-nghi/{request.id}/{rest}")
        looking.page.pdf(path=sheet, format="A4", prefer_css_page_size=True)
        told = subprocess.run(["pdfinfo", sheet], capture_output=True, text=True, check=True)
        assert re.search(r"Pages: +1\n", told.stdout), (rest, told.stdout)
