"""Quorum, majority, and where a verdict departs from the ranking: tables and random cases."""

import random

import pytest

from khuyencong.competitions.rules.verdicts import Outcome, Votes, has_quorum, passed_over
from tests.conditions import SIZE

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("present", "members", "percent", "enough"),
    [
        (0, 0, 1, False),
        (0, 5, 1, False),
        (1, 100, 1, True),
        (2, 3, 67, False),
        (2, 3, 66, True),
        (6, 9, 66, True),
        (9, 9, 100, True),
        (8, 9, 100, False),
    ],
)
def test_a_quorum_is_a_part_of_the_members(
    present: int, members: int, percent: int, enough: bool
) -> None:
    assert has_quorum(present, members, percent) is enough


@pytest.mark.parametrize(
    ("votes", "carried"),
    [
        ((0, 0, 0), False),
        ((1, 0, 0), True),
        ((1, 1, 0), False),
        ((2, 1, 0), True),
        ((2, 1, 1), False),
        ((3, 1, 1), True),
    ],
)
def test_more_than_half_of_those_voting_carry(votes: tuple[int, int, int], carried: bool) -> None:
    assert Votes(*votes).carried is carried


NO, YES, UP, PRIZE = (
    (False, False, 0),
    (True, False, 0),
    (True, True, 0),
    (True, False, 5_000_000),
)


@pytest.mark.parametrize(
    ("ranks", "worth", "reasons"),
    [
        ((1, 2, 3), (YES, YES, NO), set()),
        ((1, 2, 3), (NO, NO, NO), set()),
        ((1, 2, 3), (NO, YES, NO), {0}),
        ((1, 2, 3), (NO, NO, YES), {0, 1}),
        ((1, 1, 3), (YES, NO, NO), {1}),
        ((1, 1, 3), (YES, YES, NO), set()),
        ((1, 2, 3), (YES, UP, NO), {0}),
        ((1, 2, 3), (UP, YES, YES), set()),
        ((1, 2, 3), (YES, PRIZE, YES), {0}),
        ((1, 2, 3), (UP, PRIZE, NO), {0}),
        ((1, None, None), (NO, YES, NO), {0, 2}),
        ((None, None), (YES, YES), set()),
    ],
)
def test_who_is_passed_over_needs_a_reason(
    ranks: tuple[int | None, ...],
    worth: tuple[tuple[bool, bool, int], ...],
    reasons: set[int],
) -> None:
    told = {at: Outcome(rank, *worth[at]) for at, rank in enumerate(ranks)}
    assert passed_over(told) == reasons


def test_random_verdicts_are_explained_just_where_somebody_lower_got_more() -> None:
    chance = random.Random(7)
    for _ in range(SIZE):
        count = chance.randint(1, 9)
        told = {
            at: Outcome(chance.choice([1, 2, 3, 4, None]), *chance.choice([NO, YES, UP, PRIZE]))
            for at in range(count)
        }

        def stands(one: Outcome) -> int:
            return one.rank or 99

        expected = {
            at
            for at, one in told.items()
            if any(
                stands(other) >= stands(one)
                and any(b > a for a, b in zip(one.worth, other.worth, strict=True))
                for other in told.values()
            )
        }
        assert passed_over(told) == expected
