"""Text at the door, text for search, text in order."""

import os
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.text import clean, compare, fold, nfc, sort_key, strip_marks

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ"
    "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    "ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ 0123456789.,-–()/'“”&"
)
words = st.text(VIETNAMESE, max_size=12)

PROVINCE_NAMES = (
    "An Giang|Bà Rịa – Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương|"
    "Bình Phước|Bình Thuận|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|"
    "Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hoà "
    "Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam "
    "Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|"
    "Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Thừa Thiên "
    "– Huế|Thừa Thiên - Huế|Tiền Giang|TP. Hồ Chí Minh|TP.HCM|TP HCM|Trà Vinh|Tuyên Quang|Vĩnh Long"
    "|Vĩnh Phúc|Yên Bái"
)
PROVINCES = PROVINCE_NAMES.split("|")
PEOPLE = [
    f"{family} {middle} {given}"
    for family in ("Nguyễn", "Nguyên", "Đặng", "Dang", "Đăng", "Ân", "Ấn", "Hoàng", "hoàng")
    for middle in ("Thị", "Văn", "Vân", "thị")
    for given in ("Dũng", "Dung", "Đà", "Tú", "Tư", "Từ", "Tử", "Hòa", "Hoà", "Hoa", "Ý", "Yến")
]
SHORT = "An Ảo Áo Ăn Ân Da Dũng Đà Ea Êa On Ôn Ơn ao Ao ảo áo Áo àng f j w z f1 F1 1a ½ ² Å ü"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đà Nẵng", "da nang"),
        (unicodedata.normalize("NFD", "Đường Ưu Ơn Ỷ"), "duong uu on y"),
        ("Thừa\u00a0Thiên –\tHuế ", "thua thien – hue"),
        ("Bắc\u200b Gi\u00adang\ufeff", "bac giang"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("İZMİR", "izmir"),
        ("서울", "서울"),
        ("", ""),
    ],
)
def test_search_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_search_form_is_the_same_from_every_normal_form(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


def test_stripped_text_keeps_case_and_offsets() -> None:
    written = "Sở Công Thương ĐẮK LẮK: 5,5%"
    assert strip_marks(written) == "So Cong Thuong DAK LAK: 5,5%"


@given(words)
def test_stripping_a_vietnamese_text_moves_no_offset(text: str) -> None:
    assert len(strip_marks(text)) == len(text)


def test_clean_text_has_single_spaces_and_nothing_invisible() -> None:
    pasted = "\u200bĐề\u00a0án \r\n" + unicodedata.normalize("NFD", "số") + "\u2009 7\ufeff"
    assert clean(pasted) == "Đề án số 7"
    assert clean(" a  b\n") == "a b"


@pytest.mark.parametrize(
    "in_order",
    [
        "An Ảo Áo Ăn Ân Da Dũng Đà Ea Êa On Ôn Ơn",
        "ma Ma mà Mà mả mã má mạ mă mằ mặ mâ mầ mậ mb",  # tones in turn, capitals after small
        "Hoa Hòa Hoài Hoan Hoàn Hoạt",  # letters of the whole name before any tone
        "e f g i j k v w x y z",
        "10a 2 9 A",
    ],
)
def test_known_orders(in_order: str) -> None:
    names = in_order.split()
    reversed_names = names[::-1]
    assert sorted(reversed_names, key=sort_key) == names


@given(words, words, words)
def test_order_is_total(a: str, b: str, c: str) -> None:
    assert compare(a, b) == -compare(b, a)
    assert (compare(a, b) == 0) == (a == b)
    if compare(a, b) <= 0 and compare(b, c) <= 0:
        assert compare(a, c) <= 0


@given(st.text(), st.text())
def test_any_text_has_a_place(a: str, b: str) -> None:
    assert compare(a, b) in (-1, 0, 1)
    assert compare(a, b) == -compare(b, a)


def test_sqlite_sorts_with_it() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.create_collation("vi", compare)
        connection.execute("create table t (name text)")
        connection.executemany("insert into t values (?)", [(name,) for name in PROVINCES])
        rows = connection.execute("select name from t order by name collate vi").fetchall()
    connection.close()
    assert [name for (name,) in rows] == sorted(PROVINCES, key=sort_key)


def _postgres_order(names: list[str]) -> list[str]:
    """Ask the named test server, else one on this machine, for its order of `names`."""
    psycopg = pytest.importorskip("psycopg")
    named = os.environ.get("KHUYENCONG_TEST_POSTGRES")
    dsn = named or "postgresql://postgres@127.0.0.1:5432/postgres?connect_timeout=2"
    try:
        connection = psycopg.connect(dsn)
    except psycopg.OperationalError as error:
        if named or os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL to compare with: {error}")
    query = 'select x from unnest(%s::text[]) x order by x collate "vi-x-icu"'
    with connection:
        rows = connection.execute(query, (names,)).fetchall()
    connection.close()
    return [name for (name,) in rows]


def test_postgresql_gives_the_same_order() -> None:
    names = [*PROVINCES, *PEOPLE, *SHORT.split(), *(n.upper() for n in PROVINCES), ""]
    names += [unicodedata.normalize("NFD", n) for n in PROVINCES[::3]]
    names += [a + sign + b for a in ("A", "Á") for b in ("b", "đ") for sign in " _-–,;:.'“()/&%+"]
    assert len(names) > 500
    assert sorted(names, key=sort_key) == _postgres_order(names)
