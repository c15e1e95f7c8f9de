"""Saying what a report is about: nothing guessed, everything asked, the figures follow."""

import re

import pytest

from khuyencong.core.once import issue
from khuyencong.ingestion.models import Confirmation, Document
from khuyencong.registry.models import Place
from tests.cast import Cast
from tests.web.conftest import Signed

PAGE = "/desk/bao-cao/{}/xac-nhan/"
SAID = {"place": "vi du", "period": "2016 - 2020", "issuer": "Sở mẫu", "money_stage": "each"}
STRIP = "Cần xác nhận báo cáo nói về đâu, lúc nào"


def said(cast: Cast, **changes: str) -> dict[str, str]:
    return SAID | {"key": issue(cast.owner.id)} | changes


def test_what_the_report_does_not_tell_is_asked_and_not_guessed(
    cast: Cast, signed: Signed, document: Document, country: dict[str, Place]
) -> None:
    page = signed(cast.owner).get(PAGE.format(document.id)).content.decode()
    assert not re.search(r'name="(place|period)"[^>]*value="', page)
    assert " checked" not in page
    assert page.count("máy không thấy báo cáo nói") == 3


def test_what_the_report_tells_stands_ready_with_what_it_was_on_that_day(
    cast: Cast, signed: Signed, document: Document, country: dict[str, Place]
) -> None:
    kept = document.stored_reading
    kept["place"], kept["period"] = "Ví Dụ", {"start": 2016, "end": 2020}
    Document.objects.update(stored_reading=kept, place="Ví Dụ", period_start="2016")
    page = signed(cast.owner).get(PAGE.format(document.id)).content.decode()
    assert re.search(r'name="place"[^>]*value="Ví Dụ"', page)
    assert re.search(r'name="period"[^>]*value="2016-2020"', page)
    assert "<b>Tỉnh Ví Dụ (đến 30/6/2025)</b>" in page
    assert " checked" not in page  # what its money means, nobody has said yet


def test_the_report_asks_until_it_is_confirmed_and_then_for_its_figures(
    cast: Cast, signed: Signed, document: Document, country: dict[str, Place]
) -> None:
    browser, report = signed(cast.owner), f"/desk/bao-cao/{document.id}/"
    assert STRIP in browser.get(report).content.decode()
    assert STRIP not in signed(cast.chair).get(report).content.decode()
    answer = browser.post(PAGE.format(document.id), said(cast))
    assert answer["Location"] == f"{report}so-lieu/"
    page = browser.get(report).content.decode()
    assert STRIP not in page and "4 số liệu chờ soát" in page
    told = Confirmation.objects.get()
    assert (told.place, str(told.period_start), str(told.period_end), told.money_stage) == (
        country["vi-du-den-2025"],
        "2016-01-01",
        "2021-01-01",
        "",
    )
    assert (told.issuer, told.by) == ("Sở mẫu", cast.owner)


def test_what_was_confirmed_stands_in_the_form_and_can_be_said_anew(
    cast: Cast, signed: Signed, document: Document, country: dict[str, Place]
) -> None:
    browser, path = signed(cast.owner), PAGE.format(document.id)
    browser.post(path, said(cast))
    page = browser.get(path).content.decode()
    assert 'value="vi-du-den-2025"' in page and 'value="2016-2020"' in page
    assert page.count(" checked") == 1
    browser.post(path, said(cast, place="vi-du-den-2025"))
    assert Confirmation.objects.count() == 1  # the same again
    browser.post(path, said(cast, place="thi du", money_stage="approved"))
    assert Confirmation.objects.count() == 2
    current = document.observations.filter(superseded_at=None)
    assert {row.place for row in current} == {country["thi-du"]}
    assert {row.stage for row in current.filter(unit="VND")} == {"approved"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"place": ""}, "Ghi nơi báo cáo nói về"),
        ({"period": ""}, "Ghi thời gian báo cáo nói về"),
        ({"period": "năm ngoái"}, "Không đọc được thời gian"),
        ({"money_stage": ""}, "Chọn nghĩa của “kinh phí”"),
        ({"place": "atlantis"}, "Không có địa phương nào tên như vậy"),
        ({"place": "thi du", "period": "2026"}, "Không có địa phương nào tên như vậy"),
        ({"place": "mau", "period": "2025"}, None),
    ],
)
def test_what_is_unclear_is_said_at_the_field(
    changes: dict[str, str],
    told: str | None,
    cast: Cast,
    signed: Signed,
    document: Document,
    country: dict[str, Place],
) -> None:
    answer = signed(cast.owner).post(PAGE.format(document.id), said(cast, **changes))
    if told is None:
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count(told) == 2, page
    assert 'value="Sở mẫu"' in page
    assert not Confirmation.objects.exists()


def test_the_first_page_and_the_list_tell_what_waits_for_which_step(
    cast: Cast, signed: Signed, document: Document, country: dict[str, Place]
) -> None:
    browser = signed(cast.owner)

    def told() -> tuple[bool, bool, bool, bool]:
        home = browser.get("/desk/").content.decode()
        lists = [
            browser.get(f"/desk/bao-cao/?loc={s}").content.decode() for s in ("xac-nhan", "soat")
        ]
        return (
            "1 báo cáo chưa có người xác nhận" in home,
            "1 báo cáo còn số liệu chờ soát" in home,
            *(str(document.id) in page for page in lists),
        )

    assert told() == (True, False, True, True)
    review = f"/desk/bao-cao/{document.id}/so-lieu/"
    assert "Xác nhận trước thì soát nhanh hơn" in browser.get(review).content.decode()
    browser.post(PAGE.format(document.id), said(cast))
    assert "Xác nhận trước" not in browser.get(review).content.decode()
    assert told() == (False, True, False, True)
    for row in document.observations.filter(superseded_at=None):
        accept = {"key": issue(cast.owner.id), "seen": str(row.id)}
        browser.post(f"/desk/bao-cao/{document.id}/so-lieu/{row.series}/nhan/", accept)
    assert told() == (False, False, False, False)
    assert "chưa có người" not in signed(cast.chair).get("/desk/").content.decode()
