"""Everything that can happen to a report: drafted, written, reviewed, signed, sent, corrected."""

from khuyencong.reports.actions.attaching import attach_signed_pdf, sign_here
from khuyencong.reports.actions.drafting import (
    Cite,
    ReportTold,
    chapter_text,
    cite_number,
    correct,
    draft_report,
    redraft,
    write_chapter,
)
from khuyencong.reports.actions.phrasing import use_standard, write_phrase
from khuyencong.reports.actions.preparing import Preparer
from khuyencong.reports.actions.reviewing import review, send_back
from khuyencong.reports.actions.sending import send
from khuyencong.reports.actions.signing import sign, take_back

__all__ = [
    "Cite",
    "Preparer",
    "ReportTold",
    "attach_signed_pdf",
    "chapter_text",
    "cite_number",
    "correct",
    "draft_report",
    "redraft",
    "review",
    "send",
    "send_back",
    "sign",
    "sign_here",
    "take_back",
    "use_standard",
    "write_chapter",
    "write_phrase",
]
