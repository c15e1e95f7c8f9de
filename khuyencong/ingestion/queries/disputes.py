"""Where figures do not agree: inside one report, and between reports."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.ingestion.queries.documents import visible_to
from khuyencong.ingestion.queries.observations import chosen_in, published
from khuyencong.ingestion.states import Review
from khuyencong.values.vocabulary import Bound

#: Below this the reader itself is not sure; in percent.
SURE = 70


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that taken figures answer differently, and the choice if there is one."""

    slot: str
    rows: Sequence[Observation]
    choice: Choice | None

    @property
    def is_open(self) -> bool:
        """Return whether nobody has chosen yet."""
        return self.choice is None

    @property
    def documents(self) -> int:
        """Return how many reports take part."""
        return len({row.document_id for row in self.rows})


def agree(one: Observation, other: Observation) -> bool:
    """Return whether two answers to one question can both be true.

    A rounded number stands for the interval of its last digit; "trên", "dưới" and "khoảng" for
    what satisfies them.
    """
    (low, high), (other_low, other_high) = _interval(one), _interval(other)
    return _below(low, other_high) and _below(other_low, high)


def _below(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high


def _interval(row: Observation) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value that the words allow; None where there is no end."""
    scale = 10**row.decimals
    value, half = Fraction(row.digits, scale), Fraction(row.step, 2 * scale)
    high = Fraction(row.digits_high, scale) if row.digits_high is not None else value
    match row.bound:
        case Bound.GT:
            return value, None
        case Bound.LT:
            return None, high
        case Bound.ABOUT:
            return value - value / 20, high + high / 20
    exact = row.step <= scale if row.unit != "VND" else row.step <= 1
    return (value, high) if exact else (value - half, high + half)


def all_agree(rows: Sequence[Observation]) -> bool:
    """Return whether every two of the answers can both be true."""
    return all(agree(a, b) for i, a in enumerate(rows) for b in rows[i + 1 :])


def disputed(document: Document) -> frozenset[UUID]:
    """Return the figures of a report that a person must look at one by one, by their series."""
    rows = list(document.observations.filter(superseded_at=None).exclude(review=Review.LEFT_OUT))
    failing = {name for c in document.reading.checks if not c.holds for name in c.figures}
    by_slot = defaultdict(list)
    for row in rows:
        if row.slot:
            by_slot[row.slot].append(row)
    clashing = {row.series for same in by_slot.values() if not all_agree(same) for row in same}
    doubted = {r.series for r in rows if r.figure_id in failing or r.confidence < SURE}
    return frozenset(clashing | doubted)


def disputes(user: Actor) -> list[Dispute]:
    """Return the questions answered differently where a report the user sees takes part.

    Those that nobody has decided come first. Constant queries.
    """
    mine = set(
        published()
        .filter(document__in=visible_to(user).values("id"))
        .values_list("slot", flat=True)
    )
    found = _grouped(published().filter(slot__in=mine).order_by("recorded_at", "id"))
    clashing = {slot: rows for slot, rows in found.items() if not all_agree(rows)}
    choices = chosen_in(clashing)
    told = [Dispute(slot, rows, choices.get(slot)) for slot, rows in clashing.items()]
    return sorted(told, key=lambda dispute: (not dispute.is_open, dispute.slot))


def _grouped(rows: Iterable[Observation]) -> dict[str, list[Observation]]:
    by_slot: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_slot[row.slot].append(row)
    return by_slot
