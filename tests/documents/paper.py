"""Documents for the tests, and what a reader finds in the written files."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pypdfium2

from khuyencong.documents import (
    Appendix,
    Column,
    Document,
    Heading,
    Issuer,
    Items,
    Marker,
    Number,
    OnBehalf,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.formats.opening import open_report

#: Every vowel of Vietnamese under every tone, small and capital, and đ.
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
LETTERS = [*SMALL, "đ", *(letter.upper() for letter in SMALL), "Đ"]

COLUMNS = (Column("TT", 1, Side.CENTRE), Column("Chỉ tiêu", 5), Column("Số", 3, Side.RIGHT))


def table(rows: int, **told: Any) -> Table:
    cells = tuple((f"{i}", f"Chỉ tiêu thứ {i}", f"{i}.500 triệu đồng") for i in range(1, rows + 1))
    return Table(COLUMNS, cells, **told)


REPORT = Document(
    issuer=Issuer("Sở Công Thương", "UBND tỉnh Bắc Giang"),
    number=Number("BC-SCT", 5),
    place_and_day=PlaceAndDay("Bắc Giang", date(2026, 3, 5)),
    kind="Báo cáo",
    subject="Kết quả khuyến công năm 2025",
    to="Kính gửi: Cục Công Thương địa phương",
    blocks=(
        Paragraph("Căn cứ Nghị định số 45/2012/NĐ-CP;", italic=True),
        Heading(1, "Kết quả"),
        Heading(2, "Đào tạo nghề"),
        Heading(3, "Lớp ở xã"),
        Heading(3, "Lớp ở xưởng"),
        Heading(2, "Máy móc"),
        Paragraph("Đã mở 09 lớp với 300 học viên."),
        Items(("một việc", "hai việc")),
        Items(("một", "hai", "ba", "bốn", "năm"), Marker.LETTER),
        Items(("trước", "sau"), Marker.NUMBER),
        table(3, title="Kinh phí", note="ĐVT: triệu đồng"),
        Heading(1, "Kiến nghị"),
        Paragraph("Không có./."),
    ),
    signature=Signature("Phó giám đốc", "Nguyễn Văn Ký", OnBehalf.HEAD, "Giám đốc"),
    recipients=Recipients(("Cục Công Thương địa phương", "UBND tỉnh"), "VT, QLCN"),
)
WITH_APPENDIX = replace(REPORT, appendices=(Appendix("Danh mục đề án", (table(2),)),))


def of(*texts: str) -> Document:
    """Return a document whose body are these paragraphs."""
    return replace(REPORT, blocks=tuple(Paragraph(text) for text in texts))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF, its lines broken where they were."""
    opened = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r", "") for page in opened]


def words_of_pdf(pdf: bytes) -> list[str]:
    """Return the words of a PDF, the numbers of its pages left out."""
    return " ".join(re.sub(r"\A\d+\n", "", page) for page in pages_of(pdf)).split()


def words_of_docx(written: bytes) -> list[str]:
    """Return the words that our own reader of Word files finds, its marks of structure left out."""
    text = open_report("a.docx", written).text
    lines = [re.sub(r"^#+ |^\|[ |-]+\|$", "", line) for line in text.split("\n")]
    return " ".join(re.sub(r"\*\*|\|", " ", line) for line in lines).split()


def opened(written: bytes) -> Any:
    return docx.Document(io.BytesIO(written))
