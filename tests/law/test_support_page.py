"""The public page of support: each answer on each side of 1 July and of 15 October 2025."""

import gzip
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now
from khuyencong.law.models import Parameter
from khuyencong.law.rules import Verdict
from khuyencong.registry.models import (
    BodyFact,
    CraftVillage,
    CraftVillageRecognition,
    Organisation,
    Place,
)
from khuyencong.web.portal.support.questions import ITEMS
from khuyencong.web.portal.support.words import HEADS

YES, NO, ASK, UNCERTAIN = Verdict.YES, Verdict.NO, Verdict.ASK, Verdict.UNCERTAIN
LAST_63, LAST_OLD, NEW = "30/06/2025", "14/10/2025", "15/10/2025"
RESULT = "/ho-tro/ket-qua/"
PLAIN = {
    "hinh_thuc": "household_business",
    "xa": "xã Tân Cương, Thái Nguyên",
    "nghe": "handicrafts",
    "ngay": "23/11/2026",
}


def ask(**told: str) -> HttpResponse:
    return Client().get(f"{RESULT}?{urlencode(PLAIN | told)}")


def words(answer: HttpResponse) -> str:
    """Return the words of a page, without markup, in single spaces."""
    body = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(body.replace("\u00a0", " ").split()).replace(" ,", ",")


