"""The highest support: shares, sums, lines, tiers, sources, places, uplift, advances."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.law import rules
from khuyencong.law.queries import law_on
from khuyencong.law.rules import EarlierSupport, Finding, SupportFacts, Verdict
from khuyencong.law.states import Item
from khuyencong.values.vocabulary import FundingSource
from tests.law.made_up import law, parameter

M = 1_000_000
TODAY = date(2026, 3, 1)
PROVINCE = FundingSource.PROVINCIAL


def support(
    item: Item, cost: int | None = None, day: date = TODAY, place: str = "", **facts: object
) -> Finding:
    source = facts.pop("source", PROVINCE if place else FundingSource.NATIONAL)
    asked = SupportFacts(item, source=source, cost=cost, **facts)  # type: ignore[arg-type]
    return rules.highest_support(law_on(day, place), asked)


@pytest.mark.parametrize(
    ("item", "day", "place", "cost", "amount"),
    [
        # machinery: half the cost, at most 300 million; 200 before 11/5/2018
        (Item.MACHINERY, TODAY, "", 599_999_999, 299_999_999),
        (Item.MACHINERY, TODAY, "", 600 * M, 300 * M),
        (Item.MACHINERY, TODAY, "", 600 * M + 2, 300 * M),
        (Item.MACHINERY, date(2018, 5, 11), "", 600 * M, 300 * M),
        (Item.MACHINERY, date(2018, 5, 10), "", 600 * M, 200 * M),
        (Item.MACHINERY, date(2014, 4, 8), "", 600 * M, 200 * M),
        (Item.PRODUCTION_LINE, TODAY, "", 10_000 * M, 450 * M),
        # models
        (Item.DEMONSTRATION_MODEL, TODAY, "", 3_000 * M, 900 * M),
        (Item.DEMONSTRATION_MODEL, TODAY, "", 4_000 * M, 1_000 * M),
        (Item.DEMONSTRATION_MODEL, date(2018, 5, 10), "", 4_000 * M, 500 * M),
        (Item.DEMONSTRATION_MODEL, TODAY, "dak-lak-tu-2025", 4_000 * M, 800 * M),
        (Item.DEMONSTRATION_MODEL, date(2025, 7, 26), "dak-lak-tu-2025", 4_000 * M, 800 * M),
        (Item.CLEANER_MODEL, TODAY, "dak-lak-tu-2025", 4_000 * M, 400 * M),
        (Item.CLEANER_MODEL, date(2024, 7, 11), "dong-thap-den-2025", 4_000 * M, 500 * M),
        (Item.PRODUCTION_LINE, date(2024, 7, 11), "dong-thap-den-2025", 4_000 * M, 450 * M),
        # rounds of the vote
        (Item.VOTING_REGION, TODAY, "", None, 200 * M),
        (Item.VOTING_NATION, TODAY, "", None, 400 * M),
        (Item.VOTING_PROVINCE, date(2020, 1, 1), "binh-duong", None, 100 * M),
        (Item.CLUSTER_INFRASTRUCTURE, TODAY, "", None, 6_000 * M),
        (Item.FOREIGN_FAIR, TODAY, "", 777_777_777, 777_777_777),
        # no text at hand, or no figure in it
        (Item.MACHINERY, date(2014, 4, 7), "", 600 * M, None),
        (Item.DEMONSTRATION_MODEL, date(2025, 7, 25), "dak-lak-tu-2025", 4_000 * M, None),
        (Item.TRADEMARK, TODAY, "", 600 * M, None),
        (Item.CLEANER_MODEL, TODAY, "", 600 * M, None),
        (Item.MACHINERY, TODAY, "ha-noi", 600 * M, None),
    ],
)
def test_the_law_of_the_day_and_of_the_place_decides(
    item: Item, day: date, place: str, cost: int | None, amount: int | None
) -> None:
    assert support(item, cost, day, place).amount == amount


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [(250 * M, Verdict.YES), (250 * M + 1, Verdict.NO), (249_999_999, Verdict.YES)],
)
def test_one_dong_above_is_above(asked: int, verdict: Verdict) -> None:
    found = support(Item.MACHINERY, 500 * M, asked=asked)
    assert found.verdict is verdict
    assert [str(c) for c in found.citations] == ["khoản 4 Điều 8 Thông tư 28/2018/TT-BTC"]
    told = [step.told for step in found.walk()]
    assert told[1:3] == ["Nhiều nhất 250.000.000 đồng.", "Nhiều nhất 300.000.000 đồng."]


@given(cost=st.integers(min_value=0, max_value=10**15))
def test_the_share_is_the_most_whole_dong_within_it(cost: int) -> None:
    made_up = law(parameter("ceiling", Item.MACHINERY, percent="33.333", share_of="cost"))
    most = rules.highest_support(made_up, SupportFacts(Item.MACHINERY, cost=cost)).amount
    exact = cost * Fraction("33.333") / 100
    assert most is not None
    assert most <= exact < most + 1


def test_an_amendment_that_nobody_read_is_told_beside_the_figure() -> None:
    later = support(Item.MACHINERY, 500 * M)
    assert later.verdict is Verdict.YES
    assert any("64/2024/TT-BTC" in caution for caution in later.cautions)
    assert support(Item.MACHINERY, 500 * M, date(2023, 12, 31)).cautions == ()


def test_an_unread_figure_is_never_a_number() -> None:
    found = support(Item.TRADEMARK, 100 * M, asked=1)
    assert (found.verdict, found.amount) == (Verdict.UNCERTAIN, None)
    assert "chưa" in found.told
    assert found.doubts


def test_a_doubtful_figure_is_told_as_doubtful() -> None:
    old = support(Item.DEMONSTRATION_MODEL, 4_000 * M, date(2020, 1, 1), "hoa-binh")
    assert (old.verdict, old.amount) == (Verdict.UNCERTAIN, 1_000 * M)
    assert "chưa kiểm chứng" in old.told


@pytest.mark.parametrize(("area", "verdict"), [(True, "yes"), (False, "no"), (None, "ask")])
def test_founding_is_supported_in_difficult_areas_only(area: bool | None, verdict: str) -> None:
    found = support(Item.FOUNDING, difficult_area=area)
    assert found.verdict == verdict
    assert found.amount == (None if area is False else 10 * M)


@pytest.mark.parametrize(
    ("years", "interest", "amount", "verdict"),
    [
        (1, 999_999_999, 499_999_999, "yes"),
        (2, 1_000 * M, 500 * M, "yes"),
        (2, 1_100 * M, 500 * M, "yes"),
        (3, 1_000 * M, None, "no"),
        (None, 1_000 * M, 500 * M, "ask"),
    ],
)
def test_interest_counts_for_the_first_two_years(
    years: int | None, interest: int, amount: int | None, verdict: str
) -> None:
    found = support(Item.RELOCATION_INTEREST, interest, years=years)
    assert (found.amount, found.verdict) == (amount, verdict)


def test_a_share_asks_for_its_cost_and_names_the_most_meanwhile() -> None:
    found = support(Item.MACHINERY)
    assert (found.verdict, found.amount) == (Verdict.ASK, 300 * M)


# --- production lines ----------------------------------------------------------------------------


def test_a_line_is_a_multiple_of_the_machinery_of_the_same_place() -> None:
    machinery = parameter("ceiling", Item.MACHINERY, amount=200, percent=50)
    line = parameter("ceiling", Item.PRODUCTION_LINE, factor="1.5", base=Item.MACHINERY)
    found = rules.highest_support(law(machinery, line), SupportFacts(Item.PRODUCTION_LINE))
    assert (found.amount, found.verdict) == (300, Verdict.YES)
    (base,) = (step for top in found.steps for step in top.below)
    assert base.parameter == machinery


def test_a_line_whose_two_sums_differ_is_doubtful_and_takes_the_smaller() -> None:
    machinery = parameter("ceiling", Item.MACHINERY, amount=200)
    line = parameter("ceiling", Item.PRODUCTION_LINE, factor="1.6", base="machinery", amount=300)
    found = rules.highest_support(law(machinery, line), SupportFacts(Item.PRODUCTION_LINE))
    assert (found.amount, found.verdict) == (300, Verdict.UNCERTAIN)


def test_whether_the_share_holds_for_a_line_is_not_known() -> None:
    found = support(Item.PRODUCTION_LINE, 500 * M)
    assert (found.amount, found.verdict) == (450 * M, Verdict.UNCERTAIN)
    assert any("phần trăm" in doubt for doubt in found.doubts)


# --- tiers, sources, ranges, uplift --------------------------------------------------------------

TIERS = (
    parameter("ceiling", Item.FOUNDING, code="cao", amount=9, attribute="charter_capital",
              tier_from=101, slot="cao"),
    parameter("ceiling", Item.FOUNDING, code="vua", amount=5, attribute="charter_capital",
              tier_from=50, tier_until=101, slot="vua"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("capital", "amount", "verdict"),
    [(49, None, "uncertain"), (50, 5, "yes"), (100, 5, "yes"), (101, 9, "yes"),
     (None, None, "ask")],
)  # fmt: skip
def test_a_tier_goes_by_an_attribute_of_the_beneficiary(
    capital: int | None, amount: int | None, verdict: str
) -> None:
    attributes = () if capital is None else (("charter_capital", capital),)
    facts = SupportFacts(Item.FOUNDING, attributes=attributes)
    found = rules.highest_support(law(*TIERS), facts)
    assert (found.amount, found.verdict) == (amount, verdict)


def test_what_the_district_paid_is_no_ceiling_of_the_province() -> None:
    day, place = date(2016, 1, 1), "quang-nam"
    district = support(Item.SPREADING_MODEL, None, day, place, source=FundingSource.DISTRICT)
    assert (district.amount, district.verdict) == (80 * M, Verdict.YES)
    assert support(Item.SPREADING_MODEL, None, day, place).amount is None


def test_a_range_allows_its_upper_end_and_tells_the_lower() -> None:
    fair = parameter("ceiling", Item.HOME_FAIR, percent=100, percent_low=80)
    found = rules.highest_support(law(fair), SupportFacts(Item.HOME_FAIR, cost=10))
    assert found.amount == 10
    assert any("từ 80 %" in step.told for step in found.walk())


def test_a_priority_whose_level_nobody_read_leaves_the_usual_sum() -> None:
    found = support(Item.MACHINERY, 500 * M, priority=True)
    assert (found.amount, found.verdict) == (250 * M, Verdict.UNCERTAIN)


def test_a_priority_multiplies_where_its_level_was_read() -> None:
    rows = (
        parameter("ceiling", Item.MACHINERY, amount=101),
        parameter("uplift", Item.ALL, factor="1.25"),
    )
    facts = SupportFacts(Item.MACHINERY, priority=True)
    found = rules.highest_support(law(*rows), facts)
    assert (found.amount, found.verdict) == (126, Verdict.YES)
    plain = rules.highest_support(law(*rows), replace(facts, priority=False))
    assert plain.amount == 101


# --- advances ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        (Item.CLUSTER_INFRASTRUCTURE, 300_000), (Item.POLLUTION_CLUSTER, 300_000),
        (Item.TRAINING, 700_000), (Item.CONSULTANCY, 700_000), (Item.TRADEMARK, 700_000),
        (Item.ORGANISE_FAIR, 700_000), (Item.LEAFLET, 700_000),
        (Item.MACHINERY, None), (Item.DEMONSTRATION_MODEL, None), (Item.VOTING_NATION, None),
        (Item.CLUSTER_PLAN, None), (Item.MANAGEMENT, None),
    ],
)  # fmt: skip
def test_an_advance_goes_by_its_content(item: Item, amount: int | None) -> None:
    found = rules.highest_advance(law_on(TODAY), item, 1_000_001)
    assert found.amount == amount
    assert found.verdict is (Verdict.UNCERTAIN if amount is None else Verdict.YES)


def test_an_advance_is_given_once() -> None:
    found = rules.highest_advance(law_on(TODAY), Item.TRAINING, 1_000, asked=1, advanced=1)
    assert (found.verdict, found.amount) == (Verdict.NO, 0)


# --- no double support ---------------------------------------------------------------------------

EARLIER = EarlierSupport(Item.MACHINERY, "máy ép", "khuyến công tỉnh 2022")


@pytest.mark.parametrize(
    ("item", "content", "same"),
    [
        (Item.MACHINERY, "máy ép", True),
        (Item.MACHINERY, "máy sấy", False),
        (Item.TRAINING, "máy ép", False),
    ],
)
def test_the_same_content_is_not_supported_twice(item: Item, content: str, same: bool) -> None:
    rule = parameter("condition", "no_other_state_support", source="")
    found = rules.no_double_support(law(rule), item, content, [EARLIER])
    assert found.verdict is (Verdict.NO if same else Verdict.YES)
    # The rule of today was not read: the register says so instead of refusing.
    doubtful = rules.no_double_support(law_on(TODAY), item, content, [EARLIER])
    assert doubtful.verdict is Verdict.UNCERTAIN
    assert ("Trùng" in doubtful.told) is same
