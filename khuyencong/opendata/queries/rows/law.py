"""Rows of the register of the law."""

from collections.abc import Iterator
from typing import Any

from khuyencong.law.models import DocumentLink, LegalDocument
from khuyencong.opendata.queries.moment import CHUNK, Moment


def documents(_: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield every document of the register."""
    rows = LegalDocument.objects.order_by("key").values_list(
        "key", "kind", "number", "issuer", "place__key", "issued_on", "year", "title",
        "valid_from", "valid_until", "is_draft", "verified", "url",
    )  # fmt: skip
    yield from rows.iterator(CHUNK)


def links(_: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield what documents do to one another."""
    rows = DocumentLink.objects.order_by("source__key", "target__key", "kind").values_list(
        "source__key", "target__key", "kind", "valid_from", "valid_until", "content_read",
        "verified",
    )  # fmt: skip
    yield from rows.iterator(CHUNK)


ROWS = {"legal_documents": documents, "legal_links": links}
