"""The jury's pages in a browser: in order at both widths; nothing lost when the network goes."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from khuyencong.competitions.models import Seat, SheetWrite
from khuyencong.competitions.states import SheetState
from tests.cast import Cast
from tests.competitions.jury import Jury, make_jury
from tests.web.browsing import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Visitor]
TYPED = {"Thị trường": "38,5", "Kinh tế": "35", "Văn hóa": "9", "Tiêu chí khác": "7,5"}


@pytest.fixture
def jury(cast: Cast) -> Jury:
    return make_jury(cast, jurors=2, entries=3)


def fill(page: Page, **other: str) -> None:
    for label, points in (TYPED | other).items():
        page.get_by_label(label).fill(points)


def sheet_path(jury: Jury, entry: int = 0) -> str:
    return reverse("desk:score-sheet", args=[jury.sheet(0, entry).id])


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_are_in_order(width: int, visit: Visit, jury: Jury) -> None:
    juror = visit(jury.seats[0].user, width)
    secretary = visit(jury.secretary, width)
    jury.lock(1, 0, 385, 350, 90, 75)
    seat, round = jury.seats[0].id, jury.round.id
    paths = [
        (
            juror,
            [
                reverse("desk:scoring"),
                reverse("desk:score-sheets", args=[seat]),
                reverse("desk:score-declare", args=[seat]),
                reverse("desk:score-together", args=[seat]),
                sheet_path(jury),
            ],
        ),
        (
            secretary,
            [
                reverse("desk:vote-members", args=[round]),
                reverse("desk:vote-scoring", args=[round]),
                reverse("desk:vote-visits", args=[round]),
                reverse("desk:paper-sheets", args=[round]),
                reverse("desk:paper-sheet", args=[round, jury.sheet(0, 1).id]),
            ],
        ),
    ]
    found = {p: who.go(p) and who.faults() for who, all in paths for p in all}
    jury.tally(reason="Thử")
    done = reverse("desk:vote-scoring", args=[round])
    found[f"{done} khóa"] = secretary.go(done) and secretary.faults()
    assert not any(found.values()), found


def test_a_juror_scores_and_locks_without_scripts(visit: Visit, jury: Jury) -> None:
    page = visit(jury.seats[0].user, PHONE, scripts=False).go(sheet_path(jury))
    fill(page)
    page.get_by_role("button", name="Lưu và khóa phiếu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu CB-002")
    assert jury.sheet(0, 0).state == SheetState.LOCKED


def test_the_total_follows_the_hand(visit: Visit, jury: Jury) -> None:
    page = visit(jury.seats[0].user, PHONE).go(sheet_path(jury))
    total = page.locator(".score-form output")
    expect(total).to_have_text("chưa đủ")
    fill(page)
    expect(total).to_have_text("90,0")
    page.get_by_label("Văn hóa").fill("10,1")
    expect(total).to_have_text("có ô vượt điểm tối đa")


def test_nothing_is_lost_or_doubled_when_the_network_goes(visit: Visit, jury: Jury) -> None:
    visitor = visit(jury.seats[0].user, PHONE)
    page = visitor.go(reverse("desk:score-together", args=[jury.seats[0].id]))
    offline = page.context.set_offline
    offline(True)
    for code, market in (("CB-001", "10"), ("CB-001", "11"), ("CB-002", "12")):
        one = page.locator(".score-one", has_text=code).first
        if one.get_attribute("open") is None:
            one.locator("summary").click()
        one.get_by_label("Thị trường").fill(market)
        one.get_by_role("button", name="Lưu").click()
        expect(one.locator(".score-said")).to_contain_text("Chưa có mạng")
    expect(page.locator("#cho-gui")).to_contain_text("3 lần lưu đang chờ gửi")
    assert not SheetWrite.objects.exists()
    offline(False)
    expect(page.locator("#cho-gui")).to_be_empty(timeout=20_000)
    assert SheetWrite.objects.count() == 3
    assert [jury.sheet(0, n).market for n in (0, 1)] == [110, 120]


def test_an_answer_that_never_came_is_asked_again_and_kept_once(visit: Visit, jury: Jury) -> None:
    """The server keeps the writing, the network drops the answer: the second sending is none."""
    page = visit(jury.seats[0].user).go(sheet_path(jury))
    calls: list[str] = []

    def swallow(route: Route) -> None:
        calls.append(route.request.url)
        if len(calls) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/gui/", swallow)
    fill(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".score-said")).to_contain_text("Chưa có mạng")
    assert SheetWrite.objects.count() == 1
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#cho-gui")).to_be_empty(timeout=20_000)
    assert len(calls) == 2
    assert SheetWrite.objects.count() == 1
    assert jury.sheet(0, 0).total == 900


def test_what_was_not_sent_stands_in_the_form_again(visit: Visit, jury: Jury) -> None:
    page = visit(jury.seats[0].user).go(sheet_path(jury))
    page.route("**/gui/", lambda route: route.abort())
    fill(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#cho-gui")).to_contain_text("1 lần lưu")
    page.reload()
    expect(page.get_by_label("Thị trường")).to_have_value("38,5")
    expect(page.locator(".score-form output")).to_have_text("90,0")
    page.unroute("**/gui/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#cho-gui")).to_be_empty(timeout=20_000)
    assert jury.sheet(0, 0).total == 900


def test_a_writing_that_is_refused_is_told_and_not_sent_forever(visit: Visit, jury: Jury) -> None:
    page = visit(jury.seats[0].user).go(sheet_path(jury))
    Seat.objects.filter(id=jury.seats[0].id).update(declared_at=None)
    fill(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#cho-gui")).to_contain_text("xin khai mình có liên quan")
    page.get_by_role("button", name="Đã xem").click()
    expect(page.locator("#cho-gui")).to_be_empty()
