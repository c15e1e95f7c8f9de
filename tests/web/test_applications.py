"""Needs and requests on the desk: who opens what, what is typed wrong comes back, once is once."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.applications import actions
from khuyencong.applications.models import Need, Paper, Request, RequestStep, SurveyRound
from khuyencong.applications.states import S
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import BodyFact, Establishment
from tests.cast import Cast
from tests.factories import (
    PDF,
    make_establishment,
    make_law,
    make_need,
    make_paper,
    make_request,
    make_user,
)
from tests.web.conftest import Signed

NEEDS, REQUESTS, ROUNDS = "/desk/nhu-cau/", "/desk/de-nghi/", "/desk/nhu-cau/dot/"
SCRIPT = '<script>alert("x")</script>'
Told = dict[str, object]


@pytest.fixture
def officer(cast: Cast) -> User:
    return cast.centre_officer


@pytest.fixture
def one(cast: Cast) -> Establishment:
    make_law(cast.agency_officer)
    actions.load_papers()
    return make_establishment(cast.owner, cast.department)


@pytest.fixture
def client(signed: Signed, officer: User) -> Client:
    return signed(officer)


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def visit(one: Establishment) -> str:
    return f"{NEEDS}moi/{one.id}/"


def at(request: Request, rest: str = "") -> str:
    return f"{REQUESTS}{request.id}/{rest}"


NEED: Told = {
    "item": "machinery",
    "what": "Máy cưa",
    "year": "2027",
    "cost": "500 triệu",
    "own_money": "200 triệu",
    "machine_age": "12",
    "energy": "điện",
    "waste": "bụi",
    "jobs": "6",
    "visited_on": "20/11/2026",
    "round": "",
}
PARTS: dict[str, Told] = {
    "co-so": {"trade": "handicrafts", "commune": "Mẫu", "difficult_area": "khong"},
    "viec": {
        "item": "machinery",
        "what": "Máy cưa CNC",
        "result": "",
        "year": "2027",
        "begins_on": "01/02/2027",
        "ends_on": "30/09/2027",
    },
    "kinh-phi": {
        "source": "national",
        "cost": "500 triệu",
        "asked": "200 triệu",
        "over_reason": "",
    },
}


def post(client: Client, by: User, path: str, told: Told, key: str = "") -> HttpResponse:
    answer: HttpResponse = client.post(path, {"key": key or issue(by.id), **told})
    return answer


def save(
    client: Client, by: User, request: Request, part: str, told: Told, stamp: object = None
) -> HttpResponse:
    request.refresh_from_db()
    whole = {"stamp": str(stamp or request.stamp), "luu": "1", **told}
    return post(client, by, at(request, f"phan/{part}/"), whole)


# --- who -----------------------------------------------------------------------------------------


def test_who_sees_and_who_writes(
    cast: Cast, signed: Signed, officer: User, one: Establishment
) -> None:
    need, request = make_need(officer, one), make_request(officer, one)
    pages = {f"{NEEDS}{need.id}/": "need", at(request): "request", visit(one): "tell",
             at(request, "phan/kinh-phi/"): "prepare"}  # fmt: skip
    opens = {
        officer: {"need", "request", "tell", "prepare"},
        cast.owner: {"need", "request"},
        cast.auditor: {"need", "request"},
        cast.commune: {"need", "tell"},
        cast.stranger: set(),
        make_user("CENTRE_OFFICER", cast.other_department): set(),
        cast.establishment: set(),
        cast.admin: set(),
    }
    for person, wanted in opens.items():
        browser = signed(person)
        found = {what for path, what in pages.items() if browser.get(path).status_code == 200}
        assert found == wanted, person.username
        refused = [browser.get(path).status_code for path, what in pages.items()
                   if what not in wanted]  # fmt: skip
        assert set(refused) <= {403, 404}


def test_the_tabs_show_what_may_be_opened(cast: Cast, signed: Signed) -> None:
    def tabs(person: User) -> set[str]:
        return set(
            re.findall(r'href="(/desk/(?:nhu-cau|de-nghi)/)"', page(signed(person).get(NEEDS)))
        )

    assert tabs(cast.centre_officer) == tabs(cast.owner) == {NEEDS, REQUESTS}
    assert tabs(cast.commune) == {NEEDS}
    assert page(signed(cast.establishment).get("/desk/")).count("/desk/nhu-cau/") == 0


def test_who_asks_at_the_door_finds_establishments_by_name_alone(
    cast: Cast, signed: Signed, one: Establishment
) -> None:
    browser = signed(cast.commune)
    found = page(browser.get(f"{NEEDS}moi/?q=go+thi+du"))
    assert one.name in found and visit(one) in found
    Establishment.objects.filter(id=one.id).update(tax_code="9900000104", phone="0200000001")
    for typed in ("9900000104", "0200000001", "", "%00", "x" * 5000):
        assert visit(one) not in page(browser.get(f"{NEEDS}moi/?q={typed}"))
    assert "0200000001" not in page(browser.get(visit(one)))


# --- needs ---------------------------------------------------------------------------------------


def test_a_need_is_written_down_and_a_double_click_is_one(
    client: Client, officer: User, one: Establishment
) -> None:
    key = issue(officer.id)
    first, second = (post(client, officer, visit(one), NEED, key) for _ in range(2))
    need = Need.objects.get()
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"] == f"{NEEDS}{need.id}/"
    assert (need.cost, need.own_money, need.jobs, need.machine_age) == (
        500_000_000, 200_000_000, 6, 12,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("item", "", "Chọn loại việc"),
        ("item", "gold", "Hãy chọn hợp lệ|không phải"),
        ("what", "", "Ghi cụ thể"),
        ("what", "x" * 10_000, "tối đa 300"),
        ("what", "a\0b", "NUL"),
        ("year", "năm tới", "Không đọc được"),
        ("year", "27", "bốn chữ số"),
        ("cost", "400", "kèm đơn vị"),
        ("cost", "-5 triệu", "bỏ dấu trừ"),
        ("cost", "20.76 tỷ", "20.76"),
        ("own_money", "nhiều", "Không đọc được"),
        ("jobs", "2,5", "số nguyên"),
        ("visited_on", "31/02/2026", "28 ngày"),
        ("visited_on", "01/01/2199", "đã qua"),
        ("round", "lạ", "không còn mở"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_a_sentence(
    client: Client, officer: User, one: Establishment, name: str, typed: str, says: str
) -> None:
    answer = post(client, officer, visit(one), NEED | {name: typed})
    assert answer.status_code == 422
    assert re.search(says, page(answer)), page(answer)
    assert "Máy cưa" in page(answer) or name == "what"
    assert not Need.objects.exists()


def test_a_script_in_a_name_is_text(client: Client, officer: User, one: Establishment) -> None:
    post(client, officer, visit(one), NEED | {"what": SCRIPT})
    need = Need.objects.get()
    request = actions.request_from_need(by=officer, need=need, at=now())
    opened = f"{NEEDS}{need.id}/", NEEDS, REQUESTS, at(request), at(request, "kiem-tra/")
    for path in opened:
        shown = page(client.get(path))
        assert SCRIPT not in shown
        assert "&lt;script&gt;" in shown


def test_a_need_that_somebody_else_changed_is_told_and_the_typing_kept(
    client: Client, officer: User, one: Establishment
) -> None:
    need = make_need(officer, one)
    path, seen = f"{NEEDS}{need.id}/sua/", str(need.stamp)
    told = NEED | {"stamp": seen}
    assert post(client, officer, path, told | {"what": "Máy bào"}).status_code == 302
    answer = post(client, officer, path, told | {"what": "Máy tiện"})
    assert answer.status_code == 422
    shown = page(answer)
    assert "Người khác vừa lưu" in shown and "Máy tiện" in shown and "Máy bào" in shown
    need.refresh_from_db()
    assert need.what == "Máy bào" and str(need.stamp) in shown
    again = post(client, officer, path, NEED | {"what": "Máy tiện", "stamp": str(need.stamp)})
    assert again.status_code == 302


def test_unmet_needs_are_carried_once(client: Client, officer: User, one: Establishment) -> None:
    make_need(officer, one)
    shown = page(client.get(f"{NEEDS}chua-dap-ung/?nam=2027"))
    assert "Chuyển 1 nhu cầu" in shown
    told: Told = {"from_year": "2027", "to_year": "2028"}
    for _ in range(2):
        assert post(client, officer, f"{NEEDS}chua-dap-ung/chuyen/", told).status_code == 302
    assert list(Need.objects.order_by("year").values_list("year", "state")) == [
        (2027, "carried"),
        (2028, "open"),
    ]
    assert "Chuyển 1 nhu cầu" not in page(client.get(f"{NEEDS}chua-dap-ung/?nam=2027"))
    bad = post(client, officer, f"{NEEDS}chua-dap-ung/chuyen/", told | {"to_year": "x"})
    assert bad.status_code == 422


def test_a_round_is_opened_filled_and_closed(
    client: Client, officer: User, one: Establishment
) -> None:
    told: Told = {"name": "Đợt 1", "year": "2027", "goes_by": "commune", "targets": "Mẫu\n"}
    assert (
        post(client, officer, f"{ROUNDS}moi/", told | {"targets": "Không Đâu"}).status_code == 422
    )
    assert post(client, officer, f"{ROUNDS}moi/", told | {"targets": "a\0"}).status_code == 422
    assert post(client, officer, f"{ROUNDS}moi/", told).status_code == 302
    opened = SurveyRound.objects.get()
    assert one.name in page(client.get(f"{ROUNDS}{opened.id}/"))
    assert post(client, officer, visit(one), NEED | {"round": str(opened.id)}).status_code == 302
    shown = page(client.get(f"{ROUNDS}{opened.id}/"))
    assert "Máy cưa" in shown and "Chưa đến: không cơ sở" in shown
    post(client, officer, f"{ROUNDS}{opened.id}/dong/", {})
    opened.refresh_from_db()
    assert opened.closed_on


# --- requests ------------------------------------------------------------------------------------


def filled(client: Client, officer: User, one: Establishment) -> Request:
    """Begin a request by its button and fill its parts by their forms."""
    assert post(client, officer, f"{REQUESTS}moi/{one.id}/", {}).status_code == 302
    request = Request.objects.get()
    for part, told in PARTS.items():
        assert save(client, officer, request, part, told).status_code == 302
    request.refresh_from_db()
    return request


def test_a_request_goes_from_the_first_answer_to_its_receipt(
    client: Client, officer: User, one: Establishment
) -> None:
    request = filled(client, officer, one)
    check = page(client.get(at(request, "kiem-tra/")))
    assert "Hai trăm triệu đồng" in check and "Gửi đề nghị" in check
    told: Told = {"stamp": str(request.stamp)}
    assert post(client, officer, at(request, "gui/"), told).status_code == 302
    key = issue(officer.id)
    for _ in range(2):
        received = post(client, officer, at(request, "tiep-nhan/"), {}, key)
        assert received.headers["Location"] == at(request, "giay-tiep-nhan/")
    request.refresh_from_db()
    assert (request.state, request.receipt_number) == (S.RECEIVED, 1)
    assert RequestStep.objects.filter(name="receive").count() == 1
    receipt = page(client.get(at(request, "giay-tiep-nhan/")))
    assert request.receipt_code in receipt and "không phải quyết định" in receipt
    assert "Hỏi về hồ sơ" not in receipt
    phone = {"kind": "phone", "told": "02220000001", "valid_from": today()}
    BodyFact.objects.create(
        organisation=request.custodian, source="Mẫu", recorded_at=now(), **phone
    )
    receipt = page(client.get(at(request, "giay-tiep-nhan/")))
    assert "Hỏi về hồ sơ: 0222 0000 001." in receipt
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        for sheet in ("giay-tiep-nhan", "tep"):
            file = client.get(at(request, f"{sheet}/{ending}/"))
            assert file.content.startswith(begins)
            assert "attachment" in file.headers["Content-Disposition"]
    assert client.get(at(request, "tep/exe/")).status_code == 404


def test_there_is_no_receipt_before_it_is_received(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one, S.SENT)
    assert client.get(at(request, "giay-tiep-nhan/")).status_code == 404


def test_a_draft_keeps_what_cannot_be_read_and_says_so(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one)
    answer = save(client, officer, request, "kinh-phi", PARTS["kinh-phi"] | {"cost": "nhiều lắm"})
    assert answer.status_code == 422
    assert "Đã lưu như đã gõ" in page(answer)
    request.refresh_from_db()
    assert request.typed == {"cost": "nhiều lắm"}
    assert "nhiều lắm" in page(client.get(at(request, "phan/kinh-phi/")))
    check = page(client.get(at(request, "kiem-tra/")))
    assert "chưa đọc được “nhiều lắm”" in check and "Gửi đề nghị" not in check


@pytest.mark.parametrize(
    ("part", "name", "typed", "says"),
    [
        ("kinh-phi", "cost", "400", "kèm đơn vị"),
        ("kinh-phi", "asked", "600 triệu", "lớn hơn tổng chi phí"),
        ("kinh-phi", "asked", "0", "lớn hơn 0"),
        ("kinh-phi", "over_reason", "x" * 10_000, "tối đa 500"),
        ("viec", "ends_on", "01/01/2027", "từ ngày bắt đầu"),
        ("viec", "begins_on", "mai", "Không đọc được ngày"),
        ("viec", "year", "1999", "không hợp lệ"),
        ("viec", "what", "a\0b", "NUL"),
        ("co-so", "commune", "Không Đâu Cả", "Không có xã"),
    ],
)
def test_a_wrong_answer_comes_back_beside_its_field(
    client: Client, officer: User, one: Establishment, part: str, name: str, typed: str, says: str
) -> None:
    request = make_request(officer, one)
    answer = save(client, officer, request, part, PARTS[part] | {name: typed})
    assert answer.status_code == 422
    assert says in page(answer)


def test_the_button_asks_the_law_and_saves_nothing(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one)
    told = PARTS["kinh-phi"] | {"cost": "300 triệu", "asked": "200 triệu", "xem": "1"}
    told["stamp"] = str(request.stamp)
    answer = post(client, officer, at(request, "phan/kinh-phi/"), told)
    shown = page(answer)
    assert answer.status_code == 200
    assert "150.000.000\u00a0đồng" in shown and "Vượt mức" in shown and "300 triệu" in shown
    request.refresh_from_db()
    assert request.cost == 500_000_000


def test_two_officers_who_save_one_draft(
    cast: Cast, signed: Signed, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one)
    seen = request.stamp
    colleague = make_user("CENTRE_OFFICER", cast.centre)
    first = save(signed(officer), officer, request, "viec", PARTS["viec"], seen)
    assert first.status_code == 302
    told = PARTS["viec"] | {"what": "Máy của tôi", "year": "2028"}
    second = save(signed(colleague), colleague, request, "viec", told, seen)
    shown = page(second)
    assert second.status_code == 422
    assert "Người khác vừa lưu" in shown and "Máy của tôi" in shown and "Máy cưa CNC" in shown
    request.refresh_from_db()
    assert request.what == "Máy cưa CNC"
    assert str(request.stamp) in shown


def test_a_checked_form_that_changed_is_not_sent(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one)
    seen = str(request.stamp)
    save(client, officer, request, "viec", PARTS["viec"] | {"what": "Máy khác"})
    post(client, officer, at(request, "gui/"), {"stamp": seen})
    post(client, officer, at(request, "gui/"), {"stamp": "x"})
    request.refresh_from_db()
    assert request.state == S.DRAFT


def test_a_request_comes_back_with_reasons_and_the_places_marked(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one, S.RECEIVED)
    path = at(request, "tra-lai/")
    assert post(client, officer, path, {"reason": ""}).status_code == 422
    told: Told = {"reason": "Báo giá quá hạn", "missing": ["cost", "bao-gia"]}
    assert post(client, officer, path, told).status_code == 302
    shown = page(client.get(at(request)))
    assert "Báo giá quá hạn" in shown and "Cần bổ sung: tổng chi phí" in shown
    assert "500.000.000" in page(client.get(at(request, "phan/kinh-phi/")))
    assert "cần bổ sung giấy này" in page(client.get(at(request, "giay-to/")))
    odd = post(client, officer, path, {"reason": "x", "missing": ["nothing"]})
    assert odd.status_code == 422


def test_refusing_needs_reason_and_clause_and_withdrawing_a_reason(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one, S.RECEIVED)
    refuse = at(request, "tu-choi/")
    assert post(client, officer, refuse, {"reason": "Không", "clause": ""}).status_code == 422
    assert post(client, officer, at(request, "rut/"), {"reason": "\0"}).status_code == 422
    post(client, officer, refuse, {"reason": "Không thuộc diện", "clause": "Điều 1"})
    request.refresh_from_db()
    assert request.state == S.REFUSED
    assert "Không thuộc diện" in page(client.get(at(request)))
    # What is out of order is said, and changes nothing.
    answer = post(client, officer, at(request, "du-dieu-kien/"), {})
    assert "Không thể" in page(client.get(answer.headers["Location"]))


def test_a_step_without_its_key_is_not_taken(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one, S.SENT)
    client.post(at(request, "tiep-nhan/"))
    client.post(at(request, "tiep-nhan/"), {"key": issue(make_user().id)})
    request.refresh_from_db()
    assert request.state == S.SENT


# --- papers --------------------------------------------------------------------------------------


def upload(client: Client, by: User, request: Request, name: str, data: bytes) -> HttpResponse:
    file = SimpleUploadedFile(name, data)
    return post(client, by, at(request, "giay-to/"), {"kind": "bao-gia", "file": file})


def test_a_paper_is_uploaded_downloaded_used_again_and_taken_off(
    cast: Cast, signed: Signed, client: Client, officer: User, one: Establishment
) -> None:
    request, other = (make_request(officer, one) for _ in range(2))
    assert upload(client, officer, request, "../Báo giá.pdf", PDF).status_code == 302
    paper = Paper.objects.get()
    file = client.get(f"/desk/giay-to/{paper.id}/")
    assert file.content == PDF
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert paper.file_name == "Báo giá.pdf"
    for person in (cast.stranger, cast.commune, cast.establishment):
        assert signed(person).get(f"/desk/giay-to/{paper.id}/").status_code in {403, 404}
    assert "Dùng lại" in page(client.get(at(other, "giay-to/")))
    again = post(client, officer, at(other, f"giay-to/{paper.id}/dung/"), {})
    assert again.status_code == 302
    use = paper.uses.get(about=other.id)
    assert post(client, officer, at(request, f"giay-to/{use.id}/bo/"), {}).status_code == 404
    post(client, officer, at(other, f"giay-to/{use.id}/bo/"), {})
    assert paper.uses.get(about=other.id).ended_at


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("anh.jpg", b"<html><script>alert(1)</script></html>", "trang web"),
        ("a.pdf", b"MZ" + bytes(200), "chương trình"),
        ("a.svg", b"<svg onload='x()'/>", "văn bản thuần"),
        ("a.pdf", b"", "rỗng"),
        ("a.png", b"\x89PNG\r\n\x1a\nxx", "hỏng"),
    ],
)
def test_what_is_no_paper_is_refused_beside_the_field(
    client: Client, officer: User, one: Establishment, name: str, data: bytes, says: str
) -> None:
    request = make_request(officer, one)
    answer = upload(client, officer, request, name, data)
    assert answer.status_code == 422
    assert says in page(answer)
    assert not Paper.objects.exists()


def test_a_paper_of_no_kind_or_without_a_file_is_asked_for(
    client: Client, officer: User, one: Establishment
) -> None:
    path = at(make_request(officer, one), "giay-to/")
    assert "Chọn một tệp" in page(post(client, officer, path, {"kind": "bao-gia"}))
    file = SimpleUploadedFile("a.pdf", PDF)
    odd = post(client, officer, path, {"kind": "bua", "file": file})
    assert "không có trong bảng" in page(odd)


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "make"), [(NEEDS, make_need), (REQUESTS, make_request)], ids=["needs", "requests"]
)
def test_a_list_asks_as_much_for_thirty_rows_as_for_one(
    client: Client, officer: User, one: Establishment, path: str, make: Callable[..., object]
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        return len(made)

    make(officer, one)
    asked()
    few = asked()
    for _ in range(29):
        make(officer, one)
    assert asked() == few


def test_the_sentence_narrows_the_list(client: Client, officer: User, one: Establishment) -> None:
    make_need(officer, one)
    make_need(officer, one, item="trademark", what="Nhãn hiệu giỏ mây", year=2028)
    assert "Nhãn hiệu" in page(client.get(f"{NEEDS}?nam=2028"))
    assert "Mua máy cưa" not in page(client.get(f"{NEEDS}?nam=2028"))
    assert "Mua máy cưa" in page(client.get(f"{NEEDS}?muc=machinery&tinh_trang=open&q=go"))
    assert client.get(f"{NEEDS}?nam=1&muc=x").status_code == 422
    assert client.get(f"{NEEDS}?q=%00").status_code == 422
    request = make_request(officer, one, S.RECEIVED)
    assert request.what in page(client.get(f"{REQUESTS}?buoc=cho&nam=2027&muc=machinery"))
    assert request.what in page(client.get(f"{REQUESTS}?q={request.receipt_code.lower()}"))
    assert request.what not in page(client.get(f"{REQUESTS}?buoc=xong"))
    assert client.get(f"{REQUESTS}?buoc=x").status_code == 422


def test_a_whole_page_of_a_decided_request_opens(
    client: Client, officer: User, one: Establishment
) -> None:
    request = make_request(officer, one, S.RECEIVED)
    make_paper(officer, request)
    assert "Kết luận đủ điều kiện" in page(client.get(at(request)))
    post(client, officer, at(request, "du-dieu-kien/"), {})
    request.refresh_from_db()
    assert request.state == S.ACCEPTED
    shown = page(client.get(at(request)))
    assert "Trung tâm lập đề án" in shown
    # Answers stand still now: their pages lead back.
    for rest in ("phan/viec/", "giay-to/"):
        assert client.get(at(request, rest)).status_code == 302
    assert client.get(at(request, "phan/la/")).status_code == 404
