"""Numbers whose unit, source or time stands elsewhere in the sentence, the list or the table."""

import pytest

from khuyencong.reading.reader import read

HEAD = "BÁO CÁO\nKết quả khuyến công tỉnh Nghệ An năm 2024\n\n"


def told(text, *attributes):
    """Return what is told of each figure of a passage: its number, then the attributes."""
    figures = sorted(read(HEAD + text).figures, key=lambda f: f.number_start)
    return [(f.number, *(getattr(f, a) for a in attributes)) for f in figures]


def units(text):
    return " ".join(f"{number}:{unit}" for number, unit in told(text, "unit"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Số cơ sở nhận máy theo địa bàn: Quỳ Hợp 12, Nghĩa Đàn 7, Kỳ Sơn 3.",
            "12:establishment 7:establishment 3:establishment",
        ),
        (
            "Có 46 lao động học nghề, phân theo xã: Mường Lống 18, Na Ngoi 16, Huồi Tụ 12.",
            "46:person 18:person 16:person 12:person",
        ),
        (
            "Có 15 sản phẩm được chọn, gồm 9 cấp huyện, 5 cấp tỉnh và 1 cấp quốc gia.",
            "15:product 9:product 5:product 1:product",
        ),
        (
            "Có 64 sản phẩm dự thi. Cụ thể:\n- Nhóm dệt may: 14\n- Nhóm máy móc: 5\n- Khác: 45",
            "64:product 14:product 5:product 45:product",
        ),
        (
            "Hỗ trợ 30 cơ sở, chia ra như sau:\n+ Huyện Ba Bể 8\n+ Chợ Đồn 12\n+ Na Rì 10",
            "30:establishment 8:establishment 12:establishment 10:establishment",
        ),
        (
            "Tham gia 3 kỳ hội chợ: kỳ 1 12 gian, kỳ 2 18 gian, kỳ 3 20 gian.",
            "3:fair 12:booth 18:booth 20:booth",
        ),
        ("Dự hội chợ 12 lần, 8 trong nước, 4 ngoài nước.", "12:fair 8:fair 4:fair"),
        (
            "Mở 6 lớp cho 210 LĐ; hỗ trợ 12 CS CNNT, 3 DN, 2 HTX, 4 HKD; nghiệm thu 9 ĐA.",
            "6:class 210:person 12:establishment 3:enterprise 2:cooperative"
            " 4:household_business 9:project",
        ),
        ("Năm 2023 có 158 gờ lốc bán ra.", "158:item"),
        ("Ở cấp huyện, 11/11 đơn vị đã phân công cán bộ.", "11/11:district"),
        ("Hỗ trợ hạ tầng 4 cụm công nghiệp; phần mô hình 3 cơ sở.", "4:cluster 3:establishment"),
        ("Doanh thu tăng từ 1,2 lần trở lên, không quá 2,5 lần mức cũ.", "1,2:ratio 2,5:ratio"),
    ],
)  # fmt: skip
def test_a_bare_number_counts_what_its_list_counts(text, wanted):
    assert units(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tổng: 500 + 620 + 700 = 1.820 triệu đồng.", [500, 620, 700, 1820]),
        ("Chi cho tuyên truyền 120, tập huấn 80, hội chợ 200 triệu đồng.", [120, 80, 200]),
        ("Kinh phí năm 2021 là 500 triệu đồng, năm 2022 là 620, năm 2023 là 700.", [500, 620, 700]),
        ("Vốn lần lượt là 2,1; 2,5 và 3,4 tỷ đồng.", [2100, 2500, 3400]),
        ("Chi 1.250 tr.đ, 450trđ, 45 tr đồng và 2,5 tỷ đ.", [1250, 450, 45, 2500]),
    ],
)
def test_a_bare_sum_has_the_scale_of_its_row(text, wanted):
    assert told(text, "unit", "value")
    assert [(unit, value) for _, unit, value in told(text, "unit", "value")] == [
        ("VND", million * 10**6) for million in wanted
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Liên hệ: 0983 456 789 hoặc (024) 3826 5571, máy lẻ 22; ĐT 0238.384.5678 - 0912 345 678.",
        "Văn phòng tại 12 Trần Phú, TP Vinh; P.7, Q.3; đường 30/4; phố 2/9; tổ 5.",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KC (04 bản).",
        "Theo Phụ lục 03, biểu số 2, Ảnh 4: xưởng dệt.",
        "CV 45/SCT-KC; QĐ số 17/QĐ-SCT; Luật số 91/2025/QH15; NĐ 45/2012/NĐ-CP.",
        "Quý II - III/2024, lần thứ 4.",
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ: (1) tổ chức 2 hội nghị; (2) hỗ trợ 15 cơ sở; (3) mở 4 lớp.",
        "Nhiệm vụ: 1) tổ chức 2 hội nghị; 2) hỗ trợ 15 cơ sở; 3) mở 4 lớp.",
        "1- Hội nghị\nTổ chức 2 hội nghị.\n2- Máy móc\nHỗ trợ 15 cơ sở.\n3- Đào tạo\nMở 4 lớp.",
        "**C.1. Họp**\n2 hội nghị.\n**C.2. Máy móc**\n15 cơ sở.\n**C.3. Đào tạo**\n4 lớp.",
    ],
)
def test_the_numbers_of_points_are_markers(text):
    assert [number for (number,) in told(text)] == ["2", "15", "4"]


