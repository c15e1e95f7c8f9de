"""`khuyencong verify` names what is not as it was kept, and is silent otherwise."""

import pytest
from django.db import connection

from khuyencong.core import clock
from khuyencong.ingestion.actions import receive
from khuyencong.ingestion.models import Document
from khuyencong.verification import verify
from tests.cast import Cast

REPORT = "Tổng số 10 đề án, trong đó 04 đề án quốc gia và 06 đề án địa phương."


@pytest.fixture
def kept(cast: Cast) -> Document:
    organisation = cast.owner.memberships_today[0].organisation
    return receive(
        by=cast.owner,
        custodian=organisation,
        file_name="bao-cao.txt",
        data=REPORT.encode(),
        at=clock.now(),
    )


def _overwrite(column: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ingestion_document SET {column} = %s", [value])


def test_all_is_well(kept: Document) -> None:
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("text", REPORT.replace("10", "11"), "văn bản khác"),
        ("figures", 99, "tổng đã lưu"),
        ("warnings", 7, "tổng đã lưu"),
    ],
)
def test_an_altered_column_is_named(kept: Document, column: str, value: object, told: str) -> None:
    _overwrite(column, value)
    assert [line for line in verify() if told in line and str(kept.id) in line]


def test_an_altered_journal_is_named(kept: Document) -> None:
    assert list(verify()) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_journalentry SET act = 'document.forged' WHERE position = 1")
    assert [line for line in verify() if "mục 1" in line]
