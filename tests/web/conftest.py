# ruff: noqa: E402
"""A small country, one kept report, and browsers signed in as the people of the cast."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import django
import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

# A folder named on the command line is read before pytest wakes Django.
django.setup()

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.states import Stage
from khuyencong.ingestion.stored import stored
from khuyencong.registry.models import Lineage, Place, PlaceCode, PlaceName, PlaceParent
from khuyencong.registry.states import Level, LineageKind
from khuyencong.values.periods import read_period
from khuyencong.values.text import fold
from khuyencong.web.desk import sample
from tests.cast import Cast
from tests.reference import load_places, remove_places
from tests.web.browsing import DESKTOP, Visitor, launch, settled_clicks

TURN = date(2025, 7, 1)
Signed = Callable[[User], Client]
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The true country, once for a module."""
    with django_db_blocker.unblock():
        load_places()
    yield
    with django_db_blocker.unblock():
        remove_places()


@pytest.fixture
def signed() -> Signed:
    """Return the function that gives a browser signed in as somebody."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def keep(cast: Cast) -> Callable[[int], Document]:
    """Return the function that keeps sample report number n of the owner's department."""

    def make(number: int) -> Document:
        text = sample.TEXT + f"{number}\n" * bool(number)
        read = ReadFile(f"mau-{number}.md", text, stored(sample.sample_reading()))
        return actions.keep(by=cast.owner, custodian=cast.department, read=read, at=now())

    return make


@pytest.fixture
def document(keep: Callable[[int], Document]) -> Document:
    return keep(0)


@pytest.fixture
def confirmed(cast: Cast, document: Document, country: dict[str, Place]) -> Document:
    """Return the report, said to be about Thí Dụ in 2016–2020: now its figures answer questions.

    f1 "12", f3 "7" and f4 "4" are đề án and contradict each other; f2 "900" is money.
    """
    actions.confirm(
        by=cast.owner,
        document=document,
        place=country["thi-du"],
        period=read_period("2016-2020"),
        money_stage=Stage.ACCEPTED,
        at=now(),
    )
    return document


@pytest.fixture
def country(db: None) -> dict[str, Place]:
    """Return a country in which "Ví Dụ" names an old province and the one it became."""
    nation = _place("viet-nam", Level.COUNTRY, "", "Việt Nam")
    old = _place("vi-du-den-2025", Level.PROVINCE, "tỉnh", "Ví Dụ", until=TURN, parent=nation)
    gone = _place("thi-du", Level.PROVINCE, "tỉnh", "Thí Dụ", until=TURN, parent=nation)
    new = _place("vi-du-tu-2025", Level.PROVINCE, "tỉnh", "Ví Dụ", since=TURN, parent=nation)
    district = _place("thi-du.mau", Level.DISTRICT, "huyện", "Mẫu", until=TURN, parent=gone)
    commune = _place("vi-du-tu-2025.mau", Level.COMMUNE, "xã", "Mẫu", since=TURN, parent=new)
    for predecessor in (old, gone):
        _became(predecessor, new)
    Lineage.objects.create(
        predecessor=district, kind=LineageKind.LEVEL_REMOVED, day=TURN, whole=True, is_default=True
    )
    PlaceCode.objects.create(place=gone, code="15", valid_until=TURN, verified=True)
    PlaceCode.objects.create(place=new, code="15", valid_from=TURN)
    places = (nation, old, gone, new, district, commune)
    return {place.key: place for place in places}


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
def visit(browser: Browser, live_server) -> Iterator[Visit]:  # type: ignore[no-untyped-def]
    """Return the function that gives a visitor, signed in as a user where one is named."""
    contexts = []

    def come(user: User | None = None, width: int = DESKTOP, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["phien"].value
            context.add_cookies([{"name": "phien", "value": cookie, "url": live_server.url}])
        return Visitor(context.new_page(), live_server.url)

    yield come
    for context in contexts:
        context.close()


def _place(
    key: str,
    level: Level,
    kind: str,
    name: str,
    *,
    since: date | None = None,
    until: date | None = None,
    parent: Place | None = None,
) -> Place:
    days = {"valid_from": since, "valid_until": until}
    place = Place.objects.create(
        key=key, level=level, kind=kind, name=name, verified=since is None, **days
    )
    PlaceName.objects.create(
        place=place, kind=kind, name=name, folded=fold(name), verified=since is None, **days
    )
    if parent:
        PlaceParent.objects.create(place=place, parent=parent, **days)
    return place


def _became(old: Place, new: Place) -> None:
    Lineage.objects.create(
        predecessor=old,
        successor=new,
        kind=LineageKind.MERGE,
        day=TURN,
        whole=True,
        is_default=True,
        verified=True,
    )
