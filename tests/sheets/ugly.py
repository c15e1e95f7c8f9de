# ruff: noqa: E501
"""A dozen sheets as offices make them, each ugly in its own way; all names are invented.

Each says which records a reader without a manual must find in it, and which answers it may ask for.
"""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MILLION = 10**6


@dataclass(frozen=True)
class Ugly:
    """A file, the kind that is in it, its records by name, and what has to be answered."""

    name: str
    kind: str
    data: bytes
    #: name of the record → some of its values.
    records: dict[str, dict[str, Any]]
    #: remark → answer, as a person would give them.
    answers: dict[str, str] = field(default_factory=dict)


def _book(fill: Callable[[Workbook, Worksheet], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell is not None:
                sheet.cell(number, column, cell)


def design() -> Ugly:
    """The sheet of the design: three title rows, merged two-level head, sections, a wrong total."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.title = "Sheet1 (2)"
        head = ["STT", "Tên đề án", "Đơn vị thụ hưởng", "Huyện", "Kinh phí hỗ trợ", None, "Đối ứng",
                "Ngày nghiệm thu", "Ghi chú"]  # fmt: skip
        _put(sheet, [
            ["SỞ CÔNG THƯƠNG TỈNH BẮC GIANG (tệp mẫu)"],
            ["Danh mục đề án khuyến công năm 2019 (biểu cũ, có ô gộp)"],
            ["ĐVT: triệu đồng"],
            head,
            [None, None, None, None, "KCQG", "KCĐP"],
            ["(A)", "(B)", "(C)", "(D)", "(1)", "(2)", "(3)", "(4)"],
            ["I", "Ứng dụng máy móc, thiết bị"],
            [1, "Máy tráng mỳ", "HTX Mỳ gạo Thí Dụ", "Lục Ngạn", "–", 150, 320, date(2019, 8, 15)],
            [2, "Dây chuyền sấy vải", "Công ty TNHH Ví Dụ Một", "Lục Ngạn", None, 300, "1.250",
             "20/09/2019"],
            [3, "Máy cắt CNC đồ mộc", "HTX Mộc Thí Dụ", "TP BG", "–", "6O", 140, "02/10/2019"],
            [4, "Máy ép viên nén", "Hộ KD Ví Dụ Bốn", "Yên Thế", "–", 100, 210, "31/02/2019"],
            [5, "Máy thêu công nghiệp", "Cơ sở May Ví Dụ", "Việt Yên", "–", 120, 260, "11/11/2019"],
            [None, "Cộng mục I", None, None, None, 730],
            ["II", "Đào tạo nghề"],
            [6, "Truyền nghề mây tre đan", "Làng nghề Thử Nghiệm", "Việt Yên", None, 55, 10,
             "30/06/2019"],
            [None, "Cộng mục II", None, None, None, 55],
            [None, "TỔNG CỘNG", None, None, None, 795],
            [None, "Ghi chú: số liệu đã đối chiếu"],
            [None, "NGƯỜI LẬP BIỂU", None, None, None, None, "GIÁM ĐỐC"],
        ])  # fmt: skip
        for merged in ("A1:H1", "A2:H2", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:F4", "G4:G5",
                       "H4:H5", "I4:I5", "B7:H7", "B14:H14"):  # fmt: skip
            sheet.merge_cells(merged)
        sheet.column_dimensions["I"].hidden = True
        for row in range(8, 13):
            sheet.cell(row, 9, "đã ký")

    return Ugly(
        "danh muc de an 2019 (sua lan cuoi) FINAL.xlsx",
        "past_projects",
        _book(fill),
        {
            "Máy tráng mỳ": {
                "provincial": 150 * MILLION, "counterpart": 320 * MILLION,
                "accepted": date(2019, 8, 15), "year": 2019, "place": "Lục Ngạn",
                "content": "technical_demonstration_and_machinery",
            },
            "Dây chuyền sấy vải": {"provincial": 300 * MILLION, "counterpart": 1250 * MILLION},
            "Máy cắt CNC đồ mộc": {"provincial": 60 * MILLION, "place": "thành phố Bắc Giang"},
            "Máy ép viên nén": {"provincial": 100 * MILLION},
            "Máy thêu công nghiệp": {"provincial": 120 * MILLION},
            "Truyền nghề mây tre đan": {"provincial": 55 * MILLION, "content": "training"},
        },
        {
            "G9": "value:1250000000",
            "F10": "value:60000000",
            "D10": "text:thành phố Bắc Giang",
            "H11": "text:28/02/2019",
            "F17": "accepted:lệch trong tệp gốc",
        },
    )  # fmt: skip


def three_levels() -> Ugly:
    """Three levels of head, money in nghìn đồng, figures kept as text, no STT."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            ["BIỂU 02"],
            [None, "Đơn vị tính: nghìn đồng"],
            ["Nội dung đề án", "Đối tượng thụ hưởng", "Địa điểm", "Năm thực hiện", "Kinh phí", None,
             None],
            [None, None, None, None, "Tổng số", "Trong đó", None],
            [None, None, None, None, None, "Khuyến công địa phương", "Vốn đối ứng"],
            ["Hỗ trợ máy sấy chè", "HTX Chè Thí Dụ", "huyện Yên Thế", "2018", "450.000", "150.000 ngàn",
             "300000 nghìn đồng"],
            ["Hỗ trợ máy in bao bì", "Công ty Bao bì Ví Dụ", "huyện Tân Yên", "2018", 200000, 100000,
             100000],
            ["TỔNG SỐ", None, None, None, 650000, 250000, 400000],
        ])  # fmt: skip
        for merged in ("A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:G3", "E4:E5", "F4:G4"):
            sheet.merge_cells(merged)

    return Ugly(
        "bieu 02.xlsx",
        "past_projects",
        _book(fill),
        {
            "Hỗ trợ máy sấy chè": {
                "provincial": 150 * MILLION, "counterpart": 300 * MILLION,
                "total": 450 * MILLION, "year": 2018,
            },
            "Hỗ trợ máy in bao bì": {"provincial": 100 * MILLION, "total": 200 * MILLION},
        },
        {
            "E6": "value:450000000",
        },
    )  # fmt: skip


