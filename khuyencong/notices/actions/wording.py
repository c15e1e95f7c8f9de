"""A sentence of the notices is worded anew, or goes back to ours; every version is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.notices.models import Wording
from khuyencong.notices.queries.wording import is_seen, sentences
from khuyencong.notices.rules.permissions import WORD
from khuyencong.notices.rules.wording import BadWording, check_wording, standard
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind

REASON = 300


@transaction.atomic
def word(
    *, by: Actor, key: str, text: str, reason: str, seen: UUID | None, at: datetime
) -> Wording:
    """Word a sentence anew over the version `seen`. Refused where it says more than it may."""
    before, agency = _standing(by, key, seen)
    try:
        written = check_wording(key, text)
    except BadWording as refusal:
        raise Refused(str(refusal)) from refusal
    if written == sentences()[key]:
        raise Refused("Câu này đang viết đúng như vậy rồi.")
    return _kept(by, key, written, reason, before, agency, at)


@transaction.atomic
def use_standard(*, by: Actor, key: str, reason: str, seen: UUID | None, at: datetime) -> Wording:
    """Go back to our sentence. Refused where it stands already."""
    before, agency = _standing(by, key, seen)
    if before is None or not before.text:
        raise Refused("Đang dùng câu chuẩn rồi.")
    return _kept(by, key, "", reason, before, agency, at)


def _standing(by: Actor, key: str, seen: UUID | None) -> tuple[Wording | None, Organisation]:
    """Return the version that stands and who answers for it, locked; Refused for another seen."""
    if not by.may(WORD):
        raise Refused("Anh/chị không có quyền sửa câu thông báo.")
    if key not in standard():
        raise Refused("Không có câu này.")
    agencies = Organisation.objects.select_for_update().filter(kind=OrganisationKind.AGENCY)
    agency = agencies.order_by("key").first()
    if agency is None:
        raise Refused("Danh mục chưa có cơ quan quản lý khuyến công của Trung ương.")
    before = Wording.objects.filter(key=key, superseded_at=None).first()
    if not is_seen(before, seen):
        raise Refused("Câu này vừa được người khác sửa. Xin tải lại trang rồi viết lại.")
    return before, agency


def _kept(
    by: Actor,
    key: str,
    text: str,
    reason: str,
    before: Wording | None,
    agency: Organisation,
    at: datetime,
) -> Wording:
    why = line(reason, "Lý do", REASON, required=True)
    if before:
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    row = Wording(key=key, text=text, reason=why, by=by.id, recorded_at=at)
    row.save(force_insert=True)
    journal.record(
        "notice.worded" if text else "notice.standard",
        custodian=agency.id,
        about=f"wording:{row.id}",
        at=at,
        by=by.id,
        facts={"key": key},
    )
    return row
