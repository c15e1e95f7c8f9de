"""The public pages of figures: what they say, what they refuse, what they weigh and cost."""

import gzip
import random
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect, sync_playwright

from khuyencong import web
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.ingestion.states import Review, Stage
from khuyencong.publishing.queries.kept import begin_generation
from khuyencong.registry.models import Place
from khuyencong.registry.queries import regions_on
from khuyencong.values.vocabulary import Activity
from khuyencong.web.spreadsheet import csv_file
from tests.factories import make_user
from tests.reference import load_places
from tests.reports.nation import (
    AT,
    LAST_DAY_OF_63,
    SCHEME,
    Teller,
    make_nation,
    make_report,
    single_years,
)
from tests.web.browsing import DESKTOP, PHONE, Visitor, launch

STATIC = Path(web.__file__).parent / "static" / "khuyencong"
NATIONAL, TODAY = "/ca-nuoc/?ky=2014-2020", "/ca-nuoc/?ky=2014-2020&dia-gioi=hom-nay"
NUMBER = "/so-lieu/?chi-tieu=money.state&buoc=approved&ky=2014-2020&noi="
TALL, LIGHT = 150_000, 60_000


def text(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


@pytest.fixture
def teller(reference: None, db: None) -> Teller:
    """Return who writes sentences into two reports; `keep` publishes them."""
    return Teller(random.Random(1), [make_report("Báo cáo một"), make_report("Báo cáo hai")])


def keep(teller: Teller) -> None:
    Observation.objects.bulk_create(teller.rows)
    for document, written in teller.reports:
        Document.objects.filter(id=document.id).update(text="".join(written))


def place(key: str) -> Place:
    return Place.objects.get(key=key)


# --- the evidence of a number -------------------------------------------------------------------


def test_a_number_stands_with_its_sentence_and_its_method(teller: Teller) -> None:
    teller.tell("money.state", 12_500_000_000, place=place("ha-noi"), report=0)
    keep(teller)
    page = text(NUMBER + "ha-noi")
    assert '<data value="12500000000">12,5</data> <small>tỷ đồng</small>' in page
    assert "Mười hai tỷ năm trăm triệu đồng" in page
    assert "<mark>12.500.000.000</mark>" in page and "Báo cáo một" in page
    assert "Đơn vị soạn Báo cáo một" in page and "dòng 1" in page
    for said in ("đã duyệt", "theo năm ngân sách", "tiền theo dòng nội dung", "một báo cáo nêu"):
        assert said in page


def test_two_reports_that_differ_leave_no_number(teller: Teller) -> None:
    for report, value in enumerate((7_000_000, 9_000_000)):
        teller.tell("money.state", value, place=place("ha-noi"), report=report)
    keep(teller)
    page = text(NUMBER + "ha-noi")
    assert "Chưa có một số" in page and 'id="con-so"' not in page
    assert page.count("<figure") == 2 and "khác nhau" in page
    assert "các báo cáo nói khác nhau" in text(NATIONAL)


def test_a_choice_names_the_body_and_the_reason_and_keeps_the_other_beside(teller: Teller) -> None:
    rows = [
        teller.tell("money.state", value, place=place("ha-noi"), report=report)
        for report, value in enumerate((7_000_000, 9_000_000))
    ]
    keep(teller)
    body = rows[0].document.custodian
    officer = make_user("DEPT_OFFICER", body, full_name="Ông Không Được Nêu")
    Choice.objects.create(
        slot=rows[0].slot, custodian=body, chosen=rows[1].series, reason="Theo quyết toán.",
        by=officer, recorded_at=AT,
    )  # fmt: skip
    page = text(NUMBER + "ha-noi")
    assert f"<b>{body.name}</b> chọn số này ngày 20/11/2026, vì: Theo quyết toán." in page
    assert "Ông Không Được Nêu" not in page
    beside = page[page.index('id="khac"') :]
    assert "<mark>7.000.000</mark>" in beside and "không được cộng vào" in beside


def test_a_unit_of_today_is_the_sum_of_those_it_holds_and_names_who_lacks(teller: Teller) -> None:
    teller.tell("money.state", 76_050_000_000, place=place("lam-dong-den-2025"))
    keep(teller)
    page = text(NUMBER + "lam-dong-tu-2025&dia-gioi=hom-nay")
    assert '<data value="76050000000">' in page
    assert "Lâm Đồng (đến 30/6/2025)" in page
    assert "Thiếu 2 phần, không điền số 0:" in page
    assert "Bình Thuận (đến 30/6/2025), Đắk Nông (đến 30/6/2025)" in page
    national = text(TODAY)
    assert "1/3 nơi cũ có số" in national and "Không mất, không thêm một đồng" in national
    assert "chưa có số nào" in text(NUMBER + "lam-dong-tu-2025", 404).lower()


def test_years_that_follow_each_other_are_named_in_the_sum(teller: Teller) -> None:
    for year, days in enumerate(single_years(), 1):
        teller.tell("money.state", year, place=place("ha-noi"), days=days)
    keep(teller)
    page = text(NUMBER + "ha-noi")
    assert "7 phần cộng lại" in page and '<data value="28">' in page
    assert all(f'<th scope="row">{year}</th>' in page for year in range(2014, 2021))


def test_years_of_one_unit_and_the_whole_of_another_are_one_sum_today(teller: Teller) -> None:
    """The page of the unit of today says what the number opens to."""
    teller.tell("money.state", 1_000_000, place=place("kon-tum"))
    for days in single_years():
        teller.tell("money.state", 10_000_000, place=place("quang-ngai-den-2025"), days=days)
    keep(teller)
    page = text("/noi/quang-ngai-tu-2025/")
    opened = text(NUMBER + "quang-ngai-tu-2025&dia-gioi=hom-nay")
    assert '<data value="71000000">71</data>' in page
    assert '<data value="71000000">71</data>' in opened and "2 phần cộng lại" in opened


def test_an_implied_target_says_so(teller: Teller) -> None:
    told = {"place": place("viet-nam"), "activity": Activity.TRAINING}
    teller.tell("training.workers", 18_400, stage=Stage.ACCEPTED, **told)
    teller.tell("training.workers", 140_000, stage=Stage.TARGET, implied=True, **told)
    keep(teller)
    page = text(NATIONAL)
    assert "140.000</data></a>&nbsp;người" in page and "suy ra từ báo cáo" in page
    assert "13,14%</data></a> của mục tiêu" in page
    opened = text("/so-lieu/?chi-tieu=training.workers&buoc=target&noi=viet-nam&ky=2014-2020")
    assert "Báo cáo không in con số này" in opened


def test_what_a_report_bounds_is_bounded_on_the_page(teller: Teller) -> None:
    teller.tell("money.state", 5 * 10**9, place=place("viet-nam"))
    row = teller.tell("money.counterpart", 9_500, place=place("viet-nam"))
    row.bound, row.sentence = "lt", row.sentence.replace(" là ", " gần ")
    row.number_start, row.number_end = row.number_start + 1, row.number_end + 1
    keep(teller)
    assert '<span class="said-bound">gần</span>' in text(NATIONAL)


def test_parts_that_miss_their_whole_stand_beside_it(teller: Teller) -> None:
    """The whole stays as the report says it; what its contents add up to is told with the gap."""
    told = {"place": place("ha-noi"), "report": 0}
    teller.tell("money.state", 6_450_958_643, **told)
    for activity, value in ((Activity.TRAINING, 6_276_886_208), (Activity.INFORMATION, 1)):
        teller.tell("money.state", value, activity=activity, **told)
    keep(teller)
    page = text("/noi/ha-noi/")
    assert "các phần không khớp tổng" in page
    assert "6.450.958.643</data></a>&nbsp;đồng; các nội dung cộng lại" in page
    assert "= 6.276.886.209 đồng; lệch 174.072.434 đồng" in page


# --- the document -------------------------------------------------------------------------------


def test_a_document_tells_its_published_figures_and_nothing_else(teller: Teller) -> None:
    teller.tell("money.state", 11, place=place("ha-noi"), report=0)
    teller.tell("money.state", 22_222, place=place("hue"), report=0, review=Review.WAITING)
    keep(teller)
    page = text(f"/tai-lieu/{teller.reports[0][0].id}/")
    assert "<mark>11</mark>" in page and "22.222" not in page
    assert "Đơn vị soạn Báo cáo một" in page and "1 số liệu đã công bố" in page
    text(f"/tai-lieu/{teller.reports[1][0].id}/", 404)


# --- the national picture -----------------------------------------------------------------------


def test_what_is_known_of_regions_only_is_printed_for_no_province(teller: Teller) -> None:
    teller.tell("money.state", 10**12, place=place("viet-nam"))
    for found in regions_on(SCHEME, LAST_DAY_OF_63):
        teller.tell("money.state", 14 * 10**9, region=found.region)
    keep(teller)
    page = text(NATIONAL)
    drawing = page[page.index('<svg class="map"') : page.index("</g></svg>")]
    assert drawing.count("chỉ biết của cả vùng") == 63
    assert not re.findall(r'class="(?:large|middling|little)"', drawing)
    assert "QĐ. Hoàng Sa" in drawing and "QĐ. Trường Sa" in drawing
    assert "0 tỉnh, thành phố có số riêng" in page and "63 tỉnh, thành phố còn lại" in page
    assert "Không thuộc vùng nào" in page and '<data value="916000000000">916</data>' in page


def test_a_unit_whose_land_lay_in_two_regions_takes_the_colour_of_none(teller: Teller) -> None:
    for n, found in enumerate(regions_on(SCHEME, LAST_DAY_OF_63), 1):
        teller.tell("money.state", n * 10**9, region=found.region)
    keep(teller)
    drawing = text(TODAY)
    mixed = re.findall(r'<a href="/noi/([^/]+)/" class="mx">', drawing)
    assert "lam-dong-tu-2025" in mixed and "gia-lai-tu-2025" in mixed and "ha-noi" not in mixed


def test_regions_beyond_the_whole_are_said_to_contradict_it(teller: Teller) -> None:
    teller.tell("money.state", 10**9, place=place("viet-nam"))
    teller.tell("money.state", 2 * 10**9, region=regions_on(SCHEME, LAST_DAY_OF_63)[0].region)
    keep(teller)
    page = text(NATIONAL)
    assert "trái nhau" in page and '<data value="-1000000000">−1.000</data>' in page


def test_a_total_added_from_what_is_known_says_so(teller: Teller) -> None:
    teller.tell("money.state", 5 * 10**9, place=place("ha-noi"))
    keep(teller)
    page = text(NATIONAL)
    assert "cộng các phần đã biết, chưa phải số cả nước" in page
    assert "Không thuộc vùng nào" not in page


def test_what_some_provinces_add_up_to_has_no_shares_and_no_leverage(teller: Teller) -> None:
    """A sum of two provinces beside the counterpart of one is no ratio of the country."""
    for key in ("ha-noi", "hue"):
        teller.tell("money.state", 5 * 10**9, place=place(key))
    teller.tell("money.counterpart", 50 * 10**9, place=place("hue"))
    keep(teller)
    page = text(NATIONAL)
    assert '<data value="50000000000">50</data>' in page and "đi cùng" not in page
    assert "%</data>" not in page
    keep_more = teller.tell("money.counterpart", 10**9, place=place("ha-noi"))
    keep_more.save()
    assert '<data value="5.10">5,1</data></a> đồng của cơ sở' in text(NATIONAL)


REFUSED = {
    "/ca-nuoc/?ky=xyz": (422, "Không đọc được thời gian “xyz”"),
    "/ca-nuoc/?ky=1999": (404, "Kỳ này chưa có số nào"),
    "/ca-nuoc/?ky=2014-2020&dia-gioi=mai-sau": (422, "Không có địa giới “mai-sau”"),
    "/ca-nuoc/?ky=2014-2020&buoc=la": (422, "Không có bước nào"),
    "/so-lieu/": (422, "Địa chỉ không nêu chỉ tiêu."),
    "/so-lieu/?chi-tieu=la": (422, "Không có chỉ tiêu nào tên “la”"),
    "/so-lieu/?chi-tieu=money.state&buoc=la&noi=ha-noi&ky=2020": (422, "Không có bước nào"),
    "/so-lieu/?chi-tieu=money.state&buoc=approved&noi=HA%20NOI&ky=2020": (422, "nêu đúng nơi"),
    "/so-lieu/?chi-tieu=money.state&buoc=approved&noi=ha-noi&ky=20209999-20210101": (422, "Không"),
    NUMBER + "ha-noi&tinh=la": (422, "Không có cách tính nào"),
    NUMBER + "ha-noi&nguon=la": (422, "Không có nguồn nào"),
    NUMBER + "ha-noi&chi-tiet=a%7Cb": (422, "chi tiết"),
    NUMBER + "hue": (404, "Chưa có số nào"),
    "/so-lieu/?chi-tieu=money.growth&buoc=accepted&noi=viet-nam&ky=2014-2020&tinh=cong-vung": (
        404,
        "Chưa có số nào",
    ),
    "/so-sanh/?noi=a&noi=b&noi=c&noi=d&noi=e": (422, "tối đa 4 nơi"),
    "/so-sanh/?noi=khong-co": (404, "Không có nơi nào"),
    "/so-sanh/?noi=ha-noi&ky=la": (422, "Không đọc được thời gian"),
    "/ban-do/?mau=la": (422, "Chưa có số công bố cho lựa chọn này"),
}


def test_an_address_that_asks_nothing_we_know_says_what_is_wrong(teller: Teller) -> None:
    teller.tell("money.state", 5, place=place("ha-noi"))
    keep(teller)
    for address, (status, why) in REFUSED.items():
        page = text(address, status)
        assert why in page, address
        assert "2014–2020" in page, address  # what can be asked instead


def test_without_any_figure_the_page_says_so(reference: None, db: None) -> None:
    assert "chưa công bố số liệu nào" in text("/ca-nuoc/", 404)
    assert "Cả nước, " not in text("/")


# --- the file -----------------------------------------------------------------------------------


def test_the_file_says_what_the_page_says(teller: Teller) -> None:
    teller.tell("money.state", 10**12 + 1, place=place("viet-nam"))
    teller.tell("money.state", 76_050_000_001, place=place("lam-dong-den-2025"))
    keep(teller)
    answer = Client().get("/ca-nuoc/bang.csv?ky=2014-2020&dia-gioi=hom-nay")
    assert answer.content.startswith(b"\xef\xbb\xbf") and not answer.cookies
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert any(line.startswith("cả nước;viet-nam;Cả nước;;1000000000001;đồng") for line in lines)
    lam_dong = next(line for line in lines if "lam-dong-tu-2025" in line)
    assert ";76050000001;" in lam_dong and "thiếu số của" in lam_dong
    assert "/so-lieu/?chi-tieu=money.state" in lam_dong


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    rows = csv_file("ten", ["a", "b"], [[cell, -5]]).content.decode("utf-8-sig")
    assert rows.splitlines()[1].lstrip('"').startswith("'") and ";-5" in rows


# --- weight and cost ----------------------------------------------------------------------------


def addresses(document: Document) -> list[str]:
    return [
        "/",
        NATIONAL,
        TODAY,
        "/ca-nuoc/bang.csv?ky=2014-2020",
        NUMBER + "viet-nam&tinh=cong-tinh",
        NUMBER + "viet-nam&tinh=cong-tinh&dia-gioi=hom-nay",
        f"/tai-lieu/{document.id}/",
        "/noi/ha-noi/",
        "/noi/lam-dong-tu-2025/",
        "/so-sanh/?noi=ha-noi&noi=lam-dong-tu-2025&ky=2014-2020",
        "/ban-do/?mau=money.state:approved:2014-2020",
    ]


def costs(document: Document) -> dict[str, int]:
    found = {}
    begin_generation()  # the first page is kept for a minute
    for address in addresses(document):
        with CaptureQueriesContext(connection) as asked:
            answer = Client().get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) <= TALL, address
        assert not answer.cookies, address
        found[address] = len(asked)
    return found


