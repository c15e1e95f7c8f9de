"""Figures told apart keep their words, their spaces and their keys in every file."""

import io
import unicodedata
import zipfile
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.documents import (
    Cited,
    Items,
    Paragraph,
    Spans,
    Table,
    cited_in,
    write_docx,
    write_pdf,
)
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Words, fitted
from khuyencong.documents.pdf.facts import facts_of
from khuyencong.values.errors import Unreadable
from tests.documents.paper import (
    CITED,
    COLUMNS,
    FIGURES,
    REPORT,
    of,
    opened,
    words_of_docx,
    words_of_pdf,
)

pytestmark = pytest.mark.pure
texts = st.text(st.sampled_from(" ab9.\u00a0\t\u0301đ"), max_size=6)
parts = st.one_of(texts, texts.map(lambda text: Cited(text, "f1")))
spans = st.lists(parts, max_size=6).map(lambda told: Spans(tuple(told)))


def said(part: str | Cited) -> str:
    return part if isinstance(part, str) else part.text


def letters_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def test_the_word_file_tells_each_figure_with_its_key_in_order() -> None:
    assert tuple(cited_in(write_docx(CITED))) == FIGURES


@given(spans)
def test_the_parts_say_what_the_whole_says(words: Spans) -> None:
    told = "".join(said(part) for part in fitted(words))
    assert unicodedata.normalize("NFC", told) == plain(str(words))


@settings(max_examples=25, deadline=None)
@given(st.lists(spans, min_size=1, max_size=3))
def test_no_space_is_lost_in_the_word_file(cells: list[Spans]) -> None:
    blocks = tuple(Paragraph(words) for words in cells)
    table = Table(COLUMNS, tuple((words, words, words) for words in cells))
    written = opened(write_docx(replace(REPORT, blocks=(*blocks, table))))
    expected = ["".join(said(part) for part in fitted(words)) for words in cells]
    found = [letters_of(p) for p in written.element.body.iterchildren(qn("w:p"))]
    # Kind, subject, the line below it, to whom; then the paragraphs.
    assert found[4 : 4 + len(cells)] == expected
    rows = list(written.tables[1]._tbl.iter(qn("w:tr")))[1:]
    for row, text in zip(rows, expected, strict=True):
        for cell in row.iter(qn("w:tc")):
            assert letters_of(cell) == text


def test_a_figure_beside_a_space_keeps_it_in_both_files() -> None:
    expected = words_of_docx(write_docx(CITED))
    assert words_of_pdf(write_pdf(CITED)) == expected
    assert "Đã mở 09 lớp, 6.450 triệu đồng a) 04 xã b) không số nào" in " ".join(expected)


def test_a_file_looks_the_same_with_and_without_keys() -> None:
    def bare(words: Words) -> str:
        return str(words)

    blocks = []
    for block in CITED.blocks:
        if isinstance(block, Paragraph):
            block = replace(block, text=bare(block.text))
        elif isinstance(block, Items):
            block = replace(block, items=tuple(map(bare, block.items)))
        elif isinstance(block, Table):
            block = replace(block, rows=tuple(tuple(map(bare, row)) for row in block.rows))
        blocks.append(block)
    without = write_docx(replace(CITED, blocks=tuple(blocks)))
    assert words_of_docx(without) == words_of_docx(write_docx(CITED))
    assert cited_in(without) == []


def test_the_controls_can_be_edited_and_look_plain() -> None:
    body = opened(write_docx(CITED)).element.body
    controls = list(body.iter(qn("w:sdt")))
    assert len(controls) == len(FIGURES)
    for control in controls:
        assert control.find(f"{qn('w:sdtPr')}/{qn('w:lock')}") is None
        look = control.find(f".//{qn('w:rPr')}")
        assert {child.tag for child in look} == {qn("w:sz")}
        assert control.getparent().tag == qn("w:p")


def links_of(pdf: bytes) -> list[str]:
    """Return the addresses that the pages of a PDF open, in order."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        start, link = pypdfium2.raw.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, start, link):
            action = pdfium.FPDFLink_GetAction(link)
            size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
            buffer = (pypdfium2.raw.c_char * size)()
            pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
            found.append(buffer.value.decode())
    return found


def test_a_figure_of_the_pdf_opens_its_address() -> None:
    written = write_pdf(CITED, "https://so.example/so/".__add__)
    assert links_of(written) == [f"https://so.example/so/{cite}" for cite, _ in FIGURES]
    assert words_of_pdf(written) == words_of_pdf(write_pdf(CITED))
    assert links_of(write_pdf(CITED)) == []
    assert links_of(write_pdf(CITED, lambda cite: "")) == []


def test_a_long_run_of_figures_may_be_broken_in_the_pdf() -> None:
    run = Spans(tuple(Cited("9" * 20, f"f{i}") for i in range(40)))
    document = replace(REPORT, blocks=(Paragraph(run),))
    told = facts_of(document)["last"][0]["parts"]
    assert max(len(piece) for part in told for piece in part["text"].split("\u200b")) <= 30
    assert "9" * 800 in "".join(words_of_pdf(write_pdf(document)))


@pytest.mark.parametrize("cite", ["", "a b", "x" * 65, "a\n", "a\x00"])
def test_a_key_that_word_cannot_keep_is_refused(cite: str) -> None:
    with pytest.raises(ValueError, match="cite"):
        Cited("9", cite)


def zipped(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", body)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        zipped(b"<w"),
        zipped(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        zipped(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        write_docx(of("Hết."))[:-300],
    ],
)
def test_what_is_no_word_file_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        cited_in(data)


def test_a_table_of_a_whole_country_is_written_by_copying() -> None:
    """One control costs one copy of a run: the parts of a cell are those of its words."""
    rows = tuple((str(i), "Đề án", Spans((Cited(f"{i}", f"p{i}"), " triệu"))) for i in range(600))
    written = write_docx(replace(REPORT, blocks=(Table(COLUMNS, rows),)))
    assert cited_in(written) == [(f"p{i}", f"{i}") for i in range(600)]
