"""The Word file of a document, and the figures that it carries."""

from khuyencong.documents.docx.controls import cited_in as cited_in
from khuyencong.documents.docx.writing import write_docx as write_docx
