"""A draft is reviewed and frozen by somebody who did not write it, or sent back to be mended."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.reports.actions.taking import checked, locked, require_seen, write_down
from khuyencong.reports.models import Edition
from khuyencong.reports.narratives.references import unknown_in
from khuyencong.reports.states import EditionState

LOST = "Phần tự viết dẫn số mà báo cáo không còn có: {told}. Xin trả lại người soạn để sửa."


@transaction.atomic
def review(*, by: Actor, edition: Edition, seen: str, at: datetime) -> Edition:
    """Freeze exactly what was read: `seen` is its hash. Nothing of it changes afterwards."""
    row = locked(edition)
    checked(row, "review", by=by)
    require_seen(row, seen)
    _require_found(row)
    row.state = EditionState.REVIEWED
    row.reviewed_by, row.reviewed_at = by.id, at
    row.save()
    write_down(
        row,
        "review",
        by=by,
        at=at,
        document=row.document_sha256,
        figures=row.figures_sha256,
        rows=row.rows_sha256,
    )
    return row


def _require_found(row: Edition) -> None:
    """Refuse where a chapter cites a figure that the report no longer has."""
    known = {str(one.get("key")) for one in row.told_figures}
    lost = [told for text in row.chapters.values() for told in unknown_in(text, known)]
    if lost:
        raise Refused(LOST.format(told=", ".join(lost[:5])))


@transaction.atomic
def send_back(*, by: Actor, edition: Edition, reason: str, at: datetime) -> Edition:
    """Let a reviewed edition be a draft again, for a reason; what was frozen stands in the journal
    by its hash."""
    row = locked(edition)
    reason = checked(row, "send_back", by=by, reason=reason)
    row.state = EditionState.DRAFT
    row.reviewed_by = row.reviewed_at = None
    row.save()
    write_down(row, "send_back", by=by, at=at, reason=reason)
    return row
