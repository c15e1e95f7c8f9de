"""Values move with the borders: nothing is lost, nothing doubled, nothing made up."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.reports.borders import Carried, Move, carry, holders
from tests.conditions import SIZE

BEGIN = date(2000, 1, 1)
LATER = date(2030, 1, 1)


def move(old: str, new: str, year: int) -> Move:
    return Move(old, new, date(year, 1, 1))


@dataclass
class History:
    """A country that lives through merges, splits and renames."""

    moves: list[Move]
    first: list[str]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return random acts: each merges some living units, parts one, or renames none."""
    first = [f"u{n}" for n in range(draw(st.integers(1, 8)))]
    living, moves, day = list(first), [], BEGIN
    for act in range(draw(st.integers(0, 7))):
        day += timedelta(days=draw(st.integers(1, 900)))
        if draw(st.booleans()) and len(living) > 1:
            parts = draw(st.lists(st.sampled_from(living), min_size=2, max_size=4, unique=True))
            born = [f"m{act}"]
        else:
            parts = [draw(st.sampled_from(living))]
            born = [f"s{act}-{n}" for n in range(draw(st.integers(1, 3)))]
        moves += [Move(old, new, day) for old in parts for new in born]
        living = [unit for unit in living if unit not in parts] + born
    return History(moves, first)


@settings(max_examples=SIZE, deadline=None)
@given(histories(), st.data())
def test_the_sum_is_the_same_under_the_borders_of_every_day(
    history: History, data: st.DataObject
) -> None:
    units = sorted({*history.first, *(m.successor for m in history.moves)})
    amounts = st.integers(0, 10**15)
    values = data.draw(st.dictionaries(st.sampled_from(units), amounts))
    day = data.draw(st.dates(BEGIN, LATER))
    carried = carry(values, history.moves, day)
    assert carried.total == sum(values.values())
    # Each đồng has one place: every unit is in one sum, or is named as left.
    named = [old for parts in carried.made_of.values() for old in parts] + list(carried.left)
    assert sorted(named) == sorted(values)
    # Carrying again changes nothing, also over an earlier stop.
    assert carry(carried.values, history.moves, day).values == carried.values


@settings(max_examples=SIZE, deadline=None)
@given(histories(), st.dates(BEGIN, LATER), st.dates(BEGIN, LATER))
def test_a_stop_on_the_way_makes_no_difference(history: History, one: date, two: date) -> None:
    early, late = sorted((one, two))
    values = {unit: 10**n for n, unit in enumerate(history.first)}
    stopped = carry(values, history.moves, early)
    on = carry(stopped.values, history.moves, late)
    left = carry(stopped.left, history.moves, late)
    at_once = carry(values, history.moves, late)
    together = {
        unit: on.values.get(unit, 0) + left.values.get(unit, 0)
        for unit in {*on.values, *left.values}
    }
    assert together == at_once.values
    assert on.total + left.total == at_once.total


@pytest.mark.parametrize("path", ["one by one", "all at once"])
def test_merging_twice_by_either_path_agrees(path: str) -> None:
    if path == "one by one":
        moves = [move("a", "ab", 2010), move("b", "ab", 2010)]
        moves += [move("ab", "abc", 2020), move("c", "abc", 2020)]
    else:
        moves = [move(unit, "abc", 2020) for unit in "abc"]
    assert carry({"a": 1, "b": 20, "c": 300}, moves, LATER).values == {"abc": 321}


def test_what_is_parted_and_joined_again_is_whole() -> None:
    moves = [move("a", "b", 2010), move("a", "c", 2010), move("b", "d", 2020), move("c", "d", 2020)]
    between = carry({"a": 7}, moves, date(2015, 1, 1))
    assert between == Carried({}, {}, {"a": 7})
    assert carry({"a": 7}, moves, LATER) == Carried({"d": 7}, {"d": ("a",)}, {})


def test_a_day_before_nothing_has_moved() -> None:
    moves = [move("a", "b", 2010)]
    assert holders(["a"], moves, date(2009, 12, 31)) == {"a": frozenset("a")}
    assert holders(["a"], moves, date(2010, 1, 1)) == {"a": frozenset("b")}
