"""How a document words its lines: dates, numbers, who signs, headings."""

import unicodedata
from datetime import date
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.documents import (
    Cited,
    Column,
    Grounds,
    Heading,
    Number,
    OnBehalf,
    Picture,
    PlaceAndDay,
    Recipients,
    Signature,
    Spans,
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
        (
            Signature("Phó Chủ tịch", "", OnBehalf.HEAD, "Chủ tịch", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
    ],
)
def test_who_signs_for_whom(signature: Signature, titles: list[str]) -> None:
    assert signature.titles == titles


def test_the_archive_comes_last_among_those_who_receive() -> None:
    assert Recipients(("A", "B"), "VT, QLCN").lines == ["- A;", "- B;", "- Lưu: VT, QLCN."]


@pytest.mark.parametrize(
    ("drafter", "copies", "line"), [("pl", 300, "PL.300"), ("pl", None, "PL"), ("", 5, "5")]
)
def test_who_drafted_it_and_how_many_are_issued_come_after_the_archive(
    drafter: str, copies: int | None, line: str
) -> None:
    assert Recipients((), "VT", drafter, copies).lines == ["- Lưu: VT.", line]


@pytest.mark.parametrize("end", ["", ";", ".", " ;", ","])
def test_grounds_end_with_a_semicolon_the_last_with_a_point(end: str) -> None:
    figure = Spans(("Theo ", Cited("1288", "d")))
    told = Grounds((f"Căn cứ A{end}", Spans((figure.parts[1], f" B{end}")), figure)).lines
    assert list(map(str, told)) == ["Căn cứ A;", "1288 B;", "Theo 1288."]


def test_columns_of_one_group_stand_below_one_title() -> None:
    names = (("a", ""), ("b", "G"), ("c", "G"), ("d", "H"), ("e", "G"), ("f", ""), ("g", ""))
    columns = tuple(Column(title, group=group) for title, group in names)
    told = [(g.title, g.first, g.count) for g in Table(columns, ()).groups]
    assert told == [
        ("", 0, 1), ("G", 1, 2), ("H", 3, 1), ("G", 4, 1), ("", 5, 1), ("", 6, 1),
    ]  # fmt: skip
    assert Table((Column("a"), Column("b")), ()).groups == []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'
HARMFUL = (
    "<script>alert(1)</script>",
    '<a href="https://x">x</a>',
    '<rect onclick="x()"/>',
    '<image href="https://x/y.png"/>',
    '<rect fill="url(https://x)"/>',
    '<rect style="fill:red"/>',
    "<foreignObject/>",
    "<!-- a --><rect/>",
    "<rect>",
)


@pytest.mark.parametrize("inside", HARMFUL)
def test_a_picture_that_acts_or_fetches_is_refused(inside: str) -> None:
    assert Picture(SVG.format('<rect fill="url(#a)"/>'), "một hình").proportion == (20, 10)
    with pytest.raises(ValueError, match="picture"):
        Picture(SVG.format(inside), "một hình")


@pytest.mark.parametrize(
    "svg",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>"),
        SVG.format("").replace("0 0 20 10", "0 0 20 0"),
        SVG.format("").replace("0 0 20 10", "0 0 200 10"),
        SVG.format("").replace(' viewBox="0 0 20 10"', ""),
        "<html/>",
    ],
)
def test_a_picture_without_a_shape_on_paper_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(svg, "một hình")


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
        (lambda: Table((Column("a"),), (("1",),), totals=frozenset({1})), "totals"),
        (lambda: Picture(SVG.format(""), " "), "words"),
        (lambda: Picture(SVG.format(""), "a", width=101), "percent"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(made: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made()  # type: ignore[operator]
