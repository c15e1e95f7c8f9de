"""A local ceiling above the national one waits for a second person's written reason."""

import pytest

from khuyencong.law import rules
from khuyencong.law.rules import DatedParameter, SupportFacts, Verdict
from khuyencong.law.states import Item
from khuyencong.values.vocabulary import FundingSource
from tests.law.made_up import law, parameter

FACTS = SupportFacts(Item.MACHINERY, FundingSource.PROVINCIAL, cost=1000)


def local(**figures: object) -> DatedParameter:
    told = {"source": "provincial", "place_key": "tinh-mau", "place_name": "tỉnh Mẫu"}
    return parameter("ceiling", Item.MACHINERY, code="tinh", **(told | figures))


def national(**figures: object) -> DatedParameter:
    return parameter("ceiling", Item.MACHINERY, code="trung-uong", **figures)


@pytest.mark.parametrize(
    ("mine", "theirs", "conflicts"),
    [
        ({"amount": 300}, {"amount": 300}, False),
        ({"amount": 301}, {"amount": 300}, True),
        ({"amount": 299}, {"amount": 300}, False),
        ({"percent": 50}, {"percent": 50}, False),
        ({"percent": "50.001"}, {"percent": 50}, True),
        ({"percent": 51, "amount": 1}, {"percent": 50, "amount": 300}, True),
        ({"percent": 100}, {"amount": 300}, False),  # not the same measure
        ({"amount": 900}, {}, False),  # an unread ceiling is no limit to go by
    ],
)
def test_a_local_ceiling_is_held_against_the_national_one(
    mine: dict[str, object], theirs: dict[str, object], conflicts: bool
) -> None:
    of_day = law(local(**mine), national(**theirs))
    assert bool(list(rules.conflicts(of_day))) is conflicts
    found = rules.highest_support(of_day, FACTS)
    assert (found.verdict is Verdict.NEEDS_REASON) is conflicts
    if conflicts:
        assert found.amount is None
        cited = {p.code for step in found.walk() if (p := step.parameter)}
        assert cited == {"tinh", "trung-uong"}


def test_with_a_reason_the_local_ceiling_is_used() -> None:
    rows = (local(amount=301), national(amount=300))
    found = rules.highest_support(law(*rows, reasons={("tinh", "trung-uong")}), FACTS)
    assert (found.verdict, found.amount) == (Verdict.YES, 301)


def test_a_reason_for_another_pair_does_not_help() -> None:
    rows = (local(amount=301), national(amount=300))
    found = rules.highest_support(law(*rows, reasons={("tinh", "khac")}), FACTS)
    assert found.verdict is Verdict.NEEDS_REASON
