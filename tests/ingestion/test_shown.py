"""Numbers as they are shown beside a check."""

from decimal import Decimal

import pytest

from khuyencong.ingestion.shown import amount, calculation
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, Severity


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1_737_730_000_000, "VND", "1.737,73\u00a0tỷ đồng"),
        (8_572_300_000, "VND", "8,572\u00a0tỷ đồng"),
        (550_000_000, "VND", "550\u00a0triệu đồng"),
        (900, "VND", "900\u00a0đồng"),
        (0, "VND", "0\u00a0đồng"),
        (4_000_000, "VND_per_month", "4\u00a0triệu đồng/tháng"),
        (Decimal("43.49"), "percent", "43,49%"),
        (Decimal("19.3689"), "percent_per_year", "19,369%/năm"),
        (Decimal("-0.4311"), "percent", "−0,431%"),
        (465, "person", "465\u00a0người"),
        (Decimal("5.5"), "ratio", "5,5"),
        (12, None, "12"),
    ],
)
def test_an_amount_with_its_unit(value: int | Decimal, unit: str | None, shown: str) -> None:
    assert amount(value, unit) == shown


def test_a_calculation_stays_in_the_scale_of_what_is_stated() -> None:
    figure = Figure("f1", 0, 5, "17,62", 0, 5, 17_620_000_000, "VND")
    told = (17_620_000_000, 16_931_538_461, -688_461_539)
    check = Check("c1", CheckKind.SUPERLATIVE, Severity.ERROR, "", ("f1",), *told)
    assert calculation(check, [figure]) == [
        ("Báo cáo ghi", "17,62\u00a0tỷ đồng"),
        ("Tính lại từ báo cáo", "16,932\u00a0tỷ đồng"),
        ("Chênh lệch", "−0,688\u00a0tỷ đồng"),
    ]


def test_a_contradiction_has_nothing_to_calculate() -> None:
    check = Check("c1", CheckKind.CONTRADICTION, Severity.WARNING, "", ())
    assert calculation(check, []) == []


def test_a_share_is_a_percent_even_where_no_figure_says_so() -> None:
    check = Check("c1", CheckKind.SHARE, Severity.OK, "", (), Decimal("7.64"), Decimal("7.6453"))
    assert calculation(check, [])[1] == ("Tính lại từ báo cáo", "7,645%")