def head(answer: HttpResponse) -> str:
    assert answer.status_code == 200, words(answer)
    match = re.search(r"<h1>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    assert match
    return match[1]


# --- who, where, what, when ----------------------------------------------------------------------

#: Form and more: on the last day of the old list, on the first of the new one.
FORMS = {
    ("household_business", ""): (YES, YES),
    ("cooperative_group", ""): (YES, YES),
    ("cooperative", ""): (YES, YES),
    ("cooperative_union", ""): (NO, YES),
    ("small_enterprise", "45"): (UNCERTAIN, UNCERTAIN),
    ("small_enterprise", "450"): (UNCERTAIN, UNCERTAIN),
    ("small_enterprise", ""): (ASK, ASK),
    ("chua_ro", ""): (ASK, ASK),
}


@pytest.mark.parametrize(("form", "labour"), FORMS)
@pytest.mark.parametrize(("day", "which"), [(LAST_OLD, 0), (NEW, 1)])
def test_the_form_is_judged_by_the_list_of_the_day(
    form: str, labour: str, day: str, which: int
) -> None:
    answer = ask(hinh_thuc=form, lao_dong=labour, ngay=day)
    assert head(answer) == HEADS[FORMS[form, labour][which]]


PLACES = (
    ("xã Tân Cương, TP Thái Nguyên", "Tân Cương, thành phố Thái Nguyên", LAST_63, YES),
    ("xã Tân Cương, Thái Nguyên", "", LAST_OLD, YES),
    ("xã Tân Cương, Thái Nguyên", "", NEW, YES),
    ("Phú Nghĩa, Chương Mỹ", "", NEW, YES),
    ("thị trấn Biển Động, Lục Ngạn", "", LAST_63, YES),
    ("phường Ô Quý Hồ, thị xã Sa Pa", "", LAST_63, YES),
    ("phường 5 quận 3", "", LAST_63, NO),
    ("phường Bắc Giang", "", LAST_OLD, ASK),
    ("phường Bắc Giang", "", NEW, YES),
    ("phường Ba Đình, Hà Nội", "", LAST_OLD, ASK),
    ("phường Ba Đình, Hà Nội", "", NEW, ASK),
    ("đặc khu Phú Quốc", "", LAST_OLD, ASK),
    ("đặc khu Phú Quốc", "", NEW, YES),
    ("đặc khu Cát Hải", "", NEW, YES),
)


@pytest.mark.parametrize(("place", "chosen", "day", "verdict"), PLACES)
def test_the_place_is_judged_by_the_list_of_the_day(
    place: str, chosen: str, day: str, verdict: Verdict
) -> None:
    answer = ask(xa=place, ngay=day)
    if chosen:
        pattern = rf'value="([^"]+)"[^>]*> <span>Xã {chosen}'
        match = re.search(pattern, answer.content.decode())
        assert match, words(answer)
        answer = ask(xa=place, ngay=day, noi=match[1])
    assert head(answer) == HEADS[verdict]


@pytest.mark.parametrize(
    ("village", "verdict"), [("co", YES), ("khong", NO), ("chua_ro", ASK), ("", ASK)]
)
def test_in_a_ward_of_a_central_city_the_craft_village_decides(
    village: str, verdict: Verdict
) -> None:
    answer = ask(xa="phường Ba Đình, Hà Nội", lang_nghe=village)
    assert head(answer) == HEADS[verdict]
    # What is left to be said is one tap away.
    assert ('lang_nghe=co">Có</a>' in answer.content.decode()) is (verdict is ASK)


TRADES = {
    ("handicrafts", ""): (YES, YES),
    ("food_processing", ""): (YES, YES),
    ("textiles_footwear", ""): (UNCERTAIN, YES),
    ("minerals", ""): (ASK, ASK),
    ("minerals", "co"): (YES, YES),
    ("minerals", "khong"): (NO, NO),
    ("other", ""): (UNCERTAIN, UNCERTAIN),
    ("chua_ro", ""): (ASK, ASK),
}


@pytest.mark.parametrize(("trade", "hard"), TRADES)
@pytest.mark.parametrize(("day", "which"), [(LAST_OLD, 0), (NEW, 1)])
def test_the_trade_is_judged_by_the_list_of_the_day(
    trade: str, hard: str, day: str, which: int
) -> None:
    assert head(ask(nghe=trade, kho_khan=hard, ngay=day)) == HEADS[TRADES[trade, hard][which]]


def test_a_day_before_the_law_says_so() -> None:
    answer = ask(ngay="04/07/2012", xa="An Lạc, Sơn Động", noi=key_of("An Lạc", "bac-giang"))
    assert head(answer) == HEADS[ASK]
    assert "Sổ văn bản chưa có quy định của ngày này." in words(answer)


def test_the_size_of_an_enterprise_is_compared_and_said_to_be_unverified() -> None:
    within = words(ask(hinh_thuc="small_enterprise", lao_dong="300", von="100 tỷ"))
    assert "300 lao động, không quá mức 300 lao động" in within
    assert "100 tỷ đồng, không quá mức 100 tỷ đồng" in within
    above = words(ask(hinh_thuc="small_enterprise", lao_dong="301", von="100.000.000.001"))
    assert "301 lao động, vượt mức 300 lao động" in above
    assert "100.000.000.001 đồng, vượt mức 100 tỷ đồng" in above
    assert "Mức này chưa ai kiểm chứng" in above


# --- why, and what would change it ---------------------------------------------------------------


def test_who_is_shut_out_reads_why_and_what_would_change_it() -> None:
    answer = ask(xa="phường Ba Đình, Hà Nội", lang_nghe="khong", hang_muc="machinery")
    told = words(answer)
    assert told.index("✕ Nơi sản xuất: phường Ba Đình") < told.index("✓ Hình thức")
    assert "điểm a khoản 1 Điều 1, Nghị định 235/2025/NĐ-CP" in told
    assert "Nếu nơi sản xuất nằm trong làng nghề được UBND cấp tỉnh công nhận" in told
    assert "Nếu xưởng đặt ở một xã thì nơi sản xuất đạt điều kiện." in told
    assert "Nếu chủ cơ sở là nghệ nhân nhân dân hoặc nghệ nhân ưu tú" in told
    assert "Đến mức nào" not in told  # no sums for who may not have them
    assert "Hỏi Trung tâm Khuyến công thành phố Hà Nội" in told


@pytest.mark.parametrize("way", ["artisan", "cleaner_producer", "sustainable_producer"])
def test_who_is_listed_by_what_he_does_is_in_wherever_he_stands(way: str) -> None:
    told = {"xa": "phường Ba Đình, Hà Nội", "lang_nghe": "khong", "rieng": way}
    assert head(ask(**told)) == HEADS[YES]
    shut = head(ask(**told, ngay=LAST_OLD))
    assert shut == HEADS[YES if way == "cleaner_producer" else ASK]


def test_a_union_is_told_which_forms_were_listed_before() -> None:
    told = words(ask(hinh_thuc="cooperative_union", ngay=LAST_OLD))
    assert "Nếu cơ sở là hợp tác xã thì hình thức đạt điều kiện." in told
    assert "Nếu cơ sở là liên hiệp hợp tác xã" not in told


def test_every_reason_of_a_certain_answer_cites_a_clause() -> None:
    page = ask().content.decode()
    reasons = re.findall(r'<span class="mark ok".*?</li>', page, re.DOTALL)
    assert len(reasons) == 3
    assert all('href="/van-ban/' in reason and "Điều" in reason for reason in reasons)


def test_the_register_of_craft_villages_reminds() -> None:
    commune = Place.objects.get(key="ha-noi.phuong-ba-dinh")
    body = Organisation.objects.get(key="so-cong-thuong.ha-noi")
    kept = {"custodian": body, "commune": commune, "recorded_at": now()}
    village = CraftVillage.objects.create(name="Làng nghề Thí Dụ", craft="gốm", **kept)
    asked = {"xa": "phường Ba Đình, Hà Nội"}
    assert "Làng nghề Thí Dụ" not in words(ask(**asked))
    CraftVillageRecognition.objects.create(
        village=village,
        kind="craft_village",
        decision="1/QĐ-MẪU",
        issuer="UBND Mẫu",
        valid_from=date(2025, 8, 1),
        recorded_at=now(),
    )
    assert "Sổ ghi ở đây có làng nghề được công nhận: Làng nghề Thí Dụ" in words(ask(**asked))


# --- how much ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "most", "rest"),
    [
        ("400 triệu", "Đến 200 triệu đồng", "ít nhất 200 triệu đồng"),
        ("599.999.998", "Đến 299.999.999 đồng", "ít nhất 299.999.999 đồng"),
        ("600 triệu", "Đến 300 triệu đồng", "ít nhất 300 triệu đồng"),
        ("600.000.002", "Đến 300 triệu đồng", "ít nhất 300.000.002 đồng"),
        ("1,25 tỷ", "Đến 300 triệu đồng", "ít nhất 950 triệu đồng"),
        ("1.250,5 triệu", "Đến 300 triệu đồng", "ít nhất 950,5 triệu đồng"),
    ],
)
def test_machinery_is_half_the_cost_up_to_its_ceiling(cost: str, most: str, rest: str) -> None:
    told = words(ask(hang_muc="machinery", chi_phi=cost))
    assert most in told
    assert rest in told
    assert "khoản 4 Điều 8, Thông tư 28/2018/TT-BTC" in told
    assert "sửa đổi theo Thông tư 64/2024/TT-BTC: chưa kiểm chứng" in told
    assert "Cách tính, từng bước" in told


