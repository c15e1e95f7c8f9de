"""The invented establishments: entered once, visibly nobody's, with something of everything."""

from datetime import timedelta

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.demo import establishments
from khuyencong.registry.models import (
    Artisan,
    CraftVillage,
    Establishment,
    IndustrialCluster,
    LikelyTwin,
    OtherSupport,
    OwnerNumber,
)
from khuyencong.registry.queries import double_support_findings
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.identifiers import read_tax_code
from tests.reference import load_places

INVENTED = ("Thí Dụ", "Ví Dụ", "Mẫu", "Minh Họa", "ví dụ", "Làm Mẫu")


@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_everything_says_that_it_is_invented() -> None:
    load_places()
    make_demo_accounts(at=now())
    at = now()
    assert establishments.fill(at) == len(establishments.SAMPLES) >= 24
    entries = JournalEntry.objects.count()
    assert establishments.fill(at + timedelta(days=1)) == 0
    assert JournalEntry.objects.count() == entries

    rows = list(Establishment.objects.all())
    assert all(row.is_demonstration for row in rows)
    assert {row.form for row in rows} == set(EstablishmentForm.values)
    for model in (Establishment, CraftVillage, IndustrialCluster, Artisan):
        for row in model.objects.all():
            assert any(word in row.name for word in INVENTED), row.name
    codes = [row.tax_code for row in rows if row.tax_code]
    assert all(read_tax_code(code) == code and code.startswith("99") for code in codes)
    assert all(row.phone in {""} | {f"0200{n:07d}" for n in range(100)} for row in rows)
    assert all(row.number.startswith("0000000000") for row in OwnerNumber.objects.all())
    assert LikelyTwin.objects.count() == 2
    assert OtherSupport.objects.count() == len(establishments.SUPPORTS)

    first = Establishment.objects.get(name=establishments.SAMPLES[0].name)
    (finding,) = double_support_findings(first, "máy cưa gỗ CNC", day_in_vietnam(at))
    assert "nghi là cùng cơ sở" in finding.reason
