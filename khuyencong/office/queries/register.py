"""The register of a year: what has a number, what waits for one, what lies in a record's folder."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.queries.integrity import unexplained
from khuyencong.office.queries.scope import books_visible_to, visible_to
from khuyencong.office.states import DocumentState


@dataclass(frozen=True)
class Shelf:
    """A book with what is counted in it; `gaps` are numbers that no document explains."""

    book: OutgoingBook
    revoked: int
    gaps: list[int]


def shelf(user: Actor, year: int) -> list[Shelf]:
    """Return the books of a year that the user sees; two queries."""
    revoked = Count("documents", filter=Q(documents__state=DocumentState.REVOKED))
    books = books_visible_to(user).filter(year=year).select_related("body")
    rows = list(books.annotate(revoked=revoked).order_by("body__name", "tail", "type"))
    gaps = unexplained(rows)
    return [Shelf(book, book.revoked, gaps[book.id]) for book in rows]


def years(user: Actor) -> list[int]:
    """Return the years of which the user sees a book, the newest first."""
    return list(books_visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def numbered(user: Actor, year: int) -> QuerySet[IssuedDocument]:
    """Return what stands in the register of a year, revoked ones too, the last number first."""
    rows = visible_to(user).filter(book__year=year).select_related("body", "book")
    return rows.order_by("body__name", "book__tail", "book__type", "-number")


def waiting(user: Actor, state: DocumentState) -> QuerySet[IssuedDocument]:
    """Return what waits to be signed, or to be numbered, the longest waiting first."""
    rows = visible_to(user).filter(state=state).select_related("body")
    return rows.order_by("signed_at", "drafted_at")


def in_folder(folder: UUID) -> list[IssuedDocument]:
    """Return the documents of a record that the caller has found visible, the newest first."""
    rows = IssuedDocument.objects.filter(folder=folder).exclude(state=DocumentState.DROPPED)
    return list(rows.select_related("body").order_by("-drafted_at"))
