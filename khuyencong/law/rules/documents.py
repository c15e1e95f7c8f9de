"""The state of a legal document on any day, from the document and what acts on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khuyencong.law.models import DocumentLink, LegalDocument
from khuyencong.law.states import DocumentStatus, LinkKind


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What a document is on a day, since when, and the documents that made it so.

    `certain` is False where a day that decides was not read in a source.
    """

    status: DocumentStatus
    since: date | None = None
    by: tuple[LegalDocument, ...] = ()
    certain: bool = True

    @property
    def label(self) -> str:
        """Return the state in Vietnamese."""
        return str(self.status.label)


def state_on(document: LegalDocument, links: Iterable[DocumentLink], day: date) -> DocumentState:
    """Return the state of `document` on `day`; `links` are those that act on it, with sources.

    A draft is no law. What ended or was replaced stays so, also where its first day was not read.
    """
    acting = [link for link in links if link.target_id == document.id and _acts(link, day)]
    if document.is_draft:
        return DocumentState(DocumentStatus.DRAFT)
    return (
        _before(document, day)
        or _gone(document, acting, day)
        or _suspended(acting)
        or _living(document, acting)
    )


def first_day(link: DocumentLink) -> date:
    """Return from when a link acts: its own day, else its source's, else the source's year."""
    source = link.source
    return link.valid_from or source.valid_from or source.issued_on or date(source.year, 1, 1)


def earliest(document: LegalDocument) -> date:
    """Return the first day on which a document may hold: nothing holds before it is issued."""
    return document.valid_from or document.issued_on or date(document.year, 1, 1)


def _acts(link: DocumentLink, day: date) -> bool:
    if link.source.is_draft or first_day(link) > day:
        return False
    return link.valid_until is None or day < link.valid_until


def _of(acting: list[DocumentLink], kind: LinkKind) -> list[DocumentLink]:
    return sorted((link for link in acting if link.kind == kind), key=first_day)


def _before(document: LegalDocument, day: date) -> DocumentState | None:
    if day >= earliest(document):
        return None
    known = document.valid_from or document.issued_on
    return DocumentState(DocumentStatus.NOT_YET, document.valid_from, certain=known is not None)


def _gone(document: LegalDocument, acting: list[DocumentLink], day: date) -> DocumentState | None:
    replacing = _of(acting, LinkKind.REPLACES)
    ended = document.valid_until is not None and document.valid_until <= day
    if replacing:
        first = replacing[0]
        by = tuple(link.source for link in replacing)
        read = first.valid_from is not None or first.source.valid_from is not None
        since = document.valid_until if ended else first_day(first) if read else None
        return DocumentState(DocumentStatus.REPLACED, since, by, certain=read or ended)
    if ended:
        return DocumentState(DocumentStatus.ENDED, document.valid_until)
    return None


def _suspended(acting: list[DocumentLink]) -> DocumentState | None:
    suspending = _of(acting, LinkKind.SUSPENDS)
    if not suspending:
        return None
    by = tuple(link.source for link in suspending)
    return DocumentState(DocumentStatus.SUSPENDED, first_day(suspending[0]), by)


def _living(document: LegalDocument, acting: list[DocumentLink]) -> DocumentState:
    amending = tuple(link.source for link in _of(acting, LinkKind.AMENDS))
    if document.valid_from is None:
        return DocumentState(DocumentStatus.UNKNOWN, None, amending, certain=False)
    status = DocumentStatus.AMENDED if amending else DocumentStatus.IN_FORCE
    return DocumentState(status, document.valid_from, amending)
