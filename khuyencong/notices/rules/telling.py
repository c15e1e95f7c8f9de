"""Whom which act concerns: one line for each act that anybody is told of.

`holders` are those who do the next thing: who may, for the body of the record named by `of`. The
maker is whoever stands for the establishment it is about, the drafter who wrote it, the person he
whose role it is. Nobody is told of what he did himself.
"""

from dataclasses import dataclass

from khuyencong.accounts.permissions import Permission as P
from khuyencong.applications.states.proposals import PROPOSAL_STEPS
from khuyencong.applications.states.requests import STEPS as REQUEST_STEPS
from khuyencong.competitions.states.entries import ENTRY_STEPS
from khuyencong.notices.rules.falling_due import AHEAD
from khuyencong.notices.states import Because, Kind, Weight
from khuyencong.office.states import STEPS as DOCUMENT_STEPS
from khuyencong.plans.states import VERSION_STEPS
from khuyencong.projects.states import PROJECT_STEPS
from khuyencong.reporting.states import DUTY_STEPS
from khuyencong.reports.states import EDITION_STEPS


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An act, how much it matters, and whom it concerns."""

    act: str
    kind: Kind
    weight: Weight
    holders: P | None = None
    of: str = "custodian"
    #: Whether the holders are those of the body itself, or of the nearest above that has any.
    nearest: bool = False
    maker: bool = False
    drafter: bool = False
    person: bool = False

    def sentence(self, because: Because) -> str:
        """Return the key of what is said: to the person himself, other words than of him."""
        return own_sentence(self.act) if self.person and because is Because.SELF else self.act


def own_sentence(act: str) -> str:
    """Return the key of what the person is told whom an act is about."""
    return f"{act}_own"


def _todo(act: str, kind: Kind, holders: P, of: str = "custodian") -> Rule:
    return Rule(act=act, kind=kind, weight=Weight.TODO, holders=holders, of=of)


def _back(act: str, kind: Kind, *, maker: bool = False) -> Rule:
    """Something came back and waits for those who wrote it."""
    return Rule(act=act, kind=kind, weight=Weight.TODO, maker=maker, drafter=True)


def _known(act: str, kind: Kind, *, maker: bool = False, drafter: bool = True) -> Rule:
    return Rule(act=act, kind=kind, weight=Weight.KNOW, maker=maker, drafter=drafter)


def _of_role(act: str) -> Rule:
    """Somebody gets, loses or will lose a role: told to who leads the body, and to himself."""
    return Rule(
        act=act,
        kind=Kind.ACCOUNT,
        weight=Weight.KNOW,
        holders=P.ROLE_KNOW,
        nearest=True,
        person=True,
    )


#: The acts on a role: their record is the act itself, for one account has many roles.
OF_ROLES = frozenset({"role.given", "role.ended"})
#: The act that a reminder of the reporting calendar stands for.
DUE = "reporting.due"
#: Days that records carry beside that calendar: see `falling_due`.
FALLING_DUE = frozenset(AHEAD)
K = Kind
_TABLE = (
    _todo("request.send", K.REQUEST, P.REQUEST_SCREEN),
    _known("request.receive", K.REQUEST, maker=True),
    _back("request.return", K.REQUEST, maker=True),
    _known("request.accept", K.REQUEST, maker=True),
    _known("request.refuse", K.REQUEST, maker=True),
    Rule(act="request.withdraw", kind=K.REQUEST, weight=Weight.KNOW, holders=P.REQUEST_SCREEN),
    _todo("project.register", K.PROJECT, P.PROJECT_CONCLUDE_BASE),
    _back("project.return_base", K.PROJECT),
    _back("project.return_upper", K.PROJECT),
    _known("project.reject_base", K.PROJECT),
    _known("project.reject_upper", K.PROJECT),
    _todo("project.submit", K.PROJECT, P.PROJECT_CONCLUDE_UPPER, of="receiver"),
    _known("project.approve", K.PROJECT, maker=True),
    _known("project.accept", K.PROJECT, maker=True),
    _todo("project.ask_adjustment", K.PROJECT, P.CHANGE_CONFIRM),
    _known("project.approve_adjustment", K.PROJECT),
    _known("project.refuse_adjustment", K.PROJECT),
    _todo("plan.submit", K.PLAN, P.PLAN_APPROVE),
    _back("plan.return", K.PLAN),
    _known("plan.approve", K.PLAN),
    _todo("edition.review", K.EDITION, P.EDITION_SIGN),
    _back("edition.send_back", K.EDITION),
    _todo("edition.sign", K.EDITION, P.EDITION_SEND),
    _known("edition.send", K.EDITION),
    _todo("reporting.send", K.DUTY, P.REPORTING_ACCEPT, of="receiver"),
    Rule(act="reporting.accept", kind=K.DUTY, weight=Weight.KNOW, holders=P.REPORTING_SEND),
    _todo("reporting.return", K.DUTY, P.REPORTING_SEND),
    _todo("reporting.ask_again", K.DUTY, P.REPORTING_SEND),
    _todo(DUE, K.DUTY, P.REPORTING_SEND),
    _todo("entry.submit", K.VOTE, P.VOTING_ORGANISE, of="receiver"),
    _back("entry.return", K.VOTE, maker=True),
    _known("entry.accept", K.VOTE, maker=True),
    _known("entry.refuse", K.VOTE, maker=True),
    _known("certificate.revoked", K.VOTE, maker=True, drafter=False),
    _todo("fake.reported", K.VOTE, P.VOTING_ORGANISE),
    _todo("proposal.pass_up", K.PROPOSAL, P.PROPOSAL_PASS, of="receiver"),
    _todo("proposal.raise_again", K.PROPOSAL, P.PROPOSAL_PASS, of="receiver"),
    _back("proposal.return", K.PROPOSAL),
    _known("proposal.answer", K.PROPOSAL),
    _todo("document.sign", K.DOCUMENT, P.DOCUMENT_NUMBER),
    *map(_of_role, sorted(OF_ROLES)),
    _todo("due.visit", K.PROJECT, P.PROJECT_FOLLOW_UP),
    _todo("due.project", K.PROJECT, P.PROJECT_CARRY_OUT),
    _todo("due.contract", K.PROJECT, P.PROJECT_CARRY_OUT),
    Rule(act="due.own_contract", kind=K.PROJECT, weight=Weight.TODO, maker=True),
    _todo("due.finding", K.PROJECT, P.PROJECT_CARRY_OUT),
    #: Told to who may take the step of that state.
    _todo("due.step", K.PROJECT, P.PROJECT_CARRY_OUT),
    _todo("due.proposal", K.PROPOSAL, P.PROPOSAL_PASS),
    Rule(
        act="due.certificate",
        kind=K.VOTE,
        weight=Weight.TODO,
        holders=P.VOTING_ORGANISE,
        maker=True,
    ),
    _of_role("due.role"),
)
RULES = {rule.act: rule for rule in _TABLE}

#: The tables of steps by the first word of their acts.
_STEPS_OF = {
    "request": REQUEST_STEPS,
    "project": PROJECT_STEPS,
    "plan": VERSION_STEPS,
    "edition": EDITION_STEPS,
    "reporting": DUTY_STEPS,
    "entry": ENTRY_STEPS,
    "proposal": PROPOSAL_STEPS,
    "document": DOCUMENT_STEPS,
}
#: The acts after which a record stands elsewhere: what was to be done before is no more.
MOVES = frozenset(
    f"{sort}.{step.name.strip('_')}"
    for sort, table in _STEPS_OF.items()
    for step in table.rows
    if step.target not in step.sources
)
