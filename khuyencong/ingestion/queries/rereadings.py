"""A second reading beside the kept one: which figures and checks it sees otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khuyencong.ingestion.models import Document, Observation, Rereading
from khuyencong.ingestion.queries.documents import confirmation_of
from khuyencong.ingestion.queries.understanding import observations_of
from khuyencong.ingestion.states import Review
from khuyencong.reading.model import Check, Reading

#: Where a number stands, and whether it is the target that the number implies.
Spot = tuple[int, int, bool]
#: All that a reader says of a figure: what two readings of it may differ in.
SAID = (
    "number",
    "sentence_start",
    "sentence",
    "digits",
    "digits_high",
    "decimals",
    "step",
    "unit",
    "out_of",
    "approximate",
    "bound",
    "kind",
    "activity",
    "funding_source",
    "detail",
    "measure",
    "stage",
    "place_named",
    "place_id",
    "region_id",
    "period_start",
    "period_end",
    "slot",
)


@dataclass(frozen=True)
class Differences:
    """What a second reading of a report adds, sees otherwise, and sees no more.

    `changed` holds (as kept, as read anew); of these `kept_by_people` stay as a person set them.
    """

    added: Sequence[Observation]
    changed: Sequence[tuple[Observation, Observation]]
    gone: Sequence[Observation]
    kept_by_people: Sequence[tuple[Observation, Observation | None]]
    checks_added: Sequence[Check]
    checks_gone: Sequence[Check]

    def __bool__(self) -> bool:
        figures = self.added or self.changed or self.gone
        return bool(figures or self.checks_added or self.checks_gone)


def waiting_rereading(document: Document) -> Rereading | None:
    """Return the second reading that waits for somebody to decide."""
    found = document.rereadings.filter(superseded_at=None, decided_at=None)
    return found.first()


def rereadings_of(document: Document) -> list[Rereading]:
    """Return the decided second readings, newest first, without the readings themselves."""
    found = document.rereadings.exclude(decided_at=None).select_related("by")
    return list(found.defer("stored_reading", "replaced").order_by("-decided_at", "-id"))


def differences(document: Document, anew: Reading) -> Differences:
    """Return how a second reading of the same text differs from what is kept of a report.

    What both see bears one name already: see `actions.naming`.
    """
    kept = {spot(row): row for row in _current(document)}
    confirmed = confirmation_of(document)
    read = observations_of(document, anew, confirmed, at=document.recorded_at)
    seen = {spot(row): row for row in read}
    both = sorted(kept.keys() & seen.keys())
    changed = [(kept[at], seen[at]) for at in both if _other(kept[at], seen[at])]
    gone = _in_order(kept[at] for at in kept.keys() - seen.keys())
    by_people: list[tuple[Observation, Observation | None]] = []
    by_people += [(old, new) for old, new in changed if old.corrected]
    by_people += [(old, None) for old in gone if old.corrected]
    before, after = _by_key(document.reading), _by_key(anew)
    return Differences(
        added=_in_order(seen[at] for at in seen.keys() - kept.keys()),
        changed=[(old, new) for old, new in changed if not old.corrected],
        gone=[row for row in gone if not row.corrected and row.review != Review.LEFT_OUT],
        kept_by_people=by_people,
        checks_added=[check for key, check in after.items() if key not in before],
        checks_gone=[check for key, check in before.items() if key not in after],
    )


def spot(row: Observation) -> Spot:
    """Return where the number of a figure stands."""
    return row.number_start, row.number_end, row.implied


def check_key(check: Check) -> tuple[object, ...]:
    """Return what makes a check the same in two readings: its claim, its weight, its passages."""
    return check.kind, check.severity, check.statement, check.passages


def _by_key(reading: Reading) -> dict[tuple[object, ...], Check]:
    return {check_key(check): check for check in reading.checks}


def _current(document: Document) -> Iterable[Observation]:
    return document.observations.filter(superseded_at=None).select_related("place", "region", "by")


def _other(kept: Observation, anew: Observation) -> bool:
    return any(getattr(kept, name) != getattr(anew, name) for name in SAID)


def _in_order(rows: Iterable[Observation]) -> list[Observation]:
    return sorted(rows, key=spot)
