"""The reader has learned: a kept text is read again; a person takes what is new, or does not."""

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.naming import with_kept_names
from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.actions.observing import BATCH, replace_with
from khuyencong.ingestion.actions.receiving import counted, told
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document, Observation, Rereading
from khuyencong.ingestion.queries import Differences, differences, new_version, waiting_rereading
from khuyencong.ingestion.queries.rereadings import SAID
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import RereadingState, Review
from khuyencong.ingestion.stored import restored, stored
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

CHILD = "khuyencong.ingestion.child:reread_text"
NO_RIGHT = "Anh/chị không có quyền nhận lần đọc lại của báo cáo này."
DECIDED = "Lần đọc lại này đã có người quyết định, hoặc đã có lần đọc mới hơn."
SEEN_NO_MORE = "Lần đọc lại không còn coi đây là số liệu."


def reread(*, by: "User | None", document: Document, at: datetime) -> Rereading | None:
    """Read the kept text with the present reader; return what waits for a decision, if anything.

    None where nothing differs from what is kept, or from what a person last did not take. The same
    again changes nothing. Raises Refused without the right, NotTaken where the child gives up.
    """
    if by and not rules.may_review(by, document):
        raise Refused(NO_RIGHT)
    anew = restored(_read_again(document.text), document.text)
    with transaction.atomic():
        lock(document)
        document.refresh_from_db()
        document.__dict__.pop("reading", None)
        kept = stored(with_kept_names(anew, document.reading))
        waiting = waiting_rereading(document)
        if waiting and waiting.stored_reading == kept:
            return waiting
        document.rereadings.filter(decided_at=None, superseded_at=None).update(superseded_at=at)
        found = differences(document, restored(kept, document.text))
        if not found or _was_dismissed(document, kept):
            return None
        return _wait(document, kept, found, by, at)


def adopt(*, by: "User", rereading: Rereading, at: datetime) -> Document:
    """Take a second reading: its figures become new versions, and wait to be looked at.

    What a person set right stays as it was set. The reading it takes the place of stays with the
    rereading. Raises Refused without the right, and where somebody has decided already.
    """
    document = rereading.document
    if not rules.may_review(by, document):
        raise Refused(NO_RIGHT)
    with transaction.atomic():
        lock(document)
        current = _undecided(rereading)
        document.refresh_from_db()
        document.__dict__.pop("reading", None)
        replaced = document.stored_reading
        found = differences(document, current.reading)
        _take(document, found, by, at)
        _forget_decisions(document, found, at)
        _replace_reading(document, current)
        _decide(current, RereadingState.ADOPTED, by, at, replaced=replaced)
        facts = {
            **_counts(found),
            "replaced": _mark(replaced),
            "adopted": _mark(current.stored_reading),
        }
        note("document.reread_adopted", document, by=by, at=at, facts=facts)
    return document


@transaction.atomic
def dismiss_rereading(*, by: "User", rereading: Rereading, reason: str, at: datetime) -> Rereading:
    """Leave a report as it was read before, for a reason; this reading is not offered again."""
    reason = clean(reason)[:1000]
    if not reason:
        raise Refused("Cần ghi lý do vì sao không nhận lần đọc lại.")
    document = rereading.document
    if not rules.may_review(by, document):
        raise Refused(NO_RIGHT)
    lock(document)
    current = _undecided(rereading)
    _decide(current, RereadingState.DISMISSED, by, at, reason=reason)
    mark = _mark(current.stored_reading)
    note("document.reread_dismissed", document, by=by, at=at, facts={"dismissed": mark})
    return current


def _read_again(text: str) -> dict[str, Any]:
    limits = Limits(settings.READING_SECONDS, settings.READING_MEMORY)
    try:
        answer: dict[str, Any] = json.loads(run_limited(CHILD, text.encode(), limits=limits))
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotTaken(str(refusal)) from refusal
    return answer


def _was_dismissed(document: Document, kept: dict[str, Any]) -> bool:
    last = document.rereadings.filter(state=RereadingState.DISMISSED).order_by("-decided_at")
    found = last.first()
    return found is not None and bool(found.stored_reading == kept)


def _wait(
    document: Document,
    kept: dict[str, Any],
    found: Differences,
    by: "User | None",
    at: datetime,
) -> Rereading:
    rereading = Rereading.objects.create(
        document=document, stored_reading=kept, recorded_at=at, **_counts(found)
    )
    note("document.reread", document, by=by, at=at, facts=_counts(found))
    return rereading


def _counts(found: Differences) -> dict[str, int]:
    return {
        "added": len(found.added),
        "changed": len(found.changed),
        "gone": len(found.gone),
    }


def _undecided(rereading: Rereading) -> Rereading:
    found = Rereading.objects.filter(id=rereading.id, decided_at=None, superseded_at=None).first()
    if found is None:
        raise Refused(DECIDED)
    return found


def _take(document: Document, found: Differences, by: "User", at: datetime) -> None:
    """Write what the second reading says of the figures as their next versions."""
    for row in found.added:
        row.recorded_at = at
    Observation.objects.bulk_create(found.added, batch_size=BATCH)
    anew = {"by_id": None, "reason": "", "review": Review.WAITING}
    pairs = [
        (old, new_version(old, at=at, **_said(new), **({} if _is_out(old) else anew)))
        for old, new in found.changed
    ]
    out = {"review": Review.LEFT_OUT, "reason": SEEN_NO_MORE, "by_id": by.id}
    pairs += [(row, new_version(row, at=at, **out)) for row in found.gone]
    replace_with(pairs, at=at)


def _said(row: Observation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*SAID, "figure_id", "confidence")}


def _is_out(row: Observation) -> bool:
    return row.review == Review.LEFT_OUT


def _forget_decisions(document: Document, found: Differences, at: datetime) -> None:
    """Supersede what was decided about checks that are no more."""
    gone = [check.id for check in found.checks_gone]
    document.decisions.filter(check_id__in=gone, superseded_at=None).update(superseded_at=at)


def _replace_reading(document: Document, current: Rereading) -> None:
    reading = current.reading
    columns = {**told(reading, document.file_name), **counted(reading)}
    document.stored_reading = current.stored_reading
    for name, value in columns.items():
        setattr(document, name, value)
    document.save(update_fields=["stored_reading", *columns])
    document.reading = reading


def _decide(
    current: Rereading, state: RereadingState, by: "User", at: datetime, **more: Any
) -> None:
    told_of = {"state": state, "by": by, "decided_at": at, **more}
    for name, value in told_of.items():
        setattr(current, name, value)
    current.save(update_fields=list(told_of))


def _mark(kept: dict[str, Any]) -> str:
    """Return the SHA-256 of a reading as it is kept."""
    words = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
