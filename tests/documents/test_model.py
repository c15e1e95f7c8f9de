"""How a document words its lines: dates, numbers, who signs, headings."""

import unicodedata
from datetime import date
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.documents import (
    Column,
    Heading,
    Number,
    OnBehalf,
    PlaceAndDay,
    Recipients,
    Signature,
    Table,
)
from khuyencong.documents.letters import letter, plain, roman
from khuyencong.documents.model import BLANK, numbered

MONTHS = ("01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")


@pytest.mark.parametrize(("month", "shown"), list(enumerate(MONTHS, 1)))
@pytest.mark.parametrize(("day", "first"), [(1, "01"), (9, "09"), (10, "10"), (28, "28")])
def test_days_below_ten_and_the_months_one_and_two_take_a_zero(
    month: int, shown: str, day: int, first: str
) -> None:
    line = PlaceAndDay("Bắc Giang", date(2026, month, day)).shown
    assert line == f"Bắc Giang, ngày {first} tháng {shown} năm 2026"


def test_a_draft_leaves_number_and_day_open() -> None:
    assert Number("BC-SCT").shown == f"Số: {BLANK}/BC-SCT"
    assert Number().shown == f"Số: {BLANK}/{BLANK}"
    assert PlaceAndDay("Huế", year=2026).shown == f"Huế, ngày {BLANK} tháng {BLANK} năm 2026"


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "Số: 01/BC-SCT"), (9, "Số: 09/BC-SCT"), (120, "Số: 120/BC-SCT")]
)
def test_a_number_below_ten_takes_a_zero(number: int, shown: str) -> None:
    assert Number("BC-SCT", number).shown == shown


@pytest.mark.parametrize(
    ("signature", "titles"),
    [
        (Signature("Giám đốc"), ["GIÁM ĐỐC"]),
        (
            Signature("Phó giám đốc", "", OnBehalf.HEAD, "Giám đốc"),
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ),
        (
            Signature("Chủ tịch", "", OnBehalf.COLLECTIVE, "Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        ),
        (
            Signature("Chánh văn phòng", "", OnBehalf.ORDER, "Giám đốc"),
            ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"],
        ),
        (
            Signature("Trưởng phòng", "", OnBehalf.AUTHORISED, "Giám đốc"),
            ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"],
        ),
        (Signature("Giám đốc", "", OnBehalf.ACTING), ["Q. GIÁM ĐỐC"]),
    ],
)
def test_who_signs_for_whom(signature: Signature, titles: list[str]) -> None:
    assert signature.titles == titles


def test_the_archive_comes_last_among_those_who_receive() -> None:
    assert Recipients(("A", "B"), "VT, QLCN").lines == ["- A;", "- B;", "- Lưu: VT, QLCN."]


def test_headings_are_counted_and_begin_anew_below_each() -> None:
    levels = (1, 2, 3, 3, 2, 3, 1, 2)
    told = [number for _, number in numbered([Heading(level, "") for level in levels])]
    assert told == ["I.", "1.", "1.1", "1.2", "2.", "2.1", "II.", "1."]


def test_list_letters_are_vietnamese() -> None:
    assert "".join(letter(i) for i in range(23)) == "abcdđeghiklmnopqrstuvxy"
    assert [letter(i) for i in (23, 24, 45, 46)] == ["aa", "ab", "ay", "ba"]


@pytest.mark.parametrize(
    ("number", "figures"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII")]
)
def test_roman_figures(number: int, figures: str) -> None:
    assert roman(number) == figures


def test_no_break_spaces_stay_and_line_ends_go() -> None:
    assert plain(" 550\u00a0triệu\r\n đồng\t ") == "550\u00a0triệu đồng"
    assert plain("Đa\u0306\u200d\u0301k") == "Đắk"


@given(st.text(st.characters(), max_size=200))
def test_any_text_becomes_one_line_that_can_be_written_and_read(text: str) -> None:
    line = plain(text)
    assert plain(line) == line == unicodedata.normalize("NFC", line)
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert line.encode().decode() == line
    element = ElementTree.fromstring(f"<t>{escape(line)}</t>")
    assert (element.text or "") == line


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Heading(4, "x"), "level"),
        (lambda: Table((), ()), "column"),
        (lambda: Table((Column("a"),), (("1", "2"),)), "row"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(made: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made()  # type: ignore[operator]
