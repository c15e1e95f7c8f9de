"""Sentences and chapters in a browser: in order at both widths, the paper while one types."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from khuyencong.reports.models import ChapterVersion
from khuyencong.web.desk.editions import preparing
from tests.cast import Cast
from tests.reports.owed import Desk, make_desk, make_phrase
from tests.web.browsing import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: "Nơi nhận" stands in 11 points on a paper of the State, on a phone as well.
OF_THE_PAPER = "14.6667px text: p."
Visit = Callable[..., Visitor]


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = make_desk(cast)
    cast.department.place = made.place
    cast.department.save()
    monkeypatch.setattr(preparing, "prepare", made.records.prepare)
    return made


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_are_in_order(width: int, visit: Visit, cast: Cast, desk: Desk) -> None:
    make_phrase(cast.head, cast.department)
    row = desk.write(desk.draft(), "ket_qua", "Có 2 đề án và 77 đề án khác.")
    paths = [
        reverse("desk:phrases"),
        reverse("desk:phrase", args=[cast.department.id, "ket.het"]),
        reverse("desk:phrase", args=[cast.department.id, "danh_gia.lang_nghe"]),
    ]
    head, officer = visit(cast.head, width), visit(cast.owner, width)
    found = {path: head.go(path) and head.faults() for path in paths}
    edition = reverse("desk:edition", args=[row.id])
    officer.go(edition)
    found[edition] = [one for one in officer.faults() if not one.startswith(OF_THE_PAPER)]
    assert not any(found.values()), found


def test_the_paper_follows_the_hand_and_nothing_is_kept(visit: Visit, desk: Desk) -> None:
    row = desk.draft()
    page = visit(desk.officer).go(reverse("desk:edition", args=[row.id]))
    page.get_by_text("Kết quả chung").first.click()
    field = page.locator("#text-ket_qua")
    field.click()
    field.press_sequentially("Đang gõ dở")
    expect(page.locator("#to-giay .document")).to_contain_text("Kết quả chung: Đang gõ dở")
    expect(page.get_by_role("status").first).to_contain_text("chưa ghi")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("Đang gõ dở")
    field.fill("a" * 20_001)
    expect(page.locator("#xem-thu")).to_contain_text("tối đa 20000")
    expect(page.locator("#to-giay .document")).to_be_visible()
    assert not ChapterVersion.objects.exists()


def test_without_scripts_a_button_shows_the_same(visit: Visit, desk: Desk) -> None:
    row = desk.draft()
    page = visit(desk.officer, PHONE, scripts=False).go(reverse("desk:edition", args=[row.id]))
    page.get_by_text("Kết quả chung").first.click()
    page.locator("#text-ket_qua").fill("Đang gõ dở")
    page.locator("form", has=page.locator("#text-ket_qua")).get_by_text("Xem thử").click()
    expect(page.locator("#to-giay .document")).to_contain_text("Kết quả chung: Đang gõ dở")
    expect(page.locator("#text-ket_qua")).to_have_value("Đang gõ dở")
    assert not ChapterVersion.objects.exists()
