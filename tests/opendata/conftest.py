"""The whole demonstration, entered once for the tests of a file, and the bundle made of it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.applications.actions import load_papers, load_tags
from khuyencong.competitions.actions import load_criteria
from khuyencong.core.clock import now
from khuyencong.demo import applications, bodies, build, establishments, voting
from khuyencong.demo.records import entering, targets
from khuyencong.demo.year import filling
from khuyencong.law.actions import load_law
from khuyencong.opendata.actions.bundling import Bundled, write_bundle
from khuyencong.opendata.queries.moment import Moment
from khuyencong.programmes.actions import load_programmes
from khuyencong.projects.actions import load_norms
from tests.reference import load_places

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Opened:
    """A bundle in a folder, and its rows as each form gives them."""

    bundled: Bundled
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Return where it stands."""
        return self.bundled.folder

    def json(self, path: str) -> Any:
        """Return what a JSON file says, with every digit."""
        if path not in self._kept:
            text = (self.folder / path).read_text("utf-8")
            self._kept[path] = json.loads(text, parse_float=Decimal)
        return self._kept[path]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        found: list[dict[str, Any]] = self.json(f"data/{table}.json")
        return found

    def lines(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as CSV writes them."""
        text = (self.folder / f"data/{table}.csv").read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines(keepends=True)))


def fill() -> None:
    """Enter what the demonstration holds, from the law to the vote."""
    load_places()
    load_law(at=AT)
    load_programmes(at=AT)
    for load in (load_papers, load_tags, load_norms, load_criteria):
        load()
    make_demo_accounts(at=AT)
    for report in build.REPORTS:
        build._hand_in(*report)
    build._review()
    for room in (establishments, applications, bodies, entering, targets, filling, voting):
        room.fill(AT)


@pytest.fixture(scope="module")
def moment(django_db_setup: None, django_db_blocker: Any) -> Iterator[Moment]:
    """Enter the demonstration once for a file; it goes with its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        yield Moment(max(AT, now()) + timedelta(minutes=1))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def opened(moment: Moment, tmp_path_factory: Any, django_db_blocker: Any) -> Opened:
    """Return the bundle of the demonstration."""
    with django_db_blocker.unblock():
        return Opened(write_bundle(tmp_path_factory.mktemp("goi"), moment))
