"""Whole lives of đề án, the ledger looked at after each step."""

import pytest

from khuyencong.funds.queries import ledger_faults
from khuyencong.funds.rules import Spending
from khuyencong.projects import actions
from khuyencong.projects.queries import project_faults
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.rules.money import totals
from khuyencong.projects.states import Level, LineState, ProjectKind, ProjectState
from tests.projects.crew import COMMUNE, NATIONAL, PROVINCIAL, Crew, M, at, fresh, only_line


def money(project: object) -> Spending:
    return totals(shares_of(project.id))  # type: ignore[attr-defined]


def test_a_local_project_of_one_line_lives_to_its_end(crew: Crew) -> None:
    project = crew.appraised(crew.one())
    assert (project.state, money(project)) == (ProjectState.APPRAISED, Spending())

    crew.approve(project)
    line = only_line(project)
    assert (fresh(project).state, line.state) == (ProjectState.APPROVED, LineState.CONFIRMED)
    assert money(project) == Spending(committed=80 * M)

    crew.assign(project)
    crew.sign_first(project)
    crew.sign_second(line)
    assert only_line(project).state == LineState.CONTRACTED
    assert money(project) == Spending(committed=80 * M, contracted=80 * M)

    crew.advance(line, 30 * M)
    told = {"committed": 80 * M, "contracted": 80 * M, "given": 30 * M, "advance_limit": 40 * M}
    assert money(project) == Spending(**told, advanced=30 * M)

    crew.progress(line)
    assert fresh(project).state == ProjectState.IN_PROGRESS
    crew.accept(line)
    assert fresh(project).state == ProjectState.ACCEPTED
    assert money(project) == Spending(**told, accepted=80 * M, paid=30 * M)

    crew.pay(line, 50 * M)
    assert only_line(project).state == LineState.PAID
    assert money(project) == Spending(**told, accepted=80 * M, paid=80 * M)

    crew.liquidate(project)
    crew.settle(project)
    assert fresh(project).state == ProjectState.SETTLED
    assert money(project) == Spending(**told, accepted=80 * M, paid=80 * M, settled=80 * M)

    crew.follow_up(line)
    actions.close(by=crew.drafter, project=fresh(project), at=at())
    assert (fresh(project).state, only_line(project).state) == (
        ProjectState.CLOSED,
        LineState.FOLLOWED_UP,
    )


def test_a_national_project_lives_to_its_settlement(crew: Crew) -> None:
    project = crew.under_way(crew.one(Level.NATIONAL))
    line = only_line(project)
    crew.advance(line, 40 * M, NATIONAL)
    crew.accept(line, source=NATIONAL)
    crew.pay(line, 40 * M, NATIONAL)
    crew.liquidate(project)
    crew.settle(project)
    assert money(project).settled == 80 * M
    clauses = set(project.steps.exclude(clause="").values_list("clause", flat=True))
    assert "TT 36/2013/TT-BCT, Điều 13" in clauses


def test_a_group_of_two_sources_and_two_beneficiaries_lives_line_by_line(crew: Crew) -> None:
    project = crew.drafted(kind=ProjectKind.GROUP)
    support = {PROVINCIAL: 60 * M, COMMUNE: 20 * M}
    crew.line(project, support=support)
    crew.line(
        project, support=support, establishment=crew.establishment("Hộ Ví Dụ"), what="Máy sấy"
    )
    crew.under_way(fresh(project))
    first, second = project.lines.order_by("number")
    assert money(project) == Spending(committed=160 * M, contracted=160 * M)

    crew.advance(first, 30 * M)
    crew.advance(first, 10 * M, COMMUNE)
    crew.accept(first, accepted=support)
    assert totals(shares_of(project.id), first.id).paid == 40 * M
    assert fresh(project).state == ProjectState.IN_PROGRESS
    crew.pay(first, 30 * M)
    first.refresh_from_db()
    assert first.state == LineState.ACCEPTED
    crew.pay(first, 10 * M, COMMUNE)
    first.refresh_from_db()
    assert first.state == LineState.PAID

    crew.accept(second, accepted={PROVINCIAL: 60 * M, COMMUNE: 15 * M}, cost=190 * M)
    assert fresh(project).state == ProjectState.ACCEPTED
    crew.pay(second, 60 * M)
    crew.pay(second, 15 * M, COMMUNE)
    crew.liquidate(project)
    assert money(project).contracted == 160 * M
    crew.settle(project)
    whole = money(project)
    assert (whole.committed, whole.contracted, whole.settled) == (155 * M, 155 * M, 155 * M)
    assert not list(project_faults())
    assert not list(ledger_faults())


def test_the_last_write_that_fails_leaves_nothing_behind(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = crew.under_way(crew.one())
    line, before = only_line(project), money(project)
    monkeypatch.setattr("khuyencong.funds.actions.clear", fail)
    crew.advance(line, 10 * M)
    before = money(project)
    with pytest.raises(ZeroDivisionError):
        crew.accept(line)
    assert (only_line(project).state, money(project)) == (LineState.ADVANCED, before)
    assert not hasattr(only_line(project), "acceptance")


def fail(**told: object) -> None:
    raise ZeroDivisionError
