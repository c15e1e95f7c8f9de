"""Two acts at the same moment: one wins, the other is told why; no đồng is given twice."""

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget, Entry
from khuyencong.funds.rules import Portion
from khuyencong.plans import actions
from khuyencong.plans.models import PlanAct, PlanVersion
from khuyencong.plans.states import VersionState
from khuyencong.projects.models import Project
from khuyencong.values.vocabulary import FundingSource
from tests.cast import make_cast
from tests.conditions import SIZE
from tests.plans.made import (
    AT,
    MILLION,
    YEAR,
    Crew,
    allot,
    appraised,
    approve,
    make_crew,
    plan_of,
    submitted,
)
from tests.threads import raised, together

#: 3 rounds in the suite; 200 in the soak, in blocks that find a year of their own for each.
BLOCKS, ROUNDS = (4, 50) if SIZE >= 2000 else (1, 3)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=range(BLOCKS), ids=lambda block: f"block {block}")
def crew(request: pytest.FixtureRequest) -> Crew:
    return make_crew(make_cast())


def a_round(crew: Crew, number: int) -> PlanVersion:
    """Return a submitted plan of a year of its own, with one đề án in it."""
    year = YEAR + number
    allot(crew, 100, year=year)
    appraised(crew, f"Máy {year}", 60, first_year=year, last_year=year, of_year=year)
    return submitted(crew, plan_of(crew, year))


def test_two_approve_one_version(crew: Crew) -> None:
    for number in range(ROUNDS):
        version = a_round(crew, number)
        people = [crew.chair, crew.other_chair]
        found = together(2, lambda n: approve(crew, version, by=people[n]))  # noqa: B023
        errors = raised(found)
        assert len(errors) == 1
        assert isinstance(errors[0], Refused)
        winner = people[0] if found[1] is errors[0] else people[1]
        assert f"đã được {winner.full_name} duyệt lúc" in str(errors[0])
        assert PlanAct.objects.filter(version=version, step="approve").count() == 1
        budget = Budget.objects.get(year=version.plan.year)
        assert budget.committed == 60 * MILLION
        assert Entry.objects.filter(kind="commit", act__in=acts(version)).count() == 1


def test_one_approves_while_another_withdraws(crew: Crew) -> None:
    for number in range(ROUNDS):
        version = a_round(crew, number)

        def act(n: int, version: PlanVersion = version) -> PlanVersion:
            if n:
                return actions.withdraw_version(
                    by=crew.head, version=version, reason="Xếp lại", at=AT
                )
            return approve(crew, version)

        errors = raised(together(2, act))
        assert [type(error) for error in errors] == [Refused]
        version.refresh_from_db()
        steps = set(version.acts.values_list("step", flat=True)) & {"approve", "withdraw"}
        assert len(steps) == 1
        is_approved = version.state == VersionState.APPROVED
        assert is_approved == (steps == {"approve"})
        committed = Budget.objects.get(year=version.plan.year).committed
        assert committed == (60 * MILLION if is_approved else 0)


def test_one_approves_while_another_puts_it_in_order(crew: Crew) -> None:
    """Whoever is first, nobody approves a list that he did not read."""
    for number in range(ROUNDS):
        version = a_round(crew, number)
        seen = version.content_hash
        actions.return_version(by=crew.chair, version=version, reason="Xem lại", at=AT)
        row = version.rows.get()

        def act(n: int, version: PlanVersion = version, row: object = row) -> object:
            if n:
                moved = {"by": crew.officer, "version": version, "row": row, "to": "reserve"}
                return actions.move(reason="Chờ", at=AT, **moved)
            return actions.submit(by=crew.head, version=version, at=AT)

        together(2, act)
        version.refresh_from_db()
        if version.state == VersionState.SUBMITTED:
            approve(crew, version, seen=seen)
        else:
            with pytest.raises(Refused):
                approve(crew, version, seen=seen)
            assert Budget.objects.get(year=version.plan.year).committed == 0


def test_two_projects_for_the_last_ten_million(crew: Crew) -> None:
    """A plan gives it to one while a change of another asks for it: the ledger gives it once."""
    for number in range(ROUNDS):
        year = YEAR + number
        allot(crew, 10, year=year)
        told = {"first_year": year, "last_year": year, "of_year": year}
        appraised(crew, f"Máy {year} A", 10, 90, **told)
        rival = appraised(crew, f"Máy {year} B", 10, 80, **told)
        version = submitted(crew, plan_of(crew, year))
        portion = Portion(rival.lines.get().id, FundingSource.PROVINCIAL, year, 10 * MILLION)

        def act(
            n: int,
            version: PlanVersion = version,
            rival: Project = rival,
            portion: Portion = portion,
        ) -> object:
            if n:
                told = {"owner": rival.owner_id, "spender": rival.id, "portions": [portion]}
                return funds.commit(by=crew.head, at=AT, **told)
            return approve(crew, version)

        errors = raised(together(2, act))
        assert len(errors) == 1, errors
        assert "còn 0 đồng" in str(errors[0])
        assert Budget.objects.get(year=year).committed == 10 * MILLION
        version.refresh_from_db()
        states = set(Project.objects.filter(first_year=year).values_list("state", flat=True))
        assert ("approved" in states) == (version.state == VersionState.APPROVED)


def acts(version: PlanVersion) -> list[object]:
    return list(version.acts.values_list("id", flat=True))
