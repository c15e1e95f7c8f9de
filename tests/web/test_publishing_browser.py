"""A farmer on a small telephone, without scripts: learn, look, ask; an officer publishes."""

import pytest
from playwright.sync_api import expect

from khuyencong.core.clock import now
from khuyencong.publishing import actions
from khuyencong.publishing.actions import AnswerTold
from khuyencong.publishing.models import PublicQuestion
from khuyencong.registry.models import Place
from tests.cast import Cast
from tests.factories import make_question
from tests.publishing.conftest import told
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = (
    "/", "/khuyen-cong/", "/so-do/", "/tro-giup-tiep-can/", "/tin/", "/keu-goi/", "/hoi-dap/",
    "/hoi-dap/gui/", "/hoi-dap/ma/?ma=abc", "/kien-nghi/", "/de-an/", "/ke-hoach/", "/ket-qua/",
    "/lien-he/", "/cum-cong-nghiep/", "/tim-kiem/?q=may", "/van-ban/trong/?q=may", "/en/",
    "/en/how-it-works/", "/en/figures/", "/en/contacts/", "{news}", "{call}",
)  # fmt: skip
WIDE = ("/", "/khuyen-cong/", "/keu-goi/", "{call}", "/lien-he/", "/en/how-it-works/")
DESK = ("/desk/tin/", "/desk/tin/soan/keu-goi/", "/desk/tin/{id}/", "/desk/cau-hoi/", "{question}")


@pytest.fixture
def paths(cast: Cast, country: dict[str, Place]) -> dict[str, str]:
    """Publish news and a call, answer a question, leave another; return their addresses."""
    day = now().date()
    days = {"about": "projects", "opens_on": day, "closes_on": day.replace(year=2199)}
    found = {}
    for kind, more in (("news", {}), ("call", days)):
        words = told(text="## Đề mục\n\n- một\n- hai\n\nXem [sổ](/van-ban/).", **more)
        one = actions.draft(
            by=cast.owner, custodian=cast.department, kind=kind, told=words, at=now()
        )
        actions.publish(by=cast.head, publication=one, seen=one.stamp, at=now())
        found[kind] = f"/{'tin' if kind == 'news' else 'keu-goi'}/{one.id}/"
        found["id"] = str(one.id)
    one, waits = make_question(cast.department), make_question(cast.department)
    words = AnswerTold(shown="Hộ kinh doanh?", answer="Có, theo địa bàn.")
    actions.answer(by=cast.owner, question=one, seen=one.stamp, told=words, at=now())
    return found | {"question": f"/desk/cau-hoi/{waits.id}/"}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_page_of_the_portal_is_in_order(
    width: int, paths: dict[str, str], visit: Visit, cast: Cast
) -> None:
    """All of them on a telephone; on a large screen those whose columns stand side by side."""
    public, desk = (PUBLIC, DESK) if width == PHONE else (WIDE, DESK[2:3])
    faults = {}
    for visitor, asked in ((visit(width=width), public), (visit(cast.head, width=width), desk)):
        for path in asked:
            visitor.go(path.format(**paths))
            faults[path] = visitor.faults()
    assert {path: found for path, found in faults.items() if found} == {}


def test_learn_and_ask_on_a_small_telephone_without_scripts(
    paths: dict[str, str], visit: Visit
) -> None:
    page = visit(width=PHONE, scripts=False).go("/")
    page.get_by_role("link", name="Khuyến công là gì").click()
    expect(page.get_by_role("heading", name="Chín nội dung hoạt động theo luật")).to_be_visible()
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name="Hỏi đáp").click()
    page.get_by_role("link", name="Gửi câu hỏi").first.click()
    page.get_by_label("Câu hỏi", exact=True).fill("Gọi tôi 0912345678")
    page.get_by_label("Tỉnh, thành phố").select_option("")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("alert")).to_contain_text("số điện thoại")
    page.get_by_label("Câu hỏi", exact=True).fill("Tổ hợp tác có được hỗ trợ không?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("heading", name="Đã nhận câu hỏi")).to_be_visible()
    code = page.locator(".code-given").inner_text()
    page.goto(page.url.split("/hoi-dap/")[0] + "/hoi-dap/ma/")
    page.get_by_label("Mã câu hỏi").fill(code.lower())
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", name="Đang chờ trả lời")).to_be_visible()
    assert PublicQuestion.objects.filter(text__startswith="Tổ hợp tác").count() == 1


def test_a_head_publishes_and_takes_back(cast: Cast, paths: dict[str, str], visit: Visit) -> None:
    one = actions.draft(
        by=cast.owner,
        custodian=cast.department,
        kind="news",
        told=told(title="Tin chờ đăng"),
        at=now(),
    )
    desk = visit(cast.head).go(f"/desk/tin/{one.id}/")
    desk.get_by_role("button", name="Đăng bản 1").click()
    expect(desk.get_by_text("Đã đăng")).to_be_visible()
    public = visit(width=PHONE).go("/tin/")
    expect(public.get_by_role("link", name="Tin chờ đăng")).to_be_visible()
    desk.get_by_text("Gỡ bài này").click()
    desk.get_by_label("Vì sao gỡ?").fill("Đăng nhầm")
    desk.get_by_role("button", name="Gỡ bài").click()
    public.reload()
    expect(public.get_by_role("link", name="Tin chờ đăng")).to_have_count(0)
