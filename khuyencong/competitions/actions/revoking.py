"""A title is withdrawn by a decision, with its reason; it stays to be read, and is never restored.

What the vote counted stays: a result tells what was recognised on its day, and history is not
rewritten by what came later.
"""

from datetime import date, datetime

from django.db import transaction

from khuyencong.competitions.actions.pages import page_changed
from khuyencong.competitions.models import Certificate
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.values.dates import day_in_vietnam, format_date

REVOKE = "certificate.revoke"
MAY_NOT = "Anh/chị không có quyền thu hồi giấy chứng nhận của đơn vị này."
ALREADY = "Giấy chứng nhận này đã bị thu hồi ngày {day}."


@transaction.atomic
def revoke(
    *,
    by: Actor,
    certificate: Certificate,
    day: date,
    decision: str,
    reason: str,
    at: datetime,
) -> Certificate:
    """Withdraw a title from a day on, by a decision; Refused for a second time."""
    rows = Certificate.objects.select_for_update(of=("self",))
    row = rows.select_related("custodian").get(id=certificate.id)
    if not by.may(REVOKE, of=row.custodian_id):
        raise Refused(MAY_NOT)
    if row.revoked_on is not None:
        raise Refused(ALREADY.format(day=format_date(row.revoked_on)))
    if day < row.issued_on:
        raise Refused(f"Giấy cấp ngày {format_date(row.issued_on)}: ngày thu hồi không trước đó.")
    if day > day_in_vietnam(at):
        raise Refused(f"Ngày thu hồi {format_date(day)} chưa tới.")
    row.revoke_reason = line(reason, "Lý do thu hồi", 500, required=True)
    row.revoke_decision = line(decision, "Quyết định thu hồi", 100, required=True)
    row.revoked_on, row.revoked_by = day, by.id
    row.save(update_fields=["revoke_reason", "revoke_decision", "revoked_on", "revoked_by"])
    journal.record(
        "certificate.revoked",
        custodian=row.custodian_id,
        about=f"certificate:{row.id}",
        at=at,
        by=by.id,
        facts={"number": row.number, "year": row.year, "day": day.isoformat()},
    )
    page_changed(row.product_id)
    return row
