"""Key and group đề án, who approves a change, deadlines, the vote."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.law import rules
from khuyencong.law.queries import law_on
from khuyencong.law.rules import Law, ProjectFacts, ProjectShape, Verdict
from khuyencong.law.states import Change, Criterion, Deadline, Item
from tests.law.made_up import law, parameter

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("contents", "beneficiaries", "years", "verdict"),
    [
        (2, 2, 2, "yes"), (2, 2, 3, "yes"), (9, 40, 3, "yes"),
        (1, 2, 2, "no"), (2, 1, 2, "no"), (2, 2, 1, "no"), (2, 2, 4, "no"),
    ],
)  # fmt: skip
def test_a_key_project_has_two_contents_two_beneficiaries_and_two_or_three_years(
    contents: int, beneficiaries: int, years: int, verdict: str
) -> None:
    facts = ProjectFacts(contents, beneficiaries, years)
    assert rules.is_key_project(law_on(TODAY), facts).verdict == verdict


GROUPS = {Item.TRAINING, Item.START_UP, Item.CONSULTANCY, Item.JOIN_FAIR, Item.MACHINERY,
          Item.TRADEMARK}  # fmt: skip


@pytest.mark.parametrize("item", Item)
def test_a_group_project_is_of_a_closed_list(item: Item) -> None:
    found = rules.may_be_group_project(law_on(TODAY), item)
    assert found.verdict is (Verdict.YES if item in GROUPS else Verdict.NO)
    assert [c.clause for c in found.citations] == ["khoản 1 Điều 3a (bổ sung 2018)"]


def test_before_2018_no_list_of_group_projects_is_known() -> None:
    found = rules.may_be_group_project(law_on(date(2018, 7, 9)), Item.TRAINING)
    assert found.verdict is Verdict.ASK


BEFORE = ProjectShape(support=300, ends_on=date(2026, 11, 30), content="may", place="xa-a",
                      beneficiaries=frozenset({"a"}), partner="p")  # fmt: skip


@pytest.mark.parametrize(
    ("after", "changes", "who"),
    [
        ({"support": 301}, [Change.INCREASE_TOTAL], "Bộ trưởng"),
        ({"support": 299}, [Change.KEEP_OR_LOWER_TOTAL], "Cục"),
        ({"ends_on": date(2026, 12, 31)}, [Change.CHANGE_TIME], "Cục"),
        ({"ends_on": date(2027, 1, 1)}, [Change.EXTEND_NEXT_YEAR], "Bộ trưởng"),
        ({"ends_on": date(2026, 5, 1)}, [Change.CHANGE_TIME], "Cục"),
        ({"content": "x"}, [Change.CHANGE_CONTENT], "Bộ trưởng"),
        ({"place": "xa-b"}, [Change.CHANGE_PLACE], "Cục"),
        ({"beneficiaries": frozenset({"b"})}, [Change.CHANGE_BENEFICIARY], "Cục"),
        ({"partner": "q"}, [Change.CHANGE_PARTNER], "Cục"),
        ({"support": 301, "place": "xa-b"}, [Change.INCREASE_TOTAL, Change.CHANGE_PLACE],
         "Bộ trưởng"),
    ],
)  # fmt: skip
def test_who_approves_a_change_follows_from_what_changes(
    after: dict[str, object], changes: list[Change], who: str
) -> None:
    found = rules.changes_between(BEFORE, replace(BEFORE, **after))
    assert list(found) == changes
    assert rules.who_approves(law_on(TODAY), found).told.startswith(who)


@pytest.mark.parametrize(
    ("within", "confirmed", "verdict"),
    [(True, False, "no"), (True, True, "yes"), (False, False, "yes")],
)
def test_within_a_province_the_department_must_have_confirmed(
    within: bool, confirmed: bool, verdict: str
) -> None:
    found = rules.who_approves(
        law_on(TODAY), [Change.CHANGE_PLACE], within_province=within, confirmed=confirmed
    )
    assert (found.verdict, found.told[:3]) == (verdict, "Cục")


def test_without_a_change_nobody_approves() -> None:
    assert rules.changes_between(BEFORE, BEFORE) == ()
    found = rules.who_approves(law_on(TODAY), [])
    assert (found.verdict, found.steps) == (Verdict.YES, ())


def test_before_the_circular_nobody_knows_who_approves() -> None:
    found = rules.who_approves(law_on(date(2014, 2, 9)), [Change.CHANGE_PLACE])
    assert found.verdict is Verdict.ASK


# --- deadlines -----------------------------------------------------------------------------------


def test_plans_are_registered_before_20_june() -> None:
    of_day = law_on(TODAY)
    assert rules.last_day_in_year(of_day, Deadline.PLAN_REGISTRATION, 2026) == date(2026, 6, 19)
    for day, verdict in ((19, "yes"), (20, "no")):
        found = rules.done_in_time(of_day, Deadline.PLAN_REGISTRATION, date(2026, 6, day))
        assert found.verdict == verdict


@pytest.mark.parametrize("deadline", [Deadline.SETTLEMENT, Deadline.REPORTS])
def test_a_deadline_that_nobody_read_is_no_day(deadline: Deadline) -> None:
    of_day = law_on(TODAY)
    assert rules.last_day_in_year(of_day, deadline, 2026) is None
    assert rules.due_after(of_day, deadline, TODAY) is None
    assert rules.done_in_time(of_day, deadline, TODAY).verdict is Verdict.UNCERTAIN


def working(days: int) -> Law:
    return law(parameter("deadline", "vote_region", source="", number=days))


def test_working_days_leave_out_weekends_and_holidays() -> None:
    friday = date(2026, 3, 6)
    assert rules.due_after(working(1), Deadline.VOTE_REGION, friday) == date(2026, 3, 9)
    holidays = {date(2026, 3, 9)}
    assert rules.due_after(working(1), Deadline.VOTE_REGION, friday, holidays) == date(2026, 3, 10)
    assert rules.due_after(law_on(TODAY), Deadline.VOTE_REGION, friday) == date(2026, 4, 17)


@given(
    days=st.integers(min_value=1, max_value=60),
    start=st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)),
)
def test_between_receipt_and_the_due_day_lie_just_so_many_working_days(
    days: int, start: date
) -> None:
    due = rules.due_after(working(days), Deadline.VOTE_REGION, start)
    assert due is not None
    between = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    assert sum(day.weekday() < 5 for day in between) == days
    assert due.weekday() < 5


# --- the vote ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2026, 1, 1), date(2029, 12, 31)),
        (date(2026, 12, 31), date(2029, 12, 31)),
        (date(2018, 8, 16), date(2021, 12, 31)),
        (date(2018, 8, 15), None),  # three years, and nobody read how they are counted
        (date(2012, 1, 1), None),
    ],
)
def test_a_certificate_holds_to_the_end_of_the_fourth_year(issued: date, last: date | None) -> None:
    of_day = law_on(issued)
    assert rules.certificate_last_day(of_day, issued) == last
    if last:
        assert rules.certificate_holds(of_day, issued, last).verdict is Verdict.YES
        after = last + timedelta(days=1)
        assert rules.certificate_holds(of_day, issued, after).verdict is Verdict.NO
        assert rules.certificate_holds(of_day, issued, issued - timedelta(days=1)).verdict == "no"
    else:
        assert rules.certificate_holds(of_day, issued, issued).verdict is Verdict.UNCERTAIN


FULL = {
    Criterion.MARKET: 40,
    Criterion.BENEFIT: 40,
    Criterion.CULTURE: 10,
    Criterion.OTHER: 10,
}


@pytest.mark.parametrize("criterion", Criterion)
def test_points_keep_within_their_criterion(criterion: Criterion) -> None:
    of_day = law_on(TODAY)
    assert rules.points_within(of_day, FULL).verdict is Verdict.YES
    assert rules.points_within(of_day, FULL).told == "Tổng 100,00 điểm."
    above = FULL | {criterion: FULL[criterion] + Fraction(1, 2)}
    assert rules.points_within(of_day, above).verdict is Verdict.NO
    assert rules.points_within(of_day, FULL | {criterion: -1}).verdict is Verdict.NO
    missing = {name: points for name, points in FULL.items() if name is not criterion}
    assert rules.points_within(of_day, missing).verdict is Verdict.ASK


def test_the_pass_mark_at_hand_is_not_verified() -> None:
    assert rules.reaches_pass_mark(law_on(TODAY), 69).verdict is Verdict.UNCERTAIN
    made_up = law(parameter("pass_mark", "vote", source="", number=60))
    assert rules.reaches_pass_mark(made_up, 60).verdict is Verdict.YES
    assert rules.reaches_pass_mark(made_up, Fraction(5999, 100)).verdict is Verdict.NO
