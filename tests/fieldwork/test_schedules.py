"""Killed, cut off, repeated, out of order: nothing that the page called kept is lost or doubled."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as BrowserError

from khuyencong.applications.models import Need
from khuyencong.fieldwork.actions import receive, take_in
from khuyencong.fieldwork.models import Entry, Kit
from tests.conditions import CHROMIUM, KILLS, SIZE
from tests.fieldwork.conftest import AT, Field, page_of
from tests.fieldwork.device import NEED
from tests.fieldwork.schedule import Life, one_need_a_sheet
from tests.web.browsing import ARGUMENTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
#: Schedules, in blocks that run side by side.
BLOCKS, EACH = (20, 25) if SIZE >= 2000 else (2, 2)
STEPS = 14


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_schedule_loses_or_doubles_a_sheet(
    field: Field, browser: Browser, tmp_path: Path, block: int
) -> None:
    faults, done = {}, 0
    kit = field.issue()
    path = tmp_path / "bo.html"
    path.write_bytes(page_of(kit))
    for seed in range(block * EACH, (block + 1) * EACH):
        dice = Random(seed)
        context = browser.new_context(viewport={"width": 360, "height": 800})
        address = f"10.0.{seed // 250}.{seed % 250 + 1}"
        life = Life(dice, field, kit, context, path, address)
        life.lived(dice.randint(STEPS // 2, STEPS * 2))
        if life.faults():
            faults[seed] = life.faults()
        done += len(life.done)
        context.close()
    assert not faults
    assert one_need_a_sheet([kit.id])
    assert done >= EACH // 2


def test_a_browser_killed_by_the_system_has_what_it_said_it_kept(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    """SIGKILL, no farewell: right after the page says that a sheet is kept or done."""
    kit = field.issue()
    path = tmp_path / "bo.html"
    path.write_bytes(page_of(kit))
    one = str(field.establishments[1].id)
    told: dict[str, str] = {}
    for number in range(KILLS // 2):
        context = _persistent(browser, tmp_path / "ho-so")
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        rows = {row["key"]: row["typed"]["jobs"] for row in page.evaluate("allSheets()")}
        assert rows == told
        sheet = {"kind": "need", "establishment": one, "typed": NEED | {"jobs": ""}}
        page.evaluate("(told) => begin(told)", sheet)
        page.fill("#f-jobs", str(number))
        expect(page.locator("#da-luu")).to_have_text("Đã lưu trên máy.")
        if number % 2:
            page.get_by_role("button", name="Xong phiếu này").click()
            expect(page.locator("#nha")).to_be_visible()
        told = {row["key"]: row["typed"]["jobs"] for row in page.evaluate("allSheets()")}
        _kill(tmp_path / "ho-so")
        with suppress(BrowserError):  # it is gone already
            context.close()
    assert len(told) == KILLS // 2


def _persistent(browser: Browser, folder: Path) -> Any:
    kind = browser.browser_type
    return kind.launch_persistent_context(str(folder), executable_path=CHROMIUM, args=ARGUMENTS)


def _kill(folder: Path) -> None:
    """End the processes of this test's own browser, known by its folder."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if f"--user-data-dir={folder}" in words:
            os.kill(int(entry.name), signal.SIGKILL)


def _bring(field: Field, kit: Kit, page: Page) -> None:
    """Bring all that a device has, and take it in."""
    data = page.evaluate("(async () => returnFile(await allSheets()))()")
    receive(data=data.encode(), at=AT)
    take_in(by=field.officer, kit=kit, at=AT)


def test_a_draft_goes_on_on_another_device_and_stays_one_sheet(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    kit = field.issue()
    path = tmp_path / "bo.html"
    path.write_bytes(page_of(kit))
    first, second = (browser.new_context().new_page() for _ in range(2))
    for page in (first, second):
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
    one = str(field.establishments[1].id)
    sheet = {"kind": "need", "establishment": one, "typed": NEED}
    first.evaluate("(told) => begin(told)", sheet)
    first.get_by_role("button", name="Xong phiếu này").click()
    expect(first.locator("#nha")).to_be_visible()
    _bring(field, kit, first)
    draft = first.evaluate("draftFile()")
    assert second.evaluate("(text) => openDraft(text)", draft) == {
        "added": 1,
        "newer": 0,
        "left": 0,
    }
    assert second.evaluate("(text) => openDraft(text)", draft)["left"] == 1
    for page, name, value in ((first, "jobs", "11"), (second, "waste", "bụi gỗ")):
        key = page.evaluate("allSheets()")[0]["key"]
        page.evaluate("(key) => showSheet(key)", key)
        page.fill(f"#f-{name}", value)
        page.get_by_role("button", name="Xong phiếu này").click()
        expect(page.locator("#nha")).to_be_visible()
    for page in (second, first):
        _bring(field, kit, page)
    need = Need.objects.get()
    assert (Entry.objects.count(), need.jobs, need.waste) == (1, 11, "bụi gỗ")
