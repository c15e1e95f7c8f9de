"""Finding a place by whatever somebody types, on whatever day."""

import unicodedata
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.reading.model import YearSpan
from khuyencong.registry.models import Place
from khuyencong.registry.queries import (
    AmbiguousPlace,
    NoSuchPlace,
    children,
    find_places,
    key_of_place,
    label,
    place_in_period,
    place_on,
    provinces,
)
from khuyencong.registry.queries.places import days_of
from khuyencong.values.gazetteer import Ambiguous, bearers, resolve
from tests.registry.conftest import AFTER, BEFORE


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("Bắc Giang", "bac-giang", None),
        ("bac giang", "bac-giang", None),
        ("BAC GIANG", "bac-giang", None),
        ("tỉnh Bắc Giang", "bac-giang", None),
        ("thành phố Bắc Giang", "bac-giang.thanh-pho-bac-giang", None),
        ("tp bac giang", "bac-giang.thanh-pho-bac-giang", None),
        ("lao cai", "lao-cai-den-2025", "lao-cai-tu-2025"),
        (
            "phường Lào Cai",
            "lao-cai-den-2025.thanh-pho-lao-cai.phuong-lao-cai",
            "lao-cai-tu-2025.phuong-lao-cai",
        ),
        ("ho chi minh", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("TP.HCM", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("Tp. Hồ Chí Minh", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("sai gon", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("BR-VT", "ba-ria-vung-tau", None),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau", None),
        ("hue", "hue", "hue"),
        ("TT-Huế", None, None),
        ("phường Bắc Giang", None, "bac-ninh-tu-2025.phuong-bac-giang"),
        ("Yên Bài", "ha-noi.huyen-ba-vi.xa-yen-bai", "ha-noi.xa-yen-bai"),
        ("Đắc Lắc", "dak-lak-den-2025", "dak-lak-tu-2025"),
        ("daklak", "dak-lak-den-2025", "dak-lak-tu-2025"),
        ("Bắc Cạn", "bac-kan", None),
        ("hoà bình", "hoa-binh", None),
        ("huyện Lục Ngạn", "bac-giang.huyen-luc-ngan", None),
        ("cả nước", "viet-nam", "viet-nam"),
        ("viet nam", "viet-nam", "viet-nam"),
        ("yen-bai", "yen-bai", None),
        ("Ea H’Leo", "dak-lak-den-2025.huyen-ea-h-leo", "dak-lak-tu-2025.xa-ea-h-leo"),
        ("Atlantis", None, None),
        ("  ", None, None),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_name_on_two_days(typed: str, before: str | None, after: str | None, form: str) -> None:
    written = unicodedata.normalize(form, typed)
    assert [_key(written, BEFORE), _key(written, AFTER)] == [before, after]


def _key(name: str, on: date) -> str | None:
    try:
        return place_on(name, on).key
    except NoSuchPlace:
        return None


def test_a_name_of_two_units_is_refused_with_both_offered() -> None:
    with pytest.raises(AmbiguousPlace) as refusal:
        place_on("Lào Cai")
    assert str(refusal.value) == (
        "Có nhiều địa phương tên “Lào Cai”: "
        "tỉnh Lào Cai (từ 01/7/2025); tỉnh Lào Cai (đến 30/6/2025)."
    )


def test_a_commune_name_of_many_is_refused_with_where_each_lies() -> None:
    with pytest.raises(AmbiguousPlace, match=r"xã Nam Dương .*huyện Nam Trực, tỉnh Nam Định"):
        place_on("xã Nam Dương", BEFORE)


def test_a_name_nobody_bore_says_so() -> None:
    with pytest.raises(NoSuchPlace, match="tên “Bắc Giang” vào ngày 01/07/2025"):
        place_on("Bắc Giang", AFTER)


def test_thua_thien_hue_is_one_place_under_two_names() -> None:
    assert place_on("Thừa Thiên Huế", date(2024, 12, 31)) == place_on("thành phố Huế", AFTER)
    place = place_on("hue")
    assert [label(place, d) for d in (date(2024, 12, 31), AFTER)] == ["Thừa Thiên Huế", "Huế"]


def test_labels_carry_the_days_that_tell_namesakes_apart(place) -> None:
    keys = ("lao-cai-den-2025", "lao-cai-tu-2025", "bac-giang", "ha-noi")
    assert [label(place(key)) for key in keys] == [
        "Lào Cai (đến 30/6/2025)",
        "Lào Cai (từ 01/7/2025)",
        "Bắc Giang (đến 30/6/2025)",
        "Hà Nội",
    ]


@pytest.mark.parametrize(
    ("name", "start", "until", "key"),
    [
        ("Lào Cai", date(2021, 1, 1), date(2026, 1, 1), "lao-cai-tu-2025"),
        ("Yên Bái", date(2021, 1, 1), date(2026, 1, 1), "yen-bai"),
        ("Lào Cai", date(2021, 1, 1), AFTER, "lao-cai-den-2025"),
    ],
)
def test_a_period_goes_by_its_last_day_else_its_first(name, start, until, key) -> None:
    assert place_in_period(name, start, until).key == key


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (2016, 2020, (date(2016, 1, 1), date(2021, 1, 1))),
        ("2026-08", "2026-12", (date(2026, 8, 1), date(2027, 1, 1))),
        ("2024-02-29", "2024-02-29", (date(2024, 2, 29), date(2024, 3, 1))),
    ],
)
def test_a_written_period_has_half_open_days(start, end, days) -> None:
    assert days_of(YearSpan(start, end)) == days


@pytest.mark.parametrize(
    ("name", "period", "key"),
    [
        ("Bắc Giang", YearSpan(2016, 2020), "bac-giang"),
        ("Lào Cai", YearSpan(2016, 2020), "lao-cai-den-2025"),
        ("Lào Cai", YearSpan("2026-01", "2026-06"), "lao-cai-tu-2025"),
        ("Bắc Giang", None, "bac-giang"),
        ("Lào Cai", None, None),
        ("Atlantis", YearSpan(2016, 2020), None),
    ],
)
def test_the_place_of_a_report_goes_by_its_period(name, period, key) -> None:
    assert key_of_place(name, SimpleNamespace(period=period)) == key


def labels(text: str, **options) -> list[str]:
    return [found.label for found in find_places(text, **options)]


def test_without_a_day_all_are_found_exact_first_higher_first_new_first() -> None:
    assert labels("lao cai") == [
        "tỉnh Lào Cai (từ 01/7/2025)",
        "tỉnh Lào Cai (đến 30/6/2025)",
        "thành phố Lào Cai (đến 30/6/2025)",
        "phường Lào Cai (từ 01/7/2025)",
        "phường Lào Cai (đến 30/6/2025)",
    ]


def test_a_day_and_a_level_decide() -> None:
    assert labels("lao cai", on=BEFORE, level="province") == ["tỉnh Lào Cai (đến 30/6/2025)"]


def test_beginnings_stand_in_vietnamese_order() -> None:
    found = find_places("ha", on=BEFORE, level="province")
    assert [f.place.name for f in found] == [
        "Hà Giang",
        "Hà Nam",
        "Hà Nội",
        "Hà Tĩnh",
        "Hải Dương",
        "Hải Phòng",
        "Hậu Giang",
        "Khánh Hòa",
        "Thanh Hóa",
    ][:7]


def test_a_place_says_what_it_lay_in() -> None:
    (found, *_) = find_places("phường Xuất Hóa", on=BEFORE)
    assert (found.label, found.within) == (
        "phường Xuất Hóa (đến 30/6/2025)",
        "thành phố Bắc Kạn, tỉnh Bắc Kạn",
    )


def test_codes_and_signs_find_nothing_and_break_nothing() -> None:
    for text in ("%", "_", "'; --", "\\", "\x00", "0" * 300):
        assert find_places(text) == []
        assert _key(text, BEFORE) is None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(st.sampled_from(sorted({b.written for b in bearers() if b.level == "province"})))
def test_the_register_and_the_gazetteer_say_the_same(name: str) -> None:
    for day in (date(2024, 12, 31), BEFORE, AFTER):
        said = resolve(name, day)
        assert not isinstance(said, Ambiguous)
        if said:
            assert place_on(name, day, "province").key == said


@pytest.mark.parametrize("text", ["xuất hóa", "tan", "a"])
def test_finding_asks_the_same_three_questions_for_one_and_for_many(text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = find_places(text)
    assert found
    assert len(asked) == 3


def test_children_of_a_day_in_vietnamese_order(place) -> None:
    ha_noi = place("ha-noi")
    assert [children(ha_noi, day).count() for day in (BEFORE, AFTER)] == [30, 126]
    assert str(children(ha_noi, BEFORE)[0]) == "quận Ba Đình"
    names = [p.name for p in provinces(BEFORE)]
    assert names[:4] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang"]
    assert names.index("Đà Nẵng") > names.index("Cà Mau")


def test_everybody_sees_every_place() -> None:
    from khuyencong.registry.queries import visible_to

    assert visible_to(None).count() == Place.objects.count()
