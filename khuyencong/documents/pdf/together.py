"""Several PDFs as one, each beginning on a page of its own: a pile to be printed at one go.

Asked for by its own name: the library that reads PDFs takes more address space than the child has
in which documents are checked.
"""

import io
from collections.abc import Iterable

import pypdfium2 as pdfium


def pdfs_together(files: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of all, in their order."""
    pile = pdfium.PdfDocument.new()
    try:
        for data in files:
            one = pdfium.PdfDocument(data)
            try:
                pile.import_pages(one)
            finally:
                one.close()
        out = io.BytesIO()
        pile.save(out)
        return out.getvalue()
    finally:
        pile.close()