def test_pages_cost_the_same_for_one_row_and_for_five_hundred(teller: Teller) -> None:
    for key in ("viet-nam", "ha-noi", "lam-dong-den-2025"):
        teller.tell("money.state", 10**10, place=place(key), report=0)
    keep(teller)
    document = teller.reports[0][0]
    few = costs(document)
    assert max(few.values()) <= 22, few
    make_nation(7, 420)
    teller.rows = []
    for n in range(100):
        teller.tell("money.state", 10**10, place=place(("ha-noi", "hue")[n % 2]), report=0)
    keep(teller)
    assert Observation.objects.count() >= 500
    many = costs(document)
    assert few == many


@pytest.mark.parametrize("day", ["", "&ngay=30/06/2025"])
def test_the_map_of_a_measure_is_light_where_every_province_has_a_number(
    day: str, teller: Teller
) -> None:
    """The page as sent, its sheets as sent (compressed) and the emblem."""
    for one in Place.objects.on(LAST_DAY_OF_63).filter(level="province"):
        teller.tell("money.state", teller.dice.randint(10**9, 10**12), place=one)
    keep(teller)
    page = Client().get(f"/ban-do/?mau=money.state:approved:2014-2020{day}").content
    sheets = b"".join(gzip.compress((STATIC / name).read_bytes()) for name in ("kc.css", "map.css"))
    assert b"portal.css" not in page and "QĐ. Trường Sa".encode() in page
    assert len(re.findall(rb'<data value="\d+"', page)) == (63 if day else 34)
    assert len(page) + len(sheets) + (STATIC / "emblem.svg").stat().st_size <= LIGHT


