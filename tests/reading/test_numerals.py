"""Numbers as reports write them, each style in a line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reading.numerals import NUMBER_WORDS, parse, quantity_at, words_value
from khuyencong.reading.reader import read

STYLES = [
    ("kinh phí 6.450.958.643 đồng", 6_450_958_643, None, "VND"),
    ("kinh phí 16.150 triệu đồng", 16_150_000_000, None, "VND"),
    ("kinh phí 60,182 tỷ đồng", 60_182_000_000, None, "VND"),
    ("kinh phí 195,88 triệu", 195_880_000, None, "VND"),
    ("kinh phí 1 tỷ 371 triệu đồng", 1_371_000_000, None, "VND"),
    ("kinh phí 1 tỷ 371 triệu 500 nghìn đồng", 1_371_500_000, None, "VND"),
    ("kinh phí 66 ngàn tỷ đồng", 66_000_000_000_000, None, "VND"),
    ("kinh phí 2.025 triệu đồng", 2_025_000_000, None, "VND"),
    ("kinh phí 2025 triệu đồng", 2_025_000_000, None, "VND"),
    ("kinh phí 500 tr.đ", 500_000_000, None, "VND"),
    ("kinh phí 300 triệuđồng", 300_000_000, None, "VND"),
    ("kinh phí 5 tỉ đồng", 5_000_000_000, None, "VND"),
    ("vốn vay 10 triệu USD", 10_000_000, None, "USD"),
    ("bình quân 20.76 người/Trung tâm", Decimal("20.76"), None, "person_per_centre"),
    ("tổng số 1.308 người", 1308, None, "person"),
    ("chiếm 88.38%", Decimal("88.38"), None, "percent"),
    ("đạt 12,5 phần trăm", Decimal("12.5"), None, "percent"),
    ("tăng 12,7 %/năm", Decimal("12.7"), None, "percent_per_year"),
    ("tổ chức 03 lớp", 3, None, "class"),
    ("tăng năng suất từ 15% đến 40%", 15, 40, "percent"),
    ("có số cán bộ từ 20-30 người", 20, 30, "person"),
    ("thu nhập 3 - 5 triệu đồng/tháng", 3_000_000, 5_000_000, "VND_per_month"),
    ("lương 5,2 triệu đồng/người/tháng", 5_200_000, None, "VND_per_month"),
    ("vốn từ 500 triệu đồng đến 1 tỷ đồng", 500_000_000, 1_000_000_000, "VND"),
    ("in 1.200 cuốn/tháng", 1200, None, "copy_per_month"),
    ("bố trí 33,03 tỷ đồng/tỉnh", 33_030_000_000, None, "VND_per_unit"),
    ("kiểm tra 20 tỉnh/năm", 20, None, "province_per_year"),
    ("hỗ trợ 2 triệu sản phẩm", 2_000_000, None, "product"),
    ("doanh thu tăng 1,5 lần", Decimal("1.5"), None, "ratio"),
    ("hỗ trợ 35 lượt doanh nghiệp, cơ sở", 35, None, "establishment_turn"),
    ("hỗ trợ 153 doanh nghiệp, cơ sở", 153, None, "establishment"),
    ("hỗ trợ 28 CNNT", 28, None, "establishment"),
    ("có 5 đồng chí tham dự", 5, None, "person"),
    ("kinh phí một trăm hai mươi triệu đồng", 120_000_000, None, "VND"),
    ("thực hiện hai nhiệm vụ", 2, None, "task"),
]


@pytest.mark.parametrize(("sentence", "value", "high", "unit"), STYLES, ids=[s[0] for s in STYLES])
def test_each_style_gives_one_figure(sentence, value, high, unit):
    (figure,) = read(f"Trong năm, tỉnh đã {sentence}.").figures
    assert (figure.value, figure.value_high, figure.unit) == (value, high, unit)


@pytest.mark.parametrize(
    ("written", "part", "whole"),
    [("57/63", 57, 63), ("07/09", 7, 9), ("44/ 63", 44, 63), ("9/9", 9, 9)],
)
def test_a_part_of_a_whole_is_one_figure(written, part, whole):
    (figure,) = read(f"Có {written} tỉnh, thành phố đã ban hành.").figures
    assert (figure.number, figure.value, figure.out_of) == (written, part, whole)


@pytest.mark.parametrize(
    "words",
    [
        "ngày 12/11/2015",
        "ngày 20 tháng 11 năm 2020",
        "giai đoạn 2016 - 2020",
        "6 tháng đầu năm 2024",
        "quý III/2023",
        "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp 1",
        "cách mạng công nghiệp 4.0",
        "tiêu chuẩn ISO 22000",
        "điện thoại: 0206 3852 118",
        "số 84 đường Hùng Vương",
        "https://sct.example.gov.vn/tin/2023/15",
        "Khoản 2, Điều 6",
        "Quyết định số 1881/QQĐ-TTg ngày 20/11/2020",
        "thời gian 45 ngày",
        "Phụ lục 3",
        "dịch Covid-19",
    ],
)
def test_what_counts_nothing_is_no_figure(words):
    reading = read(f"Sở báo cáo theo {words}.")
    assert (reading.figures, reading.unexplained) == ([], 0)


@pytest.mark.parametrize(
    ("words", "value"),
    [("hai", 2), ("mười", 10), ("mười lăm", 15), ("hai mươi mốt", 21), ("một trăm hai mươi", 120)],
)
def test_words_have_values(words, value):
    assert NUMBER_WORDS.fullmatch(words)
    assert words_value(words) == value


def test_a_written_number_knows_the_size_of_its_last_digit():
    (figure,) = read("Kinh phí 60,182 tỷ đồng.").figures
    assert figure.step == 1_000_000


@given(st.integers(0, 10**15))
def test_a_grouped_number_is_read_back(number):
    written = f"{number:,}".replace(",", ".")
    assert parse(written) == (number, 1)
    assert quantity_at(f"{written} đồng", 0).value == number


@given(st.integers(0, 10**9), st.integers(1, 3))
def test_a_decimal_number_is_read_back(digits, places):
    number = Decimal(digits).scaleb(-places)
    whole, _, part = f"{number:,.{places}f}".partition(".")
    written = f"{whole.replace(',', '.')},{part}"
    assert quantity_at(f"{written} tỷ đồng", 0).value == number * 10**9