@pytest.mark.parametrize(
    ("day", "most"), [("10/05/2018", "Đến 200 triệu đồng"), ("11/05/2018", "Đến 300 triệu đồng")]
)
def test_the_ceiling_is_that_of_the_day(day: str, most: str) -> None:
    answer = ask(xa="xã Tân Cương, TP Thái Nguyên", noi=old_tan_cuong(), ngay=day,
                 hang_muc="machinery", chi_phi="1 tỷ")  # fmt: skip
    assert most in words(answer)


def old_tan_cuong() -> str:
    found = Place.objects.get(
        name="Tân Cương", valid_until=date(2025, 7, 1), key__contains="nguyen"
    )
    return found.key


def test_a_production_line_is_one_and_a_half_times_machinery_and_no_more_is_claimed() -> None:
    told = words(ask(hang_muc="production_line", chi_phi="400 triệu"))
    assert "Không quá 450 triệu đồng một cơ sở" in told
    assert "1,5 lần mức của máy móc" in told
    assert "chưa tính được cho bạn" in told
    assert "Đến 450" not in told


@pytest.mark.parametrize("item", ["trademark", "showroom", "consultancy", "home_fair", "training"])
def test_what_nobody_read_shows_no_figure(item: str) -> None:
    told = words(ask(hang_muc=item, chi_phi="400 triệu"))
    offers = told.partition("mức nào")[2].partition("Việc tiếp theo")[0]
    assert "Mức tiền chưa đọc được trong văn bản, nên không ghi số" in offers
    assert not re.search(r"[0-9] ?(%|triệu|tỷ|đồng)", offers)