def columns_in_another_order() -> Ugly:
    """The columns from right to left, NFD letters, double spaces, non-breaking ones, đồng."""

    def nfd(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            [nfd("Danh sách đề án khuyến công địa phương năm 2017")],
            [nfd("Ngày nghiệm thu"), nfd("Vốn đối ứng (đồng)"), nfd("Ngân sách tỉnh (đồng)"),
             nfd("Huyện,  TP"), nfd("Đơn vị  thụ hưởng"), nfd("Tên  đề án"), "TT"],
            ["05.03.2017", "120.000.000", "80,000,000", nfd("huyện  Lạng Giang"),
             nfd("Cơ sở\u00a0Gốm Thí Dụ"), nfd("Lò nung  gốm"), "1"],
            ["2017-06-30", "95000000 đ", "45.000.000 đồng", nfd("huyện Hiệp Hòa"),
             nfd("HTX Mành tre Ví Dụ"), nfd("Máy dệt mành"), "2"],
        ])  # fmt: skip

    return Ugly(
        "nguoc cot.xlsx",
        "past_projects",
        _book(fill),
        {
            "Lò nung gốm": {
                "provincial": 80 * MILLION, "counterpart": 120 * MILLION, "year": 2017,
                "accepted": date(2017, 3, 5), "beneficiary": "Cơ sở Gốm Thí Dụ",
            },
            "Máy dệt mành": {"provincial": 45 * MILLION, "counterpart": 95 * MILLION},
        },
    )  # fmt: skip


