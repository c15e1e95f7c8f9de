"""Establishments on the desk: found, entered, amended, merged; what is typed wrong comes back."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core.models import JournalEntry
from khuyencong.core.once import issue
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.models import (
    CraftVillageRecognition,
    Establishment,
    EstablishmentFigure,
    LikelyTwin,
    Merge,
    NumberReveal,
    OtherSupport,
    Place,
)
from khuyencong.registry.states import EstablishmentForm
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_establishment,
    make_registry_records,
    make_tax_code,
    told,
)
from tests.web.conftest import TURN, Signed

LIST, NEW = "/desk/co-so/", "/desk/co-so/moi/"
CODE = make_tax_code(1)
NUMBER = "001099000045"
HOUSEHOLD = EstablishmentForm.HOUSEHOLD_BUSINESS
Enter = Callable[..., Establishment]


@pytest.fixture
def commune(db: None) -> Place:
    return make_commune("An Mẫu")


@pytest.fixture
def enter(cast: Cast, commune: Place) -> Enter:
    """Return the function that enters an establishment of the owner's department."""

    def make(name: str = "Công ty TNHH Gỗ Thí Dụ", **more: object) -> Establishment:
        place = more.pop("place", commune)
        return make_establishment(cast.owner, cast.department, told(place, name, **more))

    return make


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def typed(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "key": issue(cast.owner.id),
        "custodian": str(cast.department.id),
        "form": "enterprise",
        "name": "Công ty TNHH Gỗ Thí Dụ",
        "commune": "An Mẫu",
    } | more


