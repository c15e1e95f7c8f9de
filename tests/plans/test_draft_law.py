"""A draft over the portfolio: nothing moves under the law itself, only touched lines otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.law import rules
from khuyencong.law.rules import DatedParameter, Law, with_parameters
from khuyencong.law.states import Item, Limit
from khuyencong.plans.rules.draft_law import LineAsked, LineDrafted, line_under
from khuyencong.values.vocabulary import FundingSource as F
from tests.law.made_up import law, parameter

pytestmark = pytest.mark.pure
M = 1_000_000
ITEMS = (Item.MACHINERY, Item.DEMONSTRATION_MODEL, Item.TRADEMARK)
SOURCES = (F.NATIONAL, F.PROVINCIAL)


def ceiling(item: str = Item.MACHINERY, source: str = F.PROVINCIAL, **more: Any) -> DatedParameter:
    slot = f"{item}|{source}|{more.get('place_key', '')}"
    return parameter("ceiling", item, source=source, **{"slot": slot, "code": slot} | more)


IN_FORCE = law(
    ceiling(percent=50, amount=300 * M),
    ceiling(source=F.NATIONAL, percent=50, amount=300 * M),
    ceiling(Item.DEMONSTRATION_MODEL, amount=1_000 * M),
)


def asked(*, item: str = Item.MACHINERY, cost: int = 1_000 * M, **sources: int) -> LineAsked:
    """Return a line of the province that asks for so many millions by source."""
    amounts = {F(source): amount * M for source, amount in sources.items()}
    return LineAsked(id="1", what="Máy", item=item, cost=cost, main=F.PROVINCIAL, amounts=amounts)


def drafted(line: LineAsked, **more: Any) -> LineDrafted:
    told = {"percent": 50, "amount": 200 * M, "code": "moi"} | more
    return line_under(IN_FORCE, [ceiling(**told)], line)


def alone(line: LineAsked, **more: Any) -> LineDrafted:
    """Return a line under a draft where no national ceiling stands beside."""
    today = law(ceiling(percent=50, amount=300 * M))
    return line_under(today, [ceiling(**{"percent": 50, "code": "moi"} | more)], line)


def test_a_lower_ceiling_cuts_what_lies_above_it() -> None:
    found = drafted(asked(provincial=300))
    assert (found.amounts, found.difference) == ({F.PROVINCIAL: 200 * M}, -100 * M)
    assert [one.code for one in found.clauses] == ["moi"]
    assert found.is_touched


def test_what_keeps_within_the_lower_ceiling_stays() -> None:
    found = drafted(asked(provincial=150))
    assert (found.amounts, found.difference, found.is_touched) == ({F.PROVINCIAL: 150 * M}, 0, True)


def test_a_higher_ceiling_lets_ask_for_more_who_asked_for_all() -> None:
    whole = alone(asked(provincial=300), amount=400 * M)
    assert (whole.amounts, whole.difference) == ({F.PROVINCIAL: 400 * M}, 100 * M)
    assert alone(asked(provincial=290), amount=400 * M).difference == 0


def test_a_local_ceiling_above_the_national_one_waits_for_its_reason() -> None:
    found = drafted(asked(provincial=300), amount=400 * M)
    assert (found.difference, found.is_touched, found.is_unknown) == (0, True, True)


def test_a_lower_national_ceiling_touches_what_a_province_gives_above_it() -> None:
    lower = ceiling(source=F.NATIONAL, amount=100 * M, code="moi")
    found = line_under(IN_FORCE, [lower], asked(provincial=300))
    assert (found.is_unknown, [one.code for one in found.clauses]) == (True, ["moi"])


def test_nobody_gets_more_than_it_costs() -> None:
    found = alone(asked(cost=600 * M, provincial=300), percent=None, amount=900 * M)
    assert found.amounts == {F.PROVINCIAL: 600 * M}


def test_all_support_together_keeps_within_the_ceiling_of_the_main_source() -> None:
    found = drafted(asked(provincial=200, commune=100))
    assert found.amounts == {F.PROVINCIAL: 100 * M, F.COMMUNE: 100 * M}
    found = drafted(asked(provincial=50, commune=250))
    assert found.amounts == {F.PROVINCIAL: 0, F.COMMUNE: 200 * M}


def test_a_ceiling_of_a_source_that_only_helps_cuts_that_source() -> None:
    line = asked(provincial=100, national=200)
    found = line_under(IN_FORCE, [ceiling(source=F.NATIONAL, amount=150 * M)], line)
    assert found.amounts == {F.PROVINCIAL: 100 * M, F.NATIONAL: 150 * M}


def test_a_condition_that_is_not_met_leaves_nothing() -> None:
    closed = replace(ceiling(amount=300 * M), condition=Limit.DIFFICULT_AREA)
    found = line_under(IN_FORCE, [closed], asked(provincial=300))
    # Whether the place is difficult is not told: it stays as it is, and is said.
    assert (found.difference, found.is_unknown, found.is_touched) == (0, True, True)


def test_another_item_another_source_another_place_is_not_touched() -> None:
    line = asked(provincial=300)
    for other in (
        ceiling(Item.TRADEMARK, amount=1),
        ceiling(Item.DEMONSTRATION_MODEL, F.NATIONAL, amount=1),
        ceiling(amount=1, place_key="tinh-khac"),
    ):
        found = line_under(IN_FORCE, [other], line)
        assert (found.is_touched, found.amounts, found.clauses) == (False, line.amounts, ())


def test_a_line_without_an_item_has_no_ceiling() -> None:
    found = drafted(asked(item="", provincial=300))
    assert (found.is_touched, found.difference) == (False, 0)


def test_a_draft_of_the_same_ceiling_that_nobody_verified_changes_nothing() -> None:
    doubtful = replace(ceiling(percent=50, amount=300 * M), doubts=("chưa kiểm chứng",))
    today = law(doubtful)
    found = line_under(today, [replace(doubtful, code="moi")], asked(provincial=300))
    assert (found.is_touched, found.difference, found.clauses) == (False, 0, ())


# --- whatever the law, whatever the lines ---------------------------------------------------------

AMOUNTS = st.integers(1, 2_000 * M)
PERCENTS = st.none() | st.integers(1, 100).map(Fraction)
CEILINGS = st.builds(
    lambda item, source, amount, percent, code, here: ceiling(
        item,
        source,
        amount=amount,
        percent=percent,
        code=f"{item}-{source}-{code}",
        place_key="tinh-mau" if here else "",
    ),
    st.sampled_from(ITEMS),
    st.sampled_from(SOURCES),
    st.none() | AMOUNTS,
    PERCENTS,
    st.integers(0, 3),
    st.booleans(),
)
LAWS = st.lists(CEILINGS, max_size=6, unique_by=lambda one: one.slot)
LINES = st.lists(
    st.builds(
        lambda item, cost, main, amounts, priority: LineAsked(
            id="1",
            what="Việc",
            item=item,
            cost=cost,
            main=main,
            amounts=dict(zip(SOURCES, amounts, strict=False)) | {main: amounts[-1]},
            priority=priority,
        ),
        st.sampled_from(("", *ITEMS)),
        AMOUNTS,
        st.sampled_from(SOURCES),
        st.lists(AMOUNTS, min_size=1, max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=LAWS, lines=LINES)
def test_the_law_in_force_replayed_gives_what_there_is_to_the_dong(
    rows: Sequence[DatedParameter], lines: Sequence[LineAsked]
) -> None:
    today = law(*rows)
    for line in lines:
        found = line_under(today, today.parameters, line)
        assert (dict(found.amounts), found.is_touched) == (dict(line.amounts), False)
        assert (found.difference, found.clauses) == (0, ())


@given(rows=LAWS, draft=LAWS, lines=LINES)
def test_only_what_a_changed_clause_touches_moves_and_sums_agree(
    rows: Sequence[DatedParameter], draft: Sequence[DatedParameter], lines: Sequence[LineAsked]
) -> None:
    today = law(*rows)
    other = with_parameters(today, tuple(draft))
    for line in lines:
        found = line_under(today, draft, line)
        moved = dict(found.amounts) != dict(line.amounts)
        if moved:
            assert found.is_touched
            assert found.clauses
            assert {one.code for one in found.clauses} <= {one.code for one in draft}
        if not any(one.subject == line.item for one in draft):
            assert not found.is_touched
        assert found.amounts.keys() == line.amounts.keys()
        assert all(amount >= 0 for amount in found.amounts.values())
        assert sum(found.amounts.values()) == line.total + found.difference
        _keeps_within(other, line, found)


def _keeps_within(other: Law, line: LineAsked, found: LineDrafted) -> None:
    """Hold what a touched line takes against the ceilings of the draft, reckoned anew."""
    for source, one in found.replayed.items():
        highest = one.drafted.amount
        if highest is None or one.now.amount == highest:
            continue
        facts = one.case.facts
        assert rules.highest_support(other, facts).amount == highest
        taken = sum(found.amounts.values()) if source is line.main else found.amounts[source]
        assert taken <= max(highest, 0)


@given(cost=AMOUNTS, amount=AMOUNTS, low=st.integers(0, 500 * M), more=st.integers(0, 500 * M))
def test_a_lower_ceiling_never_costs_more_than_a_higher_one(
    cost: int, amount: int, low: int, more: int
) -> None:
    line = asked(cost=cost, provincial=1)
    line = replace(line, amounts={F.PROVINCIAL: amount})
    first, second = (
        line_under(IN_FORCE, [ceiling(amount=cap, code="moi")], line).difference
        for cap in (low + 1, low + 1 + more)
    )
    assert first <= second


def test_the_day_of_a_law_is_not_asked_for() -> None:
    later = replace(IN_FORCE, day=date(2030, 1, 1))
    found = line_under(later, [ceiling(amount=200 * M)], asked(provincial=300))
    assert found.difference == -100 * M