def repeated_heads() -> Ugly:
    """The head again at each page, with its row of numbers, and sections by letters and Romans."""

    head = [
        "STT",
        "Tên đề án",
        "Nội dung hoạt động",
        "Đơn vị thụ hưởng",
        "Huyện",
        "Kinh phí hỗ trợ",
    ]
    numbers = [1, 2, 3, 4, 5, 6]

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            [None, None, "DANH MỤC NĂM 2016"],
            [None, None, None, None, None, "ĐVT: Triệu đồng"],
            head, numbers,
            ["A", "Đề án cấp tỉnh", None, None, None, 230],
            ["I", "Nhóm thứ nhất", None, None, None, 150],
            [1, "Lớp may công nghiệp", "Đào tạo nghề", "Công ty May Thí Dụ", "huyện Sơn Động", 100],
            [2, "Gian hàng hội chợ", "Hội chợ triển lãm", "HTX Mật ong Ví Dụ", "huyện Lục Nam", 50],
            head, numbers,
            ["II", "Nhóm thứ hai", None, None, None, 80],
            [3, "Bản tin công thương", "Thông tin tuyên truyền", "Đài mẫu", "huyện Lục Nam", 80],
            ["", "Tổng cộng", None, None, None, 230],
        ])  # fmt: skip

    return Ugly(
        "in nhieu trang.xlsx",
        "past_projects",
        _book(fill),
        {
            "Lớp may công nghiệp": {"provincial": 100 * MILLION, "content": "training"},
            "Gian hàng hội chợ": {"provincial": 50 * MILLION, "content": "typical_products"},
            "Bản tin công thương": {"provincial": 80 * MILLION, "content": "information"},
        },
    )


def several_sheets() -> Ugly:
    """A cover sheet, the table on the second, a hidden sheet with other rows, hidden rows."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.title = "Bìa"
        sheet["B3"] = "Hồ sơ khuyến công năm 2015"
        table = book.create_sheet("DS 2015")
        _put(table, [
            ["Tổng hợp đề án năm 2015 (triệu đồng)"],
            ["STT", "Tên đề án", "Lĩnh vực khuyến công", "Đơn vị thụ hưởng", "Huyện",
             "KCĐP (triệu đồng)"],
            [1, "Tủ sấy thảo dược", "Máy móc thiết bị", "HTX Dược Thí Dụ", "huyện Yên Dũng", 70],
            [2, "Tư vấn nhãn mác", "Tư vấn", "Cơ sở Bánh Ví Dụ", "huyện Yên Dũng", 20],
            [3, "Đề án bỏ không làm", "Tư vấn", "Cơ sở Cũ", "huyện Yên Dũng", 999],
        ])  # fmt: skip
        table.row_dimensions[5].hidden = True
        hidden = book.create_sheet("Nháp")
        hidden.sheet_state = "hidden"
        _put(hidden, [["STT", "Tên đề án", "Huyện", "KCĐP"], [1, "Nháp", "Yên Dũng", 5]])

    return Ugly(
        "nhieu to.xlsx",
        "past_projects",
        _book(fill),
        {
            "Tủ sấy thảo dược": {"provincial": 70 * MILLION, "year": 2015},
            "Tư vấn nhãn mác": {"provincial": 20 * MILLION, "content": "consultancy"},
        },
        {"hidden:rows": "leave"},
    )


def no_unit_no_year() -> Ugly:
    """Nowhere a unit nor a year; begins at C4; the total stands on top."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            [], [], [],
            [None, None, "TT", "Danh mục đề án", "Nội dung", "Cơ sở thụ hưởng", "Nơi thực hiện",
             "Kinh phí hỗ trợ"],
            [None, None, None, "Tổng cộng", None, None, None, 75],
            [None, None, 1, "Máy ép dầu", "Thiết bị", "Hộ ông Mẫu", "huyện Lục Ngạn", 40],
            [None, None, 2, "Máy xay bột", "Thiết bị", "Hộ bà Mẫu", "huyện Lục Ngạn", 35],
        ])  # fmt: skip

    return Ugly(
        "khong ghi gi.xlsx",
        "past_projects",
        _book(fill),
        {
            "Máy ép dầu": {"provincial": 40 * MILLION, "year": 2014},
            "Máy xay bột": {"provincial": 35 * MILLION},
        },
        {"unit": "triệu", "year": "text:2014"},
    )


