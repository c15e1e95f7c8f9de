"""What officers add to the register: the words of an article, the state of a province's paper."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.law.models import Article, ArticleText, LegalDocument, ProvincialInstrument
from khuyencong.law.queries.custody import custodian_of
from khuyencong.law.rules.permissions import Refused, may_attach, may_propose
from khuyencong.law.states import InstrumentKind, InstrumentState
from khuyencong.registry.models import Place
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.text import nfc


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
