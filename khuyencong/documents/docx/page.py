"""Pages of a Word file: paper, margins, page numbers, and the letters of its styles."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from khuyencong.documents import layout
from khuyencong.documents.docx.marks import mark, page_number

SHORT, LONG = layout.PAPER


def lay_out(section: Any, *, wide: bool = False) -> None:
    """Give a section its paper and margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        Mm(LONG if wide else SHORT),
        Mm(SHORT if wide else LONG),
    )
    section.top_margin, section.bottom_margin = Mm(layout.TOP.used), Mm(layout.BOTTOM.used)
    section.left_margin, section.right_margin = Mm(layout.LEFT.used), Mm(layout.RIGHT.used)
    section.header_distance = Mm(layout.PAGE_NUMBER_FROM_TOP)


def begin(section: Any, *, first: bool) -> None:
    """Let the pages of a section be counted from 1, the first one bearing no number."""
    section.different_first_page_header_footer = True
    if first:
        page_number(section.header.paragraphs[0])
    number = mark("pgNumType", start=1)
    section._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")


def turn(document: Any, *, wide: bool) -> None:
    """Go on upright or turned: on a new page where the last one is not so already."""
    last = document.sections[-1]
    if (last.orientation == WD_ORIENT.LANDSCAPE) != wide:
        new_section(document, wide=wide)


def new_section(document: Any, *, wide: bool = False) -> Any:
    """Begin a new page of another shape; its number goes on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    for start in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(start)
    section.different_first_page_header_footer = False
    lay_out(section, wide=wide)
    return section


def set_letters(document: Any) -> None:
    """Set every style in the one font, black; headings in the size of the body."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    _one_font(defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    for style in document.styles:
        properties = style.element.find(qn("w:rPr"))
        if properties is not None and properties.find(qn("w:rFonts")) is not None:
            _one_font(properties)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = layout.FONT, Pt(layout.BODY_SIZE.used)
    form = normal.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(layout.PARAGRAPH_GAP)
    form.line_spacing = 1.15
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold = Pt(layout.BODY_SIZE.used), True
        heading.font.italic, heading.font.color.rgb = False, RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(0)
        heading.paragraph_format.space_after = Pt(layout.PARAGRAPH_GAP)
        heading.paragraph_format.first_line_indent = Mm(layout.INDENT)


def _one_font(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    named = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), layout.FONT)
    properties.insert(0, mark("rFonts", **named))
    for language in properties.findall(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
