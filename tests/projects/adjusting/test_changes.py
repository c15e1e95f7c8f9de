"""What a request to change a đề án comes to, and who decides on it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.refusal import Refused
from khuyencong.law.states import Change
from khuyencong.projects.rules.changes import (
    Ask,
    LineShape,
    NextYear,
    Replace,
    Resize,
    SetField,
    Shape,
    Stop,
    Withdraw,
    kinds_of,
    lines_of,
    read,
    require_one_ask_a_line,
    shaped,
    written,
)

BEFORE = Shape(
    content="technical_demonstration_and_machinery",
    partner="",
    ends_on=date(2026, 11, 30),
    places=frozenset({"xa-mot"}),
    lines={
        "a": LineShape("coso-a", 2026, {"provincial": 100}),
        "b": LineShape("coso-b", 2026, {"provincial": 50, "national": 70}),
    },
)


@pytest.mark.parametrize(
    ("ask", "kinds"),
    [
        (SetField("partner", "Công ty Mẫu"), [Change.CHANGE_PARTNER]),
        (SetField("content", "training"), [Change.CHANGE_CONTENT]),
        (SetField("places", "xa-hai"), [Change.CHANGE_PLACE]),
        (SetField("ends_on", "2026-12-20"), [Change.CHANGE_TIME]),
        (SetField("ends_on", "2027-01-01"), [Change.EXTEND_NEXT_YEAR]),
        (Withdraw("a", "thiếu vốn"), [Change.CHANGE_BENEFICIARY, Change.KEEP_OR_LOWER_TOTAL]),
        (Replace("a", "coso-c", "thiếu vốn"), [Change.CHANGE_BENEFICIARY]),
        (Resize("a", 400, {"provincial": 120}), [Change.INCREASE_TOTAL]),
        (Resize("a", 400, {"provincial": 80}), [Change.KEEP_OR_LOWER_TOTAL]),
        (Resize("b", 400, {"provincial": 70, "national": 50}), [Change.OTHER]),
        (NextYear("a"), [Change.EXTEND_NEXT_YEAR]),
        (Stop(), [Change.STOP_PROJECT]),
    ],
    ids=lambda value: getattr(value, "act", None),
)
def test_a_change_is_what_the_law_calls_it(ask: Ask, kinds: list[Change]) -> None:
    assert list(kinds_of(BEFORE, [ask])) == kinds


def test_several_changes_come_in_the_order_of_the_law() -> None:
    asks = [Withdraw("a", "x"), SetField("partner", "y"), SetField("ends_on", "2027-03-01")]
    assert list(kinds_of(BEFORE, asks)) == [
        Change.EXTEND_NEXT_YEAR,
        Change.CHANGE_BENEFICIARY,
        Change.CHANGE_PARTNER,
        Change.KEEP_OR_LOWER_TOTAL,
    ]


@pytest.mark.parametrize(
    ("asks", "why"),
    [
        ([], "Chưa có thay đổi nào"),
        ([Withdraw("a", ""), NextYear("a")], "Mỗi dòng hỗ trợ chỉ đề nghị một thay đổi"),
        ([Stop(), NextYear("a")], "Ngừng đề án thì không đề nghị thay đổi khác"),
        ([SetField("owner", "x")], "Không điều chỉnh được: owner"),
    ],
)
def test_what_cannot_be_asked(asks: list[Ask], why: str) -> None:
    with pytest.raises(Refused, match=why):
        require_one_ask_a_line(asks)


ASKS = st.one_of(
    st.builds(Withdraw, st.sampled_from("ab"), st.text(max_size=5)),
    st.builds(Replace, st.sampled_from("ab"), st.sampled_from(["c", "d"]), st.just("")),
    st.builds(
        Resize,
        st.sampled_from("ab"),
        st.integers(1, 10**15),
        st.dictionaries(st.sampled_from(["provincial", "national"]), st.integers(1, 10**12)),
    ),
    st.builds(NextYear, st.sampled_from("ab")),
    st.builds(SetField, st.just("partner"), st.text(max_size=9)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ASKS, max_size=3, unique_by=lambda ask: getattr(ask, "line", ask.act)))
def test_what_is_asked_is_read_back_and_touches_only_its_lines(asks: list[Ask]) -> None:
    assert read(written(asks)) == asks
    after = shaped(BEFORE, asks)
    for key in BEFORE.lines.keys() - lines_of(asks):
        assert after.lines[key] == BEFORE.lines[key]
    gone = {ask.line for ask in asks if isinstance(ask, Withdraw)}
    assert after.lines.keys() == BEFORE.lines.keys() - gone
