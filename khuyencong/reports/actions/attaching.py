"""The PDF that was signed elsewhere comes back: taken in where it is ours, whole, and signed."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from khuyencong.core import blobs
from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents.signatures import framed
from khuyencong.documents.signing import WRONG, signed
from khuyencong.reports.actions.taking import checked, locked, write_down
from khuyencong.reports.models import Edition
from khuyencong.values.errors import Unreadable

CHILD = "khuyencong.documents.signatures:answer"
NOT_ISSUED = "Báo cáo chưa có số: cấp số, tải tệp PDF đã ban hành, ký số tệp ấy rồi nộp lại."
NO_CERTIFICATE = "Máy chủ này không giữ chứng thư nào để ký thử."
EMPTY = "Chọn tệp PDF đã ký số."
LARGE = "Tệp lớn quá {most} MB."


@transaction.atomic
def attach_signed_pdf(*, by: Actor, edition: Edition, data: bytes, at: datetime) -> Edition:
    """Keep the PDF that was signed digitally, and what was found in its signatures.

    Refused, with the reason in words, where it is not the PDF that was issued, where a signature
    does not stand, or where it does not cover the whole file.
    """
    row = locked(edition)
    checked(row, "attach", by=by)
    issue = row.issue
    if issue is None or not issue.pdf:
        raise Refused(NOT_ISSUED)
    _refuse_size(data)
    with blobs.open(issue.pdf) as file:
        verdict = _verdict(data, file.read())
    if verdict["fault"]:
        raise Refused(verdict["fault"])
    row.signed_pdf, row.signatures = blobs.put(data), verdict["signatures"]
    row.save()
    count = len(row.signatures)
    write_down(row, "attach", by=by, at=at, file=row.signed_pdf, signatures=count)
    return row


@transaction.atomic
def sign_here(*, by: Actor, edition: Edition, at: datetime) -> Edition:
    """Sign the issued PDF with the certificate of this server, and take it in like any other.

    Refused where the settings name none: on a real service they never do.
    """
    if not settings.SIGNING_P12:
        raise Refused(NO_CERTIFICATE)
    row = locked(edition)
    checked(row, "attach", by=by)
    if row.issue is None or not row.issue.pdf:
        raise Refused(NOT_ISSUED)
    with blobs.open(row.issue.pdf) as file:
        issued = file.read()
    try:
        kept = Path(settings.SIGNING_P12).read_bytes()
        data = signed(issued, kept, settings.SIGNING_PASSWORD.encode())
    except (Unreadable, OSError) as refusal:
        raise Refused(WRONG) from refusal
    return attach_signed_pdf(by=by, edition=row, data=data, at=at)


def _refuse_size(data: bytes) -> None:
    if not data:
        raise Refused(EMPTY)
    if len(data) > settings.UPLOAD_LIMIT:
        raise Refused(LARGE.format(most=settings.UPLOAD_LIMIT // 1024**2))


def _verdict(data: bytes, issued: bytes) -> dict[str, Any]:
    """Ask a limited child: what was appended to our file is a stranger's."""
    limits = Limits(settings.READING_SECONDS, settings.READING_MEMORY)
    roots = (settings.SIGNATURE_ROOTS,) if settings.SIGNATURE_ROOTS else ()
    try:
        told: dict[str, Any] = json.loads(
            run_limited(CHILD, framed(data, issued), limits=limits, arguments=roots)
        )
    except (ChildFailed, LimitExceeded) as refusal:
        raise Refused(str(refusal)) from refusal
    return told
