"""Pictures in Word: what is drawn as SVG becomes points, told in words for who cannot see it."""

import io
import json
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm

from khuyencong.documents import layout
from khuyencong.documents.docx.marks import placed, say_parts
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Picture, Side
from khuyencong.documents.typesetting import typeset

#: Points per inch of a picture on paper.
PPI = 200
_SHEET = """
#let facts = json(bytes(sys.inputs.facts))
#set page(width: facts.width * 1pt, height: facts.height * 1pt, margin: 0pt)
#image(bytes(facts.svg), format: "svg", width: 100%)
"""
_POINT = 72 / 25.4


def write_picture(docx: Any, block: Picture) -> None:
    """Write a picture in the middle of the lines, its caption below it on the same page."""
    width, height = layout.picture_size(block.proportion, block.width)
    paragraph = placed(docx.add_paragraph(), Side.CENTRE, before=6, after=3)
    paragraph.paragraph_format.keep_with_next = bool(str(block.caption).strip())
    drawn = paragraph.add_run().add_picture(
        io.BytesIO(_png(block.svg, width, height)), width=Mm(width), height=Mm(height)
    )
    told = drawn._inline.docPr
    told.set("descr", plain(block.alt))
    told.set("name", f"Hình {told.get('id')}")
    for inner in drawn._inline.iter(qn("pic:cNvPr")):
        inner.set("name", f"Hình {told.get('id')}")
    if str(block.caption).strip():
        caption = placed(docx.add_paragraph(), Side.CENTRE, after=layout.PARAGRAPH_GAP)
        say_parts(caption, block.caption, layout.TABLE_SIZE, italic=True)


def _png(svg: str, width: float, height: float) -> bytes:
    facts = {"svg": svg, "width": width * _POINT, "height": height * _POINT}
    return typeset(_SHEET.encode(), json.dumps(facts, ensure_ascii=False), "png", ppi=PPI)
