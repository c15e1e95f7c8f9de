"""Books: one of a body's year for all types, or one for a type where the body wants it so."""

from datetime import datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.states import NUMBERING, DocumentType
from khuyencong.registry.models import Organisation

MAY_NOT = "Anh/chị không giữ sổ văn bản của đơn vị này."
IN_THE_COMMON_BOOK = "Năm {year} đã có văn bản loại này lấy số ở sổ chung. Mở sổ riêng từ năm sau."


@transaction.atomic
def open_book(
    *, by: Actor, body: Organisation, year: int, tail: str, type: DocumentType, at: datetime
) -> OutgoingBook:
    """Let a type of document be counted on its own from this year on."""
    if not by.may(NUMBERING, of=body.id):
        raise Refused(MAY_NOT)
    common = book_for_update(body, year, tail, "", at)
    if IssuedDocument.objects.filter(book=common, type=type).exists():
        raise Refused(IN_THE_COMMON_BOOK.format(year=year))
    book, is_new = OutgoingBook.objects.get_or_create(
        body=body, year=year, tail=tail, type=type, defaults={"opened_at": at}
    )
    if is_new:
        journal.record(
            "book.open",
            custodian=body.id,
            about=f"book:{book.id}",
            at=at,
            by=by.id,
            facts={"year": year, "type": str(type)},
        )
    return book


def book_for_update(
    body: Organisation, year: int, tail: str, type_code: str, at: datetime
) -> OutgoingBook:
    """Return the book that counts a type in a year, locked; a new year takes over last year's."""
    common, _ = OutgoingBook.objects.get_or_create(
        body=body, year=year, tail=tail, type="", defaults={"opened_at": at}
    )
    # The common book is the lock of the year: nobody opens a book beside it meanwhile.
    common = OutgoingBook.objects.select_for_update().get(id=common.id)
    own = _own_book(body, year, tail, type_code, at) if type_code else None
    return own or common


def _own_book(
    body: Organisation, year: int, tail: str, type_code: str, at: datetime
) -> OutgoingBook | None:
    told = {"body": body, "tail": tail, "type": type_code}
    books = OutgoingBook.objects.select_for_update()
    if OutgoingBook.objects.filter(**told, year=year - 1).exists():
        books.get_or_create(**told, year=year, defaults={"opened_at": at})
    return books.filter(**told, year=year).first()
