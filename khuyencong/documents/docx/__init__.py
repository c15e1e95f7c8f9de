"""The Word file of a document."""

from khuyencong.documents.docx.writing import write_docx as write_docx
