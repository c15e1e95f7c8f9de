"""A forgotten password: a letter with a link, which opens once, and only to who has the mail."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from khuyencong.accounts.actions import close_account, reset_password
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import link_of, user_of_link
from khuyencong.core import outbox
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry, OutboxMessage
from khuyencong.core.refusal import Refused
from khuyencong.web import forgotten
from tests.cast import Cast
from tests.factories import make_user

FORGOT, SENT, CHOOSE, LOGIN = (
    "/tai-khoan/quen-mat-khau/",
    "/tai-khoan/quen-mat-khau/da-gui/",
    "/tai-khoan/mat-khau-moi/",
    "/tai-khoan/dang-nhap/",
)
OLD, NEW = "mưa rào trên mái tôn cũ", "ba con vịt qua cầu tre"
ADDRESS = "nguoi.mau@example.com"


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def maker(cast: Cast) -> User:
    return make_user(
        "ESTABLISHMENT_USER",
        cast.department,
        username="maker",
        password=OLD,
        email=ADDRESS,
        email_confirmed_at=now(),
    )


def key_in(answer: HttpResponse) -> str:
    found = re.search(r'name="key" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def ask(client: Client, named: str) -> Any:
    return client.post(FORGOT, {"named": named, "key": key_in(client.get(FORGOT))})


def letters() -> list[Any]:
    """Return what left for somebody, after the worker's next look."""
    outbox.deliver(now() + timedelta(seconds=1))
    return list(mail.outbox)


def link_in(letter: Any) -> str:
    found = re.search(r"http://testserver(/tai-khoan/mat-khau-moi/\S+/)", letter.body)
    assert found
    return found[1]


def choose(client: Client, link: str, password: str = NEW, again: str = "") -> Any:
    assert client.get(link)["Location"] == CHOOSE
    told = {"password": password, "again": again or password, "key": key_in(client.get(CHOOSE))}
    return client.post(CHOOSE, told)


def enters(password: str) -> bool:
    return Client().post(LOGIN, {"login": "maker", "password": password}).status_code == 302


@pytest.mark.parametrize("named", ["maker", "Maker", ADDRESS, ADDRESS.upper()])
def test_by_a_letter_one_comes_back_in(maker: User, named: str) -> None:
    elsewhere = Client()
    elsewhere.force_login(maker)
    visitor = Client()
    assert ask(visitor, named)["Location"] == SENT
    # What waits to leave holds no link: it is made when the letter leaves.
    assert "link" not in str(OutboxMessage.objects.get().payload)
    (letter,) = letters()
    assert letter.to == [ADDRESS] and "maker" in letter.body
    link = link_in(letter)
    assert ADDRESS not in link and "maker" not in link
    answer = choose(visitor, link)
    assert answer["Location"] == f"{LOGIN}?moi=1"
    assert "Đã đặt mật khẩu mới" in visitor.get(answer["Location"]).content.decode()
    assert enters(NEW) and not enters(OLD)
    # Whoever was signed in with the old one is no longer.
    assert elsewhere.get("/dich-vu/thong-bao/").status_code == 302
    entry = JournalEntry.objects.get(act="account.password_reset")
    assert (entry.by, entry.about, entry.facts) == (maker.id, f"user:{maker.id}", {})


def test_the_answer_is_the_same_for_who_has_no_account(cast: Cast, maker: User) -> None:
    make_user("ESTABLISHMENT_USER", cast.department, username="without.mail", password=OLD)
    answers = [ask(Client(), named) for named in ("maker", "nobody", "without.mail", "x@y.z")]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, SENT)}
    assert "Gọi cán bộ khuyến công đang giúp" in Client().get(SENT).content.decode()
    assert len(letters()) == 1


def test_an_address_that_nobody_confirmed_gets_no_link(maker: User) -> None:
    ask(Client(), "maker")
    User.objects.update(email_confirmed_at=None)
    assert letters() == [], "nor one that waited to leave"
    answers = [ask(Client(), named) for named in ("maker", ADDRESS)]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, SENT)}
    assert letters() == []


