"""The public service: who gets in, what is typed comes back, what a code tells."""

import hashlib
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
import zxingcpp
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions
from khuyencong.applications.models import Claim, Help, Paper, Request
from khuyencong.applications.states import S
from khuyencong.core import outbox
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.core.once import issue
from khuyencong.registry.actions.establishments import SupportTold, record_support
from khuyencong.registry.models import Establishment
from khuyencong.registry.states import SupportProgramme
from khuyencong.web.service import claims, tracking
from tests.cast import Cast
from tests.factories import (
    PDF,
    make_commune,
    make_establishment,
    make_law,
    make_paper,
    make_request,
    make_user,
)
from tests.web.conftest import Signed

HOME, REGISTER, TRACK = "/dich-vu/", "/dich-vu/dang-ky/", "/dich-vu/tra-cuu/"
PASSWORD = "mưa rào trên mái tôn cũ"
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def one(cast: Cast) -> Establishment:
    make_law(cast.agency_officer)
    actions.load_papers()
    return make_establishment(cast.owner, cast.department)


@pytest.fixture
def maker(cast: Cast, one: Establishment) -> User:
    user = make_user("ESTABLISHMENT_USER", cast.department, username="maker", password=PASSWORD)
    let_represent(user=user, establishment=one, at=now())
    return user


@pytest.fixture
def client(signed: Signed, maker: User) -> Client:
    return signed(maker)


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def at(request: Request, rest: str = "") -> str:
    return f"{HOME}ho-so/{request.id}/{rest}"


def key_in(answer: HttpResponse) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page(answer))
    assert found
    return found[1]


def read_back(client: Client, receipt: str) -> list[str]:
    """Return what a telephone reads from the PDF, one page of A4, and from the Word file."""
    pdf = pypdfium2.PdfDocument(BytesIO(client.get(f"{receipt}pdf/").content))
    assert len(pdf) == 1
    with ZipFile(BytesIO(client.get(f"{receipt}docx/").content)) as word:
        drawn = [word.read(name) for name in word.namelist() if name.endswith(".png")]
    pictures = [
        pdf[0].render(scale=300 / 72).to_pil(),
        *(Image.open(BytesIO(one)) for one in drawn),
    ]
    return [read.text for picture in pictures for read in zxingcpp.read_barcodes(picture)]


def register(client: Client, **said: str) -> HttpResponse:
    told = {
        "full_name": "Người Mẫu Tự Khai",
        "login": "chu.xuong",
        "password": PASSWORD,
        "name": "HTX Mây tre Mẫu",
        "form": "cooperative",
        "commune": "Mẫu Khai",
        "key": key_in(client.get(REGISTER)),
    }
    return client.post(REGISTER, told | said)


# --- an account ----------------------------------------------------------------------------------


def test_somebody_registers_drafts_waits_and_is_confirmed(
    cast: Cast, one: Establishment, signed: Signed
) -> None:
    commune, visitor = make_commune("Mẫu Khai"), Client()
    answer = register(visitor)
    claim = Claim.objects.get()
    assert answer["Location"] == f"{HOME}co-so/{claim.id}/"
    assert "Chờ xác nhận" in page(visitor.get(answer["Location"]))
    assert "HTX Mây tre Mẫu" in page(visitor.get(HOME))
    part = f"{HOME}co-so/{claim.id}/phan/viec/"
    told = {"item": "machinery", "what": "Máy chẻ mây", "year": "2027", "begins_on": "hôm nào đó"}
    stamp = {"stamp": str(claim.stamp), "key": key_in(visitor.get(part)), "tiep": "1"}
    answer = visitor.post(part, told | stamp)
    assert answer.status_code == 422 and "hôm nào đó" in page(answer)
    # Signed out and in again, nothing of the draft is lost.
    visitor.post("/tai-khoan/dang-xuat/")
    answer = visitor.post("/tai-khoan/dang-nhap/", {"login": "chu.xuong", "password": PASSWORD})
    assert answer["Location"] == HOME
    assert "Máy chẻ mây" in page(visitor.get(part)) and "hôm nào đó" in page(visitor.get(part))
    # The commune of the test lies in no province: the department decides here.
    Claim.objects.update(custodian=cast.department)
    desk = signed(cast.owner)
    assert "HTX Mây tre Mẫu" in page(desk.get("/desk/dang-ky-co-so/"))
    shown = desk.get(f"/desk/dang-ky-co-so/{claim.id}/")
    assert "Người Mẫu Tự Khai" in page(shown)
    confirm = f"/desk/dang-ky-co-so/{claim.id}/xac-nhan/"
    assert desk.post(confirm, {"key": key_in(shown)}).status_code == 422
    answer = desk.post(confirm, {"key": key_in(shown), "record": "moi"})
    assert answer["Location"] == "/desk/dang-ky-co-so/"
    request = Request.objects.get()
    assert request.establishment.commune == commune and request.what == "Máy chẻ mây"
    assert visitor.get(f"{HOME}co-so/{claim.id}/")["Location"] == at(request)
    assert "Máy chẻ mây" in page(visitor.get(HOME))


