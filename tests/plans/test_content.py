"""Plain facts of a version: its fingerprint, what it changes, what money moves."""

from uuid import UUID

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.plans.rules.content import PlainRow, changes, fingerprint, only_adds, sums
from khuyencong.plans.rules.movements import Held, movements, said_short, shortages
from khuyencong.plans.rules.reserve import reached
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.values.vocabulary import FundingSource as F

P, C = F.PROVINCIAL, F.COMMUNE
LINES = [UUID(int=100 + n) for n in range(5)]


def row(number: int, standing: str = "in", amount: int = 10, **more: object) -> PlainRow:
    told = {
        "project": UUID(int=number),
        "code": f"2026-{number:04}",
        "name": f"Đề án {number}",
        "rank": number,
        "standing": standing,
        "shares": {(LINES[number], P): amount},
    }
    return PlainRow(**(told | more))  # type: ignore[arg-type]


HEAD = {"owner": "x", "year": 2026, "number": 1}


@pytest.mark.parametrize(
    "other",
    [
        [row(1, reason="khác"), row(2)],
        [row(1, amount=11), row(2)],
        [row(1, "reserve"), row(2)],
        [row(1, rank=2), row(2, rank=1)],
        [row(1)],
        [row(1, shares={(LINES[1], C): 10}), row(2)],
    ],
)
def test_whatever_a_version_says_is_in_its_fingerprint(other: list[PlainRow]) -> None:
    rows = [row(1), row(2)]
    assert fingerprint(HEAD, rows) == fingerprint(HEAD, rows[::-1])
    assert fingerprint(HEAD, rows) != fingerprint(HEAD, other)
    assert fingerprint(HEAD, rows) != fingerprint(HEAD | {"number": 2}, rows)


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint(HEAD, [row(1)])[:16] == "0ae682c7611d43c3"


def test_what_a_version_changes() -> None:
    before = [row(1), row(2), row(3, "reserve"), row(4, amount=20)]
    after = [row(1), row(2, "out"), row(3), row(4, amount=15), row(0, "reserve")]
    found = changes(before, after)
    assert [r.name for r in found.entered] == ["Đề án 3"]
    assert [r.name for r in found.dropped] == ["Đề án 2"]
    assert [r.name for r in found.reserved] == ["Đề án 0"]
    assert [r.name for r in found.kept] == ["Đề án 1"]
    assert [(c.row.name, c.difference, c.lowers) for c in found.changed] == [("Đề án 4", -5, True)]
    assert found.by_source == {P: -5}
    assert not only_adds(found)
    assert sums(after) == {P: 35}
    assert changes(before, before).is_empty


def test_the_first_version_is_all_new() -> None:
    found = changes([], [row(1), row(2, "reserve")])
    assert (len(found.entered), len(found.reserved), found.by_source) == (1, 1, {P: 10})
    assert only_adds(found)


def test_money_moves_where_the_ledger_has_something_else() -> None:
    ledger = {
        (LINES[1], P): Held(committed=10),
        (LINES[2], P): Held(committed=4),
        (LINES[3], P): Held(committed=12),
        (LINES[4], P): Held(committed=10, contracted=7),
    }
    moved = movements([row(1), row(2), row(3), row(0)], [row(4)], ledger)
    assert [(m.line.int - 100, m.amount) for m in moved] == [(2, 6), (3, -2), (0, 10), (4, -3)]
    assert shortages(moved, {P: 8}) == {P: 3}
    assert shortages(moved, {P: 11}) == {}
    assert said_short({P: 3}, {P: 8}) == (
        "Không đủ kinh phí: Khuyến công cấp tỉnh còn 8 đồng, thiếu 3 đồng."
    )


def test_the_reserve_is_gone_down_in_its_order() -> None:
    waiting = [("To", {P: 50}), ("Vừa", {P: 30, C: 5}), ("Nhỏ", {P: 10})]
    assert reached(waiting, {P: 45, C: 5}) == [1, 2]
    assert reached(waiting, {P: 45}) == [2]
    with pytest.raises(Refused, match="“To”: còn thiếu 42 đồng của nguồn Khuyến công cấp tỉnh"):
        reached(waiting, {P: 8})


def test_wishes_come_back_as_they_were_kept() -> None:
    wishes = Wishes(contents=("training",), places=("x",), content_percent=40)
    assert Wishes.read(wishes.kept()) == wishes
    assert Wishes.read({}) == Wishes()
    assert wishes.prefers("training", "")
    assert not wishes.prefers("information", "y")