def merged_down() -> Ugly:
    """Place and year merged over several rows; the section's sum in its own row."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            ["Kinh phí tính bằng: Đơn vị: đồng"],
            ["STT", "Năm", "Huyện", "Tên đề án", "Nội dung", "Đơn vị hưởng thụ", "NS tỉnh (KCĐP)",
             "Số lao động"],
            [1, 2020, "huyện Tân Yên", "Lớp đan lát", "Truyền nghề", "Tổ đan lát mẫu", 25500000,
             "30 người"],
            [2, None, None, "Lớp mộc", "Truyền nghề", "Tổ mộc mẫu", 30250000, 35],
            [3, None, "huyện Việt Yên", "Lớp may", "Truyền nghề", "Tổ may mẫu", 41000000, 40],
            ["Cộng", None, None, None, None, None, 96750000, 105],
        ])  # fmt: skip
        sheet.merge_cells("B3:B5")
        sheet.merge_cells("C3:C4")

    return Ugly(
        "gop o doc.xlsx",
        "past_projects",
        _book(fill),
        {
            "Lớp đan lát": {"provincial": 25_500_000, "year": 2020, "jobs": 30},
            "Lớp mộc": {"provincial": 30_250_000, "year": 2020, "place": "huyện Tân Yên"},
            "Lớp may": {"provincial": 41_000_000, "year": 2020, "place": "huyện Việt Yên"},
        },
    )


def establishments_by_sections() -> Ugly:
    """Forms told by sections, tax codes kept as numbers, telephones without their 0."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            ["DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN"],
            ["Số TT", "Tên cơ sở sản xuất", "MST", "Địa chỉ", "Điện thoại", "Chủ là nữ", "Sản phẩm"],
            ["I", "Doanh nghiệp"],
            [1, "Công ty TNHH Thí Dụ Một", 9900000016, "xã Lục Ngạn, tỉnh Bắc Ninh", 912345678, "x",
             "vải sấy"],
            ["II", "Hợp tác xã"],
            [2, "HTX Ví Dụ Hai", "9900000023", "xã Lục Ngạn, Bắc Ninh", "0912 345 679", None, "mỳ"],
        ])  # fmt: skip

    return Ugly(
        "co so theo muc.xlsx",
        "establishments",
        _book(fill),
        {
            "Công ty TNHH Thí Dụ Một": {
                "form": "enterprise", "tax_code": "9900000016", "phone": "0912345678",
                "women_owned": True,
            },
            "HTX Ví Dụ Hai": {"form": "cooperative", "tax_code": "9900000023"},
        },
    )  # fmt: skip