def test_the_province_has_its_own_ceiling_beside_the_nations() -> None:
    told = {"xa": "xã Ea Kar, Đắk Lắk", "noi": "dak-lak-tu-2025.xa-ea-kar", "chi_phi": "3 tỷ"}
    page = words(ask(**told, hang_muc="demonstration_model"))
    assert "Tiền trung ương: Đến 900 triệu đồng" in page
    assert "Tiền của tỉnh: Đến 800 triệu đồng" in page
    assert "Nghị quyết của Hội đồng nhân dân tỉnh Đắk Lắk, 2025" in page
    before = words(ask(**told, hang_muc="demonstration_model", ngay="25/07/2025"))
    assert "Đến 800 triệu đồng" not in before


def test_a_local_ceiling_above_the_nations_is_said_to_be_a_conflict() -> None:
    Parameter.objects.create(
        code="mau",
        kind="ceiling",
        subject="machinery",
        slot="mau",
        source="provincial",
        place=Place.objects.get(key="thai-nguyen-tu-2025"),
        percent=50,
        share_of="cost",
        amount=400_000_000,
        basis="Nghị quyết Mẫu",
        verified=True,
        days_verified=True,
        valid_from=date(2026, 1, 1),
        recorded_at=now(),
    )
    told = words(ask(hang_muc="machinery", chi_phi="1 tỷ"))
    assert "Tiền của tỉnh: Chưa dùng được mức này" in told
    assert "cao hơn mức trung ương (khoản 4 Điều 8 Thông tư 28/2018/TT-BTC)" in told
    assert "Đến 400 triệu" not in told


@pytest.mark.parametrize(
    ("hard", "told"),
    [
        ("co", "Không quá 10 triệu đồng một doanh nghiệp Chỉ ở địa bàn khó khăn"),
        ("khong", "Chưa được Chỉ hỗ trợ ở địa bàn khó khăn, đặc biệt khó khăn."),
        ("", "hỏi UBND xã nơi bạn ở có thuộc không"),
    ],
)
def test_founding_is_supported_in_difficult_areas_alone(hard: str, told: str) -> None:
    assert told in words(ask(hang_muc="founding", kho_khan=hard))


def test_papers_are_those_that_were_read_of() -> None:
    every = words(ask(hang_muc="machinery"))
    assert "Văn bản đề nghị hỗ trợ của cơ sở, khoản 2 Điều 10 (sửa đổi 2018)" in every
    assert "danh sách chưa đủ" in every
    assert "hợp đồng tín dụng" not in every
    assert "Bản sao hợp đồng tín dụng, khoản 1 Điều 15" in words(
        ask(hang_muc="relocation_interest")
    )


def test_whom_to_ask_is_the_body_of_today_whatever_the_day() -> None:
    told = words(ask(xa="An Lạc, Sơn Động", noi=key_of("An Lạc", "bac-giang"), ngay=LAST_63))
    assert "Hỏi Trung tâm Khuyến công tỉnh Bắc Ninh" in told
    assert "Các đơn vị chưa ghi số điện thoại: hỏi UBND xã nơi sản xuất." in told


def test_whoever_told_a_telephone_is_asked_by_it() -> None:
    told = {"xa": "An Lạc, Sơn Động", "noi": key_of("An Lạc", "bac-giang")}
    centre = Organisation.objects.on(now().date()).get(name="Trung tâm Khuyến công tỉnh Bắc Ninh")
    BodyFact.objects.create(
        organisation=centre, kind="phone", told="02220000001", valid_from=date(2025, 7, 1),
        source="Mẫu", recorded_at=now(),
    )  # fmt: skip
    answer = ask(**told)
    assert 'href="tel:02220000001">0222 0000 001</a>' in answer.content.decode()
    assert "chưa ghi số điện thoại" not in words(answer)
    assert "Hỏi: Trung tâm Khuyến công tỉnh Bắc Ninh (0222 0000 001)" in words(answer)