def test_what_is_wrong_comes_back_without_the_password(cast: Cast) -> None:
    visitor = Client()
    answer = register(visitor, tax_code="123", commune="không đâu cả", form="", name=SCRIPT)
    text = page(answer)
    assert answer.status_code == 422 and "<title>Lỗi: " in text
    assert text.index('role="alert"') < text.index("Tên đăng nhập")
    assert text.count('class="why"') == 3 and SCRIPT not in text
    assert PASSWORD not in text and 'value="chu.xuong"' in text
    assert not User.objects.filter(username="chu.xuong").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"login": "owner"}, "đã có người dùng"),
        ({"login": "có dấu"}, "chữ không dấu"),
        ({"password": "123456789012"}, "mật khẩu"),
        ({"key": "x"}, "hết hạn"),
    ],
)
def test_no_account_without_a_claim_and_no_claim_without_an_account(
    cast: Cast, said: dict[str, str], told: str
) -> None:
    make_commune("Mẫu Khai")
    answer = register(Client(), **said)
    assert answer.status_code == 422 and told in page(answer).lower()
    assert not Claim.objects.exists()
    assert not User.objects.filter(full_name="Người Mẫu Tự Khai").exists()


def test_who_tells_an_address_is_sent_a_letter_to_confirm_it(cast: Cast) -> None:
    make_commune("Mẫu Khai")
    visitor = Client()
    answer = register(visitor, email="chu.xuong@example.com")
    assert "Một thư vừa gửi tới địa chỉ anh/chị ghi" in page(visitor.get(answer["Location"]))
    outbox.deliver(now() + timedelta(seconds=1))
    (letter,) = mail.outbox
    assert letter.to == ["chu.xuong@example.com"] and "/tai-khoan/xac-nhan-thu/" in letter.body
    user = User.objects.get(username="chu.xuong")
    assert user.email_confirmed_at is None and "Gửi thư xác nhận" in page(visitor.get(HOME))
    register(Client(), login="nguoi.khac")
    outbox.deliver(now() + timedelta(seconds=1))
    assert len(mail.outbox) == 1


def test_registered_twice_by_one_form_is_once(cast: Cast) -> None:
    make_commune("Mẫu Khai")
    visitor = Client()
    key = key_in(visitor.get(REGISTER))
    first = register(visitor, key=key)
    again = register(Client(), key=key)
    assert first["Location"] == again["Location"]
    assert Claim.objects.count() == 1


def test_one_address_opens_so_many_accounts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "MOST_OPENED", 1)
    make_commune("Mẫu Khai")
    register(Client())
    answer = register(Client(), login="nguoi.khac")
    assert answer.status_code == 429 and "mười phút" in page(answer)


def test_where_one_arrives_after_signing_in(cast: Cast, maker: User) -> None:
    arrived = {}
    for user, password in ((cast.owner, None), (maker, PASSWORD), (cast.former, None)):
        user.set_password(password or PASSWORD)
        user.save()
        told = {"login": user.username, "password": PASSWORD}
        arrived[user.username] = Client().post("/tai-khoan/dang-nhap/", told)["Location"]
    assert arrived == {"owner": "/desk/", "maker": HOME, "former": "/desk/"}


