"""The kit in a browser, from a disk: in order at both widths, by keyboard, sent by line."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from khuyencong.applications.models import Need
from khuyencong.core.clock import now
from khuyencong.fieldwork.actions import issue_kit, receive, signing_key, take_in
from khuyencong.fieldwork.models import Entry, Kit
from khuyencong.fieldwork.rules.keys import carried_key
from khuyencong.web.fieldwork.page import kit_page
from tests.cast import Cast
from tests.factories import make_establishment, make_need, make_user
from tests.fieldwork.device import NEED, Device
from tests.web.browsing import CONTROLS, DESKTOP, FAULTS, PHONE, violations
from tests.web.conftest import Visit
from tests.web.test_kits import conflicting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def made(cast: Cast) -> tuple[Any, Kit]:
    """Return an officer of the centre and a kit with an establishment and a need in it."""
    cache.clear()
    officer = make_user("CENTRE_OFFICER", cast.centre)
    one = make_establishment(cast.owner, cast.department)
    make_need(officer, one)
    given: dict[str, Any] = {"commune": one.commune, "held_by": "UBND xã Mẫu", "at": now()}
    return officer, issue_kit(by=officer, custodian=cast.department, **given)


def opened(browser: Browser, kit: Kit, folder: Path, origin: str, width: int) -> Page:
    """Open the file of a kit from the disk."""
    path = folder / f"bo-{width}.html"
    key = carried_key(signing_key(kit))
    path.write_bytes(kit_page(kit, key, origin, reverse("kit-return")))
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


def faults(page: Page) -> list[str]:
    width = page.viewport_size["width"]  # type: ignore[index]
    return page.evaluate(FAULTS, [width == PHONE, CONTROLS]) + violations(page)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_sheet_is_filled_in_printed_and_sent(
    cast: Cast, browser: Browser, live_server: Any, tmp_path: Path, width: int
) -> None:
    officer, kit = made(cast)
    page = opened(browser, kit, tmp_path, live_server.url, width)
    assert faults(page) == []
    page.get_by_role("button", name="Đề nghị hỗ trợ").click()
    page.get_by_label("Tìm tên cơ sở").fill("go thi du")
    assert faults(page) == []
    page.locator("#tim-thay button", has_text="phiếu mới").click()
    assert faults(page) == []
    page.get_by_role("button", name="Về danh sách").click()
    page.get_by_role("button", name="Phiếu nhu cầu").click()
    page.locator("#tim-thay button", has_text="phiếu mới").click()
    page.get_by_label("Cần hỗ trợ loại việc gì?").select_option("machinery")
    page.get_by_label("Cụ thể là gì?").fill("Cu\u031ba máy")
    page.get_by_label("Tốn khoảng bao nhiêu?").fill("20.76 tỷ")
    expect(page.locator("#f-cost-loi")).to_contain_text("Không rõ “20.76”")
    page.get_by_role("button", name="Xong phiếu này").click()
    expect(page.locator("#f-cost")).to_be_focused()
    assert faults(page) == []
    page.get_by_label("Tốn khoảng bao nhiêu?").fill("1.250.000")
    expect(page.locator("#f-cost-doc")).to_have_text("Máy hiểu là 1.250.000 đồng.")
    expect(page.locator("#da-luu")).to_have_text("Đã lưu trên máy.")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="In phiếu").click()
    page.emulate_media(media="print")
    expect(page.locator("#giay table")).to_contain_text("Cưa máy")
    expect(page.locator("main")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Xong phiếu này").press("Enter")
    expect(page.locator("#tin")).to_contain_text("Phiếu đã xong")
    page.get_by_role("button", name="Gửi qua mạng").press("Enter")
    expect(page.locator("#tin")).to_have_text("Máy chủ đã nhận 1 phiếu.")
    expect(page.locator("#danh-sach")).to_contain_text("đã gửi")
    take_in(by=officer, kit=kit, at=now())
    need = Need.objects.order_by("recorded_at").last()
    assert need is not None
    assert (need.what, need.cost) == ("Cưa máy", 1_250_000)
    with page.expect_download() as saved:
        page.get_by_text("Chuyển sang máy khác").click()
        page.get_by_role("button", name="Xuất bản nháp").click()
    assert saved.value.suggested_filename.startswith("nhap-")


def test_without_scripts_the_first_lines_say_what_is_needed(
    cast: Cast, browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    _, kit = made(cast)
    path = tmp_path / "bo.html"
    key = carried_key(signing_key(kit))
    path.write_bytes(kit_page(kit, key, live_server.url, reverse("kit-return")))
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    assert page.locator("main").inner_text().startswith("Trình duyệt đang tắt JavaScript.")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_pages_of_the_desk_are_in_order(cast: Cast, visit: Visit, width: int) -> None:
    officer, kit = made(cast)
    need = Need.objects.get()
    entry = conflicting(Device(kit), need, officer)
    device = Device(kit)
    sheet = device.sheet(kind="need", unlisted="Gỗ Thí Dụ, thôn Mẫu", typed=NEED, seen="Máy cũ")
    receive(data=device.file(sheet), at=now())
    take_in(by=officer, kit=kit, at=now())
    visitor = visit(officer, width)
    held = Entry.objects.exclude(id=entry.id).get()
    paths = {
        "kits": reverse("desk:kits"),
        "kit-new": reverse("desk:kit-new"),
        "kit-put-in": reverse("desk:kit-put-in"),
        "kit": reverse("desk:kit", args=[kit.id]),
        "kit-conflict": reverse("desk:kit-sheet", args=[entry.id]),
        "kit-held": reverse("desk:kit-sheet", args=[held.id]),
    }
    found = {}
    for name, path in paths.items():
        visitor.go(path)
        found[name] = visitor.faults()
    assert found == {name: [] for name in paths}
