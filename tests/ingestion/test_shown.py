"""Numbers as they are shown beside a check."""

from decimal import Decimal

import pytest

from khuyencong.ingestion.shown import amount, calculation, day
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


@pytest.mark.parametrize(
    ("written", "unit", "shown"),
    [
        ("8.572,3", "triệu đồng", ["8.572,3", "4.925", "−3.647,3"]),
        ("8,5723", "tỷ đồng", ["8,572", "4,925", "−3,647"]),
        ("8.572.300", "nghìn đồng", ["8.572.300", "4.925.000", "−3.647.300"]),
        ("8.572.300.000", "đồng", ["8.572.300.000", "4.925.000.000", "−3.647.300.000"]),
    ],
)
def test_a_calculation_counts_as_the_report_counts(
    written: str, unit: str, shown: list[str]
) -> None:
    figure = Figure("f1", 0, 5, written, 0, 5, 8_572_300_000, "VND")
    told = (8_572_300_000, 4_925_000_000, -3_647_300_000)
    check = Check("c1", CheckKind.SUM, Severity.WARNING, "", ("f1",), *told)
    assert [value for _, value in calculation(check, [figure])] == [
        f"{value}\u00a0{unit}" for value in shown
    ]


def test_a_contradiction_has_nothing_to_calculate() -> None:
    check = Check("c1", CheckKind.CONTRADICTION, Severity.WARNING, "", ())
    assert calculation(check, []) == []


def test_a_share_is_a_percent_even_where_no_figure_says_so() -> None:
    check = Check("c1", CheckKind.SHARE, Severity.OK, "", (), Decimal("7.64"), Decimal("7.6453"))
    assert calculation(check, [])[1] == ("Tính lại từ báo cáo", "7,645%")


@pytest.mark.parametrize(
    ("told", "shown"), [(2024, "2024"), ("2024-03", "3/2024"), ("2024-03-14", "14/3/2024")]
)
def test_an_end_of_a_period_as_an_office_writes_it(told: str | int, shown: str) -> None:
    assert day(told) == shown
