"""A signed document gets its number and its files; a document that is revoked keeps its number."""

import re
from datetime import date, datetime

from django.db import transaction

from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents import write_docx, write_pdf
from khuyencong.office.actions.books import book_for_update
from khuyencong.office.actions.noting import locked, note, said
from khuyencong.office.models import IssuedDocument
from khuyencong.office.rules import issued, require_step
from khuyencong.office.states import DocumentState
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.text import clean

TAIL = re.compile(r"[A-ZĐÀ-Ỹ][\wĐđ&.-]{0,19}")
NO_TAIL = "Ghi tên tắt của đơn vị trong ký hiệu, như “SCT”: chữ hoa đứng đầu, không dấu cách."


@transaction.atomic
def number(
    *, by: Actor, document: IssuedDocument, day: date, at: datetime, tail: str = ""
) -> IssuedDocument:
    """Give a signed document the next number of its book, and keep its files as they go out.

    `tail` is the short name in the symbol, asked for where the registry knows none.
    """
    row = locked(document)
    require_step(by, "number", row)
    row.tail = row.tail or _checked(tail)
    _check_day(row, day, at)
    book = book_for_update(row.body, day.year, row.tail, row.type, at)
    if book.last_day and day < book.last_day:
        raise Refused(
            f"Số {book.last} của sổ này đã ghi ngày {format_date(book.last_day)}: "
            "văn bản sau không ghi ngày trước."
        )
    book.last, book.last_day = book.last + 1, day
    book.save(update_fields=["last", "last_day"])
    row.book, row.number, row.day = book, book.last, day
    row.state = DocumentState.NUMBERED
    row.numbered_by, row.numbered_at = by.id, at
    _keep_files(row)
    row.save()
    note("number", row, by=by, at=at, number=book.last, year=book.year)
    return row


@transaction.atomic
def revoke(*, by: Actor, document: IssuedDocument, reason: str, at: datetime) -> IssuedDocument:
    """Revoke what was issued; its number stays taken, and the register says why."""
    row, reason = locked(document), said(reason)
    require_step(by, "revoke", row, reason)
    row.state, row.reason = DocumentState.REVOKED, reason
    row.ended_by, row.ended_at = by.id, at
    row.save()
    note("revoke", row, by=by, at=at, number=row.number or 0)
    return row


def _keep_files(row: IssuedDocument) -> None:
    words = issued(row)
    row.docx, row.pdf = blobs.put(write_docx(words)), blobs.put(write_pdf(words))


def _checked(tail: str) -> str:
    told = clean(tail)
    if not TAIL.fullmatch(told):
        raise Refused(NO_TAIL)
    return told


def _check_day(row: IssuedDocument, day: date, at: datetime) -> None:
    today, signed = day_in_vietnam(at), day_in_vietnam(row.signed_at or at)
    if day > today:
        raise Refused(f"Hôm nay là ngày {format_date(today)}: không ghi ngày ban hành về sau.")
    if day < signed:
        raise Refused(f"Văn bản ký ngày {format_date(signed)}: không ghi ngày ban hành trước đó.")
