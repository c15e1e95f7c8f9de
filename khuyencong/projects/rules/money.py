"""Sums and portions over what the lines of a đề án hold in the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from khuyencong.funds.rules import Portion, ShareKey, Spending

#: What each line has of each source in each year.
Shares = Mapping[ShareKey, Spending]
_COLUMNS = tuple(Spending.__dataclass_fields__)


def totals(shares: Shares, part: UUID | None = None, source: str = "") -> Spending:
    """Return the sums over lines, sources and years, or of one line, one source."""
    wanted = [
        spending
        for key, spending in shares.items()
        if part in (None, key.part) and source in ("", key.source)
    ]
    return Spending(**{name: sum(getattr(one, name) for one in wanted) for name in _COLUMNS})


def by_part(shares: Shares) -> dict[UUID, Spending]:
    """Return the sums of each line."""
    parts: dict[UUID, dict[ShareKey, Spending]] = defaultdict(dict)
    for key, spending in shares.items():
        parts[key.part][key] = spending
    return {part: totals(of_part) for part, of_part in parts.items()}


def spread(shares: Shares, part: UUID, source: str, amount: int, room: str) -> list[Portion]:
    """Return `amount` over the years of a line's source, the earliest that has `room` first.

    What exceeds all room is left to the last year, for the ledger to refuse in its words.
    """
    keys = sorted(key for key in shares if key.part == part and key.source == source)
    portions: list[Portion] = []
    for number, key in enumerate(keys, 1):
        is_last = number == len(keys)
        share = amount if is_last else min(amount, getattr(shares[key], room))
        if share > 0:
            portions.append(Portion(part, key.source, key.year, share))
        amount -= share
    return portions


def rest(shares: Shares, room: str, parts: Iterable[UUID] | None = None) -> list[Portion]:
    """Return all that has `room` left, as portions."""
    wanted = None if parts is None else set(parts)
    return [
        Portion(key.part, key.source, key.year, getattr(spending, room))
        for key, spending in sorted(shares.items(), key=lambda pair: pair[0])
        if getattr(spending, room) > 0 and (wanted is None or key.part in wanted)
    ]
