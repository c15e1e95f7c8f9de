"""The true places and the law, a centre with establishments in a commune, a browser for the kit."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from khuyencong.accounts.models import User
from khuyencong.fieldwork.actions import issue_kit, signing_key
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.rules.keys import carried_key
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.states import EstablishmentForm
from khuyencong.web.fieldwork.page import kit_page
from tests.cast import Cast
from tests.factories import make_establishment, make_user, told
from tests.reference import places_and_law
from tests.web.browsing import launch

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ORIGIN = "http://127.0.0.1:8340"


@pytest.fixture(scope="package", autouse=True)
def law_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Return how many rows the first load of the law wrote."""
    yield from places_and_law(django_db_blocker)


@dataclass(frozen=True)
class Field:
    """A commune with establishments of every form, and the officer of the centre above it."""

    cast: Cast
    officer: User
    commune: Place
    establishments: list[Establishment]

    def issue(self, **more: Any) -> Kit:
        """Return a kit for the commune, with what is in scope now."""
        given = {"held_by": "UBND xã", "at": AT} | more
        return issue_kit(
            by=self.officer, custodian=self.cast.department, commune=self.commune, **given
        )


def make_field(cast: Cast) -> Field:
    """Return the field, made anew in the database."""
    officer = make_user("CENTRE_OFFICER", cast.centre)
    commune = Place.objects.get(codes__code="07246", codes__valid_until=None)
    establishments = [
        make_establishment(cast.owner, cast.department, told(commune, f"Cơ sở {form}", form=form))
        for form in EstablishmentForm
    ]
    return Field(cast, officer, commune, establishments)


@pytest.fixture
def field(cast: Cast) -> Field:
    return make_field(cast)


def page_of(kit: Kit, origin: str = ORIGIN) -> bytes:
    """Return the file of a kit."""
    return kit_page(kit, carried_key(signing_key(kit)), origin, reverse("kit-return"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's driver keeps an event loop in this thread; Django's own calls stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def open_kit(browser: Browser, kit: Kit, folder: Path, **given: Any) -> Page:
    """Open the file of a kit in a browser of its own, from the disk."""
    path = folder / f"{kit.id}.html"
    path.write_bytes(page_of(kit))
    page = browser.new_context(**given).new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page
