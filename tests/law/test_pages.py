"""The pages of the law: what they show on a day, what a form does, what they never show."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.models import JournalEntry
from khuyencong.core.once import issue
from khuyencong.law.models import (
    Article,
    ConflictReason,
    LegalDocument,
    Parameter,
    ParameterEnd,
)
from khuyencong.registry.models import Organisation
from tests.factories import make_user

PLACE = "da-nang-tu-2025"


def someone(role: str, key: str, name: str = "Người Mẫu") -> User:
    return make_user(role, Organisation.objects.get(key=key), full_name=name)


@pytest.fixture
def officer(db: None) -> User:
    return someone("AGENCY_OFFICER", "cuc-khuyen-cong", "Lê Thị Đề Xuất")


@pytest.fixture
def head(db: None) -> User:
    return someone("AGENCY_HEAD", "cuc-khuyen-cong", "Trần Văn Xác Nhận")


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def text(answer: HttpResponse) -> str:
    """Return the words of a page, without markup, in single spaces."""
    body = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(body.replace("&nbsp;", " ").split())


def row(code: str) -> Parameter:
    return Parameter.objects.get(code=code, superseded_at=None)


def address(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/van-ban/", "/desk/luat/"])
@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("q=binh+chon", "35/2010/TT-BCT", "28/2018/TT-BTC"),
        ("q=26/2014", "26/2014/TTLT-BTC-BCT", "36/2013/TT-BCT"),
        ("loai=decree", "45/2012/NĐ-CP", "28/2018/TT-BTC"),
        ("q=khong+co+van+ban+nao", "Không có văn bản nào khớp", "NĐ-CP"),
    ],
)
def test_the_register_is_searched(
    officer: User, path: str, query: str, seen: str, unseen: str
) -> None:
    words = text(browser(officer).get(f"{path}?{query}"))
    assert seen in words
    assert unseen not in words


@pytest.mark.parametrize(
    ("day", "state"),
    [("10/05/2018", "Đang có hiệu lực"), ("11/05/2018", "Đã bị thay thế")],
)
def test_a_document_is_shown_as_of_the_day_asked(day: str, state: str) -> None:
    words = text(browser().get(f"/van-ban/ttlt-26-2014-btc-bct/?ngay={day}"))
    assert f"Ngày {day} {state}" in words


def test_a_day_that_cannot_be_read_is_told_and_kept() -> None:
    answer = browser().get("/van-ban/?ngay=32/13/2020")
    assert answer.status_code == 422
    assert "32/13/2020" in answer.content.decode()
    assert "Có 1 chỗ cần sửa" in text(answer)


def test_an_absent_document_is_no_page(officer: User) -> None:
    assert browser().get("/van-ban/khong-co/").status_code == 404
    assert browser(officer).get("/desk/luat/van-ban/khong-co/").status_code == 404


def test_a_figure_nobody_read_is_told_in_words_and_never_as_a_number(officer: User) -> None:
    page = browser(officer).get(address("law-parameter", row("N18-U1").id))
    words = text(page)
    assert "Chưa đọc được con số" in words
    assert "con số chưa kiểm chứng" in words
    assert " 0 đồng" not in words
    assert "0 %" not in words


def test_the_public_page_says_what_is_not_verified() -> None:
    words = text(browser().get("/van-ban/tt-28-2018-btc/"))
    unread = Parameter.objects.filter(document__key="tt-28-2018-btc", verified=False).count()
    assert words.count("con số chưa kiểm chứng") == unread
    assert "300.000.000 đồng/cơ sở" in words
    assert "sửa đổi theo Thông tư 64/2024/TT-BTC: chưa kiểm chứng" in words


def test_an_amendment_nobody_read_is_told_wherever_a_figure_stands(officer: User) -> None:
    told = "sửa đổi theo Thông tư 64/2024/TT-BTC: chưa kiểm chứng"
    case = address("law-try") + "?hang_muc=machinery&nguon=national&chi_phi=5+triệu"
    for path in (
        address("law-parameter", row("N18-04a").id),
        address("law-document", "tt-28-2018-btc"),
        address("law-ceilings"),
        case,
    ):
        assert told in text(browser(officer).get(path)), path
    assert told not in text(browser(officer).get(case + "&ngay=31/12/2023"))


def test_the_ceilings_stand_side_by_side_on_a_day(officer: User) -> None:
    client = browser(officer)
    words = text(client.get(address("law-ceilings") + "?tinh=dak-lak-tu-2025&ngay=26/07/2025"))
    assert "30 % chi phí, không quá 1.000.000.000 đồng/mô hình" in words
    assert "30 % chi phí, không quá 800.000.000 đồng/mô hình" in words
    before = text(client.get(address("law-ceilings") + "?tinh=dak-lak-tu-2025&ngay=25/07/2025"))
    assert "800.000.000" not in before


def test_a_province_of_another_day_is_refused_in_words(officer: User) -> None:
    answer = browser(officer).get(address("law-ceilings") + "?tinh=phu-yen&ngay=01/01/2026")
    assert answer.status_code == 422
    assert "Ngày này không có tỉnh ấy" in text(answer)


def test_a_case_is_tried_with_its_proof(officer: User) -> None:
    query = "?hang_muc=machinery&nguon=national&chi_phi=500+triệu&de_nghi=250.000.001"
    words = text(browser(officer).get(address("law-try") + query))
    assert "Không đạt" in words
    assert "Vượt 1 đồng" in words
    assert "khoản 4 Điều 8, Thông tư 28/2018/TT-BTC" in words


def test_an_amount_that_cannot_be_read_is_told_and_kept(officer: User) -> None:
    query = "?hang_muc=machinery&nguon=national&chi_phi=20.76+tỷ"
    answer = browser(officer).get(address("law-try") + query)
    assert answer.status_code == 422
    assert 'value="20.76 tỷ"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("?ngay=30/06/2025", "4/63"), ("?ngay=26/07/2025", "1/34"),
     ("?ngay=26/07/2025&dia-gioi=63", "2/63")],
)  # fmt: skip
def test_provinces_are_counted_on_each_side_of_the_merger(
    officer: User, query: str, wanted: str
) -> None:
    words = text(browser(officer).get(address("law-instruments") + query))
    assert f"Quy định mức chi {wanted}" in words


@pytest.mark.parametrize(
    ("path", "most"),
    [("/van-ban/", 4), ("/van-ban/tt-28-2018-btc/", 12), ("/van-ban/nd-45-2012-cp/", 12)],
)
def test_a_public_page_costs_few_queries(
    path: str, most: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(most):
        assert browser().get(path).status_code == 200


def test_pages_cost_no_more_with_more_rows(
    officer: User, django_assert_max_num_queries: Any
) -> None:
    client = browser(officer)
    for path in (address("law-ceilings"), address("law-instruments"), address("law")):
        with django_assert_max_num_queries(24):
            assert client.get(path).status_code == 200


# --- two people ----------------------------------------------------------------------------------


def proposal(**changes: str) -> dict[str, str]:
    told = {
        "subject": "machinery",
        "source": "national",
        "place": "",
        "percent": "50",
        "amount": "350 triệu đồng",
        "valid_from": "01/01/2027",
        "basis": "Thông tư mẫu",
        "clause": "khoản 4 Điều 8",
    }
    return told | changes


def send(user: User, path: str, **form: str) -> HttpResponse:
    answer: HttpResponse = browser(user).post(path, form | {"key": issue(user.id)})
    return answer


def propose(user: User, **changes: str) -> Parameter:
    answer = send(user, address("law-propose"), **proposal(**changes))
    assert answer.status_code == 302, text(answer)
    return Parameter.objects.get(proposed_by=user.id, superseded_at=None)


def test_one_proposes_and_another_confirms(officer: User, head: User) -> None:
    proposed = propose(officer)
    assert (proposed.amount, proposed.percent, proposed.share_of) == (350_000_000, 50, "cost")
    assert (proposed.per_occasion, proposed.attribute) == (None, "")
    page = text(browser(head).get(address("law-parameter", proposed.id)))
    assert "chờ người thứ hai xác nhận" in page
    assert "Lê Thị Đề Xuất đề xuất" in page
    assert "2 trong 4 trường hợp thử thay đổi" in page
    assert "+50.000.000 đồng" in page
    send(head, address("law-confirm", proposed.id))
    proposed.refresh_from_db()
    assert proposed.verified
    after = text(browser(officer).get(address("law-parameter", proposed.id)))
    assert "Trần Văn Xác Nhận xác nhận" in after


def test_who_proposed_has_no_button_and_no_way_to_confirm(head: User) -> None:
    proposed = propose(head)
    page = browser(head).get(address("law-parameter", proposed.id))
    assert address("law-confirm", proposed.id) not in page.content.decode()
    assert "cần người khác xác nhận" in text(page)
    client = browser(head)
    answer = client.post(address("law-confirm", proposed.id), {"key": issue(head.id)}, follow=True)
    assert "Người xác nhận phải khác người đề xuất" in text(answer)
    proposed.refresh_from_db()
    assert not proposed.verified


def test_a_tier_and_a_unit_are_proposed_as_typed(officer: User) -> None:
    proposed = propose(
        officer, subject="founding", percent="", amount="10 triệu", unit="enterprise",
        per_occasion="on", tier_from="10 tỷ", tier_until="20 tỷ",
    )  # fmt: skip
    tier = (proposed.attribute, proposed.tier_from, proposed.tier_until, proposed.per_occasion)
    assert tier == ("charter_capital", 10_000_000_000, 20_000_000_000, True)
    words = text(browser(officer).get(address("law-parameter", proposed.id)))
    assert "Không quá 10.000.000 đồng/doanh nghiệp" in words
    assert "Bậc theo vốn điều lệ từ 10.000.000.000 đồng đến dưới 20.000.000.000 đồng" in words


def test_a_proposal_sent_twice_is_one(officer: User) -> None:
    form = proposal() | {"key": issue(officer.id)}
    client = browser(officer)
    first, second = (client.post(address("law-propose"), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Parameter.objects.filter(proposed_by=officer.id).count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "1,250"}, "dấu phẩy"),
        ({"percent": "abc"}, "Không đọc được"),
        ({"valid_from": ""}, "Ghi ngày bắt đầu hiệu lực"),
        ({"valid_from": "31/02/2027"}, "không có ngày 31"),
        ({"clause": ""}, "Ghi điểm, khoản, điều"),
        ({"basis": ""}, "Chọn văn bản, hoặc ghi căn cứ khác"),
        ({"percent": "", "amount": ""}, "Ghi ít nhất một con số"),
        ({"source": "provincial"}, "chọn tỉnh, thành phố"),
        ({"place": PLACE}, "chọn “Cả nước”"),
        ({"subject": "khong-co"}, "Hãy chọn"),
        ({"percent": "101"}, "từ 0 đến 100"),
        ({"percent": "0", "amount": "0"}, "Phải lớn hơn 0"),
        ({"amount": "-5 triệu"}, "không âm"),
        ({"base": "machinery"}, "Ghi hệ số"),
        ({"tier_from": "20 tỷ", "tier_until": "10 tỷ"}, "Bậc trên phải lớn hơn"),
        ({"valid_until": "01/01/2027"}, "Ngày hết phải sau"),
        ({"url": "javascript:x()"}, "bắt đầu bằng https://"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_proposal_that_cannot_be_read_says_why_and_keeps_what_was_typed(
    officer: User, changes: dict[str, str], said: str
) -> None:
    answer = send(officer, address("law-propose"), **proposal(**changes))
    assert answer.status_code == 422
    words = text(answer)
    assert "cần sửa" in words
    if said != "Hãy chọn":
        assert said in words
    assert "Thông tư mẫu" in answer.content.decode() or changes == {"basis": ""}
    assert not Parameter.objects.filter(proposed_by=officer.id).exists()


@pytest.mark.parametrize("kind", ["pass_mark", "advance", "key_project", "trade", "size"])
def test_the_form_asks_what_the_kind_needs(officer: User, kind: str) -> None:
    page = browser(officer).get(address("law-propose") + f"?loai={kind}").content.decode()
    asked = set(re.findall(r'name="(\w+)"', page))
    assert ("percent" in asked) is (kind == "advance")
    assert ("number" in asked) is (kind in {"pass_mark", "key_project", "size"})
    assert {"subject", "valid_from", "clause", "key"} <= asked


def test_an_unknown_kind_is_no_page(officer: User) -> None:
    assert browser(officer).get(address("law-propose") + "?loai=x").status_code == 404


def test_an_end_is_proposed_and_confirmed(officer: User, head: User) -> None:
    ended = row("N18-04a")
    path = address("law-end", ended.id)
    assert send(officer, path, day="", reason="").status_code == 422
    send(officer, path, day="01/01/2027", reason="Có văn bản mới")
    end = ParameterEnd.objects.get()
    page = text(browser(head).get(address("law-parameter", ended.id)))
    assert "Đề xuất kết thúc từ 01/01/2027" in page
    send(head, address("law-confirm-end", end.id))
    end.refresh_from_db()
    assert end.confirmed_by == head.id
    assert "Hết áp dụng từ 01/01/2027" in text(
        browser(head).get(address("law-parameter", ended.id))
    )


def test_a_conflict_shows_both_clauses_and_takes_a_third_persons_reason(
    officer: User, head: User
) -> None:
    mine = propose(officer, source="provincial", place=PLACE, clause="khoản 1 Điều 3")
    send(head, address("law-confirm", mine.id))
    shown = text(browser(head).get(address("law-ceilings") + f"?tinh={PLACE}&ngay=01/01/2027"))
    assert "cao hơn mức trung ương" in shown
    assert "khoản 1 Điều 3, Thông tư mẫu" in shown
    assert "khoản 4 Điều 8, Thông tư 28/2018/TT-BTC" in shown
    third = someone("DEPT_HEAD", f"so-cong-thuong.{PLACE}")
    path = address("law-reason", mine.id)
    assert path not in browser(head).get(address("law-parameter", mine.id)).content.decode()
    assert path in browser(third).get(address("law-parameter", mine.id)).content.decode()
    assert send(third, path, reason="").status_code == 422
    send(third, path, reason="Có cơ chế đặc thù")
    assert ConflictReason.objects.get().written_by == third.id
    page = text(browser(head).get(address("law-parameter", mine.id)))
    assert "Có cơ chế đặc thù" in page


def test_a_department_changes_nothing_of_the_nation(db: None) -> None:
    officer = someone("DEPT_OFFICER", f"so-cong-thuong.{PLACE}")
    client = browser(officer)
    form = proposal() | {"key": issue(officer.id)}
    answer = client.post(address("law-propose"), form, follow=True)
    assert "không có quyền" in text(answer)
    assert not Parameter.objects.filter(proposed_by=officer.id).exists()


def test_the_words_of_an_article_are_attached_and_shown_to_everybody(officer: User) -> None:
    article = Article.objects.get(document__key="nd-45-2012-cp", article="4")
    path = address("law-attach", article.id)
    assert send(officer, path, text=" ").status_code == 422
    send(officer, path, text="Nguyên văn <b>mẫu</b>")
    page = browser().get("/van-ban/nd-45-2012-cp/").content.decode()
    assert "Nguyên văn &lt;b&gt;mẫu&lt;/b&gt;" in page


def test_names_of_officers_stay_on_the_desk(officer: User, head: User) -> None:
    mine = propose(officer, document="", basis="Thông tư mẫu")
    send(head, address("law-confirm", mine.id))
    for path in ("/van-ban/", "/van-ban/tt-28-2018-btc/"):
        words = text(browser().get(path))
        assert officer.full_name not in words
        assert head.full_name not in words


def test_the_journal_names_nobody(officer: User, head: User) -> None:
    propose(officer, note="Ghi chú mẫu")
    told = str(list(JournalEntry.objects.values_list("act", "about", "facts")))
    assert officer.full_name not in told
    assert "Ghi chú mẫu" not in told


# --- the register is kept ------------------------------------------------------------------------

DOCUMENT = {
    "kind": "circular", "number": "77/2027/TT-BTC", "issuer": "Bộ Tài chính", "place": "",
    "issued_on": "01/12/2026", "valid_from": "01/01/2027", "title": "Thay thông tư kinh phí",
}  # fmt: skip


def test_a_document_is_entered_and_verified_by_another(officer: User, head: User) -> None:
    old = LegalDocument.objects.get(key="tt-28-2018-btc")
    form = DOCUMENT | {"relation": "replaces", "target": str(old.id)}
    answer = send(officer, address("law-enter"), **form)
    new = LegalDocument.objects.get(number="77/2027/TT-BTC")
    assert answer["Location"] == address("law-document", new.key)
    verify = address("law-verify", new.key)
    assert verify not in browser(officer).get(answer["Location"]).content.decode()
    page = browser(head).get(answer["Location"])
    assert "chưa kiểm chứng" in text(page)
    assert verify in page.content.decode()
    send(head, verify)
    new.refresh_from_db()
    assert new.verified_by == head.id
    words = text(browser().get("/van-ban/tt-28-2018-btc/?ngay=01/01/2027"))
    assert "Đã bị thay thế từ 01/01/2027 Thông tư 77/2027/TT-BTC" in words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": ""}, "Ghi số, ký hiệu"),
        ({"issuer": ""}, "Ghi cơ quan ban hành"),
        ({"title": ""}, "Ghi một câu về nội dung"),
        ({"issued_on": "hôm qua"}, "Không đọc được ngày"),
        ({"relation": "replaces"}, "Chọn cả quan hệ và văn bản"),
        ({"is_draft": "on"}, "Dự thảo chưa có ngày hiệu lực"),
    ],
    ids=str,
)
def test_a_document_that_cannot_be_read_says_why(
    officer: User, changes: dict[str, str], said: str
) -> None:
    answer = send(officer, address("law-enter"), **(DOCUMENT | changes))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not LegalDocument.objects.filter(registered_by=officer.id).exists()


def test_the_same_number_of_the_same_issuer_is_told(officer: User) -> None:
    answer = send(officer, address("law-enter"), **(DOCUMENT | {"number": " 28/2018/TT-BTC"}))
    assert answer.status_code == 422
    assert "đã có trong sổ" in text(answer)


def test_a_province_is_recorded_and_counted(db: None) -> None:
    officer = someone("DEPT_OFFICER", f"so-cong-thuong.{PLACE}")
    form = {"place": PLACE, "kind": "norms", "state": "drafting", "since": "01/09/2026"}
    assert send(officer, address("law-record"), **(form | {"since": ""})).status_code == 422
    assert send(officer, address("law-record"), **form).status_code == 302
    words = text(browser(officer).get(address("law-instruments") + "?ngay=01/09/2026"))
    assert re.search(r"Đà Nẵng chưa có .*?Đang soạn thảo", words)
    issued = form | {"state": "issued", "since": "01/01/2027"}
    answer = send(officer, address("law-record"), **issued)
    assert answer.status_code == 422
    assert "Chọn văn bản đã ban hành" in text(answer)


def test_what_is_no_ceiling_stands_on_a_page_of_its_own(officer: User) -> None:
    words = text(browser(officer).get(address("law-parameters") + "?ngay=15/10/2025"))
    for told in (
        "Phường của tỉnh", "30 % chi phí", "70 % chi phí", "trước ngày 20/6", "40 điểm",
        "ít nhất 2", "từ 2 đến 3", "Bộ trưởng Bộ Công Thương", "đến hết 31/12 của năm thứ 4",
        "30 ngày làm việc", "chưa đọc được con số", "Sổ chưa có dòng nào của ngày này",
    ):  # fmt: skip
        assert told in words, told
    assert "Phường của thị xã" not in words
    before = text(browser(officer).get(address("law-parameters") + "?ngay=14/10/2025"))
    assert "Phường của thị xã" in before
    assert "Phường của tỉnh" not in before


def test_who_may_confirm_finds_it_on_the_first_page(officer: User, head: User) -> None:
    propose(officer)
    assert "1 đề xuất về tham số pháp luật" in text(browser(head).get("/desk/"))
    other = someone("DEPT_HEAD", f"so-cong-thuong.{PLACE}")
    for person in (officer, other):
        assert "đề xuất về tham số" not in text(browser(person).get("/desk/"))
