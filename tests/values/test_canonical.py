"""One form of plain values, the same whatever the order of keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.canonical import canonical, sha256_of, told_of

pytestmark = pytest.mark.pure
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(PLAIN)
def test_it_comes_back_and_is_written_alike(told: object) -> None:
    assert told_of(canonical(told)) == told
    assert canonical(told_of(canonical(told))) == canonical(told)


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5))
def test_the_order_of_keys_does_not_matter(told: dict[str, int]) -> None:
    turned = dict(reversed(told.items()))
    assert sha256_of(canonical(turned)) == sha256_of(canonical(told))
