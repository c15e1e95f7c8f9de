"""One life of a kit by chance: typed, killed, sent, lost, repeated, carried by hand, taken in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect
from playwright.sync_api import Error as BrowserError

from khuyencong.applications.models import Need
from khuyencong.fieldwork.actions import receive, take_in
from khuyencong.fieldwork.models import Entry, Kit
from khuyencong.fieldwork.states import EntryState
from tests.fieldwork.conftest import ORIGIN, Field
from tests.fieldwork.device import NEED

#: What happens to a file on the line.
FATES = ("through", "through", "lost", "answer lost", "twice", "killed", "killed after")
START = datetime(2026, 11, 24, 2, tzinfo=UTC)


@dataclass
class Life:
    """A device with a kit, its owner's luck, and what the page said that it had kept."""

    dice: Random
    field: Field
    kit: Kit
    context: BrowserContext
    path: Path
    #: Where its line ends: each commune has its own, and the site counts by it.
    address: str = "10.0.0.9"
    fate: str = "through"
    #: What the page said is kept, and what it said is done: jobs by sheet.
    kept: dict[str, str] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    pile: list[bytes] = field(default_factory=list)
    #: Files on the line whose fate is not decided yet.
    under_way: list[Route] = field(default_factory=list)
    moments: int = 0

    def __post_init__(self) -> None:
        self.page = self.opened()

    # --- the page --------------------------------------------------------------------------------

    def opened(self) -> Page:
        """Open the file anew, as after a kill."""
        page = self.context.new_page()
        page.route(ORIGIN + "/**", lambda route: self.under_way.append(route))
        page.goto(self.path.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    def kill(self) -> None:
        """End the page wherever it is, and come back."""
        self.page.close()
        self.page = self.opened()

    def on_line(self, route: Route) -> None:
        """Let a file meet its fate; the database is asked here, not in the browser's own loop."""
        fate, data = self.fate, route.request.post_data_buffer or b""
        answer = None
        for _ in range({"lost": 0, "killed": 0, "twice": 2}.get(fate, 1)):
            client = Client(REMOTE_ADDR=self.address)
            answer = client.post(reverse("kit-return"), data, content_type="text/plain")
        if fate in ("through", "twice") and answer is not None:
            headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
            route.fulfill(status=answer.status_code, headers=headers, body=answer.content)
        else:
            route.abort()

    def sheets(self) -> dict[str, dict[str, Any]]:
        """Return what the device has."""
        rows = self.page.evaluate("allSheets()")
        return {row["key"]: row for row in rows}

    # --- what happens ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a sheet about one of the establishments, or about one that nobody knows."""
        known = self.dice.random() < 0.8
        one = str(self.dice.choice(self.field.establishments).id) if known else None
        told = {"kind": "need", "establishment": one, "typed": NEED | {"jobs": ""}}
        if not known:
            told["unlisted"] = "Lò gốm Ví Dụ, thôn Mẫu"
        before = set(self.sheets())
        self.page.evaluate("(told) => begin(told)", told)
        (key,) = set(self.sheets()) - before
        self.kept[key] = ""

    def type(self) -> None:
        """Type into a sheet; sometimes the power goes before the page says that it is kept."""
        key = self.choose()
        if key is None:
            return self.begin()
        jobs = str(self.dice.randint(0, 999))
        self.page.evaluate("(key) => showSheet(key)", key)
        self.page.fill("#f-jobs", jobs)
        if self.dice.random() < 0.3:
            self.kill()
            self.kept[key] = self.sheets()[key]["typed"]["jobs"]  # either, but one of the two
            return None
        expect(self.page.locator("#da-luu")).to_have_text("Đã lưu trên máy.")
        self.kept[key] = jobs
        return None

    def finish(self) -> None:
        """Mark a sheet as done; what the list shows as done is done."""
        key = self.choose()
        if key is None:
            return
        self.page.evaluate("(key) => showSheet(key)", key)
        self.page.get_by_role("button", name="Xong phiếu này").click()
        if self.dice.random() < 0.2:
            self.kill()
            told = self.sheets()[key]["done"]
            if told:
                self.done[key] = told["typed"]["jobs"]
            return
        expect(self.page.locator("#nha")).to_be_visible()
        self.done[key] = self.kept[key]

    def send(self, fate: str = "") -> None:
        """Send by line; the file, or its answer, may be lost, come twice, or the page be killed."""
        self.fate = fate or self.dice.choice(FATES)
        self.page.evaluate("showList()")
        button = self.page.locator("#gui")
        if button.is_disabled():
            return
        button.click()
        self.meet()
        if self.fate.startswith("killed"):
            self.kill()
        else:
            expect(self.page.locator("#tin")).not_to_have_text("Đang gửi…")

    def meet(self) -> None:
        """Wait for the file that was just sent, and let it meet its fate."""
        while not self.under_way:
            self.page.wait_for_timeout(5)
        self.on_line(self.under_way.pop())

    def save(self) -> None:
        """Write a file for a stick; it lies about until somebody brings it, once or more often."""
        waiting = self.page.evaluate(
            "(async () => { const w = (await allSheets()).filter(isPending);"
            " return w.length ? returnFile(w) : ''; })()"
        )
        if waiting:
            self.pile.append(waiting.encode())

    def bring(self) -> None:
        """Bring any file of the pile, in any order, as often as one likes."""
        if self.pile:
            by = self.field.officer
            receive(data=self.dice.choice(self.pile), at=self.at(), by=by)

    def take(self) -> None:
        """An officer takes in what waits."""
        take_in(by=self.field.officer, kit=self.kit, at=self.at())

    def choose(self) -> str | None:
        """Return a sheet of the device."""
        return self.dice.choice(list(self.kept)) if self.kept else None

    def at(self) -> datetime:
        """Return a moment after all before."""
        self.moments += 1
        return START + timedelta(seconds=self.moments)

    # --- the end ---------------------------------------------------------------------------------

    def lived(self, steps: int) -> None:
        """Live so many steps, then come to rest: one line that holds, all files brought twice."""
        acts = [self.begin, self.type, self.type, self.finish, self.finish, self.send, self.send]
        acts += [self.save, self.bring, self.take, self.kill]
        for _ in range(steps):
            try:
                self.dice.choice(acts)()
            except BrowserError as error:  # a click on a page that was just killed
                if "closed" not in str(error):
                    raise
        self.send(fate="through")
        for data in self.dice.sample(self.pile, len(self.pile)) * 2:
            receive(data=data, at=self.at())
        self.take()
        self.take()

    def faults(self) -> list[str]:
        """Return what was lost and what was doubled; both lists are empty in a good life."""
        told: list[str] = []
        device = self.sheets()
        for key, jobs in self.kept.items():
            found = device.get(key, {}).get("typed", {}).get("jobs")
            if found != jobs:
                told.append(f"lost on the device: {key} {jobs!r} is {found!r}")
        entries = {str(entry.key): entry for entry in Entry.objects.filter(key__in=list(device))}
        told += [f"lost: {key}" for key in self.done if key not in entries]
        made = [entry.record_id for entry in entries.values() if entry.record_id]
        if len(made) != len(set(made)) or Need.objects.filter(id__in=made).count() != len(made):
            told.append("two sheets of one record")
        told += [
            fault
            for key, jobs in self.done.items()
            if key in entries
            for fault in self._faults_of(entries[key], jobs)
        ]
        return told

    def _faults_of(self, entry: Entry, jobs: str) -> list[str]:
        newest = entry.revisions.order_by("-number")[0]
        if newest.typed["jobs"] != jobs:
            return [f"an older one stands: {entry.key} {newest.typed['jobs']} for {jobs}"]
        if entry.unlisted:
            held = entry.state == EntryState.HELD
            return [] if held else [f"nobody's sheet went in: {entry.key}"]
        if entry.state != EntryState.APPLIED:
            return [f"not in: {entry.key} {entry.state} {entry.why}"]
        need = Need.objects.get(id=entry.record_id)
        wanted = int(jobs) if jobs else None
        return [] if need.jobs == wanted else [f"record says {need.jobs}, sheet {wanted}"]


def one_need_a_sheet(kits: list[UUID]) -> bool:
    """Return whether the needs in the register are those of the sheets that went in, each once."""
    applied = Entry.objects.filter(kit__in=kits, record_id__isnull=False)
    return Need.objects.count() == applied.count()
