"""What every act with an edition does: lock, check, write down, note in the journal."""

from datetime import datetime

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.reports.models import Edition, EditionStep, Report
from khuyencong.reports.rules.steps import require_step
from khuyencong.values.text import clean

REASON = 1000
CHANGED = "Báo cáo đã thay đổi sau khi anh/chị mở trang. Xin tải lại trang, đọc lại rồi làm tiếp."


def locked(edition: Edition) -> Edition:
    """Return the edition as it is now, its report locked until the transaction ends."""
    report = Report.objects.select_for_update().get(id=edition.report_id)
    row = Edition.objects.select_for_update().get(id=edition.id)
    row.report = report
    return row


def require_seen(edition: Edition, seen: str) -> None:
    """Refuse where the edition says something else than what the person read, by its hash."""
    if seen != edition.content_hash:
        raise Refused(CHANGED)


def checked(edition: Edition, name: str, *, by: Actor, reason: str = "") -> str:
    """Return the reason as it is kept; Refused where the step may not be taken."""
    reason = clean(reason)[:REASON]
    history = list(edition.steps.values_list("name", "by"))
    custodian = edition.report.custodian_id
    require_step(by, name, edition.state, custodian, history, reason)
    return reason


def write_down(
    edition: Edition,
    name: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    **facts: int | str,
) -> None:
    """Write what was done: its hash stands in the journal, and so in the sealed chain."""
    EditionStep.objects.create(
        edition=edition,
        name=name,
        by=by.id,
        at=at,
        reason=reason,
        content_hash=edition.content_hash,
    )
    journal.record(
        f"edition.{name}",
        custodian=edition.report.custodian_id,
        about=f"edition:{edition.id}",
        at=at,
        by=by.id,
        facts={
            "report": str(edition.report_id),
            "number": edition.number,
            "hash": edition.content_hash,
        }
        | facts,
    )
