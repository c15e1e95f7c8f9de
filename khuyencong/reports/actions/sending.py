"""An edition that has its number is sent, and its sending is noted in the reporting calendar."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.office.states import DocumentState
from khuyencong.reporting.actions import Sent
from khuyencong.reporting.actions import send as send_duty
from khuyencong.reporting.models import Duty, Submission
from khuyencong.reports.actions.taking import checked, locked, write_down
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.owed import duties_of, in_the_way, to_be_met
from khuyencong.reports.states import EditionState
from khuyencong.values.dates import day_in_vietnam

NO_NUMBER = "Báo cáo chưa có số: văn thư cấp số rồi mới gửi."
REVOKED = "Văn bản đã bị hủy, không gửi được."
TOTALS = (
    "Chưa gửi được: có bảng tính đã nhập mà dòng cộng không bằng tổng các dòng, chưa ai giải"
    " trình. {sheets}. Mở bảng ấy ở trang Nhập dữ liệu, ghi lời giải trình hoặc hoàn tác lần"
    " nhập, rồi gửi lại."
)
#: So many sheets are named.
MOST = 5


@transaction.atomic
def send(*, by: Actor, edition: Edition, at: datetime) -> Edition:
    """Send an issued report: its files are those of the office, by their hashes, from now on.

    Where the calendar has an open duty that it meets, the sending is noted there too. Refused
    while a sheet of its bodies and years has totals that nobody accounted for.
    """
    row = locked(edition)
    checked(row, "send", by=by)
    assert row.issue is not None
    if row.issue.state == DocumentState.REVOKED:
        raise Refused(REVOKED)
    if row.issue.state != DocumentState.NUMBERED:
        raise Refused(NO_NUMBER)
    _refuse_wrong_totals(row, at)
    row.state, row.docx, row.pdf = EditionState.SENT, row.issue.docx, row.issue.pdf
    row.sent_by, row.sent_at = by.id, at
    row.save()
    noted = len(_note_in_calendar(row, by, at))
    files = {"docx": row.docx, "pdf": row.pdf, "signed": row.signed_pdf}
    write_down(row, "send", by=by, at=at, **files, duties=noted)
    return row


def _refuse_wrong_totals(row: Edition, at: datetime) -> None:
    found = in_the_way(row.report, day_in_vietnam(at))
    if found:
        told = [str(one) for one in found[:MOST]]
        more = [f"và {len(found) - MOST} bảng nữa"] if len(found) > MOST else []
        raise Refused(TOTALS.format(sheets=". ".join(told + more)))


def _note_in_calendar(row: Edition, by: Actor, at: datetime) -> list[Submission]:
    assert row.issue is not None
    rows = duties_of(row.report, day_in_vietnam(at)).select_for_update(of=("self",))
    sent = Sent(paper=row.issue.shown, paper_day=row.issue.day, edition=row.id)
    return [_note(duty, sent, by, at) for duty in to_be_met(rows.order_by("id"))]


def _note(duty: Duty, sent: Sent, by: Actor, at: datetime) -> Submission:
    return send_duty(by=by, duty=duty, seen=duty.stamp, sent=sent, at=at)
