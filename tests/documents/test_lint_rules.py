"""Every rule of layout has a document that keeps it and one that breaks it, found by its name."""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from khuyencong.documents import (
    Appendix,
    Document,
    Grounds,
    Heading,
    Items,
    Marker,
    Number,
    OnBehalf,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
    Urgency,
    write_docx,
)
from khuyencong.documents.lint import RULES, Finding, lint
from khuyencong.documents.model import MOTTO, NATION
from khuyencong.values.errors import Unreadable
from tests.conditions import ROOT
from tests.documents.paper import REPORT, opened, table
from tests.documents.test_lint import saved

pytestmark = pytest.mark.pure
LINE = "Đã mở 09 lớp đào tạo nghề cho lao động nông thôn ở các xã của huyện, kinh phí đủ."
WHOLE = replace(
    REPORT,
    blocks=(
        Grounds(("Căn cứ Nghị định số 45/2012/NĐ-CP", "Căn cứ kế hoạch năm 2025")),
        Paragraph("Phần thứ nhất", bold=True, side=Side.CENTRE),
        Heading(1, "Kết quả"),
        Paragraph(f"Một. {LINE}"),
        Paragraph(f"Hai. {LINE}"),
        Items(("một", "hai", "ba", "bốn", "năm", "sáu"), Marker.LETTER),
        Paragraph("Sở tổ chức thực hiện.", lead="Điều 1."),
        Paragraph("Hết./."),
    ),
    recipients=Recipients(("Như trên", "UBND tỉnh"), "VT, QLCN", "PL", 30),
    appendices=(Appendix("Danh mục", (table(2),)), Appendix("Kinh phí", (table(2),))),
    urgency=Urgency.URGENT,
)
LETTER = replace(
    WHOLE, kind="", subject="Điều chỉnh đề án", number=Number("SCT-QLCN", 12), appendices=()
)
#: Documents with nothing to find: each rule has something to look at in one of them.
RIGHT = {
    "report": WHOLE,
    "letter": LETTER,
    "ministry": replace(
        WHOLE, issuer=replace(WHOLE.issuer, name="Bộ Công Thương", superior=""),
        number=Number("BC-BCT", 120),
    ),
    "department of a ministry": replace(
        WHOLE, issuer=replace(WHOLE.issuer, name="Cục Công nghiệp", superior="Bộ Công Thương")
    ),
    "centre": replace(
        WHOLE, issuer=replace(WHOLE.issuer, name="Trung tâm Khuyến công", superior="Sở Công Thương")
    ),
    "province": replace(
        WHOLE,
        issuer=replace(WHOLE.issuer, name="UBND tỉnh Bắc Giang", superior=""),
        signature=Signature(
            "Phó Chủ tịch", "Lê Thị Ký", OnBehalf.HEAD, "Chủ tịch", "", "Ủy ban nhân dân"
        ),
    ),
    "acting": replace(WHOLE, signature=Signature("Giám đốc", "Lê Thị Ký", OnBehalf.ACTING)),
    "by order": replace(
        WHOLE, signature=Signature("Chánh văn phòng", "Lê Ký", OnBehalf.ORDER, "Giám đốc")
    ),
    "authorised": replace(
        WHOLE, signature=Signature("Trưởng phòng", "Lê Ký", OnBehalf.AUTHORISED, "Giám đốc")
    ),
    "draft": replace(WHOLE, number=Number(), place_and_day=PlaceAndDay("Huế"), draft=True),
    "one appendix": replace(WHOLE, appendices=WHOLE.appendices[:1]),
    "turned appendix": replace(WHOLE, appendices=(Appendix("Rộng", (table(9, wide=True),)),)),
    "first of January": replace(WHOLE, place_and_day=PlaceAndDay("Huế", date(2026, 1, 1))),
}  # fmt: skip
Plant = Callable[[Any], None]


def line_of(document: Any, text: str) -> Any:
    """Return the first paragraph that begins with a text, in a table or out of it."""
    for paragraph in document.element.body.iter(qn("w:p")):
        found = WordParagraph(paragraph, document._body)
        if found.text.startswith(text):
            return found
    raise AssertionError(text)


