"""Kits on the desk, and the address that takes their files: answers, rights, constant queries."""

import json
from base64 import b64decode
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.applications import actions as applications
from khuyencong.applications.models import Need
from khuyencong.core.clock import now
from khuyencong.fieldwork.actions import issue_kit, receive, take_in
from khuyencong.fieldwork.models import Entry, Kit, Returned
from khuyencong.fieldwork.rules.keys import receipt_key, verifies
from khuyencong.fieldwork.rules.returns import LARGEST
from khuyencong.fieldwork.states import EntryState
from khuyencong.registry.models import Establishment
from khuyencong.web.fieldwork.posting import MOST
from tests.cast import Cast
from tests.factories import make_establishment, make_kit, make_need, make_user, need_told, told
from tests.fieldwork.device import NEED, Device, need_sheet, shown
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast) -> User:
    return make_user("CENTRE_OFFICER", cast.centre)


@pytest.fixture
def kit(cast: Cast, officer: User) -> Kit:
    return make_kit(officer, cast.department)


@pytest.fixture
def one(cast: Cast, kit: Kit) -> Establishment:
    return make_establishment(cast.owner, cast.department, told(kit.commune))


@pytest.fixture
def device(cast: Cast, officer: User, one: Establishment) -> Device:
    """Return a device with a kit that carries the establishment."""
    return carrying(cast, officer, one)


def carrying(cast: Cast, officer: User, one: Establishment) -> Device:
    """Return a device with a kit of the commune of an establishment, issued now."""
    given: dict[str, Any] = {"commune": one.commune, "held_by": "UBND xã Mẫu", "at": now()}
    return Device(issue_kit(by=officer, custodian=cast.department, **given))


def key_in(client: Client, path: str) -> str:
    """Return the key of the first form of a page."""
    page = client.get(path).content.decode()
    return page.split('name="key" value="')[1].split('"')[0]


def test_a_kit_is_issued_downloaded_and_revoked(
    cast: Cast, kit: Kit, officer: User, signed: Signed
) -> None:
    client = signed(officer)
    new = reverse("desk:kit-new")
    given = {
        "key": key_in(client, new),
        "custodian": str(cast.department.id),
        "commune": kit.commune.name,
        "held_by": "Hội phụ nữ xã",
    }
    many = client.post(new, given)
    assert many.status_code in (302, 422)
    if many.status_code == 422:  # other communes of the tests bear this name
        given |= {"commune_key": kit.commune.key, "key": key_in(client, new)}
        many = client.post(new, given)
    issued = Kit.objects.get(held_by="Hội phụ nữ xã")
    assert many.headers["Location"] == reverse("desk:kit", args=[issued.id])
    answer = client.get(reverse("desk:kit-file", args=[issued.id]))
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"connect-src http://testserver" in answer.content
    page = reverse("desk:kit", args=[issued.id])
    revoke = reverse("desk:kit-revoke", args=[issued.id])
    assert client.post(revoke, {"key": key_in(client, page)}).status_code == 422
    client.post(revoke, {"key": key_in(client, page), "reason": "Mất máy"})
    told_page = client.get(page).content.decode()
    assert "Mất máy" in told_page
    assert reverse("desk:kit-file", args=[issued.id]) not in told_page
    assert client.get(reverse("desk:kit-file", args=[issued.id])).status_code == 302


