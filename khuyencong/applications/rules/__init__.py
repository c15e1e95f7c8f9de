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
    may_carry,
    may_prepare,
    may_read,
    may_record_needs,
    may_take,
    open_steps,
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
    "may_carry",
    "may_prepare",
    "may_read",
    "may_record_needs",
    "may_take",
    "missing_answers",
    "open_steps",
    "said_of",
]
