"""The PDF of a document, typeset without an office suite."""

from khuyencong.documents.pdf.together import pdfs_together as pdfs_together
from khuyencong.documents.pdf.writing import write_pdf as write_pdf
