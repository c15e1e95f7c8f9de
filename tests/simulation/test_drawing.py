"""What is drawn of a synthetic nation: the same for one seed, whole, and within its limits."""

from hypothesis import given
from hypothesis import strategies as st

from khuyencong.simulation.drawing import LAST_DAY, OLD_YEARS, Share, draw, firms_of, shares
from khuyencong.values.vocabulary import LEGAL_CONTENTS

OLD, NEW = [f"cu-{n}" for n in range(63)], [f"moi-{n}" for n in range(34)]
SHARE = Share("cu-1", OLD_YEARS, 400)


@given(st.integers(1, 5000), st.integers(0, 999))
def test_every_project_has_a_province(projects: int, seed: int) -> None:
    told = shares(projects, OLD, NEW, seed)
    assert sum(one.projects for one in told) == projects
    assert len(told) == 97


def test_ten_thousand_reach_every_province() -> None:
    assert min(one.projects for one in shares(10_000, OLD, NEW, 1)) > 5


def test_one_seed_draws_the_same_and_another_something_else() -> None:
    first, again = (list(draw(SHARE, 200, 1)) for _ in range(2))
    assert first == again
    assert list(draw(SHARE, 200, 2)) != first


def test_what_is_drawn_is_whole() -> None:
    drawn = list(draw(SHARE, 200, 1))
    assert [one.number for one in drawn] == list(range(1, 401))
    assert {one.kind.content for one in drawn} == set(LEGAL_CONTENTS)
    assert {one.year for one in drawn} == set(OLD_YEARS)
    for one in drawn:
        assert list(one.days) == sorted(one.days)
        assert one.days[-1] <= LAST_DAY
        assert one.days[0].year == one.year
        firms = [line.establishment for line in one.lines if line.establishment]
        assert len(firms) == len(set(firms))
        assert all(line.money > 0 and 0 <= line.place < 200 for line in one.lines)
        assert bool(firms) == one.kind.of_establishments


def test_establishments_are_numbered_without_a_gap() -> None:
    firms = firms_of(list(draw(SHARE, 200, 1)))
    assert sorted(firms) == list(range(1, len(firms) + 1))
