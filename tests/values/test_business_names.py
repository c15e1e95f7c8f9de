"""Names of businesses by whatever spelling; objects of support; slips of the pen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.business_names import core, long_form, without_telex
from khuyencong.values.likeness import much_alike, slips
from khuyencong.values.support_items import item_core, items_alike
from khuyencong.values.text import order_key, sort_key


@pytest.mark.parametrize(
    "name",
    [
        "Công ty TNHH MTV Gỗ Thí Dụ",
        "CTY TNHH 1 thành viên gỗ Thí Dụ",
        "cong ty trach nhiem huu han mot thanh vien go thi du",
        unicodedata.normalize("NFD", "Công ty TNHH một thành viên Gỗ Thí Dụ"),
        "Công ty  TNHH\u00a0MTV “Gỗ Thí-Dụ”",
    ],
)
def test_every_spelling_has_one_long_form_and_one_core(name: str) -> None:
    assert long_form(name) == "cong ty trach nhiem huu han mot thanh vien go thi du"
    assert core(name) == "go thi du"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CTCP SX & TM An Mẫu", "an mau"),
        ("HTX Nông nghiệp Ví Dụ", "nong nghiep vi du"),
        ("DNTN Đại Mẫu", "dai mau"),
        ("Hộ KD Nguyễn Văn Mẫu", "nguyen van mau"),
        ("Liên hiệp HTX Thí Dụ", "thi du"),
        ("Công ty TNHH Sản xuất và Thương mại", "san xuat va thuong mai"),
        ("C.ty T.N.H.H Gỗ Mẫu", "go mau"),
        ("CT TNHH Gỗ Mẫu", "go mau"),
        ("H.T.X Dệt Mẫu", "det mau"),
        ("Congty CP A & B Mẫu", "ab mau"),
        ("Cơ khí CT Mẫu", "co khi ct mau"),
        ("Công ty TNHH", "cong ty trach nhiem huu han"),
        ("", ""),
    ],
)
def test_the_core_is_what_tells_a_name_from_others(name: str, told: str) -> None:
    assert core(name) == told


def test_keys_of_an_input_method_that_was_off_are_undone() -> None:
    assert without_telex("goox this duj") == "go thi du"
    assert without_telex("ddawk lawsk") == "dak lak"
    assert without_telex("nguyeenx vawn maaux") == "nguyen van mau"


@pytest.mark.parametrize(
    ("one", "other", "counted"),
    [
        ("anphat", "anphat", 0),
        ("anphat", "anpaht", 1),
        ("anphat", "anpht", 1),
        ("an", "phat", None),
    ],
)
def test_slips_are_letters_added_left_out_changed_or_swapped(
    one: str, other: str, counted: int | None
) -> None:
    assert slips(one, other, 2) == counted


@given(st.text("abcd", max_size=9), st.text("abcd", max_size=9))
def test_slips_do_not_depend_on_the_order(one: str, other: str) -> None:
    assert slips(one, other, 3) == slips(other, one, 3)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("go thi du", "go thi du", True),
        ("go thi du", "gothidu", True),
        ("go thi du an mau", "go thi du an mu", False),
        ("go thi du minh hoa", "go thi du mihn hoa", True),
        ("go thi du minh hoa", "go thi du minh hoaa", True),
        ("go thi du minh hoa", "go thidu mnh hoa", True),
        ("my ngoc", "mi ngoc", True),
        ("go thi du so 1", "go thi du so 2", False),
        ("go thi du", "gom thi du", False),
        ("nguyen van an", "nguyen van anh", False),
        ("nguyen van an", "nguyen van na", True),
        ("go thi du minh an", "go thi du minh ann", True),
        ("thi du go", "go thi du", True),
        ("hoa", "hoan", False),
    ],
)
def test_a_slip_stands_in_a_word_that_can_bear_it(one: str, other: str, alike: bool) -> None:
    assert much_alike(one, other) is alike
    assert much_alike(other, one) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mua máy cưa gỗ CNC", "hỗ trợ mua sắm máy cưa CNC", True),
        ("may cong nghiep", "Đào tạo nghề may công nghiệp cho lao động nông thôn", True),
        ("Tem truy xuất nguồn gốc", "tem truy xuất", True),
        ("Máy sấy hoà khí", "máy sấy hòa khí", True),
        ("Máy cưa gỗ", "Máy cưa đá", False),
        ("Đào tạo nghề may công nghiệp", "Đào tạo nghề mây tre đan", False),
        ("Máy cưa", "Máy dệt", False),
        ("Hỗ trợ", "Máy dệt", False),
    ],
)
def test_objects_of_support_are_compared_by_their_telling_words(
    one: str, other: str, alike: bool
) -> None:
    assert items_alike(one, other) is alike
    assert items_alike(other, one) is alike
    assert items_alike(one, one)


@given(st.text(max_size=40))
def test_no_text_breaks_the_comparison(text: str) -> None:
    assert items_alike(text, text)
    assert item_core(text) == item_core(unicodedata.normalize("NFC", text))
    long_form(text), core(text), without_telex(text)


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạÁĐ", max_size=12)


@given(st.lists(WORDS, max_size=8))
def test_the_stored_order_is_the_vietnamese_order(names: list[str]) -> None:
    by_letters_and_tones = sorted(names, key=lambda name: sort_key(name)[:2])
    assert sorted(names, key=order_key) == by_letters_and_tones
    assert all(key.isascii() and key.islower() for key in map(order_key, names))