def saying(text: str, new: str) -> Plant:
    def plant(document: Any) -> None:
        first, *others = line_of(document, text).runs
        first.text = new
        for run in others:
            run.text = ""

    return plant


def looking(text: str, **look: object) -> Plant:
    def plant(document: Any) -> None:
        for run in line_of(document, text).runs:
            for name, value in look.items():
                setattr(run.font, name, value)

    return plant


def placed(text: str, **form: object) -> Plant:
    def plant(document: Any) -> None:
        for name, value in form.items():
            setattr(line_of(document, text).paragraph_format, name, value)

    return plant


def section(**measures: object) -> Plant:
    def plant(document: Any) -> None:
        for name, value in measures.items():
            setattr(document.sections[0], name, value)

    return plant


def without(text: str) -> Plant:
    def plant(document: Any) -> None:
        paragraph = line_of(document, text)._p
        paragraph.getparent().remove(paragraph)

    return plant


def rule_below(document: Any, text: str) -> Any:
    return line_of(document, text)._p.getnext()


def no_rule(text: str) -> Plant:
    def plant(document: Any) -> None:
        for border in list(rule_below(document, text).iter(qn("w:pBdr"))):
            border.getparent().remove(border)

    return plant


def typed_rule(text: str) -> Plant:
    def plant(document: Any) -> None:
        no_rule(text)(document)
        below = WordParagraph(rule_below(document, text), document._body)
        below.add_run("-------------------").font.size = Pt(13)

    return plant


def rule_indented(text: str, millimetres: int) -> Plant:
    def plant(document: Any) -> None:
        form = WordParagraph(rule_below(document, text), document._body).paragraph_format
        form.left_indent = form.right_indent = Mm(millimetres)

    return plant


def columns(left: int, right: int) -> Plant:
    def plant(document: Any) -> None:
        for row in document.tables[0].rows:
            for cell, width in zip(row.cells, (left, right), strict=True):
                cell.width = Mm(width)

    return plant


def no_frame(document: Any) -> None:
    for frame in list(document.element.body.iter(qn("w:bdr"))):
        frame.getparent().remove(frame)


def field(kind: str = "PAGE") -> Any:
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), f" {kind} ")
    return made


