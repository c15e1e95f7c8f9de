"""The suggestion is the best set there is, says why, and never lets money lie idle."""

import time
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.plans.rules.suggestion import (
    Balance,
    Candidate,
    Place,
    Turn,
    one_more,
    ranked,
    suggest,
)
from khuyencong.values.vocabulary import FundingSource as F
from tests.conditions import SIZE

MOST = 10
NATIONAL, PROVINCIAL, COMMUNE = F.NATIONAL, F.PROVINCIAL, F.COMMUNE
Ceilings = Mapping[F, int]


def one(name: str, amount: int, **more: object) -> Candidate:
    told = {"id": name, "name": name, "amounts": {PROVINCIAL: amount}, "score": Fraction(70)}
    return Candidate(**(told | more))  # type: ignore[arg-type]


def test_points_decide_within_a_turn_and_the_rest_waits_with_what_it_lacks() -> None:
    found = suggest(
        [
            one("Máy sấy", 60, score=Fraction(70)),
            one("Máy xẻ", 50, score=Fraction(90)),
            one("Lò gốm", 30, score=Fraction(80)),
        ],
        {PROVINCIAL: 100},
    )
    assert [(a.candidate.name, a.place, a.told) for a in found.answers] == [
        ("Máy xẻ", Place.IN, "Theo điểm thẩm định, 90 điểm."),
        ("Lò gốm", Place.IN, "Theo điểm thẩm định, 80 điểm."),
        (
            "Máy sấy",
            Place.RESERVE,
            "Theo điểm thẩm định, 70 điểm. Còn thiếu 40 đồng của nguồn Khuyến công cấp tỉnh."
            " Xếp sau “Lò gốm” (80 điểm).",
        ),
    ]
    assert found.left == {PROVINCIAL: 20}
    assert found.answers[2].lacks == {PROVINCIAL: 40}


def test_the_order_of_the_law() -> None:
    candidates = [
        one("Nhiều điểm", 1, score=Fraction(99)),
        one("Ưu tiên", 1, turn=Turn.PRIORITY, score=Fraction(60)),
        one("Điểm", 1, turn=Turn.KEY, score=Fraction(50)),
        one("Đang làm", 1, turn=Turn.CONTINUING, score=None),
        one("Có kinh nghiệm", 1, score=Fraction(80), experience=3),
        one("Ít kinh nghiệm", 1, score=Fraction(80), experience=1),
    ]
    assert [c.name for c in ranked(candidates)] == [
        "Đang làm",
        "Điểm",
        "Ưu tiên",
        "Nhiều điểm",
        "Có kinh nghiệm",
        "Ít kinh nghiệm",
    ]


def test_the_law_puts_out_and_names_its_clause() -> None:
    against = ("Không thuộc địa bàn. NĐ 45/2012/NĐ-CP, Điều 2.",)
    found = suggest([one("Ngoài", 1, against=against), one("Trong", 1)], {PROVINCIAL: 10})
    assert [a.told for a in found.at(Place.OUT)] == list(against)
    assert found.chosen == {"Trong"}


def test_who_waits_is_told_that_a_smaller_one_below_found_room() -> None:
    found = suggest(
        [one("To", 80, score=Fraction(90)), one("Nhỏ", 20, score=Fraction(50))], {PROVINCIAL: 30}
    )
    assert found.chosen == {"Nhỏ"}
    told = found.answers[0].told
    assert told.endswith("Số còn lại chỉ đủ cho đề án nhỏ hơn xếp dưới, như “Nhỏ”.")


def test_balance_gives_way_only_where_money_is_left() -> None:
    machines = [
        one(f"Máy {n}", 30, content="machines", content_name="Máy móc", score=Fraction(90 - n))
        for n in range(3)
    ]
    fair = one("Hội chợ", 30, content="fair", score=Fraction(40))
    tight = suggest([*machines, fair], {PROVINCIAL: 90}, Balance(content_percent=67))
    assert tight.chosen == {"Máy 0", "Máy 1", "Hội chợ"}
    assert "Nội dung “Máy móc” đã đủ mức cân đối. Còn thiếu 30 đồng" in tight.answers[2].told
    loose = suggest([*machines, fair], {PROVINCIAL: 120}, Balance(content_percent=50))
    assert loose.chosen == {"Máy 0", "Máy 1", "Máy 2", "Hội chợ"}
    assert loose.answers[2].told.endswith("đã đủ mức cân đối; kinh phí còn dư.")


def test_balance_does_not_bind_key_projects_nor_those_under_way() -> None:
    candidates = [
        one("Điểm 1", 50, turn=Turn.KEY, place="x"),
        one("Điểm 2", 50, turn=Turn.KEY, place="x"),
        one("Thường", 1, place="y"),
    ]
    found = suggest(candidates, {PROVINCIAL: 100}, Balance(place_percent=10))
    assert found.chosen == {"Điểm 1", "Điểm 2"}


def test_a_source_without_a_budget_pays_for_nothing() -> None:
    found = suggest([one("Xã", 5, amounts={COMMUNE: 5})], {PROVINCIAL: 100})
    assert found.answers[0].lacks == {COMMUNE: 5}


