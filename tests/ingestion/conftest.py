# ruff: noqa: E402
"""A small report with one check of every severity, kept for the owner's department."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django
import pytest

# A folder named on the command line is read before pytest wakes Django.
django.setup()

from khuyencong.accounts.models import User
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.stored import stored
from khuyencong.registry.models import Organisation, Place, PlaceName
from khuyencong.registry.states import Level
from khuyencong.values.periods import read_period
from khuyencong.web.desk import sample
from tests.cast import Cast

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FIVE_YEARS = read_period("2016-2020")


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Let every test of this folder use the database."""


@pytest.fixture
def read() -> ReadFile:
    """Return a file as the child would have read it."""
    return ReadFile("mau.md", sample.TEXT, stored(sample.sample_reading()))


@pytest.fixture
def document(cast: Cast, read: ReadFile) -> Document:
    return actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)


@pytest.fixture
def province(cast: Cast) -> Place:
    """Return the province of the owner's department."""
    place = Place.objects.create(key="mau", level=Level.PROVINCE, kind="tỉnh", name="Mẫu")
    PlaceName.objects.create(place=place, kind="tỉnh", name="Mẫu", folded="mau")
    Organisation.objects.filter(id=cast.department.id).update(place=place)
    return place


@pytest.fixture
def confirmed(cast: Cast, document: Document, province: Place) -> Document:
    """Return the report, said to be about the province in 2016–2020: now it answers questions.

    f1 "12", f3 "7" and f4 "4" are đề án and contradict each other; f2 "900" is money.
    """
    confirm(cast, document, province)
    return document


def confirm(cast: Cast, document: Document, place: Place, **changes: Any) -> Confirmation:
    told = {"by": cast.owner, "place": place, "period": FIVE_YEARS, "at": AT} | changes
    return actions.confirm(document=document, **told)


def figure(document: Document, number: str, **more: Any) -> Observation:
    """Return the current version of the figure that the report writes as `number`."""
    return document.observations.get(superseded_at=None, number=number, **more)


def take(by: User, row: Observation, at: datetime = AT) -> Observation:
    """Let `by` take a figure as it is understood."""
    return actions.accept(by=by, document=row.document, series=row.series, seen=row.id, at=at)


@pytest.fixture
def another(cast: Cast) -> Callable[[int], Document]:
    """Return the function that keeps one more report of the owner's department."""

    def make(number: int) -> Document:
        kept = stored(sample.sample_reading())
        read = ReadFile(f"mau-{number}.md", f"{sample.TEXT}{number}\n", kept)
        return actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)

    return make
