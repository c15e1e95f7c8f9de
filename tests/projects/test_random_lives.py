"""Seeded random lives: over the plain rules, and through the actions beside the plain rules."""

from collections import Counter, defaultdict
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.funds.queries import ledger_faults
from khuyencong.funds.rules import Balances, BudgetBalance, BudgetKey, ShareKey, Spending
from khuyencong.funds.rules.balances import broken_of_budget, broken_of_spending
from khuyencong.projects import actions
from khuyencong.projects.models import InspectionFinding, Line, Project
from khuyencong.projects.queries import life_of, project_faults
from khuyencong.projects.rules import life as rules
from khuyencong.projects.rules.life import Life, LineLife
from khuyencong.projects.rules.money import totals
from khuyencong.projects.states import BEFORE_APPROVAL, ENDED, LineState, ProjectState
from khuyencong.values.vocabulary import FundingSource
from tests.conditions import SIZE
from tests.projects.crew import (
    COMMUNE,
    COUNCIL,
    MACHINERY,
    PAPER,
    PROVINCIAL,
    TODAY,
    Crew,
    M,
    at,
    fresh,
)
from tests.projects.fate import PURE, RATE, Act, next_act
from tests.projects.test_table import Person, body

PLAIN = SIZE * 5
STORED = 300 if SIZE >= 2000 else max(3, SIZE // 20)
TRIES = 130


# --- plain ---------------------------------------------------------------------------------------


def plain_people() -> dict[str, Any]:
    roles = {
        "registrar": ("CENTRE_HEAD", "Trung tâm A"),
        "drafter": ("CENTRE_OFFICER", "Trung tâm A"),
        "accountant": ("CENTRE_ACCOUNTANT", "Trung tâm A"),
        "officer": ("DEPT_OFFICER", "Sở A"),
        "second_officer": ("DEPT_OFFICER", "Sở A"),
        "head": ("DEPT_HEAD", "Sở A"),
        "officer_above": ("AGENCY_OFFICER", "Cục"),
        "second_above": ("AGENCY_OFFICER", "Cục"),
        "head_above": ("AGENCY_HEAD", "Cục"),
        "top": ("MINISTER", "Bộ"),
        "stranger": ("DEPT_HEAD", "Sở B"),
    }
    return {name: Person(*told, id=body(name)) for name, told in roles.items()}


def plain_life(dice: Random, drafter: UUID) -> Life:
    source, year = FundingSource.NATIONAL, 2026
    lines = tuple(
        LineLife(
            id=body(f"dòng {number}"),
            number=number,
            state=LineState.PROPOSED,
            year=year,
            content=MACHINERY,
            establishment_id=body(f"cơ sở {number}"),
            support=((source, dice.randint(1, 90) * M + dice.randint(0, 3)),),
        )
        for number in range(1, dice.randint(2, 4))
    )
    budget = BudgetBalance(allotted=dice.choice([1000 * M, 1000 * M, 60 * M]))
    return Life(
        id=body("đề án"),
        custodian_id=body("Sở A"),
        owner_id=body("Cục"),
        state=ProjectState.DRAFT,
        lines=lines,
        balances=Balances({BudgetKey(body("Cục"), source, year): budget}),
        taken=(("draft", drafter),),
    )


def require_whole(life: Life) -> None:
    """Check all that must hold after any act."""
    assert life.state in ProjectState.values
    balances = life.balances
    for budget in balances.budgets.values():
        assert not broken_of_budget(budget)
    for one in (*balances.funds.values(), *balances.shares.values()):
        assert not broken_of_spending(one.spending)
    for column in ("committed", "contracted", "accepted", "advanced", "paid", "settled"):
        of_shares = getattr(totals(life.shares), column)
        assert of_shares == sum(getattr(f.spending, column) for f in balances.funds.values())
        assert of_shares == sum(getattr(b.spending, column) for b in balances.budgets.values())
    for line in life.lines:
        kept = totals(life.shares, line.id)
        if life.state in BEFORE_APPROVAL:
            assert not kept.committed
        elif life.state in ("settled", "closed"):
            assert kept.committed == kept.settled == kept.accepted
        elif life.state not in ("rejected", "withdrawn"):
            assert kept.committed == sum(amount for _, amount in line.support)
        if line.state == LineState.PAID:
            assert kept.payable <= kept.recovered
        if line.findings and life.state in ("accepted", "liquidated"):
            assert life.state == "accepted"


@pytest.mark.pure
def test_plain_lives_keep_table_and_limits() -> None:
    ends: Counter[str] = Counter()
    for seed in range(PLAIN):
        dice, people = Random(seed), plain_people()
        life = plain_life(dice, people["drafter"].id)
        for _ in range(TRIES):
            act = next_act(dice, life, people, body("Trung tâm A"))
            try:
                life = PURE[act.name](life, act)
            except Refused:
                continue
            require_whole(life)
        ends[life.state] += 1
        assert finished(life, people).state in ("closed", *ENDED, *BEFORE_APPROVAL), seed
    assert ends["closed"] > PLAIN // 20, ends
    assert len(ends) > 3, ends


def finished(life: Life, people: dict[str, Any]) -> Life:
    """Return the life led to its end the straight way: whatever happened, there is one."""
    who, above = people, people["head_above"]
    if life.state == "approved":
        life = rules.assign(life, body("Trung tâm A"), above, "mẫu")
        life = rules.sign_first(life, RATE, above)
    if life.state == "contracted":
        life = rules.stepped(life, "begin", who["drafter"])
    if life.state == "suspended":
        life = rules.stepped(life, "resume", above)
    for line in life.lines if life.state == "in_progress" else ():
        life = accepted(life, line.id, who)
    if life.state not in ("accepted", "liquidated", "settled"):
        return life
    for key, kept in life.shares.items() if life.state != "settled" else ():
        life = paid(life, key, kept, who)
    for line in life.lines:
        if line.findings:
            life = without_findings(life, line.id, who)
    life = rules.liquidate(life, above) if life.state == "accepted" else life
    life = rules.settle(life, above) if life.state == "liquidated" else life
    for line in life.lines:
        life = rules.follow_up(life, line.id, who["officer"])
    return rules.close(life, who["drafter"])


def accepted(life: Life, key: UUID, who: dict[str, Any]) -> Life:
    if life.line(key).state == "confirmed":
        life = rules.sign_second(life, key, who["registrar"])
    life = without_findings(life, key, who)
    if life.line(key).state in ("contracted", "advanced"):
        sums = dict(life.line(key).support)
        life = rules.accept(life, key, sums, 200 * M, who["head_above"])
    return life


def without_findings(life: Life, key: UUID, who: dict[str, Any]) -> Life:
    while life.line(key).findings:
        life = rules.close_finding(life, key, who["officer"])
    return life


def paid(life: Life, key: ShareKey, kept: Spending, who: dict[str, Any]) -> Life:
    accountant, source = who["accountant"], key.source
    if kept.advanced:
        life = rules.refund(life, key.part, source, kept.advanced, accountant)
    if kept.payable or life.line(key.part).state == "accepted":
        life = rules.pay(life, key.part, source, kept.payable, accountant)
    return life


# --- through the actions -------------------------------------------------------------------------


class Real:
    """The same acts on the database."""

    def __init__(self, crew: Crew, project: Project) -> None:
        self.crew, self.id = crew, project.id
        self.days: dict[UUID, int] = defaultdict(int)

    @property
    def project(self) -> Project:
        return Project.objects.get(id=self.id)

    def do(self, act: Act) -> None:
        with transaction.atomic():
            getattr(self, f"_{act.name}")(act, Line.objects.get(id=act.line))

    def _register(self, act: Act, line: Line) -> None:
        actions.register(by=act.by, project=self.project, at=at())

    def _withdraw(self, act: Act, line: Line) -> None:
        actions.withdraw(by=act.by, project=self.project, reason="mẫu", at=at())

    def _score(self, act: Act, line: Line) -> None:
        self.crew.score(self.project, act.level, act.by)

    def _conclude(self, act: Act, line: Line) -> None:
        actions.conclude(
            by=act.by,
            project=self.project,
            level=act.level,
            verdict=act.verdict,
            words="Kết luận mẫu",
            reason="mẫu",
            at=at(),
        )

    def _submit(self, act: Act, line: Line) -> None:
        actions.submit(by=act.by, project=self.project, at=at())

    def _waitlist(self, act: Act, line: Line) -> None:
        actions.waitlist(by=act.by, project=self.project, at=at())

    def _approve(self, act: Act, line: Line) -> None:
        self.crew.approve(self.project, by=act.by, allot=False)

    def _assign(self, act: Act, line: Line) -> None:
        self.crew.assign(self.project, by=act.by)

    def _sign_first(self, act: Act, line: Line) -> None:
        self.crew.sign_first(self.project, by=act.by)

    def _sign_second(self, act: Act, line: Line) -> None:
        self.crew.sign_second(line, by=act.by)

    def _begin(self, act: Act, line: Line) -> None:
        actions.begin(by=act.by, project=self.project, at=at())

    def _advance(self, act: Act, line: Line) -> None:
        told = {"source": act.source, "amount": act.amount, "paper": PAPER}
        actions.advance(by=act.by, line=line, at=at(), **told)  # type: ignore[arg-type]

    def _report(self, act: Act, line: Line) -> None:
        actions.report_progress(
            by=act.by, line=line, day=TODAY, percent=50, told="Đang lắp", at=at()
        )

    def _inspect(self, act: Act, line: Line) -> None:
        actions.inspect(
            by=act.by,
            project=self.project,
            day=TODAY,
            body=self.crew.department,
            minutes="Biên bản",
            findings=[actions.FindingTold(told="mẫu", line=line)],
            at=at(),
        )

    def _close_finding(self, act: Act, line: Line) -> None:
        found = InspectionFinding.objects.filter(line=line, closed_at=None)
        finding = found.order_by("inspection__recorded_at", "id").first()
        if finding is None:
            raise Refused("không có")
        actions.close_finding(by=act.by, finding=finding, how="Đã sửa", at=at())

    def _accept(self, act: Act, line: Line) -> None:
        actions.accept_line(
            by=act.by,
            line=line,
            day=TODAY,
            quantity=1,
            cost=200 * M,
            accepted={act.source: act.amount},
            words="Đạt",
            council=COUNCIL,
            at=at(),
        )

    def _pay(self, act: Act, line: Line) -> None:
        told = {"source": act.source, "amount": act.amount, "paper": PAPER}
        actions.pay(by=act.by, line=line, at=at(), **told)  # type: ignore[arg-type]

    def _refund(self, act: Act, line: Line) -> None:
        told = {"source": act.source, "amount": act.amount, "paper": PAPER, "year": line.year}
        actions.refund(by=act.by, line=line, at=at(), **told)  # type: ignore[arg-type]

    def _liquidate(self, act: Act, line: Line) -> None:
        actions.liquidate(by=act.by, project=self.project, day=TODAY, at=at())

    def _settle(self, act: Act, line: Line) -> None:
        actions.settle(by=act.by, project=self.project, day=TODAY, at=at())

    def _follow_up(self, act: Act, line: Line) -> None:
        self.days[line.id] += 1
        day = TODAY.fromordinal(TODAY.toordinal() - self.days[line.id])
        actions.follow_up(by=act.by, line=line, day=day, still_used=True, at=at())

    def _close(self, act: Act, line: Line) -> None:
        actions.close(by=act.by, project=self.project, at=at())

    def _suspend(self, act: Act, line: Line) -> None:
        actions.suspend(by=act.by, project=self.project, reason="mẫu", at=at())

    def _resume(self, act: Act, line: Line) -> None:
        actions.resume(by=act.by, project=self.project, at=at())


def stored_people(crew: Crew) -> dict[str, Any]:
    return {
        "registrar": crew.registrar,
        "drafter": crew.drafter,
        "accountant": crew.accountant,
        "officer": crew.officer,
        "second_officer": crew.second_officer,
        "head": crew.head,
        "officer_above": crew.officer,
        "second_above": crew.second_officer,
        "head_above": crew.head,
        "top": crew.chair,
        "stranger": crew.stranger,
    }


@pytest.mark.slow
def test_stored_lives_are_the_plain_ones(crew: Crew) -> None:
    """What the actions allow, the plain rules allow; what they lead to, the database holds."""
    ends: Counter[str] = Counter()
    people, firms = stored_people(crew), [crew.establishment(f"Cơ sở {n}") for n in "ab"]
    for seed in range(STORED):
        dice = Random(seed)
        year = 2030 + seed % 60
        project = crew.drafted(first_year=year, last_year=year)
        for number in range(dice.randint(1, 2)):
            support = {PROVINCIAL: dice.randint(20, 80) * M, COMMUNE: dice.randint(1, 20) * M}
            what = f"Máy số {seed} kiểu {'xyz'[number]}{seed * 7919}"
            crew.line(project, establishment=firms[number], what=what, support=support, item="")
        crew.allot(project, amount=dice.choice([1000 * M, 1000 * M, 40 * M]))
        ends[one_life(dice, crew, project, people)] += 1
        # Every fault is looked for over all lives so far: in a long run not after each.
        assert seed % (STORED // 10 or 1) or not list(project_faults())
    assert not list(project_faults())
    assert not list(ledger_faults())
    assert len(ends) > 1 or STORED < 10, ends


def one_life(dice: Random, crew: Crew, project: Project, people: dict[str, Any]) -> str:
    real, life = Real(crew, project), life_of(fresh(project))
    after_the_end = 5
    for _ in range(TRIES):
        act = next_act(dice, life, people, crew.centre.id)
        after, refused = tried(life, act)
        try:
            real.do(act)
            told = ""
        except Refused as said:
            told = str(said)
        assert bool(told) == bool(refused), (act, refused, told)
        if not told:
            life = the_same(life_of(real.project), after)
        after_the_end -= life.state in ENDED
        if not after_the_end:
            break
    return the_same(life_of(real.project), life).state


def the_same(found: Life, wanted: Life) -> Life:
    """Return what the database holds, once it is what the plain rules say."""
    assert replace(found, taken=()) == replace(wanted, taken=())
    assert sorted(found.taken) == sorted(wanted.taken)
    return found


def tried(life: Life, act: Act) -> tuple[Life, str]:
    try:
        return PURE[act.name](life, act), ""
    except Refused as refused:
        return life, str(refused)
