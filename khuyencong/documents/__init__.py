"""Official documents: one typed model, two writers (DOCX, PDF), and the rules of its layout."""

from khuyencong.documents.docx import write_docx
from khuyencong.documents.model import (
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Issuer,
    Items,
    Marker,
    Number,
    OnBehalf,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.documents.pdf import write_pdf

__all__ = [
    "Appendix",
    "Block",
    "Column",
    "Document",
    "Heading",
    "Issuer",
    "Items",
    "Marker",
    "Number",
    "OnBehalf",
    "Paragraph",
    "PlaceAndDay",
    "Recipients",
    "Side",
    "Signature",
    "Table",
    "write_docx",
    "write_pdf",
]
