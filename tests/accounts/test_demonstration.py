"""The demonstration: one account a role, nobody's names, one password, not on a real service."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from khuyencong.accounts.actions import Refused
from khuyencong.accounts.demonstration import PROVINCE, make_demo_accounts
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.roles import ROLES
from khuyencong.registry.models import Organisation, Place, PlaceName
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.values.gazetteer import search_form
from tests.factories import make_organisation

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> Path:
    make_bodies()
    settings.VAR = tmp_path
    return tmp_path / "demo-accounts.txt"


def make_bodies() -> None:
    """Make the bodies that the accounts belong to, as the reference data has them."""
    province = Place.objects.create(key="bac-ninh", level=Level.PROVINCE, name=PROVINCE)
    PlaceName.objects.create(place=province, name=PROVINCE, folded=search_form(PROVINCE))
    for kind in OrganisationKind:
        body = make_organisation(kind.label, kind)
        if kind in {OrganisationKind.DEPARTMENT, OrganisationKind.CENTRE}:
            Organisation.objects.filter(id=body.id).update(place=province)


def test_every_role_has_one_account_that_opens(kept: Path, client: Client) -> None:
    accounts = make_demo_accounts(AT)
    assert sorted(Membership.objects.values_list("role", flat=True)) == sorted(ROLES)
    assert [account.role for account in accounts] == [
        ROLES[m.role].name for m in Membership.objects.order_by("id")
    ]
    for account in accounts:
        told = {"login": account.username, "password": account.password}
        begins = "/dich-vu/" if account.username == "co-so" else "/desk/"
        assert client.post("/tai-khoan/dang-nhap/", told).url == begins
        client.logout()


def test_the_people_are_plainly_nobody(kept: Path) -> None:
    make_demo_accounts(AT)
    names = User.objects.values_list("full_name", flat=True)
    assert len(set(names)) == len(ROLES)
    assert all(name.endswith(" (mẫu)") for name in names)
    assert set(User.objects.values_list("email", flat=True)) == {""}


def test_a_second_run_prints_the_same_and_changes_nothing(kept: Path) -> None:
    first = make_demo_accounts(AT)
    hashes = list(User.objects.order_by("id").values_list("password", flat=True))
    assert make_demo_accounts(AT) == first
    assert list(User.objects.order_by("id").values_list("password", flat=True)) == hashes


def test_the_password_stands_in_a_file_of_its_owner_and_nowhere_else(kept: Path) -> None:
    password = make_demo_accounts(AT)[0].password
    assert len(password) == 17
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text().strip() == password
    assert password not in str(list(User.objects.values()))


def test_a_lost_file_makes_a_new_password_that_opens(kept: Path, client: Client) -> None:
    old = make_demo_accounts(AT)[0]
    kept.unlink()
    new = make_demo_accounts(AT)[0]
    assert new.password != old.password
    assert client.login(username=new.username, password=new.password)
    assert not client.login(username=old.username, password=old.password)


def test_a_new_database_keeps_the_password_of_the_file(kept: Path, client: Client) -> None:
    password = make_demo_accounts(AT)[0].password
    Membership.objects.all().delete()
    User.objects.all().delete()
    again = make_demo_accounts(AT)[0]
    assert again.password == password
    assert client.login(username=again.username, password=password)


def test_a_real_service_refuses(kept: Path, settings: Settings) -> None:
    settings.HTTPS = True
    with pytest.raises(Refused, match="hệ thống thật"):
        make_demo_accounts(AT)
    assert not User.objects.exists()
    assert not kept.exists()