def test_what_one_more_sum_would_add_and_who_would_give_way() -> None:
    candidates = [one("To", 80, score=Fraction(90)), one("Nhỏ", 20, score=Fraction(50))]
    more = one_more(candidates, {PROVINCIAL: 30}, extra=50)
    assert [(m.source, [c.name for c in m.added], [c.name for c in m.given_way]) for m in more] == [
        (PROVINCIAL, ["To"], ["Nhỏ"])
    ]
    assert one_more(candidates, {PROVINCIAL: 200}, extra=50)[0].added == ()


def test_no_candidates() -> None:
    assert suggest([], {PROVINCIAL: 1}).answers == ()
    assert one_more([], {PROVINCIAL: 1}) == ()


def test_five_hundred_candidates_in_no_time() -> None:
    candidates = [
        one(f"{n:03}", 1_000_000 * (n % 37 + 1), score=Fraction(n * 7919 % 101), content=str(n % 9))
        for n in range(500)
    ]
    began = time.process_time()
    one_more(candidates, {PROVINCIAL: 3_000_000_000}, Balance(content_percent=20))
    assert time.process_time() - began < 1


# --- against every set there is -------------------------------------------------------------------

amounts = st.dictionaries(
    st.sampled_from([NATIONAL, PROVINCIAL, COMMUNE]), st.integers(1, 12), min_size=1, max_size=2
)
candidates = st.builds(
    Candidate,
    id=st.uuids(version=4).map(str),
    name=st.just("Đề án"),
    amounts=amounts,
    turn=st.sampled_from(Turn),
    score=st.none() | st.integers(50, 54).map(Fraction),
    experience=st.integers(0, 1),
    content=st.sampled_from(["", "a", "b"]),
    place=st.sampled_from(["", "x", "y"]),
    against=st.sampled_from([(), (), (), ("Không thuộc. Điều 4.",)]),
)
lists = st.lists(candidates, max_size=MOST, unique_by=lambda c: c.id)
ceilings = st.fixed_dictionaries({s: st.integers(0, 40) for s in (NATIONAL, PROVINCIAL, COMMUNE)})
balances = st.builds(
    Balance,
    content_percent=st.none() | st.integers(0, 100),
    place_percent=st.none() | st.integers(0, 100),
)


def within_money(taken: Iterable[Candidate], most: Ceilings) -> bool:
    taken = list(taken)
    return all(sum(c.amounts.get(s, 0) for c in taken) <= ceiling for s, ceiling in most.items())


def balanced(taken: list[Candidate], most: Ceilings, balance: Balance) -> bool:
    """No group is over its part, but for what a key đề án or one under way brought it to."""
    total = sum(most.values())
    for name, percent in (("content", balance.content_percent), ("place", balance.place_percent)):
        for group in {getattr(c, name) for c in taken if c.turn > Turn.KEY} - {""}:
            used = sum(c.total for c in taken if getattr(c, name) == group)
            if percent is not None and used > total * percent // 100:
                return False
    return True


def best(order: list[Candidate], most: Ceilings, balance: Balance) -> set[str]:
    """Return the best set by trying every one: no đề án gives way to one that stands below it.

    First among the balanced sets; then among those that only add to it.
    """
    choices = list(product([True, False], repeat=len(order)))
    sets = [[c for c, is_in in zip(order, choice, strict=True) if is_in] for choice in choices]
    affordable = [
        (choice, taken)
        for choice, taken in zip(choices, sets, strict=True)
        if within_money(taken, most)
    ]
    first, _ = max((choice, ids(t)) for choice, t in affordable if balanced(t, most, balance))
    over = [c for c, _ in affordable if all(b or not a for a, b in zip(first, c, strict=True))]
    return {c.id for c, is_in in zip(order, max(over), strict=True) if is_in}


def ids(taken: Iterable[Candidate]) -> list[str]:
    return [c.id for c in taken]


@pytest.mark.slow
@settings(max_examples=SIZE, deadline=None)
@given(lists, ceilings, balances)
def test_it_equals_trying_every_set(
    told: list[Candidate], most: dict[F, int], balance: Balance
) -> None:
    found = suggest(told, most, balance)
    order = [one for one in ranked(told) if not one.against]
    assert found.chosen == best(order, most, balance)
    paid = [one for one in told if one.id in found.chosen]
    assert found.left == {s: most[s] - sum(c.amounts.get(s, 0) for c in paid) for s in most}


@settings(max_examples=SIZE, deadline=None)
@given(lists, ceilings, balances, st.randoms())
def test_the_order_of_asking_changes_nothing_and_everyone_has_an_answer(
    told: list[Candidate], most: dict[F, int], balance: Balance, chance: object
) -> None:
    found = suggest(told, most, balance)
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert suggest(mixed, most, balance) == found
    assert [a.rank for a in found.answers] == list(range(1, len(told) + 1))
    for answer in found.answers:
        assert answer.told
        assert bool(answer.lacks) == (answer.place is Place.RESERVE)
        assert (answer.place is Place.OUT) == bool(answer.candidate.against)
