"""The documents of a đề án for its page: what can be made, what was put forward, what has gone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.office.models import IssuedDocument
from khuyencong.office.queries import in_folder
from khuyencong.projects.models import Project
from khuyencong.projects.queries.documents.catalogue import Paper, papers_of
from khuyencong.projects.queries.documents.facts import Basis
from khuyencong.projects.queries.documents.loading import dossier_of


@dataclass(frozen=True)
class Offered:
    """A document that can be made now, with those already made of it, the newest first."""

    paper: Paper
    issued: list[IssuedDocument]

    @property
    def code(self) -> str:
        """Return what stands in its address."""
        return self.paper.code

    def may_draft(self, user: Actor) -> bool:
        """Return whether this person may put it forward."""
        kind = self.paper.kind
        return kind is not None and any(
            user.may(right, of=self.paper.body.id) for right in kind.drafting
        )


@dataclass(frozen=True)
class Documents:
    """All documents of a đề án on a day, and the grounds that they leave blank."""

    offered: list[Offered]
    basis: Basis


def documents_of(project: Project, day: date) -> Documents:
    """Return the documents of a đề án that the caller has found visible."""
    dossier = dossier_of(project, day)
    issued = in_folder(project.id)
    offered = [
        Offered(paper, [row for row in issued if (row.kind, row.about) == _key(paper)])
        for paper in papers_of(dossier)
    ]
    return Documents(offered, dossier.basis)


def paper_of(project: Project, day: date, code: str, about: UUID | None = None) -> Paper | None:
    """Return one document of a đề án, the first of its kind where `about` is not told."""
    for paper in papers_of(dossier_of(project, day)):
        if paper.code == code and about in (None, paper.about):
            return paper
    return None


def _key(paper: Paper) -> tuple[str, UUID]:
    return paper.code, paper.about
