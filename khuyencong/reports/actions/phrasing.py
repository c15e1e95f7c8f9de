"""An office words a sentence of its reports anew, or goes back to ours; every version is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import BadPhrase, check_phrase, standard

MAY_NOT = "Anh/chị không có quyền sửa câu mẫu của đơn vị này."
CHANGED = "Câu này vừa được người khác sửa. Xin tải lại trang, đọc câu mới rồi viết lại."
SAME = "Câu này đang viết đúng như vậy rồi."
IS_STANDARD = "Đơn vị đang dùng câu chuẩn rồi."
UNKNOWN = "Không có câu mẫu này."
REASON = 300


@transaction.atomic
def write_phrase(
    *,
    by: Actor,
    office: Organisation,
    key: str,
    text: str,
    reason: str,
    seen: UUID | None,
    at: datetime,
) -> Phrase:
    """Word a sentence anew, over the version `seen` (None: the office has none yet).

    Refused where the wording does more than show the figures of the sentence, or somebody else
    wrote it since.
    """
    before = _standing(by, office, key, seen)
    try:
        written = check_phrase(key, text)
    except BadPhrase as refusal:
        raise Refused(str(refusal)) from refusal
    if written == (before.text if before and before.text else standard()[key]):
        raise Refused(SAME)
    return _kept(by, office, key, written, reason, before, at)


@transaction.atomic
def use_standard(
    *, by: Actor, office: Organisation, key: str, reason: str, seen: UUID | None, at: datetime
) -> Phrase:
    """Go back to our wording of a sentence. Refused where it stands already."""
    before = _standing(by, office, key, seen)
    if before is None or not before.text:
        raise Refused(IS_STANDARD)
    return _kept(by, office, key, "", reason, before, at)


def _standing(by: Actor, office: Organisation, key: str, seen: UUID | None) -> Phrase | None:
    """Return the standing version, the office locked; Refused where it is not the one seen."""
    if not by.may(P.REPORT_PHRASE, of=office.id):
        raise Refused(MAY_NOT)
    if key not in standard():
        raise Refused(UNKNOWN)
    Organisation.objects.select_for_update().get(id=office.id)
    before = Phrase.objects.filter(custodian=office, key=key, superseded_at=None).first()
    if (before.id if before else None) != seen:
        raise Refused(CHANGED)
    return before


def _kept(
    by: Actor,
    office: Organisation,
    key: str,
    text: str,
    reason: str,
    before: Phrase | None,
    at: datetime,
) -> Phrase:
    why = line(reason, "Lý do", REASON, required=True)
    if before:
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    row = Phrase(custodian=office, key=key, text=text, reason=why, by=by.id, recorded_at=at)
    row.save(force_insert=True)
    journal.record(
        "phrase.write" if text else "phrase.standard",
        custodian=office.id,
        about=f"phrase:{row.id}",
        at=at,
        by=by.id,
        facts={"key": key},
    )
    return row
