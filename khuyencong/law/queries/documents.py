"""The register of legal documents: search, state on a day, the page of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from khuyencong.law.models import Article, ArticleText, DocumentLink, LegalDocument
from khuyencong.law.queries.snapshot import loaded, plain_parameter, unread_amendments
from khuyencong.law.rules.documents import DocumentState, state_on
from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.values.text import fold


@dataclass(frozen=True, slots=True)
class Registered:
    """A document with its state on the day asked for."""

    document: LegalDocument
    state: DocumentState


def documents(text: str = "", kind: str = "") -> QuerySet[LegalDocument]:
    """Return the documents that hold every word of `text`, with or without marks, newest first."""
    found = LegalDocument.objects.all()
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("-year", "-issued_on", "number", "key")


def register(day: date, text: str = "", kind: str = "") -> list[Registered]:
    """Return the documents found, each with its state on a day; two queries."""
    acting = Prefetch("acted_on_by", DocumentLink.objects.select_related("source"))
    found = documents(text, kind).prefetch_related(acting)
    return [Registered(d, state_on(d, d.acted_on_by.all(), day)) for d in found]


def document_state(document: LegalDocument, day: date) -> DocumentState:
    """Return the state of one document on a day; one query."""
    return state_on(document, document.acted_on_by.select_related("source"), day)


def documents_cited(number: str) -> QuerySet[LegalDocument]:
    """Return who bears a number as a text cites it: "26/2014" is two circulars."""
    return LegalDocument.objects.filter(
        Q(number=number) | Q(number__startswith=f"{number}/")
    ).order_by("number")


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its state, what it does and what is done to it, articles, parameters."""

    document: LegalDocument
    state: DocumentState
    acts_on: list[DocumentLink]
    acted_on_by: list[DocumentLink]
    articles: list[Article]
    parameters: list[DatedParameter]
    places: list[str]


def document_page(key: str, day: date) -> DocumentPage:
    """Return all that the page of a document shows; LegalDocument.DoesNotExist without one."""
    document = LegalDocument.objects.select_related("place").get(key=key)
    acted_on_by = list(document.acted_on_by.select_related("source").order_by("valid_from"))
    acts_on = list(document.acts_on.select_related("target").order_by("valid_from"))
    texts = Prefetch("texts", ArticleText.objects.filter(superseded_at=None))
    articles = document.articles.order_by("position").prefetch_related(texts)
    covered = document.coverage.select_related("place").order_by("kind", "place__name")
    return DocumentPage(
        document,
        state_on(document, acted_on_by, day),
        acts_on,
        acted_on_by,
        list(articles),
        _resting_on(document, day),
        [f"{row.get_kind_display()}: {row.place}" for row in covered],
    )


def _resting_on(document: LegalDocument, day: date) -> list[DatedParameter]:
    """Return every parameter told of a document, of all its days; a draft's too."""
    rows = loaded().filter(document=document, superseded_at=None)
    unread = unread_amendments(day)
    return [plain_parameter(row, day, unread=unread) for row in rows]