# --- in a browser -------------------------------------------------------------------------------

SEEN = [
    NATIONAL,
    TODAY + "&to-mau=tinh",
    "/ca-nuoc/?ky=1999",
    NUMBER + "viet-nam&tinh=cong-tinh",
    NUMBER + "ha-noi",
    "/noi/lam-dong-den-2025/",
    "/noi/lam-dong-tu-2025/",
    "/so-sanh/",
    "/so-sanh/?noi=ha-noi&noi=lam-dong-tu-2025&ky=2014-2020",
    "/ban-do/?mau=money.state:approved:2014-2020",
    "/",
]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_of_figures_are_in_order(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readable at both widths, nothing blocked by policy, and walked without scripts."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    load_places()
    made = make_nation(2, 160)
    teller = Teller(random.Random(1), [make_report("Báo cáo riêng")])
    for key in ("viet-nam", "ha-noi", "lam-dong-den-2025"):
        if key not in made.provinces:
            teller.tell("money.state", 10**10, place=place(key))
    keep(teller)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width in (PHONE, DESKTOP):
            size = {"width": width, "height": 900}
            visitor = Visitor(browser.new_context(viewport=size).new_page(), live_server.url)
            said: list[str] = []
            visitor.page.on("console", lambda message, said=said: said.append(message.text))
            for address in [*SEEN, f"/tai-lieu/{made.documents[0].id}/"]:
                visitor.go(address)
                assert visitor.faults() == [], (width, address)
            assert [line for line in said if "404" not in line] == []
        plain = browser.new_context(viewport=size, java_script_enabled=False).new_page()
        visitor = Visitor(plain, live_server.url)
        visitor.go(NATIONAL).locator(".keys .door").first.click()
        expect(plain.locator("h1")).to_have_text("Số này ở đâu ra?")
        plain.locator("figcaption a").first.click()
        expect(plain.locator("#so")).to_contain_text("Số liệu đã công bố")
        browser.close()