def key_of(name: str, within: str) -> str:
    return Place.objects.get(name=name, key__startswith=within, level="commune").key


# --- the address, the message, the paper ---------------------------------------------------------


def test_the_answers_can_be_changed_and_kept() -> None:
    page = ask(hang_muc="machinery", chi_phi="400 triệu", rieng="artisan").content.decode()
    match = re.search(r'<a class="btn" href="(/ho-tro/\?[^"]+)">Sửa câu trả lời', page)
    assert match
    form = Client().get(match[1].replace("&amp;", "&")).content.decode()
    assert 'value="xã Tân Cương, Thái Nguyên"' in form and 'value="400 triệu"' in form
    for chosen in ("household_business", "handicrafts", "artisan"):
        assert re.search(rf'value="{chosen}"[^>]* checked', form), chosen
    assert re.search(r'value="machinery" selected', form)


def test_the_message_tells_the_answer_and_leads_back() -> None:
    page = ask(hang_muc="machinery", chi_phi="400 triệu").content.decode()
    match = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert match
    lines = match[1].strip().splitlines()
    assert lines[1] == "Cơ sở của bạn có thể được hỗ trợ."
    assert any("đến 200 triệu đồng (khoản 4 Điều 8" in line for line in lines)
    assert any("chỉ dẫn, không phải quyết định" in line for line in lines)
    assert lines[-1].startswith("http://testserver/ho-tro/ket-qua/?")
    assert max(map(len, lines[:-1])) < 260


def test_a_link_shows_what_it_leads_to() -> None:
    page = ask().content.decode()
    assert '<meta property="og:title" content="Cơ sở của bạn có thể được hỗ trợ">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "og:description" in Client().get("/ho-tro/").content.decode()


@pytest.mark.parametrize(("path", "code"), [("/ho-tro/", "KC-HT-01"), (None, "KC-HT-03")])
def test_a_page_says_its_code(path: str | None, code: str) -> None:
    answer = Client().get(path) if path else ask()
    assert f"Mã trang {code}" in words(answer)


def test_without_answers_one_is_asked() -> None:
    assert Client().get(RESULT).headers["Location"] == "/ho-tro/"


@pytest.mark.parametrize("path", ["/ho-tro/", f"{RESULT}?{urlencode(PLAIN)}"])
def test_nothing_is_kept_of_who_asks(path: str) -> None:
    assert not Client().get(path).cookies
    assert Client().post(path).status_code == 405


def test_the_way_in_is_the_first_thing_of_the_first_page() -> None:
    page = Client().get("/").content.decode()
    main = page[page.index("<main") :]
    ways = re.findall(r'href="(/[^"#]*)"', main)
    assert ways.index("/ho-tro/") < min(ways.index("/dich-vu/"), ways.index("/tin/"))
    assert "Cơ sở của tôi được hỗ trợ gì?" in main


@pytest.mark.parametrize(
    ("key", "label"),
    [("bac-ninh-tu-2025.xa-luc-ngan", "Ở xã này"), ("bac-giang.huyen-luc-ngan", "Ở huyện này")],
)
def test_a_place_leads_to_its_own_answer(key: str, label: str) -> None:
    page = Client().get(f"/noi/{key}/").content.decode()
    match = re.search(rf'href="(/ho-tro/\?[^"]+)">{label} được hỗ trợ gì', page)
    assert match
    form = Client().get(match[1].replace("&amp;", "&")).content.decode()
    assert "Lục Ngạn" in form and f'value="{key}"' in form


def test_an_old_district_offers_the_communes_of_today() -> None:
    answer = ask(xa="huyện Lục Ngạn", chi_phi="400 triệu")
    told = words(answer)
    assert "8 nơi hôm nay nay ở địa bàn" not in told
    assert "nay ở địa bàn huyện Lục Ngạn (đến 30/6/2025)" in told
    assert "Xã Lục Ngạn, tỉnh Bắc Ninh" in told
    assert '<input type="hidden" name="chi_phi" value="400 triệu">' in answer.content.decode()


# --- what cannot be read -------------------------------------------------------------------------

