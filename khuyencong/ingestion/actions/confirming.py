"""A person says what a report is about; its figures follow, unless a person set them right."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.notes import lock, note
from khuyencong.ingestion.actions.observing import BATCH, replace_with
from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.queries import confirmation_of, new_version, observations_of, spot
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Stage
from khuyencong.registry.models import Place
from khuyencong.values.periods import Period
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

#: What of an observation follows from what the whole report is about.
FOLLOWING = ("place_id", "region_id", "period_start", "period_end", "stage", "slot")


@transaction.atomic
def confirm(
    *,
    by: "User | None",
    document: Document,
    place: Place,
    period: Period,
    at: datetime,
    issuer: str = "",
    money_stage: Stage | str = "",
) -> Confirmation:
    """Record what a report is about; the same again changes nothing.

    The figures that spoke of the report's own place and time now speak of these; a figure that a
    person corrected stays as it is. Raises Refused without the right.
    """
    if by and not rules.may_review(by, document):
        raise Refused("Anh/chị không có quyền xác nhận báo cáo này.")
    lock(document)
    said = {
        "place_id": place.id,
        "period_start": period.start,
        "period_end": period.end,
        "issuer": clean(issuer)[:300],
        "money_stage": str(money_stage),
    }
    current = confirmation_of(document)
    if current and all(getattr(current, name) == value for name, value in said.items()):
        return current
    document.confirmations.filter(superseded_at=None).update(superseded_at=at)
    confirmed = Confirmation.objects.create(document=document, by=by, recorded_at=at, **said)
    moved = _let_follow(document, confirmed, at)
    facts = {
        "place": place.key,
        "from": f"{period.start}",
        "until": f"{period.end}",
        "money_stage": str(money_stage),
        "observations": moved,
    }
    note("document.confirmed", document, by=by, at=at, facts=facts)
    return confirmed


def _let_follow(document: Document, confirmed: Confirmation, at: datetime) -> int:
    """Write the next version of every observation that the confirmation changes.

    A target that is told only by a percentage is known at last where its result has a place and a
    time now.
    """
    read = observations_of(document, document.reading, confirmed, at=at)
    understood = {spot(row): row for row in read}
    pairs = []
    for row in document.observations.filter(superseded_at=None):
        now = understood.pop(spot(row), None)
        if now is None or row.corrected:
            continue
        changes = {name: getattr(now, name) for name in FOLLOWING}
        if any(getattr(row, name) != value for name, value in changes.items()):
            pairs.append((row, new_version(row, at=at, **changes)))
    known_at_last = Observation.objects.bulk_create(understood.values(), batch_size=BATCH)
    return len(replace_with(pairs, at=at)) + len(known_at_last)
