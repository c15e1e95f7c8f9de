"""What a document looks like as it stands: its words, with the signature and number it has."""

from dataclasses import replace

from khuyencong.documents import Document, Number, OnBehalf, PlaceAndDay, Signature, restored
from khuyencong.office.models import IssuedDocument
from khuyencong.office.states import DocumentState, symbol_of


def previewed(row: IssuedDocument) -> Document:
    """Return the document as it stands now: framed as a draft until it is signed."""
    return replace(issued(row), draft=row.state in (DocumentState.DRAFTED, DocumentState.DROPPED))


def issued(row: IssuedDocument) -> Document:
    """Return the document with the signature, number and day of its row."""
    words = restored(row.words)
    return replace(
        words,
        number=Number(symbol_of(row.type, row.tail), row.number),
        place_and_day=_place_and_day(words.place_and_day, row),
        signature=_signature(words.signature, row),
        draft=False,
    )


def _place_and_day(told: PlaceAndDay, row: IssuedDocument) -> PlaceAndDay:
    return replace(told, day=row.day) if row.day else told


def _signature(told: Signature, row: IssuedDocument) -> Signature:
    if not row.signer:
        return told
    return Signature(
        post=row.post,
        name=row.signer,
        on_behalf=OnBehalf(row.capacity),
        of=row.capacity_of,
        party=told.party,
        collective=told.collective,
    )