def test_a_known_establishment_is_offered_first_and_confirmed(
    cast: Cast, one: Establishment, signed: Signed
) -> None:
    visitor = Client()
    register(visitor, name=one.name, form="enterprise", commune="Mẫu")
    other = make_establishment(cast.owner, cast.department)  # bears the same name elsewhere
    Claim.objects.update(custodian=cast.department, found=one, commune=one.commune)
    claim, desk = Claim.objects.get(), signed(cast.owner)
    shown = desk.get(f"/desk/dang-ky-co-so/{claim.id}/")
    assert f'value="{one.id}" ' in page(shown) and "checked" in page(shown)
    assert "chưa có người đại diện" in page(shown)
    confirm = f"/desk/dang-ky-co-so/{claim.id}/xac-nhan/"
    assert desk.post(confirm, {"key": key_in(shown), "record": str(other.id)}).status_code == 422
    desk.post(confirm, {"key": key_in(shown), "record": str(one.id)})
    assert User.objects.get(username="chu.xuong").represents() == {one.id}
    assert one.name in page(visitor.get(HOME))
    assert "đã xác nhận" in page(desk.get(f"/desk/dang-ky-co-so/{claim.id}/")).lower()


# --- a request -----------------------------------------------------------------------------------

PARTS: dict[str, dict[str, str]] = {
    "co-so": {"trade": "handicrafts", "commune": "Mẫu", "difficult_area": "khong"},
    "viec": {
        "item": "machinery",
        "what": "Máy cưa CNC",
        "result": "",
        "year": "2027",
        "begins_on": "01/02/2027",
        "ends_on": "30/09/2027",
    },
    "kinh-phi": {"source": "national", "cost": "500 triệu", "asked": "200 triệu"},
}


def test_from_nothing_to_a_receipt(
    cast: Cast, client: Client, one: Establishment, signed: Signed
) -> None:
    home = client.get(HOME)
    answer = client.post(f"{HOME}ho-so/moi/{one.id}/", {"key": key_in(home)})
    request = Request.objects.get()
    assert answer["Location"] == at(request, "phan/co-so/")
    for part, told in PARTS.items():
        request.refresh_from_db()
        here = at(request, f"phan/{part}/")
        form = {"stamp": str(request.stamp), "key": key_in(client.get(here)), "tiep": "1"}
        answer = client.post(here, told | form)
        assert answer.status_code == 302, page(answer)
    assert answer["Location"] == at(request, "giay-to/")
    paper = SimpleUploadedFile("bao gia.pdf", PDF)
    form = {"key": key_in(client.get(at(request, "giay-to/"))), "kind": "bao-gia", "file": paper}
    assert client.post(at(request, "giay-to/"), form).status_code == 302
    checked = client.get(at(request, "kiem-tra/"))
    request.refresh_from_db()
    form = {"key": key_in(checked), "stamp": str(request.stamp)}
    for _ in range(2):  # pressed twice, sent once
        assert client.post(at(request, "gui/"), form)["Location"] == at(request)
    request.refresh_from_db()
    assert request.state == S.SENT and request.versions.count() == 1
    assert "Đã gửi, chờ tiếp nhận" in page(client.get(at(request)))
    actions.receive(by=cast.centre_officer, request=request, at=now())
    request.refresh_from_db()
    receipt = page(client.get(at(request, "giay-tiep-nhan/")))
    assert request.receipt_code in receipt and "Mã QR dẫn tới trang tra cứu hồ sơ" in receipt
    assert cast.centre_officer.full_name not in receipt
    for ending in ("pdf", "docx"):
        assert client.get(at(request, f"giay-tiep-nhan/{ending}/")).status_code == 200
        assert client.get(at(request, f"tep/{ending}/")).status_code == 200
    desk = signed(cast.centre_officer)
    assert "Mã QR" in page(desk.get(f"/desk/de-nghi/{request.id}/giay-tiep-nhan/"))
    leads = f"http://testserver{TRACK}{request.receipt_code}/"
    for opened, where in ((client, at(request)), (desk, f"/desk/de-nghi/{request.id}/")):
        assert read_back(opened, f"{where}giay-tiep-nhan/") == [leads, leads]


