"""Learn, apply, track on a phone of 360 px, at 64 kbit/s, without scripts; files in pieces."""

import gzip
import os
import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Response, Route, expect, sync_playwright

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.models import Claim, Paper, Request, Upload
from khuyencong.core.clock import now, today
from khuyencong.law.actions import load_law
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of
from tests.cast import make_cast
from tests.factories import PDF, make_establishment, make_law, make_request, make_user
from tests.reference import load_places
from tests.web.browsing import DESKTOP, PHONE, Visitor, launch, settled_clicks
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A line of 64 kbit/s with a fifth of a second to every answer.
SLOW = {"offline": False, "latency": 200, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
#: What one page may weigh: its words, and its sheets and scripts as they are sent, compressed.
PAGE_BYTES, OUR_BYTES = 60_000, 25_000
PASSWORD = "mưa rào trên mái tôn cũ"
Slow = Callable[[], "Weighed"]


class Weighed(Visitor):
    """A visitor whose pages are put on the scales."""

    def __init__(self, page: Page, base: str) -> None:
        super().__init__(page, base)
        self.weights: dict[str, int] = {}
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        is_page = response.headers.get("content-type", "").startswith("text/html")
        if not is_page or response.status in (301, 302):
            return
        html = response.body()
        asked = re.findall(rb'(?:href|src)="/static/([^"]+)"', html)
        files = [finders.find(name.decode()) for name in set(asked)]
        sent = sum(len(gzip.compress(Path(str(file)).read_bytes())) for file in files)
        path = response.url.removeprefix(self.base).split("?")[0]
        known = re.sub(r"[0-9a-f-]{36}", "…", path)
        self.weights[known] = max(self.weights.get(known, 0), len(html) + sent)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's driver keeps an event loop in this thread; Django's own calls stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright, settled_clicks():
        chromium = launch(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def slow(browser: Browser, live_server) -> Iterator[Slow]:  # type: ignore[no-untyped-def]
    """Return the function that gives a visitor with a bad line and no scripts."""
    contexts = []

    def come() -> Weighed:
        size = {"width": PHONE, "height": 740}
        context = browser.new_context(viewport=size, java_script_enabled=False)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        return Weighed(page, live_server.url)

    yield come
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def learns(visitor: Visitor) -> Page:
    """Find out what may be had; go on to apply."""
    page = visitor.go("/ho-tro/")
    page.get_by_label("Hợp tác xã", exact=True).check()
    page.get_by_label("2. Xưởng hoặc nơi làm nghề").fill("Bảo Đài, Bắc Ninh")
    page.get_by_label("Chế biến nông, lâm").check()
    page.get_by_label("4. Bạn muốn được hỗ trợ việc gì?").select_option("machinery")
    page.get_by_label("5. Việc ấy tốn khoảng bao nhiêu?").fill("400 triệu")
    press(page, "Xem kết quả")
    expect(page.get_by_text("Đến 200 triệu đồng", exact=True)).to_be_visible()
    page.get_by_role("link", name="dịch vụ công trực tuyến").click()
    return page


def registers(page: Page) -> None:
    """Open an account; what is wrong is said on top, and what was typed stays."""
    page.get_by_role("link", name="Mở tài khoản").click()
    page.get_by_label("Họ và tên").fill("Người Mẫu Tự Khai")
    page.get_by_label("Tên đăng nhập").fill("chu.xuong")
    page.get_by_label("Mật khẩu").fill("123456789012")
    page.get_by_label("Tên cơ sở").fill("HTX Mỳ gạo Ví Dụ")
    page.get_by_label("Hợp tác xã", exact=True).check()
    page.get_by_label("Xã, phường, đặc khu").fill("bao dai, bac ninh")
    press(page, "Mở tài khoản")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Tên cơ sở")).to_have_value("HTX Mỳ gạo Ví Dụ")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Mở tài khoản")
    expect(page.get_by_text("Chờ xác nhận").first).to_be_visible()


def drafts(page: Page) -> None:
    """Answer one group of questions a page, while one waits."""
    page.get_by_role("link", name="Cơ sở", exact=True).click()
    page.get_by_label("Ngành nghề nào trong danh mục").select_option("food_processing")
    press(page, "Lưu, sang phần sau")
    page.get_by_label("Hạng mục").select_option("machinery")
    page.get_by_label("Việc cần hỗ trợ").fill("mua máy tráng mỳ")
    page.get_by_label("Năm kế hoạch").fill("2027")
    page.get_by_label("Bắt đầu").fill("1/2/2027")
    page.get_by_label("Xong").fill("30/9/2027")
    press(page, "Lưu, sang phần sau")
    page.get_by_label("Khuyến công quốc gia").check()
    page.get_by_label("Tổng chi phí").fill("400 triệu")
    page.get_by_label("Số đề nghị hỗ trợ").fill("300 triệu")
    press(page, "Xem luật nói gì")
    expect(page.get_by_text("Vượt mức")).to_be_visible()
    page.get_by_label("Số đề nghị hỗ trợ").fill("200 triệu")
    press(page, "Lưu, sang phần sau")


def applies(page: Page, paper: Path) -> None:
    """Hand in a paper, check, send."""
    page.get_by_role("link", name="Giấy tờ", exact=True).click()
    page.get_by_label("Là giấy gì?").select_option("van-ban-de-nghi")
    page.get_by_label("Tệp hoặc ảnh chụp").set_input_files(paper)
    press(page, "Tải lên")
    page.get_by_role("link", name="Xong, kiểm tra lại").click()
    press(page, "Gửi đề nghị")
    expect(page.get_by_text("Đã gửi, chờ tiếp nhận").first).to_be_visible()


def test_learn_apply_track_on_a_phone_without_scripts_on_a_slow_line(
    slow: Slow, visit: Visit, tmp_path: Path
) -> None:
    load_places()
    load_law(at=datetime(2026, 11, 20, 3, tzinfo=UTC))
    actions.load_papers()
    department = department_of("Bắc Ninh", today())
    officer = make_user(
        "CENTRE_OFFICER", Organisation.objects.get(place=department.place, kind="centre")
    )
    paper = tmp_path / "don.pdf"
    paper.write_bytes(PDF)

    visitor = slow()
    page = learns(visitor)
    registers(page)
    drafts(page)
    claim = Claim.objects.get()
    assert claim.custodian == department
    actions.confirm_claim(by=officer, claim=claim, at=now())
    page.reload()  # the page of the claim leads on by itself
    expect(page.get_by_role("heading", level=1)).to_have_text("mua máy tráng mỳ")
    applies(page, paper)
    request = actions.receive(by=officer, request=Request.objects.get(), at=now())
    page.reload()
    page.get_by_role("link", name="Giấy tiếp nhận, mã tra cứu").click()
    expect(page.get_by_role("img", name="Mã QR dẫn tới trang tra cứu").first).to_be_visible()

    other = slow()  # whoever holds the paper, without an account
    page = other.go("/dich-vu/tra-cuu/")
    page.get_by_label("Mã tra cứu").fill(request.receipt_code.lower())
    press(page, "Xem hồ sơ")
    expect(page.get_by_text("Đã tiếp nhận, đang xem")).to_be_visible()
    expect(page.get_by_text("Sở Công Thương tỉnh Bắc Ninh").first).to_be_visible()

    weights = visitor.weights | other.weights
    ours = {path: weight for path, weight in weights.items() if path.startswith("/dich-vu/")}
    assert len(ours) >= 11
    assert {path: weight for path, weight in weights.items() if weight > PAGE_BYTES} == {}
    assert {path: weight for path, weight in ours.items() if weight > OUR_BYTES} == {}

    # Axe needs scripts: every page once more, on the phone and at the desk.
    maker = User.objects.get(username="chu.xuong")
    draft = actions.start_request(by=maker, establishment=request.establishment, at=now())
    actions.ask_help(by=maker, request=draft, at=now())
    here, mine = f"/dich-vu/ho-so/{request.id}/", f"/dich-vu/ho-so/{draft.id}/"
    parts = [f"{mine}{rest}" for rest in ("", "phan/co-so/", "phan/kinh-phi/", "giay-to/")]
    for width in (PHONE, DESKTOP):
        own, anybody = visit(maker, width=width), visit(width=width)
        for path in ("/dich-vu/", here, f"{here}giay-tiep-nhan/", f"{mine}kiem-tra/", *parts):
            own.go(path)
            assert own.faults() == [], (width, path)
        status = f"/dich-vu/tra-cuu/{request.receipt_code}/"
        for path in ("/dich-vu/", "/dich-vu/dang-ky/", "/dich-vu/tra-cuu/", "/dich-vu/tra-cuu/x/",
                     status):  # fmt: skip
            anybody.go(path)
            assert anybody.faults() == [], (width, path)


def test_the_desk_of_claims_and_help(visit: Visit) -> None:
    cast = make_cast()
    make_law(cast.agency_officer)
    establishment = make_establishment(cast.owner, cast.department)
    told = actions.ClaimTold(
        form="enterprise", name=establishment.name, commune=establishment.commune
    )
    claimant = make_user()
    claim = actions.claim_establishment(by=claimant, told=told, at=now())
    for width in (PHONE, DESKTOP):
        desk, waiting = visit(cast.centre_officer, width=width), visit(claimant, width=width)
        here = f"/desk/dang-ky-co-so/{claim.id}/"
        for path in ("/desk/dang-ky-co-so/", here, "/desk/de-nghi/giup/"):
            desk.go(path)
            assert desk.faults() == [], (width, path)
        mine = f"/dich-vu/co-so/{claim.id}/"
        for path in (mine, f"{mine}phan/viec/", "/dich-vu/", "/dich-vu/co-so/moi/"):
            waiting.go(path)
            assert waiting.faults() == [], (width, path)


def test_a_large_file_goes_on_after_every_break_and_after_the_page_was_closed(
    visit: Visit, tmp_path: Path
) -> None:
    cast = make_cast()
    make_law(cast.agency_officer)
    actions.load_papers()
    establishment = make_establishment(cast.owner, cast.department)
    maker = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=maker, establishment=establishment, at=now())
    request = make_request(maker, establishment)
    choice = random.Random(20261129)
    data = PDF[:-6] + b"%" + choice.randbytes(600_000).replace(b"\n", b".") + PDF[-6:]
    paper = tmp_path / "báo giá.pdf"
    paper.write_bytes(data)
    sent = {"pieces": 0, "broken": 0}

    def over_a_bad_line(route: Route) -> None:
        """Lose every third piece: half of these before it arrives, half after."""
        if route.request.method != "PATCH":
            route.continue_()
            return
        sent["pieces"] += 1
        if sent["pieces"] % 3:
            route.continue_()
            return
        sent["broken"] += 1
        if sent["broken"] % 2:
            route.fetch()
        route.abort("connectionreset")

    def chooses(page: Page) -> None:
        page.goto(f"{visitor.base}/dich-vu/ho-so/{request.id}/giay-to/")
        page.get_by_label("Là giấy gì?").select_option("bao-gia")
        page.get_by_label("Tệp hoặc ảnh chụp").set_input_files(paper)
        page.get_by_role("button", name="Tải lên").click(no_wait_after=True)

    visitor = visit(maker, width=PHONE)
    page = visitor.page
    page.route("**/dich-vu/tai-len/*/", over_a_bad_line)
    chooses(page)
    expect(page.locator(".sending")).to_contain_text("Đã gửi", timeout=30_000)
    expect(page.locator(".sending")).to_contain_text(re.compile(r"[2-9]\d %"))
    page.goto("about:blank")  # the browser is closed in the middle
    kept = Upload.objects.get().received
    assert 0 < kept < len(data)
    chooses(page)
    expect(page.get_by_role("link", name="báo giá.pdf")).to_be_visible(timeout=60_000)
    assert sent["broken"] >= 2
    assert queries.stored_bytes(Paper.objects.get()) == data
    upload = Upload.objects.get()
    assert upload.received == len(data) and not upload.parts.exists()
