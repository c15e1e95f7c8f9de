"""The desk: who gets in, what it shows, what a form does, and what it costs."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khuyencong.core.models import DoneOnce, JournalEntry, OutboxMessage
from khuyencong.core.once import issue
from khuyencong.ingestion.models import CheckDecision, Document, Question
from khuyencong.web.desk import sample
from tests.cast import Cast
from tests.web.conftest import Signed

REPORT = "/desk/bao-cao/{id}/"
ONE = [REPORT, REPORT + "in/", REPORT + "json/", REPORT + "goc/", REPORT + "so/f1/"]
ASK = REPORT + "muc/c1/hoi/"
ACTS = [REPORT + f"muc/c1/{act}/" for act in ("nhan", "bo", "hoan-tac")]


@pytest.mark.parametrize("path", ["/desk/", "/desk/bao-cao/", "/desk/thu-vien/", *ONE, ASK])
def test_without_signing_in_the_sign_in_page_comes(
    path: str, client: Client, document: Document
) -> None:
    answer = client.get(path.format(id=document.id))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/?next=")


@pytest.mark.parametrize("path", [*ONE, ASK])
@pytest.mark.parametrize("who", ["stranger", "establishment", "admin", "commune", "former"])
def test_outside_the_scope_there_is_no_such_page(
    path: str, who: str, cast: Cast, signed: Signed, document: Document
) -> None:
    assert signed(getattr(cast, who)).get(path.format(id=document.id)).status_code == 404


@pytest.mark.parametrize("path", ONE)
@pytest.mark.parametrize(
    "who", ["owner", "colleague", "head", "chair", "agency_officer", "auditor"]
)
def test_within_the_scope_it_opens(
    path: str, who: str, cast: Cast, signed: Signed, document: Document
) -> None:
    assert signed(getattr(cast, who)).get(path.format(id=document.id)).status_code == 200


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize("who", ["stranger", "chair", "auditor", "admin", "former"])
def test_nobody_else_acts(
    path: str, who: str, cast: Cast, signed: Signed, document: Document
) -> None:
    user = getattr(cast, who)
    form = {"key": issue(user.id), "reason": "không phải của tôi"}
    assert signed(user).post(path.format(id=document.id), form).status_code == 404
    assert not CheckDecision.objects.exists()


def test_readers_see_no_forms(cast: Cast, signed: Signed, document: Document) -> None:
    def forms(user) -> int:  # type: ignore[no-untyped-def]
        return signed(user).get(REPORT.format(id=document.id)).content.count(b"<form")

    assert forms(cast.owner) == 2
    assert forms(cast.chair) == 0


def test_a_form_sent_twice_acts_once(cast: Cast, signed: Signed, document: Document) -> None:
    browser = signed(cast.owner)
    key = _key(browser.get(REPORT.format(id=document.id)).content)
    path = REPORT.format(id=document.id) + "muc/c1/nhan/"
    first, second = browser.post(path, {"key": key}), browser.post(path, {"key": key})
    assert first["Location"] == second["Location"] == f"/desk/bao-cao/{document.id}/?muc=c1#c1"
    assert CheckDecision.objects.count() == 1
    assert JournalEntry.objects.filter(act="check.accepted").count() == 1
    assert DoneOnce.objects.count() == 1


def test_a_letter_sent_twice_leaves_once(cast: Cast, signed: Signed, document: Document) -> None:
    browser = signed(cast.owner)
    path = ASK.format(id=document.id)
    page = browser.get(path)
    assert "Đoạn 2 (dòng 3)" in page.content.decode()
    form = {"key": _key(page.content), "to_address": "so@thidu.gov.vn"}
    for _ in range(2):
        assert browser.post(path, form).status_code == 302
    assert Question.objects.count() == OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("key", ["", "giả", None])
def test_a_form_without_its_key_changes_nothing(
    key: str | None, cast: Cast, signed: Signed, document: Document
) -> None:
    form = {} if key is None else {"key": key}
    answer = signed(cast.owner).post(ACTS[0].format(id=document.id), form, follow=True)
    assert "Biểu mẫu đã hết hạn" in answer.content.decode()
    assert not CheckDecision.objects.exists()


def test_the_key_of_another_person_is_no_key(
    cast: Cast, signed: Signed, document: Document
) -> None:
    form = {"key": issue(cast.colleague.id)}
    signed(cast.owner).post(ACTS[0].format(id=document.id), form)
    assert not CheckDecision.objects.exists()


def test_accept_then_undo_then_dismiss(cast: Cast, signed: Signed, document: Document) -> None:
    browser = signed(cast.owner)

    def act(name: str, **more: str) -> str:
        page = browser.get(f"/desk/bao-cao/{document.id}/?muc=c1").content
        form = {"key": _key(page), **more}
        path = f"/desk/bao-cao/{document.id}/muc/c1/{name}/"
        return browser.post(path, form, follow=True).content.decode()

    assert "Đã ghi nhận, đề nghị sửa" in act("nhan")
    assert "Đã hoàn tác." in act("hoan-tac")
    assert "Lý do: Đề án ấy thuộc kỳ trước." in act("bo", reason="Đề án ấy thuộc kỳ trước.")
    assert CheckDecision.objects.count() == 2


def test_dismissing_without_a_reason_comes_back_with_the_fault_named(
    cast: Cast, signed: Signed, document: Document
) -> None:
    path = f"/desk/bao-cao/{document.id}/muc/c2/bo/"
    answer = signed(cast.owner).post(path, {"key": issue(cast.owner.id), "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Ghi lý do vì sao không phải lỗi.") == 2  # in the summary and at the field
    assert "<title>Lỗi: " in page and 'href="#id_reason"' in page
    assert not CheckDecision.objects.exists()


def test_a_wrong_address_comes_back_as_typed(
    cast: Cast, signed: Signed, document: Document
) -> None:
    form = {"key": issue(cast.owner.id), "to_address": "văn thư sở"}
    answer = signed(cast.owner).post(ASK.format(id=document.id), form)
    assert answer.status_code == 422 and 'value="văn thư sở"' in answer.content.decode()


def test_there_is_nothing_to_ask_about_what_passed(
    cast: Cast, signed: Signed, document: Document
) -> None:
    path = f"/desk/bao-cao/{document.id}/muc/c4/hoi/"
    assert signed(cast.owner).get(path).status_code == 404


def test_the_page_opens_the_first_undecided_fault_or_the_one_asked_for(
    cast: Cast, signed: Signed, document: Document
) -> None:
    browser, path = signed(cast.owner), REPORT.format(id=document.id)

    def opened(query: str = "") -> str | None:
        found = re.search(r'class="check open (\w+)', browser.get(path + query).content.decode())
        return found and found[1]

    assert opened() == "error"
    assert opened("?muc=c3") == "note"
    assert opened("?muc=khong-co") is None
    browser.post(path + "muc/c1/nhan/", {"key": issue(cast.owner.id)})
    assert opened() == "warning"


def test_the_open_check_ties_both_passages(cast: Cast, signed: Signed, document: Document) -> None:
    page = signed(cast.owner).get(REPORT.format(id=document.id)).content.decode()
    for pin in ("doan-1", "doan-2"):
        assert page.count(f'id="{pin}"') == 1
        assert f'href="#{pin}"' in page
    assert page.count("tied tone-error") == 2
    assert page.count('class="f c x"') == 3
    assert "d. 2 ↔ 3" in page


def test_only_passages_with_findings(cast: Cast, signed: Signed, document: Document) -> None:
    path = REPORT.format(id=document.id)
    page = signed(cast.owner).get(path + "?loc=van-de").content.decode()
    assert "3 đoạn không có vấn đề" in page and "Năm đầu" not in page
    assert "?loc=van-de&amp;muc=c2#c2" in page


def test_the_copies_are_the_contract_and_the_very_text(
    cast: Cast, signed: Signed, document: Document
) -> None:
    browser, path = signed(cast.owner), REPORT.format(id=document.id)
    answer = browser.get(path + "json/")
    assert "attachment" in answer["Content-Disposition"]
    kept = json.loads(answer.content)
    assert kept["document"]["text_sha256"] == document.text_sha256
    assert [c["severity"] for c in kept["checks"]] == ["error", "warning", "note", "ok"]
    copy = browser.get(path + "goc/")
    assert copy.content.decode() == sample.TEXT
    assert copy["Content-Disposition"] == 'attachment; filename="mau-0.md"'


def test_the_original_comes_under_its_own_name_and_never_opens(cast: Cast, signed: Signed) -> None:
    data = "<!doctype html><html><body><p>Hỗ trợ 3 đề án.</p></body></html>".encode()
    name = 'báo cáo "quý 1".html'
    form = {
        "custodian": cast.department.id,
        "key": issue(cast.owner.id),
        "file": SimpleUploadedFile(name, data),
    }
    browser = signed(cast.owner)
    answer = browser.post("/desk/bao-cao/nop/", form)
    copy = browser.get(answer["Location"] + "goc/")
    assert copy.content == data
    assert copy["Content-Type"] == "application/octet-stream"
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert copy["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%A1o")
    assert browser.head(answer["Location"] + "goc/").content == b""


def test_what_was_left_out_of_a_file_is_told(
    cast: Cast, signed: Signed, document: Document
) -> None:
    document.source = {
        "kind": "pdf",
        "pages": 2,
        "anchors": [[0, 1, None, None, None, None], [20, 2, None, None, None, None]],
        "left_out": [["page_number", "Trang 1", 1]],
        "notes": ["Trang 2 chỉ có ảnh."],
    }
    document.save()
    path = REPORT.format(id=document.id)
    page = signed(cast.owner).get(path).content.decode()
    assert "Trang 2 chỉ có ảnh." in page
    assert "<dt>số trang</dt>" in page and "Trang 1<br>" in page
    assert "dòng 2 · trang 2" in page
    assert "dòng 2 · trang 2" in signed(cast.owner).get(path + "in/").content.decode()


def test_a_figure_opens_its_evidence(cast: Cast, signed: Signed, document: Document) -> None:
    browser, path = signed(cast.owner), REPORT.format(id=document.id)
    page = browser.get(path + "so/f2/").content.decode()
    assert "900\u00a0triệu đồng" in page
    assert "900.000.000 đồng · Chín trăm triệu đồng" in page
    assert browser.get(path + "so/f99/").status_code == 404


def test_a_report_is_handed_in_once(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.owner)
    form = {"custodian": cast.department.id, "key": _key(browser.get("/desk/bao-cao/nop/").content)}
    text = "BÁO CÁO\n\nNăm 2024 hỗ trợ 3 đề án, kinh phí 90 triệu đồng.\n"
    for _ in range(2):
        sent = form | {"file": SimpleUploadedFile("bc.txt", text.encode())}
        answer = browser.post("/desk/bao-cao/nop/", sent)
        document = Document.objects.get()
        assert answer["Location"] == REPORT.format(id=document.id)
    assert (document.text, document.file_name, document.custodian) == (
        text,
        "bc.txt",
        cast.department,
    )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Chọn một tệp hoặc dán nội dung báo cáo."),
        ({"file": ("a.docx", b"PK\x03\x04")}, "Tệp hỏng, không mở được"),
        ({"file": ("a.doc", b"x")}, "lưu lại thành .docx"),
        ({"file": ("a.pdf", b"%PDF-1.7\n%%EOF")}, "Tệp hỏng|không mở được|không có"),
        ({"file": ("a.txt", b"")}, "rỗng"),
        ({"file": ("a.txt", b"\xff")}, "UTF-8"),
        ({"file": ("a.txt", b"x"), "pasted": "y"}, "Chỉ dùng một cách"),
        ({"pasted": "a\x00b"}, "ký tự NUL"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    sent: dict, told: str, cast: Cast, signed: Signed
) -> None:
    form = {"custodian": cast.department.id, "key": issue(cast.owner.id)} | sent
    if "file" in sent:
        form["file"] = SimpleUploadedFile(*sent["file"])
    answer = signed(cast.owner).post("/desk/bao-cao/nop/", form)
    page = answer.content.decode()
    assert answer.status_code == 422 and re.search(told, page), page
    assert "Có 1 chỗ cần sửa" in page
    if "pasted" in sent and "\x00" not in sent["pasted"]:
        assert f">\n{sent['pasted']}</textarea>" in page
    assert not Document.objects.exists()


def test_nobody_hands_in_for_another_body(cast: Cast, signed: Signed) -> None:
    form = {
        "custodian": cast.other_department.id,
        "key": issue(cast.owner.id),
        "pasted": "Năm 2024 hỗ trợ 3 đề án.",
    }
    assert signed(cast.owner).post("/desk/bao-cao/nop/", form).status_code == 422
    assert not Document.objects.exists()


def test_home_names_what_waits_and_says_when_nothing_does(
    cast: Cast, signed: Signed, document: Document
) -> None:
    browser = signed(cast.owner)
    assert "2 mục chờ" in browser.get("/desk/").content.decode()
    for check_id in ("c1", "c2"):
        key = {"key": issue(cast.owner.id)}
        browser.post(f"/desk/bao-cao/{document.id}/muc/{check_id}/nhan/", key)
    page = browser.get("/desk/").content.decode()
    assert "mục chờ" not in page and "1 báo cáo chưa có người xác nhận" in page
    assert "Không có việc nào chờ" in signed(cast.stranger).get("/desk/").content.decode()
    commune = signed(cast.commune).get("/desk/").content.decode()
    assert "Công chức xã, phường, đặc khu" in commune and "Báo cáo thí dụ" not in commune


@pytest.mark.parametrize("path", ["/desk/", "/desk/bao-cao/"])
def test_lists_cost_the_same_at_one_row_and_at_nine(
    path: str,
    cast: Cast,
    signed: Signed,
    keep: Callable[[int], Document],
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    browser = signed(cast.owner)
    keep(0)
    with django_assert_num_queries(_cost(browser, path)):
        browser.get(path)
    before = _cost(browser, path)
    for number in range(1, 9):
        keep(number)
    # The home page asks after the work of every room.
    assert _cost(browser, path) == before <= (30 if path == "/desk/" else 10)


def test_the_report_page_costs_the_same_however_much_was_decided(
    cast: Cast, signed: Signed, document: Document
) -> None:
    browser, path = signed(cast.owner), REPORT.format(id=document.id) + "?muc=c1"
    before = _cost(browser, path)
    for check_id in ("c1", "c2", "c3"):
        key = {"key": issue(cast.owner.id)}
        browser.post(REPORT.format(id=document.id) + f"muc/{check_id}/nhan/", key)
    browser.get(path)  # prints the messages
    assert _cost(browser, path) == before <= 17


def test_what_is_signed_in_is_kept_by_no_cache(
    cast: Cast, signed: Signed, document: Document
) -> None:
    answer = signed(cast.owner).get(REPORT.format(id=document.id))
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", ["/desk/", "/desk/bao-cao/", REPORT])
def test_pages_may_only_be_read(path: str, cast: Cast, signed: Signed, document: Document) -> None:
    assert signed(cast.owner).post(path.format(id=document.id)).status_code == 405


def _key(page: bytes) -> str:
    found = re.search(rb'name="key" value="([^"]+)"', page)
    assert found
    return found[1].decode()


def _cost(browser: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)