def test_a_link_opens_once(maker: User) -> None:
    ask(Client(), "maker")
    link = link_in(letters()[0])
    choose(Client(), link)
    for gone in (Client().get(link), Client().get(CHOOSE)):
        assert gone.status_code == 404 and "Liên kết hết hiệu lực" in gone.content.decode()


def test_of_two_who_opened_a_link_one_chooses(maker: User) -> None:
    link = f"{CHOOSE}{link_of(maker)}/"
    first, second = Client(), Client()
    second.get(link)
    key = key_in(second.get(CHOOSE))
    choose(first, link)
    late = second.post(CHOOSE, {"password": OLD, "again": OLD, "key": key})
    assert late.status_code == 422 and "Liên kết này đã dùng" in late.content.decode()
    assert enters(NEW)


def test_a_double_click_chooses_once(maker: User) -> None:
    ask(Client(), "maker")
    link, visitor = link_in(letters()[0]), Client()
    visitor.get(link)
    asked = visitor.get(CHOOSE)
    assert asked["Cache-Control"] == "no-store, private"
    told = {"password": NEW, "again": NEW, "key": key_in(asked)}
    assert [visitor.post(CHOOSE, told).status_code for _ in range(2)] == [302, 302]
    assert JournalEntry.objects.filter(act="account.password_reset").count() == 1


def test_a_link_is_gone_after_an_hour(maker: User, settings: Any) -> None:
    link = link_of(maker)
    assert user_of_link(link) == maker
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert user_of_link(link) is None
    with pytest.raises(Refused, match="quá một giờ"):
        reset_password(link=link, password=NEW, at=now())


@pytest.mark.parametrize("link", ["", "0-0", "x" * 400, "0" * 32, f"{'0' * 32}-a-b"])
def test_what_is_no_link_opens_nothing(maker: User, link: str) -> None:
    assert user_of_link(link) is None
    with pytest.raises(Refused):
        reset_password(link=link, password=NEW, at=now())


def test_the_link_of_one_does_not_open_the_account_of_another(cast: Cast, maker: User) -> None:
    forged = f"{cast.owner.id.hex}-{link_of(maker).partition('-')[2]}"
    assert user_of_link(forged) is None


def test_a_closed_account_is_not_opened(cast: Cast, maker: User) -> None:
    link = link_of(maker)
    ask(Client(), "maker")
    close_account(user=maker, organisation=cast.department, at=datetime.now(UTC))
    assert letters() == [] and user_of_link(link) is None
    ask(Client(), "maker")
    assert letters() == []


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        (NEW, "khác hẳn nhau mà", "Hai lần gõ không giống nhau."),
        ("xe bò", "xe bò", "Mật khẩu quá ngắn: cần ít nhất 12 ký tự."),
        ("khuyencong2026", "khuyencong2026", "quá dễ đoán"),
    ],
)
def test_a_password_that_does_not_do_is_told(
    maker: User, password: str, again: str, why: str
) -> None:
    visitor, link = Client(), f"{CHOOSE}{link_of(maker)}/"
    answer = choose(visitor, link, password, again)
    assert answer.status_code == 422 and why in answer.content.decode()
    assert password not in answer.content.decode() and enters(OLD)


def test_letters_to_one_account_are_few(maker: User) -> None:
    for _ in range(5):
        assert ask(Client(), "maker")["Location"] == SENT
    assert len(letters()) == forgotten.MOST_LETTERS


def test_one_address_asks_so_many_times(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgotten, "MOST_ASKED", 1)
    assert ask(Client(), "a").status_code == 302
    assert ask(Client(), "b").status_code == 429


def test_who_opens_an_account_may_tell_an_address(cast: Cast) -> None:
    from khuyencong.applications.forms.claims import PersonForm

    told = {"full_name": "Người Mẫu", "login": "mau", "password": OLD}
    assert PersonForm(told | {"email": ADDRESS}).is_valid() and PersonForm(told).is_valid()
    wrong = PersonForm(told | {"email": "nguoi mau"})
    assert wrong.errors["email"] == ["Địa chỉ thư chưa đúng: có một dấu @, không có dấu cách."]
