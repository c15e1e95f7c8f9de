"""The PDF of a document, typeset without an office suite."""

from khuyencong.documents.pdf.writing import write_pdf as write_pdf
