"""How a report becomes data in a real browser: confirmed, reviewed by keys, a dispute decided."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.core.clock import now
from khuyencong.core.jobs import run_once
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import Choice, Document, Intake, Observation
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Organisation, Place
from tests.cast import Cast
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = """BÁO CÁO
Kết quả khuyến công tỉnh Thí Dụ giai đoạn 2016 - 2020

Trong 05 năm, tỉnh đã hỗ trợ 120 đề án khuyến công, tổng kinh phí 24.000 triệu đồng.

Tổng cộng cả giai đoạn, tỉnh đã thực hiện 125 đề án khuyến công.

Đã đào tạo nghề cho 465 lao động.
"""


def current(page: Page) -> str:
    return page.locator(".figure[aria-current] mark").inner_text()


def reviews(document: Document) -> dict[str, str]:
    rows = document.observations.filter(superseded_at=None)
    return dict(rows.values_list("number", "review"))


def test_a_newcomer_hands_in_confirms_reviews_and_decides(
    visit: Visit, cast: Cast, country: dict[str, Place], tmp_path: Path
) -> None:
    Organisation.objects.filter(id=cast.department.id).update(place=country["thi-du"])
    file = tmp_path / "bao-cao.txt"
    file.write_text(REPORT, "utf-8")
    page = visit(cast.owner).go("/desk/")
    page.get_by_role("link", name="Nộp báo cáo").first.click()
    page.get_by_label("Tệp báo cáo").set_input_files(file)
    page.get_by_role("button", name="Đọc và soát báo cáo").click()

    expect(page.get_by_text("Cần xác nhận báo cáo nói về đâu, lúc nào")).to_be_visible()
    page.get_by_role("link", name="Xác nhận").click()
    page.get_by_label("Báo cáo nói về nơi nào?").fill("thi du")
    page.get_by_label("Báo cáo nói về thời gian nào?").fill("2016-2020")
    page.get_by_label("Kinh phí đã thực hiện").check()
    page.get_by_role("button", name="Xác nhận").click()

    expect(page.get_by_role("heading", name="Soát từng số liệu")).to_be_visible()
    document = Document.objects.get()
    page.evaluate("window.stayed = true")
    assert current(page) == "120"
    for _ in range(4):
        done = page.locator(".just b")
        before = done.inner_text() if done.count() else ""
        page.keyboard.press("a")
        expect(page.locator(".just")).to_be_visible()
        expect(page.locator(".just b")).not_to_have_text(before or "–")
    expect(page.get_by_text("Không còn số nào chờ")).to_be_visible()
    assert page.evaluate("window.stayed")
    assert {reviews(document)[n] for n in ("120", "24.000", "125", "465")} == {Review.ACCEPTED}

    public = visit().go("/noi/thi-du/")
    assert public.get_by_role("link", name="125", exact=True).count() == 0

    page.get_by_role("link", name="Việc của tôi").click()
    page.get_by_role("link", name="Xem và chọn").click()
    page.get_by_role("link", name="Đề án khuyến công").click()
    expect(page.locator(".side mark")).to_have_text(["120", "125"])
    page.get_by_label("2 · 125").check()
    page.get_by_label("Vì sao chọn số này").fill("Câu tổng cộng nói cả giai đoạn.")
    page.get_by_role("button", name="Chọn số này").click()
    expect(page.get_by_text("Số chính thức: 125")).to_be_visible()
    chosen = Observation.objects.get(number="125", superseded_at=None)
    assert Choice.objects.get().chosen == chosen.series

    # The portal tells the number that was chosen; one click opens its sentence and the other's.
    public.reload()
    public.get_by_role("link", name="125", exact=True).first.click()
    expect(public.get_by_role("heading", name="Số này ở đâu ra?")).to_be_visible()
    expect(public.locator("blockquote mark")).to_have_text(["125", "120"])
    expect(public.get_by_text("Câu tổng cộng nói cả giai đoạn.")).to_be_visible()


def test_keys_move_take_leave_out_and_undo(visit: Visit, cast: Cast, confirmed: Document) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{confirmed.id}/so-lieu/")
    for key, number in (("j", "900"), ("J", "7"), ("k", "900"), ("n", "7"), ("k", "900")):
        page.keyboard.press(key)
        assert current(page) == number, key
    page.keyboard.press("a")
    expect(page.locator(".just")).to_contain_text("Đã nhận")
    assert current(page) == "7"
    page.keyboard.press("z")
    expect(page.locator(".just")).to_have_count(0)
    assert current(page) == "900" and reviews(confirmed)["900"] == Review.WAITING
    page.keyboard.press("x")
    reason = page.locator(".figure[aria-current] textarea")
    expect(reason).to_be_focused()
    page.keyboard.type("jaz")
    assert current(page) == "900" and reason.input_value() == "jaz"
    page.locator(".figure[aria-current]").get_by_role("button", name="Để ngoài").click()
    expect(page.locator(".just")).to_contain_text("Để ngoài")
    assert reviews(confirmed) == {
        "12": "waiting",
        "900": "left_out",
        "7": "waiting",
        "4": "waiting",
    }
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Số này nghĩa là gì?")).to_be_visible()


def test_keys_keep_still_while_a_syllable_is_composed(
    visit: Visit, cast: Cast, confirmed: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{confirmed.id}/so-lieu/")
    page.evaluate(
        """() => { for (const key of ["j", "a", "z"]) document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true})) }"""
    )
    for chord in ("Control+j", "Alt+a", "Meta+a"):
        page.keyboard.press(chord)
    page.wait_for_timeout(300)
    assert current(page) == "12" and set(reviews(confirmed).values()) == {Review.WAITING}


def test_a_reason_that_lacks_is_told_in_place(
    visit: Visit, cast: Cast, confirmed: Document
) -> None:
    page = visit(cast.owner).go(f"/desk/bao-cao/{confirmed.id}/so-lieu/")
    page.keyboard.press("x")
    page.locator(".figure[aria-current]").get_by_role("button", name="Để ngoài").click()
    expect(page.locator(".figure[aria-current] .why")).to_contain_text("Ghi lý do")
    expect(page.locator(".figure[aria-current] textarea")).to_be_focused()


def test_figures_are_reviewed_without_scripts(
    visit: Visit, cast: Cast, confirmed: Document
) -> None:
    page = visit(cast.owner, scripts=False).go(f"/desk/bao-cao/{confirmed.id}/so-lieu/?loc=cho")
    first = page.locator(".figure").first
    first.get_by_role("button", name="Nhận").click()
    assert "#s-" in page.url and current(page) == "900"
    page.locator(".just").get_by_role("button", name="Mở lại").click()
    assert current(page) == "12"
    page.locator(".figure").nth(1).get_by_text("Để ngoài, vì…").click()
    page.locator(".figure").nth(1).get_by_label("Để số này ngoài, vì").fill("thừa")
    page.locator(".figure").nth(1).get_by_role("button", name="Để ngoài, ghi lý do").click()
    assert reviews(confirmed)["900"] == Review.LEFT_OUT
    page.get_by_role("link", name="đã để ngoài").click()
    expect(page.get_by_text("Lý do: thừa")).to_be_visible()


def test_the_page_of_a_file_on_its_way_changes_by_itself(visit: Visit, cast: Cast) -> None:
    intake = actions.hand_in(
        by=cast.owner,
        custodian=cast.department,
        file_name="lon.txt",
        data=REPORT.encode(),
        at=now(),
    )
    page = visit(cast.owner).go(f"/desk/bao-cao/nop/{intake.id}/")
    expect(page.get_by_role("heading", name="Đang chờ đọc")).to_be_visible()
    actions.read_intake(intake.id, clock=now)
    expect(page.get_by_role("heading", name="Đã đọc xong")).to_be_visible(timeout=10_000)
    page.get_by_role("link", name="Mở báo cáo").click()
    assert page.url.endswith(f"/desk/bao-cao/{Document.objects.get().id}/")
    run_once(now())
    assert Intake.objects.get().attempts == 1


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_are_in_order(
    width: int, visit: Visit, cast: Cast, confirmed: Document, country: dict[str, Place]
) -> None:
    Organisation.objects.filter(id=cast.department.id).update(place=country["thi-du"])
    for number in ("7", "4"):
        row = confirmed.observations.get(number=number, superseded_at=None)
        taken = actions.accept(
            by=cast.owner, document=confirmed, series=row.series, seen=row.id, at=now()
        )
    intake = actions.hand_in(
        by=cast.owner, custodian=cast.department, file_name="a.txt", data=b"x", at=now()
    )
    report = f"/desk/bao-cao/{confirmed.id}/"
    waiting = confirmed.observations.get(number="12", superseded_at=None)
    visitor = visit(cast.owner, width)
    paths = [
        "/desk/",
        "/desk/bao-cao/",
        f"/desk/bao-cao/nop/{intake.id}/",
        f"{report}",
        f"{report}xac-nhan/",
        f"{report}so-lieu/",
        f"{report}so-lieu/?loc=tat-ca",
        f"{report}so-lieu/?loc=ngoai-chi-tieu",
        f"{report}so-lieu/nhan-het/",
        f"{report}so-lieu/{waiting.series}/sua/",
        f"{report}doc-lai/",
        f"{report}so/f1/",
        "/desk/mau-thuan/",
        f"/desk/mau-thuan/mot/?cau={taken.slot}",
    ]
    found = {path: visitor.go(path) and visitor.faults() for path in paths}
    assert not any(found.values()), found
    page = visitor.go(f"{report}so-lieu/")
    page.get_by_text("Để ngoài, vì…").first.click()
    page.get_by_role("button", name="Để ngoài, ghi lý do").first.click()
    expect(page.locator(".why")).to_be_visible()
    assert visitor.faults() == []
    page = visitor.go(f"{report}xac-nhan/")
    page.get_by_label("Báo cáo nói về nơi nào?").fill("vi")
    page.get_by_label("Báo cáo nói về thời gian nào?").fill("2025")
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Ví Dụ").first).to_be_visible()
    assert visitor.faults() == []
