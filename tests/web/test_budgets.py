"""The money on the desk: what is shown, what a form does once, what typed wrong comes back."""

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core.once import issue
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, Entry, YearTurn
from khuyencong.funds.rules import AdvanceBasis
from tests.cast import Cast
from tests.factories import make_user
from tests.funds.purse import PAPER, PROVINCIAL, Purse, at
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
LIST, ALLOT = "/desk/kinh-phi/", "/desk/kinh-phi/giao/"
BILLION = 10**9


@pytest.fixture
def purse(cast: Cast) -> Purse:
    accountant = make_user("CENTRE_ACCOUNTANT", cast.centre)
    purse = Purse(cast.department.id, cast.owner, accountant, cast.head)
    purse.allot(BILLION)
    return purse


@pytest.fixture
def page(purse: Purse) -> str:
    return f"{LIST}{purse.budget().id}/"


def typed(cast: Cast, person: str = "owner", **more: str) -> dict[str, str]:
    given = {"owner": str(cast.department.id), "source": "provincial", "year": "2026"}
    given |= {"amount": "2,5 tỷ đồng", "paper": PAPER, "day": "", "why": ""}
    return given | {"key": issue(getattr(cast, person).id)} | more


def text(answer: object) -> str:
    content = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content)).replace("\u00a0", " ")


def test_the_list_tells_what_is_left_and_adds_it_up(
    signed: Signed, cast: Cast, purse: Purse
) -> None:
    purse.allot(500, year=2025)
    actions.carry_over(
        by=cast.owner,
        at=at(),
        owner=purse.owner,
        source=PROVINCIAL,
        from_year=2025,
        amount=200,
        paper=PAPER,
    )
    purse.do("commit", 300)
    told = text(signed(cast.owner).get(LIST))
    assert "Khuyến công cấp tỉnh 2026 Sở Công Thương tỉnh Mẫu 1.000.000.000 200 0 300" in told
    assert "Khuyến công cấp tỉnh 2025 Sở Công Thương tỉnh Mẫu 500 0 200 0 300" in told
    assert "Cộng 2 dòng 1.000.000.500 200 200 300 1.000.000.200" in told


def test_the_sentence_narrows_by_year_and_source(signed: Signed, cast: Cast, purse: Purse) -> None:
    purse.allot(500, year=2025)
    told = text(signed(cast.owner).get(LIST, {"nam": "2025"}))
    assert "cấp tỉnh 2025" in told
    assert "cấp tỉnh 2026" not in told
    assert "Không có kinh phí nào như vậy" in text(
        signed(cast.owner).get(LIST, {"nguon": "commune"})
    )
    wrong = signed(cast.owner).get(LIST, {"nam": "x'--", "nguon": "<script>"})
    assert wrong.status_code == 422
    assert "<script>" not in wrong.content.decode().split("<main")[1]


def test_money_is_allotted_once_however_often_the_form_is_sent(signed: Signed, cast: Cast) -> None:
    sent = typed(cast)
    client = signed(cast.owner)
    first, second = (client.post(ALLOT, sent) for _ in range(2))
    budget = Budget.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"{LIST}{budget.id}/"
    assert budget.allotted == 2_500_000_000
    assert Entry.objects.count() == 1
    assert "Đã ghi kinh phí được giao." in text(client.get(f"{LIST}{budget.id}/"))


#: What is typed wrong, at which field it is said, and in which words.
WRONG = [
    ({"amount": "mười gì đó"}, "amount", "Không đọc được"),
    ({"amount": "0"}, "amount", "Ghi số tiền khác 0."),
    ({"amount": ""}, "amount", "Ghi số tiền."),
    ({"amount": "1,250"}, "amount", "Không rõ"),
    ({"amount": "9" * 30}, "amount", "lớn quá mức"),
    ({"amount": "9.223.372.036.854.775.807 đồng"}, "amount", "Tổng kinh phí lớn quá mức"),
    ({"amount": "-5 triệu đồng"}, "why", "Ghi lý do giảm, thu hồi kinh phí."),
    ({"amount": "-5 tỷ đồng", "why": "cắt"}, "amount", "chỉ còn 1.000.000.000 đồng"),
    ({"year": "20x6"}, "year", "bốn chữ số"),
    ({"year": "1889"}, "year", "Năm ngân sách phải từ 1990"),
    ({"source": "counterpart"}, "source", "Chọn nguồn kinh phí."),
    ({"owner": "x"}, "owner", "Chọn đơn vị được giao."),
    ({"paper": ""}, "paper", "Ghi số, ngày của văn bản"),
    ({"paper": "văn bản " * 1500}, "paper", "tối đa 200"),
    ({"why": "a\0b"}, "why", "ký tự NUL"),
    ({"day": "31/02/2026"}, "day", "không có ngày 31"),
    ({"key": "x"}, "__all__", "Biểu mẫu đã hết hạn"),
]


@pytest.mark.parametrize(("wrong", "field", "words"), WRONG)
def test_what_is_typed_wrong_comes_back_with_its_reason(
    signed: Signed, cast: Cast, purse: Purse, wrong: dict[str, str], field: str, words: str
) -> None:
    answer = signed(cast.owner).post(ALLOT, typed(cast, **wrong))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert words in " ".join(form.errors[field])
    assert set(form.errors) == {field}
    if len(wrong.get("amount", "")) > 1:
        assert f'value="{wrong["amount"]}"' in answer.content.decode()
    assert Entry.objects.count() == 1


def test_a_script_typed_is_shown_as_text(signed: Signed, cast: Cast, purse: Purse) -> None:
    evil = "<script>alert(1)</script>"
    signed(cast.owner).post(ALLOT, typed(cast, paper=evil, why=evil))
    shown = signed(cast.owner).get(f"{LIST}{purse.budget().id}/").content.decode()
    assert evil not in shown
    assert shown.count("&lt;script&gt;alert(1)") == 2


