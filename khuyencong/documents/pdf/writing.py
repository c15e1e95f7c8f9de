"""From a document to the bytes of its PDF."""

import json
from functools import cache
from importlib import resources
from typing import cast

import typst

from khuyencong.documents.model import Document
from khuyencong.documents.pdf.facts import facts_of

#: Seconds since 1970 that every file bears, so that one document is always the same bytes.
STAMP = 946_684_800
_HERE = resources.files("khuyencong.documents")


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF, the same bytes for the same document.

    The letters are the carried ones, whatever the machine has; nothing outside is read.
    """
    inputs = {"facts": json.dumps(facts_of(document), ensure_ascii=False)}
    sheet = (_HERE / "pdf" / "sheet.typ").read_bytes()
    made = typst.Compiler(font_paths=_fonts(), sys_inputs=inputs, input=sheet).compile(
        format="pdf", timestamp=STAMP
    )
    return cast(bytes, made)


@cache
def _fonts() -> typst.Fonts:
    with resources.as_file(_HERE / "fonts") as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
