"""A receipt read back into the kit: it marks what was received, once, and nothing false."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from khuyencong.fieldwork.actions import receive, signed_receipt
from khuyencong.fieldwork.models import Kit, Returned
from khuyencong.fieldwork.rules.keys import private_key, receipt_key
from khuyencong.fieldwork.rules.receipts import receipt
from khuyencong.values.seals.keys import SigningKey
from tests.fieldwork.conftest import AT, Field, open_kit
from tests.fieldwork.device import NEED

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def done_sheet(page: Page, establishment: str, jobs: str = "6") -> str:
    """Fill in one sheet and say that it is done; return its key."""
    told = {"kind": "need", "establishment": establishment, "typed": NEED | {"jobs": jobs}}
    page.evaluate("(told) => begin(told)", told)
    page.get_by_role("button", name="Xong phiếu này").click()
    expect(page.locator("#nha")).to_be_visible()
    newest = "(a, b) => a.changed_at < b.changed_at ? 1 : -1"
    key: str = page.evaluate(f"async () => (await allSheets()).sort({newest})[0].key")
    return key


def handed_in(field: Field, page: Page) -> Returned:
    """Bring what waits by hand; the device does not know yet that it came in."""
    data = page.evaluate("(async () => returnFile((await allSheets()).filter(isPending)))()")
    return receive(data=data.encode(), at=AT, by=field.officer).returned


def give(page: Page, folder: Path, data: bytes) -> str:
    """Open a receipt in the kit; return what the page says."""
    path = folder / "bien-nhan.json"
    path.write_bytes(data)
    page.evaluate("say('')")
    page.set_input_files("#bien-nhan", str(path))
    expect(page.locator("#tin")).not_to_have_text("")
    return page.locator("#tin").inner_text()


def waiting(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "async () => (await allSheets()).filter(isPending).map((one) => one.key)"
    )
    return found


@pytest.fixture
def kit(field: Field) -> Kit:
    return field.issue()


@pytest.fixture
def page(field: Field, kit: Kit, browser: Browser, tmp_path: Path) -> Page:
    return open_kit(browser, kit, tmp_path)


def test_a_receipt_marks_what_came_in_and_again_changes_nothing(
    field: Field, page: Page, tmp_path: Path
) -> None:
    one = str(field.establishments[1].id)
    done_sheet(page, one)
    done_sheet(page, one, "7")
    returned = handed_in(field, page)
    later = done_sheet(page, one, "8")
    data = signed_receipt(returned)
    assert "2 phiếu vừa đánh dấu đã gửi, 0 phiếu đã đánh dấu" in give(page, tmp_path, data)
    assert waiting(page) == [later]
    assert "1 đã xong chưa gửi, 2 đã gửi" in page.locator("#dem").inner_text()
    assert "0 phiếu vừa đánh dấu đã gửi, 2 phiếu đã đánh dấu" in give(page, tmp_path, data)
    assert waiting(page) == [later]
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert waiting(page) == [later], "the disk has it"


def test_a_sheet_that_went_on_since_still_waits(field: Field, page: Page, tmp_path: Path) -> None:
    key = done_sheet(page, str(field.establishments[1].id))
    returned = handed_in(field, page)
    page.evaluate("(key) => showSheet(key)", key)
    page.fill("#f-jobs", "9")
    expect(page.locator("#da-luu")).to_have_text("Đã lưu trên máy.")
    page.get_by_role("button", name="Xong phiếu này").click()
    expect(page.locator("#nha")).to_be_visible()
    give(page, tmp_path, signed_receipt(returned))
    assert waiting(page) == [key]


def test_a_revision_of_another_copy_is_not_taken_for_ones_own(
    field: Field, kit: Kit, browser: Browser, page: Page, tmp_path: Path
) -> None:
    """Two copies went on with one draft: each has its own second revision."""
    key = done_sheet(page, str(field.establishments[1].id))
    (tmp_path / "khac").mkdir()
    other = open_kit(browser, kit, tmp_path / "khac")
    draft = page.evaluate("draftFile()")
    other.evaluate("(text) => openDraft(text)", draft)
    for copy, jobs in ((page, "11"), (other, "12")):
        copy.evaluate("(key) => showSheet(key)", key)
        copy.fill("#f-jobs", jobs)
        expect(copy.locator("#da-luu")).to_have_text("Đã lưu trên máy.")
        copy.get_by_role("button", name="Xong phiếu này").click()
        expect(copy.locator("#nha")).to_be_visible()
    data = signed_receipt(handed_in(field, other))
    assert "1 phiếu không ghi ở máy này" in give(page, tmp_path, data)
    assert waiting(page) == [key]
    give(other, tmp_path, data)
    assert waiting(other) == []


def changed(data: bytes, **more: Any) -> bytes:
    """Return a receipt whose payload says something else under the same signature."""
    told = json.loads(data)
    told["payload"] = json.dumps(json.loads(told["payload"]) | more, separators=(",", ":"))
    return json.dumps(told).encode()


def test_an_altered_one_one_of_another_kit_and_no_receipt_at_all_are_refused(
    field: Field, kit: Kit, page: Page, tmp_path: Path
) -> None:
    key = done_sheet(page, str(field.establishments[1].id))
    returned = handed_in(field, page)
    data = signed_receipt(returned)
    other = field.issue()
    named = returned.sheets
    own = SigningKey(private_key(settings.SECRET_KEY, kit.id))
    theirs = receipt_key(settings.SECRET_KEY, other.id)
    renamed = json.loads(receipt(theirs, other.id, "x", AT, named)) | {"kit": str(kit.id)}
    flipped = json.loads(data)
    flipped["signature"] = base64.b64encode(b"\1" * 64).decode()
    wrong = {
        changed(data, kept=[[key, 9, named[0][2]]]): "đã bị sửa hoặc hỏng",
        json.dumps(flipped).encode(): "đã bị sửa hoặc hỏng",
        json.dumps(flipped | {"signature": "không"}).encode(): "đã bị sửa hoặc hỏng",
        receipt(own, kit.id, "x", AT, named): "đã bị sửa hoặc hỏng",
        receipt(theirs, other.id, "x", AT, named): "của bộ công cụ khác",
        json.dumps(renamed).encode(): "đã bị sửa hoặc hỏng",
        b"{}": "không phải biên nhận",
        b"khong phai json": "không phải biên nhận",
        page.evaluate("draftFile()").encode(): "không phải biên nhận",
    }
    for bad, said in wrong.items():
        told = give(page, tmp_path, bad)
        assert said in told and "Chưa thay đổi gì." in told
        assert waiting(page) == [key]
    assert "1 phiếu vừa đánh dấu" in give(page, tmp_path, data)
