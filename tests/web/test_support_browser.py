"""Producers find their answer on a phone: 360 px, no scripts, a slow line, and on one sheet."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from khuyencong.law.actions import load_law
from tests.reference import load_places
from tests.web.browsing import DESKTOP, PHONE, Visitor, launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A line of 64 kbit/s with half a second to every answer.
SLOW = {"offline": False, "latency": 500, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
Come = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's driver keeps an event loop in this thread; Django's own calls stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def come(browser: Browser, live_server) -> Iterator[Come]:  # type: ignore[no-untyped-def]
    """Return the function that gives a visitor to the nation and its law."""
    load_places()
    load_law(at=datetime(2026, 11, 20, 3, tzinfo=UTC))
    contexts = []

    def visit(width: int = PHONE, slow: bool = False) -> Visitor:
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, java_script_enabled=not slow)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        if slow:
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW)
        return Visitor(page, live_server.url)

    yield visit
    for context in contexts:
        context.close()


def begin(visitor: Visitor, form: str, place: str, trade: str) -> Page:
    """Come in by the first page and answer what everybody is asked."""
    page = visitor.go("/")
    page.get_by_role("link", name="Cơ sở của tôi được hỗ trợ gì?").click()
    page.get_by_label(form, exact=True).check()
    page.get_by_label("2. Xưởng hoặc nơi làm nghề").fill(place)
    page.get_by_label(trade).check()
    return page


def send(page: Page) -> None:
    page.get_by_role("button", name="Xem kết quả").click()


def test_three_producers_find_their_answer_without_scripts_on_a_slow_line(come: Come) -> None:
    # A household that plaits bamboo knows its commune by the district of old.
    page = begin(come(slow=True), "Hộ kinh doanh", "huyện Chương Mỹ", "Thủ công mỹ nghệ")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("là nơi nào?")
    page.get_by_label("Xã Phú Nghĩa, thành phố Hà Nội").check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ sở của bạn có thể được hỗ trợ")
    expect(page.get_by_text("Luật có ghi: xã của thành phố trực thuộc Trung ương.")).to_be_visible()
    expect(page.get_by_text("50 % chi phí, không quá 300 triệu đồng một cơ sở")).to_be_visible()

    # A cooperative that makes tea wants a machine of 400 triệu.
    page = begin(come(slow=True), "Hợp tác xã", "tan cuong, thai nguyen", "Chế biến nông, lâm")
    page.get_by_label("4. Bạn muốn được hỗ trợ việc gì?").select_option("machinery")
    page.get_by_label("5. Việc ấy tốn khoảng bao nhiêu?").fill("400 triệu")
    send(page)
    expect(page.get_by_text("Đến 200 triệu đồng", exact=True)).to_be_visible()
    page.get_by_text("Cách tính, từng bước").click()
    expect(page.get_by_text("Nhiều nhất 200.000.000 đồng.")).to_be_visible()
    expect(page.get_by_text("Trung tâm Khuyến công tỉnh Thái Nguyên").first).to_be_visible()

    # An enterprise in a ward of a city is asked one thing more, then told why not.
    enterprise = "Doanh nghiệp (công ty, doanh nghiệp tư nhân)"
    page = begin(come(slow=True), enterprise, "phường Ba Đình, Hà Nội", "Hàng tiêu dùng")
    page.get_by_label("Số lao động").fill("45")
    send(page)
    page.get_by_role("link", name="Không", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("chưa thuộc diện được hỗ trợ")
    expect(page.get_by_text("Không thuộc địa bàn nào được hưởng")).to_be_visible()
    expect(page.get_by_text("Nếu xưởng đặt ở một xã")).to_be_visible()


def address(**told: str) -> str:
    plain = {"hinh_thuc": "household_business", "xa": "Phú Nghĩa, Chương Mỹ", "nghe": "handicrafts"}
    return f"/ho-tro/ket-qua/?{urlencode(plain | told)}"


ADDRESSES = {
    "hỏi": "/ho-tro/",
    "sai": address(xa="Không Đâu Cả", chi_phi="400", hinh_thuc=""),
    "chọn nơi": address(xa="huyện Lục Ngạn"),
    "mọi việc": address(xa="xã Ea Kar", noi="dak-lak-tu-2025.xa-ea-kar", chi_phi="900 triệu"),
    "một việc": address(hang_muc="production_line", chi_phi="400 triệu", nghe="chua_ro"),
    "chưa được": address(xa="phường Ba Đình, Hà Nội", lang_nghe="khong", rieng="artisan"),
    "ngày cũ": address(xa="phường Bắc Giang", ngay="14/10/2025"),
}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_state_of_the_page_is_in_order(width: int, come: Come) -> None:
    visitor = come(width)
    found = {}
    for name, path in ADDRESSES.items():
        page = visitor.go(path)
        for fold in page.locator("details.fold > summary").all():
            fold.click()
        found[name] = visitor.faults()
    assert not any(found.values()), found


def test_only_who_is_asked_sees_a_question_that_few_are_asked(come: Come) -> None:
    page = come().go("/ho-tro/")
    size, hard = page.get_by_label("Số lao động"), page.get_by_text("Ở địa bàn khó khăn")
    expect(size).to_be_hidden()
    expect(hard).to_be_visible()  # "mọi việc" holds founding, which asks it
    page.get_by_label("Doanh nghiệp (công ty").check()
    expect(size).to_be_visible()
    page.get_by_label("4. Bạn muốn").select_option("machinery")
    expect(hard).to_be_hidden()
    page.get_by_label("Khai thác, chế biến khoáng sản").check()
    expect(hard).to_be_visible()


def test_an_answer_is_one_sheet(come: Come, tmp_path: Path) -> None:
    visitor = come(DESKTOP)
    for name in ("mọi việc", "một việc", "chưa được", "ngày cũ"):
        paper = tmp_path / "giay.pdf"
        visitor.go(ADDRESSES[name]).pdf(path=paper, format="A4", prefer_css_page_size=True)
        told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Pages: +1\n", told), (name, told)
        text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True).stdout
        written = " ".join(text.split())
        assert "Mã trang KC-HT-03" in written and "không phải quyết định" in written
