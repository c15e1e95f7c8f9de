"""The national programmes as they are shipped: sourced, unverified, and reckoned again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from khuyencong.accounts.models import User
from khuyencong.programmes.actions import TargetTold, load_programmes, set_target, withdraw
from khuyencong.programmes.actions.load import table
from khuyencong.programmes.models import Programme, Target
from khuyencong.programmes.queries import aims_of
from khuyencong.programmes.states import Sure
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.rounding import roundest_value
from tests.factories import make_user
from tests.reference import AT

LATER = AT + timedelta(days=1)


@pytest.fixture
def officer() -> User:
    """Return an officer of the agency that answers for the national programmes."""
    load_programmes(at=AT)
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return make_user("AGENCY_OFFICER", agency)


def of(key: str) -> dict[str, int]:
    found = aims_of(Programme.objects.get(key=key)).targets
    return {row.measure: row.value for row in found}


def test_the_targets_of_the_three_programmes() -> None:
    assert load_programmes(at=AT) == 3 + 5 + 19
    assert of("kcqg-2014-2020") == {
        "money.state": 1_212_000_000_000,
        "training.workers": 140_000,
        "management.trainees": 14_000,
        "models.count": 200,
        "machinery.establishments": 850,
    }
    assert of("kcqg-2021-2025") == {
        "training.workers": 10_000,
        "training.specialists": 500,
        "cleaner.trainers": 300,
        "management.trainees": 15_000,
        "models.count": 340,
        "machinery.machines": 1_600,
        "machinery.lines": 300,
        "machinery.assessed": 300,
        "cleaner.pilots": 100,
        "clusters.cleaned": 50,
        "voting.national_rounds": 3,
        "voting.regional_rounds": 2,
        "trademarks.establishments": 350,
        "fairs.organised_home": 15,
        "fairs.organised_abroad": 5,
        "fairs.joined_home": 45,
        "fairs.joined_abroad": 13,
        "clusters.planned": 50,
        "clusters.treated": 60,
    }
    # Nobody here has read them: an officer enters them.
    assert of("kcqg-2026-2030") == {}


def test_nothing_shipped_says_that_somebody_verified_a_target() -> None:
    load_programmes(at=AT)
    assert not Target.objects.filter(verified=True).exists()
    assert not Target.objects.filter(citation="").exists()
    implied = Target.objects.filter(sure=Sure.IMPLIED)
    assert set(implied.values_list("programme__key", flat=True)) == {"kcqg-2014-2020"}
    assert implied.get(measure="training.workers").basis == "18.400 là 13,14 % mục tiêu"
    about = Target.objects.filter(bound="about").values_list("measure", flat=True)
    assert set(about) == {
        "training.specialists",
        "cleaner.trainers",
        "management.trainees",
        "clusters.treated",
    }


@pytest.mark.parametrize("row", [r for r in table("targets") if r["percent"]], ids=str)
def test_what_a_percentage_implies_is_the_roundest_value(row: dict[str, str]) -> None:
    assert roundest_value(int(row["done"]), Decimal(row["percent"])) == int(row["value"])


def test_a_second_load_writes_nothing() -> None:
    load_programmes(at=AT)
    before = list(Target.objects.order_by("id").values())
    assert load_programmes(at=LATER) == 0
    assert list(Target.objects.order_by("id").values()) == before


def test_a_newer_edition_supersedes_the_row_of_the_older() -> None:
    load_programmes(at=AT)
    Target.objects.filter(measure="machinery.lines").update(value=299)
    assert load_programmes(at=LATER) == 1
    versions = Target.objects.filter(measure="machinery.lines").order_by("recorded_at")
    assert [(row.value, row.superseded_at) for row in versions] == [(299, LATER), (300, None)]


def test_what_an_officer_set_stays_when_the_files_are_loaded_again(officer: User) -> None:
    programme = Programme.objects.get(key="kcqg-2021-2025")
    said = TargetTold(measure="machinery.lines", value=310, citation="QĐ", reason="Đọc văn bản")
    kept = set_target(by=officer, at=AT, programme=programme, told=said)
    assert load_programmes(at=LATER) == 0
    assert of("kcqg-2021-2025")["machinery.lines"] == 310
    withdraw(by=officer, at=LATER, row=kept, reason="Nhầm")
    assert load_programmes(at=LATER) == 0
    assert "machinery.lines" not in of("kcqg-2021-2025")


def test_a_programme_rests_on_the_register_of_the_law() -> None:
    load_programmes(at=AT)
    one = Programme.objects.get(key="kcqg-2021-2025")
    assert (one.basis, one.period_start, one.period_end) == (
        "Quyết định 1881/QĐ-TTg",
        date(2021, 1, 1),
        date(2026, 1, 1),
    )
    assert one.custodian.kind == OrganisationKind.AGENCY
