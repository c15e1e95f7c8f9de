"""A maker enters a product on a phone of 360 px without scripts; the office takes it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.accounts.actions import let_represent
from khuyencong.applications.actions import load_papers
from khuyencong.competitions.models import Entry, Photo, Round
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from tests.cast import make_cast
from tests.competitions.dossiers import make_called, make_maker, picture
from tests.factories import PDF, make_law, make_product
from tests.web.browsing import DESKTOP, PHONE, Visitor
from tests.web.conftest import Visit

pytest.importorskip("PIL")
SIZE = "() => document.querySelector('input[type=file]').files[0].size"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> Page:
    page.get_by_role("button", name=name, exact=True).click()
    return page


def fill(page: Page, answers: dict[str, str]) -> None:
    for label, said in answers.items():
        page.get_by_label(label).fill(said)
    press(page, "Lưu, sang phần sau")


def add_photos(page: Page, folder: Path) -> None:
    for number, side in enumerate(("Mặt trước", "Nhìn từ trên", "Bao bì")):
        file = folder / f"{number}.jpg"
        file.write_bytes(picture(("red", "green", "blue")[number], (1600, 1200)))
        page.get_by_label("Ảnh sản phẩm").set_input_files(file)
        page.get_by_label("Chụp từ phía nào?").fill(side)
        press(page, "Tải ảnh lên")


def enter_product(page: Page, round: Round, tmp_path: Path) -> Entry:
    """Let a maker write down a product, with photographs, answers and a paper, and send it."""
    page.get_by_role("link", name="Ghi sản phẩm mới").first.click()
    page.get_by_label("Tên sản phẩm").fill("Mỳ gạo Mẫu")
    page.get_by_label("Chế biến nông").check()
    press(page, "Ghi sản phẩm")
    add_photos(page, tmp_path)
    page.get_by_role("link", name="Về sản phẩm").click()
    press(page, "Mở hồ sơ")

    page.get_by_role("link", name="Sản xuất", exact=True).click()
    fill(
        page,
        {
            "Sản xuất sản phẩm này từ": "1998",
            "Bao nhiêu lao động": "12",
            "Nguyên liệu chính": "Gạo trong xã",
            "Làm bằng máy móc": "Máy tráng",
        },
    )
    fill(
        page,
        {
            "Sản lượng tính bằng gì?": "kg",
            f"Sản lượng năm {round.year - 1}": "12.000",
            "Doanh thu của sản phẩm": "850 triệu",
            "Bán ở đâu?": "Hà Nội",
        },
    )
    fill(
        page,
        {
            "Điều gì làm nên": "Nghề cũ của làng.",
            "Giấy tờ về môi trường": "Cam kết 01",
            "Giấy tờ về chất lượng": "Giấy 02",
        },
    )
    for group in page.get_by_role("group").all():
        if group.get_by_label("Có", exact=True).count():
            group.get_by_label("Có", exact=True).check()
    press(page, "Lưu, sang phần sau")
    paper = tmp_path / "dkkd.pdf"
    paper.write_bytes(PDF)
    page.get_by_label("Là giấy gì?").select_option("dang-ky-kinh-doanh")
    page.get_by_label("Tệp hoặc ảnh chụp").set_input_files(paper)
    press(page, "Tải lên")
    page.get_by_role("link", name="Xong, kiểm tra lại").click()
    press(page, "Nộp hồ sơ")
    entry = Entry.objects.get()
    assert entry.state == "submitted", page.content()
    return entry


def test_a_product_is_entered_on_a_phone_returned_mended_and_accepted(
    visit: Visit, tmp_path: Path
) -> None:
    people = make_cast()
    load_papers()
    make_law(people.agency_officer)
    maker = make_maker(people.owner, people.department)
    let_represent(user=people.establishment, establishment=maker, at=now())
    day = today()
    round = make_called(
        people.department,
        opens_on=day.replace(year=day.year - 1),
        closes_on=day.replace(year=day.year + 1),
    )
    page = visit(people.establishment, width=PHONE, scripts=False).go("/desk/ho-so-binh-chon/")
    entry = enter_product(page, round, tmp_path)
    assert Photo.objects.count() == 3

    office = visit(people.owner, scripts=False).go(f"/desk/ho-so-binh-chon/{entry.id}/")
    office.get_by_text("Trả lại để bổ sung").first.click()
    office.get_by_label("Lý do").first.fill("Ghi rõ nơi bán")
    office.get_by_label("Bán ở đâu?").check()
    press(office, "Trả lại")
    page.reload()
    expect(page.get_by_text("Cần bổ sung: bán ở đâu?")).to_be_visible()
    page.get_by_role("link", name="Sản lượng, doanh thu").click()
    page.get_by_label("Bán ở đâu?").fill("Cả nước")
    press(page, "Lưu")
    page.get_by_role("link", name="Kiểm tra lại và nộp").click()
    press(page, "Nộp hồ sơ")
    office.goto(office.url.split("/buoc/")[0])
    office.reload()
    press(office, "Nhận, cho mã số bình chọn")
    entry.refresh_from_db()
    assert (entry.state, entry.code) == ("accepted", "CB-01")

    # Axe needs scripts: every page once more, on the phone and at the desk.
    own = [f"ho-so-binh-chon/{rest}" for rest in ("", f"san-pham/{entry.product_id}/",
           f"{entry.id}/", f"{entry.id}/kiem-tra/", f"moi/{maker.id}/")]  # fmt: skip
    theirs = ["binh-chon/", f"binh-chon/{round.id}/", f"binh-chon/{round.id}/ho-so/",
              "binh-chon/moi/", "binh-chon/tieu-chi/", "binh-chon/tieu-chi/moi/"]  # fmt: skip
    for width in (PHONE, DESKTOP):
        for person, paths in ((people.establishment, own), (people.owner, own + theirs)):
            looking: Visitor = visit(person, width=width)
            for path in paths:
                looking.go(f"/desk/{path}")
                assert looking.faults() == [], (width, path)
    open_pages = visit(width=PHONE)
    for path in ("/binh-chon/", f"/binh-chon/{round.id}/"):
        open_pages.go(path)
        assert open_pages.faults() == [], path


def test_a_large_photograph_is_made_smaller_on_the_device(visit: Visit, tmp_path: Path) -> None:
    people = make_cast()
    maker = make_maker(people.owner, people.department)
    product = make_product(people.owner, maker)
    file = tmp_path / "lon.jpg"
    file.write_bytes(picture("red", (4000, 3000), quality=100))
    page = visit(people.owner, width=PHONE).go(f"/desk/ho-so-binh-chon/san-pham/{product.id}/anh/")
    page.get_by_label("Ảnh sản phẩm").set_input_files(file)
    # The policy of the page lets no test evaluate a waiting function: ask until it is done.
    for _ in range(100):
        if page.evaluate(SIZE) < file.stat().st_size:
            break
        page.wait_for_timeout(100)
    press(page, "Tải ảnh lên")
    photo = Photo.objects.get()
    with blobs.open(photo.original) as kept:
        assert len(kept.read()) < file.stat().st_size
