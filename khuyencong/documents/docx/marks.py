"""The small marks of Word's XML that python-docx has no words for."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from khuyencong.documents import layout
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Cited, Side, Words, fitted

ALIGNED = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Side.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
#: Eighths of a point of a drawn line.
THIN = "6"


def mark(name: str, **values: object) -> Any:
    """Return a mark such as `<w:tblHeader w:val="1"/>`."""
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def say(paragraph: Any, text: str, size: int, *, bold: bool = False, italic: bool = False) -> Any:
    """Write text into a paragraph; return the paragraph."""
    run = paragraph.add_run(plain(text))
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def say_parts(
    paragraph: Any, words: Words, size: int, *, bold: bool = False, italic: bool = False
) -> Any:
    """Write words into a paragraph, each figure in a control of its own; return the paragraph."""
    for part in fitted(words):
        told = part if isinstance(part, str) else part.text
        run = paragraph.add_run(told)
        run.font.size = Pt(size)
        run.bold, run.italic = bold or None, italic or None
        if isinstance(part, Cited):
            controlled(run._r, part.cite)
    return paragraph


def controlled(run: Any, cite: str) -> None:
    """Put a run into a content control that bears the key of its figure; it looks as before."""
    control, told, content = mark("sdt"), mark("sdtPr"), mark("sdtContent")
    # Not a control of plain text: LibreOffice shows that in the letters of the paragraph's style.
    told.append(mark("tag", val=cite))
    run.addprevious(control)
    content.append(run)
    control.extend((told, content))


def placed(paragraph: Any, side: Side, *, before: int = 0, after: int = 0) -> Any:
    """Put a paragraph on a side with points around it, no first-line indent; return it."""
    form = paragraph.paragraph_format
    form.alignment = ALIGNED[side]
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Mm(0)
    form.line_spacing = 1
    return paragraph


def ruled(paragraph: Any, indent: float) -> Any:
    """Draw a line below a paragraph, `indent` millimetres in from both sides; return it."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    borders = mark("pBdr")
    borders.append(mark("bottom", val="single", sz=THIN, space=1, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def page_number(paragraph: Any) -> None:
    """Write the number of the page, counted by Word."""
    placed(paragraph, Side.CENTRE)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(layout.PAGE_NUMBER_SIZE.used)
        if kind:
            run._r.append(mark("fldChar", fldCharType=kind))
        else:
            instruction = mark("instrText")
            instruction.text = code
            run._r.append(instruction)
