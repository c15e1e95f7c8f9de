# ruff: noqa: E402
"""A small report with one check of every severity, kept for the owner's department."""

from collections.abc import Callable
from datetime import UTC, datetime

import django
import pytest

# A folder named on the command line is read before pytest wakes Django.
django.setup()

from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.stored import stored
from khuyencong.web.desk import sample
from tests.cast import Cast

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


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
def another(cast: Cast) -> Callable[[int], Document]:
    """Return the function that keeps one more report of the owner's department."""

    def make(number: int) -> Document:
        kept = stored(sample.sample_reading())
        read = ReadFile(f"mau-{number}.md", f"{sample.TEXT}{number}\n", kept)
        return actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)

    return make
