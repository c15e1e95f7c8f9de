"""Every page in a real browser: readable, within the screen, usable by keys and without scripts."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.core.clock import now
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import CheckDecision, Document
from khuyencong.registry.models import Lineage, Place
from khuyencong.registry.states import EstablishmentForm
from khuyencong.web.standalone import standalone_page
from tests.cast import Cast
from tests.factories import make_commune, make_establishment, make_law, make_registry_records, told
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = (resources.files("khuyencong.demo") / "reports" / "ca-nuoc-2014-2020.md").read_bytes()

PUBLIC = [
    "/",
    "/noi/",
    "/noi/?q=vi+du",
    "/noi/?q=khong+co",
    "/noi/?q=vi+du&ngay=31/02/2025",
    "/noi/vi-du-tu-2025/",
    "/noi/thi-du/",
    "/tai-khoan/dang-nhap/",
    "/khong-co-trang-nay/",
]
DESK = [
    "/desk/",
    "/desk/bao-cao/",
    "/desk/bao-cao/nop/",
    "/desk/thu-vien/",
    "/tai-khoan/doi-mat-khau/",
    "/tai-khoan/thu-dien-tu/",
    "/tai-khoan/dang-xuat/",
    "{report}",
    "{report}?loc=van-de",
    "{report}in/",
    "{report}so/{figure}/",
    "{report}muc/{check}/hoi/",
]


LAW = [
    "/van-ban/",
    "/van-ban/?q=khong+co&ngay=31/02/2020",
    "/van-ban/tt-mau/",
    "/desk/luat/",
    "/desk/luat/van-ban/tt-mau/",
    "/desk/luat/muc/",
    "/desk/luat/thu/?hang_muc=machinery&nguon=national&chi_phi=500+trieu",
    "/desk/luat/tinh/",
    "/desk/luat/tham-so/",
    "/desk/luat/ghi/",
    "/desk/luat/tinh/ghi/",
]


@pytest.fixture
def national(cast: Cast) -> Document:
    """Return the demonstration report of the nation, read and kept."""
    return actions.receive(
        by=cast.owner, custodian=cast.department, file_name="cn.md", data=REPORT, at=now()
    )


def at(path: str, document: Document) -> str:
    failing = next(c for c in document.reading.checks if not c.holds)
    figure = failing.figures[0]
    return path.format(report=f"/desk/bao-cao/{document.id}/", figure=figure, check=failing.id)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_public_pages_are_in_order(width: int, visit: Visit, country: dict[str, Place]) -> None:
    visitor = visit(width=width)
    found = {path: visitor.go(path) and visitor.faults() for path in PUBLIC}
    assert not any(found.values()), found


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_desk_pages_are_in_order(width: int, visit: Visit, cast: Cast, national: Document) -> None:
    visitor = visit(cast.owner, width)
    found = {path: visitor.go(at(path, national)) and visitor.faults() for path in DESK}
    assert not any(found.values()), found


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_of_the_law_are_in_order(
    width: int, visit: Visit, cast: Cast, country: dict[str, Place]
) -> None:
    one = f"/desk/luat/tham-so/{make_law(cast.colleague).id}/"
    visitor = visit(cast.agency_officer, width)
    found = {path: visitor.go(path) and visitor.faults() for path in [*LAW, one]}
    page = visitor.go("/desk/luat/de-xuat/")
    page.get_by_role("button", name="Gửi người thứ hai xác nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("cần sửa")
    assert not any((found | {"a faulty proposal": visitor.faults()}).values()), found


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_faulty_forms_and_decisions_are_in_order(
    width: int, visit: Visit, cast: Cast, document: Document
) -> None:
    visitor = visit(cast.owner, width)
    page = visitor.go("/desk/bao-cao/nop/")
    page.get_by_role("button", name="Đọc và soát").click()
    expect(page.get_by_role("alert")).to_contain_text("Có 1 chỗ cần sửa")
    assert visitor.faults() == []
    page = visitor.go(f"/desk/bao-cao/{document.id}/")
    page.get_by_role("button", name="Nhận là lỗi").click()
    expect(page.get_by_text("Đã ghi nhận là lỗi.")).to_be_visible()
    # On a phone a bar stands at the foot of the screen: what lies under it is scrolled to.
    page.locator(".deciding").evaluate("e => e.scrollIntoView({block: 'center'})")
    assert visitor.faults() == []
    page.get_by_text("Owner").or_(page.locator(".menu summary")).first.click()
    assert visitor.faults() == []


def test_twice_as_large_nothing_is_lost(visit: Visit, cast: Cast, national: Document) -> None:
    visitor = visit(cast.owner, DESKTOP // 2)
    for path in ("/desk/", "/desk/bao-cao/", "{report}", "{report}in/"):
        visitor.go(at(path, national))
        assert visitor.faults() == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_file_of_its_own_is_in_order(
    width: int, visit: Visit, national: Document, tmp_path: Path
) -> None:
    file = tmp_path / "bao-cao.html"
    file.write_text(standalone_page(national.reading), "utf-8")
    visitor = visit(width=width)
    visitor.page.goto(file.as_uri())
    assert visitor.faults() == []


def test_ordinary_pages_are_light(visit: Visit, cast: Cast, national: Document) -> None:
    visitor = visit(cast.owner)
    sizes: dict[str, int] = {}
    visitor.page.on("response", lambda r: sizes.update({r.url: len(r.body())}) if r.ok else None)
    visitor.go(at("{report}", national))
    visitor.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes.values()) <= 150_000, sizes
    assert all(url.startswith(visitor.base) for url in sizes)


def test_the_report_works_without_scripts(visit: Visit, cast: Cast, document: Document) -> None:
    page = visit(cast.owner, scripts=False).go(f"/desk/bao-cao/{document.id}/")
    page.locator("#c2 a").first.click()
    expect(page.locator(".check.open h3")).to_contain_text("nhưng kể ra 11")
    page.locator(".quote .pin").nth(1).click()
    assert page.url.endswith("#doan-2")
    expect(page.locator("#doan-2")).to_be_in_viewport()
    page.get_by_text("Không phải lỗi, vì…").click()
    page.get_by_label("Không phải lỗi, vì").fill("Danh sách ở phụ lục.")
    page.get_by_role("button", name="Bỏ mục này").click()
    expect(page.locator(".decided")).to_contain_text("Lý do: Danh sách ở phụ lục.")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".decided")).to_have_count(0)
    page.get_by_role("link", name="Chỉ đoạn có vấn đề").click()
    expect(page.locator(".gap")).to_contain_text("3 đoạn không có vấn đề")


def test_the_portal_works_without_scripts(visit: Visit, country: dict[str, Place]) -> None:
    page = visit(scripts=False).go("/")
    page.get_by_label("Tìm trên cổng thông tin").fill("vi du")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Tỉnh Ví Dụ (đến 30/6/2025)").click()
    expect(page.get_by_text("Đơn vị này đã kết thúc.")).to_be_visible()


def opened(page: Page) -> str:
    return page.locator(".check.open").get_attribute("id") or ""


def test_a_check_opens_in_place_and_lights_its_passages(
    visit: Visit, cast: Cast, document: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{document.id}/")
    page.evaluate("window.stayed = true")
    page.locator("#c2 a").first.click()
    expect(page.locator(".check.open h3")).to_be_focused()
    assert opened(page) == "c2" and page.evaluate("window.stayed")
    assert page.locator(".sheet .tied.tone-warning").count() == 2
    page.go_back()
    expect(page.locator("#c1.open")).to_be_visible()
    assert page.evaluate("window.stayed")


def test_keys_move_between_checks_and_passages(
    visit: Visit, cast: Cast, document: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{document.id}/")
    for key, check in (("j", "c2"), ("J", "c3"), ("k", "c2"), ("k", "c1")):
        page.keyboard.press(key)
        expect(page.locator(f"#{check}.open")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#doan-2")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".decided")).to_contain_text("Đã ghi nhận")
    assert CheckDecision.objects.count() == 1


def test_keys_are_silent_while_somebody_types_or_composes(
    visit: Visit, cast: Cast, document: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{document.id}/")
    page.keyboard.press("x")
    reason = page.get_by_label("Không phải lỗi, vì")
    expect(reason).to_be_focused()
    page.keyboard.type("jak1")
    assert opened(page) == "c1" and reason.input_value() == "jak1"
    reason.blur()
    page.evaluate(
        """() => { for (const key of ["j", "a"]) document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true})) }"""
    )
    for chord in ("Control+j", "Alt+a"):
        page.keyboard.press(chord)
    page.wait_for_timeout(200)
    assert opened(page) == "c1" and not CheckDecision.objects.exists()


def test_the_skip_link_leads_past_the_frame(visit: Visit, country: dict[str, Place]) -> None:
    page = visit().go("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới nội dung chính")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_printed_report_repeats_heads_and_keeps_passages_whole(
    visit: Visit, cast: Cast, document: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{document.id}/in/")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Về trang soát").is_visible()
    style = "([s, p]) => getComputedStyle(document.querySelector(s))[p]"
    assert page.evaluate(style, ["thead", "display"]) == "table-header-group"
    for selector in (".tied", "tr", ".quote"):
        assert page.evaluate(style, [selector, "breakInside"]) == "avoid"
    tops = "s => document.querySelector(s).getBoundingClientRect().top"
    assert page.evaluate(tops, ".sheet") < page.evaluate(tops, ".paper-findings")
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.fixture
def kept(cast: Cast) -> tuple[str, str]:
    """Keep establishments of which two look like one; return the address of each."""
    one = make_registry_records(cast)
    turn = date(2025, 7, 1)
    old = make_commune("Xưa", valid_until=turn)
    Lineage.objects.create(
        predecessor=old,
        successor=make_commune("Nay", valid_from=turn),
        kind="merge",
        day=turn,
        whole=True,
        is_default=True,
    )
    household = EstablishmentForm.HOUSEHOLD_BUSINESS
    said = told(old, "Hộ KD Mẫu", form=household, owner_number="001099000045", phone="0912345678")
    other = make_establishment(cast.owner, cast.department, said)
    make_establishment(cast.owner, cast.department, told(one.commune))
    addresses = [f"/desk/co-so/{kept.id}/" for kept in (one, other)]
    return addresses[0], addresses[1]


ESTABLISHMENTS = [
    "/desk/co-so/",
    "/desk/co-so/?q=go",
    "/desk/co-so/?noi=khong+co",
    "/desk/co-so/trung/",
    "{one}?hoi=tem",
    "{other}",
    "{other}sua/",
    "{other}ho-tro/",
    "/desk/ho-tro-khac/",
    "/desk/ho-tro-khac/danh-sach/",
    "/desk/cum-cong-nghiep/",
    "/desk/lang-nghe/",
    "/desk/lang-nghe/moi/",
    "/desk/nghe-nhan/",
]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_of_establishments_are_in_order(
    width: int, visit: Visit, cast: Cast, kept: tuple[str, str]
) -> None:
    visitor = visit(cast.owner, width)
    one, other = kept
    found = {}
    for path in ESTABLISHMENTS:
        visitor.go(path.format(one=one, other=other))
        for fold in visitor.page.locator("details.fold > summary").all():
            fold.click()
        found[path] = visitor.faults()
    page = visitor.go("/desk/co-so/trung/")
    page.get_by_role("link", name="So sánh").first.click()
    found["so sánh"] = visitor.faults()
    for path in ("/desk/co-so/moi/", "/desk/ho-tro-khac/danh-sach/"):
        page = visitor.go(path)
        page.locator("main button.main").click()
        expect(page.get_by_role("alert")).to_be_visible()
        found[f"{path}, sai"] = visitor.faults()
    page.get_by_label("Dán danh sách").fill(f"Nội dung\tNăm\tTên\n{'máy ' * 99}\t2100\tAi đó")
    page.locator("main button.main").click()
    found["xem trước"] = visitor.faults()
    assert not any(found.values()), found


def test_two_records_are_merged_and_taken_apart_without_scripts(
    visit: Visit, cast: Cast, kept: tuple[str, str]
) -> None:
    page = visit(cast.owner, PHONE, scripts=False).go("/desk/co-so/trung/")
    page.get_by_role("link", name="So sánh").click()
    page.get_by_role("button", name="Gộp hai hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text("tách lại được")
    page.get_by_role("button", name="Tách lại").click()
    expect(page.get_by_text("Đã tách lại hồ sơ.")).to_be_visible()
    expect(page.get_by_text("Nghi trùng với")).to_be_visible()
