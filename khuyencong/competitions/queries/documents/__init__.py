"""The official documents of a vote: minutes of the council, decision with its list, certificate."""

from khuyencong.competitions.queries.documents.certificate import certificate_document
from khuyencong.competitions.queries.documents.decision import decision_document
from khuyencong.competitions.queries.documents.kinds import DECISION, MINUTES
from khuyencong.competitions.queries.documents.minutes import minutes_document

__all__ = [
    "DECISION",
    "MINUTES",
    "certificate_document",
    "decision_document",
    "minutes_document",
]