def test_an_establishment_is_entered_and_a_double_click_enters_one(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    browser = signed(cast.owner)
    form = typed(cast, tax_code=CODE, phone="0912 345 678", women_owned="on")
    first, second = browser.post(NEW, form), browser.post(NEW, form)
    one = Establishment.objects.get()
    assert first["Location"] == second["Location"] == f"/desk/co-so/{one.id}/"
    assert (one.commune, one.tax_code, one.women_owned) == (commune, CODE, True)
    shown = page(browser, first["Location"])
    assert "Công ty TNHH Gỗ Thí Dụ" in shown and "0912345678" in shown
    assert "Ghi hồ sơ, Người Mẫu Số" in shown


WRONG = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": ""}, "Ghi tên cơ sở."),
        ({"name": "Gỗ " * 3500}, "Dài 10499 ký tự; tối đa 200."),
        ({"name": "Gỗ\0Dụ"}, "ký tự NUL"),
        ({"tax_code": WRONG}, "sai ít nhất một chữ số"),
        ({"commune": "Xứ Không Có"}, "Không có xã, phường hay đặc khu nào tên “Xứ Không Có”"),
        ({"commune": ""}, "Ghi tên xã"),
        ({"phone": "gọi sau"}, "Số điện thoại phải có 10 hoặc 11"),
        ({"owner_number": NUMBER}, "Chỉ hộ kinh doanh và tổ hợp tác"),
        ({"form": "household_business", "owner_number": "123"}, "đúng 12 chữ số"),
        ({"form": "club"}, "Loại hình|không phải"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_the_fault_named(
    wrong: dict, why: str, cast: Cast, signed: Signed, commune: Place
) -> None:
    answer = signed(cast.owner).post(NEW, typed(cast, street="Thôn Giữ Lại") | wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi: " in shown
    assert "Có 1 chỗ cần sửa" in shown
    assert re.search(why, shown)
    assert 'value="Thôn Giữ Lại"' in shown
    assert not Establishment.objects.exists()


def test_a_name_that_turns_the_writing_direction_is_kept_without_the_turn(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    signed(cast.owner).post(NEW, typed(cast, name="Gỗ \u202eThí Dụ <script>alert(1)</script>"))
    one = Establishment.objects.get()
    assert one.name == "Gỗ Thí Dụ <script>alert(1)</script>"
    shown = page(signed(cast.owner), f"/desk/co-so/{one.id}/")
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown


def test_of_several_communes_of_one_name_one_is_chosen(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    other = make_commune("An Mẫu", valid_until=TURN)
    browser = signed(cast.owner)
    answer = browser.post(NEW, typed(cast))
    shown = answer.content.decode()
    assert "Có 2 nơi tên “An Mẫu”: xin chọn một nơi ở dưới." in shown
    assert f'value="{other.key}"' in shown and "xã An Mẫu (đến 30/6/2025)" in shown
    browser.post(NEW, typed(cast, commune_key=other.key))
    assert Establishment.objects.get().commune == other


def test_what_looks_like_the_same_is_shown_before_a_second_is_entered(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    known = enter()
    browser = signed(cast.owner)
    form = typed(cast, name="CTY TNHH gỗ thí dụ")
    answer = browser.post(NEW, form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="/desk/co-so/{known.id}/"' in shown and "tên như nhau, cùng xã" in shown
    assert Establishment.objects.count() == 1
    assert browser.post(NEW, form | {"is_another": "on"}).status_code == 302
    assert Establishment.objects.count() == 2


def test_what_looks_like_the_same_elsewhere_is_not_shown(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    make_establishment(cast.stranger, cast.other_department, told(commune, "Tên Không Được Lộ"))
    answer = signed(cast.owner).post(NEW, typed(cast, name="Tên Không Được Lộ"))
    assert answer.status_code == 302


def test_nobody_enters_for_another_body(cast: Cast, signed: Signed, commune: Place) -> None:
    form = typed(cast, custodian=str(cast.other_department.id))
    assert signed(cast.owner).post(NEW, form).status_code == 422
    assert not Establishment.objects.exists()


def test_who_amends_over_an_unseen_change_keeps_what_was_typed(
    cast: Cast, signed: Signed, enter: Enter, commune: Place
) -> None:
    one = enter()
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/sua/"
    seen = re.search(r'name="seen" value="([^"]+)"', page(browser, path))
    assert seen
    said = told(commune, "Gỗ Mẫu Mới")
    actions.amend(by=cast.colleague, establishment=one, told=said, at=ENTERED_AT)
    answer = browser.post(path, typed(cast, name="Tên đã gõ", seen=seen[1]))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Có người vừa sửa hồ sơ này" in shown and 'value="Tên đã gõ"' in shown
    one.refresh_from_db()
    assert one.name == "Gỗ Mẫu Mới"


def test_an_amendment_shows_in_the_history(cast: Cast, signed: Signed, enter: Enter) -> None:
    one = enter()
    browser = signed(cast.owner)
    browser.post(f"/desk/co-so/{one.id}/sua/", typed(cast, name="Công ty TNHH Gỗ Ví Dụ"))
    shown = page(browser, f"/desk/co-so/{one.id}/")
    assert "<s>Công ty TNHH Gỗ Thí Dụ</s> → Công ty TNHH Gỗ Ví Dụ" in shown


def test_fields_that_no_form_has_change_nothing(cast: Cast, signed: Signed, enter: Enter) -> None:
    one = enter()
    extra = {"merged_into": str(one.id), "custodian": str(cast.other_department.id)}
    form = typed(cast, name="Khác", owner_mask="x", is_demonstration="on", **extra)
    signed(cast.owner).post(f"/desk/co-so/{one.id}/sua/", form)
    one.refresh_from_db()
    assert (one.name, one.custodian, one.merged_into) == ("Khác", cast.department, None)
    assert (one.owner_mask, one.is_demonstration) == ("", False)


def test_a_search_by_name_has_an_address_and_one_by_number_has_none(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    enter(phone="0912345678", tax_code=CODE)
    enter("HTX Dệt Ví Dụ")
    browser = signed(cast.owner)
    named = browser.post(LIST, {"q": "gỗ", "noi": "An Mẫu", "key": issue(cast.owner.id)})
    assert unquote(named["Location"]) == "/desk/co-so/?q=gỗ&noi=An+Mẫu"
    assert "1 cơ sở đúng" in page(browser, named["Location"])
    for number in ("0912 345 678", "+84912345678", CODE):
        answer = browser.post(LIST, {"q": number, "key": issue(cast.owner.id)})
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert "1 cơ sở đúng" in shown and "Gỗ Thí Dụ" in shown and "Dệt Ví Dụ" not in shown
    told_off = page(browser, LIST + "?q=0912345678", status=422)
    assert "không đặt trong địa chỉ" in told_off and "Gỗ Thí Dụ" not in told_off


def test_a_place_that_never_was_is_said_at_its_field(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    enter()
    shown = page(signed(cast.owner), LIST + "?noi=Xứ+Không+Có", status=422)
    assert "Không có nơi nào tên “Xứ Không Có”" in shown
    assert 'value="Xứ Không Có"' in shown


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 300, "loai=club", "loc=x", "noi=%00"])
def test_a_bad_address_is_a_clear_line(query: str, cast: Cast, signed: Signed) -> None:
    assert "chỗ cần sửa" in page(signed(cast.owner), f"{LIST}?{query}", status=422)


def test_filters_narrow_and_are_kept_on_the_next_page(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    old = make_commune("Cũ", valid_until=TURN)
    for number in range(31):
        enter(f"HTX Dệt {number:02d}", form=EstablishmentForm.COOPERATIVE)
    enter("Gỗ Cũ", place=old)
    browser = signed(cast.owner)
    assert "32 cơ sở" in page(browser, LIST)
    first = page(browser, LIST + "?loai=cooperative")
    assert "31 cơ sở đúng" in first and 'href="?loai=cooperative&amp;trang=2"' in first
    second = page(browser, LIST + "?loai=cooperative&trang=2")
    assert "HTX Dệt 30" in second and "HTX Dệt 29" not in second
    assert "1 cơ sở đúng" in page(browser, LIST + "?loc=dia-chi-cu")
    assert "không cơ sở đúng" in page(browser, LIST + "?loc=nghi-trung")


@pytest.mark.parametrize("path", [LIST, LIST + "?q=det", "/desk/co-so/trung/"])
def test_lists_cost_the_same_at_one_row_and_at_five_hundred(
    path: str, cast: Cast, signed: Signed, enter: Enter
) -> None:
    browser = signed(cast.owner)
    pair = [enter("HTX Dệt Ví Dụ"), enter("HTX Dệt Ví Dụ")]
    before = _cost(browser, path)
    copies = [
        Establishment(**{f.attname: getattr(pair[0], f.attname) for f in pair[0]._meta.fields
                         if f.name != "id"})
        for _ in range(500)
    ]  # fmt: skip
    Establishment.objects.bulk_create(copies)
    ids = sorted(copy.id for copy in copies)
    pairs = zip(ids[::2], ids[1::2], strict=True)
    LikelyTwin.objects.bulk_create(
        LikelyTwin(first_id=a, second_id=b, reason="tax_code", seen_at=ENTERED_AT) for a, b in pairs
    )
    # One query more: of more than one page, the count of rows is asked for too.
    assert _cost(browser, path) == before <= 12


def test_the_page_of_one_costs_the_same_however_much_is_told(
    cast: Cast, signed: Signed, enter: Enter, commune: Place
) -> None:
    one = enter()
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/"
    actions.record_support(by=cast.owner, told=_support(one, 2024), at=ENTERED_AT)
    before = _cost(browser, path)
    for year in range(2000, 2010):
        actions.record_support(by=cast.owner, told=_support(one, year), at=ENTERED_AT)
        said = told(commune, f"Gỗ Mẫu {year}")
        actions.amend(by=cast.owner, establishment=one, told=said, at=ENTERED_AT)
    assert _cost(browser, path) == before <= 30


def _support(one: Establishment, year: int) -> actions.SupportTold:
    return actions.SupportTold(establishment=one, programme="ocop", item="Máy sấy", year=year)


def _cost(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_the_telephone_and_the_number_are_masked_to_readers(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    one = enter("Hộ KD Mẫu", form=HOUSEHOLD, owner_number=NUMBER, phone="0912345678")
    for path in (LIST, f"/desk/co-so/{one.id}/", "/desk/co-so/trung/"):
        for user in (cast.owner, cast.chair, cast.auditor):
            assert NUMBER not in page(signed(user), path)
        assert "0912345678" not in page(signed(cast.chair), path)
    shown = page(signed(cast.chair), f"/desk/co-so/{one.id}/")
    assert "0912***678" in shown and "0010******45" in shown and "so-dinh-danh" not in shown


def test_the_number_is_shown_once_for_a_reason_that_is_kept(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    one = enter("Hộ KD Mẫu", form=HOUSEHOLD, owner_number=NUMBER)
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/so-dinh-danh/"
    for reason in ("", "xem"):
        answer = browser.post(path, {"key": issue(cast.owner.id), "reason": reason})
        assert answer.status_code == 422 and NUMBER not in answer.content.decode()
    assert not NumberReveal.objects.exists()
    form = {"key": issue(cast.owner.id), "reason": "đối chiếu hợp đồng đã ký"}
    answer = browser.post(path, form)
    assert NUMBER in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    again = browser.post(path, form)
    assert NUMBER not in again.content.decode() and "ghi lý do lần nữa" in again.content.decode()
    assert NumberReveal.objects.count() == 1
    assert "đối chiếu hợp đồng đã ký" in page(browser, f"/desk/co-so/{one.id}/")


def test_figures_are_told_on_the_page(cast: Cast, signed: Signed, enter: Enter) -> None:
    one = enter()
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/so-lieu/"

    def tell(**said: str):  # type: ignore[no-untyped-def]
        return browser.post(path, {"key": issue(cast.owner.id), "day": "31/12/2025"} | said)

    assert tell(capital="1,2 tỷ", labour="1.250").status_code == 302
    values = set(EstablishmentFigure.objects.values_list("kind", "value"))
    assert values == {("charter_capital", 1_200_000_000), ("labour", 1250)}
    for said, why in (
        ({}, "Ghi vốn điều lệ hoặc số lao động."),
        ({"capital": "1,250.000"}, "Không rõ “1,250.000”"),
        ({"capital": "-5 triệu"}, "từ 0 trở lên"),
        ({"labour": "2,5"}, "số nguyên"),
        ({"labour": "5", "day": "31/02/2025"}, "không có ngày 31"),
        ({"labour": "5", "day": "01/01/2100"}, "chưa tới"),
    ):
        answer = tell(**said)
        assert answer.status_code == 422 and why in answer.content.decode(), said
    assert EstablishmentFigure.objects.count() == 2


def test_two_records_stand_side_by_side_are_merged_and_taken_apart(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    one, other = enter(tax_code=CODE), enter("CTY TNHH gỗ thí dụ")
    browser = signed(cast.owner)
    assert "1 cặp chờ xem" in page(browser, "/desk/co-so/trung/")
    path = f"/desk/co-so/{one.id}/voi/{other.id}/"
    shown = page(browser, path)
    assert shown.count('class="differs"') == 2  # name and tax code
    form = {"key": issue(cast.owner.id), "kept": str(other.id), "reason": "một chủ"}
    answer = browser.post(path + "gop/", form)
    assert answer["Location"] == f"/desk/co-so/{other.id}/"
    assert browser.get(f"/desk/co-so/{one.id}/")["Location"] == f"/desk/co-so/{other.id}/"
    assert "Hồ sơ đã gộp vào đây" in page(browser, f"/desk/co-so/{other.id}/")
    assert "không cặp chờ xem" in page(browser, "/desk/co-so/trung/")
    undo = {"key": issue(cast.owner.id)}
    assert browser.post(f"/desk/co-so/{one.id}/tach/", undo).status_code == 302
    assert "đã tách lại" in page(browser, f"/desk/co-so/{other.id}/")
    assert Merge.objects.get().superseded_at
    apart = {"key": issue(cast.owner.id)}
    assert browser.post(path + "khac/", apart).status_code == 302
    assert "không cặp chờ xem" in page(browser, "/desk/co-so/trung/")


def test_a_pair_across_provinces_is_seen_by_the_nation_alone(
    cast: Cast, signed: Signed, enter: Enter, commune: Place
) -> None:
    one = enter()
    foreign = make_establishment(cast.stranger, cast.other_department, told(commune))
    for user in (cast.owner, cast.stranger):
        assert "không cặp chờ xem" in page(signed(user), "/desk/co-so/trung/")
        page(signed(user), f"/desk/co-so/{one.id}/voi/{foreign.id}/", status=404)
    assert "1 cặp chờ xem" in page(signed(cast.agency_officer), "/desk/co-so/trung/")
    assert "Nghi trùng" not in page(signed(cast.owner), f"/desk/co-so/{one.id}/").split("<main")[1]


def test_a_request_is_held_against_what_is_known(cast: Cast, signed: Signed, enter: Enter) -> None:
    one = enter()
    actions.record_support(by=cast.owner, told=_support(one, 2024), at=ENTERED_AT)
    browser = signed(cast.owner)
    assert "Có thể là hỗ trợ lần thứ hai" in page(browser, f"/desk/co-so/{one.id}/?hoi=mua máy sấy")
    assert "Không thấy hỗ trợ nào trùng" in page(browser, f"/desk/co-so/{one.id}/?hoi=máy dệt")


def test_a_support_is_written_down_and_taken_back(cast: Cast, signed: Signed, enter: Enter) -> None:
    one = enter()
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/ho-tro/"

    def record(**said: str):  # type: ignore[no-untyped-def]
        form = {"programme": "ocop", "item": "Tem", "when": "2024", "amount": "90 triệu"}
        return browser.post(path, form | {"key": issue(cast.owner.id)} | said)

    for said, why in (
        ({"when": "31/02/2024"}, "không có ngày 31"),
        ({"when": "2100"}, "phải đã qua"),
        ({"amount": "1,250.000"}, "Không rõ"),
        ({"item": ""}, "Ghi đã hỗ trợ cho việc gì."),
        ({"item": "a\0b"}, "NUL"),
    ):
        answer = record(**said)
        assert answer.status_code == 422 and why in answer.content.decode(), said
    assert record().status_code == 302
    support = OtherSupport.objects.get()
    assert (support.year, support.amount) == (2024, 90_000_000)
    assert "90.000.000" in page(browser, "/desk/ho-tro-khac/")
    back = f"/desk/ho-tro-khac/{support.id}/rut/"
    assert browser.post(back, {"key": issue(cast.owner.id), "reason": ""}).status_code == 422
    browser.post(back, {"key": issue(cast.owner.id), "reason": "ghi nhầm cơ sở"})
    assert "90.000.000" not in page(browser, "/desk/ho-tro-khac/")
    page(browser, back, status=404)


HEAD = "Mã số thuế\tTên cơ sở\tChương trình\tNội dung\tNăm\tSố tiền\tGiấy tờ\n"
PREVIEW, WRITE = "/desk/ho-tro-khac/danh-sach/", "/desk/ho-tro-khac/danh-sach/ghi/"


def test_every_line_of_a_list_is_shown_with_all_its_faults_and_nothing_is_written(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    enter(tax_code=CODE)
    rows = [
        f"{CODE}\t\tOCOP\tMáy sấy\t05/03/2024\t90.000.000\tQĐ 1",
        f"{WRONG}\t\tquà\t\t31/02/2024\t1,250.000\t",
        "\tKhông Có Ai\tHTX\tMáy\t2024\t\t",
        "\t\tHTX\tMáy\t2024\t\t",
    ]
    browser = signed(cast.owner)
    form = {"key": issue(cast.owner.id), "pasted": HEAD + "\n".join(rows)}
    shown = browser.post(PREVIEW, form).content.decode()
    assert "4 dòng: 1 mới, 0 đã có, 3 sai" in shown
    for why in (
        "sai ít nhất một chữ số",
        "Chương trình phải là một trong",
        "Chưa ghi đã hỗ trợ cho việc gì.",
        "Tháng 2 năm 2024 có 29 ngày",
        "Không rõ “1,250.000”",
        "Không có cơ sở nào trong phạm vi của anh/chị mang tên “Không Có Ai”",
        "Ghi mã số thuế hoặc tên cơ sở.",
    ):
        assert why in shown, why
    assert "Xem trước lần nữa" in shown
    # Whoever sends it all the same sees it again.
    assert "3 sai" in browser.post(WRITE, form).content.decode()
    assert not OtherSupport.objects.exists()


def test_a_list_is_written_once_confirmed_and_the_same_list_adds_nothing(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    enter(tax_code=CODE)
    enter("HTX Dệt Ví Dụ")
    text = "Nội dung;Năm;MST;Tên;Chương trình;Kinh phí\n"
    text += f"Máy sấy;2024;{CODE};;ocop;90 triệu\nMáy dệt;2023;;htx dệt ví dụ;HTX;\n"
    browser = signed(cast.owner)
    file = SimpleUploadedFile("ds.csv", b"\xef\xbb\xbf" + text.encode())
    shown = browser.post(PREVIEW, {"key": issue(cast.owner.id), "file": file}).content.decode()
    assert "2 dòng: 2 mới, 0 đã có, 0 sai" in shown and "Ghi 2 dòng mới" in shown
    assert not OtherSupport.objects.exists()
    for said in ("Đã ghi 2 dòng mới, 0", "Đã ghi 0 dòng mới, 2"):
        answer = browser.post(WRITE, {"key": issue(cast.owner.id), "pasted": text}, follow=True)
        assert said in answer.content.decode()
    assert OtherSupport.objects.count() == 2
    assert JournalEntry.objects.filter(act="support.list_recorded").count() == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Dán danh sách, hoặc chọn một tệp"),
        ({"pasted": "x", "file": ("a.csv", b"y")}, "chỉ một cách"),
        ({"file": ("a.csv", b"\xff\xfa")}, "UTF-8"),
        ({"file": ("a.csv", b"a\0b")}, "NUL"),
        ({"pasted": "a\0b"}, "NUL"),
        ({"file": ("a.csv", b"")}, "không có dòng nào"),
        ({"file": ("a.csv", b"x" * (1024 * 1024 + 1))}, "quá 1 MB"),
        ({"pasted": "x\n" * 1002}, "tối đa 1000"),
    ],
)
def test_what_is_no_list_is_said_in_one_line(
    sent: dict, why: str, cast: Cast, signed: Signed
) -> None:
    form = {"key": issue(cast.owner.id)} | sent
    if "file" in sent:
        form["file"] = SimpleUploadedFile(*sent["file"])
    answer = signed(cast.owner).post(PREVIEW, form)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_list_knows_no_establishment_of_another_province(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    said = told(commune, "Tên Không Được Lộ", tax_code=CODE)
    make_establishment(cast.stranger, cast.other_department, said)
    form = {"key": issue(cast.owner.id), "pasted": HEAD + f"{CODE}\t\tOCOP\tMáy\t2024\t\t"}
    shown = signed(cast.owner).post(PREVIEW, form).content.decode()
    assert "Không có cơ sở nào trong phạm vi" in shown and "Không Được Lộ" not in shown


def test_a_cluster_a_village_and_an_artisan_are_entered_and_recognised(
    cast: Cast, signed: Signed, commune: Place
) -> None:
    browser = signed(cast.owner)
    form = {"custodian": str(cast.department.id), "commune": "An Mẫu", "craft": "gốm"}

    def post(path: str, **said: str):  # type: ignore[no-untyped-def]
        return browser.post(path, form | {"key": issue(cast.owner.id)} | said)

    cluster = post("/desk/cum-cong-nghiep/moi/", name="Cụm Mẫu", founded_on="05/03/2024")
    village = post("/desk/lang-nghe/moi/", name="Làng Mẫu")
    artisan = post("/desk/nghe-nhan/moi/", name="Nguyễn Thị Mẫu")
    assert {answer.status_code for answer in (cluster, village, artisan)} == {302}
    figure = {"kind": "area", "value": "500.000", "told_on": "31/12/2025"}
    assert post(cluster["Location"] + "so-lieu/", **figure).status_code == 302
    assert "500.000" in page(browser, cluster["Location"])
    decision = {
        "kind": "craft_village",
        "decision": "1/QĐ-UBND",
        "issuer": "UBND",
        "day": "1/1/2020",
    }
    assert "chưa coi là được công nhận" in page(browser, village["Location"])
    assert post(village["Location"] + "cong-nhan/", **decision).status_code == 302
    again = post(village["Location"] + "cong-nhan/", **decision)
    assert again.status_code == 422 and "đã được ghi" in again.content.decode()
    assert CraftVillageRecognition.objects.count() == 1
    assert "01/01/2020 – nay" in page(browser, "/desk/lang-nghe/?q=lang+mau")
    assert "Không tìm thấy" in page(browser, "/desk/lang-nghe/?q=khac")
    wrong = post("/desk/lang-nghe/moi/", name="Làng Mẫu", craft="")
    assert wrong.status_code == 422 and "Ghi nghề của làng." in wrong.content.decode()


def test_an_artisan_is_tied_to_the_establishment_that_is_named(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    one = enter(tax_code=CODE)
    browser = signed(cast.owner)

    def post(works_at: str):  # type: ignore[no-untyped-def]
        form = typed(cast, name="Nguyễn Thị Mẫu", craft="gỗ", works_at=works_at)
        return browser.post("/desk/nghe-nhan/moi/", form)

    assert post("Không Có").status_code == 422
    for meant in (CODE, "cty tnhh gỗ thí dụ"):
        assert one.name in page(browser, post(meant)["Location"])
    assert page(browser, f"/desk/co-so/{one.id}/").count("Nguyễn Thị Mẫu") == 2
    enter("CTY gỗ thí dụ")
    answer = post("gỗ thí dụ")
    assert answer.status_code == 422 and "xin ghi mã số thuế" in answer.content.decode()


def test_registers_cost_the_same_at_one_row_and_at_ten(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.owner)
    paths = ("/desk/cum-cong-nghiep/", "/desk/lang-nghe/", "/desk/nghe-nhan/", "/desk/ho-tro-khac/")
    make_registry_records(cast)
    before = [_cost(browser, path) for path in paths]
    for _ in range(9):
        make_registry_records(cast)
    assert [_cost(browser, path) for path in paths] == before
    assert max(before) <= 12


def test_an_old_address_is_confirmed_on_the_page(
    cast: Cast, signed: Signed, enter: Enter, country: dict[str, Place]
) -> None:
    from khuyencong.registry.models import Lineage

    old = make_commune("Xưa", valid_until=TURN)
    new = country["vi-du-tu-2025.mau"]
    Lineage.objects.create(
        predecessor=old, successor=new, kind="merge", day=TURN, whole=True, is_default=True
    )
    one = enter(place=old)
    browser, path = signed(cast.owner), f"/desk/co-so/{one.id}/"
    assert "Địa chỉ cũ: nay thuộc xã nào?" in page(browser, path)
    for choice in ("", "thi-du", "khong-co"):
        form = {"key": issue(cast.owner.id), "commune": choice}
        assert browser.post(path + "xa/", form).status_code == 422
    browser.post(path + "xa/", {"key": issue(cast.owner.id), "commune": new.key})
    one.refresh_from_db()
    assert one.commune == new
    assert "Địa chỉ cũ" not in page(browser, path)
    assert "<s>xã Xưa (đến 30/6/2025)</s> → xã Mẫu (từ 01/7/2025)" in page(browser, path)


def test_only_a_head_lets_a_second_support_pass_and_only_in_writing(
    cast: Cast, signed: Signed, enter: Enter
) -> None:
    one = enter()
    actions.record_support(by=cast.owner, told=_support(one, 2024), at=ENTERED_AT)
    path = f"/desk/co-so/{one.id}/"
    assert "Cho qua, bằng văn bản" not in page(signed(cast.owner), path + "?hoi=máy sấy")
    browser = signed(cast.head)
    assert "Cho qua, bằng văn bản" in page(browser, path + "?hoi=máy sấy")
    for reason, why in (("", "Ghi lý do cho qua."), ("ok", "Ghi rõ vì sao")):
        form = {"key": issue(cast.head.id), "item": "máy sấy", "reason": reason}
        answer = browser.post(path + "cho-qua/", form)
        assert answer.status_code == 422 and why in answer.content.decode()
        assert "Có thể là hỗ trợ lần thứ hai" in answer.content.decode()
    form["reason"] = "Máy thứ hai cho xưởng mới."
    assert browser.post(path + "cho-qua/", form).status_code == 302
    shown = page(browser, path + "?hoi=máy sấy")
    assert "Đã có người cho qua." in shown and "Máy thứ hai cho xưởng mới." in shown


def test_the_agency_brings_an_edition_of_trades_in(cast: Cast, signed: Signed) -> None:
    browser = signed(cast.agency_officer)
    form = {"key": issue(cast.agency_officer.id), "edition": "VSIC 2025", "lines": "10;Thịt\n11"}
    answer = browser.post("/desk/nganh/nhap/", form)
    assert answer.status_code == 422 and "Dòng 2: cần mã" in answer.content.decode()
    form["lines"] = "10;Thực phẩm\n11;Đồ uống"
    assert browser.post("/desk/nganh/nhap/", form).status_code == 302
    shown = page(signed(cast.owner), "/desk/nganh/")
    assert "VSIC 2025" in shown and "Đồ uống" in shown and "chưa kiểm chứng" in shown
    assert "Nhập một ấn bản" not in shown
