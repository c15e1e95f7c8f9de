"""Everything that can happen to a result."""

from khuyencong.results.actions.evidence import add_evidence, take_off_evidence
from khuyencong.results.actions.past import record_past_results
from khuyencong.results.actions.recording import correct_result, record_result, withdraw_result
from khuyencong.results.actions.rosters import put_roster
from khuyencong.results.rules import ParticipantTold, ResultTold

__all__ = [
    "ParticipantTold",
    "ResultTold",
    "add_evidence",
    "correct_result",
    "put_roster",
    "record_past_results",
    "record_result",
    "take_off_evidence",
    "withdraw_result",
]
