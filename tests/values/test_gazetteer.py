"""Names of places in text, and who bore a name on a day."""

import importlib.util
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values import gazetteer
from khuyencong.values.gazetteer import (
    Ambiguous,
    bearers,
    find,
    find_lower,
    official_name,
    resolve,
    resolve_period,
)

ROOT = Path(__file__).resolve().parents[2]
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
PROVINCES = sorted({(b.key, b.official) for b in bearers() if b.level == "province"})


def names(text: str) -> list[str]:
    return [mention.name for mention in find(text)]


def test_the_file_is_what_the_registry_says() -> None:
    spec = importlib.util.spec_from_file_location("build_places", ROOT / "scripts/build_places.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert gazetteer.DATA.read_text(encoding="utf-8") == build.gazetteer()


def test_63_provinces_on_the_last_day_and_34_on_the_next() -> None:
    def borne(day: date) -> set[str]:
        return {b.key for b in bearers() if b.level == "province" and b.bore_it(day)}

    assert (len(borne(BEFORE)), len(borne(AFTER)), len(borne(BEFORE) & borne(AFTER))) == (
        63,
        34,
        11,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Bắc đã đề xuất", []),
        ("TỈNH BẮC GIANG", ["Bắc Giang"]),
        ("TP. Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("Thành Phố Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("Tp.HCM, TP HCM và TPHCM", ["Hồ Chí Minh"] * 3),
        ("BR-VT", ["Bà Rịa - Vũng Tàu"]),
        ("Bà Rịa – Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("Bà Rịa-Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("Thừa Thiên - Huế", ["Thừa Thiên Huế"]),
        ("tỉnh Thừa Thiên Huế", ["Thừa Thiên Huế"]),
        ("Đăk Lăk/Đắk Lắk/Đắc Lắc", ["Đắk Lắk"] * 3),
        ("Bắc Cạn/Bắc Kạn/Bac Kan", ["Bắc Kạn"] * 3),
        ("Thanh Hoá và Hoà Bình", ["Thanh Hóa", "Hòa Bình"]),
        ("Quảng Nam - Đà Nẵng", ["Quảng Nam", "Đà Nẵng"]),
        ("Hà Nam, Hà\nNội", ["Hà Nam", "Hà Nội"]),
        ("**Hà Nội**, _Huế_", ["Hà Nội", "Huế"]),
        ("bình quân cả nước", ["Việt Nam"]),
        ("vùng Đồng Bằng Sông Cửu Long (ĐBSCL)", ["Đồng bằng sông Cửu Long"] * 2),
        ("Vùng Bắc Trung bộ và duyên hải miền Trung", ["Bắc Trung Bộ và Duyên hải miền Trung"]),
        ("Cách xa Hà Nội, Hải quan Lạng Sơn", ["Hà Nội", "Lạng Sơn"]),
        # What sounds like a place and is none.
        ("hòa bình, thái bình, an giang", []),
        ("Cao bằng nhau", []),
        ("Bạc Cân", []),
        ("Thái Bình Dương; Điện Biên Phủ", []),
        ("Chủ tịch Hồ Chí Minh, bà Nguyễn Thị Huế", []),
        ("đường Hà Nội, phố Huế", []),
        ("thành phố Bắc Kạn, thị xã Tây Ninh", []),
        ("Đoàn TNCS HCM", []),
        ("SỞ CÔNG THƯƠNG HÒA BlNH", ["Hòa Bình"]),
        ("các tỉnh. Bắc Giang và TP.Hà Nội", ["Bắc Giang", "Hà Nội"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_running_text(text: str, expected: list[str], form: str) -> None:
    assert names(unicodedata.normalize(form, text)) == expected


def test_a_mention_keeps_its_kind_and_its_span() -> None:
    text = "Sở Công Thương tỉnh Lào Cai"
    (mention,) = find(text)
    assert text[mention.start : mention.end] == mention.text == "tỉnh Lào Cai"
    assert text[mention.name_start : mention.end] == "Lào Cai"
    assert mention.kind == "tỉnh"
    assert mention.keys == ("lao-cai-tu-2025", "lao-cai-den-2025")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phường Xuất Hóa, thành phố Bắc Kạn", ["phường Xuất Hóa", "thành phố Bắc Kạn"]),
        ("xã Nam Dương huyện Lục Ngạn, năm", ["xã Nam Dương", "huyện Lục Ngạn"]),
        ("Phường 4, TX. Từ Sơn", ["phường 4", "thị xã Từ Sơn"]),
        ("thành phố Phan Rang - Tháp Chàm đã", ["thành phố Phan Rang - Tháp Chàm"]),
        ("Hợp tác xã Bình Minh, Thông tấn xã Việt Nam", []),
        ("xã hội, XÃ HỘI, cơ quan Trung ương, TT-BCT", []),
        ("thành phố Hồ Chí Minh", []),
        ("XÃ HỘI CHỦ NGHĨA VIỆT NAM; CÁC THÀNH PHỐ KHU VỰC PHÍA BẮC", []),
        ("ĐẶC KHU PHÚ QUỐC\nPHÒNG KINH TẾ", ["đặc khu PHÚ QUỐC"]),
        ("huyện Lục\nNgạn, huyện Cư M'gar", ["huyện Lục\nNgạn", "huyện Cư M'gar"]),
        ("107 huyện 02 xã 112, các thị trấn. Mạng lưới", []),
        ("xã Hội Sơn", ["xã Hội Sơn"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_units_below_the_province(text: str, expected: list[str], form: str) -> None:
    found = find_lower(unicodedata.normalize(form, text))
    assert [f"{mention.kind} {mention.name}" for mention in found] == expected


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("lao cai", "lao-cai-den-2025", "lao-cai-tu-2025"),
        ("Tỉnh Lào Cai", "lao-cai-den-2025", "lao-cai-tu-2025"),
        ("  HO CHI MINH ", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("TP.HCM", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("sài gòn", "ho-chi-minh-den-2025", "ho-chi-minh-tu-2025"),
        ("dak lak", "dak-lak-den-2025", "dak-lak-tu-2025"),
        ("bac giang", "bac-giang", None),
        ("br-vt", "ba-ria-vung-tau", None),
        ("hue", "hue", "hue"),
        ("thành phố Huế", "hue", "hue"),
        ("Thừa Thiên Huế", None, None),
        ("cả nước", "viet-nam", "viet-nam"),
        ("lao-cai-den-2025", "lao-cai-den-2025", None),
        ("thành phố Bắc Giang", None, None),
        ("Atlantis", None, None),
        ("", None, None),
    ],
)
def test_who_bore_a_name_on_two_days(typed: str, before: str | None, after: str | None) -> None:
    assert (resolve(typed, BEFORE), resolve(typed, AFTER)) == (before, after)


def test_thua_thien_hue_became_a_city_on_new_years_day_2025() -> None:
    assert resolve("tỉnh Thừa Thiên Huế", date(2024, 12, 31)) == "hue"
    assert resolve("thành phố Huế", date(2024, 12, 31)) is None
    assert resolve("thành phố Huế", date(2025, 1, 1)) == "hue"
    assert official_name("hue", date(2024, 12, 31)) == "Thừa Thiên Huế"
    assert official_name("hue") == "Huế"


def test_a_name_of_two_units_without_a_day_offers_both() -> None:
    answer = resolve("Lào Cai")
    assert isinstance(answer, Ambiguous)
    assert str(answer) == "Lào Cai (từ 01/7/2025) / Lào Cai (đến 30/6/2025)"


def test_a_period_goes_by_its_last_day_else_by_its_first() -> None:
    assert resolve_period("Lào Cai", date(2021, 1, 1), date(2025, 12, 31)) == "lao-cai-tu-2025"
    assert resolve_period("Yên Bái", date(2021, 1, 1), date(2025, 12, 31)) == "yen-bai"


@given(st.sampled_from(PROVINCES), st.sampled_from(["{}", "tỉnh{}", ", {}.", "({})", "\n{}\n"]))
def test_every_province_is_found_in_every_setting(province: tuple[str, str], frame: str) -> None:
    key, name = province
    text = frame.format(name)
    (mention,) = find(text) if not text.startswith("tỉnh") else find(f"các tỉnh: {name}")
    assert key in mention.keys


@given(st.text(st.sampled_from("HhàÀaầ NnộọđĐi\n-–.thTHuếxãfố\u0301\u0300")))
def test_offsets_hold_for_any_text(text: str) -> None:
    for mention in [*find(text), *find_lower(text)]:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.name_start < mention.end <= len(text)
