"""Every claim of the generator is true as written, and its twin is false beyond any rounding."""

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest

from tests.reading.heldout.drawing import Draw
from tests.reading.heldout.kinds import MAKERS, Words
from tests.reading.heldout.tables import table

YEARS = (2016, 2020)
SCALES = {"tỷ": 10**9, "triệu": 10**6, "tr.đ": 10**6}
Claimed = tuple[Decimal, Decimal]


def value(words: str) -> Decimal:
    """Return the number between the marks, money in đồng."""
    shown = re.search(r"⟦(?:\d+/)?([\d.,]+)⟧\s*(\S*)", words)
    assert shown, words
    number = Decimal(shown[1].replace(".", "").replace(",", "."))
    return number * SCALES.get(shown[2], 1)


def _percent(part: str, whole: str, shown: str = "s", more: int = 0) -> Callable[[Words], Claimed]:
    return lambda w: (value(w[shown]), abs(value(w[part]) * 100 / value(w[whole]) - more))


def _of(words: Words) -> Claimed:
    done, whole = map(Decimal, re.findall(r"\d+", words["f"]))
    return value(words["s"]) * 1000 + value(words["r"]), round(done * 100 / whole, 1) * 1000 + (
        whole - done
    )


def _yearly(words: Words) -> Claimed:
    years = int(words["y1"]) - int(words["y0"])
    return value(words["g"]), (
        (value(words["b"]) / value(words["a"])) ** (1 / Decimal(years)) - 1
    ) * 100


def _total(words: Words) -> Claimed:
    return value(words["t"]), sum((value(words[n]) for n in "abc"), Decimal())


#: What each kind states, and what its other numbers give.
CLAIMS: dict[str, Callable[[Words], Claimed]] = {
    "sum_of_money": _total,
    "sum_of_counts": _total,
    "size_classes": _total,
    "share": _percent("p", "w"),
    "share_of_money": _percent("p", "w"),
    "percent_of_target": _percent("d", "k"),
    "over_target": _percent("d", "k", more=100),
    "growth": _percent("b", "a", "g", 100),
    "decline": _percent("b", "a", "g", 100),
    "growth_compound": _yearly,
    "average": lambda w: (value(w["q"]), value(w["m"]) / value(w["n"])),
    "average_money": lambda w: (value(w["q"]), value(w["m"]) / value(w["n"])),
    "out_of": _of,
    "out_of_provinces": _of,
    "count_of_list": lambda w: (value(w["n"]), Decimal(len(w["commas"].split(", ")))),
    "count_of_places": lambda w: (value(w["n"]), Decimal(len(w["commas"].split(", ")))),
    "period_length": lambda w: (value(w["n"]), Decimal(int(w["y1"]) - int(w["y0"]) + 1)),
    "part_whole": lambda w: (max(value(w["p"]), value(w["w"])), value(w["w"])),
    "told_twice": lambda w: (value(w["a"]), value(w["b"])),
    "difference": lambda w: (value(w["d"]), value(w["b"]) - value(w["a"])),
    "remainder": lambda w: (value(w["r"]), value(w["w"]) - value(w["p"])),
    "ratio": lambda w: (value(w["x"]), value(w["c"]) / value(w["s"])),
    "multiple": lambda w: (value(w["x"]), value(w["b"]) / value(w["a"])),
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_a_claim_is_right_to_its_last_digit_and_its_twin_is_not(kind):
    for seed in range(60):
        draw = Draw(Random(seed), padded=seed % 2 == 0, short=False, districts=8 + seed % 8)
        true, false = (CLAIMS[kind](words) for words in MAKERS[kind](draw, "dệt lanh", YEARS))

        assert abs(true[0] - true[1]) <= Decimal("0.05"), (kind, seed, true)
        assert abs(false[0] - false[1]) >= Decimal("0.3"), (kind, seed, false)


@pytest.mark.parametrize("kind", ["superlative", "superlative_low"])
def test_the_first_is_the_first_and_in_the_twin_is_not(kind):
    best = max if kind == "superlative" else min
    for seed in range(60):
        draw = Draw(Random(seed), padded=True, short=False, districts=9)
        true, false = MAKERS[kind](draw, "dệt lanh", YEARS)
        for words, right in ((true, True), (false, False)):
            counts = {words[n]: int(re.sub(r"\D", "", words[n.lower()])) for n in "ABCD"}
            assert (counts[words["X"]] == best(counts.values())) is right


def test_all_and_some_add_up_only_when_true():
    for seed in range(60):
        draw = Draw(Random(seed), padded=True, short=False, districts=9)
        for words, right in zip(MAKERS["all_or_some"](draw, "", YEARS), (9, None), strict=True):
            done = int(words["all"].strip("⟦⟧").split("/")[0]) + int(value(words["r"]))
            assert (done == 9) is (right == 9)


def test_the_columns_of_a_table_add_up_only_when_true():
    for seed in range(60):
        for written, right in zip(
            table(Draw(Random(seed), True, False, 9), "pipes", 2020), (True, False), strict=True
        ):
            cells = [int(n.replace(".", "")) for n in re.findall(r"⟦([\d.]+)⟧", written)]
            assert (sum(cells[:-1]) == cells[-1]) is right
