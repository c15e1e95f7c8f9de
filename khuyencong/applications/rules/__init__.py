"""Who may do what with needs and requests, and what a request still lacks; without queries."""

from khuyencong.applications.rules.answers import (
    LABELS,
    PARTS,
    REQUIRED,
    Difference,
    differences,
    missing_answers,
    said_of,
)
from khuyencong.applications.rules.contents import ASKED_FOR, content_of
from khuyencong.applications.rules.judging import Judgement, Reason
from khuyencong.applications.rules.permissions import (
    helps,
    may_carry,
    may_decide_claims,
    may_help,
    may_prepare,
    may_read,
    may_record_needs,
    may_step,
    may_take,
    open_steps,
    represents,
)
from khuyencong.core.refusal import Refused

__all__ = [
    "ASKED_FOR",
    "LABELS",
    "PARTS",
    "REQUIRED",
    "Difference",
    "Judgement",
    "Reason",
    "Refused",
    "content_of",
    "differences",
    "helps",
    "may_carry",
    "may_decide_claims",
    "may_help",
    "may_prepare",
    "may_read",
    "may_record_needs",
    "may_step",
    "may_take",
    "missing_answers",
    "open_steps",
    "represents",
    "said_of",
]
