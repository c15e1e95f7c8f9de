"""Both writers tell the same document: words, order, paper, margins, page numbers, bytes."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.documents import Appendix, Document, PlaceAndDay, write_docx, write_pdf
from khuyencong.documents.letters import plain
from khuyencong.documents.model.pictures import words_of
from tests.documents.paper import (
    CHART,
    CITED,
    GROUPED,
    LETTER,
    LETTERS,
    MINUTES,
    REPORT,
    RICH,
    WITH_APPENDIX,
    WITHOUT_RECIPIENTS,
    of,
    opened,
    pages_of,
    table,
    without,
    words_in,
    words_of_docx,
    words_of_pdf,
)

DRAFT = replace(REPORT, draft=True, place_and_day=PlaceAndDay("Bắc Giang", year=2026))
LONG = replace(REPORT, blocks=(table(80), *REPORT.blocks))
WIDE = replace(REPORT, blocks=(REPORT.blocks[0], table(4, wide=True), REPORT.blocks[-1]))
POINT = 72 / 25.4
HOSTILE = (
    "#set page(width: 1cm) #panic()",
    "$x^2$ *đậm* _nghiêng_ `mã` <nhãn> @ai \\ // bỏ /* bỏ */ = đầu",
    "<w:p>&amp;</w:p> <b>&lt;",
    '"); read("/etc/passwd") #("',
    "{{ settings.SECRET_KEY }} {% load x %}",
    "[[]] ]} )} ~ -- --- ... 'một' \"hai\"",
)


SAME_WORDS = {
    "signed": REPORT,
    "draft": DRAFT,
    "wide": WIDE,
    "letter": LETTER,
    "minutes": MINUTES,
    "for nobody": WITHOUT_RECIPIENTS,
    "figures": CITED,
    "appendix": WITH_APPENDIX,
}


@pytest.mark.parametrize("document", SAME_WORDS.values(), ids=SAME_WORDS)
def test_both_files_tell_the_same_words_in_the_same_order(document: Document) -> None:
    assert words_of_pdf(write_pdf(document)) == words_of_docx(write_docx(document))


def test_what_a_picture_draws_is_read_in_the_pdf_and_told_in_word() -> None:
    drawn = " ".join(words_of(CHART)).split()
    # A cell over two rows comes after both in the PDF.
    head = ["TT", "Chỉ", "tiêu", "Kinh", "phí", "Tỷ", "lệ", "2024", "2025"]
    pdf, word = words_of_pdf(write_pdf(RICH)), words_in(write_docx(RICH))
    assert without(pdf, drawn, head) == without(word, head)
    assert len(pdf) - len(word) == len(drawn)
    [picture] = opened(write_docx(RICH)).inline_shapes
    assert picture._inline.docPr.get("descr") == "Kinh phí hai năm"
    assert round(picture.width / Mm(1)) == round(165 * 0.6)


def test_the_widened_parts_say_their_words() -> None:
    told = " ".join(words_in(write_docx(RICH)))
    assert "05/BC-SCT MẬT HỎA TỐC BẢN DỰ THẢO Bắc Giang" in told
    assert "Căn cứ Nghị định số 45/2012/NĐ-CP; Theo văn bản. I. Kết quả" in told
    assert "Theo nguồn TT Chỉ tiêu Kinh phí Tỷ lệ 2024 2025 A. Máy móc 1 Lò sấy 12 13 90%" in told
    assert "- Như trên; - Lưu: VT. PL.30 KT. GIÁM ĐỐC" in told
    assert "Phụ lục I KINH PHÍ (Kèm theo Báo cáo số 05/BC-SCT ngày 05 tháng 3 năm 2026" in told


def test_grouped_heads_are_two_rows_on_each_page() -> None:
    long = replace(GROUPED, rows=GROUPED.rows * 30, totals=frozenset(), sections=frozenset())
    document = replace(REPORT, blocks=(long, *REPORT.blocks[-1:]))
    pages = pages_of(write_pdf(document))
    assert len(pages) >= 3
    assert all("Kinh phí" in page and "2024" in page for page in pages[:3])
    rows = opened(write_docx(document)).tables[1].rows
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, True] + [False] * 120
    upper, lower = rows[0]._tr, rows[1]._tr
    assert [span.get(qn("w:val")) for span in upper.iter(qn("w:gridSpan"))] == ["2"]
    assert len(list(upper.iter(qn("w:vMerge")))) == len(list(lower.iter(qn("w:vMerge")))) == 3


def test_totals_and_sections_are_bold_and_a_lone_section_goes_over_the_width() -> None:
    rows = opened(write_docx(RICH)).tables[1].rows[2:]
    bold = [all(b.bold for b in _runs(row) if b.text) for row in rows]
    assert bold == [True, False, True, True]
    assert [span.get(qn("w:val")) for span in rows[0]._tr.iter(qn("w:gridSpan"))] == ["5"]


def _runs(row: Any) -> Any:
    return [run for cell in row.cells for line in cell.paragraphs for run in line.runs]


def test_each_part_is_counted_on_its_own_after_turned_pages_too() -> None:
    long = replace(GROUPED, rows=GROUPED.rows * 20, totals=frozenset(), sections=frozenset())
    parts = (Appendix("Rộng", (replace(long, wide=True),)), Appendix("Dài", (long,)))
    pages = pages_of(write_pdf(replace(RICH, appendices=parts)))
    shown = [re.match(r"\d+(?=\n)", page) for page in pages]
    told = [int(one[0]) if one else 1 for one in shown]
    firsts = [i for i, page in enumerate(pages) if page.startswith(("UBND", "Phụ lục"))]
    assert [told[i] for i in firsts] == [1, 1, 1]
    assert all(b == a + 1 for a, b in pairwise(told) if b != 1)
    assert all(one is None for i, one in enumerate(shown) if i in firsts)


def test_the_words_are_those_of_the_document() -> None:
    told = " ".join(words_of_docx(write_docx(REPORT)))
    assert told == (
        "UBND TỈNH BẮC GIANG SỞ CÔNG THƯƠNG "
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 05/BC-SCT Bắc Giang, ngày 05 tháng 3 năm 2026 "
        "BÁO CÁO Kết quả khuyến công năm 2025 Kính gửi: Cục Công Thương địa phương "
        "Căn cứ Nghị định số 45/2012/NĐ-CP. I. Kết quả 1. Đào tạo nghề 1.1 Lớp ở xã "
        "1.2 Lớp ở xưởng 2. Máy móc Đã mở 09 lớp với 300 học viên. - một việc - hai việc "
        "a) một b) hai c) ba d) bốn đ) năm 1. trước 2. sau Kinh phí ĐVT: triệu đồng "
        "TT Chỉ tiêu Số 1 Chỉ tiêu thứ 1 1.500 triệu đồng 2 Chỉ tiêu thứ 2 2.500 triệu đồng "
        "3 Chỉ tiêu thứ 3 3.500 triệu đồng II. Kiến nghị Không có./. "
        "Nơi nhận: - Cục Công Thương địa phương; - UBND tỉnh; - Lưu: VT, QLCN. "
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Nguyễn Văn Ký"
    )


def test_a_letter_has_its_subject_below_its_number() -> None:
    told = " ".join(words_of_docx(write_docx(LETTER)))
    assert "Số: 12/SCT-QLCN V/v điều chỉnh đề án Bắc Giang, ngày" in told
    assert "năm 2026 Kính gửi: Cục Công Thương địa phương Điều 1. Sở Công Thương" in told
    assert LETTER.title == "V/v điều chỉnh đề án"


def test_two_sign_side_by_side_above_who_receives() -> None:
    told = " ".join(words_of_pdf(write_pdf(MINUTES)))
    assert told.endswith(
        "THƯ KÝ Trần Thị Ghi ĐẠI DIỆN BÊN A GIÁM ĐỐC Nguyễn Văn Ký Nơi nhận: "
        "- Cục Công Thương địa phương; - UBND tỉnh; - Lưu: VT, QLCN."
    )


def test_a_signature_never_stands_alone_on_a_page() -> None:
    last = "Hai bên cùng ký tên dưới đây, mỗi bên giữ 02 bản có giá trị như nhau./."
    for count in range(20, 36):
        document = of(*["Một dòng." for _ in range(count)], last)
        pages = pages_of(write_pdf(document))
        assert "Nguyễn Văn Ký" in pages[-1]
        assert "Hai bên cùng ký tên" in pages[-1]
    assert opened(write_docx(document)).paragraphs[-1].paragraph_format.keep_with_next


def test_nobody_receives_what_is_kept_by_both_sides() -> None:
    assert "Nơi nhận" not in " ".join(words_of_docx(write_docx(WITHOUT_RECIPIENTS)))


@pytest.mark.parametrize("write", [write_docx, write_pdf])
@pytest.mark.parametrize("document", [REPORT, RICH, WIDE], ids=["one", "more", "wide"])
def test_the_same_document_is_the_same_bytes(write: object, document: Document) -> None:
    assert write(document) == write(document)  # type: ignore[operator]


def test_pages_are_a4_and_wide_tables_turn_theirs() -> None:
    sizes = [
        tuple(round(side / POINT) for side in page.get_size())
        for page in pypdfium2.PdfDocument(write_pdf(WIDE))
    ]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    sections = opened(write_docx(WIDE)).sections
    told = [(round(s.page_width / Mm(1)), round(s.page_height / Mm(1))) for s in sections]
    assert told == sizes


def test_no_empty_page_follows_a_turned_one() -> None:
    turned = (table(2, wide=True), table(3, wide=True))
    document = replace(REPORT, blocks=turned, appendices=(Appendix("A", turned),) * 2)
    written = opened(write_docx(document))
    shapes = [section.orientation for section in written.sections]
    # Head, tables, end; then each appendix, its title above its turned tables.
    assert shapes == [0, 1, 0] + [1] * 2
    assert all(page.strip() for page in pages_of(write_pdf(document)))


def test_margins_are_those_of_the_layout_in_both() -> None:
    section = opened(write_docx(LONG)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]
    document = of(*["chữ " * 2000])
    for page in list(pypdfium2.PdfDocument(write_pdf(document)))[1:3]:
        width, height = page.get_size()
        letters = page.get_textpage()
        seen = [i for i in range(letters.count_chars()) if letters.get_text_range(i, 1).strip()]
        boxes = [letters.get_charbox(i) for i in seen]
        body = [box for box in boxes if box[3] < height - 19 * POINT and box[2] > box[0]]
        assert min(box[0] for box in body) == pytest.approx(30 * POINT, abs=1.5)
        assert max(box[2] for box in body) == pytest.approx(width - 15 * POINT, abs=1.5)
        assert min(box[1] for box in body) >= 20 * POINT - 4
        assert max(box[3] for box in body) <= height - 20 * POINT + 1


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    pages = pages_of(write_pdf(LONG))
    assert len(pages) >= 3
    assert ["Chỉ tiêu" in page.splitlines()[1] for page in pages[1:2]] == [True]
    rows = opened(write_docx(LONG)).tables[1].rows
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True] + [False] * 80


def test_pages_are_numbered_from_the_second_in_the_top_margin() -> None:
    pages = pages_of(write_pdf(LONG))
    assert pages[0].splitlines()[0] == "UBND TỈNH BẮC GIANG"
    assert [page.splitlines()[0] for page in pages[1:]] == [
        str(n) for n in range(2, len(pages) + 1)
    ]
    section = opened(write_docx(LONG)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header._element.xpath("string(.)") == ""


def test_the_pages_of_an_appendix_are_counted_on_their_own() -> None:
    pages = pages_of(write_pdf(WITH_APPENDIX))
    assert pages[-1].splitlines()[:2] == ["Phụ lục", "DANH MỤC ĐỀ ÁN"]
    section = opened(write_docx(WITH_APPENDIX)).sections[-1]
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert section.different_first_page_header_footer
    assert "Kèm theo Báo cáo số 05/BC-SCT ngày 05 tháng 3 năm 2026 của Sở Công Thương" in " ".join(
        pages[-1].split()
    )


def test_quoc_hieu_stands_on_one_line() -> None:
    lines = pages_of(write_pdf(REPORT))[0].splitlines()
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines)
    assert any("Độc lập - Tự do - Hạnh phúc" in line for line in lines)


def test_every_vietnamese_letter_is_there_in_nfc() -> None:
    document = of(" ".join(LETTERS))
    for words in (words_of_pdf(write_pdf(document)), words_of_docx(write_docx(document))):
        text = " ".join(words)
        assert text == unicodedata.normalize("NFC", text)
        assert " ".join(LETTERS) in text


def test_only_the_carried_letters_are_drawn() -> None:
    page = pypdfium2.PdfDocument(write_pdf(of(" ".join(LETTERS))))[0]
    names = {text.get_font().get_base_name() for text in page.get_objects() if text.type == 1}
    assert {name.split("+")[-1].split("-")[0] for name in names} == {"LiberationSerif"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    document = replace(
        of(text), subject=text, signature=replace(REPORT.signature, name=text), to=text
    )
    for words in (words_of_pdf(write_pdf(document)), words_of_docx(write_docx(document))):
        assert "".join(words).count("".join(text.split()).replace("**", "")) >= 4


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=80), min_size=1, max_size=4))
def test_any_text_can_be_written(texts: list[str]) -> None:
    cells = replace(table(1), rows=tuple(("1", text, "") for text in texts))
    document = replace(of(*texts), subject=texts[0], blocks=(*of(*texts).blocks, cells))
    written = opened(write_docx(document))
    assert [row.cells[1].text for row in written.tables[1].rows[1:]] == [plain(t) for t in texts]
    assert write_pdf(document).startswith(b"%PDF-")


def test_what_is_not_seen_is_not_written() -> None:
    document = of("một\x00hai\x07ba\nbốn\u202enăm\u2066sáu\ufeffbảy\ud800tám\uffffchín")
    for words in (words_of_pdf(write_pdf(document)), words_of_docx(write_docx(document))):
        assert "một hai ba bốnnămsáubảy" in " ".join(words)


def test_hebrew_comes_out_as_it_stands() -> None:
    assert "שלום" in words_of_docx(write_docx(of("trước שלום sau")))


def test_a_word_of_ten_thousand_letters_stays_on_its_pages() -> None:
    document = of("đ" * 10_000)
    assert "đ" * 10_000 in "".join(words_of_docx(write_docx(document)))
    written = write_pdf(document)
    assert "đ" * 10_000 in "".join(words_of_pdf(written))
    for page in pypdfium2.PdfDocument(written):
        letters = page.get_textpage()
        ends = [letters.get_charbox(i)[2] for i in range(letters.count_chars())]
        assert max(ends) <= (210 - 15) * POINT + 1
