"""A document is put forward to be signed, or taken back before it has a number."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents import Document, kept
from khuyencong.office.actions.noting import locked, note, said
from khuyencong.office.models import IssuedDocument
from khuyencong.office.rules import require_step
from khuyencong.office.states import PENDING, About, DocumentState, Kind
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền trình văn bản này."
WAITS = "Văn bản này đã ký và đang chờ số. Muốn trình bản khác thì bỏ bản đã ký trước."
ANEW = "Trình bản mới thay cho bản này."
TITLE = 600


@transaction.atomic
def draft(
    *,
    by: Actor,
    kind: Kind,
    body: Organisation,
    about: About,
    words: Document,
    tail: str,
    at: datetime,
) -> IssuedDocument:
    """Put a document forward to be signed for `body`; an unsigned one before it is dropped."""
    if not any(by.may(right, of=body.id) for right in kind.drafting):
        raise Refused(MAY_NOT)
    _drop_earlier(kind, about, by, at)
    row = IssuedDocument.objects.create(
        body=body,
        kind=kind.code,
        type=kind.type,
        tail=tail,
        title=clean(words.subject)[:TITLE],
        about_kind=about.kind,
        about=about.id,
        folder=about.folder,
        signing=kind.signing,
        words=kept(words),
        drafted_by=by.id,
        drafted_at=at,
    )
    note("draft", row, by=by, at=at)
    return row


@transaction.atomic
def drop(*, by: Actor, document: IssuedDocument, reason: str, at: datetime) -> IssuedDocument:
    """Take back what has no number yet, with the reason; nothing of the register changes."""
    row, reason = locked(document), said(reason)
    require_step(by, "drop", row, reason)
    return _dropped(row, by, at, reason)


def _drop_earlier(kind: Kind, about: About, by: Actor, at: datetime) -> None:
    pending = IssuedDocument.objects.select_for_update().filter(state__in=PENDING)
    for row in pending.filter(kind=kind.code, about=about.id):
        if row.state == DocumentState.SIGNED:
            raise Refused(WAITS)
        _dropped(row, by, at, ANEW)


def _dropped(row: IssuedDocument, by: Actor, at: datetime, reason: str) -> IssuedDocument:
    row.state, row.reason = DocumentState.DROPPED, reason
    row.ended_by, row.ended_at = by.id, at
    row.save()
    note("drop", row, by=by, at=at)
    return row