def test_nobody_allots_to_a_body_of_another(signed: Signed, cast: Cast) -> None:
    answer = signed(cast.owner).post(ALLOT, typed(cast, owner=str(cast.other_department.id)))
    assert answer.status_code == 422
    assert not Budget.objects.exists()


def test_a_budget_tells_where_its_money_is(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    for verb, amount in (("commit", 400), ("contract", 300), ("advance", 100), ("accept", 250)):
        purse.do(verb, amount)
    purse.do("clear", 60)
    purse.do("settle", 25)
    told = text(signed(cast.owner).get(page))
    for line in (
        "Còn lại, chưa giao đề án 999.999.600 đồng",
        "Được giao 1.000.000.000 + Nhận chuyển nguồn từ năm 2025 0 − Chuyển sang năm 2027 0",
        "Đã quyết toán 25",
        "Đã thanh toán, chưa quyết toán 35",
        "Tạm ứng chưa thanh toán 40",
        "Đã ký hợp đồng, chưa chi 200",
        "Đã giao đề án, chưa ký hợp đồng 100",
        "7 bút toán, mới trước",
        "Đã nghiệm thu 250 đồng",
    ):
        assert line in told, line


def test_money_is_carried_over_from_the_page(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    given = {"amount": "400 triệu đồng", "paper": PAPER, "key": issue(cast.owner.id)}
    assert signed(cast.owner).post(f"{page}chuyen-nguon/", given).status_code == 302
    assert purse.budget(2027).carried_in == 400_000_000
    again = signed(cast.owner).post(
        f"{page}chuyen-nguon/", given | {"amount": "700 triệu đồng", "key": issue(cast.owner.id)}
    )
    assert again.status_code == 422
    assert "chỉ còn 600.000.000 đồng chưa giao đề án" in text(again)
    assert 'value="700 triệu đồng"' in again.content.decode()
    assert "<details" in again.content.decode()
    assert re.search(r'<details class="fold" open>\s*<summary>Chuyển nguồn', again.content.decode())


def test_a_year_is_closed_and_reopened_from_the_page(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    purse.do("commit", 5)
    head = signed(cast.head)
    assert "còn 5 đồng đã giao mà chưa ký hợp đồng" in text(head.get(page))
    refused = head.post(f"{page}khoa/", {"paper": "", "key": issue(cast.head.id)})
    assert refused.status_code == 422
    assert "Chưa khóa được sổ" in text(refused)
    purse.do("release", 5)
    assert head.post(f"{page}khoa/", {"key": issue(cast.head.id)}).status_code == 302
    assert "sổ đã khóa" in text(head.get(page))
    silent = head.post(f"{page}mo-lai/", {"reason": " ", "key": issue(cast.head.id)})
    assert silent.status_code == 422
    assert "Ghi lý do mở lại sổ." in text(silent)
    told = {"reason": "Bổ sung chứng từ", "key": issue(cast.head.id)}
    assert head.post(f"{page}mo-lai/", told).status_code == 302
    assert "Lý do: Bổ sung chứng từ" in text(head.get(page))
    assert YearTurn.objects.count() == 2


def test_the_page_offers_only_what_one_may(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    offers = {"owner": ["chuyen-nguon/"], "head": ["khoa/"], "chair": [], "auditor": []}
    for person, expected in offers.items():
        shown = signed(getattr(cast, person)).get(page).content.decode()
        found = re.findall(rf'action="{page}([a-z-]+/)"', shown)
        assert found == expected, person


def test_an_entry_taken_back_and_an_unread_rate_are_marked(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    purse.do("commit", 100)
    purse.do("contract", 100)
    unread = AdvanceBasis(
        percent=Fraction(40), clause="HĐ 5", verified=False, reason="Chưa đọc được"
    )
    wrong = purse.do("advance", 10, basis=unread)
    actions.reverse(by=purse.accountant, at=at(), entry=wrong, why="nhầm dòng")
    told = text(signed(cast.owner).get(page))
    assert "Tạm ứng ghi ngược" in told
    assert "Tạm ứng đã ghi ngược" in told
    assert "mức 40 % chưa kiểm chứng Chưa đọc được" in told
    assert "nhầm dòng" in told


def test_the_entries_turn_pages(signed: Signed, cast: Cast, purse: Purse, page: str) -> None:
    for _ in range(25):
        purse.do("commit", 1)
    assert "Trang 1 / 2" in text(signed(cast.owner).get(page))
    second = text(signed(cast.owner).get(page, {"trang": "2"}))
    assert second.count("Giao kinh phí") == 1


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_cost_of_a_page_does_not_grow_by_queries(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    client: Callable[[str], int] = lambda address: queries(signed(cast.owner), address)  # noqa: E731
    purse.allot(1, year=2020)
    purse.do("commit", 1)
    few = client(LIST), client(page)
    for year in range(2000, 2010):
        purse.allot(1, year=year)
        purse.do("commit", 1)
    assert (client(LIST), client(page)) == few


def test_amounts_at_the_very_end_of_a_column_are_shown(
    signed: Signed, cast: Cast, purse: Purse, page: str
) -> None:
    most = 2**63 - 1
    purse.allot(most - BILLION)
    for verb, amount in (("commit", most), ("contract", most), ("advance", most // 2)):
        purse.do(verb, amount)
    purse.allot(most, year=2025)
    assert "4.611.686.018.427.387.903" in text(signed(cast.owner).get(page))
    assert "18.446.744.073.709.551.614" in text(signed(cast.owner).get(LIST))
