"""A frozen edition is signed through the office, and taken back while it has no number."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.office import actions as office
from khuyencong.office.actions import SignedAs
from khuyencong.office.queries import tail_of
from khuyencong.office.states import PENDING, About, DocumentState
from khuyencong.reports.actions.taking import checked, locked, write_down
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.proving import faults_of
from khuyencong.reports.rules.wording import with_code
from khuyencong.reports.states import REPORT_DOCUMENT, EditionState
from khuyencong.values.canonical import canonical, sha256_of
from khuyencong.values.dates import day_in_vietnam

NOT_WHOLE = "Ấn bản này không còn nguyên như khi soát, không ký được: {why}"
HAS_NUMBER = "Báo cáo đã có số: không rút chữ ký nữa. Muốn sửa thì lập bản thay."


@transaction.atomic
def sign(
    *, by: Actor, edition: Edition, signed_as: SignedAs, address: str, at: datetime
) -> Edition:
    """Sign what was frozen; the office gives number and day, and keeps the two files.

    `address` is where the code on the paper is looked up. Refused where what is kept is not what
    was frozen.
    """
    row = locked(edition)
    checked(row, "sign", by=by)
    _refuse_altered(row)
    custodian = row.report.custodian
    issue = office.draft(
        by=by,
        kind=REPORT_DOCUMENT,
        body=custodian,
        about=About("edition", row.id, row.report_id),
        words=with_code(row.words, row.code, address),
        tail=tail_of(custodian, day_in_vietnam(at)),
        at=at,
    )
    row.issue = office.sign(by=by, document=issue, signed_as=signed_as, at=at)
    row.issue_sha256 = sha256_of(canonical(issue.words))
    row.state, row.address = EditionState.SIGNED, address
    row.signed_by, row.signed_at = by.id, at
    row.save()
    write_down(row, "sign", by=by, at=at, document=str(issue.id), words=row.issue_sha256)
    return row


@transaction.atomic
def take_back(*, by: Actor, edition: Edition, reason: str, at: datetime) -> Edition:
    """Take the signature back while there is no number; what was frozen stays frozen."""
    row = locked(edition)
    reason = checked(row, "take_back", by=by, reason=reason)
    assert row.issue is not None
    if row.issue.state in PENDING:
        office.drop(by=by, document=row.issue, reason=reason, at=at)
    elif row.issue.state != DocumentState.DROPPED:
        raise Refused(HAS_NUMBER)
    row.state, row.issue = EditionState.REVIEWED, None
    row.address = row.issue_sha256 = ""
    row.signed_by = row.signed_at = None
    row.save()
    write_down(row, "take_back", by=by, at=at, reason=reason)
    return row


def _refuse_altered(row: Edition) -> None:
    for why in faults_of(row):
        raise Refused(NOT_WHOLE.format(why=why))
