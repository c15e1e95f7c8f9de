"""How the jury scored: against examples worked by hand and by others."""

from collections.abc import Hashable
from fractions import Fraction

import pytest

from khuyencong.competitions.rules.statistics import (
    Far,
    Total,
    agreement,
    drifts,
    far_sheets,
    leans,
)

pytestmark = pytest.mark.pure

#: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def totals(*rows: str) -> list[Total]:
    return [
        Total(unit, observer, int(value))
        for observer, row in enumerate(rows)
        for unit, value in enumerate(row.split())
        if value != "."
    ]


def test_agreement_is_that_of_the_published_example() -> None:
    found = agreement(totals(*OBSERVERS))
    assert found is not None
    assert round(float(found), 3) == 0.849


def test_agreement_by_hand() -> None:
    # Two jurors, two entries: (1, 2) and (3, 3). Within: 1+1 over 1, 0; n = 4.
    # Every ordered pair of 1 2 3 3: 2·(1+4+4+1+1+0) = 22. alpha = 1 - 3·2/22.
    assert agreement(totals("1 3", "2 3")) == 1 - Fraction(6, 22)


def test_full_agreement_is_one_and_nothing_to_compare_is_none() -> None:
    assert agreement(totals("1 2 3", "1 2 3")) == 1
    assert agreement(totals("5 5", "5 5")) is None
    assert agreement(totals("1 2 3")) is None
    assert agreement([]) is None


def test_a_sheet_far_from_the_others_is_flagged() -> None:
    near = [Total("A", n, tenths) for n, tenths in enumerate((800, 810, 820, 830))]
    far = Total("A", "x", 300)
    assert far_sheets([*near, far]) == [Far("A", "x", 300, Fraction(810))]


@pytest.mark.parametrize(
    "given",
    [
        (800, 800, 660),  # 14 points: below fifteen
        (800, 300),  # two sheets have no middle to be far from
        (100, 400, 700, 1000),  # all are far from one another
    ],
)
def test_what_is_not_far(given: tuple[int, ...]) -> None:
    assert far_sheets([Total("A", n, tenths) for n, tenths in enumerate(given)]) == []


def test_a_lean_is_beside_the_others_on_the_same_entries() -> None:
    given = [
        Total("A", "x", 900),
        Total("A", "y", 800),
        Total("A", "z", 700),
        Total("B", "x", 500),
        Total("B", "y", 600),
        Total("C", "z", 100),
    ]
    found = {lean.juror: (lean.sheets, lean.mean, lean.beside) for lean in leans(given)}
    assert found == {
        "x": (2, Fraction(700), Fraction(150 - 100, 2)),
        "y": (2, Fraction(700), Fraction(0 + 100, 2)),
        "z": (2, Fraction(400), Fraction(-150)),
    }


def test_who_scored_alone_leans_nowhere() -> None:
    assert leans([Total("A", "x", 900)])[0].beside is None


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        pytest.param({"x": 20}, [], [], id="nothing before"),
        pytest.param({"x": 20}, [("2024", {"y": 10})], [], id="somebody else sat then"),
        pytest.param(
            {"x": 20}, [("2024", {"x": 10})], [("x", ("2024",), 10, False)], id="a little"
        ),
        pytest.param(
            {"x": -60, "y": 0},
            [("2024", {"x": 10, "y": 0}), ("2025", {"x": 30})],
            [("x", ("2024", "2025"), -80, True), ("y", ("2024",), 0, False)],
            id="against the mean of both",
        ),
        pytest.param({"x": 50}, [("2024", {"x": 0})], [("x", ("2024",), 50, True)], id="just far"),
    ],
)
def test_a_juror_is_held_against_himself(
    now: dict[str, int],
    earlier: list[tuple[str, dict[str, int]]],
    expected: list[tuple[str, tuple[str, ...], int, bool]],
) -> None:
    def exact(given: dict[str, int]) -> dict[Hashable, Fraction]:
        return {juror: Fraction(lean) for juror, lean in given.items()}

    found = drifts(exact(now), [(label, exact(leaned)) for label, leaned in earlier])
    told = [(d.juror, tuple(year for year, _ in d.earlier), d.moved, d.is_far) for d in found]
    assert told == expected
