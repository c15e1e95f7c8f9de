"""Shares, means, growth, goals, multiples, differences: found in any order of words, or let alone.

The sentences stand in `relations.toml`: "{a|b}" is the true a and the false b.
"""

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.changes import ordered
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.targets import is_goal
from khuyencong.reading.checks.tolerance import firm
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.reader import read as read_figures
from tests.reading.whole import read

HEAD = "SỞ CÔNG THƯƠNG\n\nBÁO CÁO\nKết quả công tác khuyến công năm 2023\n\nI. KẾT QUẢ\n\n"
SENTENCES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("relations.toml").read_text("utf-8")
)
OTHERWISE = SENTENCES.pop("otherwise")
CLAIMS = [(kind, claim) for kind, claims in SENTENCES.items() for claim in claims]


def written(claim: str, side: int) -> str:
    return HEAD + re.sub(r"\{([^{}|]*)\|([^{}|]*)\}", lambda m: m[side], claim) + "\n"


def failing(text: str) -> list[Check]:
    return [check for check in read(text).checks if not check.holds]


@pytest.mark.parametrize(("kind", "claim"), CLAIMS, ids=[f"{k}: {c[:44]}" for k, c in CLAIMS])
def test_the_false_number_is_named_and_the_true_one_is_let_alone(kind, claim):
    assert [c.statement for c in failing(written(claim, 1))] == []

    false = written(claim, 2)
    at = len(HEAD) + claim.index("{")
    wrong = {f.id for f in read(false).figures if f.number_start <= at + 8 and at < f.number_end}
    assert any(wrong & set(c.figures) and len(c.figures) > 1 for c in failing(false))


@pytest.mark.parametrize("text", OTHERWISE, ids=[text[:50] for text in OTHERWISE])
def test_what_is_told_of_something_else_is_no_fault(text):
    assert [c.statement for c in failing(HEAD + text + "\n")] == []


def page_of(text: str) -> tuple[Context, list[Figure]]:
    page = Context(read_figures(HEAD + text + "\n"))
    return page, page.inside(len(HEAD), len(HEAD) + len(text))


def test_pairs_are_of_one_unit_and_the_nearest_come_first():
    page, (_, two, three, percent, four) = page_of(
        "Có 9 lớp, kinh phí 20 triệu đồng, đối ứng 30 triệu đồng, tăng 5%, vay 40 triệu đồng."
    )

    assert beside.pairs(page, percent) == [(three, four), (two, three)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Từ 40 cơ sở nay còn 30 cơ sở.", 40),
        ("Nay có 30 cơ sở, ban đầu là 40 cơ sở.", 40),
        ("Năm 2022 có 30 cơ sở, năm 2021 có 40 cơ sở.", 40),
        ("Có 40 cơ sở (2021) và 30 cơ sở (2022).", 40),
        ("Có 40 cơ sở may, 30 cơ sở mộc.", None),
        ("Kế hoạch năm 2021 là 40 cơ sở, năm 2022 làm 30 cơ sở.", None),
    ],
)
def test_years_or_words_tell_which_state_came_first(text, first):
    page, figures = page_of(text)
    change = ordered(page, *figures)

    assert (change.first.value if change else None) == first


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("Kế hoạch 40 lớp, thực hiện 30 lớp.", [40]),
        ("Mở 30 lớp so với 40 lớp được giao.", [40]),
        ("Mở 30 lớp, vượt 20% so với chỉ tiêu 25 lớp.", [25]),
        ("Đạt 90% kế hoạch với 30 lớp.", []),
        ("Thực hiện kế hoạch đã mở 30 lớp.", []),
    ],
)
def test_a_goal_is_known_by_the_words_beside_it(text, goals):
    page, figures = page_of(text)
    counts = [f for f in figures if f.unit == "class"]

    assert [f.value for f in counts if is_goal(page, f)] == goals


def test_a_round_number_is_firmer_beside_a_finer_one():
    nine = Figure("f1", 0, 1, "9", 0, 1, 9 * 10**9, "VND", step=10**9)
    finer = replace(nine, number="9,605", value=9_605_000_000, step=10**6)
    third = replace(nine, number="4,5", value=4_500_000_000, step=10**8)

    assert firm(nine, finer) == (Fraction(8_955_000_000), Fraction(9_045_000_000))
    assert firm(third, third) == (Fraction(4_450_000_000), Fraction(4_550_000_000))
    assert firm(replace(nine, approximate=True), finer)[1] > firm(nine, finer)[1]
    assert firm(replace(nine, step=Decimal("0.01")), finer) == (
        Fraction(9 * 10**9) - Fraction(1, 200),
        Fraction(9 * 10**9) + Fraction(1, 200),
    )
