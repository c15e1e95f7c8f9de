"""The rows of documents, their graph, their articles and the papers of the provinces."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from khuyencong.law.actions.tables import day, table
from khuyencong.law.models import (
    Article,
    Coverage,
    DocumentLink,
    LegalDocument,
    ProvincialInstrument,
)
from khuyencong.registry.actions.tables import reference_id
from khuyencong.registry.models import Place
from khuyencong.values.text import fold, nfc

Places = Mapping[str, Place]
Documents = Mapping[str, LegalDocument]


def documents(places: Places) -> dict[str, LegalDocument]:
    """Return every document by its key."""
    return {
        row["key"]: LegalDocument(
            id=reference_id("legal-document", row["key"]),
            key=row["key"],
            kind=row["kind"],
            number=row["number"],
            issuer=row["issuer"],
            place=places[row["place"]] if row["place"] else None,
            issued_on=day(row["issued_on"]),
            year=int(row["year"]),
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            is_draft=row["draft"] == "True",
            title=nfc(row["title"]),
            folded=fold(f"{row['number']} {row['title']} {row['issuer']} {row['year']}"),
            verified=row["verified"] == "True",
            url=row["url"],
        )
        for row in table("documents")
    }


def links(known: Documents) -> Iterator[DocumentLink]:
    """Yield what documents do to one another."""
    for row in table("document_links"):
        yield DocumentLink(
            id=reference_id("document-link", f"{row['source']} {row['kind']} {row['target']}"),
            source=known[row["source"]],
            target=known[row["target"]],
            kind=row["kind"],
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            content_read=row["content_read"] == "True",
            verified=row["verified"] == "True",
        )


def coverage(known: Documents, places: Places) -> Iterator[Coverage]:
    """Yield where provincial documents hold, and whose rules they replace."""
    for row in table("coverage"):
        yield Coverage(
            id=reference_id("coverage", f"{row['document']} {row['kind']} {row['place']}"),
            document=known[row["document"]],
            place=places[row["place"]],
            kind=row["kind"],
            verified=row["verified"] == "True",
        )


def articles(known: Documents) -> Iterator[Article]:
    """Yield the articles in the order of the file."""
    for position, row in enumerate(table("articles")):
        label = f"{row['document']} {row['article']}.{row['clause']}.{row['point']}"
        yield Article(
            id=reference_id("article", label),
            document=known[row["document"]],
            article=row["article"],
            clause=row["clause"],
            point=row["point"],
            position=position,
            sense=nfc(row["sense"]),
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            verified=row["verified"] == "True",
        )


def instruments(known: Documents, places: Places, at: datetime) -> Iterator[ProvincialInstrument]:
    """Yield the states of the provinces' papers."""
    for row in table("instruments"):
        label = f"{row['place']} {row['kind']} {row['valid_from']}"
        yield ProvincialInstrument(
            id=reference_id("instrument", label),
            recorded_at=at,
            place=places[row["place"]],
            kind=row["kind"],
            state=row["state"],
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            document=known[row["document"]] if row["document"] else None,
            verified=row["verified"] == "True",
            note=nfc(row["note"]),
        )
