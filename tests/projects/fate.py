"""Random acts on a đề án, legal and illegal, seeded; and what each does to its plain life."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

from khuyencong.projects.rules import life as rules
from khuyencong.projects.rules.life import Life
from khuyencong.projects.rules.money import totals
from khuyencong.projects.states import AppraisalLevel, LineState, ProjectState, Verdict
from khuyencong.values.vocabulary import FundingSource

S, L = ProjectState, LineState
M = 1_000_000
BASE, UPPER = AppraisalLevel.BASE, AppraisalLevel.UPPER


@dataclass(frozen=True)
class Act:
    """One act that somebody tries."""

    name: str
    by: Any
    line: UUID | None = None
    source: FundingSource = FundingSource.PROVINCIAL
    amount: int = 0
    level: AppraisalLevel = BASE
    verdict: Verdict = Verdict.PASS
    body: UUID | None = None


#: Who usually does it; anybody may try.
USUAL = {
    "register": "registrar",
    "withdraw": "registrar",
    "submit": "head",
    "waitlist": "top",
    "approve": "top",
    "assign": "head_above",
    "sign_first": "head_above",
    "sign_second": "registrar",
    "begin": "drafter",
    "advance": "accountant",
    "report": "drafter",
    "inspect": "officer",
    "close_finding": "officer",
    "accept": "head_above",
    "pay": "accountant",
    "refund": "accountant",
    "liquidate": "head_above",
    "settle": "head_above",
    "follow_up": "officer",
    "close": "drafter",
    "suspend": "head_above",
    "resume": "head_above",
}
#: What goes on from a state; several words of one act make it likelier.
ONWARD = {
    S.DRAFT: "register",
    S.RETURNED: "register",
    S.REGISTERED: "score score conclude",
    S.BASE_APPRAISED: "submit",
    S.SUBMITTED: "score score conclude",
    S.APPRAISED: "approve approve waitlist",
    S.WAITLISTED: "approve",
    S.APPROVED: "assign sign_first",
    S.CONTRACTED: "sign_second sign_second begin advance suspend",
    S.IN_PROGRESS: (
        "sign_second sign_second advance report inspect close_finding close_finding"
        " accept accept accept pay refund suspend"
    ),
    S.SUSPENDED: "resume",
    S.ACCEPTED: "pay pay liquidate refund follow_up",
    S.LIQUIDATED: "pay settle settle refund",
    S.SETTLED: "follow_up follow_up close",
    S.CLOSED: "close",
    S.REJECTED: "register",
    S.WITHDRAWN: "register",
}


def next_act(dice: Random, life: Life, people: dict[str, Any], body: UUID) -> Act:
    """Return what is tried next: mostly what goes on, by whom it should be; sometimes anything."""
    name = dice.choice(ONWARD[S(life.state)].split())
    if dice.random() < 0.15:
        name = dice.choice([*USUAL, "score", "conclude"])
    if name == "withdraw" and dice.random() < 0.7:
        name = "register"
    line = dice.choice(life.lines)
    source = dice.choice([source for source, _ in line.support])
    level = UPPER if life.state == S.SUBMITTED or dice.random() < 0.05 else BASE
    return Act(
        name=name,
        by=people[_who(dice, name, level, people)],
        line=line.id,
        source=source,
        amount=_amount(dice, life, line.id, source),
        level=level,
        verdict=dice.choices(list(Verdict), [20, 1, 1])[0],
        body=body,
    )


def _who(dice: Random, name: str, level: AppraisalLevel, people: dict[str, Any]) -> str:
    if dice.random() < 0.12:
        return dice.choice(list(people))
    if name == "score":
        officers = ["officer", "second_officer"]
        return dice.choice(officers if level == BASE else ["officer_above", "second_above"])
    if name == "conclude":
        return "head" if level == BASE else "head_above"
    return USUAL[name]


def _amount(dice: Random, life: Life, key: UUID, source: FundingSource) -> int:
    """Return a sum that often fits exactly, sometimes is one đồng too much, or anything."""
    kept = totals(life.shares, key, source)
    fitting = [kept.payable, kept.contracted, kept.contracted // 2, kept.advanced, kept.unspent]
    return dice.choice(
        [*fitting, kept.payable + 1, kept.contracted + 1, 0, dice.randint(1, 90 * M)]
    )


RATE = Fraction(50)
PURE: dict[str, Callable[[Life, Act], Life]] = {
    "register": lambda life, act: rules.register(life, act.by),
    "withdraw": lambda life, act: rules.stepped(life, "withdraw", act.by, "mẫu"),
    "score": lambda life, act: rules.score(life, act.level, act.by),
    "conclude": lambda life, act: rules.conclude(life, act.level, act.verdict, act.by, "mẫu"),
    "submit": lambda life, act: rules.stepped(life, "submit", act.by),
    "waitlist": lambda life, act: rules.stepped(life, "waitlist", act.by),
    "approve": lambda life, act: rules.approve(life, act.by),
    "assign": lambda life, act: rules.assign(life, _given(act.body), act.by, "mẫu"),
    "sign_first": lambda life, act: rules.sign_first(life, RATE, act.by),
    "sign_second": lambda life, act: rules.sign_second(life, _given(act.line), act.by),
    "begin": lambda life, act: rules.stepped(life, "begin", act.by),
    "advance": lambda life, act: rules.advance(
        life, _given(act.line), act.source, act.amount, act.by
    ),
    "report": lambda life, act: rules.report(life, _given(act.line), act.by),
    "inspect": lambda life, act: rules.inspect(life, _given(act.line), "mẫu", act.by),
    "close_finding": lambda life, act: rules.close_finding(life, _given(act.line), act.by),
    "accept": lambda life, act: rules.accept(
        life, _given(act.line), {act.source: act.amount}, 200 * M, act.by
    ),
    "pay": lambda life, act: rules.pay(life, _given(act.line), act.source, act.amount, act.by),
    "refund": lambda life, act: rules.refund(
        life, _given(act.line), act.source, act.amount, act.by
    ),
    "liquidate": lambda life, act: rules.liquidate(life, act.by),
    "settle": lambda life, act: rules.settle(life, act.by),
    "follow_up": lambda life, act: rules.follow_up(life, _given(act.line), act.by),
    "close": lambda life, act: rules.close(life, act.by),
    "suspend": lambda life, act: rules.stepped(life, "suspend", act.by, "mẫu"),
    "resume": lambda life, act: rules.stepped(life, "resume", act.by),
}


def _given(key: UUID | None) -> UUID:
    assert key is not None
    return key
