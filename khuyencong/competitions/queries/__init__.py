"""Everything that can be asked of rounds, entries, juries, sessions and certificates."""

from khuyencong.competitions.queries.scope import (
    certificates_visible_to,
    criteria_visible_to,
    entries_visible_to,
    fakes_visible_to,
    products_visible_to,
    rounds_visible_to,
    seats_of,
    sheets_of,
)
from khuyencong.competitions.queries.tally import counted_sheets, tallied

__all__ = [
    "certificates_visible_to",
    "counted_sheets",
    "criteria_visible_to",
    "entries_visible_to",
    "fakes_visible_to",
    "products_visible_to",
    "rounds_visible_to",
    "seats_of",
    "sheets_of",
    "tallied",
]
