"""Signing in by OpenID Connect, against a provider on this machine: only what holds lets in."""

import logging
from collections.abc import Iterator

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from khuyencong.accounts.actions import erase_person, link_identity
from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.core.environment import identity_provider, provider_of
from khuyencong.core.models import JournalEntry
from khuyencong.core.once import issue
from tests.accounts.identities import CLIENT, SECRET, Provider, provider_at_work
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
DOOR, IDENTITY = "/tai-khoan/dinh-danh/dinh-danh/", "/tai-khoan/dinh-danh/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider_at_work() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Settings) -> Provider:
    running.fault, running.subject = "", "chu-the-1"
    use(settings, running.base)
    return running


def use(settings: Settings, issuer: str) -> None:
    told = provider_of(issuer=issuer, client=CLIENT, secret=SECRET, name="VNeID")
    settings.IDENTITY = told
    apps = [told["app"]]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}
    }


def through(client: Client):  # type: ignore[no-untyped-def]
    """Go to the provider and come back, as a browser would."""
    left = client.post(DOOR)
    assert left.status_code == 302, left.content.decode()
    sent_back = requests.get(left["Location"], allow_redirects=False, timeout=5)
    return client.get(sent_back.headers["Location"])


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_tied_once_it_lets_in_without_a_password(cast: Cast, provider: Provider) -> None:
    client = signed_in(cast.owner)
    assert "Sang VNeID để nối" in client.get(IDENTITY).content.decode()
    assert through(client)["Location"] == IDENTITY
    assert "đã nối" in client.get(IDENTITY).content.decode()
    visitor = Client()
    assert "Đăng nhập bằng VNeID" in visitor.get("/tai-khoan/dang-nhap/").content.decode()
    answer = through(visitor)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert visitor.session["_auth_user_id"] == str(cast.owner.id)
    # Of all that the provider told, the subject alone is kept; the journal names nobody.
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("chu-the-1", {})
    assert not SocialToken.objects.exists() and not EmailAddress.objects.exists()
    entry = JournalEntry.objects.get(act="account.identity_tied")
    assert (entry.about, entry.facts) == (f"user:{cast.owner.id}", {})


def test_it_asks_with_state_nonce_and_pkce_each_time_anew(cast: Cast, provider: Provider) -> None:
    provider.seen.clear()
    for _ in range(2):
        through(Client())
    first, second = provider.seen
    assert first["scope"] == "openid" and first["code_challenge_method"] == "S256"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 16 and first[name] != second[name]


def test_what_an_address_adds_to_the_question_is_not_asked(provider: Provider, cast: Cast) -> None:
    left = Client().post(f"{DOOR}?scope=email&auth_params=nonce%3Dcua-toi&process=connect")
    assert "cua-toi" not in left["Location"] and "email" not in left["Location"]
    assert Client().get(DOOR).status_code == 405  # a mere link leads nowhere


