"""A person looks at figures: takes them, sets them right, leaves them out, opens them again."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.actions.observing import replace_with
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries import disputed, new_version, slot_of
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Review, Stage
from khuyencong.registry.models import Place, Region
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import Activity, FundingSource

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

UNCHANGED: Any = object()


def accept(
    *, by: "User", document: Document, series: UUID, seen: UUID, at: datetime
) -> Observation:
    """Take a figure as it is understood; `seen` is the version that the person looked at.

    Raises Refused without the right, and where somebody changed the figure meanwhile.
    """
    return _review(
        by, document, series, seen, at, "figure.accepted", review=Review.ACCEPTED, reason=""
    )


def leave_out(
    *, by: "User", document: Document, series: UUID, seen: UUID, reason: str, at: datetime
) -> Observation:
    """Leave a figure out of every answer, for a reason; it stays beside its sentence."""
    reason = _required(reason, "Cần ghi lý do vì sao để số này ra ngoài.")
    return _review(
        by, document, series, seen, at, "figure.left_out", review=Review.LEFT_OUT, reason=reason
    )


def reopen(
    *, by: "User", document: Document, series: UUID, seen: UUID, at: datetime
) -> Observation:
    """Let a figure wait again; what was corrected stays corrected."""
    return _review(
        by, document, series, seen, at, "figure.reopened", review=Review.WAITING, reason=""
    )


def correct(
    *,
    by: "User",
    document: Document,
    series: UUID,
    seen: UUID,
    reason: str,
    at: datetime,
    measure: str = UNCHANGED,
    stage: Stage | str = UNCHANGED,
    activity: Activity = UNCHANGED,
    funding_source: FundingSource | str = UNCHANGED,
    detail: str = UNCHANGED,
    place: Place | None = UNCHANGED,
    region: Region | None = UNCHANGED,
    period: Period | None = UNCHANGED,
) -> Observation:
    """Set right what a figure means, and take it; what the reader said stays its first version.

    The number itself is never changed: it is what the report says. What is not named stays.
    Raises Refused for a measure that counts in another unit or without a step.
    """
    reason = _required(reason, "Cần ghi lý do sửa: câu nào trong báo cáo cho thấy điều này.")
    told = {
        "measure": measure,
        "stage": stage,
        "activity": activity,
        "funding_source": funding_source,
        "detail": detail if detail is UNCHANGED else clean(detail)[:120],
        "place": place,
        "region": region,
    }
    changes = {name: value for name, value in told.items() if value is not UNCHANGED}
    if period is not UNCHANGED:
        changes["period_start"] = period.start if period else None
        changes["period_end"] = period.end if period else None
    return _review(
        by,
        document,
        series,
        seen,
        at,
        "figure.corrected",
        review=Review.ACCEPTED,
        corrected=True,
        reason=reason,
        **changes,
    )


@transaction.atomic
def accept_sound(*, by: "User | None", document: Document, at: datetime) -> int:
    """Take every waiting figure that answers a question and is in no dispute; return how many.

    In dispute is what a failing check names, what the reader is unsure of, and what another figure
    of the same report contradicts. One entry in the journal, with the root of what was taken.
    """
    _require_right(by, document)
    lock(document)
    waiting = list(
        document.observations.filter(superseded_at=None, review=Review.WAITING)
        .exclude(slot="")
        .order_by("number_start")
    )
    doubtful = disputed(document)
    pairs = [
        (row, new_version(row, at=at, review=Review.ACCEPTED, by_id=by.id if by else None))
        for row in waiting
        if row.series not in doubtful
    ]
    taken = replace_with(pairs, at=at)
    if taken:
        facts = {"count": len(taken), "root": root_of(str(row.series) for row in taken)}
        note("figures.accepted", document, by=by, at=at, facts=facts)
    return len(taken)


def root_of(words: Iterable[str]) -> str:
    """Return the Merkle root (SHA-256) of words in their order; of none, that of nothing."""
    level: Sequence[str] = [hashlib.sha256(word.encode()).hexdigest() for word in words]
    while len(level) > 1:
        level = [
            hashlib.sha256("".join(level[i : i + 2]).encode()).hexdigest()
            for i in range(0, len(level), 2)
        ]
    return level[0] if level else hashlib.sha256(b"").hexdigest()


@transaction.atomic
def _review(
    by: "User",
    document: Document,
    series: UUID,
    seen: UUID,
    at: datetime,
    act: str,
    **changes: Any,
) -> Observation:
    _require_right(by, document)
    lock(document)
    row = document.observations.filter(series=series, superseded_at=None).first()
    if row is None:
        raise Refused("Báo cáo này không có số liệu đó.")
    if row.id != seen:
        raise Refused("Số này vừa được người khác soát. Xin xem lại rồi quyết định.")
    fresh = new_version(row, at=at, by_id=by.id, **changes)
    if fresh.corrected and not fresh.reason:
        fresh.reason = row.reason  # what was set right keeps saying why
    fresh.slot = slot_of(fresh)
    _require_sense(fresh)
    [kept] = replace_with([(row, fresh)], at=at)
    note(act, document, by=by, at=at, facts={"figure": str(series), "number": row.number})
    return kept


def _require_right(by: "User | None", document: Document) -> None:
    if by and not rules.may_review(by, document):
        raise Refused("Anh/chị không có quyền soát số liệu của báo cáo này.")


def _require_sense(row: Observation) -> None:
    """Refuse a figure that would answer a question it cannot answer."""
    if row.place_id and row.region_id:
        raise Refused("Một số chỉ thuộc một địa phương hoặc một vùng.")
    if not row.measure:
        return
    measure = MEASURES.get(row.measure)
    if measure is None or measure.unit != row.unit:
        raise Refused(f"Chỉ tiêu này không đếm bằng “{row.unit_name}”.")
    if not row.stage:
        raise Refused("Cần chọn số này là mục tiêu, kế hoạch hay kết quả.")
    if measure.activity and measure.adds == "up" and row.activity != measure.activity:
        raise Refused(f"Chỉ tiêu này thuộc nội dung “{measure.activity.label}”.")


def _required(reason: str, otherwise: str) -> str:
    reason = clean(reason)[:1000]
    if not reason:
        raise Refused(otherwise)
    return reason
