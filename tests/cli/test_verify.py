"""`khuyencong verify` names what is not as it was kept, and is silent otherwise."""

import pytest
from django.db import connection

from khuyencong.core import clock
from khuyencong.ingestion.actions import receive
from khuyencong.ingestion.models import Document
from khuyencong.registry.actions.establishments import merge
from khuyencong.registry.models import Establishment
from khuyencong.registry.states import EstablishmentForm
from khuyencong.verification import verify
from tests.cast import Cast
from tests.factories import make_commune, make_establishment, told

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


@pytest.fixture
def establishment(cast: Cast) -> Establishment:
    household = EstablishmentForm.HOUSEHOLD_BUSINESS
    said = told(make_commune(), "Hộ KD Mẫu", form=household, owner_number="001099000045")
    return make_establishment(cast.owner, cast.department, said)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE registry_establishment SET name = 'Khác'", "khác với lần ghi"),
        ("UPDATE registry_establishment SET core = 'khac'", "tên để so khác"),
        ("UPDATE registry_establishment SET owner_mask = ''", "số che bớt khác"),
        ("UPDATE registry_ownernumber SET number = '001099000046'", "số che bớt khác"),
        ("DELETE FROM registry_establishmentversion", "không có lần ghi"),
    ],
)
def test_an_establishment_that_was_altered_is_named(
    establishment: Establishment, statement: str, said: str
) -> None:
    assert list(verify()) == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert [line for line in verify() if said in line and str(establishment.id) in line]


def test_a_merger_without_its_record_is_named(cast: Cast, establishment: Establishment) -> None:
    kept = make_establishment(cast.owner, cast.department, told(make_commune(), "Khác Mẫu"))
    merge(by=cast.owner, kept=kept, merged=establishment, at=clock.now())
    assert list(verify()) == []
    Establishment.objects.filter(id=establishment.id).update(merged_into=None)
    assert [line for line in verify() if "nơi gộp vào" in line and str(establishment.id) in line]
