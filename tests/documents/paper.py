"""Documents for the tests, and what a reader finds in the written files."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn

from khuyencong.documents import (
    Appendix,
    Cited,
    Column,
    Document,
    Grounds,
    Heading,
    Issuer,
    Items,
    Marker,
    Number,
    OnBehalf,
    Paragraph,
    Picture,
    PlaceAndDay,
    Recipients,
    Secrecy,
    Side,
    Signature,
    Spans,
    Table,
    Urgency,
)
from khuyencong.documents.charts import Series, year_chart
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
        Grounds(("Căn cứ Nghị định số 45/2012/NĐ-CP",)),
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
#: A letter, and minutes that two sign; a lead before a clause.
LETTER = replace(
    REPORT,
    kind="",
    subject="Điều chỉnh đề án",
    number=Number("SCT-QLCN", 12),
    blocks=(Paragraph("Sở Công Thương đề nghị.", lead="Điều 1."), *REPORT.blocks[-1:]),
)
MINUTES = replace(
    REPORT,
    kind="Biên bản",
    number=Number("BB-SCT", 3),
    beside=Signature("", "Trần Thị Ghi", party="Thư ký"),
    signature=Signature("Giám đốc", "Nguyễn Văn Ký", party="Đại diện bên A"),
)
WITHOUT_RECIPIENTS = replace(REPORT, recipients=Recipients(archive=""))
WITH_APPENDIX = replace(REPORT, appendices=(Appendix("Danh mục đề án", (table(2),)),))

#: Figures told apart: in a paragraph, a list, a table; at the borders of the words, side by side.
FIGURES = (("f1", "09"), ("f2", "6.450 triệu đồng"), ("f3", "04"), ("f1", "09"), ("f4", "7"))
CITED = replace(
    REPORT,
    blocks=(
        Paragraph(Spans(("Đã mở ", Cited("09", "f1"), " lớp, ", Cited("6.450 triệu đồng", "f2")))),
        Items((Spans((Cited("04", "f3"), " xã")), "không số nào"), Marker.LETTER),
        Table(
            COLUMNS,
            (("1", "Lớp", Spans((Cited("09", "f1"), "/", Cited("7", "f4")))), ("2", "b", "chưa")),
        ),
        Paragraph("Hết./."),
    ),
)

YEARS = ("2024", "2025")
CHART = year_chart(YEARS, (Series("Quốc gia", (3, None)), Series("Địa phương", (20, 1))))
GROUPED = Table(
    (
        COLUMNS[0],
        COLUMNS[1],
        *(Column(y, 2, Side.RIGHT, "Kinh phí") for y in YEARS),
        Column("Tỷ lệ", 2),
    ),
    (
        ("", "A. Máy móc", "", "", ""),
        ("1", "Lò sấy", Spans((Cited("12", "g1"),)), "13", "90%"),
        ("B", "Đào tạo", "5", "6", "7%"),
        ("", "Cộng", "17", "19", "100%"),
    ),
    title="Theo nguồn",
    totals=frozenset({3}),
    sections=frozenset({0, 2}),
)
RICH = replace(
    REPORT,
    blocks=(
        Grounds(("Căn cứ Nghị định số 45/2012/NĐ-CP;", Spans(("Theo ", Cited("văn bản", "v1"))))),
        Heading(1, "Kết quả"),
        GROUPED,
        Picture(CHART, "Kinh phí hai năm", Spans(("Hình ", Cited("1", "h1"), ". Kinh phí")), 60),
        Paragraph("Hết./."),
    ),
    recipients=Recipients(("Như trên",), "VT", "pl", 30),
    appendices=(
        Appendix("Kinh phí", (replace(GROUPED, wide=True), Paragraph("Sau bảng."))),
        Appendix("Danh mục", (table(3),)),
    ),
    secrecy=Secrecy.SECRET,
    urgency=Urgency.EXPRESS,
    draft=True,
)


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


def words_in(written: bytes) -> list[str]:
    """Return the words of a Word file as they stand in it, joined cells once."""
    body = opened(written).element.body
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return " ".join(lines).split()


def without(words: list[str], *runs: list[str]) -> list[str]:
    """Return the words without those that follow one another in a run, in whatever order."""
    for run in runs:
        starts = [i for i in range(len(words)) if sorted(words[i : i + len(run)]) == sorted(run)]
        for start in reversed(starts):
            words = words[:start] + words[start + len(run) :]
    return words


def opened(written: bytes) -> Any:
    return docx.Document(io.BytesIO(written))