def test_the_pages_name_bodies_and_no_officer(cast: Cast, client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get(), S.SENT)
    actions.return_for_more(
        by=cast.centre_officer, request=request, reason="Thiếu báo giá", missing=["cost"], at=now()
    )
    text = page(client.get(at(request)))
    assert "Thiếu báo giá" in text and "Cần bổ sung: tổng chi phí" in text
    assert cast.centre_officer.full_name not in text
    assert "Sở Công Thương tỉnh Mẫu" in text


#: Everything behind a sign-in, of one request of an establishment.
OWN = ("", "phan/viec/", "giay-to/", "kiem-tra/", "tep/pdf/", "giay-tiep-nhan/",
       "giay-tiep-nhan/pdf/")  # fmt: skip
POSTED = ("gui/", "rut/", "giup/", "giup/dung/", "giay-to/", "phan/viec/", "tai-len/")


def test_another_establishments_request_is_not_there(
    cast: Cast, maker: User, signed: Signed
) -> None:
    other = make_establishment(cast.owner, cast.department)
    stranger = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=stranger, establishment=other, at=now())
    request = make_request(maker, Establishment.objects.exclude(id=other.id).get(), S.SENT)
    request = actions.receive(by=cast.centre_officer, request=request, at=now())
    use = make_paper(cast.centre_officer, request)
    before = JournalEntry.objects.count()
    for person in (stranger, cast.establishment, cast.owner, cast.centre_officer, cast.auditor):
        browser = signed(person)
        for rest in OWN:
            assert browser.get(at(request, rest)).status_code == 404, (person.username, rest)
        for rest in POSTED:
            form = {"key": issue(person.id), "reason": "Không", "stamp": str(request.stamp)}
            assert browser.post(at(request, rest), form).status_code == 404, rest
        begin = f"{HOME}ho-so/moi/{request.establishment_id}/"
        assert browser.post(begin, {"key": issue(person.id)}).status_code == 404
        if person in (stranger, cast.establishment):
            assert browser.get(f"{HOME}giay/{use.paper_id}/").status_code == 404
        assert request.what not in page(browser.get(HOME))
    for rest in OWN:
        assert Client().get(at(request, rest))["Location"].startswith("/tai-khoan/dang-nhap/")
    assert JournalEntry.objects.count() == before
    assert signed(maker).get(f"{HOME}giay/{use.paper_id}/").status_code == 200


def test_a_claim_is_its_persons_alone(cast: Cast, signed: Signed, client: Client) -> None:
    make_commune("Mẫu Khai")
    register(Client())
    claim = Claim.objects.get()
    for rest in ("", "phan/viec/"):
        assert client.get(f"{HOME}co-so/{claim.id}/{rest}").status_code == 404
    form = {"key": issue(User.objects.get(username="maker").id)}
    assert client.post(f"{HOME}co-so/{claim.id}/rut/", form).status_code == 404
    Claim.objects.update(custodian=cast.other_department)
    assert signed(cast.owner).get(f"/desk/dang-ky-co-so/{claim.id}/").status_code == 404
    assert signed(cast.chair).get("/desk/dang-ky-co-so/").status_code == 404


