"""Signing in and out: little is said to who fails, and what was opened can be shut."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from khuyencong.accounts.actions import close_account
from khuyencong.accounts.adapter import MISMATCH, TOO_MANY, AccountAdapter
from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
SIGN_IN, SIGN_OUT, DESK = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-xuat/", "/desk/"


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def sign_in(client: Client, username: str = "owner", password: str = PASSWORD, **headers: str):  # type: ignore[no-untyped-def]
    told = {"login": username, "password": password}
    return client.post(SIGN_IN, told, headers=headers)


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_the_right_words_lead_to_the_desk(cast: Cast, client: Client) -> None:
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, DESK)
    assert is_in(client)


def test_where_one_wanted_to_go_is_where_one_arrives(cast: Cast, client: Client) -> None:
    wanted = client.get(DESK + "bao-cao/").url
    assert wanted.startswith(SIGN_IN)
    response = client.post(wanted, {"login": "owner", "password": PASSWORD})
    assert response.url == DESK + "bao-cao/"


@pytest.mark.parametrize("outside", ["//evil.example/", "https://evil.example/", "javascript:1"])
def test_nobody_is_sent_to_another_house(cast: Cast, client: Client, outside: str) -> None:
    told = {"login": "owner", "password": PASSWORD, "next": outside}
    assert client.post(SIGN_IN, told).url == DESK


def test_every_failure_says_the_same(cast: Cast, client: Client) -> None:
    User.objects.filter(username="head").update(is_active=False, password=cast.owner.password)
    answers = {
        failed: page_errors(sign_in(client, *failed))
        for failed in (
            ("owner", "sai mật khẩu"),  # wrong password
            ("nobody", PASSWORD),  # no such name
            ("head", PASSWORD),  # a closed account, the right password
            ("colleague", PASSWORD),  # another's password
        )
    }
    assert set(answers.values()) == {MISMATCH}
    assert not is_in(client)


def page_errors(response) -> str:  # type: ignore[no-untyped-def]
    assert response.status_code == 200
    page = response.content.decode()
    return next(words for words in (MISMATCH, TOO_MANY) if words in page)


def test_five_failures_shut_the_name_for_a_while_and_nobody_else(
    cast: Cast, client: Client
) -> None:
    User.objects.filter(username="colleague").update(password=cast.owner.password)
    for _ in range(5):
        assert page_errors(sign_in(client, "owner", "sai")) == MISMATCH
    assert page_errors(sign_in(client, "owner", PASSWORD)) == TOO_MANY
    assert sign_in(client, "colleague").url == DESK


def test_a_forged_address_does_not_open_a_shut_name(cast: Cast, client: Client) -> None:
    for number in range(5):
        sign_in(client, "owner", "sai", **{"X-Forwarded-For": f"10.0.0.{number}"})
    answer = sign_in(client, "owner", PASSWORD, **{"X-Forwarded-For": "10.9.9.9"})
    assert page_errors(answer) == TOO_MANY


@pytest.mark.parametrize(
    ("proxies", "claimed", "counted"),
    [
        (0, "10.0.0.1", "192.0.2.9"),  # no proxy: what the browser claims counts for nothing
        (1, "192.0.2.1", "192.0.2.1"),  # one proxy: what it saw
        (1, "10.0.0.1, 192.0.2.1", "192.0.2.1"),  # and not what it was told
        (1, "", "192.0.2.9"),
    ],
)
def test_whose_address_counts(
    proxies: int, claimed: str, counted: str, settings: Settings, rf: RequestFactory
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": claimed} if claimed else {}
    request = rf.get(SIGN_IN, REMOTE_ADDR="192.0.2.9", headers=headers)
    assert AccountAdapter(request).get_client_ip(request) == counted


def test_a_session_found_before_signing_in_is_worth_nothing(cast: Cast, client: Client) -> None:
    client.session["planted"] = True
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_closed_account_is_out_with_its_next_click(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert is_in(client)
    close_account(user=cast.owner, organisation=cast.department, at=now())
    assert client.get(DESK).url.startswith(SIGN_IN)


def test_signing_out_needs_a_post_and_ends_the_session(cast: Cast, client: Client) -> None:
    sign_in(client)
    session = client.session.session_key
    client.get(SIGN_OUT)
    assert is_in(client)
    assert client.post(SIGN_OUT).status_code == 302
    assert not is_in(client)
    assert not Session.objects.filter(session_key=session).exists()


def test_signing_in_and_out_needs_the_token_of_the_form(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    strict.force_login(cast.owner)
    assert strict.post(SIGN_OUT).status_code == 403
    assert is_in(strict)


def test_the_form_speaks_vietnamese_and_lets_a_manager_fill_it(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    for words in ("Tên đăng nhập", "Mật khẩu", 'autocomplete="current-password"'):
        assert words in page
    for words in ("Username", "Password", "Remember", "placeholder", "onpaste"):
        assert words not in page
    password = page[page.index('type="password"') :].split(">")[0]
    assert "maxlength" not in password


@pytest.mark.parametrize("door", ["signup", "email", "password/reset", "inactive", "confirm-email"])
def test_other_doors_of_the_library_are_shut(client: Client, door: str) -> None:
    assert client.get(f"/tai-khoan/{door}/").status_code == 404


def test_a_new_password_is_checked_and_ends_the_other_sessions(cast: Cast, client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    address = reverse("account_change_password")
    told = {"oldpassword": PASSWORD, "password1": "khuyencong2026", "password2": "khuyencong2026"}
    assert client.post(address, told).status_code == 200
    strong = "ba con vịt qua cầu"
    client.post(address, {**told, "password1": strong, "password2": strong})
    assert is_in(client)
    assert not is_in(elsewhere)
    assert User.objects.get(id=cast.owner.id).check_password(strong)


def test_the_log_keeps_no_word_that_was_typed(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    User.objects.filter(id=cast.owner.id).update(email="chu.nhan@vi-du.example")
    with caplog.at_level(logging.DEBUG):
        sign_in(client, "owner", "sai-mật-khẩu")
        sign_in(client, "chu.nhan@vi-du.example", "0912345678")
        sign_in(client)
        client.post(SIGN_OUT)
    told = [f"{record.name} {record.getMessage()}" for record in caplog.records]
    ours = [line for line in told if line.startswith("khuyencong.accounts")]
    assert ours == [
        "khuyencong.accounts.adapter sign-in refused",
        "khuyencong.accounts.adapter sign-in refused",
        f"khuyencong.accounts.adapter sign-in {cast.owner.id}",
    ]
    # The log of statements, off unless somebody debugs the database, repeats what was stored.
    others = "\n".join(line for line in told if not line.startswith("django.db"))
    for typed in (PASSWORD, "sai-mật-khẩu", "chu.nhan@", "0912345678", "owner"):
        assert typed not in others
