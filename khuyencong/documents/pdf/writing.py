"""From a document to the bytes of its PDF."""

import json
from importlib import resources

from khuyencong.documents.model import Document, Link
from khuyencong.documents.pdf.facts import facts_of
from khuyencong.documents.typesetting import typeset

#: Seconds since 1970 that every file bears, so that one document is always the same bytes.
STAMP = 946_684_800
_SHEET = resources.files("khuyencong.documents") / "pdf" / "sheet.typ"


def write_pdf(document: Document, link: Link | None = None) -> bytes:
    """Return the document as PDF, the same bytes for the same document.

    A figure opens the address that `link` gives for its cite, and looks like the words around it.
    The letters are the carried ones, whatever the machine has; nothing outside is read.
    """
    facts = json.dumps(facts_of(document, link), ensure_ascii=False)
    return typeset(_SHEET.read_bytes(), facts, "pdf", timestamp=STAMP)
