"""A real browser for the tests, and what every page is held to in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Playwright

from tests.conditions import CHROMIUM

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Only what is wrong comes back: what is right is thousands of elements on a long page.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
AXE = Axe()
VIOLATIONS = "rules => axe.run(rules).then(all => all.violations)"
DESKTOP, PHONE = 1366, 360
#: What may be smaller than a finger on a phone: links inside running text, and what a label covers.
CONTROLS = "button, select, textarea, summary, .btn, .tabs a, .jump a, .strip a, input"

#: Everything wrong with the layout of the page as it stands, one sentence each.
FAULTS = """([phone, controls]) => {
  const faults = [], wide = document.documentElement.scrollWidth;
  const name = e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + "." + e.className;
  const seen = e => e.checkVisibility() && !e.closest(".unseen, .skip, svg");
  if (wide > innerWidth) faults.push(`sideways: ${wide} > ${innerWidth}`);
  for (const e of document.body.querySelectorAll("*")) {
    if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const hides = style.overflowX !== "visible" && !e.matches("textarea, .grid");
    if (hides && e.scrollWidth > e.clientWidth + 1) faults.push(`clipped: ${name(e)}`);
    const scrolls = e.closest(".grid, .sideways");
    if (box.right > innerWidth + 1 && !scrolls) faults.push(`beyond: ${name(e)}`);
    if (phone && parseFloat(style.fontSize) < 16) faults.push(`${style.fontSize} text: ${name(e)}`);
  }
  if (phone) for (const e of document.querySelectorAll(controls)) {
    const target = ["radio", "checkbox"].includes(e.type) ? e.closest("label") : e;
    const high = target.getBoundingClientRect().height;
    if (seen(e) && e.type !== "hidden" && high < 43.5) faults.push(`${high}px: ${name(e)}`);
  }
  return faults;
}"""


@dataclass
class Visitor:
    """Somebody with a browser of his own, signed in or not."""

    page: Page
    base: str

    def go(self, path: str) -> Page:
        """Open a path of the site; return the page."""
        self.page.goto(self.base + path)
        return self.page

    def open_folds(self) -> None:
        """Open everything folded on the page; the menu of the head, which covers it, stays shut."""
        for fold in self.page.locator("main details").all():
            fold.evaluate("one => { one.open = true }")

    def faults(self) -> list[str]:
        """Return what is wrong with the layout and the accessibility of the page as it stands."""
        size = self.page.viewport_size
        assert size
        found: list[str] = self.page.evaluate(FAULTS, [size["width"] == PHONE, CONTROLS])
        # The whole page at once: what a bar that stays in sight covers comes free by scrolling.
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        found += violations(self.page)
        self.page.set_viewport_size(size)
        return found


def violations(page: Page) -> list[str]:
    """Return the WCAG 2.0 to 2.2 A and AA violations that axe finds, with where."""
    page.evaluate(AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate(VIOLATIONS, RULES)
    return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]


@contextmanager
def settled_clicks() -> Iterator[None]:
    """Let every click wait for the page it opens: Chromium alone answers before there is a body."""
    click = Locator.click

    def settled(locator: Locator, **given: Any) -> None:
        click(locator, **given)
        locator.page.wait_for_load_state()

    Locator.click = settled  # type: ignore[method-assign]
    try:
        yield
    finally:
        Locator.click = click  # type: ignore[method-assign]


def launch(playwright: Playwright) -> Browser:
    """Return headless Chromium as the system installed it."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
