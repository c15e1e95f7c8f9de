"""Each planted fault is found, alone and where it is; our own documents have none."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from khuyencong.documents import Document, PlaceAndDay, write_docx
from khuyencong.documents.lint import lint
from khuyencong.documents.model import MOTTO, NATION
from khuyencong.values.errors import Unreadable
from tests.documents.paper import REPORT, WITH_APPENDIX, of, opened, table

LONG = of("Đã mở 09 lớp đào tạo nghề cho lao động nông thôn ở các xã của huyện. " * 3, "Hết./.")
DRAFT = replace(REPORT, draft=True, place_and_day=PlaceAndDay("Bắc Giang"))
WIDE = replace(REPORT, blocks=(table(4, wide=True),))
DAY = "Bắc Giang, ngày 05 tháng 3 năm 2026"
Plant = Callable[[Any], None]


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_fault(plant: Plant) -> bytes:
    document = opened(write_docx(LONG))
    plant(document)
    return saved(document)


def run_of(document: Any, text: str) -> Any:
    """Return the run that says `text`, in a table or out of it."""
    for paragraph in document.element.body.iter(qn("w:p")):
        for run in docx.text.paragraph.Paragraph(paragraph, document).runs:
            if run.text.startswith(text):
                return run
    raise AssertionError(text)


def saying(old: str, new: str) -> Plant:
    def plant(document: Any) -> None:
        run_of(document, old).text = new

    return plant


def looking(text: str, **look: object) -> Plant:
    def plant(document: Any) -> None:
        for name, value in look.items():
            setattr(run_of(document, text).font, name, value)

    return plant


def section(**measures: object) -> Plant:
    def plant(document: Any) -> None:
        for name, value in measures.items():
            setattr(document.sections[0], name, value)

    return plant


def no_number(document: Any) -> None:
    for paragraph in document.sections[0].header.paragraphs:
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)


def number_in_footer(document: Any) -> None:
    no_number(document)
    field = docx.oxml.OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE \\* MERGEFORMAT ")
    document.sections[0].footer.paragraphs[0]._p.append(field)


def number_at_right(document: Any) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def small_number(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(10)


def font_by_style(document: Any) -> None:
    style = document.styles.add_style("Lạ", 1)
    style.font.name = "Arial"
    document.paragraphs[-2].style = style


def font_of_theme(document: Any) -> None:
    fonts = run_of(document, "Đã mở")._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    fonts.set(qn("w:hAnsiTheme"), "minorHAnsi")


def red(document: Any) -> None:
    run_of(document, "Đã mở").font.color.rgb = RGBColor(200, 0, 0)


FAULTS: dict[str, tuple[Plant, str, str]] = {
    "letter paper": (section(page_width=Mm(216), page_height=Mm(279)), "paper", "216 × 279"),
    "a5": (section(page_width=Mm(148), page_height=Mm(210)), "paper", "148 × 210"),
    "top": (section(top_margin=Mm(15)), "margin", "Lề trên 15"),
    "bottom": (section(bottom_margin=Mm(30)), "margin", "Lề dưới 30"),
    "left": (section(left_margin=Mm(25)), "margin", "Lề trái 25"),
    "right": (section(right_margin=Mm(25)), "margin", "Lề phải 25"),
    "no number": (no_number, "page_number", "Không thấy số trang"),
    "number in the footer": (number_in_footer, "page_number", "chân trang"),
    "number at the right": (number_at_right, "page_number", "không ở giữa"),
    "number small": (small_number, "page_number_size", "cỡ chữ 10"),
    "number on the first page": (
        section(different_first_page_header_footer=False),
        "page_number_first",
        "Trang thứ nhất",
    ),
    "no nation": (saying(NATION, "SỞ CÔNG THƯƠNG"), "nation", "Không thấy Quốc hiệu"),
    "nation on two lines": (
        saying(NATION, NATION.replace("VIỆT NAM", "VIỆT\nNAM")),
        "nation",
        "trên một dòng",
    ),
    "nation small": (saying(NATION, NATION.title()), "nation_case", "không viết hoa"),
    "nation thin": (looking(NATION, bold=False), "head_bold", "Quốc hiệu không in đậm"),
    "nation large": (looking(NATION, size=Pt(16)), "head_size", "Quốc hiệu cỡ chữ 16"),
    "no motto": (saying(MOTTO, "Kính gửi"), "motto", "Không thấy Tiêu ngữ"),
    "motto in capitals": (saying(MOTTO, MOTTO.upper()), "motto_case", "Tiêu ngữ"),
    "motto's dashes": (saying(MOTTO, MOTTO.replace(" - ", "–")), "motto_case", "dấu nối"),
    "motto's letters": (saying(MOTTO, "Độc lập - tự do - hạnh phúc"), "motto_case", "viết hoa"),
    "motto small": (looking(MOTTO, size=Pt(12)), "head_size", "Tiêu ngữ cỡ chữ 12"),
    "no day": (saying(DAY, "Bắc Giang, 05/03/2026"), "day", "Không thấy dòng địa danh"),
    "day without zero": (saying(DAY, "Huế, ngày 5 tháng 3 năm 2026"), "day_zero", "Số 0"),
    "month with zero": (saying(DAY, "Huế, ngày 05 tháng 03 năm 2026"), "day_zero", "Số 0"),
    "month without": (saying(DAY, "Huế, ngày 15 tháng 2 năm 2026"), "day_zero", "Số 0"),
    "open day": (saying(DAY, "Huế, ngày … tháng 07 năm 2026"), "day_zero", "Số 0"),
    "no such day": (saying(DAY, "Huế, ngày 31 tháng 4 năm 2026"), "day_wrong", "trong lịch"),
    "day upright": (looking(DAY, italic=False), "day_look", "không in nghiêng"),
    "other font": (looking("Đã mở", name="Arial"), "font", "Arial ở 1 đoạn"),
    "old font": (looking("Đã mở", name=".VnTime"), "font", ".VnTime"),
    "font by style": (font_by_style, "font", "Arial"),
    "font of the theme": (font_of_theme, "font", "Cambria"),
    "red": (red, "colour", "Chữ có màu ở 1 đoạn"),
    "body small": (looking("Đã mở", size=Pt(11)), "body_size", "cỡ chữ 11"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_no_other(name: str) -> None:
    plant, rule, says = FAULTS[name]
    [finding] = lint(with_fault(plant))
    assert finding.rule == rule
    assert says in finding.says
    assert finding.place
    assert finding.advice.endswith((".", "”", "cách hai bên."))


def test_a_fault_of_letters_tells_where_it_is() -> None:
    [finding] = lint(with_fault(looking("Đã mở", name="Arial")))
    assert "“Đã mở 09 lớp" in finding.place


@pytest.mark.parametrize(
    "line",
    [
        "Huế, ngày tháng năm 2026",
        "Huế, ngày … tháng … năm 2026",
        "TP. Hồ Chí Minh, ngày 10 tháng 01 năm 2026",
        "Đà Nẵng, ngày 01 tháng 12 năm 2026",
    ],
)
def test_a_right_or_open_day_is_no_fault(line: str) -> None:
    assert lint(with_fault(saying(DAY, line))) == []


@pytest.mark.parametrize(
    "document",
    [REPORT, WITH_APPENDIX, DRAFT, WIDE, LONG],
    ids=["report", "appendix", "draft", "wide", "long"],
)
def test_our_own_documents_have_no_fault(document: Document) -> None:
    assert lint(write_docx(document)) == []


def test_a_page_of_word_as_it_starts_has_many() -> None:
    blank = docx.Document()
    blank.add_paragraph("Báo cáo")
    rules = {finding.rule for finding in lint(saved(blank))}
    assert rules >= {"paper", "margin", "nation", "motto", "day", "font"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        lint(data)
