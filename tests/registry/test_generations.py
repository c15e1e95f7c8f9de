"""Lineage over more than one step, in a small country of its own.

district north: p, q; r until 2000, then of district south
2000: a splits into z (likeliest) and c
2010: z joins d; c splits into e (likeliest) and d
      the districts end with their level; p becomes n; q splits into m (likeliest) and n
"""

from datetime import date

import pytest

from khuyencong.registry.models import Lineage, Place, PlaceParent
from khuyencong.registry.queries import heirs, lineage_of, origins, units_over
from khuyencong.registry.states import Level, LineageKind

D0, D1, D2 = date(1990, 1, 1), date(2000, 1, 1), date(2010, 1, 1)
EVE, NEXT = date(1999, 12, 31), date(2000, 1, 2)
LIFE = {
    "a": (None, D1),
    "c": (D1, D2),
    "z": (D1, D2),
    "d": (D2, None),
    "e": (D2, None),
    "p": (None, D2),
    "q": (None, D2),
    "r": (None, None),
    "n": (D2, None),
    "m": (D2, None),
}
#: Who became whom on which day; True and False: one of several, the likeliest or not.
BECAME = (
    ("a", "z", D1, True),
    ("a", "c", D1, False),
    ("z", "d", D2, None),
    ("c", "e", D2, True),
    ("c", "d", D2, False),
    ("old", "north", D1, True),
    ("old", "south", D1, False),
    ("p", "n", D2, None),
    ("q", "m", D2, True),
    ("q", "n", D2, False),
)
BELONGED = (
    ("p", "north", None, D2),
    ("q", "north", None, D2),
    ("r", "north", None, D1),
    ("r", "south", D1, D2),
)


@pytest.fixture(params=[1, -1], ids=["written in order", "written backwards"])
def places(request: pytest.FixtureRequest) -> dict[str, Place]:
    """Return the places by key; the answers do not hang on the order in which rows were written."""
    made = {key: _place(key, Level.COMMUNE, *days) for key, days in LIFE.items()}
    made |= {key: _place(key, Level.DISTRICT, None, D2) for key in ("north", "south")}
    made["old"] = _place("old", Level.DISTRICT, None, D1)
    for old, new, day, default in BECAME[:: request.param]:
        _line(made[old], made[new], day, default)
    for key, parent, start, until in BELONGED:
        PlaceParent.objects.create(
            place=made[key], parent=made[parent], valid_from=start, valid_until=until
        )
    for key in ("north", "south"):
        Lineage.objects.create(
            predecessor=made[key],
            kind=LineageKind.LEVEL_REMOVED,
            day=D2,
            whole=True,
            is_default=True,
        )
    return made


def _place(key: str, level: str, start: date | None, until: date | None) -> Place:
    return Place.objects.create(
        key=f"thu.{key}", name=key, level=level, valid_from=start, valid_until=until
    )


def _line(old: Place, new: Place, day: date, default: bool | None) -> None:
    whole = default is None
    Lineage.objects.create(
        predecessor=old,
        successor=new,
        day=day,
        kind=LineageKind.MERGE if whole else LineageKind.SPLIT,
        whole=whole,
        is_default=whole or default,
    )


def told(found) -> list[tuple[str, bool, bool]]:
    """Return each place found with whether it is whole and likeliest."""
    return [(heir.place.name, heir.whole, heir.likeliest) for heir in found]


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("a", D0, [("a", True, True)]),
        ("a", D1, [("z", False, True), ("c", False, False)]),
        # d on the likeliest way and on another; e is c's likeliest, but c is not a's.
        ("a", D2, [("d", False, True), ("e", False, False)]),
        ("z", D2, [("d", True, True)]),
        ("c", D2, [("e", False, True), ("d", False, False)]),
        # n holds one commune of the district whole and another perhaps; r had left before.
        ("north", D2, [("m", False, True), ("n", True, True)]),
        ("south", D2, [("r", True, True)]),
        ("north", D1, [("north", True, True)]),
        ("old", D2, [("m", False, True), ("n", False, True), ("r", False, False)]),
    ],
)
def test_heirs(places: dict[str, Place], key: str, on: date, expected: list) -> None:
    assert told(heirs(places[key], on)) == expected


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("d", D2, [("d", True, True)]),
        ("d", D1, [("z", True, True), ("c", False, False)]),
        ("d", D0, [("a", False, True)]),
        ("e", D0, [("a", False, False)]),
        ("n", D0, [("p", True, True), ("q", False, False)]),
        ("m", D1, [("q", False, True)]),
    ],
)
def test_origins(places: dict[str, Place], key: str, on: date, expected: list) -> None:
    assert told(origins(places[key], on)) == expected


def test_the_likeliest_heir_is_told_first(places: dict[str, Place]) -> None:
    assert [line.successor.name for line in lineage_of(places["a"]).successors] == ["z", "c"]


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        (D0, D1, [("a", D0, D1)]),
        (D0, D2, [("a", D0, D1), ("c", D1, D2), ("z", D1, D2)]),
        (D1, date(2010, 1, 2), [("c", D1, D2), ("z", D1, D2), ("d", D2, date(2010, 1, 2))]),
        (D2, date(2011, 1, 1), [("d", D2, date(2011, 1, 1))]),
        (EVE, NEXT, [("a", EVE, D1), ("c", D1, NEXT), ("z", D1, NEXT)]),
    ],
)
def test_units_over_a_period(
    places: dict[str, Place], start: date, until: date, expected: list
) -> None:
    found = [(u.place.name, u.start, u.until) for u in units_over(places["d"], start, until)]
    assert found == expected
