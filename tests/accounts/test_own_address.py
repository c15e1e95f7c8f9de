"""The own address is confirmed by a letter, once; until then no other link goes there."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from khuyencong.accounts.actions import (
    Person,
    amend,
    change_address,
    close_account,
    confirm_address,
    erase_person,
    open_account,
    register_person,
)
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import LinkTo, link_of, user_of_link
from khuyencong.core import outbox
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry, OutboxMessage
from khuyencong.core.refusal import Refused
from khuyencong.web.account_links import MOST_LETTERS
from khuyencong.web.own_address import MOST_TRIES
from tests.accounts.test_forgotten import CHOOSE, NEW, OLD, ask, key_in
from tests.cast import Cast

CHANGE = "/tai-khoan/thu-dien-tu/"
CONFIRM, SEND, HOME = "/tai-khoan/xac-nhan-thu/", "/tai-khoan/xac-nhan-thu/gui/", "/dich-vu/"
REGISTER = "/dich-vu/dang-ky/"
ADDRESS = "nguoi.mau@example.com"


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def maker(cast: Cast) -> User:
    """Return somebody who opened an account by himself and typed an address."""
    person = Person("maker", "Người Mẫu", ADDRESS)
    return register_person(person=person, password=OLD, at=now())


@pytest.fixture
def inside(maker: User) -> Client:
    client = Client()
    client.force_login(maker)
    return client


def letters() -> list[Any]:
    outbox.deliver(now() + timedelta(seconds=1))
    return list(mail.outbox)


def send(client: Client) -> Any:
    return client.post(SEND, {"key": key_in(client.get(HOME))})


def link_in(letter: Any) -> str:
    found = re.search(r"http://testserver(/tai-khoan/xac-nhan-thu/\S+/)", letter.body)
    assert found
    return found[1]


def confirm(client: Client, link: str) -> Any:
    assert client.get(link)["Location"] == CONFIRM
    return client.post(CONFIRM, {"key": key_in(client.get(CONFIRM))})


def is_confirmed() -> bool:
    return User.objects.get(username="maker").email_confirmed_at is not None


def test_by_a_letter_the_address_is_confirmed_and_then_a_password_comes_back(
    maker: User, inside: Client
) -> None:
    assert "Địa chỉ thư chưa xác nhận" in inside.get(HOME).content.decode()
    assert send(inside)["Location"] == HOME
    assert "link" not in str(OutboxMessage.objects.get().payload)
    (letter,) = letters()
    assert letter.to == [ADDRESS]
    assert "maker" not in letter.body and "Người Mẫu" not in letter.body
    ask(Client(), "maker")
    assert len(letters()) == 1, "not confirmed yet"
    visitor = Client()
    answer = confirm(visitor, link_in(letter))
    assert answer["Location"] == HOME and is_confirmed()
    assert "Đã xác nhận địa chỉ thư" in visitor.get(HOME).content.decode()
    assert "chưa xác nhận" not in inside.get(HOME).content.decode()
    entry = JournalEntry.objects.get(act="account.address_confirmed")
    assert (entry.by, entry.about, entry.facts) == (maker.id, f"user:{maker.id}", {})
    ask(Client(), "maker")
    assert [one.to for one in letters()] == [[ADDRESS]] * 2
    assert CHOOSE in letters()[1].body


def test_to_open_the_link_confirms_nothing(maker: User) -> None:
    """Programs that look into letters open links too."""
    visitor, link = Client(), f"{CONFIRM}{link_of(maker, LinkTo.ADDRESS)}/"
    visitor.get(link)
    page = visitor.get(CONFIRM)
    assert page.status_code == 200 and not is_confirmed()
    assert page["Cache-Control"] == "no-store, private" and ADDRESS not in page.content.decode()


def test_a_link_confirms_once_and_a_double_click_is_one(maker: User) -> None:
    visitor, link = Client(), f"{CONFIRM}{link_of(maker, LinkTo.ADDRESS)}/"
    visitor.get(link)
    key = key_in(visitor.get(CONFIRM))
    assert [visitor.post(CONFIRM, {"key": key}).status_code for _ in range(2)] == [302, 302]
    assert JournalEntry.objects.filter(act="account.address_confirmed").count() == 1
    for gone in (Client().get(link), Client().get(CONFIRM), visitor.get(CONFIRM)):
        assert gone.status_code == 404 and "Liên kết hết hiệu lực" in gone.content.decode()


def test_of_two_who_opened_a_link_the_second_is_told_that_it_is_gone(maker: User) -> None:
    link = f"{CONFIRM}{link_of(maker, LinkTo.ADDRESS)}/"
    second = Client()
    second.get(link)
    key = key_in(second.get(CONFIRM))
    confirm(Client(), link)
    assert second.post(CONFIRM, {"key": key}).status_code == 404


def test_a_link_is_gone_after_an_hour_and_with_the_address(maker: User, settings: Any) -> None:
    link = link_of(maker, LinkTo.ADDRESS)
    assert user_of_link(link, LinkTo.ADDRESS) == maker
    User.objects.update(email="khac@example.com")
    assert user_of_link(link, LinkTo.ADDRESS) is None
    User.objects.update(email=ADDRESS)
    settings.PASSWORD_RESET_TIMEOUT = -1
    with pytest.raises(Refused, match="quá một giờ"):
        confirm_address(link=link, at=now())


def test_to_sign_in_or_to_change_the_password_ends_no_link_to_the_address(maker: User) -> None:
    link = link_of(maker, LinkTo.ADDRESS)
    maker.last_login = now()
    maker.set_password(NEW)
    maker.save()
    assert user_of_link(link, LinkTo.ADDRESS) == maker


def test_no_link_does_for_the_other(cast: Cast, maker: User) -> None:
    assert user_of_link(link_of(maker, LinkTo.ADDRESS)) is None
    assert user_of_link(link_of(maker), LinkTo.ADDRESS) is None
    ending = link_of(maker, LinkTo.ADDRESS).partition("-")[2]
    assert user_of_link(f"{cast.owner.id.hex}-{ending}", LinkTo.ADDRESS) is None
    assert Client().get(f"{CHOOSE}{link_of(maker, LinkTo.ADDRESS)}/").status_code == 404


@pytest.mark.parametrize("link", ["0-0", "x" * 400, "0" * 32, f"{'0' * 32}-a-b"])
def test_what_is_no_link_is_told_as_one_that_is_gone(maker: User, link: str) -> None:
    used = f"{CONFIRM}{link_of(maker, LinkTo.ADDRESS)}/"
    confirm(Client(), used)
    gone, none = Client().get(used), Client().get(f"{CONFIRM}{link}/")
    assert none.status_code == gone.status_code == 404
    assert "Liên kết hết hiệu lực" in none.content.decode()


def test_letters_are_few_and_the_answer_is_the_same(inside: Client) -> None:
    answers = {send(inside)["Location"] for _ in range(MOST_LETTERS + 2)}
    assert answers == {HOME} and len(letters()) == MOST_LETTERS


def test_nothing_leaves_where_there_is_nothing_to_confirm(
    cast: Cast, maker: User, inside: Client
) -> None:
    key = key_in(inside.get(HOME))
    send(inside)
    close_account(user=maker, organisation=cast.department, at=now())
    assert letters() == []
    assert Client().post(SEND, {"key": key})["Location"].startswith("/tai-khoan/dang-nhap/")


def test_the_office_answers_for_the_address_that_it_enters(cast: Cast) -> None:
    at = now()
    told = {"organisation": cast.department, "role": "DEPT_OFFICER", "at": at}
    with_one = open_account(person=Person("mot", "Một", ADDRESS), **told)
    without = open_account(person=Person("hai", "Hai"), **told)
    assert (with_one.email_confirmed_at, without.email_confirmed_at) == (at, None)
    erase_person(user=with_one, organisation=cast.department, at=at)
    with_one.refresh_from_db()
    assert (with_one.email, with_one.email_confirmed_at) == ("", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(id=without.id).update(email_confirmed_at=at)


def test_of_accounts_of_before_those_of_an_office_are_confirmed(cast: Cast, maker: User) -> None:
    owner = cast.owner
    User.objects.filter(id=owner.id).update(email="owner@example.com", email_confirmed_at=None)
    before = import_module("khuyencong.accounts.migrations.0005_addresses_of_officers")
    before.confirm(apps, None)
    owner.refresh_from_db()
    assert owner.email_confirmed_at is not None and not is_confirmed()
    assert not User.objects.filter(email="").exclude(email_confirmed_at=None).exists()


def change(client: Client, email: str, password: str = OLD) -> Any:
    told = {"key": key_in(client.get(CHANGE)), "email": email, "password": password}
    return client.post(CHANGE, told)


def test_another_address_is_told_and_waits_for_its_letter(maker: User, inside: Client) -> None:
    confirm_address(link=link_of(maker, LinkTo.ADDRESS), at=now())
    maker.refresh_from_db()
    old = link_of(maker)
    assert change(inside, "moi@example.com")["Location"] == CHANGE
    assert not is_confirmed() and user_of_link(old) is None, "nothing opens by the old address"
    entry = JournalEntry.objects.get(act="account.address_changed")
    assert (entry.by, entry.facts) == (maker.id, {})
    left, letter = sorted(letters(), key=lambda one: one.to == ["moi@example.com"])
    assert (left.to, letter.to) == ([ADDRESS], ["moi@example.com"])
    confirm(Client(), link_in(letter))
    assert is_confirmed() and "đã xác nhận" in inside.get(CHANGE).content.decode()


def test_the_same_again_changes_nothing_and_none_is_possible(maker: User, inside: Client) -> None:
    confirm_address(link=link_of(maker, LinkTo.ADDRESS), at=now())
    change(inside, ADDRESS)
    assert is_confirmed() and letters() == []
    change(inside, "")
    maker.refresh_from_db()
    assert (maker.email, maker.email_confirmed_at) == ("", None)
    assert [letter.to for letter in letters()] == [[ADDRESS]], "the old one is told"


def test_the_address_that_leaves_is_told_when_and_whom_to_ask_and_names_nothing(
    maker: User,
) -> None:
    confirm_address(link=link_of(maker, LinkTo.ADDRESS), at=now())
    at = datetime(2026, 3, 5, 18, 5, tzinfo=UTC)
    change_address(user=maker, email="moi@example.com", at=at)
    (letter,) = letters()
    assert letter.to == [ADDRESS]
    told = " ".join(f"{letter.subject} {letter.body}".split())
    assert "Lúc 01:05 ngày 06/03/2026" in told
    assert "người quản trị tài khoản" in told and "cán bộ khuyến công đang giúp" in told
    assert not [one for one in ("http", "moi@", "Người Mẫu", "maker", str(maker.id)) if one in told]
    assert OutboxMessage.objects.get(kind="address-left").payload == {}, "emptied once it left"


def test_an_address_that_nobody_confirmed_is_told_nothing(maker: User) -> None:
    change_address(user=maker, email="moi@example.com", at=now())
    change_address(user=maker, email="", at=now())
    assert letters() == []


def test_nor_does_a_change_that_was_undone_leave_a_letter(maker: User) -> None:
    confirm_address(link=link_of(maker, LinkTo.ADDRESS), at=now())
    with pytest.raises(DatabaseError), transaction.atomic():
        change_address(user=maker, email="moi@example.com", at=now())
        raise DatabaseError("disk full")
    assert letters() == [] and is_confirmed()


def test_an_office_that_sets_an_address_right_tells_the_old_one(cast: Cast) -> None:
    owner = cast.owner
    User.objects.filter(id=owner.id).update(email=ADDRESS, email_confirmed_at=now())
    owner.refresh_from_db()
    amend(by=cast.admin, user=owner, full_name="Tên Khác", email=ADDRESS, at=now())
    assert letters() == [], "another name is no other address"
    amend(by=cast.admin, user=owner, full_name="Tên Khác", email="moi@example.com", at=now())
    (letter,) = letters()
    assert letter.to == [ADDRESS] and "moi@" not in letter.body


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("moi@example.com", "", "Gõ mật khẩu đang dùng."),
        ("moi@example.com", "sai", "Mật khẩu không đúng."),
        ("không phải thư", OLD, "Thư điện tử không đúng dạng"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    inside: Client, email: str, password: str, words: str
) -> None:
    page = change(inside, email, password)
    assert page.status_code == 422 and page["Cache-Control"] == "no-store, private"
    assert words in page.content.decode() and email in page.content.decode()
    assert User.objects.get(username="maker").email == ADDRESS


def test_nobody_finds_a_password_here_by_trying(inside: Client) -> None:
    for _ in range(MOST_TRIES):
        change(inside, "moi@example.com", "sai")
    page = change(inside, "moi@example.com")
    assert page.status_code == 429 and "quá nhiều lần" in page.content.decode()
    assert User.objects.get(username="maker").email == ADDRESS


def test_who_comes_by_another_identity_has_no_password_to_type(maker: User) -> None:
    maker.set_unusable_password()
    maker.save()
    client = Client()
    client.force_login(maker)
    page = client.get(CHANGE)
    assert "Mật khẩu đang dùng" not in page.content.decode()
    told = {"key": key_in(page), "email": "moi@example.com"}
    assert client.post(CHANGE, told)["Location"] == CHANGE
    assert User.objects.get(username="maker").email == "moi@example.com"


def test_of_two_changes_of_one_address_the_second_is_none(maker: User) -> None:
    assert change_address(user=maker, email="moi@example.com", at=now())
    assert not change_address(user=maker, email="moi@example.com", at=now())
    assert JournalEntry.objects.filter(act="account.address_changed").count() == 1
