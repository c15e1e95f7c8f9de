"""The official documents of a đề án: which can be made now, and their words.

from khuyencong.projects.queries.documents import documents_of, paper_of

documents_of(project, day)              # for the page of a đề án: what there is, what stands
paper_of(project, day, code, about)     # one of them, to be printed or put forward
"""

from khuyencong.projects.queries.documents.catalogue import Paper, papers_of
from khuyencong.projects.queries.documents.facts import Basis, Dossier
from khuyencong.projects.queries.documents.loading import dossier_of
from khuyencong.projects.queries.documents.shelf import (
    Documents,
    Offered,
    documents_of,
    paper_of,
)

__all__ = [
    "Basis",
    "Documents",
    "Dossier",
    "Offered",
    "Paper",
    "documents_of",
    "dossier_of",
    "paper_of",
    "papers_of",
]
