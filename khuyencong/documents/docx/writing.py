"""From a document to the bytes of its Word file."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx

from khuyencong.documents import layout
from khuyencong.documents.docx.body import write_blocks
from khuyencong.documents.docx.head import write_end, write_head, write_title
from khuyencong.documents.docx.marks import placed, say
from khuyencong.documents.docx.page import begin, lay_out, new_section, set_letters, turn
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Appendix, Document, Side, stands_with_signature

#: The moment that every file bears, so that one document is always the same bytes.
STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY = 255
#: In place of what the library's own template tells of itself (its pages, its maker).
MADE_BY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Khuyến Công</Application></Properties>'
)


def write_docx(document: Document) -> bytes:
    """Return the document as a Word file, the same bytes for the same document."""
    made = docx.Document()
    set_letters(made)
    _describe(made, document)
    lay_out(made.sections[0])
    begin(made.sections[0], first=True)
    write_head(made, document)
    write_title(made, document)
    write_blocks(made, document.blocks)
    if stands_with_signature(document):
        made.paragraphs[-1].paragraph_format.keep_with_next = True
    turn(made, wide=False)
    write_end(made, document)
    for index, appendix in enumerate(document.appendices):
        _attach(made, document, document.label(index), appendix)
    packed = io.BytesIO()
    made.save(packed)
    return _stamped(packed.getvalue())


def _attach(made: Any, document: Document, label: str, appendix: Appendix) -> None:
    begin(new_section(made, wide=appendix.turned), first=False)
    size = layout.BODY_SIZE.used
    say(placed(made.add_paragraph(), Side.CENTRE), label, size, bold=True)
    say(placed(made.add_paragraph(), Side.CENTRE), appendix.title.upper(), size, bold=True)
    belongs = placed(made.add_paragraph(), Side.CENTRE, after=6)
    say(belongs, document.attached_to, size, italic=True)
    write_blocks(made, appendix.blocks)


def _describe(made: Any, document: Document) -> None:
    about = made.core_properties
    about.title = plain(document.title)[:_LONGEST_PROPERTY]
    about.author = plain(document.issuer.name)[:_LONGEST_PROPERTY]
    about.language, about.comments = "vi-VN", ""
    about.created = about.modified = STAMP.replace(tzinfo=None)


def _stamped(packed: bytes) -> bytes:
    """Return the archive with one moment on all its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as made, zipfile.ZipFile(out, "w") as stamped:
        for member in made.infolist():
            same = zipfile.ZipInfo(member.filename, STAMP.timetuple()[:6])
            same.compress_type = zipfile.ZIP_DEFLATED
            is_told = member.filename == "docProps/app.xml"
            stamped.writestr(same, MADE_BY if is_told else made.read(member))
    return out.getvalue()
