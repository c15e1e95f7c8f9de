"""What officers add to the register: the words of an article, the state of a province's paper."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.users import Actor
from khuyencong.law.models import (
    Article,
    ArticleText,
    Coverage,
    DocumentLink,
    LegalDocument,
    ProvincialInstrument,
)
from khuyencong.law.queries.custody import custodian_of
from khuyencong.law.rules.permissions import Refused, may_attach, may_confirm, may_propose
from khuyencong.law.states import CoverageKind, InstrumentKind, InstrumentState, LinkKind
from khuyencong.registry.actions.tables import slug
from khuyencong.registry.models import Place
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.text import fold, nfc


@transaction.atomic
def attach_text(*, article: Article, text: str, by: Actor, at: datetime) -> ArticleText:
    """Attach the words of an article; a text that stood before is superseded, not lost."""
    if not may_attach(by):
        raise Refused("Anh/chị không có quyền nhập nguyên văn điều khoản.")
    words = nfc(text).strip()
    if not words:
        raise Refused("Dán nguyên văn điều khoản vào ô.")
    held = Article.objects.select_for_update().get(pk=article.pk)
    held.texts.filter(superseded_at=None).update(superseded_at=at)
    attached = ArticleText.objects.create(
        article=held, text=words, attached_by=by.id, recorded_at=at
    )
    journal.record(
        "law.attach_text",
        custodian=custodian_of(held.document.place, day_in_vietnam(at)).id,
        about=f"article:{held.id}",
        at=at,
        by=by.id,
        facts={"sha256": hashlib.sha256(words.encode()).hexdigest()},
    )
    return attached


@transaction.atomic
def register_document(
    *,
    by: Actor,
    at: datetime,
    acts: Collection[tuple[LinkKind, LegalDocument]] = (),
    **content: Any,
) -> LegalDocument:
    """Enter a document into the register, with what it does to others; not verified yet.

    `content` holds kind, number, issuer, place, issued_on, valid_from, is_draft, title, url. A
    provincial document holds in its province. Raises Refused without the right, and where the
    number of this issuer stands in the register already.
    """
    place = content.get("place")
    custodian = custodian_of(place, day_in_vietnam(at))
    if not may_propose(by, custodian.id):
        raise Refused(f"Anh/chị không có quyền ghi văn bản của {place or 'trung ương'}.")
    document = _enter(by, at, content)
    if place:
        Coverage.objects.create(document=document, place=place, kind=CoverageKind.HOLDS)
    for kind, target in acts:
        DocumentLink.objects.create(
            source=document, target=target, kind=kind, valid_from=document.valid_from
        )
    _note("law.register_document", document, custodian.id, by, at)
    return document


def _enter(by: Actor, at: datetime, content: dict[str, Any]) -> LegalDocument:
    year = (content.get("issued_on") or content.get("valid_from") or day_in_vietnam(at)).year
    number, issuer = content.get("number", ""), content["issuer"]
    words = f"{number} {content['title']} {issuer} {year}"
    try:
        with transaction.atomic():
            return LegalDocument.objects.create(
                key=slug(f"{number} {issuer}")[:60] + f"-{new_id().hex[-6:]}",
                year=year,
                folded=fold(words),
                registered_by=by.id,
                **content,
            )
    except IntegrityError as error:
        raise Refused(
            f"Văn bản số {number} của {issuer} đã có trong sổ, hoặc ngày chưa hợp lệ: dự thảo"
            " không có ngày hiệu lực."
        ) from error


@transaction.atomic
def verify_document(*, document: LegalDocument, by: Actor, at: datetime) -> LegalDocument:
    """Say that a document stands as registered, by another person than who registered it."""
    held = LegalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    custodian = custodian_of(held.place, day_in_vietnam(at))
    if not may_confirm(by, custodian.id):
        raise Refused("Anh/chị không có quyền kiểm chứng văn bản này.")
    if held.verified:
        raise Refused("Văn bản này đã được kiểm chứng.")
    if held.registered_by == by.id:
        raise Refused("Người kiểm chứng phải khác người ghi sổ.")
    held.verified, held.verified_by = True, by.id
    held.save(update_fields=["verified", "verified_by"])
    _note("law.verify_document", held, custodian.id, by, at)
    return held


def _note(act: str, document: LegalDocument, custodian: UUID, by: Actor, at: datetime) -> None:
    journal.record(
        act,
        custodian=custodian,
        about=f"legal-document:{document.id}",
        at=at,
        by=by.id,
        facts={"number": document.number, "issuer": document.issuer},
    )


@transaction.atomic
def record_instrument(
    *,
    place: Place,
    kind: InstrumentKind,
    state: InstrumentState,
    since: date,
    document: LegalDocument | None,
    by: Actor,
    at: datetime,
    note: str = "",
) -> ProvincialInstrument:
    """Record how far a province has come with a paper since a day; the state before ends then.

    Raises Refused without the right, for "issued" without its document, for a day on which the
    province is not there, and for a day not after the state before.
    """
    custodian = custodian_of(place, day_in_vietnam(at))
    if not may_propose(by, custodian.id):
        raise Refused(f"Anh/chị không có quyền ghi văn bản của {place}.")
    if state == InstrumentState.ISSUED and document is None:
        raise Refused("Chọn văn bản đã ban hành.")
    held = Place.objects.select_for_update().get(pk=place.pk)
    if not held.held_on(since):
        raise Refused(f"Ngày {format_date(since)} không có {place}.")
    _end_before(held, kind, since)
    row = ProvincialInstrument.objects.create(
        place=held,
        kind=kind,
        state=state,
        valid_from=since,
        document=document,
        verified=document is not None,
        note=note,
        recorded_by=by.id,
        recorded_at=at,
    )
    journal.record(
        "law.record_instrument",
        custodian=custodian.id,
        about=f"instrument:{row.id}",
        at=at,
        by=by.id,
        facts={"place": place.key, "kind": str(kind), "state": str(state)},
    )
    return row


def _end_before(place: Place, kind: InstrumentKind, since: date) -> None:
    stand = ProvincialInstrument.objects.select_for_update().filter(
        place=place, kind=kind, superseded_at=None
    )
    last = stand.order_by("-valid_from").first()
    if last is None:
        return
    if last.valid_from and since <= last.valid_from:
        raise Refused(f"Đã ghi tình trạng từ {format_date(last.valid_from)}: chọn ngày sau đó.")
    if last.valid_until is None:
        last.valid_until = since
        last.save(update_fields=["valid_until"])
