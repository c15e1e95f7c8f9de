"""Each kind of check in a sentence or two: the claim that is right, and its false twin."""

import pytest

from khuyencong.reading import read
from khuyencong.values.vocabulary import CheckKind as Kind
from khuyencong.values.vocabulary import Severity

OK, NOTE, WARNING, ERROR = Severity.OK, Severity.NOTE, Severity.WARNING, Severity.ERROR

HEAD = "BÁO CÁO\nKết quả công tác khuyến công tỉnh Hà Tĩnh giai đoạn 2016 - 2020\n\n"

#: Text, kind, severity, a piece of the statement.
CASES = [
    ("Mở 12 lớp, gồm 7 lớp may và 5 lớp mộc.", Kind.SUM, OK, "7 + 5 = 12 lớp"),
    ("Mở 12 lớp, gồm 7 lớp may và 4 lớp mộc.", Kind.SUM, WARNING, "thiếu 1 lớp"),
    ("Mở 12 lớp, gồm 7 lớp may và 6 lớp mộc.", Kind.SUM, ERROR, "thừa 1 lớp"),
    (
        "Tổng kinh phí 3,5 tỷ đồng (ngân sách tỉnh 2.100 triệu đồng, trung ương 1.400 triệu đồng).",
        Kind.SUM,
        OK,
        "2,1 + 1,4 = 3,5 tỷ đồng",
    ),
    ("Có 39 làng nghề: 14 làng nghề truyền thống, còn lại 25 làng nghề mới.", Kind.SUM, OK, "39"),
    (
        "Khuyến công quốc gia 2.000 triệu đồng; khuyến công tỉnh 1.500 triệu đồng, "
        "cộng lại là 3.700 triệu đồng.",
        Kind.SUM,
        WARNING,
        "thiếu 200 triệu đồng",
    ),
    (
        "Có 4/10 huyện đã bố trí kinh phí; 5/10 huyện lồng ghép; còn lại 2/10 huyện chưa bố trí.",
        Kind.SUM,
        ERROR,
        "4 + 5 + 2",
    ),
    (
        "Trung tâm có 24 người, trong đó 18 người có trình độ đại học, chiếm 75%.",
        Kind.SHARE,
        OK,
        "75%",
    ),
    (
        "Trung tâm có 24 người, trong đó 18 người có trình độ đại học, chiếm 85%.",
        Kind.SHARE,
        ERROR,
        "75%",
    ),
    ("Có 100 cán bộ trong tổng số 1.308 cán bộ, chiếm 7,64%.", Kind.SHARE, NOTE, "7,645%"),
    ("Có 57/63 tỉnh ban hành chương trình, chiếm 90,48%.", Kind.OUT_OF, OK, "90,476%"),
    ("Có 57/63 tỉnh ban hành chương trình, chiếm 80,48%.", Kind.OUT_OF, ERROR, "90,476%"),
    ("Có 67/63 tỉnh ban hành chương trình.", Kind.OUT_OF, ERROR, "67 > 63"),
    ("Mở 6 lớp cho 180 học viên, bình quân 30 học viên/lớp.", Kind.AVERAGE, OK, "30"),
    ("Mở 6 lớp cho 180 học viên, bình quân 35 học viên/lớp.", Kind.AVERAGE, ERROR, "30"),
    (
        "Giá trị sản xuất tăng từ 1.000 tỷ đồng năm 2015 lên 1.500 tỷ đồng năm 2020, tăng 50%.",
        Kind.GROWTH,
        OK,
        "50%",
    ),
    (
        "Giá trị sản xuất tăng từ 1.000 tỷ đồng năm 2015 lên 1.500 tỷ đồng năm 2020, tăng 60%.",
        Kind.GROWTH,
        ERROR,
        "50%",
    ),
    (
        "Giá trị sản xuất tăng từ 1.000 tỷ đồng năm 2015 lên 1.500 tỷ đồng năm 2020, "
        "bình quân tăng 8,4%/năm.",
        Kind.GROWTH,
        OK,
        "8,45%",
    ),
    (
        "Giá trị sản xuất tăng từ 1.000 tỷ đồng năm 2015 lên 1.500 tỷ đồng năm 2020, "
        "bình quân tăng 10%/năm.",
        Kind.GROWTH,
        WARNING,
        "8,45%",
    ),
    ("Số cơ sở tăng từ 1.210 cơ sở lên 1.350 cơ sở, tăng 150 cơ sở.", Kind.GROWTH, ERROR, "140"),
    (
        "Đào tạo nghề cho 450 lao động, đạt 90% kế hoạch (500 lao động).",
        Kind.PERCENT_OF_TARGET,
        OK,
        "90%",
    ),
    (
        "Đào tạo nghề cho 450 lao động, đạt 95% kế hoạch (500 lao động).",
        Kind.PERCENT_OF_TARGET,
        ERROR,
        "90%",
    ),
    (
        "Đào tạo nghề cho 550 lao động, vượt 10% kế hoạch (500 lao động).",
        Kind.PERCENT_OF_TARGET,
        OK,
        "10%",
    ),
    (
        "Xây dựng 261 mô hình trình diễn (tăng 30,5% so với mục tiêu).",
        Kind.IMPLIED_TARGET,
        OK,
        "200",
    ),
    ("Hỗ trợ 153 cơ sở (đạt 142,9% so với mục tiêu).", Kind.IMPLIED_TARGET, NOTE, "107"),
    (
        "Hỗ trợ 3 cơ sở (đạt 61,3% so với mục tiêu).",
        Kind.IMPLIED_TARGET,
        WARNING,
        "không có mục tiêu",
    ),
    ("Hỗ trợ 3 huyện, gồm: Can Lộc, Kỳ Anh, Hương Sơn.", Kind.COUNT_OF_LIST, OK, "liệt kê 3"),
    ("Hỗ trợ 4 huyện, gồm: Can Lộc, Kỳ Anh, Hương Sơn.", Kind.COUNT_OF_LIST, WARNING, "liệt kê 3"),
    ("Tổ chức 03 kỳ bình chọn (năm 2014, 2016, 2018).", Kind.COUNT_OF_LIST, OK, "liệt kê 3"),
    (
        "Kinh phí một số huyện: Can Lộc 500 triệu đồng, Kỳ Anh 700 triệu đồng, Hương Sơn 300 triệu "
        "đồng. Cao nhất là Kỳ Anh.",
        Kind.SUPERLATIVE,
        OK,
        "Kỳ Anh",
    ),
    (
        "Kinh phí một số huyện: Can Lộc 500 triệu đồng, Kỳ Anh 700 triệu đồng, Hương Sơn 300 triệu "
        "đồng. Thấp nhất là Can Lộc.",
        Kind.SUPERLATIVE,
        ERROR,
        "Hương Sơn",
    ),
    ("Trong 5 năm 2016 - 2020 đã hỗ trợ 95 đề án.", Kind.PERIOD_LENGTH, OK, "5 năm"),
    ("Trong 7 năm 2016 - 2020 đã hỗ trợ 95 đề án.", Kind.PERIOD_LENGTH, WARNING, "5 năm"),
    ("Đã hỗ trợ 20 cơ sở, trong đó 26 hợp tác xã.", Kind.PART_WHOLE, WARNING, "26"),
    ("Tăng năng suất từ 40% đến 15%.", Kind.RANGE_ORDER, ERROR, "40"),
    (
        "Cứ 01 đồng vốn ngân sách thu hút được 4,2 đồng vốn của cơ sở.",
        Kind.RATIO,
        WARNING,
        "= 5 lần",
    ),
    (
        "Đến nay 100% huyện đã có cộng tác viên khuyến công.\n\n"
        "Tuy nhiên, một số huyện chưa có cộng tác viên khuyến công.",
        Kind.CONTRADICTION,
        WARNING,
        "↔",
    ),
]
BEFORE = {
    Kind.RATIO: "Tổng kinh phí là 2.000 triệu đồng. Vốn đối ứng là 10.000 triệu đồng.\n\n",
}


