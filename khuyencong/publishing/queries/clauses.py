"""Clauses that a page of our own words cites, as the register of the law knows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.law.models import Article
from khuyencong.law.queries.documents import Registered, register


@dataclass(frozen=True, slots=True)
class Clause:
    """Where in which document something stands: its key, article, clause."""

    document: str
    article: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause on a page: its words, its document's state on the day, whether it was read."""

    clause: Clause
    label: str
    document: Registered | None
    verified: bool
    article_id: UUID | None


def cited(clauses: Iterable[Clause], day: date) -> dict[Clause, Cited]:
    """Return each clause as the register knows it on a day; three queries.

    What does not stand in the register, or was not read, is told as not verified.
    """
    wanted = list(clauses)
    keys = {one.document for one in wanted}
    documents = {one.document.key: one for one in register(day) if one.document.key in keys}
    rows = Article.objects.filter(document__key__in=keys).select_related("document")
    known = {(row.document.key, row.article, row.clause): row for row in rows}
    return {one: _cited(one, known, documents) for one in wanted}


def _cited(
    one: Clause, known: dict[tuple[str, str, str], Article], documents: dict[str, Registered]
) -> Cited:
    row = known.get((one.document, one.article, one.clause))
    label = row.label if row else f"Điều {one.article}"
    document = documents.get(one.document)
    verified = bool(row and row.verified and document and document.document.verified)
    return Cited(one, label, document, verified, row.id if row else None)
