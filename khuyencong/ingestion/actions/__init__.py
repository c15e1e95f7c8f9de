"""All that can happen to a report, to the figures taken from it, and to a file on its way."""

from khuyencong.ingestion.actions.checking import ask_issuer, decide, undo
from khuyencong.ingestion.actions.choosing import choose, withdraw_choice
from khuyencong.ingestion.actions.confirming import confirm
from khuyencong.ingestion.actions.explaining import explain_difference
from khuyencong.ingestion.actions.files import sweep
from khuyencong.ingestion.actions.intakes import hand_in, read_intake
from khuyencong.ingestion.actions.observing import observe, observe_missing
from khuyencong.ingestion.actions.receiving import ReadFile, keep, read_file, receive
from khuyencong.ingestion.actions.rereading import adopt, dismiss_rereading, reread
from khuyencong.ingestion.actions.reviewing import (
    accept,
    accept_sound,
    correct,
    leave_out,
    reopen,
)

__all__ = [
    "ReadFile",
    "accept",
    "accept_sound",
    "adopt",
    "ask_issuer",
    "choose",
    "confirm",
    "correct",
    "decide",
    "dismiss_rereading",
    "explain_difference",
    "hand_in",
    "keep",
    "leave_out",
    "observe",
    "observe_missing",
    "read_file",
    "read_intake",
    "receive",
    "reopen",
    "reread",
    "sweep",
    "undo",
    "withdraw_choice",
]