#: What is wrong with the answer → what the log is told.
FAULTS = {
    "nonce": "another nonce",
    "no nonce": "MissingRequiredClaimError",
    "signature": "InvalidSignatureError",
    "key": "signed by no key of the provider",
    "none": "a way of signing that is not taken",
    "symmetric": "a way of signing that is not taken",
    "issuer": "InvalidIssuerError",
    "audience": "InvalidAudienceError",
    "shared": "made for several, and not for us",
    "old": "ExpiredSignatureError",
    "state": "state",
    "denied": "state",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_does_not_hold_lets_nobody_in(
    cast: Cast, provider: Provider, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = {"provider": "dinh-danh", "subject": "chu-the-1"}
    link_identity(user=cast.owner, at=now(), **told)
    provider.fault = fault
    visitor = Client()
    with caplog.at_level(logging.WARNING):
        answer = through(visitor)
    page = answer.content.decode()
    assert answer.status_code == 401 and "Chưa đăng nhập được bằng VNeID" in page
    assert "Chưa có gì thay đổi" in page and not is_in(visitor)
    assert f"identity refused: {FAULTS[fault]}" in caplog.text
    assert "chu-the-1" not in caplog.text and "Tên Không" not in caplog.text


@pytest.mark.parametrize("fault", ["nonce", "signature", "issuer", "state"])
def test_what_does_not_hold_ties_nothing(cast: Cast, provider: Provider, fault: str) -> None:
    provider.fault = fault
    assert through(signed_in(cast.owner)).status_code == 401
    assert not SocialAccount.objects.exists()


def test_a_provider_that_says_it_is_another_is_not_asked(cast: Cast, provider: Provider) -> None:
    provider.fault = "discovery"
    answer = Client().post(DOOR)
    assert answer.status_code == 401 and "Chưa đăng nhập được" in answer.content.decode()


def test_a_silent_provider_is_told(cast: Cast, settings: Settings) -> None:
    use(settings, "http://127.0.0.1:9")
    answer = Client().post(DOOR)
    assert answer.status_code == 502 and "chưa trả lời" in answer.content.decode()


def test_an_answer_is_good_once_and_in_the_browser_that_asked(
    cast: Cast, provider: Provider
) -> None:
    link_identity(user=cast.owner, provider="dinh-danh", subject="chu-the-1", at=now())
    visitor = Client()
    left = visitor.post(DOOR)
    back = requests.get(left["Location"], allow_redirects=False, timeout=5).headers["Location"]
    thief = Client()
    assert thief.get(back).status_code == 401 and not is_in(thief)
    assert visitor.get(back)["Location"] == "/desk/"
    assert visitor.get(back).status_code == 401  # a second time


def test_nobody_is_found_by_mail_or_name(cast: Cast, provider: Provider) -> None:
    """The provider tells a verified address that an account bears: it opens nothing."""
    User.objects.filter(id=cast.owner.id).update(email="owner@example.vn")
    EmailAddress.objects.create(user=cast.owner, email="owner@example.vn", verified=True)
    before = User.objects.count()
    visitor = Client()
    answer = through(visitor)
    assert answer.status_code == 403
    assert "chưa nối với tài khoản nào" in answer.content.decode()
    assert not is_in(visitor) and User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_an_identity_belongs_to_one_account_and_an_account_has_one(
    cast: Cast, provider: Provider
) -> None:
    through(signed_in(cast.owner))
    taken = signed_in(cast.colleague)
    assert through(taken)["Location"] == IDENTITY
    assert "đã nối với một tài khoản khác" in taken.get(IDENTITY).content.decode()
    provider.subject = "chu-the-2"
    again = signed_in(cast.owner)
    through(again)
    assert "một danh tính khác" in again.get(IDENTITY).content.decode()
    assert [(one.user, one.uid) for one in SocialAccount.objects.all()] == [
        (cast.owner, "chu-the-1")
    ]


def test_a_closed_account_stays_shut(cast: Cast, provider: Provider) -> None:
    through(signed_in(cast.owner))
    User.objects.filter(id=cast.owner.id).update(is_active=False)
    visitor = Client()
    assert through(visitor).status_code == 403 and not is_in(visitor)


def test_it_is_taken_off_where_a_password_remains_and_goes_with_the_person(
    cast: Cast, provider: Provider
) -> None:
    client = signed_in(cast.owner)
    through(client)
    User.objects.filter(id=cast.owner.id).update(password="!")
    client.force_login(User.objects.get(id=cast.owner.id))
    client.post(f"{IDENTITY}go/", {"key": issue(cast.owner.id)})
    assert SocialAccount.objects.exists()
    cast.owner.set_password(PASSWORD)
    cast.owner.save()
    client.force_login(cast.owner)
    client.post(f"{IDENTITY}go/", {"key": issue(cast.owner.id)})
    assert not SocialAccount.objects.exists()
    through(client)
    erase_person(user=cast.owner, organisation=cast.department, at=now())
    assert not SocialAccount.objects.exists()


def test_without_a_provider_there_is_no_door(cast: Cast, client: Client) -> None:
    client.force_login(cast.owner)
    assert client.post(DOOR).status_code == 404
    assert client.get(f"{DOOR}ve/").status_code == 404
    assert client.get(IDENTITY).status_code == 404
    assert "VNeID" not in Client().get("/tai-khoan/dang-nhap/").content.decode()


TOLD = {"ISSUER": "https://dinh-danh.example", "CLIENT": "a", "SECRET": "b", "NAME": ""}


@pytest.mark.parametrize(
    ("said", "https", "wanted"),
    [
        ({}, True, "VNeID"),
        ({"NAME": "Định danh thử"}, True, "Định danh thử"),
        ({"ISSUER": "http://127.0.0.1:1"}, False, "VNeID"),
        ({"ISSUER": "", "CLIENT": "", "SECRET": ""}, True, ""),
    ],
)
def test_the_environment_names_the_provider(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], https: bool, wanted: str
) -> None:
    for name, value in (TOLD | said).items():
        monkeypatch.setenv(f"KHUYENCONG_OIDC_{name}", value)
    assert identity_provider(https=https).get("name", "") == wanted


@pytest.mark.parametrize(
    "said", [{"SECRET": ""}, {"ISSUER": "http://dinh-danh.example"}, {"ISSUER": "vneid"}]
)
def test_a_provider_told_by_half_or_without_tls_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    for name, value in (TOLD | said).items():
        monkeypatch.setenv(f"KHUYENCONG_OIDC_{name}", value)
    with pytest.raises(ImproperlyConfigured, match="KHUYENCONG_OIDC"):
        identity_provider(https=True)