@pytest.mark.parametrize(
    ("text", "kind", "severity", "piece"), CASES, ids=[c[0][:60] for c in CASES]
)
def test_a_claim_gets_its_verdict(text, kind, severity, piece):
    found = [c for c in read(HEAD + BEFORE.get(kind, "") + text + "\n").checks if c.kind is kind]

    assert severity in {c.severity for c in found}, [(c.severity, c.statement) for c in found]
    assert any(piece in c.statement for c in found if c.severity is severity)


#: Sentences that look wrong and are not, or that nobody can decide.
SILENT = [
    "Có 45 sản phẩm được công nhận, trong đó 12 sản phẩm đạt cấp khu vực, 3 sản phẩm cấp quốc gia.",
    "Đào tạo nghề cho 320 lao động, trong đó có 210 lao động nữ, 150 lao động là người dân tộc.",
    "Tổng kinh phí 5.200 triệu đồng, trong đó chủ yếu là khuyến công tỉnh 3.900 triệu đồng.",
    "Hỗ trợ 10 cơ sở tại các huyện: Can Lộc, Kỳ Anh, Hương Sơn với kinh phí 1.800 triệu đồng.",
    "Mức hỗ trợ cao nhất 300 triệu đồng/cơ sở; phấn đấu hỗ trợ ít nhất 05 cơ sở.",
    "Sau 3 năm thực hiện chương trình giai đoạn 2021 - 2025, tỉnh đã hỗ trợ 60 đề án.",
    "Tỷ lệ hộ nghèo giảm từ 12,5% năm 2016 xuống còn 4,3% năm 2020.",
    "100% đề án được nghiệm thu. Một số đề án chưa phát huy hiệu quả như mong muốn.",
    "Năm 2021 thực hiện 15 đề án, năm 2022 thực hiện 18 đề án, năm 2023 thực hiện 21 đề án; "
    "tăng bình quân 18,3%/năm.",
    "Giá trị sản xuất tăng từ 1.200 tỷ đồng lên 1.500 tỷ đồng, tăng 25%; số lao động tăng từ "
    "12.000 lên 13.500 người, tăng 12,5%.",
    "Có 12/15 chỉ tiêu đạt kế hoạch, 3/15 chỉ tiêu không đạt, trong đó có đào tạo nghề (đạt 65%).",
    "Hỗ trợ máy móc cho 173/150 cơ sở theo mục tiêu.",
    "Tổng kinh phí 9 tháng là 4.100 triệu đồng; ước cả năm tổng kinh phí là 5.600 triệu đồng.",
]


