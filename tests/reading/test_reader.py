"""What holds for every text, and how a report is built."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.reading.files import LARGEST, MOST_NUMBERS, Unreadable, load_text, text_of
from khuyencong.reading.jsonform import to_json
from khuyencong.reading.model import YearSpan
from khuyencong.reading.reader import read
from khuyencong.reading.textform import to_text

REPORT = """UBND TỈNH HÀ GIANG
SỞ CÔNG THƯƠNG

Số: 15/BC-SCT

Hà Giang, ngày 05 tháng 12 năm 2023

BÁO CÁO
Kết quả khuyến công năm 2023

I. KẾT QUẢ

1. Đào tạo nghề

- Mở 04 lớp cho 120 lao động, kinh phí khuyến công địa phương 264 triệu đồng.

2. Tham gia hội chợ

Hỗ trợ 15 cơ sở tham gia 02 hội chợ, kinh phí khuyến công quốc gia hỗ trợ cho các cơ sở là

300 triệu đồng.

II. KẾ HOẠCH NĂM 2024

- Hỗ trợ 20 cơ sở.

Nơi nhận:
- Lưu: VT.
"""
FRAGMENTS = st.sampled_from(
    ["kinh phí ", "3 - 5", "57/63 ", "triệu đồng", " (", ") ", "; ", "\n- ", "\n\n", "1. ", "|",
     "năm 2020 ", "Quyết định số 12/QĐ-UBND ", "lớp ", "%", "hai ", "Hà Nội ", "tháng ", "\t",
     "ngày 1/2/2023 ", "**", "# ", "trên ", "Khoản 2, Điều 6", "1.234.567,8",
     "😀", "\u0301", "\x07", "０", "²", "Ⅳ"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=60).map("".join))


@pytest.fixture(scope="module")
def reading():
    return read(REPORT)


def test_the_head_is_read(reading):
    assert (reading.number, reading.place, reading.issued_on) == (
        "15/BC-SCT",
        "Hà Giang",
        "2023-12-05",
    )
    assert reading.period == YearSpan(2023, 2023)
    assert reading.title == "BÁO CÁO Kết quả khuyến công năm 2023"


def test_headings_give_content_and_time(reading):
    told = [
        (f.value, f.unit, f.activity, f.funding_source, f.kind, f.period.start)
        for f in reading.figures
    ]
    assert told == [
        (4, "class", "training", "local", "result", 2023),
        (120, "person", "training", "local", "result", 2023),
        (264_000_000, "VND", "training", "local", "result", 2023),
        (15, "establishment", "typical_products", "national", "result", 2023),
        (2, "fair", "typical_products", "national", "result", 2023),
        (300_000_000, "VND", "typical_products", "national", "result", 2023),
        (20, "establishment", "total", None, "plan", 2024),
    ]


def test_a_page_break_does_not_end_a_sentence(reading):
    money = next(f for f in reading.figures if f.value == 300_000_000)
    assert "Hỗ trợ 15 cơ sở" in REPORT[money.sentence[0] : money.sentence[1]]


def test_blocks_hang_under_their_headings(reading):
    item = next(b for b in reading.blocks if "04 lớp" in REPORT[b.start : b.end])
    heading = reading.blocks[item.parent]
    assert (item.kind, item.marker, heading.kind, heading.marker) == ("item", "-", "heading", "1.")
    assert reading.blocks[heading.parent].marker == "I."
    assert {b.kind for b in reading.blocks[-2:]} == {"signature"}


def test_a_table_takes_units_from_its_headings():
    table = (
        "| TT | Nội dung | Số đề án | Kinh phí (triệu đồng) |\n|---|---|---|---|\n"
        "| 1 | Đào tạo nghề | 4 | 480 |"
    )
    reading = read(table)
    assert [(f.value, f.unit, f.activity) for f in reading.figures] == [
        (4, "project", "training"),
        (480_000_000, "VND", "training"),
    ]
    assert [str(o.why) for o in reading.other] == ["list_marker"]


def test_decomposed_text_keeps_its_own_offsets():
    text = unicodedata.normalize("NFD", REPORT)
    reading = read(text)
    assert [f.value for f in reading.figures] == [f.value for f in read(REPORT).figures]
    assert all(text[f.number_start : f.number_end] == f.number for f in reading.figures)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_every_digit_explained(text):
    reading = read(text)
    assert reading.unexplained == 0
    for f in reading.figures:
        assert 0 <= f.start <= f.number_start < f.number_end <= f.end <= len(text)
        assert text[f.number_start : f.number_end] == f.number
    document = json.loads(json.dumps(to_json(reading)))
    assert [text[f["start"] : f["end"]] for f in document["figures"]] == [
        f["quote"] for f in document["figures"]
    ]
    assert to_text(reading)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_one_line(data):
    try:
        text = text_of(data, "a.txt")
    except Unreadable as refused:
        assert len(str(refused).splitlines()) == 1
    else:
        read(text)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"   \n", "rỗng"),
        (b"a\0b", "NUL"),
        ("Báo cáo".encode("utf-16"), "NUL"),
        ("Báo cáo".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        (b"a" * (LARGEST + 1), "giới hạn"),
    ],
)  # fmt: skip
def test_bad_bytes_are_refused_with_the_reason(data, words):
    with pytest.raises(Unreadable, match=words):
        text_of(data, "a.txt")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="không tìm thấy"):
        load_text(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="thư mục"):
        load_text(tmp_path)


def test_line_ends_are_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Mở 04 lớp.\r\nHết.\r\n".encode())
    assert load_text(path) == "Mở 04 lớp.\r\nHết.\r\n"


def test_too_many_numbers_are_refused():
    with pytest.raises(Unreadable, match="nhóm chữ số"):
        read("7 " * (MOST_NUMBERS + 1))


@pytest.mark.parametrize(
    "text", ["7" * 500_000, "(" * 100_000, "/" * 200_000, "a@" * 100_000, "hai " * 50_000]
)
def test_odd_texts_are_read(text):
    assert read(text).unexplained == 0


def test_work_grows_with_the_text_alone():
    """Twice the report, twice the figures, each read as before."""
    once, twice = read(REPORT), read(REPORT + "\n\n" + REPORT)
    assert len(twice.figures) == 2 * len(once.figures)


def test_a_title_that_tells_only_the_end_lets_the_text_tell_the_beginning() -> None:
    text = (
        "BÁO CÁO\n\nTổng kết chương trình khuyến công đến năm 2020\n\n"
        "Năm 2020 tỉnh làm 05 đề án.\n\nGiai đoạn 2014-2020 cả tỉnh làm 40 đề án; giai đoạn"
        " 2021-2025 dự kiến 50 đề án. So với mục tiêu giai đoạn 2014-2020 đạt 90%.\n"
    )
    assert read(text).period == YearSpan(2014, 2020)