def test_columns_under_two_rows_of_headings():
    table = (
        "Bảng 1 (ĐVT: triệu đồng)\n\n"
        "| TT | Nội dung | Số đề án | | Kinh phí | |\n|--|--|--|--|--|--|\n"
        "| | | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện |\n| 1 | Dệt lanh | 4 | 3 | 500 | |\n"
        "| 2 | Rèn | - | 2 | 120 | 90 |\n"
    )
    assert told(table, "unit", "value", "kind") == [
        ("4", "project", 4, "plan"),
        ("3", "project", 3, "result"),
        ("500", "VND", 500_000_000, "plan"),
        ("2", "project", 2, "result"),
        ("120", "VND", 120_000_000, "plan"),
        ("90", "VND", 90_000_000, "result"),
    ]


def test_columns_set_in_blanks_and_columns_of_years():
    blanks = (
        "TT   Nội dung        Số cơ sở   Kinh phí (tr.đ)\n1    Cơ khí nhỏ      12         340\n"
    )
    assert told(blanks, "unit", "value") == [
        ("12", "establishment", 12),
        ("340", "VND", 340_000_000),
    ]
    years = (
        "Đơn vị: tỷ đồng\n\n| Năm | 2022 | 2023 | Cộng |\n|--|--|--|--|\n"
        "| Kinh phí | 3,2 | 3,8 | 7,0 |\n"
    )
    assert [(n, u, v, p.start, p.end) for n, u, v, p in told(years, "unit", "value", "period")][
        :2
    ] == [
        ("3,2", "VND", 3_200_000_000, 2022, 2022),
        ("3,8", "VND", 3_800_000_000, 2023, 2023),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vốn: tỉnh 1,2 tỷ, huyện 0,3 tỷ, các hộ tự lo 3,5 tỷ.",
         ["provincial", "district", "counterpart"]),
        ("HTX bỏ ra 450 triệu, trung ương cấp 120 triệu, công ty tài trợ 30 triệu.",
         ["counterpart", "national", "sponsor"]),
        ("Ngân sách huyện chi 5 tỷ đồng; riêng năm 2022: 2 tỷ đồng; năm 2023: 3 tỷ đồng.",
         ["district"] * 3),
    ],
)  # fmt: skip
def test_who_gives_is_told_by_name_and_by_verb(text, wanted):
    assert [source for _, source in told(text, "funding_source")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chi 5 tỷ đồng, tăng 12% so với kế hoạch năm 2021; hỗ trợ 14 cơ sở.", [(2024, 2024)] * 3),
        ("Từ năm 2019 đến nay đã hỗ trợ 120 cơ sở.", [(2019, 2024)]),
        ("Có 210 thợ (cùng kỳ năm trước 180 thợ).", [(2024, 2024), (2023, 2023)]),
        ("Lũy kế 9 tháng hỗ trợ 18 cơ sở; cả năm ước 25 cơ sở.",
         [("2024-01", "2024-09"), (2024, 2024)]),
        ("Năm 2024 thu 6 tỷ đồng, gấp 1,5 lần năm 2020.", [(2024, 2024)] * 2),
        ("A. KẾT QUẢ NĂM 2023\nHỗ trợ 4 cơ sở.\nB. KẾ HOẠCH NĂM 2025\nHỗ trợ 6 cơ sở.",
         [(2023, 2023), (2025, 2025)]),
    ],
)  # fmt: skip
def test_a_year_compared_with_stays_with_its_phrase(text, wanted):
    assert [(p.start, p.end) for _, p in told(text, "period")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mở 8 lớp (KH 9 lớp), so với mục tiêu 10 lớp.", ["result", "plan", "target"]),
        ("II. MỤC TIÊU\nHỗ trợ ít nhất 25 cơ sở; tạo việc làm cho 300 lao động.", ["target"] * 2),
        ("Trên địa bàn huyện hiện có 320 cơ sở nghề.", ["context"]),
        ("Có 20 cơ sở dưới 10 lao động và 5 cơ sở trên 50 lao động.", ["result", "bin"] * 2),
        ("Sau khóa học có 30 người tìm được việc.", ["outcome"]),
        ("Phế phẩm giảm từ 15% xuống dưới 4%.", ["outcome"] * 2),
    ],
)  # fmt: skip
def test_plans_places_and_classes_are_no_results(text, wanted):
    assert [str(kind) for _, kind in told(text, "kind")] == wanted