def establishments_split_address() -> Ugly:
    """The address over three columns under one head, notes and signatures at the bottom."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            ["TT", "Tên doanh nghiệp", "Loại hình", "Nơi đặt cơ sở", None, None, "Mã số thuế"],
            [None, None, None, "Thôn", "Xã", "Tỉnh", None],
            ["1", "Cơ sở Gốm Thí Dụ Ba", "Hộ kinh doanh", "Thôn Mẫu", "Lục Ngạn", "Bắc Ninh", None],
            ["2", "Tổng công ty Ví Dụ Bốn", "Công ty cổ phần", "Thôn Mẫu", "xã Lục Ngạn", "Bắc Ninh",
             "9900000030"],
            [None, "Tổng cộng: 2 cơ sở"],
            ["Người lập biểu", None, None, "Thủ trưởng đơn vị"],
            ["(ký tên)", None, None, "(ký, đóng dấu)"],
        ])  # fmt: skip
        sheet.merge_cells("D1:F1")

    return Ugly(
        "dia chi ba cot.xlsx",
        "establishments",
        _book(fill),
        {
            "Cơ sở Gốm Thí Dụ Ba": {"form": "household_business", "street": "Thôn Mẫu"},
            "Tổng công ty Ví Dụ Bốn": {"form": "enterprise", "tax_code": "9900000030"},
        },
    )


def needs_list() -> Ugly:
    """A survey's list: days of three notations, money in words of offices."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        _put(sheet, [
            ["TỔNG HỢP NHU CẦU HỖ TRỢ NĂM 2027"],
            ["STT", "Tên cơ sở", "Mã số thuế", "Loại việc", "Nhu cầu", "Chi phí ước tính (triệu đồng)",
             "Vốn tự có", "Ngày khảo sát"],
            [1, "Công ty TNHH Gỗ Thí Dụ", "9900000016", "Máy móc thiết bị", "Mua máy cưa", "1,5 tỷ",
             "500 triệu", date(2026, 3, 5)],
            [2, "Công ty TNHH Gỗ Thí Dụ", "9900000016", "Đào tạo", "Lớp mộc", 120, 0, "15/3/2026"],
        ])  # fmt: skip

    return Ugly(
        "nhu cau.xlsx",
        "needs",
        _book(fill),
        {
            "Mua máy cưa": {"item": "machinery", "cost": 1500 * MILLION, "own_money": 500 * MILLION,
                            "year": 2027, "visited_on": date(2026, 3, 5)},
            "Lớp mộc": {"item": "training", "cost": 120 * MILLION},
        },
    )  # fmt: skip


def old_letters() -> Ugly:
    """A CSV in TCVN3 letters (.VnTime), semicolons between."""
    from khuyencong.formats.oldfonts import _PLAIN, _TCVN3

    text = (
        "DANH SÁCH ĐỀ ÁN NĂM 2008;;;;;\n"
        "STT;Tên đề án;Nội dung;Đơn vị thụ hưởng;Huyện;Kinh phí hỗ trợ (triệu đồng)\n"
        "1;Máy nghiền đá;Máy móc, thiết bị;Xí nghiệp Thí Dụ;huyện Lạng Giang;35\n"
        "2;Lớp thêu ren;Đào tạo nghề;Tổ thêu Ví Dụ;huyện Lạng Giang;22,5\n"
    )
    # Its font shows capitals with marks as small ones.
    old = text.lower().translate(str.maketrans(_PLAIN, _TCVN3))
    return Ugly(
        "tcvn3.csv",
        "past_projects",
        old.encode("latin-1"),
        {
            "máy nghiền đá": {"provincial": 35 * MILLION, "year": 2008},
            "lớp thêu ren": {"provincial": 22_500_000, "content": "training"},
        },
    )


def without_merges() -> Ugly:
    """A CSV out of such a sheet: the wide heads stand in their first cell alone, UTF-16."""
    text = (
        "Danh mục đề án năm 2021\t\t\t\t\t\n"
        "STT\tTên đề án\tNhóm nội dung\tĐơn vị thụ hưởng\tHuyện\tKinh phí (triệu đồng)\t\n"
        "\t\t\t\t\tKCQG\tKCĐP\n"
        "1\tMáy đóng gói\tMáy móc, thiết bị\tHTX Gạo Thí Dụ\thuyện Hiệp Hòa\t\t90\n"
        "Tổng cộng\t\t\t\t\t\t90\n"
    )
    return Ugly(
        "utf16.txt",
        "past_projects",
        text.encode("utf-16"),
        {"Máy đóng gói": {"provincial": 90 * MILLION, "year": 2021}},
    )


ALL = (
    design,
    three_levels,
    columns_in_another_order,
    repeated_heads,
    several_sheets,
    no_unit_no_year,
    merged_down,
    establishments_by_sections,
    establishments_split_address,
    needs_list,
    old_letters,
    without_merges,
)
