"""A draft beside the law: only cases it touches change, and by how much is told to the đồng."""

from datetime import date

from khuyencong.law import rules
from khuyencong.law.queries import drafted_by, law_on
from khuyencong.law.rules import Case, SupportFacts, with_parameters
from khuyencong.law.states import Item
from khuyencong.values.vocabulary import FundingSource
from tests.law.made_up import law, parameter

M = 1_000_000
LAW = law(
    parameter("ceiling", Item.MACHINERY, percent=50, amount=300 * M, slot="may"),
    parameter("ceiling", Item.DEMONSTRATION_MODEL, amount=1_000 * M, slot="mau"),
)
CASES = [
    Case("nhỏ", SupportFacts(Item.MACHINERY, cost=100 * M)),
    Case("lớn", SupportFacts(Item.MACHINERY, cost=1_000 * M)),
    Case("vừa mức", SupportFacts(Item.MACHINERY, cost=2_000 * M, asked=300 * M)),
    Case("mô hình", SupportFacts(Item.DEMONSTRATION_MODEL)),
    Case("chưa có mức", SupportFacts(Item.TRADEMARK)),
]


def test_the_law_replayed_under_itself_changes_nothing() -> None:
    told = rules.replay(LAW, LAW.parameters, CASES)
    assert told.changed == ()
    assert told.difference == 0


def test_a_draft_changes_just_the_cases_it_touches() -> None:
    draft = parameter("ceiling", Item.MACHINERY, percent=50, amount=200 * M, slot="may")
    told = rules.replay(LAW, [draft], CASES)
    assert [(r.case.name, r.difference) for r in told.changed] == [
        ("lớn", -100 * M),
        ("vừa mức", -100 * M),
    ]
    assert told.difference == -200 * M
    verdicts = {r.case.name: (r.now.verdict, r.drafted.verdict) for r in told.cases}
    assert verdicts["vừa mức"] == ("yes", "no")


def test_a_draft_that_gives_a_first_figure_tells_no_difference_of_unknowns() -> None:
    draft = parameter("ceiling", Item.TRADEMARK, amount=9, slot="nhan-hieu")
    told = rules.replay(LAW, [draft], CASES)
    (changed,) = told.changed
    assert (changed.case.name, changed.now.amount, changed.drafted.amount) == (
        "chưa có mức", None, 9,
    )  # fmt: skip
    assert changed.difference is None


def test_a_drafted_row_takes_the_slot_and_leaves_the_rest() -> None:
    draft = parameter("ceiling", Item.MACHINERY, code="moi", slot="may")
    codes = {p.code for p in with_parameters(LAW, (draft,)).parameters}
    assert codes == {"moi", "mau-ceiling-demonstration_model"}


def test_the_draft_of_quang_ngai_is_replayed_and_stays_a_draft() -> None:
    day = date(2026, 3, 1)
    in_force = law_on(day, "quang-ngai-tu-2025")
    draft = drafted_by("du-thao-nq-2025-quang-ngai", day)
    case = Case("a", SupportFacts(Item.MACHINERY, FundingSource.PROVINCIAL, cost=400 * M))
    (told,) = rules.replay(in_force, draft, [case]).changed
    assert (told.now.amount, told.drafted.amount) == (None, 200 * M)
    assert all("dự thảo, chưa phải quy định" in row.doubts for row in draft)
    assert law_on(day, "quang-ngai-tu-2025") == in_force