def test_a_file_that_came_by_stick_is_put_in_and_taken_in(
    device: Device, one: Establishment, officer: User, signed: Signed
) -> None:
    client, put_in = signed(officer), reverse("desk:kit-put-in")
    data = device.file(need_sheet(device, one))

    def put() -> Any:
        file = SimpleUploadedFile("tra-ve.json", data, "application/json")
        return client.post(put_in, {"key": key_in(client, put_in), "file": file}, follow=True)

    assert "1 phiếu, 1 phiếu mới" in put().content.decode()
    assert "đã nhận rồi" in put().content.decode()
    page = reverse("desk:kit", args=[device.kit.id])
    take = reverse("desk:kit-take-in", args=[device.kit.id])
    answer = client.post(take, {"key": key_in(client, page)}, follow=True)
    assert "1 phiếu đã vào hồ sơ" in answer.content.decode()
    sheet = client.get(reverse("desk:kit-sheet", args=[Entry.objects.get().id]))
    assert reverse("desk:need", args=[Need.objects.get().id]) in sheet.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"{}", "không phải tệp trả về"),
        (b"x" * (LARGEST + 1), "lớn hơn 2 MB"),
    ],
    ids=["empty", "another file", "too large"],
)
def test_a_wrong_file_is_told_at_its_field(
    officer: User, signed: Signed, data: bytes, said: str
) -> None:
    client, put_in = signed(officer), reverse("desk:kit-put-in")
    file = SimpleUploadedFile("x.json", data, "application/json")
    answer = client.post(put_in, {"key": key_in(client, put_in), "file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def conflicting(device: Device, need: Need, officer: User) -> Entry:
    """Return a sheet of which one field was changed on both sides."""
    typed = shown(device.kit.carried["needs"][str(need.id)]["values"]) | {"cost": "600 triệu"}
    about = {"base": str(need.id), "establishment": str(need.establishment_id)}
    sheet = device.sheet(kind="need", typed=typed, seen="", **about)
    told_now = need_told(need.establishment, cost=700_000_000)
    applications.amend_need(by=officer, need=need, seen=need.stamp, told=told_now, at=now())
    receive(data=device.file(sheet), at=now())
    take_in(by=officer, kit=device.kit, at=now())
    return Entry.objects.get()


def test_a_conflict_is_decided_on_its_page(
    one: Establishment, officer: User, cast: Cast, signed: Signed
) -> None:
    need = make_need(officer, one)
    entry = conflicting(carrying(cast, officer, one), need, officer)
    client, path = signed(officer), reverse("desk:kit-sheet", args=[entry.id])
    page = client.get(path).content.decode()
    for shown_value in ("500.000.000 đồng", "700.000.000 đồng", "600.000.000 đồng"):
        assert shown_value in page
    decide = reverse("desk:kit-decide", args=[entry.id])
    seen = page.split('name="seen" value="')[1].split('"')[0]
    key = page.split('name="key" value="')[1].split('"')[0]
    assert client.post(decide, {"key": key, "seen": seen}).status_code == 422
    given = {"key": key, "seen": seen, "ben-cost": "theirs", "reason": "Đã gọi hỏi lại"}
    assert client.post(decide, given).status_code == 302
    need.refresh_from_db()
    assert (need.cost, Entry.objects.get().state) == (600_000_000, EntryState.APPLIED)
    assert "Đã gọi hỏi lại" in client.get(path).content.decode()


def test_to_look_at_a_conflict_writes_nothing(
    one: Establishment, officer: User, cast: Cast, signed: Signed
) -> None:
    need = make_need(officer, one)
    entry = conflicting(carrying(cast, officer, one), need, officer)
    before = Need.objects.values().get()
    signed(officer).get(reverse("desk:kit-sheet", args=[entry.id]))
    assert Need.objects.values().get() == before
    assert Entry.objects.get().state == EntryState.CONFLICT


def test_lists_do_not_ask_more_with_more_rows(
    device: Device, one: Establishment, officer: User, cast: Cast, signed: Signed
) -> None:
    client = signed(officer)
    receive(data=device.file(need_sheet(device, one)), at=now())
    paths = [reverse("desk:kits"), reverse("desk:kit", args=[device.kit.id])]
    counts = []
    for _ in range(2):
        told_of = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            told_of.append(len(asked))
        counts.append(told_of)
        for _ in range(4):
            make_kit(officer, cast.department)
            receive(data=device.file(need_sheet(device, one)), at=now())
    assert counts[0] == counts[1]


# --- by line -------------------------------------------------------------------------------------


def post(data: bytes, **more: Any) -> Any:
    """Send bytes as a page from a disk does: no cookie, an origin of nobody's."""
    given = {"content_type": "text/plain", "HTTP_ORIGIN": "null"} | more
    return Client(enforce_csrf_checks=True).post(reverse("kit-return"), data, **given)


def test_a_signed_file_by_line_is_kept_and_named(device: Device, one: Establishment) -> None:
    sheet = need_sheet(device, one)
    data = device.file(sheet)
    first, again = post(data), post(data)
    assert first.status_code == again.status_code == 200
    assert first.json() == {"state": "kept", "kept": [[sheet["key"], 1]]}
    assert again.json() == {"state": "repeated", "kept": [[sheet["key"], 1]]}
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in first.headers
    assert Returned.objects.get().received_by is None


def test_a_file_by_line_that_is_not_right_gets_words_and_keeps_nothing(device: Device) -> None:
    for data in (b"", b"{}", b"x" * LARGEST, json.dumps({"kit": 1}).encode()):
        answer = post(data)
        assert answer.status_code == 422
        assert answer.json()["said"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    large = post(b"x" * (LARGEST + 1))
    assert (large.status_code, large.headers["Access-Control-Allow-Origin"]) == (413, "*")
    assert not Returned.objects.exists()


def test_a_session_lets_no_file_in(officer: User, device: Device, signed: Signed) -> None:
    """The address knows no cookie: who is signed in gets no further than anybody."""
    answer = signed(officer).post(reverse("kit-return"), b"{}", content_type="text/plain")
    assert answer.status_code == 422
    assert not Returned.objects.exists()


def test_one_address_is_stopped_after_many_files(device: Device, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kit"}
    }
    answers = [post(b"{}").status_code for _ in range(MOST + 1)]
    assert set(answers[:-1]) == {422}
    assert answers[-1] == 429


def test_a_sheet_about_an_unknown_establishment_gets_one(
    device: Device, one: Establishment, officer: User, signed: Signed
) -> None:
    sheet = device.sheet(kind="need", unlisted=one.name, typed=NEED, seen="")
    receive(data=device.file(sheet), at=now())
    take_in(by=officer, kit=device.kit, at=now())
    entry = Entry.objects.get()
    client, path = signed(officer), reverse("desk:kit-sheet", args=[entry.id])
    page = client.get(path).content.decode()
    assert str(one.id) in page
    key = page.split("kit-name")[0].split('name="key" value="')[-1].split('"')[0]
    name = reverse("desk:kit-name", args=[entry.id])
    given = {"key": key, "q": one.name, "co_so": str(one.id)}
    assert client.post(name, given).status_code == 302
    assert Need.objects.get().establishment == one


def test_who_opens_the_address_in_a_browser_is_told_what_it_is(device: Device) -> None:
    answer = Client().get(reverse("kit-return"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Nơi nhận tệp của bộ công cụ xã" in page
    assert f'href="{reverse("desk:kit-put-in")}"' in page and "<form" not in page
    assert Client().head(reverse("kit-return")).status_code == 200
    assert Client().put(reverse("kit-return")).status_code == 405


# --- receipts ------------------------------------------------------------------------------------


def test_the_receipt_of_a_file_names_its_sheets_and_is_the_same_each_time(
    device: Device, one: Establishment, officer: User, signed: Signed, cast: Cast
) -> None:
    sheet = need_sheet(device, one)
    returned = receive(data=device.file(sheet), at=now(), by=officer).returned
    client = signed(officer)
    kit = device.kit
    address = reverse("desk:kit-receipt", args=[kit.id, returned.id])
    page = client.get(reverse("desk:kit", args=[kit.id])).content.decode()
    assert f'href="{address}"' in page
    first, again = client.get(address), client.get(address)
    assert first.content == again.content
    assert f'filename="bien-nhan-{kit.name}-' in first.headers["Content-Disposition"]
    told = json.loads(first.content)
    payload = json.loads(told["payload"])
    assert payload["kept"] == [[sheet["key"], 1, str(device.name)]]
    assert (payload["kit"], payload["file"]) == (str(kit.id), returned.sha256)
    key = receipt_key(settings.SECRET_KEY, kit.id).public
    assert key.verifies(b64decode(told["signature"]), told["payload"].encode())
    # Whoever holds the file of the kit has its key, and writes no receipt with it.
    assert not verifies(
        bytes(kit.public_key), b64decode(told["signature"]), told["payload"].encode()
    )
    other = issue_kit(
        by=officer, custodian=kit.custodian, commune=kit.commune, held_by="B", at=now()
    )
    wrong = reverse("desk:kit-receipt", args=[other.id, returned.id])
    assert client.get(wrong).status_code == 404
    assert signed(cast.chair).get(address).status_code == 404


def test_no_receipt_is_made_that_the_kit_would_not_know(
    device: Device, one: Establishment, officer: User, signed: Signed, settings: Any
) -> None:
    returned = receive(data=device.file(need_sheet(device, one)), at=now(), by=officer).returned
    address = reverse("desk:kit-receipt", args=[device.kit.id, returned.id])
    Returned.objects.update(sheets=[])
    client = signed(officer)
    assert "chưa làm biên nhận" in client.get(address, follow=True).content.decode()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "mot-khoa-khac-hoan-toan"
    assert "Khóa của hệ thống đã đổi" in client.get(address, follow=True).content.decode()
