"""Who may do what with results, and whether what is told can be so."""

from khuyencong.results.rules.checking import MAX_COUNT, ResultTold, faults
from khuyencong.results.rules.permissions import (
    READ,
    RECORD,
    RECORD_PAST,
    can_have_results,
    may_record,
)
from khuyencong.results.rules.rosters import MOST, ParticipantTold, RosterCounts, counts_of, key_of

__all__ = [
    "MAX_COUNT",
    "MOST",
    "READ",
    "RECORD",
    "RECORD_PAST",
    "ParticipantTold",
    "ResultTold",
    "RosterCounts",
    "can_have_results",
    "counts_of",
    "faults",
    "key_of",
    "may_record",
]