def test_the_first_page_of_the_desk_tells_who_waits(cast: Cast, signed: Signed) -> None:
    make_commune("Mẫu Khai")
    desk = signed(cast.owner)
    assert "đăng ký đại diện cơ sở" not in page(desk.get("/desk/"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            shown = page(desk.get("/desk/"))
        assert 'href="/desk/dang-ky-co-so/"' in shown and "lâu nhất từ hôm nay" in shown
        return len(caught)

    register(Client())
    Claim.objects.update(custodian=cast.department)
    for_one = asked()
    for n in range(6):
        register(Client(), login=f"chu.xuong.{n}", name=f"HTX Mẫu {n}")
    Claim.objects.update(custodian=cast.department)
    assert asked() == for_one
    assert "7 đăng ký đại diện cơ sở" in page(desk.get("/desk/"))
    assert "đăng ký đại diện cơ sở" not in page(signed(cast.stranger).get("/desk/"))


def test_who_waits_withdraws_and_tells_again(cast: Cast) -> None:
    make_commune("Mẫu Khai")
    visitor = Client()
    register(visitor)
    claim = Claim.objects.get()
    shown = visitor.get(f"{HOME}co-so/{claim.id}/")
    visitor.post(f"{HOME}co-so/{claim.id}/rut/", {"key": key_in(shown)})
    claim.refresh_from_db()
    assert claim.state == "withdrawn"
    form = {"key": key_in(visitor.get(f"{HOME}co-so/moi/")), "name": "HTX Khác", "form": ""}
    assert visitor.post(f"{HOME}co-so/moi/", form | {"commune": "Mẫu Khai"}).status_code == 422
    form |= {"form": "cooperative", "commune": "Mẫu Khai"}
    assert visitor.post(f"{HOME}co-so/moi/", form).status_code == 302
    assert visitor.get(REGISTER)["Location"] == f"{HOME}co-so/moi/"


def test_refused_at_the_desk_the_person_reads_why(cast: Cast, signed: Signed) -> None:
    make_commune("Mẫu Khai")
    visitor = Client()
    register(visitor)
    Claim.objects.update(custodian=cast.department)
    claim, desk = Claim.objects.get(), signed(cast.owner)
    refuse = f"/desk/dang-ky-co-so/{claim.id}/tu-choi/"
    assert desk.post(refuse, {"key": issue(cast.owner.id), "reason": ""}).status_code == 422
    desk.post(refuse, {"key": issue(cast.owner.id), "reason": "Số máy không ai nhận"})
    assert "Số máy không ai nhận" in page(visitor.get(f"{HOME}co-so/{claim.id}/"))
    assert "Số máy không ai nhận" in page(visitor.get(HOME))


def test_saved_elsewhere_meanwhile_nothing_is_lost(client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get())
    here = at(request, "phan/viec/")
    form = {"stamp": str(request.stamp), "key": key_in(client.get(here)), "luu": "1"}
    actions.save_answers(
        by=maker, request=request, seen=request.stamp, answers={"what": "Bản kia"}, at=now()
    )
    answer = client.post(here, PARTS["viec"] | form | {"what": "Bản này"})
    text = page(answer)
    assert answer.status_code == 422 and "Bản kia" in text and 'value="Bản này"' in text


def test_the_law_is_asked_while_typing_and_nothing_is_saved(client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get())
    here = at(request, "phan/kinh-phi/")
    form = {"stamp": str(request.stamp), "key": key_in(client.get(here)), "xem": "1"}
    text = page(client.post(here, PARTS["kinh-phi"] | form | {"asked": "300 triệu"}))
    assert "Vượt mức" in text and "chưa lưu" in text
    request.refresh_from_db()
    assert request.asked == 200_000_000


def test_what_the_register_says_of_a_second_support_is_for_the_office(
    cast: Cast, client: Client, maker: User, one: Establishment, signed: Signed
) -> None:
    request = make_request(maker, one)
    told = SupportTold(
        establishment=one, programme=SupportProgramme.OCOP, item=request.what, year=2025
    )
    record_support(by=cast.owner, told=told, at=now())
    text = page(client.get(at(request, "phan/kinh-phi/")))
    assert "Có thể trùng" in text and "OCOP" not in text
    assert "OCOP" in page(signed(cast.centre_officer).get(f"/desk/de-nghi/{request.id}/"))


@pytest.mark.parametrize("typed", ["\0", "x" * 5_000, SCRIPT, "٣٤", "1e99"])
def test_strange_answers_come_back_in_words(client: Client, maker: User, typed: str) -> None:
    request = make_request(maker, Establishment.objects.get())
    for part in PARTS:
        told = dict.fromkeys(PARTS[part], typed)
        request.refresh_from_db()
        form = {"stamp": str(request.stamp), "key": issue(maker.id), "luu": "1"}
        answer = client.post(at(request, f"phan/{part}/"), told | form)
        assert answer.status_code in (302, 422) and SCRIPT not in page(answer)


def test_withdrawing_needs_a_word(client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get(), S.SENT)
    form = {"key": issue(maker.id), "reason": " "}
    answer = client.post(at(request, "rut/"), form)
    assert answer.status_code == 422 and " open" in page(answer)
    client.post(at(request, "rut/"), form | {"reason": "Đã vay được"})
    request.refresh_from_db()
    assert request.state == S.WITHDRAWN


def test_papers_handed_in_before_are_offered_again(client: Client, maker: User) -> None:
    first = make_request(maker, Establishment.objects.get())
    make_paper(maker, first)
    second = make_request(maker, Establishment.objects.get())
    text = page(client.get(at(second, "giay-to/")))
    assert "Dùng lại" in text
    paper = Paper.objects.get()
    form = {"key": issue(maker.id)}
    client.post(at(second, f"giay-to/{paper.id}/dung/"), form)
    use = paper.uses.get(about=second.id)
    client.post(at(second, f"giay-to/{use.id}/bo/"), {"key": issue(maker.id)})
    use.refresh_from_db()
    assert use.ended_at


def test_the_home_page_asks_as_much_for_ten_as_for_one(client: Client, maker: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(HOME).status_code == 200
        return len(made)

    make_request(maker, Establishment.objects.get(), S.SENT)
    asked()
    few = asked()
    for _ in range(9):
        make_request(maker, Establishment.objects.get(), S.SENT)
    assert asked() == few


# --- help by telephone ---------------------------------------------------------------------------


def test_an_officer_helps_and_the_establishment_sees_it_and_ends_it(
    cast: Cast, client: Client, maker: User, signed: Signed
) -> None:
    request = make_request(maker, Establishment.objects.get())
    client.post(at(request, "giup/"), {"key": issue(maker.id)})
    code = Help.objects.get().code
    assert f"<b>{code}</b>" in page(client.get(at(request)))
    desk, officer = signed(cast.centre_officer), cast.centre_officer
    here = f"/desk/de-nghi/{request.id}/"
    assert "gõ mã cơ sở đọc" in page(desk.get(here))
    assert desk.get(f"{here}phan/viec/")["Location"] == here
    form = {"key": issue(officer.id), "code": code, "consent": "Chủ cơ sở đồng ý, nhờ ghi tiền"}
    wrong = desk.post("/desk/de-nghi/giup/", form | {"code": "AAAAAA"})
    assert wrong.status_code == 422 and "Mã không đúng" in page(wrong)
    form["key"] = issue(officer.id)
    assert desk.post("/desk/de-nghi/giup/", form)["Location"] == here
    assert desk.get(f"{here}phan/viec/").status_code == 200
    shown = page(client.get(at(request)))
    assert officer.full_name in shown and "nhờ ghi tiền" in shown
    client.post(at(request, "giup/dung/"), {"key": issue(maker.id)})
    assert desk.get(f"{here}phan/viec/")["Location"] == here
    client.post(at(request, "giup/"), {"key": issue(maker.id)})
    form = {"key": issue(officer.id), "code": Help.objects.get(ended_at=None).code, "consent": "Có"}
    desk.post("/desk/de-nghi/giup/", form)
    desk.post(f"{here}thoi-giup/", {"key": issue(officer.id)})
    assert not Help.objects.filter(ended_at=None).exists()


def test_codes_are_not_tried_without_end(cast: Cast, signed: Signed) -> None:
    desk = signed(cast.centre_officer)
    for number in range(11):
        form = {"key": issue(cast.centre_officer.id), "code": f"AAAA{number:02d}", "consent": "Có"}
        answer = desk.post("/desk/de-nghi/giup/", form)
    assert "Đã gõ nhiều mã" in page(answer)


# --- by the code ---------------------------------------------------------------------------------


@pytest.fixture
def received(cast: Cast, maker: User, one: Establishment) -> Request:
    request = make_request(maker, one, S.SENT)
    return actions.receive(by=cast.centre_officer, request=request, at=now())


def test_the_code_tells_where_it_stands_and_nothing_personal(
    cast: Cast, received: Request, maker: User, one: Establishment
) -> None:
    visitor = Client()
    answer = visitor.get(TRACK, {"ma": received.receipt_code.lower()}, follow=True)
    text = page(answer)
    assert answer.status_code == 200 and "Đã tiếp nhận" in text
    assert "Sở Công Thương tỉnh Mẫu" in text and "không hẹn ngày" in text
    for word in (one.name, maker.full_name, cast.centre_officer.full_name, "500.000.000", "CNC"):
        assert word not in text
    assert answer["Cache-Control"] == "no-store, private" and answer["X-Robots-Tag"] == "noindex"
    actions.return_for_more(
        by=cast.centre_officer, request=received, reason="Thiếu của bà Mẫu", missing=["cost"],
        at=now(),
    )  # fmt: skip
    text = page(visitor.get(f"{TRACK}{received.receipt_code}/"))
    assert "Tổng chi phí" in text and "bà Mẫu" not in text


def test_every_wrong_code_is_told_alike(received: Request) -> None:
    visitor = Client()
    wrong = ["K7QD-2FMB-X9TA-V3HN", "x", "é" * 16, received.receipt_code[:-1]]
    answers = {(a.status_code, page(a)) for a in (visitor.get(f"{TRACK}{w}/") for w in wrong)}
    assert len(answers) == 1
    status, text = answers.pop()
    assert status == 404 and tracking.UNKNOWN in text


def test_who_tries_codes_is_slowed_down(received: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "GUESSES", 3)
    visitor = Client()
    for number in range(3):
        assert visitor.get(f"{TRACK}sai-{number}/").status_code == 404
    for code in ("sai", received.receipt_code):  # a right one is not told from a wrong one
        answer = visitor.get(f"{TRACK}{code}/")
        assert answer.status_code == 429 and tracking.TOO_MANY in page(answer)


# --- files in pieces -----------------------------------------------------------------------------


def begun(client: Client, request: Request, data: bytes, **more: object) -> HttpResponse:
    told = {
        "kind": "bao-gia",
        "name": "báo giá.pdf",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    } | more
    return client.post(at(request, "tai-len/"), told)


def patch(client: Client, address: str, offset: object, data: bytes) -> HttpResponse:
    return client.patch(
        address,
        data,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_a_file_goes_in_pieces_and_goes_on_after_a_break(client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get())
    data = PDF + b"%" * 1_000
    answer = begun(client, request, data)
    address = answer["Location"]
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    assert patch(client, address, 0, data[:400])["Upload-Offset"] == "400"
    lost = patch(client, address, 0, data[:400])
    assert (lost.status_code, lost["Upload-Offset"]) == (409, "400")
    asked = client.head(address)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("400", str(len(data)))
    assert begun(client, request, data)["Location"] == address
    assert patch(client, address, 400, data[400:]).status_code == 204
    assert Paper.objects.get().size == len(data)
    again = begun(client, request, data)
    assert again.json() == {"done": True}


def test_pieces_that_are_none_are_refused_in_words(client: Client, maker: User) -> None:
    request = make_request(maker, Establishment.objects.get())
    data = PDF + b"%" * 1_000
    assert begun(client, request, data, kind="x").status_code == 422
    assert begun(client, request, data, size="-1").status_code == 400
    assert begun(client, request, data, sha256="zz").status_code == 400
    assert begun(client, request, data, size=11 * 1024 * 1024).status_code == 422
    address = begun(client, request, data)["Location"]
    assert patch(client, address, "x", b"a").status_code == 400
    assert client.patch(address, b"a", content_type="text/plain").status_code == 400
    assert patch(client, address, 0, b"a" * (512 * 1024 + 1)).status_code == 413
    assert client.get(address).status_code == 405
    assert client.delete(address).status_code == 204
    assert client.head(address).status_code == 404
    words = b"ch\xc3\xa0o" * 50
    address = begun(client, request, words)["Location"]
    refused = patch(client, address, 0, words)
    assert refused.status_code == 422 and "PDF" in refused.json()["said"]
    assert client.head(address).status_code == 404


def test_a_file_under_way_is_its_senders_alone(
    cast: Cast, client: Client, maker: User, signed: Signed
) -> None:
    request = make_request(maker, Establishment.objects.get())
    address = begun(client, request, PDF)["Location"]
    for person in (cast.establishment, cast.centre_officer):
        assert signed(person).head(address).status_code == 404
        assert patch(signed(person), address, 0, PDF).status_code == 404
    assert patch(Client(), address, 0, PDF).status_code == 302
