"""Word files: what Word shows without writing it, and what it writes without showing it."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table

from khuyencong.formats import Transcript, open_report
from khuyencong.reading.reader import read
from tests.formats.hostile import W, paragraph, plain_docx, with_body, with_part


def opened(build: Callable[[Document], object]) -> Transcript:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return open_report("a.docx", out.getvalue())


def body(xml: str) -> Transcript:
    return open_report("a.docx", with_body(xml))


# --- numbering -------------------------------------------------------------------------------


def level(depth: int, shape: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">
{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%2.")}{level(2, "decimal", "%2.%3.")}
{level(3, "lowerLetter", "%4)")}{level(4, "bullet", "-")}{level(5, "bullet", "&#xF0B7;")}
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1">
<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"""


def item(depth: int, text: str, number: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def numbered(*items: str) -> list[str]:
    """Return the lines of a Word file whose list items stand under NUMBERING."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="numbering.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/numbering"/></Relationships>'
    )
    parts = {
        "word/numbering.xml": NUMBERING.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
    }
    data = with_part(with_body("".join(items)), parts)
    return [line for line in open_report("a.docx", data).text.split("\n") if line]


def test_automatic_numbers_are_written_as_word_shows_them() -> None:
    assert numbered(
        item(0, "Kết quả"),
        item(1, "Đào tạo"),
        item(2, "Nghề"),
        item(2, "Quản lý"),
        item(3, "lớp"),
        item(3, "khóa"),
        item(4, "gạch"),
        item(5, "chấm"),
        item(1, "Tư vấn"),
        item(2, "Bao bì"),
        item(0, "Hạn chế"),
        item(1, "Vốn"),
    ) == [
        *("I. Kết quả", "1. Đào tạo", "1.1. Nghề", "1.2. Quản lý", "a) lớp", "b) khóa"),
        *("- gạch", "• chấm", "2. Tư vấn", "2.1. Bao bì", "II. Hạn chế", "1. Vốn"),
    ]


def test_two_numbers_of_one_list_go_on_counting_unless_told_to_restart() -> None:
    lines = numbered(item(1, "một"), item(1, "hai"), item(1, "năm", 2), item(1, "sáu", 2))
    assert lines == ["1. một", "2. hai", "5. năm", "6. sáu"]


def test_the_list_styles_of_a_template_count_too() -> None:
    def build(document: Document) -> None:
        for text in ("một", "hai"):
            document.add_paragraph(text, style="List Number")

    assert opened(build).text.split() == ["1.", "một", "2.", "hai"]


# --- what is shown and what is not -----------------------------------------------------------


def test_headings_have_their_depth_and_bold_lines_are_marked() -> None:
    def build(document: Document) -> None:
        document.add_heading("Báo cáo", 0)
        document.add_heading("Kết quả", 2)
        document.add_paragraph().add_run("1. Đào tạo nghề").bold = True
        mixed = document.add_paragraph("Mở ")
        mixed.add_run("32 lớp").bold = True

    lines = opened(build).text.split("\n\n")
    assert lines == ["# Báo cáo", "## Kết quả", "**1. Đào tạo nghề**", "Mở 32 lớp"]


def test_insertions_stay_and_deletions_go_with_a_note() -> None:
    transcript = body(
        '<w:p><w:r><w:t xml:space="preserve">Hỗ trợ </w:t></w:r>'
        "<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r><w:t>35</w:t></w:r></w:ins>"
        '<w:r><w:t xml:space="preserve"> cơ sở</w:t></w:r></w:p>'
    )
    assert transcript.text == "Hỗ trợ 35 cơ sở"
    assert [(item.why, item.text) for item in transcript.left_out] == [("deleted", "99")]
    assert "đã xoá" in transcript.notes[0]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    first = f'<w:p>{mark}<w:r><w:t xml:space="preserve">Hỗ trợ </w:t></w:r></w:p>'
    assert body(first + paragraph("35 cơ sở")).text == "Hỗ trợ 35 cơ sở"


def test_hidden_text_is_announced_and_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>999</w:t></w:r>"
    transcript = body(f"<w:p><w:r><w:t>35</w:t></w:r>{hidden}</w:p>")
    assert transcript.text == "35"
    assert "ẩn" in transcript.notes[0]


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung 12')}</w:txbxContent>"
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{markup}"><mc:Choice><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    xml = f"<w:p><w:r><w:t>Trước</w:t></w:r><w:r>{both}</w:r></w:p>{paragraph('Sau')}"
    assert body(xml).text.split("\n\n") == ["Trước", "Trong khung 12", "Sau"]


def test_capitals_by_format_are_read_as_they_are_seen() -> None:
    xml = "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Báo cáo</w:t></w:r></w:p>"
    assert body(xml).text == "BÁO CÁO"


def test_letters_in_pieces_become_one_normal_form() -> None:
    xml = "<w:p><w:r><w:t>d\u00e2</w:t></w:r><w:r><w:t>\u0300u\u200b</w:t></w:r></w:p>"
    assert body(xml).text == "dầu"


def test_footnotes_follow_under_raised_marks_and_keep_their_page() -> None:
    notes = f"""<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1" w:type="separator"><w:p/>
    </w:footnote><w:footnote w:id="2">{paragraph("Theo 3 huyện")}</w:footnote></w:footnotes>"""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="footnotes.xml" Type="x/footnotes"/></Relationships>'
    )
    xml = (
        '<w:p><w:r><w:br w:type="page"/><w:t>Có 35</w:t></w:r><w:r><w:footnoteReference w:id="2"/>'
        '</w:r><w:r><w:t xml:space="preserve"> cơ sở.</w:t></w:r></w:p>'
        f'<w:p><w:r><w:br w:type="page"/></w:r></w:p>{paragraph("Hết.")}'
    )
    parts = {
        "word/footnotes.xml": notes.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
    }
    transcript = open_report("a.docx", with_part(with_body(xml), parts))
    assert transcript.text.split("\n\n") == ["Có 35¹ cơ sở.", "Hết.", "¹ Theo 3 huyện"]
    assert transcript.position(transcript.text.index("Theo")).page == 2


def test_pages_are_those_word_last_laid_out() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    xml = (
        f"<w:p><w:r><w:t>một </w:t></w:r>{rendered}<w:r><w:t>hai</w:t></w:r></w:p>"
        f'<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{rendered}<w:r><w:t>ba</w:t></w:r></w:p>'
    )
    transcript = body(xml)
    pages = [transcript.position(transcript.text.index(w)).page for w in ("một", "hai", "ba")]
    assert pages == [1, 2, 3]
    assert transcript.pages == 3


def test_without_any_break_no_page_is_made_up() -> None:
    transcript = open_report("a.docx", plain_docx())
    assert transcript.pages is None
    assert str(transcript.position(3)) == "đoạn 1"


# --- tables ----------------------------------------------------------------------------------


def table(rows: list[list[str]], build: Callable[[Table], object] = lambda t: None) -> Transcript:
    def make(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        build(made)

    return opened(make)


def test_two_rows_of_heads_become_one_and_labels_go_on() -> None:
    rows = [
        ["Nội dung", "Năm", "Kinh phí", ""],
        ["", "", "Quốc gia", "Tỉnh"],
        ["A", "B", "1", "2"],
        ["Đào tạo", "2019", "1.500", "500"],
        ["", "2020", "1.200", "400"],
        ["Tư vấn 31 mẫu", "2019", "90", ""],
        ["", "2020", "80", ""],
    ]

    def merge(made: Table) -> None:
        for a, b in (
            ((0, 0), (1, 0)),
            ((0, 1), (1, 1)),
            ((0, 2), (0, 3)),
            ((3, 0), (4, 0)),
            ((5, 0), (6, 0)),
        ):
            made.cell(*a).merge(made.cell(*b))

    transcript = table(rows, merge)
    assert transcript.text.split("\n") == [
        "| Nội dung | Năm | Kinh phí Quốc gia | Kinh phí Tỉnh |",
        "| --- | --- | --- | --- |",
        "| Đào tạo | 2019 | 1.500 | 500 |",
        "| Đào tạo | 2020 | 1.200 | 400 |",
        "| Tư vấn 31 mẫu | 2019 | 90 |  |",
        "|  | 2020 | 80 |  |",
    ]
    at = transcript.position(transcript.text.index("1.200"))
    assert (at.table, at.row, at.column) == (1, 5, 3)
    assert ("column_numbers", "A | B | 1 | 2") in [(i.why, i.text) for i in transcript.left_out]


def test_a_table_is_read_into_figures_with_their_heads() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("Đơn vị tính: triệu đồng")
        rows = [
            ["TT", "Nội dung", "Kinh phí khuyến công quốc gia", "Số đề án"],
            ["1", "Đào tạo nghề, truyền nghề", "1.500", "12"],
            ["2", "Tư vấn, trợ giúp", "90,5", "3"],
        ]
        made = document.add_table(0, 4, style="Table Grid")
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text

    figures = read(opened(build).text).figures
    told = [(f.number, int(f.value), f.unit, str(f.activity)) for f in figures]
    assert told == [
        ("1.500", 1_500_000_000, "VND", "training"),
        ("12", 12, "project", "training"),
        ("90,5", 90_500_000, "VND", "consultancy"),
        ("3", 3, "project", "consultancy"),
    ]


def test_the_letterhead_is_no_table() -> None:
    def build(document: Document) -> None:
        made = document.add_table(2, 2)
        texts = (
            "SỞ CÔNG THƯƠNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 12/BC-SCT",
            "Huế, ngày 5",
        )
        for cell, text in zip([c for row in made.rows for c in row.cells], texts, strict=True):
            cell.text = text

    assert opened(build).text.split("\n\n") == [
        *("SỞ CÔNG THƯƠNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-SCT", "Huế, ngày 5")
    ]


def test_a_deleted_row_is_not_read() -> None:
    def build(made: Table) -> None:
        made.rows[1]._tr.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}><w:del/></w:trPr>"))

    text = table([["Huyện", "Số"], ["Cũ", "99"], ["Mới", "12"]], build).text
    assert "99" not in text
    assert "| Mới | 12 |" in text


@pytest.mark.parametrize(
    ("paragraphs", "cell"),
    [
        (["Hỗ trợ 05 lớp", "Kinh phí 200"], "Hỗ trợ 05 lớp; Kinh phí 200"),
        (["Kinh phí", "(triệu đồng)"], "Kinh phí (triệu đồng)"),
        (["Mục tiêu:", "35 cơ sở"], "Mục tiêu: 35 cơ sở"),
        (["a | b"], "a ¦ b"),
    ],
)
def test_paragraphs_of_a_cell_stay_apart_in_one_line(paragraphs: list[str], cell: str) -> None:
    made = table([["Nội dung", "Ghi chú"], ["", "x"]], lambda t: _fill(t, paragraphs)).text
    assert made.split("\n")[-1] == f"| {cell} | x |"


def _fill(made: Table, paragraphs: list[str]) -> None:
    cell = made.cell(1, 0)
    cell.text = paragraphs[0]
    for text in paragraphs[1:]:
        cell.add_paragraph(text)