TYPED = ("xa", "chi_phi", "von", "lao_dong", "ngay")
CHOSEN = ("hinh_thuc", "nghe", "hang_muc", "lang_nghe", "kho_khan", "rieng", "noi")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("xa", "Không Đâu Cả", "Không có xã, phường hay đặc khu nào tên “Không Đâu Cả”"),
        ("xa", "", "Ghi tên xã, phường hoặc đặc khu."),
        ("xa", "tỉnh Bắc Ninh", "là cấp tỉnh"),
        ("chi_phi", "1.250,5.3 triệu", "Không đọc được"),
        ("chi_phi", "1,250", "Không rõ “1,250”"),
        ("chi_phi", "400", "Máy hiểu là 400 đồng. Xin ghi kèm đơn vị"),
        ("chi_phi", "-400 triệu", "Chi phí không âm"),
        ("chi_phi", "nhiều lắm", "Không đọc được"),
        ("lao_dong", "2,5", "Ghi một số nguyên"),
        ("ngay", "31/02/2025", "Tháng 2 năm 2025 có 28 ngày"),
        ("hinh_thuc", "", "Xin chọn một câu trả lời"),
        ("nghe", "la", "Câu trả lời này không có trong bảng"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(name: str, value: str, why: str) -> None:
    answer = ask(**{name: value})
    assert answer.status_code == 422
    assert why in words(answer)
    page = answer.content.decode()
    assert "xã Tân Cương, Thái Nguyên" in page or name == "xa"
    if name in TYPED and value:
        assert f'value="{value}"' in page


@pytest.mark.parametrize("name", [*TYPED, *CHOSEN])
@pytest.mark.parametrize("value", ["x" * 10_000, "1" * 10_000, "a\0b", "\0", "🌾" * 200, "<b>'\""])
def test_no_field_breaks_the_page(name: str, value: str) -> None:
    answer = ask(**{name: value})
    # A choice among several places counts for nothing where it is none of them.
    assert answer.status_code == (200 if name == "noi" else 422)
    assert "<b>'" not in answer.content.decode()
    form = Client().get("/ho-tro/", {name: value})
    assert form.status_code == 200 and "\0" not in form.content.decode()


# --- what it costs -------------------------------------------------------------------------------


def cost(**told: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert ask(**told).status_code == 200
    return len(asked)


def test_queries_do_not_grow_with_the_items_and_the_sums() -> None:
    whole = cost(chi_phi="400 triệu")
    assert whole == cost() <= 45
    assert {cost(hang_muc=item) for item in ITEMS} == {whole}
    with CaptureQueriesContext(connection) as asked:
        Client().get("/ho-tro/")
    assert len(asked) == 0


STYLES = ("khuyencong/kc.css", "khuyencong/site.css", "khuyencong/support.css")


@pytest.mark.parametrize(
    "told",
    [
        None,
        {},
        {"chi_phi": "900 triệu", "xa": "xã Ea Kar", "noi": "dak-lak-tu-2025.xa-ea-kar"},
        {"hang_muc": "production_line", "chi_phi": "400 triệu"},
        {"xa": "phường Ba Đình, Hà Nội", "lang_nghe": "khong"},
        {"xa": "Tân Tiến"},
    ],
)
def test_a_page_with_its_style_is_light(told: dict[str, str] | None) -> None:
    page = Client().get("/ho-tro/") if told is None else ask(**told)
    styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page.content.decode())
    assert tuple(styles) == STYLES
    files = [page.content, *(Path(finders.find(style)).read_bytes() for style in STYLES)]
    assert sum(map(len, files)) <= 68_000
    assert sum(len(gzip.compress(one)) for one in files) <= 18_000
    assert b"<script" not in page.content


def test_an_old_name_says_where_it_led_from_and_that_nobody_verified_it() -> None:
    told = words(ask(xa="An Lạc, Sơn Động"))
    assert "Nơi sản xuất: xã An Lạc, tỉnh Bắc Ninh" in told
    assert "Tìm ra từ xã An Lạc (đến 30/6/2025)." in told
    assert "nơi cũ nay thuộc đâu: chưa kiểm chứng" in told
    assert "Tìm ra từ" not in words(ask(xa="xã Lục Ngạn, Bắc Ninh"))
