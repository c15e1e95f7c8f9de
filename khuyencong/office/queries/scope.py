"""Whose documents and books a person sees."""

from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.states import NUMBERING

#: Whoever reads the records of a body reads what it writes about them; its clerk numbers it.
RIGHTS = ("project.read", NUMBERING)


def visible_to(user: Actor) -> QuerySet[IssuedDocument]:
    """Return the documents of the bodies the user answers for."""
    bodies = _bodies(user)
    rows = IssuedDocument.objects.all()
    return rows if bodies is None else rows.filter(body__in=bodies)


def books_visible_to(user: Actor) -> QuerySet[OutgoingBook]:
    """Return the books of the bodies the user answers for."""
    bodies = _bodies(user)
    rows = OutgoingBook.objects.all()
    return rows if bodies is None else rows.filter(body__in=bodies)


def _bodies(user: Actor) -> frozenset[UUID] | None:
    found: frozenset[UUID] = frozenset()
    for right in RIGHTS:
        bodies = user.custodians(right)
        if bodies is None:
            return None
        found |= bodies
    return found
