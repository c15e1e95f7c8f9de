"""Connections on the desk: a key shown once, confirmed by another; an address, its tellings."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.permissions import Permission as P
from khuyencong.connections.models import AccessToken, Delivery, Hook
from khuyencong.connections.states import OFFERED
from khuyencong.core.clock import today
from tests.cast import Cast
from tests.factories import make_connections, make_hook, make_token
from tests.web.conftest import Signed

HOME = "/desk/ket-noi/"
KEY = re.compile(r"kc_[A-Za-z0-9_-]{43}")


def form_key(page: str) -> str:
    """Return the key of the form that stands on a page."""
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def told(browser: Client, path: str, **more: object) -> dict[str, object]:
    """Return a form as it is filled in."""
    page = browser.get(path).content.decode()
    return {"key": form_key(page), **more}


def new_token(browser: Client, **more: object) -> dict[str, object]:
    last_day = f"{today() + timedelta(days=30)}"
    fields = {"label": "Phần mềm Sở", "last_day": last_day, "rights": [P.PROJECT_READ]}
    return told(browser, HOME + "ma/moi/", **fields | more)


def test_a_key_is_shown_once_and_opens_the_api(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.owner)
    form = new_token(browser)
    made = browser.post(HOME + "ma/moi/", form)
    (key,) = set(KEY.findall(made.content.decode()))
    assert "no-store" in made.headers["Cache-Control"]
    headers = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/projects/", headers=headers).status_code == 200
    assert Client().get("/api/v1/plans/", headers=headers).status_code == 403
    again = browser.post(HOME + "ma/moi/", form).content.decode()
    assert not KEY.search(again) and "đã hiện một lần" in again
    assert AccessToken.objects.count() == 1
    page = browser.get(HOME).content.decode()
    assert key[:9] in page and key not in page
    assert f"{today():%d/%m/%Y}" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label": ""}, "Ghi tên phần mềm"),
        ({"rights": []}, "Chọn ít nhất một quyền"),
        ({"rights": [P.REQUEST_PREPARE]}, "Chỉ chọn quyền anh/chị đang có"),
        ({"last_day": "hôm nào"}, "Ngày không đúng dạng"),
        ({"last_day": "2020-01-01"}, "Ngày dùng cuối"),
        ({"label": "a\0b"}, "NUL"),
        ({"key": "giả"}, "Biểu mẫu đã hết hạn"),
    ],
)
def test_a_form_that_cannot_be_comes_back_as_it_was(
    cast: Cast, signed: Signed, change: dict[str, object], said: str
) -> None:
    browser = signed(cast.owner)
    answer = browser.post(HOME + "ma/moi/", new_token(browser) | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert "<title>Lỗi: " in page
    assert ("Phần mềm Sở" in page) is ("label" not in change)
    assert not AccessToken.objects.exists()


def test_only_own_rights_are_offered(cast: Cast, signed: Signed) -> None:
    for who in ("owner", "commune", "centre_officer"):
        user = getattr(cast, who)
        page = signed(user).get(HOME + "ma/moi/").content.decode()
        offered = set(re.findall(r'name="rights" value="([\w.]+)"', page))
        assert offered == {str(right) for right in OFFERED if user.may(right)}
    nothing = signed(cast.establishment)
    assert nothing.get(HOME + "ma/moi/").headers["Location"] == HOME
    assert "chưa có quyền nào" in nothing.get(HOME).content.decode()


def test_the_key_of_a_system_is_confirmed_by_its_head(cast: Cast, signed: Signed) -> None:
    officer, head = signed(cast.owner), signed(cast.head)
    form = new_token(officer, body=str(cast.department.id))
    made = officer.post(HOME + "ma/moi/", form).content.decode()
    (key,) = set(KEY.findall(made))
    assert "chờ một người khác" in made
    headers = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/projects/", headers=headers).status_code == 401
    page = head.get(HOME).content.decode()
    assert "Có 1 mã của hệ thống chờ anh/chị xác nhận" in page
    token = AccessToken.objects.get()
    address = reverse("desk:token-yes", args=[token.id])
    assert address in page and address not in officer.get(HOME).content.decode()
    start = page.index(address)
    head.post(address, {"key": form_key(page[start:])})
    assert Client().get("/api/v1/projects/", headers=headers).status_code == 200
    page = officer.get(HOME).content.decode()
    address = reverse("desk:token-end", args=[token.id])
    officer.post(address, {"key": form_key(page[page.index(address) :])})
    assert Client().get("/api/v1/projects/", headers=headers).status_code == 401
    assert "đã thu hồi" in officer.get(HOME).content.decode()


def test_the_list_costs_the_same_for_many(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.head)
    make_connections(cast.owner, cast.department)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(HOME).status_code == 200
        return len(asked)

    cost()
    before = cost()
    for _ in range(5):
        make_connections(cast.owner, cast.department)
        make_token(cast.head)
    assert cost() == before


def test_an_address_is_given_and_its_secret_shown_once(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.owner)
    form = told(
        browser,
        HOME + "noi-nhan/moi/",
        name="Một cửa tỉnh",
        custodian=str(cast.department.id),
        url="https://motcua.example.vn/nhan",
        events=["request.send", "project.pay"],
    )
    made = browser.post(HOME + "noi-nhan/moi/", form).content.decode()
    secret = re.search(r"kcs_[0-9a-f]{64}", made)
    assert secret
    hook = Hook.objects.get()
    assert (hook.label, hook.events) == ("Một cửa tỉnh", ["request.send", "project.pay"])
    again = browser.post(HOME + "noi-nhan/moi/", form)
    assert again.headers["Location"] == reverse("desk:hook", args=[hook.id])
    page = browser.get(reverse("desk:hook", args=[hook.id])).content.decode()
    assert secret[0] not in page and "motcua.example.vn" in page and "Thanh toán" in page
    address = reverse("desk:hook-rotate", args=[hook.id])
    key = form_key(page[page.index(address) :])
    rotated = browser.post(address, {"key": key}).content.decode()
    fresh = re.search(r"kcs_[0-9a-f]{64}", rotated)
    assert fresh and fresh[0] != secret[0] and "24 giờ" in rotated
    browser.post(address, {"key": key})
    assert Hook.objects.get().generation == 2


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://motcua.example.vn/", "https://"),
        ("https://10.0.0.1/", "mạng công khai"),
        ("https://localhost/", "mạng công khai"),
        ("không phải địa chỉ", "không dấu"),
        ("", "Ghi địa chỉ nhận"),
    ],
)
def test_an_address_that_cannot_be(cast: Cast, signed: Signed, url: str, said: str) -> None:
    browser = signed(cast.owner)
    form = told(
        browser,
        HOME + "noi-nhan/moi/",
        name="Một cửa",
        custodian=str(cast.department.id),
        url=url,
        events=["request.send"],
    )
    answer = browser.post(HOME + "noi-nhan/moi/", form)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "Một cửa" in page
    assert not Hook.objects.exists()


def test_tellings_by_state_and_sent_again(cast: Cast, signed: Signed) -> None:
    kept = make_connections(cast.owner, cast.department)
    hook, delivery = kept["hook"], kept["delivery"]
    browser, path = signed(cast.owner), reverse("desk:hook", args=[kept["hook"].pk])
    page = browser.get(path + "?buoc=given_up").content.decode()
    assert "thôi không gửi nữa" in page and delivery.about in page  # type: ignore[attr-defined]
    assert "Chưa có lần báo nào" in browser.get(path + "?buoc=sent").content.decode()
    address = reverse("desk:hook-again", args=[hook.pk, delivery.pk])
    browser.post(address, {"key": form_key(page[page.index(address) :])})
    assert Delivery.objects.get().state == "waiting"
    watching = signed(cast.auditor).get(path).content.decode()
    assert address not in watching and "Đổi khóa ký" not in watching


def test_an_address_is_ended(cast: Cast, signed: Signed) -> None:
    hook = make_hook(cast.owner, cast.department)
    browser, path = signed(cast.head), reverse("desk:hook", args=[hook.id])
    page = browser.get(path).content.decode()
    address = reverse("desk:hook-end", args=[hook.id])
    browser.post(address, {"key": form_key(page[page.index(address) :])})
    page = browser.get(path).content.decode()
    assert "đã dừng" in page and address not in page


def test_the_page_of_the_api_tells_of_every_operation(cast: Cast, client: Client) -> None:
    page = client.get("/api/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page
    assert "<h1>API cho hệ thống khác</h1>" in page
    tag = client.get("/api/v1/openapi.json").headers["ETag"]
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": tag})
    assert again.status_code == 304
