"""Field by field: what only one side changed is taken, what both changed apart is shown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.fieldwork.rules.merging import Clash, merge

TABLE = {
    "nobody": ({"a": 1}, {"a": 1}, {"a": 1}, {"a": 1}, []),
    "only they": ({"a": 1}, {"a": 1}, {"a": 2}, {"a": 2}, []),
    "only we": ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}, []),
    "both alike": ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}, []),
    "both apart": ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, [Clash("a", 1, 2, 3)]),
    "they emptied": ({"a": 1}, {"a": 1}, {"a": None}, {"a": None}, []),
    "empty is empty": ({"a": None}, {"a": ""}, {"a": None}, {"a": ""}, []),
    "nought is told": ({"a": None}, {"a": None}, {"a": 0}, {"a": 0}, []),
    "nought is no empty": ({"a": 0}, {"a": None}, {"a": 3}, {"a": None}, [Clash("a", 0, None, 3)]),
    "new to both": ({}, {"a": 1}, {"a": 2}, {"a": 1}, [Clash("a", None, 1, 2)]),
    "two fields": (
        {"a": 1, "b": 1},
        {"a": 2, "b": 1},
        {"a": 1, "b": 2},
        {"a": 2, "b": 2},
        [],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_case(name: str) -> None:
    base, ours, theirs, values, clashes = TABLE[name]
    merged = merge(base, ours, theirs)
    assert (merged.values, list(merged.clashes)) == (values, clashes)


VALUES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([None, "", "x", "y", 0, 1]))


@given(VALUES, VALUES, VALUES)
def test_nothing_that_either_side_told_is_dropped_unseen(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = merge(base, ours, theirs)
    clashing = {one.field for one in merged.clashes}
    for name in theirs:
        kept = merged.values.get(name)
        told = [base.get(name), ours.get(name), theirs[name]]
        assert kept in told
        if name not in clashing:
            changed = [v for v in told[1:] if (v or v == 0) and v != base.get(name)]
            assert all(kept == v for v in changed)
    assert merge(base, merged.values, theirs).changed == frozenset()


@given(VALUES, VALUES)
def test_one_side_alone_never_clashes(base: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert merge(base, base, theirs).clashes == ()
    assert merge(base, theirs, theirs).clashes == ()
