"""Addresses as producers tell them, old and new, and the communes of a day that they lead to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.registry.queries import NoAddress, WideAddress, communes_at
from tests.registry.conftest import AFTER, BEFORE

TODAY = date(2026, 11, 23)


def labels(typed: str, day: date) -> list[str]:
    return [one.label for one in communes_at(typed, day)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("xã Lục Ngạn", "xã Lục Ngạn, tỉnh Bắc Ninh"),
        ("lục ngạn, bắc ninh", "xã Lục Ngạn, tỉnh Bắc Ninh"),
        ("xa luc ngan (bac ninh)", "xã Lục Ngạn, tỉnh Bắc Ninh"),
        ("An Lạc, Sơn Động", "xã An Lạc, tỉnh Bắc Ninh"),
        ("AN LẠC HUYỆN SƠN ĐỘNG TỈNH BẮC GIANG", "xã An Lạc, tỉnh Bắc Ninh"),
        ("Quý Sơn, Bắc Ninh", "phường Phượng Sơn, tỉnh Bắc Ninh"),
        ("Phú Nghĩa, Chương Mỹ", "xã Phú Nghĩa, thành phố Hà Nội"),
        ("xã Tân Cương, TP Thái Nguyên", "xã Tân Cương, tỉnh Thái Nguyên"),
        ("P.5, Q.3, TP. HCM", "phường Bàn Cờ, thành phố Hồ Chí Minh"),
        ("phuong 5 quan 3 sai gon", "phường Bàn Cờ, thành phố Hồ Chí Minh"),
        ("đặc khu Phú Quốc", "đặc khu Phú Quốc, tỉnh An Giang"),
        ("Sa Pả, Lào Cai", "phường Sa Pa, tỉnh Lào Cai"),
        ("Yên Bài, Ba Vì", "xã Yên Bài, thành phố Hà Nội"),
    ],
)
def test_an_address_of_any_day_and_spelling_leads_to_one_commune_of_today(
    typed: str, label: str
) -> None:
    (one,) = communes_at(typed, TODAY)
    assert (one.label, one.sure) == (label, True)


@pytest.mark.parametrize(
    ("typed", "day", "label"),
    [
        ("An Lạc, Sơn Động", BEFORE, "xã An Lạc, huyện Sơn Động, tỉnh Bắc Giang"),
        ("An Lạc, Sơn Động", AFTER, "xã An Lạc, tỉnh Bắc Ninh"),
        ("phường 5 quận 3", BEFORE, "phường 5, quận 3, thành phố Hồ Chí Minh"),
        ("phường 5 quận 3", AFTER, "phường Bàn Cờ, thành phố Hồ Chí Minh"),
    ],
)
def test_the_day_decides_which_unit_holds_it(typed: str, day: date, label: str) -> None:
    assert label in labels(typed, day)


def test_a_unit_of_today_was_several_before() -> None:
    found = communes_at("phường Bàn Cờ, TP.HCM", BEFORE)
    assert len(found) > 1
    assert all(one.place.held_on(BEFORE) for one in found)
    assert all(one.through == ("phường Bàn Cờ (từ 01/7/2025)",) for one in found)


def test_an_old_district_offers_the_communes_that_hold_it_today() -> None:
    found = communes_at("huyện Lục Ngạn", TODAY)
    assert "xã Lục Ngạn, tỉnh Bắc Ninh" in [one.label for one in found]
    assert len(found) == 8
    assert {one.through for one in found} == {("huyện Lục Ngạn (đến 30/6/2025)",)}
    assert all(one.place.level == "commune" and one.place.held_on(TODAY) for one in found)


def test_a_namesake_of_a_district_stands_before_what_the_district_became() -> None:
    first, *rest = labels("Lục Ngạn, Bắc Giang", TODAY)
    assert first == "xã Lục Ngạn, tỉnh Bắc Ninh"
    assert len(rest) == 7


@pytest.mark.parametrize("typed", ["xã Quý Sơn huyện Lục Ngạn", "Chàng Sơn, Thạch Thất, Hà Nội"])
def test_what_fits_in_part_is_offered_and_not_taken(typed: str) -> None:
    found = communes_at(typed, TODAY)
    assert found
    assert not any(one.sure for one in found)


@pytest.mark.parametrize(
    "typed", ["", " ", "()", "không có đâu", "…", "\u200b", "xã", "Mẫu Không Có"]
)
def test_a_place_that_never_was_is_said(typed: str) -> None:
    with pytest.raises(NoAddress, match="Không có xã, phường hay đặc khu nào"):
        communes_at(typed, TODAY)


@pytest.mark.parametrize("typed", ["tỉnh Bắc Ninh", "TP.HCM", "Huế"])
def test_a_province_is_too_wide(typed: str) -> None:
    with pytest.raises(WideAddress, match="là cấp tỉnh"):
        communes_at(typed, TODAY)


def test_a_long_text_is_read_no_further_than_an_address() -> None:
    with pytest.raises(NoAddress) as refused:
        communes_at("xã " + "dài " * 4000, TODAY)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("typed", ["Tân Tiến", "Tân Tiến, Bắc Giang", "An Lạc, Sơn Động"])
def test_queries_do_not_grow_with_the_namesakes(typed: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        communes_at(typed, TODAY)
    assert len(asked) <= 8