@pytest.mark.parametrize("text", SILENT, ids=[t[:60] for t in SILENT])
def test_nobody_is_accused_without_need(text):
    failing = [c.statement for c in read("Tin khuyến công\n\n" + text + "\n").checks if not c.holds]

    assert failing == []


def test_the_total_is_held_against_the_sections_and_all_are_named():
    sections = "".join(
        f"{i}. Hoạt động {name}\n\nTổng kinh phí hỗ trợ là {amount} triệu đồng.\n\n"
        for i, (name, amount) in enumerate(
            [("đào tạo nghề", 300), ("tư vấn", 200), ("thông tin, tuyên truyền", 150)], 1
        )
    )
    lead = "II. KẾT QUẢ\n\nGiai đoạn 2016 - 2020 tổng kinh phí thực hiện là 800 triệu đồng.\n\n"
    (found,) = [c for c in read(HEAD + lead + sections).checks if not c.holds]

    assert found.kind is Kind.SUM
    assert found.severity is WARNING
    assert (found.stated, found.computed, found.difference) == (
        800_000_000,
        650_000_000,
        -150_000_000,
    )
    assert len(found.figures) == 4
    assert found.explanation.startswith("Dễ xảy ra vì: ")


def test_a_table_answers_for_its_total_and_its_percents():
    table = (
        "| Nguồn | Kế hoạch (triệu đồng) | Thực hiện (triệu đồng) | Tỷ lệ (%) |\n"
        "|---|---:|---:|---:|\n"
        "| Quốc gia | 1.200 | 1.140 | 95 |\n"
        "| Tỉnh | 2.000 | 1.860 | 83 |\n"
        "| Cộng | 3.300 | 3.000 | 90,9 |\n"
    )
    failing = [c for c in read(HEAD + table).checks if not c.holds]

    assert {c.kind for c in failing} == {Kind.SUM, Kind.PERCENT_OF_TARGET}
    assert {str(c.computed) for c in failing} == {"3200000000", "93"}


def test_checks_come_in_reading_order_with_their_ids():
    text = "Mở 12 lớp, gồm 7 lớp may và 4 lớp mộc.\n\nCó 57/63 tỉnh tham gia, chiếm 80,48%.\n"
    checks = read(HEAD + text).checks

    assert [c.id for c in checks] == [f"c{i}" for i in range(1, len(checks) + 1)]
    assert [c.passages[0] for c in checks] == sorted(c.passages[0] for c in checks)
