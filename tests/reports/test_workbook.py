"""The workbook of the appendices: each formula gives the number that stands beside it."""

import io
import re

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from khuyencong.reports.appendices import Line, LineKind, Sheet, workbook_of
from khuyencong.reports.figures import DONG, MILLION, Asked, Figure, Money

pytestmark = pytest.mark.pure


def money(value: int, unit: Money = MILLION) -> Figure:
    return Figure(Asked("money.state"), value, "VND", records=1, money=unit)


def sheet(*lines: Line, heads: tuple[str, ...] = ("2019", "2020", "Cộng")) -> Sheet:
    return Sheet("1", "Kinh phí", ("TT", "Nội dung"), heads, lines, note="Đơn vị: triệu đồng")


def row(mark: str, *values: int, **more: object) -> Line:
    cells = (*(money(value) for value in values), money(sum(values)))
    return Line((mark, f"Nội dung {mark}"), cells, across=True, **more)  # type: ignore[arg-type]


def opened(data: bytes, *, values: bool) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets[0]


def evaluated(page: openpyxl.worksheet.worksheet.Worksheet, at: str) -> float:
    """Return what a spreadsheet makes of a cell: a number, or a SUM over ranges and cells."""
    value = page[at].value
    if not isinstance(value, str) or not value.startswith("="):
        return float(value or 0)
    [inside] = re.findall(r"^=SUM\(([A-Z0-9:,]+)\)$", value)
    total = 0.0
    for part in inside.split(","):
        left, top, right, bottom = range_boundaries(part)
        for line in range(top, bottom + 1):
            for column in range(left, right + 1):
                total += evaluated(page, page.cell(line, column).coordinate)
    return total


def test_every_formula_adds_up_to_what_is_kept_beside_it() -> None:
    lines = (
        row("1", 100_500_000, 200_000_000, kind=LineKind.HEAD, sums=(1, 2)),
        row("", 100_000_000, 150_000_000),
        row("", 500_000, 50_000_000),
        row("2", 0, 30_250_000, kind=LineKind.HEAD),
        row("", 100_500_000, 230_250_000, kind=LineKind.TOTAL, sums=(0, 3)),
    )
    data = workbook_of([sheet(*lines)], title="Báo cáo", as_of="tính đến 01/01/2026")
    asked, kept = opened(data, values=False), opened(data, values=True)
    formulas = [
        cell.coordinate
        for line in asked.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) == 9
    for at in formulas:
        assert evaluated(asked, at) == pytest.approx(kept[at].value, abs=1e-9), at
    assert kept["E9"].value == 330.75


def test_no_words_are_ever_a_formula() -> None:
    hostile = Line(("1", '=HYPERLINK("http://x")'), (money(1_000_000),))
    data = workbook_of([sheet(hostile, heads=("Cộng",))], title="=1+1", as_of="@x")
    page = opened(data, values=False)
    texts = [cell for line in page.iter_rows() for cell in line if cell.data_type == "f"]
    assert texts == []


def test_what_is_not_known_is_an_empty_cell_and_a_zero_is_a_zero() -> None:
    line = Line(("1", "a"), (None, money(0), money(2_000_000)))
    page = opened(workbook_of([sheet(line)], title="t", as_of=""), values=True)
    assert [page["C5"].value, page["D5"].value, page["E5"].value] == [None, 0, 2]


def test_a_report_without_sheets_says_so() -> None:
    page = opened(workbook_of([], title="Báo cáo", as_of=""), values=True)
    assert "không có phụ lục" in str(page["A2"].value)


def test_đồng_stay_whole() -> None:
    line = Line(("1", "a"), (money(6_276_886_209, DONG),))
    data = workbook_of([sheet(line, heads=("Cộng",))], title="t", as_of="")
    assert opened(data, values=True)["C5"].value == 6_276_886_209
