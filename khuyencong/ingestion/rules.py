"""Who may do what with a report, on loaded objects, without queries."""

from typing import TYPE_CHECKING
from uuid import UUID

from khuyencong.core.refusal import Refused as Refused
from khuyencong.core.users import Actor
from khuyencong.reading.model import Check
from khuyencong.values.vocabulary import Severity

if TYPE_CHECKING:
    from khuyencong.ingestion.models import Document

READ, RECEIVE, DECIDE, ASK = "report.read", "report.receive", "report.decide", "report.ask"
REVIEW, CHOOSE = "report.review", "figure.choose"
IMPORT = "sheet.import"


def may_receive(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may hand in a report for the custodian."""
    return user.may(RECEIVE, of=custodian_id)


#: What the room that keeps them asks of who enters records of a kind.
KINDS = {
    "establishments": "establishment.edit",
    "past_projects": "project.record_past",
    "needs": "need.record",
    "entries": "voting.organise",
    # An officer may prepare the sheet; entering it asks the right to appoint (see the action).
    "jurors": "voting.read",
}


#: Every kind of result asks this.
RECORD_RESULT = "result.record"


def may_import(user: Actor, custodian_id: UUID, kind: str) -> bool:
    """Return whether the user may enter records of a kind by sheet for the custodian."""
    asked = KINDS.get(kind, RECORD_RESULT)
    return user.may(IMPORT, of=custodian_id) and user.may(asked, of=custodian_id)


def may_decide(user: Actor, document: "Document") -> bool:
    """Return whether the user may decide about the checks of the report."""
    return user.may(DECIDE, of=document.custodian_id)


def may_ask(user: Actor, document: "Document") -> bool:
    """Return whether the user may write to the issuer of the report."""
    return user.may(ASK, of=document.custodian_id)


def may_review(user: Actor, document: "Document") -> bool:
    """Return whether the user may say what the report and its figures are about."""
    return user.may(REVIEW, of=document.custodian_id)


def may_choose(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may choose the official figure of what the custodian answers for."""
    return user.may(CHOOSE, of=custodian_id)


def is_open_to_decision(check: Check) -> bool:
    """Return whether there is anything to decide: a check that passed needs nobody."""
    return check.severity is not Severity.OK
