"""What must not be accused: differences, proportions, ages, years; and how a fall is written."""

import pytest

from khuyencong.reading.model import Check
from khuyencong.values.vocabulary import CheckKind as Kind
from khuyencong.values.vocabulary import Severity
from tests.reading.whole import read

HEAD = "SỞ CÔNG THƯƠNG\n\nBÁO CÁO\nKết quả công tác khuyến công tỉnh giai đoạn 2014 - 2020\n\n"

TRUE = [
    "Năm 2019 dạy nghề cho 255 lao động, đạt 85% kế hoạch, thấp hơn 45 lao động so với kế hoạch.",
    "Đã kiểm tra 54 đề án, đạt 90% kế hoạch, còn thiếu 6 đề án so với kế hoạch.",
    "Có 55% hộ hài lòng, 30% hộ thấy tạm được, còn lại 15% hộ chưa hài lòng.",
    "Tỉnh chi 500 triệu đồng, các hộ góp 2.000 triệu đồng, tỷ lệ 1/4.",
    "Có 90 hộ được vay vốn, gấp 1,5 lần năm trước (60 hộ) và chiếm 3% trong tổng số 3.000 hộ.",
    "Trong 6 năm qua, riêng 2 năm đầu kinh phí chiếm tới 45% của cả giai đoạn.",
    "Trong 04 năm 2015, 2016, 2017 và 2018, tỉnh tổ chức hội chợ.",
    "Sau 07 năm triển khai Quyết định số 246/QĐ-UBND (2014 - 2020), nghề mộc đã hồi phục.",
    "Sau 03 năm triển khai Quyết định số 246/QĐ-UBND (2019 - 2025), nghề mộc đã hồi phục.",
]
FALSE = [
    ("Dạy nghề cho 255 lao động, đạt 85% kế hoạch (320 lao động).", Kind.PERCENT_OF_TARGET),
    (
        "Đã kiểm tra 54 đề án, đạt 90% kế hoạch, còn thiếu 12 đề án so với kế hoạch.",
        Kind.PERCENT_OF_TARGET,
    ),
    ("Có 55% hộ hài lòng, 30% hộ thấy tạm được, còn lại 18% hộ chưa hài lòng.", Kind.SUM),
    ("Có 70/63 tỉnh đã ban hành chương trình.", Kind.OUT_OF),
    ("Có 90 hộ được vay vốn, chiếm 5% trong tổng số 3.000 hộ.", Kind.SHARE),
    ("Trong 03 năm 2015, 2016, 2017 và 2018, tỉnh tổ chức hội chợ.", Kind.PERIOD_LENGTH),
    (
        "Sau 05 năm triển khai Quyết định số 246/QĐ-UBND (2014 - 2020), nghề mộc đã hồi phục.",
        Kind.PERIOD_LENGTH,
    ),
]
FALLS = [
    ("Năm 2019 có 36 đề án, giảm 20% so với năm 2018 (40 đề án).", "100% − 36 : 40", "= 10%"),
    ("Năm 2019 có 44 đề án, tăng 20% so với năm 2018 (40 đề án).", "44 : 40", "− 100% = 10%"),
    ("Đạt 90 lớp, thấp hơn 20% so với kế hoạch 100 lớp.", "100% − 90 : 100", "= 10%"),
]


def failing(claim: str) -> list[Check]:
    doubted = (Severity.WARNING, Severity.ERROR)
    return [check for check in read(f"{HEAD}{claim}\n").checks if check.severity in doubted]


@pytest.mark.parametrize("claim", TRUE)
def test_a_true_sentence_is_let_alone(claim: str) -> None:
    assert [check.statement for check in failing(claim)] == []


@pytest.mark.parametrize(("claim", "kind"), FALSE)
def test_its_false_twin_is_not(claim: str, kind: Kind) -> None:
    assert kind in [check.kind for check in failing(claim)]


@pytest.mark.parametrize(("claim", "left", "right"), FALLS)
def test_the_equation_printed_is_true(claim: str, left: str, right: str) -> None:
    statements = [check.statement for check in failing(claim)]
    assert [s for s in statements if s.startswith(left) and right in s], statements