def empty_header(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run._r.getparent().remove(run._r)


def number_at_foot(document: Any) -> None:
    empty_header(document)
    document.sections[0].footer.paragraphs[0]._p.append(field())


def number_at_right(document: Any) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def small_number(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(10)


def number_on_first_page(document: Any) -> None:
    document.sections[0].first_page_header.paragraphs[0]._p.append(field())


def counted_on(document: Any) -> None:
    for start in list(document.sections[-1]._sectPr.iter(qn("w:pgNumType"))):
        start.getparent().remove(start)


def split(text: str, at: str) -> Plant:
    """Break a paragraph in two before a word."""

    def plant(document: Any) -> None:
        paragraph = line_of(document, text)
        told = paragraph.text
        second = deepcopy(paragraph._p)
        paragraph._p.addnext(second)
        paragraph.runs[0].text = told[: told.index(at)].strip()
        WordParagraph(second, document._body).runs[0].text = told[told.index(at) :]

    return plant


ONE, TWO = "Một.", "Hai."


def red(document: Any) -> None:
    for run in line_of(document, TWO).runs:
        run.font.color.rgb = RGBColor(200, 0, 0)


DAY = "Bắc Giang, ngày"
GROUND = "Căn cứ Nghị định"
POST, NAME = "KT. GIÁM ĐỐC", "Nguyễn Văn Ký"
#: What was changed in our own Word file, and the name of the rule that tells it.
MUTATIONS: tuple[tuple[str, Document, Plant, str], ...] = (
    ("letter paper", WHOLE, section(page_width=Mm(216), page_height=Mm(279)), "paper"),
    ("A5", WHOLE, section(page_width=Mm(148), page_height=Mm(210)), "paper"),
    ("upper margin", WHOLE, section(top_margin=Mm(15)), "margin"),
    ("lower margin", WHOLE, section(bottom_margin=Mm(30)), "margin"),
    ("left margin", WHOLE, section(left_margin=Mm(20)), "margin"),
    ("right margin", WHOLE, section(right_margin=Mm(25)), "margin"),
    ("no page number", WHOLE, empty_header, "page_number"),
    ("page number at the foot", WHOLE, number_at_foot, "page_number"),
    ("page number at the right", WHOLE, number_at_right, "page_number"),
    ("page number small", WHOLE, small_number, "page_number_size"),
    ("page number on page 1", WHOLE, number_on_first_page, "page_number_first"),
    ("Arial", WHOLE, looking(ONE, name="Arial"), "font"),
    ("font before Unicode", WHOLE, looking("I. Kết quả", name=".VnTimeH"), "font"),
    ("red letters", WHOLE, red, "colour"),
    ("nation on two lines", WHOLE, split(NATION, "VIỆT NAM"), "nation"),
    ("nation in small letters", WHOLE, saying(NATION, NATION.capitalize()), "nation_case"),
    ("nation without room", WHOLE, columns(66, 85), "nation_wrap"),
    ("nation thin", WHOLE, looking(NATION, bold=False), "head_bold"),
    ("nation large", WHOLE, looking(NATION, size=Pt(16)), "head_size"),
    ("no motto", WHOLE, without(MOTTO), "motto"),
    ("motto with long dashes", WHOLE, saying(MOTTO, MOTTO.replace("-", "–")), "motto_case"),
    ("motto thin", WHOLE, looking(MOTTO, bold=False), "head_bold"),
    ("motto without its line", WHOLE, no_rule(MOTTO), "motto_line"),
    ("motto's line too short", WHOLE, rule_indented(MOTTO, 38), "motto_line"),
    ("dashes below the motto", WHOLE, typed_rule(MOTTO), "drawn_line"),
    ("motto underlined", WHOLE, looking(MOTTO, underline=True), "drawn_line"),
    ("issuer in small letters", WHOLE, saying("SỞ CÔNG", "Sở Công Thương"), "issuer_case"),
    ("issuer thin", WHOLE, looking("SỞ CÔNG", bold=False), "issuer_bold"),
    ("issuer large", WHOLE, looking("SỞ CÔNG", size=Pt(15)), "issuer_size"),
    ("issuer without a line", WHOLE, no_rule("SỞ CÔNG"), "issuer_line"),
    ("issuer's line too long", WHOLE, rule_indented("SỞ CÔNG", 8), "issuer_line"),
    ("a department without its province", WHOLE, without("UBND TỈNH"), "superior"),
    ("a department below a ministry", WHOLE, saying("UBND TỈNH", "BỘ CÔNG THƯƠNG"), "superior"),
    (
        "a ministry below another",
        RIGHT["department of a ministry"],
        saying("CỤC CÔNG NGHIỆP", "BỘ CÔNG THƯƠNG"),
        "superior",
    ),
    ("no number", WHOLE, without("Số: 05"), "number"),
    ("number with spaces", WHOLE, saying("Số: 05", "Số: 05 / BC - SCT"), "number_form"),
    ("symbol in small letters", WHOLE, saying("Số: 05", "Số: 05/bc-sct"), "number_form"),
    ("number without zero", WHOLE, saying("Số: 05", "Số: 5/BC-SCT"), "number_zero"),
    ("number bold", WHOLE, looking("Số: 05", bold=True), "number_look"),
    ("number of a plan", WHOLE, saying("Số: 05", "Số: 05/KH-SCT"), "type_code"),
    ("subject of a letter large", LETTER, looking("V/v", size=Pt(14)), "about"),
    ("no day", WHOLE, saying(DAY, "Bắc Giang, 05/3/2026"), "day"),
    ("day without zero", WHOLE, saying(DAY, f"{DAY} 5 tháng 3 năm 2026"), "day_zero"),
    ("January without zero", WHOLE, saying(DAY, f"{DAY} 15 tháng 1 năm 2026"), "day_zero"),
    ("March with zero", WHOLE, saying(DAY, f"{DAY} 15 tháng 03 năm 2026"), "day_zero"),
    ("31 April", WHOLE, saying(DAY, f"{DAY} 31 tháng 4 năm 2026"), "day_wrong"),
    ("day upright", WHOLE, looking(DAY, italic=False), "day_look"),
    ("urgency thin", WHOLE, looking("KHẨN", bold=False), "mark"),
    ("urgency without a frame", WHOLE, no_frame, "mark_frame"),
    ("type in small letters", WHOLE, saying("BÁO CÁO", "Báo cáo"), "kind"),
    ("type thin", WHOLE, looking("BÁO CÁO", bold=False), "kind"),
    ("type at the left", WHOLE, placed("BÁO CÁO", alignment=WD_ALIGN_PARAGRAPH.LEFT), "kind"),
    ("subject thin", WHOLE, looking("Kết quả khuyến", bold=False), "subject"),
    ("subject without a line", WHOLE, no_rule("Kết quả khuyến"), "subject_line"),
    ("dashes below the subject", WHOLE, typed_rule("Kết quả khuyến"), "drawn_line"),
    ("to whom, bold", WHOLE, looking("Kính gửi", bold=True), "to"),
    ("grounds upright", WHOLE, looking(GROUND, italic=False), "grounds_look"),
    ("grounds with commas", WHOLE, saying(GROUND, f"{GROUND} số 45/2012/NĐ-CP,"), "grounds_end"),
    ("last ground open", WHOLE, saying("Căn cứ kế", "Căn cứ kế hoạch năm 2025;"), "grounds_end"),
    ("body small", WHOLE, looking(ONE, size=Pt(12)), "body_size"),
    ("body at the left", WHOLE, placed(ONE, alignment=WD_ALIGN_PARAGRAPH.LEFT), "body_side"),
    ("body flush", WHOLE, placed(ONE, first_line_indent=Mm(0)), "body_indent"),
    ("body far in", WHOLE, placed(ONE, first_line_indent=Mm(20)), "body_indent"),
    ("paragraphs close", WHOLE, placed(ONE, space_after=Pt(2)), "body_gap"),
    ("lines double", WHOLE, placed(ONE, line_spacing=2.0), "line_spacing"),
    ("part thin", WHOLE, looking("Phần thứ", bold=False), "part_look"),
    ("heading thin", WHOLE, looking("I. Kết quả", bold=False), "heading_bold"),
    ("article thin", WHOLE, looking("Điều 1", bold=False), "article_bold"),
    ("point f", WHOLE, saying("e) sáu", "f) sáu"), "point_letter"),
    ("point w", WHOLE, saying("a) một", "w) một"), "point_letter"),
    ("đ left out", WHOLE, without("đ) năm"), "point_order"),
    ("no mark of the end", WHOLE, saying("Hết", "Hết."), "end_mark"),
    ("in whose stead without a point", WHOLE, saying(POST, "KT GIÁM ĐỐC"), "sign_form"),
    ("posts on one line", WHOLE, without("PHÓ GIÁM ĐỐC"), "sign_form"),
    ("K/T", WHOLE, saying(POST, "K/T GIÁM ĐỐC"), "sign_form"),
    ("post thin", WHOLE, looking(POST, bold=False), "sign_look"),
    ("post in small letters", WHOLE, saying("PHÓ GIÁM", "Phó Giám đốc"), "sign_look"),
    ("a title before the name", WHOLE, saying(NAME, f"TS. {NAME}"), "signer_name"),
    ("name thin", WHOLE, looking(NAME, bold=False), "signer_look"),
    ("recipients upright", WHOLE, looking("Nơi nhận", italic=False), "recipients_look"),
    ("recipients large", WHOLE, looking("Nơi nhận", size=Pt(14)), "recipients_look"),
    ("a receiver large", WHOLE, looking("- Như trên", size=Pt(13)), "recipient_size"),
    ("a receiver without its end", WHOLE, saying("- Như trên", "- Như trên"), "recipients_form"),
    ("no archive", WHOLE, without("- Lưu"), "recipients_form"),
    ("drafter large", WHOLE, looking("PL.30", size=Pt(14)), "drafter"),
    ("label of an appendix thin", WHOLE, looking("Phụ lục I", bold=False), "appendix_label"),
    ("appendix 1", WHOLE, saying("Phụ lục I", "Phụ lục 1"), "appendix_label"),
    ("name of an appendix small", WHOLE, saying("DANH MỤC", "Danh mục"), "appendix_title"),
    ("an appendix of nothing", WHOLE, without("(Kèm theo"), "appendix_attached"),
    ("what it belongs to upright", WHOLE, looking("(Kèm theo", italic=False), "appendix_attached"),
    ("pages of an appendix counted on", WHOLE, counted_on, "appendix_pages"),
)  # fmt: skip


@cache
def written(document: Document) -> bytes:
    return write_docx(document)


def mutated(document: Document, plant: Plant) -> bytes:
    made = opened(written(document))
    plant(made)
    return saved(made)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_document_has_nothing_to_find(name: str) -> None:
    assert lint(written(RIGHT[name])) == []


@pytest.mark.parametrize(
    ("document", "plant", "rule"),
    [told[1:] for told in MUTATIONS],
    ids=[told[0] for told in MUTATIONS],
)
def test_a_changed_document_is_found_by_the_name_of_the_rule(
    document: Document, plant: Plant, rule: str
) -> None:
    assert document in RIGHT.values()
    assert {finding.rule for finding in lint(mutated(document, plant))} == {rule}


def test_each_rule_is_kept_once_and_broken_once() -> None:
    assert {rule for *_, rule in MUTATIONS} == set(RULES)
    assert len(MUTATIONS) >= 50


def test_a_finding_has_the_name_of_a_rule() -> None:
    with pytest.raises(ValueError, match="no rule"):
        Finding("khác", "", "", "")


def test_the_page_for_readers_tells_each_rule() -> None:
    page = (ROOT / "docs" / "official-documents.md").read_text("utf-8")
    missing = [rule for rule, asks in RULES.items() if f"| `{rule}` | {asks} |" not in page]
    assert missing == []


def test_shapes_drawn_in_the_head_are_lines_too() -> None:
    """People draw these lines as shapes: anywhere in the cell counts."""
    made = opened(write_docx(WHOLE))
    for text in (MOTTO, "SỞ CÔNG"):
        no_rule(text)(made)
        WordParagraph(line_of(made, text)._p, made._body).add_run()._r.append(OxmlElement("w:pict"))
    assert lint(saved(made)) == []


def test_a_thousand_rows_are_looked_at_quickly() -> None:
    """Outside of tables alone the shape of lines is asked."""
    data = write_docx(replace(WHOLE, blocks=(table(400), *WHOLE.blocks)))
    assert lint(data) == []


ODD = ("", "-5", "99999999999", "x", "none")


def broken(seed: int) -> bytes:
    """Return one of our files with some of its marks gone, moved or saying nonsense."""
    chance = random.Random(seed)
    made = opened(written(chance.choice(list(RIGHT.values()))))
    marks = list(made.element.body.iter())[1:]
    for mark in chance.sample(marks, 6):
        if mark.getparent() is not None and chance.random() < 0.5:
            mark.getparent().remove(mark)
        for name in list(mark.attrib):
            mark.set(name, chance.choice(ODD))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(WHOLE))) as whole, zipfile.ZipFile(out, "w") as changed:
        for member in whole.namelist():
            is_body = member == "word/document.xml"
            changed.writestr(member, made.part.blob if is_body else whole.read(member))
    return out.getvalue()


@pytest.mark.parametrize("seed", range(0, 60, 10))
def test_a_broken_file_is_judged_or_refused_in_words(seed: int) -> None:
    for more in range(10):
        with suppress(Unreadable):
            assert isinstance(lint(broken(seed + more)), list)


def test_most_broken_files_are_judged() -> None:
    """Else the test above would hold for a lint that refuses whatever is odd."""
    judged = 0
    for seed in range(20):
        with suppress(Unreadable):
            judged += bool(lint(broken(seed)))
    assert judged >= 5
